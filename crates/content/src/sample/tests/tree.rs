use std::collections::{HashMap, HashSet};

use super::{find, moment, sites};
use crate::{
    Details, Document, FootBlocks, Kind, NodeId, REGIONS, UrlPath, publishable,
    sample::{ids, site},
    valid_draft,
};

#[test]
fn every_node_can_be_saved_and_published_at_any_time() {
    for (now, nodes) in sites() {
        for node in &nodes {
            assert_eq!(valid_draft(&node.draft), [], "{} at {now}", node.draft.title);
            assert_eq!(publishable(&node.draft), [], "{} at {now}", node.draft.title);
            assert!(!node.draft.summary.is_empty(), "{} has no summary", node.draft.title);
            assert_eq!(Document::read(&Document::write(&node.draft)).expect("just written"), node.draft);
        }
    }
}

#[test]
fn parents_come_first_and_no_two_siblings_share_an_address() {
    for (_, nodes) in sites() {
        let mut paths: HashMap<NodeId, UrlPath> = HashMap::new();
        let mut taken = HashSet::new();
        for node in &nodes {
            let path = match (node.parent, &node.slug) {
                (Some(parent), Some(slug)) => {
                    assert!(parent != NodeId::HOME || !slug.is_reserved_first(), "{slug} is the site's own");
                    paths.get(&parent).expect("the parent came before").join(slug).expect("short and shallow")
                }
                (parent, slug) => {
                    assert_eq!((node.id, parent, slug), (NodeId::HOME, None, &None));
                    UrlPath::root()
                }
            };
            assert!(taken.insert(path.clone()), "{path} is there twice");
            assert!(paths.insert(node.id, path).is_none(), "the number {} is there twice", node.id);
        }
    }
}

#[test]
fn every_reference_leads_to_a_published_node() {
    let nodes = site(moment("2021-03-15T09:00:00Z"));
    let mut links = 0;
    for node in &nodes {
        let texts = node.draft.blocks().filter_map(|block| block.content.markdown());
        let in_texts = texts.flat_map(|text| text.split("](node:").skip(1)).map(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            NodeId(digits.parse().expect("a number behind node:"))
        });
        for target in in_texts.chain(node.draft.node_references()) {
            links += 1;
            let there = nodes.iter().any(|other| other.id == target && other.published);
            assert!(there, "{} leads to node {target}, which nobody can read", node.draft.title);
        }
        for text in node.draft.blocks().filter_map(|block| block.content.markdown()) {
            assert_eq!(text.matches("node:").count(), text.matches("](node:").count(), "{}", node.draft.title);
            assert!(!text.contains("](/"), "{} has a link that a move would break", node.draft.title);
            assert!(!text.ends_with('\n') && !text.is_empty(), "{}", node.draft.title);
        }
    }
    assert!(links > 60, "only {links} links: the sample should look like a site");
}

#[test]
fn the_list_has_providers_of_every_region_and_names_no_real_contact() {
    let nodes = site(moment("2021-03-15T09:00:00Z"));
    let mut by_region: HashMap<&str, usize> = HashMap::new();
    let mut several = 0;
    for node in nodes.iter().filter(|node| node.parent == Some(ids::PROVIDERS)) {
        let Details::Provider(provider) = &node.draft.details else { panic!("only providers lie below the list") };
        assert!(provider.website.starts_with("https://example.org/") && provider.email.ends_with("@example.org"));
        let drama = ["496 0", "498 0", "7946 0", "01632 960"].iter().any(|part| provider.phone.contains(part));
        assert!(drama, "{} may be somebody’s number", provider.phone);
        several += usize::from(provider.regions.len() > 1);
        if node.published && provider.routes.iter().any(|route| route == "Assessment Only") {
            for region in &provider.regions {
                *by_region.entry(region).or_default() += 1;
            }
        }
    }
    assert!(REGIONS.iter().all(|region| by_region.get(region).is_some_and(|count| *count >= 3)), "{by_region:?}");
    assert!(several >= 5);
}

#[test]
fn the_site_looks_alive() {
    let nodes = site(moment("2026-11-23T09:00:00Z"));
    let count = |kind| nodes.iter().filter(|node| node.draft.kind() == kind && node.published).count();
    assert!(count(Kind::Page) >= 35 && count(Kind::Event) >= 30 && count(Kind::Provider) >= 27);
    for kind in Kind::ALL {
        assert_eq!(nodes.iter().filter(|node| node.draft.kind() == kind && !node.published).count(), 1, "{kind}");
    }
    let menu = nodes.iter().filter(|node| matches!(&node.draft.details, Details::Page(page) if page.in_menu));
    let menu: Vec<_> = menu.map(|node| (node.draft.label(), node.parent)).collect();
    assert!((4..=5).contains(&menu.len()) && menu.iter().all(|(_, parent)| *parent == Some(NodeId::HOME)), "{menu:?}");
}

#[test]
fn the_seed_page_and_what_lies_between_inherit_the_foot_of_explore_my_options() {
    let nodes = site(moment("2021-03-15T09:00:00Z"));
    for id in [ids::ROUTES, ids::SPECIALIST, ids::ASSESSMENT_ONLY] {
        let Details::Page(page) = &find(&nodes, id).draft.details else { panic!("a page") };
        assert_eq!(page.foot, FootBlocks::Inherit);
    }
    assert_eq!(find(&nodes, ids::EXPLORE).draft.foot().len(), 1);
}
