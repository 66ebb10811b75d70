//! Made-up nodes for the samples of the views: the Assessment Only page and its neighbours, and the cases at the edge.

mod parts;

#[cfg(test)]
pub(crate) use parts::event_card;

use chrono::TimeDelta;
use content::{EventDetails, EventStatus, Format, Kind, LinkTarget, ProviderDetails, Venue};
use store::published::{EventFilter, PublishedContent, PublishedNode};

use super::frame::Surroundings;
use super::link::Link;
use crate::site::Site;
use parts::{
    block, cards, cities, details, event, event_list, every_text_block, filter, no_events, node, one_provider, page,
    prose, provider, providers_in, seed_page, upcoming,
};

const ROUTES: &str = "/explore-my-options/teacher-training-routes";
const EVENTS: &str = "/teaching-events/train-to-teach-events";
const LONG: &str = "Qualified teacher status for experienced teachers from overseas who already hold a recognised professional \
    registration and a Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/// The site around the samples, on a March morning of 2021.
pub(crate) fn around() -> Surroundings {
    Surroundings {
        site: Site { name: "Waymark".to_owned(), url: "https://example.org".to_owned() },
        menu: links(),
        footer: vec![
            Link::new("Accessibility statement", "/about-this-site/accessibility-statement"),
            Link::new("Cookies", "/about-this-site/cookies"),
            Link::new("Privacy", "/about-this-site/privacy"),
            Link::new("Contact", "/about-this-site/contact"),
        ],
        now: "2021-03-15T09:00:00Z".parse().expect("a moment"),
        ribbon: None,
    }
}

/// A site on which nothing is published.
pub(crate) fn empty_site() -> Surroundings {
    Surroundings { menu: Vec::new(), footer: Vec::new(), ..around() }
}

/// Ways onward.
pub(crate) fn links() -> Vec<Link> {
    vec![
        Link::new("Why teach", "/why-teach"),
        Link::new("Explore my options", "/explore-my-options"),
        Link::new("Teaching events", "/teaching-events"),
        Link::new("Funding and salaries", "/funding-and-salaries"),
        Link::new("Help and support", "/help-and-support"),
    ]
}

/// Pages of every sort.
pub(crate) fn pages() -> Vec<(&'static str, PublishedNode)> {
    let seed = |events| seed_page(vec![upcoming("Upcoming events", events)]);
    let mut home = page(
        "/",
        "Find your way into teaching",
        vec![
            block(
                "action",
                PublishedContent::CallToAction {
                    label: "Explore my options".into(),
                    href: "/explore-my-options".into(),
                    note: String::new(),
                },
            ),
            cards("Where to start"),
        ],
    );
    home.summary = "Routes into teaching, events near you and people to talk to, in one place.".into();
    let mut long = page(&format!("{ROUTES}/a/b/c/d/e"), LONG, vec![prose(LONG), cards(""), upcoming("", cities(2))]);
    long.summary = String::new();
    long.last_published = None;
    vec![
        ("seed page", seed(cities(4))),
        ("seed page without events", seed(Vec::new())),
        ("seed page with twelve events", seed(cities(12))),
        ("home", home),
        ("every text block", page("/why-teach", "Why teach", every_text_block())),
        ("long words in a deep place", long),
        ("empty page", page("/empty", "An empty page", Vec::new())),
        (
            "event list",
            page(
                "/teaching-events",
                "Teaching events",
                vec![prose("Meet people who know."), event_list(1, EventFilter::default())],
            ),
        ),
        (
            "event list, second page",
            page("/teaching-events", "Teaching events", vec![event_list(2, EventFilter::default())]),
        ),
        ("event list, filtered", page("/teaching-events", "Teaching events", vec![event_list(1, filter())])),
        ("event list, nothing fits", page("/teaching-events", "Teaching events", vec![no_events(filter())])),
        ("event list, no events", page("/teaching-events", "Teaching events", vec![no_events(EventFilter::default())])),
        (
            "provider list",
            page(
                "/providers",
                "Providers of the Assessment Only route to QTS",
                vec![providers_in(&["North East", "London"])],
            ),
        ),
        ("provider list, single provider", page("/providers", "Providers", vec![one_provider()])),
    ]
}

/// Events in every state.
pub(crate) fn events() -> Vec<(&'static str, PublishedNode)> {
    let mut full = EventDetails { status: EventStatus::Full, ..details() };
    full.end = full.start.map(|start| start + TimeDelta::hours(2));
    vec![
        ("as announced", event(EventDetails { booking: LinkTarget::parse("https://example.org/book"), ..details() })),
        (
            "everything known",
            event(EventDetails {
                format: Format::Both,
                venue: Venue {
                    name: "Example Hall".into(),
                    address: "1 Example Street".into(),
                    city: "Newcastle upon Tyne".into(),
                    postcode: "NE1 1AA".into(),
                    coordinates: String::new(),
                },
                organiser: "Waymark Teaching".into(),
                contact: "events@example.org".into(),
                audience: "Anyone thinking about teaching".into(),
                ..full
            }),
        ),
        ("postponed", event(EventDetails { status: EventStatus::Postponed, ..details() })),
        ("cancelled", event(EventDetails { status: EventStatus::Cancelled, ..details() })),
        ("finished", event(EventDetails { start: "2021-03-01T17:00:00".parse().ok(), ..details() })),
        ("draft without a start", event(EventDetails { start: None, place: String::new(), ..details() })),
    ]
}

/// Providers with much and with little.
pub(crate) fn providers() -> Vec<(&'static str, PublishedNode)> {
    let mut full = node(Kind::Provider, "/providers/example-college", "Example College of Teaching");
    full.provider = Some(provider("Example College of Teaching").details);
    full.body = vec![prose("## What we look for\n\nTwo years of teaching in two schools.")];
    let mut bare = node(Kind::Provider, "/providers/bare", LONG);
    bare.provider = Some(ProviderDetails {
        website: "ask us".into(),
        phone: "-".into(),
        email: "nobody".into(),
        ..ProviderDetails::default()
    });
    vec![("full", full), ("bare", bare)]
}
