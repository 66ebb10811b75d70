use super::{find, moment, path};
use crate::{
    BlockContent, LinkTarget, NodeId, UpcomingEvents,
    sample::{ids, site},
    wall,
};

/// The page as it once stood on the web.
const SEED: &str = include_str!("assessment-only.md");

#[test]
fn the_page_says_exactly_what_the_seed_says() {
    let nodes = site(moment("2026-11-23T09:00:00Z"));
    let page = find(&nodes, ids::ASSESSMENT_ONLY);
    let (before, rest) = SEED.split_once("\n===============\n\n").expect("the seed has a title");
    let (words, _) = rest.split_once("\n\n### Upcoming events").expect("the seed has an events block");
    // Only the heading's notation and the provider link's target are Waymark's own.
    let expected =
        words.replace("How to apply\n------------", "## How to apply").replace("(/node/463 \"", "(node:463 \"");
    assert_eq!(page.draft.title, before.lines().next_back().expect("a title"));
    assert_eq!(page.draft.body.len(), 1);
    assert_eq!(page.draft.body[0].content.markdown(), Some(expected.as_str()));
    assert!(expected.contains("this route to QTS.\u{a0}\n"), "the space at the end of the line is part of the words");
}

#[test]
fn the_trail_reads_as_in_the_seed() {
    let nodes = site(moment("2026-11-23T09:00:00Z"));
    for line in SEED.lines().filter_map(|line| line.strip_prefix("*   [")) {
        let (label, address) = line.trim_end_matches(')').split_once("](").expect("a link");
        let step = nodes.iter().find(|node| path(&nodes, node.id) == address).expect("the step is a page");
        assert_eq!(step.draft.label(), label);
        assert!(step.published);
    }
    assert!(path(&nodes, ids::ASSESSMENT_ONLY).ends_with("/specialist-training-options/assessment-only"));
    assert_eq!(find(&nodes, NodeId(463)).draft.title, "Providers of the Assessment Only route to QTS");
}

#[test]
fn the_block_is_stored_as_the_seed_shows_it() {
    let nodes = site(moment("2026-11-23T09:00:00Z"));
    let foot = find(&nodes, ids::EXPLORE).draft.foot();
    let expected = UpcomingEvents {
        heading: "Upcoming events".into(),
        category: Some(ids::TRAIN_TO_TEACH),
        count: 4,
        view_all: Some(LinkTarget::Node(ids::TEACHING_EVENTS)),
        view_all_label: "View all events".into(),
    };
    assert_eq!(foot[0].content, BlockContent::UpcomingEvents(expected));
    assert_eq!(path(&nodes, ids::TEACHING_EVENTS), "/teaching-events");
}

#[test]
fn the_week_before_them_the_soonest_four_are_the_seeds_own_in_its_order() {
    let now = moment("2021-03-15T09:00:00Z");
    let nodes = site(now);
    let mut upcoming: Vec<_> = nodes
        .iter()
        .filter(|node| node.parent == Some(ids::TRAIN_TO_TEACH) && node.published)
        .filter_map(|node| node.draft.event().and_then(|event| Some((event.starts_at()?, node, event))))
        .filter(|(starts_at, ..)| *starts_at >= now)
        .collect();
    upcoming.sort_by_key(|(starts_at, ..)| *starts_at);
    let shown: Vec<_> = upcoming
        .into_iter()
        .take(4)
        .map(|(_, node, event)| {
            let start = event.start.expect("an event with a start").format("%d %B %Y - %H:%M");
            let address = path(&nodes, node.id);
            assert_eq!((event.end, &event.venue.name, event.time_zone.as_str()), (None, &String::new(), wall::UK));
            let (title, place, summary) = (&node.draft.title, &event.place, &node.draft.summary);
            format!("[]({address})\n\n#### {title}\n\n{start}\n\n**{place}**\n\n{summary}")
        })
        .collect();
    let (_, expected) = SEED.split_once("[View all events](/teaching-events)\n\n").expect("the seed has events");
    assert_eq!(shown.join("\n\n"), expected.trim_end_matches('\n'));
}
