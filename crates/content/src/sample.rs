//! The sample site: the pages, events and providers that a demonstration starts with.

use chrono::{DateTime, Utc};

use crate::{Draft, NodeId, Slug};

/// One node of the sample site. Parents come before their children.
#[derive(Clone, Debug)]
pub struct SampleNode {
    /// The number it gets, where something refers to it.
    pub id: NodeId,
    /// Its parent; `None` for the home page.
    pub parent: Option<NodeId>,
    /// The last part of its address; `None` for the home page.
    pub slug: Option<Slug>,
    /// What it says.
    pub draft: Draft,
    /// Whether the public reads it.
    pub published: bool,
}

/// The whole sample site around a moment: invented events are dated relative to it.
pub fn site(now: DateTime<Utc>) -> Vec<SampleNode> {
    let _ = now;
    Vec::new()
}
