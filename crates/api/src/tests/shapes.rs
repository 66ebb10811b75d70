use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use content::{
    BlockId, EventDetails, EventStatus, Format, Kind, LinkTarget, NodeId, ProviderDetails, Tone, TrailStep, UrlPath,
    Venue, wall,
};
use markup::{HeadingIds, SafeHtml};
use serde_json::{Value, json};
use store::PublicChange;
use store::published::{
    Anchor, Card, EventCard, EventFilter, Month, NodeItem, ProviderCard, ProviderGroup, PublishedBlock,
    PublishedContent, PublishedNode,
};

use crate::html;
use crate::site::Site;
use crate::wire::{Block, EventItem, Gone, Node, PageItem, ProviderItem, Redirect};

pub(super) fn site() -> Site {
    Site::at("https://example.org")
}

fn wire(body: impl serde::Serialize) -> Value {
    serde_json::to_value(body).unwrap()
}

fn path(text: &str) -> UrlPath {
    UrlPath::parse(text).unwrap()
}

fn moment(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn clock(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2021, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

pub(super) fn category() -> Card {
    Card {
        id: NodeId(12),
        kind: Kind::Page,
        title: "Train to Teach events".into(),
        path: path("/teaching-events/train-to-teach-events"),
        summary: String::new(),
    }
}

pub(super) fn york() -> EventCard {
    let start = clock(30, 18);
    EventCard {
        id: NodeId(34),
        path: path("/teaching-events/train-to-teach-events/york"),
        title: "Train to Teach <York>".into(),
        summary: "Ask & be told".into(),
        category: Some(category()),
        starts_at: wall::instant(start, wall::UK).unwrap(),
        ends_at: None,
        start,
        end: None,
        time_zone: wall::UK.into(),
        format: Format::Online,
        place: "York".into(),
        status: EventStatus::Cancelled,
    }
}

pub(super) fn college() -> ProviderCard {
    ProviderCard {
        id: NodeId(56),
        path: path("/providers/college"),
        title: "A College".into(),
        summary: String::new(),
        details: ProviderDetails {
            regions: vec!["London".into()],
            email: "ask@example.org".into(),
            accredited: true,
            ..ProviderDetails::default()
        },
    }
}

pub(super) fn prose(markdown: &str) -> SafeHtml {
    markup::render(markdown, &mut HeadingIds::default()).html
}

fn block(content: PublishedContent) -> PublishedBlock {
    PublishedBlock { id: BlockId::parse("b1").unwrap(), content }
}

fn page() -> PublishedNode {
    PublishedNode {
        id: NodeId(7),
        kind: Kind::Page,
        path: path("/explore/assessment-only"),
        title: "Assessment Only".into(),
        summary: "A route".into(),
        noindex: false,
        canonical: String::new(),
        trail: vec![
            TrailStep { id: NodeId(1), title: "Home".into(), path: UrlPath::root() },
            TrailStep { id: NodeId(7), title: "Assessment Only".into(), path: path("/explore/assessment-only") },
        ],
        first_published: Some(moment("2021-03-01T09:00:00Z")),
        last_published: Some(moment("2021-03-15T09:00:00.250Z")),
        changes: [("2021-03-10T09:00:00Z", "Earlier"), ("2021-03-15T09:00:00.250Z", "Later")]
            .map(|(at, note)| PublicChange { at: moment(at), note: note.into() })
            .to_vec(),
        body: vec![block(PublishedContent::Prose { html: prose("The route’s *words*") })],
        foot: vec![block(PublishedContent::CallToAction {
            label: "Get an adviser".into(),
            href: "/adviser".into(),
            note: String::new(),
        })],
        event: None,
        event_details: None,
        provider: None,
        children: vec![category()],
        menu: vec![category()],
        sequence: 5,
        valid_until: None,
        listens_to_query: false,
    }
}

#[test]
fn a_page_has_everything_in_one_answer() {
    let expected = json!({
        "kind": "page",
        "id": 7,
        "title": "Assessment Only",
        "summary": "A route",
        "path": "/explore/assessment-only",
        "url": "https://example.org/explore/assessment-only",
        "canonical_url": "https://example.org/explore/assessment-only",
        "noindex": false,
        "breadcrumbs": [
            {"id": 1, "title": "Home", "path": "/"},
            {"id": 7, "title": "Assessment Only", "path": "/explore/assessment-only"},
        ],
        "published_at": "2021-03-01T09:00:00Z",
        "updated_at": "2021-03-15T09:00:00.250Z",
        "changes": [
            {"date": "2021-03-15T09:00:00.250Z", "note": "Later"},
            {"date": "2021-03-10T09:00:00Z", "note": "Earlier"},
        ],
        "blocks": [{"id": "b1", "type": "prose", "value": {"html": "<p>The route’s <em>words</em></p>\n"}}],
        "foot_blocks": [{
            "id": "b1",
            "type": "call_to_action",
            "value": {"label": "Get an adviser", "href": "/adviser", "note": null},
        }],
        "body_html": "<section><p>The route’s <em>words</em></p>\n</section>",
        "foot_html": "<section><p><a href=\"/adviser\">Get an adviser</a></p></section>",
        "children": [{
            "id": 12,
            "kind": "page",
            "title": "Train to Teach events",
            "path": "/teaching-events/train-to-teach-events",
            "summary": "",
        }],
        "links": {
            "self": "https://example.org/api/v1/resolve?path=/explore/assessment-only",
            "html": "https://example.org/explore/assessment-only",
        },
    });
    assert_eq!(wire(Node::new(page(), &site())), expected);
}

#[test]
fn the_home_page_has_one_slash() {
    let home = PublishedNode { path: UrlPath::root(), canonical: "https://example.com/".into(), ..page() };
    let home = wire(Node::new(home, &site()));
    assert_eq!(
        (&home["url"], &home["canonical_url"]),
        (&json!("https://example.org/"), &json!("https://example.com/"))
    );
}

#[test]
fn an_event_carries_the_offset_of_its_own_clocks() {
    let details = EventDetails {
        venue: Venue { city: "York".into(), ..Venue::default() },
        booking: LinkTarget::parse("node:9"),
        audience: "Career changers".into(),
        ..EventDetails::default()
    };
    let node = PublishedNode { kind: Kind::Event, event: Some(york()), event_details: Some(details), ..page() };
    let expected = json!({
        "starts_at": "2021-03-30T18:00:00+01:00",
        "ends_at": null,
        "time_zone": "Europe/London",
        "format": "online",
        "place": "York",
        "status": "cancelled",
        "category": {"id": 12, "title": "Train to Teach events", "path": "/teaching-events/train-to-teach-events"},
        "venue": {"name": null, "address": null, "city": "York", "postcode": null, "coordinates": null},
        "booking_href": "/node/9",
        "organiser": null,
        "contact": null,
        "audience": "Career changers",
    });
    let node = wire(Node::new(node, &site()));
    assert_eq!((&node["kind"], &node["event"]), (&json!("event"), &expected));
    assert!(node.get("provider").is_none());
}

#[test]
fn a_provider_has_its_facts() {
    let node = PublishedNode { kind: Kind::Provider, provider: Some(college().details), ..page() };
    let expected = json!({
        "regions": ["London"],
        "website": null,
        "contact": null,
        "email": "ask@example.org",
        "phone": null,
        "extension": null,
        "international_phone": null,
        "subjects": [],
        "routes": [],
        "accredited": true,
        "code": null,
    });
    let node = wire(Node::new(node, &site()));
    assert_eq!((&node["kind"], &node["provider"]), (&json!("provider"), &expected));
}

#[test]
fn what_is_elsewhere_or_gone_says_so() {
    let moved = wire(Redirect::to("/teaching-events".into()));
    assert_eq!(moved, json!({"kind": "redirect", "location": "/teaching-events", "status": 308}));
    assert_eq!(wire(Gone::default()), json!({"kind": "gone", "status": 410}));
}

#[test]
fn items_of_lists_stand_for_themselves() {
    let ends = EventCard { ends_at: Some(moment("2021-03-30T19:00:00Z")), end: Some(clock(30, 20)), ..york() };
    let expected = json!({
        "id": 34,
        "kind": "event",
        "title": "Train to Teach <York>",
        "summary": "Ask & be told",
        "path": "/teaching-events/train-to-teach-events/york",
        "url": "https://example.org/teaching-events/train-to-teach-events/york",
        "starts_at": "2021-03-30T18:00:00+01:00",
        "ends_at": "2021-03-30T20:00:00+01:00",
        "time_zone": "Europe/London",
        "format": "online",
        "place": "York",
        "status": "cancelled",
        "category": {"id": 12, "title": "Train to Teach events", "path": "/teaching-events/train-to-teach-events"},
    });
    assert_eq!(wire(EventItem::new(ends, &site())), expected);
    let provider = wire(ProviderItem::new(college(), &site()));
    assert_eq!((&provider["kind"], &provider["regions"][0]), (&json!("provider"), &json!("London")));
    assert_eq!(provider["url"], "https://example.org/providers/college");
    let item = NodeItem {
        id: NodeId(12),
        title: "Teaching events".into(),
        path: path("/teaching-events"),
        summary: String::new(),
        last_published: moment("2021-03-15T09:00:00Z"),
    };
    let expected = json!({
        "id": 12,
        "kind": "page",
        "title": "Teaching events",
        "summary": "",
        "path": "/teaching-events",
        "url": "https://example.org/teaching-events",
        "updated_at": "2021-03-15T09:00:00Z",
    });
    assert_eq!(wire(PageItem::new(item, &site())), expected);
}

#[test]
fn each_block_has_its_type_and_its_value() {
    let event_list = PublishedContent::EventList {
        heading: String::new(),
        events: vec![york()],
        total: 21,
        page: 1,
        pages: 2,
        per_page: 20,
        places: vec!["York".into()],
        months: vec![Month { year: 2021, month: 3 }],
        categories: vec![category()],
        filter: EventFilter::default(),
    };
    let list = wire(Block::all(vec![block(event_list)], &site()));
    assert_eq!(list[0]["type"], "event_list");
    let value = &list[0]["value"];
    assert_eq!((&value["heading"], &value["total_count"], &value["pages"]), (&Value::Null, &json!(21), &json!(2)));
    assert_eq!((&value["months"], &value["places"]), (&json!(["2021-03"]), &json!(["York"])));
    assert_eq!(value["events"][0]["starts_at"], "2021-03-30T18:00:00+01:00");
    assert_eq!(value["categories"][0]["title"], "Train to Teach events");

    let groups = vec![ProviderGroup { name: Some("London".into()), providers: vec![college()] }];
    let providers = PublishedContent::ProviderList { heading: "Providers".into(), groups, total: 1 };
    let list = wire(Block::all(vec![block(providers)], &site()));
    let value = &list[0]["value"];
    assert_eq!((&list[0]["type"], &value["total_count"]), (&json!("provider_list"), &json!(1)));
    assert_eq!(value["groups"][0]["providers"][0]["email"], "ask@example.org");

    let call_out = PublishedContent::CallOut { tone: Tone::Warning, heading: "Fees".into(), html: prose("Pay") };
    let list = wire(Block::all(vec![block(call_out)], &site()));
    let value = json!({"tone": "warning", "heading": "Fees", "html": "<p>Pay</p>\n"});
    assert_eq!(list, json!([{"id": "b1", "type": "call_out", "value": value}]));
}

#[test]
fn html_names_times_for_machines_and_escapes_what_editors_typed() {
    let upcoming = |events| PublishedContent::UpcomingEvents {
        heading: "Upcoming \"events\"".into(),
        events,
        view_all: Some(Anchor { label: "View all events".into(), href: "/teaching-events".into() }),
    };
    let shown = html::blocks(&Block::all(vec![block(upcoming(vec![york()]))], &site()));
    let expected = "<section><h2>Upcoming &quot;events&quot;</h2><ul><li>\
        <a href=\"/teaching-events/train-to-teach-events/york\">Train to Teach &lt;York&gt;</a> \
        <strong>Cancelled</strong><p><time datetime=\"2021-03-30T18:00:00+01:00\">Tuesday 30 March 2021, 6pm</time>\
        , York</p><p>Ask &amp; be told</p></li></ul><p><a href=\"/teaching-events\">View all events</a></p></section>";
    assert_eq!(shown, expected);
    let empty = html::blocks(&Block::all(vec![block(upcoming(Vec::new()))], &site()));
    assert!(empty.contains("<p>There are no upcoming events at the moment.</p>"), "{empty}");
}

#[test]
fn html_has_a_section_for_each_block() {
    let groups = vec![ProviderGroup { name: Some("London".into()), providers: vec![college()] }];
    let blocks = vec![
        block(PublishedContent::CallOut { tone: Tone::Information, heading: "It’s so".into(), html: prose("Note") }),
        block(PublishedContent::CallToAction {
            label: "Ask".into(),
            href: "https://example.com/?a=1&b=2".into(),
            note: "Free".into(),
        }),
        block(PublishedContent::ProviderList { heading: String::new(), groups, total: 1 }),
        block(PublishedContent::Cards { heading: "Next".into(), cards: vec![category()] }),
    ];
    let expected = [
        "<aside class=\"information\"><h2>It’s so</h2><p>Note</p>\n</aside>",
        "<section><p><a href=\"https://example.com/?a=1&amp;b=2\">Ask</a></p><p>Free</p></section>",
        "<section><h2>London</h2><ul><li><a href=\"/providers/college\">A College</a></li></ul></section>",
        "<section><h2>Next</h2><ul><li><a href=\"/teaching-events/train-to-teach-events\">Train to Teach events</a>\
         </li></ul></section>",
    ];
    assert_eq!(html::blocks(&Block::all(blocks, &site())), expected.join("\n"));
}
