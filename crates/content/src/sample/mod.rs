//! The sample site: the pages, events and providers that a demonstration starts with.
//!
//! The page "Assessment Only", its trail and its four events say word for word what a real page once said. Everything
//! else is invented: providers, venues and events that nobody can take for real ones, on `example.org` and on phone
//! numbers kept for drama. Invented events are dated relative to the moment at which the site is made, so that it never
//! looks stale.
//!
//! # Adding a page
//! 1. its number in [`ids`], if another page refers to it;
//! 2. its text in `crates/content/src/sample/pages/`, in Markdown, with links to other nodes written `node:463`;
//! 3. its entry in the part of `crates/content/src/sample/pages/` to which it belongs, behind its parent.

mod build;
mod events;
pub mod ids;
mod pages;
mod providers;
mod seed;
#[cfg(test)]
mod tests;

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

/// A fact of the sample site: its name, what editors call it, and what readers see.
pub const FACTS: [[&str; 3]; 1] = [["opening-hours", "Hours of the telephone line", "Monday to Friday, 9am to 5pm"]];

/// The whole sample site around a moment: invented events are dated relative to it.
pub fn site(now: DateTime<Utc>) -> Vec<SampleNode> {
    let mut nodes = pages::all();
    nodes.extend(seed::events());
    nodes.extend(events::invented(now));
    nodes.extend(providers::invented());
    nodes
}
