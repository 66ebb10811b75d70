//! The fields that only pages, events or providers have.

use content::{EventStatus, Format, Kind, REGIONS};

use super::parts::{Group, Maker, Part, choice};
use crate::fields::Field;

/// The fields that stand between the summary and the body.
pub(super) fn main(kind: Kind, make: Maker<'_>) -> Vec<Group> {
    match kind {
        Kind::Page => Vec::new(),
        Kind::Event => event(make),
        Kind::Provider => provider(make),
    }
}

/// The fields beside the text: menus, search, care.
pub(super) fn side(kind: Kind, make: Maker<'_>) -> Vec<Group> {
    let short_title =
        make.line("navigation_title", "Short title", "For menus and breadcrumbs. Leave it empty to use the title.");
    if kind != Kind::Page {
        return vec![Group { id: "menus", heading: "Menus", parts: parts([short_title]) }];
    }
    vec![
        Group {
            id: "menus",
            heading: "Menus",
            parts: parts([short_title, make.tick("in_menu", "Show in the main menu", "")]),
        },
        Group {
            id: "search-settings",
            heading: "Search engines",
            parts: parts([
                make.tick("noindex", "Ask search engines to leave this page out", ""),
                plain(make.line(
                    "canonical",
                    "Address to show in search results",
                    "Only when the same text has its home elsewhere, such as https://www.example.org/guide",
                )),
            ]),
        },
        Group {
            id: "care",
            heading: "Looking after this page",
            parts: vec![
                make.line("owner", "Owner", "A person or a team. Somebody with an account, by name or e-mail address, is told when to read the page again.").into(),
                make.date("review_by", "Read again by", "Such as 27 3 2027"),
            ],
        },
    ]
}

fn event(make: Maker<'_>) -> Vec<Group> {
    let formats = Format::ALL.map(|format| choice(format.as_str(), format.label())).into();
    let statuses = EventStatus::ALL.map(|status| choice(status.as_str(), status.label())).into();
    vec![
        Group {
            id: "when",
            heading: "When",
            parts: vec![
                make.moment("start", "Starts", "Such as 27 3 2027, 5pm or 17:00"),
                make.moment("end", "Ends", "Leave it empty if nobody has said."),
                plain(make.short(
                    "time_zone",
                    "Time zone",
                    "The clocks that the times are read from, such as Europe/London",
                ))
                .into(),
                make.radios("status", "Status", "", statuses).into(),
            ],
        },
        Group {
            id: "where",
            heading: "Where",
            parts: parts([
                make.radios("format", "How people take part", "", formats),
                make.short("place", "Place shown", "A city or area; an online event can have one as well."),
                make.line("venue_name", "Venue", ""),
                make.line("venue_address", "Street and number", ""),
                make.short("venue_city", "Town or city", ""),
                plain(make.short("venue_postcode", "Postcode", "")),
                plain(make.short("venue_coordinates", "Latitude and longitude", "In degrees, such as 54.97, -1.61")),
            ]),
        },
        Group {
            id: "people",
            heading: "Booking and people",
            parts: parts([
                make.link("booking", "Booking link"),
                make.line("organiser", "Organiser", ""),
                make.line("contact", "Contact", "Whom to ask."),
                make.line("audience", "Audience", "Whom it is for."),
            ]),
        },
    ]
}

fn provider(make: Maker<'_>) -> Vec<Group> {
    let regions = REGIONS.map(|region| choice(region, region)).into();
    vec![
        Group {
            id: "offer",
            heading: "What it offers",
            parts: parts([
                make.boxes("regions", "Regions", regions),
                make.lines("subjects", "Subjects", "One on each line.", 4),
                make.lines("routes", "Routes", "One on each line, such as Assessment Only.", 3),
                make.tick("accredited", "This provider is accredited", ""),
                make.plain("code", "Provider code", "Its code in the national list."),
            ]),
        },
        Group {
            id: "reach",
            heading: "How to reach it",
            parts: parts([
                plain(make.line("website", "Website", "Begins with https://")),
                make.line("contact", "Contact", "Whom to ask."),
                make.plain("email", "Email address", ""),
                make.plain("phone", "Phone number", ""),
                make.plain("extension", "Extension", ""),
                make.plain("international_phone", "Phone number from abroad", "Such as +44 20 7946 0123"),
            ]),
        },
    ]
}

fn parts<const N: usize>(fields: [Field; N]) -> Vec<Part> {
    fields.map(Part::from).into()
}

fn plain(field: Field) -> Field {
    Field { spellcheck: false, ..field }
}
