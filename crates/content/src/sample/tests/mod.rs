mod programme;
mod seed;
mod tree;

use chrono::{DateTime, Utc};

use super::{SampleNode, site};
use crate::NodeId;

/// The week before the four real events, an autumn years later, and moments around changes of the clocks and the year.
const MOMENTS: [&str; 9] = [
    "2021-03-15T09:00:00Z",
    "2021-02-26T12:00:00Z",
    "2026-11-23T23:48:00Z",
    "2026-12-20T08:00:00Z",
    "2027-03-28T00:59:59Z",
    "2027-03-28T01:00:00Z",
    "2026-10-25T00:30:00Z",
    "2026-10-25T01:30:00Z",
    "2028-02-29T23:59:59Z",
];

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn sites() -> impl Iterator<Item = (DateTime<Utc>, Vec<SampleNode>)> {
    MOMENTS.into_iter().map(moment).map(|now| (now, site(now)))
}

fn find(nodes: &[SampleNode], id: NodeId) -> &SampleNode {
    nodes.iter().find(|node| node.id == id).expect("the node is in the sample")
}

/// The address of a node, from its ancestors' slugs.
fn path(nodes: &[SampleNode], id: NodeId) -> String {
    let node = find(nodes, id);
    match (node.parent, &node.slug) {
        (Some(parent), Some(slug)) => format!("{}/{slug}", path(nodes, parent).trim_end_matches('/')),
        _ => "/".into(),
    }
}
