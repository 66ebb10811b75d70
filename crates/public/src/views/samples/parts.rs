//! What the samples are made of: nodes, blocks, events and providers that nobody has to look up.

use chrono::{DateTime, NaiveDateTime, Utc};
use content::{
    BlockId, EventDetails, EventStatus, Format, Kind, NodeId, ProviderDetails, Tone, TrailStep, UrlPath, wall,
};
use markup::{FileTarget, HeadingIds, LinkResolver, SafeHtml};
use media::{FileId, FileKind, Focal, Hash};
use store::PublicChange;
use store::published::{
    Anchor, Card, EventCard, EventFilter, Month, ProviderCard, ProviderGroup, PublishedBlock, PublishedContent,
    PublishedFile, PublishedNode, PublishedStep,
};

use super::{EVENTS, LONG, ROUTES};

/// An event at a place, at a time on British clocks.
pub(crate) fn event_card(city: &str, start: &str) -> EventCard {
    let start: NaiveDateTime = start.parse().expect("a wall time");
    let slug = city.to_lowercase();
    EventCard {
        id: NodeId(900),
        path: path(&format!("{EVENTS}/train-to-teach-{slug}-virtual-event-{}", start.format("%d%m%y"))),
        title: format!("Train to Teach {city} virtual event"),
        summary: format!(
            "This event, for anyone interested in training to teach in {city}, will give you the chance to ask experts about your teacher \
             training options and what it’s like to teach."
        ),
        category: Some(card("Train to Teach events", EVENTS)),
        starts_at: wall::instant(start, wall::UK).expect("a time that exists"),
        ends_at: None,
        start,
        end: None,
        time_zone: wall::UK.to_owned(),
        format: Format::Online,
        place: city.to_owned(),
        status: EventStatus::Scheduled,
    }
}

pub(super) fn cities(count: usize) -> Vec<EventCard> {
    let seed = [
        ("Newcastle", "2021-03-23T17:00:00"),
        ("Southampton", "2021-03-24T17:00:00"),
        ("London", "2021-03-27T10:00:00"),
        ("York", "2021-03-30T18:00:00"),
    ];
    let mut events: Vec<EventCard> = (0..count)
        .map(|index| {
            let (city, start) = seed[index % seed.len()];
            event_card(city, start)
        })
        .collect();
    for (event, status) in
        events.iter_mut().skip(4).zip([EventStatus::Full, EventStatus::Postponed, EventStatus::Cancelled])
    {
        event.status = status;
    }
    if let Some(abroad) = events.get_mut(7) {
        abroad.time_zone = "America/New_York".into();
        abroad.place = String::new();
        abroad.title = LONG.into();
    }
    events
}

pub(super) fn seed_page(foot: Vec<PublishedBlock>) -> PublishedNode {
    let markdown = "If you’re an experienced teacher with a degree, you can achieve qualified teacher status (QTS) without having to do any \
        further training. Assessment Only allows you to demonstrate that you already meet all of the standards for QTS.\n\nTo achieve QTS via \
        the AO route, you’ll need to present detailed evidence that you meet the standards. Your teaching will be assessed in a school by an \
        accredited and approved AO provider. You’ll also need to meet all the entry requirements at [section A1 of assessment only criteria \
        and supporting advice](https://www.gov.uk/government/publications/the-assessment-only-route-to-qts) before you can be accepted onto \
        the route.\n\nThis way of achieving QTS is only available to unqualified teachers who have taught in at least two schools, early years \
        and/or further education settings.\n\n## How to apply\n\nIf you would like to apply for the AO route, you can apply directly to an \
        [approved provider](node:463 \"Providers of the Assessment Only route to QTS\").";
    let mut node = page(
        &format!("{ROUTES}/specialist-training-options/assessment-only"),
        "Assessment Only",
        vec![prose(markdown)],
    );
    node.summary = "Qualified teacher status for experienced teachers with a degree, without further training.".into();
    node.foot = foot;
    node
}

