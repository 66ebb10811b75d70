use std::collections::HashSet;

use super::*;
use crate::publishable;

const SIZE: Size = Size { pages: 200, events: 30, providers: 9, seed: 7 };

fn now() -> DateTime<Utc> {
    "2021-03-15T09:00:00Z".parse().unwrap()
}

#[test]
fn parents_come_first_no_two_share_an_address_and_all_of_it_can_be_published() {
    let mut seen = HashSet::from([NodeId::HOME]);
    let mut addresses = HashSet::new();
    let mut kinds = [0_usize; 3];
    for node in site(SIZE, NodeId::HOME, now()) {
        assert!(seen.contains(&node.parent), "{} lies below one that is not there", node.slug);
        assert!(seen.insert(node.id));
        assert!(addresses.insert((node.parent, node.slug.clone())));
        assert_eq!(publishable(&node.draft), Vec::new(), "{}", node.slug);
        kinds[match node.draft.kind() {
            Kind::Page => 0,
            Kind::Event => 1,
            Kind::Provider => 2,
        }] += 1;
    }
    assert_eq!(kinds, [200 + CATEGORIES + 1, 30, 9]);
}

#[test]
fn the_same_seed_gives_the_same_site_and_another_another() {
    let titles = |seed| -> Vec<String> {
        site(Size { seed, ..SIZE }, NodeId::HOME, now()).map(|node| node.draft.title).collect()
    };
    assert_eq!(titles(7), titles(7));
    assert_ne!(titles(7), titles(8));
}
