//! A draft survives the form.

use chrono::{NaiveDate, NaiveDateTime};
use content::{
    Block, BlockContent, CallOut, CallToAction, Cards, CardsSource, Details, EventList, EventStatus, Expander,
    FootBlocks, Format, Grouping, LinkTarget, Prose, ProviderList, Quote, Step, Steps, Table, Tone, UpcomingEvents,
    Venue, Video, wall,
};
use proptest::prelude::*;

use super::*;

/// Nodes 1 to 20 with addresses, node 13 without one.
fn known() -> Known {
    let mut known = Known::new("https://www.example.org");
    for id in 1..=20 {
        let path = (id != 13).then(|| format!("/pages/{id}"));
        known.add_node(NodeId(id), KnownNode { title: format!("Page {id}"), path, state: content::State::Published });
        known.add_address(&known.shown(NodeId(id)), NodeId(id));
    }
    known
}

/// What the browser sends for a form that nobody touched.
fn comes_back(draft: &Draft) {
    let typed = Typed::of(draft, RevisionId(7), &known());
    let (again, problems) = Typed::parse(typed.pairs());
    assert_eq!((&again, &problems[..]), (&typed, &[][..]));
    let (read, _) = again.draft(draft.kind(), &known());
    assert_eq!(read, *draft);
}

fn line() -> impl Strategy<Value = String> {
    "[ a-zA-Z0-9’“”£–é&<>\"'./-]{0,30}"
}

/// A line that a list of lines can hold.
fn item() -> impl Strategy<Value = String> {
    "[a-z’&<]{1,10}( [a-z0-9]{1,5}){0,2}"
}

fn markdown() -> impl Strategy<Value = String> {
    "([#*_\\-\\[\\](){}a-z’£|`<>&\\\\ \t\n]|node:463|  \n){0,60}"
}

fn node() -> impl Strategy<Value = NodeId> {
    (1..=20_i64).prop_map(NodeId)
}

fn target() -> impl Strategy<Value = Option<LinkTarget>> {
    prop_oneof![
        Just(None),
        node().prop_map(|id| Some(LinkTarget::Node(id))),
        "https://[a-z]{1,9}\\.example/[a-z?&=]{0,9}".prop_map(|address| Some(LinkTarget::Address(address))),
        Just(Some(LinkTarget::Address("mailto:team@example.com".into()))),
    ]
}