pub(super) fn every_text_block() -> Vec<PublishedBlock> {
    let markdown = "Teaching is **work that matters**, with *people* who care.\n\n## What you do\n\n- Plan lessons\n- Teach them\n  - in groups\n  \
        - one to one\n- Mark `homework`\n\n1. First\n2. Second\n\n> “I would not swap it for anything.”\n\n### What you earn\n\n| Place | \
        Starting salary | Most |\n|---|--:|--:|\n| London | £30,000 | £48,000 |\n| Elsewhere | £25,714 | £41,604 |\n\n---\n\nThe end.";
    let call_out = |id, tone, heading: &str| {
        let html = markup::render(
            "Applications close on 31 March. [Apply now](https://example.org/apply).",
            &mut HeadingIds::default(),
        )
        .html;
        block(id, PublishedContent::CallOut { tone, heading: heading.into(), html })
    };
    vec![
        prose(markdown),
        call_out("note", Tone::Information, "Before you apply"),
        call_out("warning", Tone::Warning, ""),
        block(
            "action",
            PublishedContent::CallToAction {
                label: "Find a provider".into(),
                href: "/providers".into(),
                note: "You can apply to several.".into(),
            },
        ),
        steps(),
        block(
            "expander",
            PublishedContent::Expander {
                label: "What you need to apply".into(),
                html: html("A degree, and a **passport** or another proof of who you are."),
            },
        ),
        block(
            "quote",
            PublishedContent::Quote {
                html: html("I knew on my first day that I would stay."),
                name: "Amira Hassan".into(),
                role: "Physics teacher in Leeds".into(),
            },
        ),
        table(),
        video("A day in the life of a physics teacher", "“Good morning, everybody.” A class stands up."),
        video(LONG, ""),
        cards("More about teaching"),
        image("A classroom", "Year 7 in their first lesson"),
        image("", ""),
        block("document", PublishedContent::Document { label: "Term dates".into(), file: file(FileKind::Pdf, None) }),
    ]
}

/// A picture in both formats, and one in WebP alone that is a decoration.
pub(super) fn image(alt: &str, caption: &str) -> PublishedBlock {
    let kind = if alt.is_empty() { FileKind::WebP } else { FileKind::Jpeg };
    let file = file(kind, Some((1000, 625)));
    let picture = file.picture(alt.is_empty()).expect("it has a size");
    let credit = if caption.is_empty() { String::new() } else { file.credit };
    block("image", PublishedContent::Image { picture, alt: alt.into(), caption: caption.into(), credit })
}

fn file(kind: FileKind, size: Option<(u32, u32)>) -> PublishedFile {
    PublishedFile {
        id: FileId(12),
        kind,
        hash: Hash::of(b"a sample"),
        length: 1_240_000,
        size,
        name: format!("Term dates.{kind}"),
        credit: "Sam Rivers".into(),
        focal: Focal::MIDDLE,
        preview: String::new(),
    }
}

pub(super) fn upcoming(heading: &str, events: Vec<EventCard>) -> PublishedBlock {
    let view_all =
        (!heading.is_empty()).then(|| Anchor { label: "View all events".into(), href: "/teaching-events".into() });
    block("upcoming", PublishedContent::UpcomingEvents { heading: heading.into(), events, view_all })
}

fn html(markdown: &str) -> SafeHtml {
    markup::render(markdown, &mut HeadingIds::default()).html
}

fn steps() -> PublishedBlock {
    let step = |heading: &str, text: &str| PublishedStep { heading: heading.into(), html: html(text) };
    let steps = vec![
        step("Find a provider", "Look at the [list of providers](https://example.org/providers)."),
        step("Send your documents", "- your degree\n- two references"),
        step(LONG, "Wait for an answer."),
    ];
    block("steps", PublishedContent::Steps { heading: "How to apply".into(), steps })
}

