//! Redirects: where an address leads that is no node's own any more.
//!
//! A redirect begins at a [`Source`], one address or all below one, and leads to a [`RedirectTarget`]. What people type is read as a [`Goal`];
//! [`settle()`] says what is stored for it, so that no redirect leads to another and none leads in a circle. [`import`] does the same for a whole list.

mod goal;
pub mod import;
mod settle;
mod source;
pub mod unknown;

use serde::{Deserialize, Serialize};

use crate::NodeId;

pub use goal::{Goal, GoalError, is_served, own_page};
pub use settle::{Circle, Ground, settle};
pub use source::{Source, SourceError, normal, wildcards};

/// Where an address leads that is no node's own any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RedirectTarget {
    /// To a node, wherever it lies when a visitor comes.
    Node(NodeId),
    /// To an address outside the tree.
    Address(String),
    /// To nothing: what was there is gone for good (410, RFC 9110 section 15.5.11).
    Gone,
}
