use proptest::prelude::*;

use super::*;
use crate::{BlockContent, Details, FootBlocks, Kind, PageDetails, UpcomingEvents};

fn node(id: NodeId) -> String {
    format!("/page-{id}")
}

fn id(text: &str) -> BlockId {
    BlockId::parse(text).expect("plain letters")
}

fn page(blocks: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::empty(Kind::Page);
    draft.body = blocks.iter().map(|(name, text)| Block::prose(id(name), *text)).collect();
    draft
}

fn side(runs: &[Run], left_out: Change) -> String {
    runs.iter().filter(|run| run.change != left_out).map(|run| run.text.as_str()).collect()
}

fn told(runs: &[Run]) -> String {
    let told = runs.iter().map(|run| match run.change {
        Change::Same => run.text.clone(),
        Change::Added => format!("+{}+", run.text),
        Change::Removed => format!("-{}-", run.text),
    });
    told.collect()
}

#[test]
fn a_changed_phrase_is_one_phrase() {
    let runs = words("Apply by 3 May at noon.", "Apply by 4 October at noon.");
    assert_eq!(told(&runs), "Apply by -3 May-+4 October+ at noon.");
    assert_eq!(told(&words("one two", "one new two")), "one +new +two");
    assert_eq!(told(&words("## Fees\n\nNone.", "## Fees\n\nNone.\n\n**£9,000**")), "## Fees\n\nNone.+\n\n**£9,000**+");
    assert_eq!(told(&words("", "All new")), "+All new+");
}

#[test]
fn long_texts_are_compared_by_lines_first() {
    let old: String = (0..4_000).map(|line| format!("line {line} of the old text\n")).collect::<Vec<_>>().concat();
    let new = old.replace("line 0 of", "first of").replace("line 3999 of the old", "last of the new");
    let runs = words(&old, &new);
    assert_eq!(side(&runs, Change::Added), old);
    assert_eq!(side(&runs, Change::Removed), new);
    let removed: String = runs.iter().filter(|run| run.change == Change::Removed).map(|run| &*run.text).collect();
    assert!(removed.len() < 100, "{removed}");
}

#[test]
fn blocks_are_known_by_their_ids() {
    let from = page(&[("a", "First"), ("b", "Second"), ("c", "Third"), ("d", "Fourth")]);
    let to = page(&[("d", "Fourth"), ("a", "First"), ("e", "New"), ("c", "Third, edited")]);
    let comparison = compare(&from, &to, &node);
    let fates: Vec<(&str, Fate, bool)> =
        comparison.body.iter().map(|block| (block.id.as_str(), block.fate, block.moved)).collect();
    assert_eq!(
        fates,
        [
            ("d", Fate::Same, true),
            ("a", Fate::Same, false),
            ("b", Fate::Removed, false),
            ("e", Fate::Added, false),
            ("c", Fate::Changed, false),
        ]
    );
    assert_eq!(told(&comparison.body[4].fields[0].runs), "-Third-+Third, edited+");
    assert_eq!(told(&comparison.body[2].fields[0].runs), "-Second-");
    assert!(!comparison.is_same());
}

#[test]
fn settings_are_told_in_the_words_of_the_form() {
    let mut from = Draft::empty(Kind::Event);
    from.details = Details::Event(crate::EventDetails {
        start: "2021-03-30T18:00:00".parse().ok(),
        ..crate::EventDetails::default()
    });
    let mut to = from.clone();
    if let Some(event) = to.event_mut() {
        event.start = "2021-03-31T18:00:00".parse().ok();
        event.booking = Some(crate::LinkTarget::Node(NodeId(463)));
    }
    let told: Vec<(&str, String)> =
        compare(&from, &to, &node).fields.iter().map(|field| (field.label, told(&field.runs))).collect();
    assert_eq!(
        told,
        [
            ("Starts", "-Tuesday 30-+Wednesday 31+ March 2021, 6pm".to_owned()),
            ("Booking link", "+/page-463+".to_owned()),
        ]
    );
}

#[test]
fn foot_blocks_are_compared_like_those_of_the_body() {
    let events = UpcomingEvents { category: Some(NodeId(4)), ..UpcomingEvents::default() };
    let mut to = page(&[]);
    let from = to.clone();
    let block = Block { id: id("events"), content: BlockContent::UpcomingEvents(events) };
    to.details = Details::Page(PageDetails { foot: FootBlocks::Own(vec![block]), ..PageDetails::default() });
    let comparison = compare(&from, &to, &node);
    assert_eq!(comparison.fields[0].label, "At the foot of this page");
    assert_eq!((comparison.foot[0].label, comparison.foot[0].fate), ("Upcoming events", Fate::Added));
    assert!(comparison.foot[0].fields.iter().any(|field| told(&field.runs) == "+/page-4+"));
}

fn some_draft() -> impl Strategy<Value = Draft> {
    let block = ("[a-e]", "([a-c]{1,2}[ \n]{0,2}){0,8}");
    let blocks = proptest::collection::vec(block, 0..6);
    (blocks, "[a-c ]{0,6}", any::<bool>()).prop_map(|(blocks, title, in_menu)| {
        let mut seen = HashSet::new();
        let blocks: Vec<(&str, &str)> = blocks
            .iter()
            .filter(|(name, _)| seen.insert(name.clone()))
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let mut draft = page(&blocks);
        draft.title = title;
        draft.details = Details::Page(PageDetails { in_menu, ..PageDetails::default() });
        draft
    })
}

proptest! {
    #[test]
    fn both_texts_can_be_read_exactly(from in "([a-c]{1,2}|[ \n\t\u{a0}]|é—|\\*\\*|’){0,40}", to in "([a-c]{1,2}|[ \n\t\u{a0}]|é—|\\*\\*|’){0,40}") {
        let runs = words(&from, &to);
        prop_assert_eq!(side(&runs, Change::Added), from);
        prop_assert_eq!(side(&runs, Change::Removed), to);
        prop_assert!(runs.iter().all(|run| !run.text.is_empty()));
    }

    #[test]
    fn two_drafts_say_the_same_when_they_are(from in some_draft(), to in some_draft()) {
        prop_assert!(compare(&from, &from, &node).is_same());
        prop_assert_eq!(compare(&from, &to, &node).is_same(), from == to);
        let told = compare(&from, &to, &node).body;
        let numbers: Vec<usize> = told.iter().filter_map(|block| block.new_number).collect();
        prop_assert_eq!(numbers, (1..=to.body.len()).collect::<Vec<_>>());
        let mut old: Vec<usize> = told.iter().filter_map(|block| block.old_number).collect();
        old.sort_unstable();
        prop_assert_eq!(old, (1..=from.body.len()).collect::<Vec<_>>());
        let still: Vec<usize> = told.iter().filter(|block| !block.moved && block.new_number.is_some()).filter_map(|block| block.old_number).collect();
        prop_assert!(still.is_sorted(), "what was not moved stands in its order");
    }
}