fn moment() -> impl Strategy<Value = Option<NaiveDateTime>> {
    proptest::option::of((0..200_000_i64, 0..86_400_i64).prop_map(|(day, second)| {
        NaiveDate::from_ymd_opt(1900, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap()
            + chrono::TimeDelta::days(day)
            + chrono::TimeDelta::seconds(second)
    }))
}

fn steps() -> impl Strategy<Value = BlockContent> {
    let step = (line(), markdown()).prop_map(|(heading, markdown)| Step { heading, markdown });
    (line(), proptest::collection::vec(step, 0..12))
        .prop_map(|(heading, steps)| BlockContent::Steps(Steps { heading, steps }))
}

fn table() -> impl Strategy<Value = BlockContent> {
    let cells = |columns: usize| proptest::collection::vec(line(), columns);
    let parts = (1..4_usize).prop_flat_map(move |columns| {
        (line(), any::<bool>(), cells(columns), proptest::collection::vec(cells(columns), 0..4))
    });
    parts.prop_map(|(caption, row_headings, columns, rows)| {
        BlockContent::Table(Table { caption, row_headings, columns, rows })
    })
}

fn video() -> impl Strategy<Value = BlockContent> {
    (line(), target(), proptest::option::of(1..=Video::LONGEST), markdown())
        .prop_map(|(title, target, seconds, markdown)| BlockContent::Video(Video { title, target, seconds, markdown }))
}

fn content_of_block() -> impl Strategy<Value = BlockContent> {
    prop_oneof![
        steps(),
        table(),
        video(),
        (line(), markdown()).prop_map(|(label, markdown)| BlockContent::Expander(Expander { label, markdown })),
        (markdown(), line(), line()).prop_map(|(markdown, name, role)| BlockContent::Quote(Quote {
            markdown,
            name,
            role
        })),
        markdown().prop_map(|markdown| BlockContent::Prose(Prose { markdown })),
        (any::<bool>(), line(), markdown()).prop_map(|(warning, heading, markdown)| {
            BlockContent::CallOut(CallOut {
                tone: if warning { Tone::Warning } else { Tone::Information },
                heading,
                markdown,
            })
        }),
        (line(), target(), line()).prop_map(|(label, target, note)| BlockContent::CallToAction(CallToAction {
            label,
            target,
            note
        })),
        (line(), proptest::option::of(node()), 0..=255_u8, target(), line()).prop_map(
            |(heading, category, count, view_all, view_all_label)| {
                BlockContent::UpcomingEvents(UpcomingEvents { heading, category, count, view_all, view_all_label })
            }
        ),
        line().prop_map(|heading| BlockContent::EventList(EventList { heading })),
        (line(), any::<bool>(), line()).prop_map(|(heading, alphabet, route)| {
            let grouping = if alphabet { Grouping::Alphabet } else { Grouping::Region };
            BlockContent::ProviderList(ProviderList { heading, grouping, route })
        }),
        (line(), proptest::option::of(proptest::collection::vec(node(), 0..5))).prop_map(|(heading, nodes)| {
            BlockContent::Cards(Cards { heading, source: nodes.map_or(CardsSource::Children, CardsSource::Chosen) })
        }),
    ]
}

fn blocks() -> impl Strategy<Value = Vec<BlockContent>> {
    proptest::collection::vec(content_of_block(), 0..6)
}

/// Ids that differ over body and foot.
fn numbered(contents: Vec<BlockContent>, from: u64) -> Vec<Block> {
    contents
        .into_iter()
        .zip(from..)
        .map(|(content, number)| Block { id: BlockId::from_number(number), content })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_page_comes_back_as_it_was(
        texts in [line(), line(), line(), line(), line()],
        body in blocks(), foot in proptest::option::of(blocks()), off: bool, ticks: [bool; 2], review in moment(),
    ) {
        let mut draft = Draft::empty(Kind::Page);
        [draft.title, draft.navigation_title, draft.summary, _, _] = texts.clone();
        draft.body = numbered(body, 1);
        let Details::Page(page) = &mut draft.details else { unreachable!() };
        [.., page.owner, page.canonical] = texts;
        [page.in_menu, page.noindex] = ticks;
        page.review_by = review.map(|moment| moment.date());
        page.foot = match foot {
            Some(foot) => FootBlocks::Own(numbered(foot, 100)),
            None if off => FootBlocks::Off,
            None => FootBlocks::Inherit,
        };
        comes_back(&draft);
    }

    #[test]
    fn an_event_comes_back_as_it_was(texts in [line(), line(), line(), line(), line()], times in [moment(), moment()], booking in target(), choice in 0..3_usize) {
        let mut draft = Draft::empty(Kind::Event);
        let event = draft.event_mut().unwrap();
        [event.start, event.end] = times;
        event.booking = booking;
        event.format = Format::ALL[choice];
        event.status = EventStatus::ALL[choice];
        let [place, name, address, city, postcode] = texts;
        event.place.clone_from(&place);
        event.organiser = place;
        event.venue = Venue { name, address, city, postcode, coordinates: "54.97, -1.61".into() };
        comes_back(&draft);
    }

    #[test]
    fn a_provider_comes_back_as_it_was(texts in [line(), line()], lists in [proptest::collection::vec(item(), 0..4), proptest::collection::vec(item(), 0..4)], regions in 0..9_usize, accredited: bool) {
        let mut draft = Draft::empty(Kind::Provider);
        let Details::Provider(provider) = &mut draft.details else { unreachable!() };
        [provider.contact, provider.code] = texts;
        [provider.subjects, provider.routes] = lists;
        provider.regions = content::REGIONS[..regions].iter().map(|region| (*region).to_owned()).collect();
        provider.accredited = accredited;
        comes_back(&draft);
    }

    #[test]
    fn no_form_makes_us_fall(pairs in proptest::collection::vec((
        "(block|foot|start|end|review_by)\\.[a-z./0-9]{0,6}\\.?(type|markdown|count|nodes|day|time|category)?|foot|base|removed|title",
        "[a-z0-9/.: {}\"é-]{0,12}|prose|cards|chosen|99999999999999999999",
    ), 0..12), kind in 0..3_usize) {
        let (typed, _) = Typed::parse(pairs);
        let _ = typed.draft(Kind::ALL[kind], &known());
    }
}

#[test]
fn the_sample_events_times_are_those_of_the_clocks_on_the_wall() {
    let mut draft = Draft::empty(Kind::Event);
    draft.event_mut().unwrap().start = NaiveDate::from_ymd_opt(2021, 3, 30).and_then(|day| day.and_hms_opt(18, 0, 0));
    let typed = Typed::of(&draft, RevisionId(1), &known());
    assert_eq!((typed.fields.one("start.time"), typed.fields.one("time_zone")), ("6pm", wall::UK));
}

fn sent(fields: &[(&str, &str)]) -> (Draft, Problems) {
    let pairs = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let (typed, mut problems) = Typed::parse(pairs);
    let (draft, more) = typed.draft(Kind::Page, &known());
    problems.extend(more);
    (draft, problems)
}

#[test]
fn problems_of_the_foot_are_told_at_the_fields_of_the_foot() {
    let (_, problems) = sent(&[
        ("title", "Home"),
        ("foot", "own"),
        ("foot.b1.type", "upcoming_events"),
        ("foot.b1.heading", "Upcoming events"),
        ("foot.b1.count", "many"),
        ("foot.b1.view_all", "/nowhere"),
    ]);
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["foot.b1.view_all", "foot.b1.count"]);
    assert_eq!(problems[1].sentence, "Enter a number from 1 to 24");
}

#[test]
fn a_broken_form_is_told_in_sentences_and_its_text_is_kept() {
    let (draft, problems) = sent(&[
        ("title", "Home"),
        ("block.intro.type", "carousel"),
        ("block.intro.markdown", "Kept"),
        ("block.NO ID.type", "prose"),
        ("block.NO ID.markdown", "Kept too"),
        ("review_by.day", "31"),
        ("review_by.month", "2"),
        ("review_by.year", "2021"),
    ]);
    let texts: Vec<_> = draft.body.iter().filter_map(|block| block.content.markdown()).collect();
    assert_eq!(texts, ["Kept", "Kept too"]);
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["body", "body", "review_by.day"]);
}
