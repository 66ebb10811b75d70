use proptest::prelude::*;

use super::*;
use crate::{BlockContent, CallOut, Details, EventDetails, FootBlocks, Kind, PageDetails};

fn id(text: &str) -> BlockId {
    BlockId::parse(text).unwrap()
}

fn page(blocks: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::empty(Kind::Page);
    draft.title = "Assessment Only".into();
    draft.body = blocks.iter().map(|(name, text)| Block::prose(id(name), *text)).collect();
    draft
}

fn texts(draft: &Draft) -> Vec<(&str, &str)> {
    draft.blocks().map(|block| (block.id.as_str(), block.content.markdown().unwrap_or_default())).collect()
}

fn decide(key: &str, choice: Choice) -> Decisions {
    Decisions::from([(key.to_owned(), choice)])
}

#[test]
fn changes_of_different_fields_and_blocks_join_by_themselves() {
    let base = page(&[("a", "one"), ("b", "two"), ("c", "three")]);
    let mut mine = page(&[("a", "one, mine"), ("new", "added"), ("b", "two"), ("c", "three")]);
    mine.summary = "A summary.".into();
    let mut theirs = page(&[("c", "three"), ("a", "one"), ("b", "two, theirs")]);
    theirs.title = "Assessment".into();
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.conflicts, []);
    assert_eq!((merged.draft.title.as_str(), merged.draft.summary.as_str()), ("Assessment", "A summary."));
    let expected = [("c", "three"), ("a", "one, mine"), ("new", "added"), ("b", "two, theirs")];
    assert_eq!(texts(&merged.draft), expected);
    assert_eq!(merged.mine, ["Summary", "Text block 2", "Text block 3 (new)"]);
    assert_eq!(merged.theirs, ["Title", "Order of the blocks", "Text block 4"]);
}

#[test]
fn one_block_changed_by_both_is_decided_by_a_person() {
    let base = page(&[("a", "Apply by May.")]);
    let (mine, theirs) = (page(&[("a", "Apply by June.")]), page(&[("a", "Apply by July.")]));
    let conflict = &merge(&base, &mine, &theirs).conflicts[0];
    assert_eq!((conflict.key.as_str(), conflict.name.as_str(), conflict.can_join), ("block.a", "Text block 1", true));
    assert_eq!(conflict.base, Side::Blocks(base.body.clone()));
    for (choice, text) in [
        (Choice::Mine, "Apply by June."),
        (Choice::Theirs, "Apply by July."),
        (Choice::Both, "Apply by July.\n\nApply by June."),
    ] {
        let settled = settle(&base, &mine, &theirs, &decide("block.a", choice));
        assert_eq!((settled.conflicts.len(), texts(&settled.draft)), (0, vec![("a", text)]), "{choice:?}");
    }
}

#[test]
fn a_block_that_one_removed_and_the_other_changed_stays_until_it_is_decided() {
    let base = page(&[("a", "one"), ("b", "two")]);
    let (mine, theirs) = (page(&[("a", "one")]), page(&[("a", "one"), ("b", "two, longer")]));
    let merged = merge(&base, &mine, &theirs);
    assert_eq!((&merged.conflicts[0].mine, merged.conflicts[0].can_join), (&Side::Nothing, false));
    assert_eq!(texts(&merged.draft).len(), 2);
    let gone = settle(&base, &mine, &theirs, &decide("block.b", Choice::Mine));
    assert_eq!(texts(&gone.draft), [("a", "one")]);
    let impossible = settle(&base, &mine, &theirs, &decide("block.b", Choice::Both));
    assert_eq!(impossible.conflicts.len(), 1, "there are no two texts to keep");
    let unchanged = merge(&base, &mine, &base);
    assert_eq!((unchanged.conflicts.len(), unchanged.mine), (0, vec!["Text block 2 (removed)".to_owned()]));
}

#[test]
fn both_of_two_other_blocks_stand_one_after_the_other() {
    let with = |heading: &str| {
        let mut draft = page(&[]);
        let content = BlockContent::CallOut(CallOut { heading: heading.into(), ..CallOut::default() });
        draft.body.push(Block { id: id("note"), content });
        draft
    };
    let settled = settle(&with("Note"), &with("Mine"), &with("Theirs"), &decide("block.note", Choice::Both));
    let headings: Vec<String> = settled.draft.body.iter().map(|block| format!("{:?}", block.content)).collect();
    assert_eq!(settled.draft.body.len(), 2);
    assert!(headings[0].contains("Theirs") && headings[1].contains("Mine"), "{headings:?}");
    assert_ne!(settled.draft.body[0].id, settled.draft.body[1].id);
}

#[test]
fn orders_that_run_in_a_circle_are_decided_by_a_person() {
    let order = |names: &[&str]| page(&names.iter().map(|name| (*name, "text")).collect::<Vec<_>>());
    let names = |draft: &Draft| draft.body.iter().map(|block| block.id.to_string()).collect::<String>();
    let base = order(&["a", "b", "c", "d"]);
    let apart = merge(&base, &order(&["b", "a", "c", "d"]), &order(&["a", "b", "d", "c"]));
    assert_eq!((apart.conflicts.len(), names(&apart.draft)), (0, "badc".into()));
    // Each swap is possible alone; together a would stand before and behind d.
    let (mine, theirs) = (order(&["c", "a", "b", "d"]), order(&["a", "d", "b", "c"]));
    let circle = merge(&base, &mine, &theirs);
    assert_eq!(
        circle.conflicts.iter().map(|conflict| conflict.name.as_str()).collect::<Vec<_>>(),
        ["Order of the blocks"]
    );
    let settled = settle(&base, &mine, &theirs, &decide("order.block", Choice::Theirs));
    assert_eq!(names(&settled.draft), "adbc");
}

