use std::fmt;

use serde::{Deserialize, Serialize};

use crate::NodeId;

/// Where a link in a block's settings leads: `node:463`, or an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum LinkTarget {
    /// A node of this site, wherever it lies.
    Node(NodeId),
    /// An address outside the tree: `https://…`, `mailto:…` or `tel:…`.
    Address(String),
}

impl LinkTarget {
    /// Reads a target as stored or typed. `None` when it is neither a node nor an address of an allowed kind.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(id) = text.strip_prefix("node:") {
            return id.parse().ok().filter(|id| *id > 0).map(|id| Self::Node(NodeId(id)));
        }
        let lower = text.to_ascii_lowercase();
        let allowed = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
        let clean = text.len() <= 2_000 && !text.chars().any(|c| c.is_control() || c.is_whitespace());
        (allowed && clean).then(|| Self::Address(text.to_owned()))
    }

    /// The node, if it is one.
    pub fn node(&self) -> Option<NodeId> {
        match self {
            Self::Node(id) => Some(*id),
            Self::Address(_) => None,
        }
    }
}

impl fmt::Display for LinkTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(id) => write!(formatter, "node:{id}"),
            Self::Address(address) => formatter.write_str(address),
        }
    }
}

impl TryFrom<String> for LinkTarget {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a link leads to a node, a web address, an e-mail address or a phone number")
    }
}

impl From<LinkTarget> for String {
    fn from(target: LinkTarget) -> Self {
        target.to_string()
    }
}
