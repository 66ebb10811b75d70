//! Nodes as lists of links show them.

use chrono::{DateTime, Utc};
use content::TrailStep;
use schemars::JsonSchema;
use serde::Serialize;
use store::published;

use crate::site::Site;

/// A node that another one leads to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Card {
    pub(crate) id: i64,
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) path: String,
    pub(crate) summary: String,
}

impl From<published::Card> for Card {
    fn from(card: published::Card) -> Self {
        let kind = card.kind.as_str();
        Self { id: card.id.0, kind, title: card.title, path: card.path.into(), summary: card.summary }
    }
}

/// One step of the breadcrumb trail.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Crumb {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) path: String,
}

impl From<TrailStep> for Crumb {
    fn from(step: TrailStep) -> Self {
        Self { id: step.id.0, title: step.title, path: step.path.into() }
    }
}

/// A link with its text.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Link {
    pub(crate) label: String,
    pub(crate) href: String,
}

impl From<published::Anchor> for Link {
    fn from(anchor: published::Anchor) -> Self {
        Self { label: anchor.label, href: anchor.href }
    }
}

/// A page in the list of pages.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageItem {
    id: i64,
    kind: &'static str,
    title: String,
    summary: String,
    path: String,
    url: String,
    updated_at: DateTime<Utc>,
}

impl PageItem {
    pub(crate) fn new(item: published::NodeItem, site: &Site) -> Self {
        Self {
            id: item.id.0,
            kind: content::Kind::Page.as_str(),
            title: item.title,
            summary: item.summary,
            url: site.address(item.path.as_str()),
            path: item.path.into(),
            updated_at: item.last_published,
        }
    }
}