fn table() -> PublishedBlock {
    let cells = |row: [&str; 3]| row.map(|cell| markup::render_cell(cell).html).to_vec();
    block(
        "table",
        PublishedContent::Table {
            caption: "Bursaries by subject".into(),
            row_headings: true,
            columns: cells(["Subject", "Bursary", "Scholarship"]),
            rows: vec![
                cells(["Physics", "£24,000", "[£26,000](https://example.org/scholarship)"]),
                cells(["Modern languages", "£10,000", "–"]),
            ],
        },
    )
}

fn video(title: &str, transcript: &str) -> PublishedBlock {
    let href = "https://video.example.org/watch?v=1".to_owned();
    let content =
        PublishedContent::Video { title: title.into(), href, seconds: Some(150), transcript: html(transcript) };
    block("video", content)
}

pub(super) fn cards(heading: &str) -> PublishedBlock {
    let cards = ["Ways to train", "Funding and salaries", "Get school experience", LONG];
    let cards = cards.iter().enumerate().map(|(index, title)| card(title, &format!("/card-{index}"))).collect();
    block("cards", PublishedContent::Cards { heading: heading.into(), cards })
}

pub(super) fn filter() -> EventFilter {
    EventFilter {
        place: Some("King’s Lynn".into()),
        month: "2021-03".parse().ok(),
        format: Some(Format::Online),
        page: 1,
    }
}

pub(super) fn event_list(page: u64, filter: EventFilter) -> PublishedBlock {
    let month = |month| Month { year: 2021, month };
    block(
        "list",
        PublishedContent::EventList {
            heading: String::new(),
            events: cities(8),
            total: 87,
            page,
            pages: 5,
            per_page: 20,
            places: vec!["London".into(), "Newcastle".into(), "York".into()],
            months: vec![month(3), month(4)],
            categories: vec![
                card("Train to Teach events", EVENTS),
                card("Online Q&A events", "/teaching-events/online-q-and-a"),
            ],
            filter,
        },
    )
}

pub(super) fn no_events(filter: EventFilter) -> PublishedBlock {
    let empty = PublishedContent::EventList {
        heading: "Coming up".into(),
        events: Vec::new(),
        total: 0,
        page: 1,
        pages: 1,
        per_page: 20,
        places: Vec::new(),
        months: Vec::new(),
        categories: Vec::new(),
        filter,
    };
    block("list", empty)
}

pub(super) fn providers_in(regions: &[&str]) -> PublishedBlock {
    let names = ["Example College of Teaching", "Sample Schools Alliance", "Northern Lights Teacher Training"];
    let group = |region: &&str| ProviderGroup {
        name: Some((*region).to_owned()),
        providers: names.iter().map(|name| provider(name)).collect(),
    };
    block(
        "providers",
        PublishedContent::ProviderList {
            heading: String::new(),
            groups: regions.iter().map(group).collect(),
            total: names.len(),
        },
    )
}

pub(super) fn one_provider() -> PublishedBlock {
    let group = ProviderGroup { name: None, providers: vec![provider("Example College of Teaching")] };
    block(
        "providers",
        PublishedContent::ProviderList { heading: "All providers".into(), groups: vec![group], total: 1 },
    )
}

pub(super) fn provider(name: &str) -> ProviderCard {
    ProviderCard {
        id: NodeId(700),
        path: path(&format!("/providers/{}", name.to_lowercase().replace(' ', "-"))),
        title: name.to_owned(),
        summary: "Assesses experienced teachers in their own schools, in six weeks.".into(),
        details: ProviderDetails {
            regions: vec!["North East".into(), "Yorkshire and the Humber".into()],
            website: "https://college.example.org/".into(),
            contact: "Admissions".into(),
            email: "admissions@college.example.org".into(),
            phone: "0191 498 0123".into(),
            extension: "42".into(),
            international_phone: "+44 191 498 0123".into(),
            subjects: vec!["Biology".into(), "Chemistry".into(), "Mathematics".into()],
            routes: vec!["Assessment Only".into()],
            accredited: true,
            code: "X42".into(),
        },
    }
}

