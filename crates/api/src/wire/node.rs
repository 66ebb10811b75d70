//! The answer about one address: a node, a redirect, or gone. Clients tell them apart by `kind`.

use chrono::{DateTime, Utc};
use serde::Serialize;
use store::published::PublishedNode;

use super::{Block, Card, Crumb, Event, Provider};
use crate::html;
use crate::site::Site;

/// A live node with everything that its page shows.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Node {
    /// `page`, `event` or `provider`.
    kind: &'static str,
    id: i64,
    title: String,
    summary: String,
    path: String,
    /// The absolute address.
    url: String,
    /// The address that search engines should take for this node's own.
    canonical_url: String,
    /// Whether search engines are asked to leave it out.
    noindex: bool,
    /// From the home page down, the node itself last.
    breadcrumbs: Vec<Crumb>,
    published_at: Option<DateTime<Utc>>,
    /// The date that readers see: minor changes leave it as it is.
    updated_at: Option<DateTime<Utc>>,
    /// What readers were told, newest first.
    changes: Vec<Change>,
    blocks: Vec<Block>,
    /// What stands at the foot, the node's own or inherited.
    foot_blocks: Vec<Block>,
    /// `blocks` as HTML, for front ends that show them as they are.
    body_html: String,
    /// `foot_blocks` as HTML.
    foot_html: String,
    children: Vec<Card>,
    /// Only events have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Event>,
    /// Only providers have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<Provider>,
    links: Links,
}

/// One thing that readers were told of a node.
#[derive(Clone, Debug, Serialize)]
struct Change {
    date: DateTime<Utc>,
    /// Plain text.
    note: String,
}

/// Absolute addresses of the same node.
#[derive(Clone, Debug, Serialize)]
struct Links {
    /// This answer.
    #[serde(rename = "self")]
    this: String,
    /// The page.
    html: String,
}

/// Something that is elsewhere.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Redirect {
    kind: &'static str,
    /// A path on this site, or an absolute address outside.
    location: String,
    /// What the address itself answers a browser.
    status: u16,
}

/// Something that was here and will not come back.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Gone {
    kind: &'static str,
    /// What the address itself answers a browser.
    status: u16,
}

impl Node {
    pub(crate) fn new(node: PublishedNode, site: &Site) -> Self {
        let url = site.address(node.path.as_str());
        let blocks = Block::all(node.body, site);
        let foot_blocks = Block::all(node.foot, site);
        Self {
            kind: node.kind.as_str(),
            id: node.id.0,
            title: node.title,
            summary: node.summary,
            canonical_url: if node.canonical.is_empty() { url.clone() } else { node.canonical },
            noindex: node.noindex,
            breadcrumbs: node.trail.into_iter().map(Crumb::from).collect(),
            published_at: node.first_published,
            updated_at: node.last_published,
            changes: node
                .changes
                .into_iter()
                .rev()
                .map(|change| Change { date: change.at, note: change.note })
                .collect(),
            body_html: html::blocks(&blocks),
            foot_html: html::blocks(&foot_blocks),
            blocks,
            foot_blocks,
            children: node.children.into_iter().map(Card::from).collect(),
            event: node.event.zip(node.event_details).map(|(event, details)| Event::new(event, details)),
            provider: node.provider.map(Provider::from),
            links: Links {
                // A node's path holds nothing that a query would have to escape.
                this: site.address(&format!("/api/v1/resolve?path={}", node.path)),
                html: url.clone(),
            },
            path: node.path.into(),
            url,
        }
    }
}

impl Redirect {
    /// A redirect to a path or an outside address.
    pub(crate) fn to(location: String) -> Self {
        Self { kind: "redirect", location, status: 308 }
    }
}

impl Default for Gone {
    fn default() -> Self {
        Self { kind: "gone", status: 410 }
    }
}
