//! A node as a row of a list.

use chrono::{DateTime, Utc};
use content::NodeId;
use serde::Serialize;
use store::tree::TreeRow;

use crate::tag::StateTag;
use crate::words;

/// What every list says about a node.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RowView {
    /// The draft's title, or words for a draft without one.
    pub(crate) title: String,
    /// `Page`, `Event` or `Provider`.
    pub(crate) kind: &'static str,
    /// Where it stands in its life.
    pub(crate) state: StateTag,
    /// When its draft was saved.
    pub(crate) updated: String,
    /// The same within a sentence.
    pub(crate) saved: String,
    /// Who saved it.
    pub(crate) updated_by: String,
    /// Its address on the public site; empty in the trash.
    pub(crate) address: String,
    /// The editor.
    pub(crate) edit_href: String,
    /// The public page; empty while the public cannot read it.
    pub(crate) view_href: String,
    /// The screen to move it; empty for the home page, which cannot be moved.
    pub(crate) move_href: String,
}

impl RowView {
    /// The row as it reads at this moment.
    pub(crate) fn new(row: &TreeRow, now: DateTime<Utc>) -> Self {
        let edit_href = editor_of(row.id);
        let address = row.path.as_ref().map(|path| path.as_str().to_owned()).unwrap_or_default();
        Self {
            title: title_or_words(&row.title, row.kind.label()),
            kind: row.kind.label(),
            state: row.state.into(),
            updated: words::when(row.updated_at, now),
            saved: words::when_inside(row.updated_at, now),
            updated_by: row.updated_by.clone(),
            view_href: if row.state.is_live() { address.clone() } else { String::new() },
            move_href: if row.id == NodeId::HOME { String::new() } else { format!("{edit_href}/move") },
            edit_href,
            address,
        }
    }

    /// A row for samples.
    pub(crate) fn sample(title: &str, address: &str, state: content::State) -> Self {
        Self::new(&sample_row(title, address, state), DateTime::UNIX_EPOCH)
    }
}

/// A node for samples.
pub(crate) fn sample_row(title: &str, address: &str, state: content::State) -> TreeRow {
    TreeRow {
        id: NodeId(12),
        kind: content::Kind::Page,
        title: title.to_owned(),
        slug: None,
        path: content::UrlPath::parse(address).ok(),
        state,
        updated_at: DateTime::UNIX_EPOCH,
        updated_by: "Asha Patel".to_owned(),
    }
}

/// The editor of a node.
pub(crate) fn editor_of(node: NodeId) -> String {
    format!("/admin/nodes/{node}")
}

/// A draft without a title still needs words to press on: `Untitled page`.
pub(crate) fn title_or_words(title: &str, kind: &str) -> String {
    if title.trim().is_empty() { format!("Untitled {}", kind.to_lowercase()) } else { title.to_owned() }
}