pub(super) fn details() -> EventDetails {
    EventDetails { start: "2021-03-23T17:00:00".parse().ok(), place: "Newcastle".into(), ..EventDetails::default() }
}

pub(super) fn event(details: EventDetails) -> PublishedNode {
    let card = details.start.map(|start| {
        let mut card = event_card("Newcastle", &start.format("%Y-%m-%dT%H:%M:%S").to_string());
        (card.end, card.ends_at) = (details.end, details.ends_at());
        (card.status, card.format) = (details.status, details.format);
        card
    });
    let mut node = node(
        Kind::Event,
        &format!("{EVENTS}/train-to-teach-newcastle-virtual-event-230321"),
        "Train to Teach Newcastle virtual event",
    );
    node.summary = event_card("Newcastle", "2021-03-23T17:00:00").summary;
    (node.event, node.event_details) = (card, Some(details));
    node
}

pub(super) fn page(address: &str, title: &str, body: Vec<PublishedBlock>) -> PublishedNode {
    PublishedNode { body, ..node(Kind::Page, address, title) }
}

pub(super) fn node(kind: Kind, address: &str, title: &str) -> PublishedNode {
    let address = path(address);
    let step = |path: UrlPath| TrailStep { id: NodeId(1), title: words(&path), path };
    let own = TrailStep { id: NodeId(463), title: title.to_owned(), path: address.clone() };
    let published: DateTime<Utc> = "2021-03-01T09:00:00Z".parse().expect("a moment");
    PublishedNode {
        id: NodeId(463),
        kind,
        title: title.to_owned(),
        summary: "What it is, who it is for and how to begin.".into(),
        noindex: false,
        canonical: String::new(),
        trail: address.ancestors().into_iter().map(step).chain([own]).collect(),
        path: address,
        first_published: Some(published),
        last_published: Some(published),
        changes: vec![PublicChange { at: published, note: "Added how to find a provider.".to_owned() }],
        body: Vec::new(),
        foot: Vec::new(),
        event: None,
        event_details: None,
        provider: None,
        children: Vec::new(),
        menu: Vec::new(),
        sequence: 1,
        valid_until: None,
        listens_to_query: false,
    }
}

pub(super) fn prose(markdown: &str) -> PublishedBlock {
    let html = markup::render(markdown, &mut HeadingIds::default()).html;
    block("text", PublishedContent::Prose { html: markup::fill(&html, &Everywhere) })
}

pub(super) fn block(id: &str, content: PublishedContent) -> PublishedBlock {
    PublishedBlock { id: BlockId::parse(id).expect("lower-case letters"), content }
}

pub(super) fn card(title: &str, address: &str) -> Card {
    let summary = "What it is, who it is for and how to begin.".to_owned();
    Card { id: NodeId(5), kind: Kind::Page, title: title.to_owned(), path: path(address), summary }
}

pub(super) fn path(address: &str) -> UrlPath {
    UrlPath::parse(address).expect("an address in its one form")
}

/// "/teaching-events" as "Teaching events".
fn words(path: &UrlPath) -> String {
    let slug = path.as_str().rsplit('/').next().unwrap_or_default().replace('-', " ");
    let mut letters = slug.chars();
    letters.next().map_or_else(|| "Home".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

/// Every reference of a sample leads to the provider list.
struct Everywhere;

impl LinkResolver for Everywhere {
    fn node(&self, _id: i64) -> Option<String> {
        Some("/providers".to_owned())
    }

    fn media(&self, _id: i64) -> Option<FileTarget> {
        None
    }

    fn fact(&self, _name: &str) -> Option<String> {
        None
    }
}
