use serde::{Deserialize, Serialize};

use crate::NodeId;

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