#[test]
fn times_of_an_event_join_unless_the_event_would_end_before_it_starts() {
    let event = |start: &str, end: &str| {
        let mut draft = Draft::empty(Kind::Event);
        let times = EventDetails { start: start.parse().ok(), end: end.parse().ok(), ..EventDetails::default() };
        draft.details = Details::Event(times);
        draft
    };
    let base = event("2021-03-30T17:00:00", "2021-03-30T18:00:00");
    let earlier = event("2021-03-30T16:00:00", "2021-03-30T18:00:00");
    let longer = event("2021-03-30T17:00:00", "2021-03-30T19:00:00");
    let joined = merge(&base, &earlier, &longer);
    assert_eq!((joined.conflicts.len(), joined.draft), (0, event("2021-03-30T16:00:00", "2021-03-30T19:00:00")));
    let later = event("2021-03-30T17:50:00", "2021-03-30T18:00:00");
    let shorter = event("2021-03-30T17:00:00", "2021-03-30T17:30:00");
    let torn = &merge(&base, &later, &shorter).conflicts[0];
    assert_eq!(torn.name, "When");
    assert_eq!(torn.mine, Side::Text("Starts 30 March 2021 at 5:50pm, ends 30 March 2021 at 6pm".into()));
}

/// A draft from small numbers: which blocks in which order, and which words stand in them.
fn drafts() -> impl Strategy<Value = (Draft, Draft, Draft)> {
    let block = (0..6_u8, 0..3_u8);
    let side = (proptest::collection::vec(block, 0..6), proptest::collection::vec((6..9_u8, 0..2_u8), 0..3), 0..3_u8);
    let side = (side, 0..3_u8, 0..4_u8);
    (side.clone(), side.clone(), side)
        .prop_map(|(base, mine, theirs)| (typed("base", base), typed("mine", mine), typed("theirs", theirs)))
}

type Blocks = Vec<(u8, u8)>;

/// The text 0 is the same on all sides; other texts are the side's own words, which no other side uses.
fn typed(side: &str, ((body, foot, title), summary, choice): ((Blocks, Blocks, u8), u8, u8)) -> Draft {
    let words = |what: &str, number: u8| {
        if number == 0 { format!("{what} of all") } else { format!("{what} {side}{number}x") }
    };
    let mut seen = HashSet::new();
    let mut blocks = |list: Blocks| {
        let new: Blocks = list.into_iter().filter(|(name, _)| seen.insert(*name)).collect();
        new.into_iter()
            .map(|(name, text)| Block::prose(BlockId::from_number(name.into()), words(&format!("block{name}"), text)))
            .collect::<Vec<_>>()
    };
    let mut draft = Draft::empty(Kind::Page);
    draft.title = words("title", title);
    draft.summary = words("summary", summary);
    draft.body = blocks(body);
    let foot = match choice {
        0 => FootBlocks::Inherit,
        1 => FootBlocks::Off,
        _ => FootBlocks::Own(blocks(foot)),
    };
    draft.details = Details::Page(PageDetails { foot, ..PageDetails::default() });
    draft
}

/// Every word of a draft.
fn words(draft: &Draft) -> HashSet<String> {
    let blocks = draft.blocks().filter_map(|block| block.content.markdown().map(str::to_owned));
    let all: Vec<String> = blocks.chain([draft.title.clone(), draft.summary.clone()]).collect();
    all.iter().flat_map(|text| text.split_whitespace().map(str::to_owned)).collect()
}

proptest! {
    #[test]
    fn a_side_that_changed_nothing_takes_the_other((base, mine, theirs) in drafts()) {
        prop_assert_eq!(merge(&base, &base, &theirs).draft, theirs.clone());
        prop_assert_eq!(merge(&base, &mine, &base).draft, mine.clone());
        let same = merge(&base, &mine, &mine);
        prop_assert_eq!(&same.draft, &mine);
        prop_assert!(same.conflicts.is_empty() && same.mine.is_empty() && same.theirs.is_empty());
    }

    #[test]
    fn it_does_not_matter_who_saved_first((base, mine, theirs) in drafts()) {
        let (one, other) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
        prop_assert_eq!(one.conflicts.len(), other.conflicts.len());
        if one.conflicts.is_empty() {
            prop_assert_eq!(one.draft, other.draft);
        }
    }

    #[test]
    fn no_word_vanishes_without_a_conflict((base, mine, theirs) in drafts()) {
        let merged = merge(&base, &mine, &theirs);
        let told = format!("{:?} {:?}", merged.draft, merged.conflicts);
        let before = words(&base);
        for word in words(&mine).union(&words(&theirs)).filter(|word| !before.contains(*word)) {
            prop_assert!(told.contains(word.as_str()), "{} is in neither {}", word, told);
        }
    }

    #[test]
    fn keeping_both_keeps_every_block_of_both((base, mine, theirs) in drafts()) {
        let both: Decisions =
            merge(&base, &mine, &theirs).conflicts.into_iter().filter(|conflict| conflict.can_join)
                .map(|conflict| (conflict.key, Choice::Both)).collect();
        let merged = settle(&base, &mine, &theirs, &both);
        prop_assert!(merged.conflicts.iter().all(|conflict| !conflict.can_join));
        let told = format!("{:?} {:?}", merged.draft, merged.conflicts);
        let before = words(&base);
        for word in words(&mine).union(&words(&theirs)).filter(|word| !before.contains(*word)) {
            prop_assert!(told.contains(word.as_str()), "{} is in neither {}", word, told);
        }
        let mut ids = HashSet::new();
        prop_assert!(merged.draft.blocks().all(|block| ids.insert(block.id.clone())), "each block has its own id");
    }
}
