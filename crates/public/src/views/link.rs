//! A link with its words.

use serde::Serialize;
use store::published::{Anchor, Card};

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    /// The words.
    pub(crate) label: String,
    /// Where it leads.
    pub(crate) href: String,
}

impl Link {
    /// A link from its two parts.
    pub(crate) fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }

    /// The link to a node.
    pub(crate) fn to(card: &Card) -> Self {
        Self::new(&card.title, card.path.as_str())
    }
}

impl From<Anchor> for Link {
    fn from(anchor: Anchor) -> Self {
        Self::new(anchor.label, anchor.href)
    }
}
