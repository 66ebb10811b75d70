//! Pages that a link can lead to, in short, for the dialog that chooses one: what a search finds, what the person saved last, and the tree, a level at a time.
//! The same stands on screens: `/admin/search` and `/admin/pages`.

use content::NodeId;
use serde::Serialize;
use store::lists;
use store::rights::Permit;
use store::tree::{self, TreeRow};

use super::level;
use crate::Admin;
use crate::refusal::failed;
use crate::row::title_or_words;

/// How many of the person's latest pages are offered.
const LATEST: usize = 5;

/// A page that a link can lead to: it has an address.
#[derive(Debug, Serialize)]
pub(super) struct FoundPage {
    title: String,
    address: String,
    /// Whether the public can read it now.
    live: bool,
}

/// A page of the tree.
#[derive(Debug, Serialize)]
struct TreePage {
    #[serde(flatten)]
    page: FoundPage,
    id: i64,
    /// How many lie directly below, as words; empty for none.
    below: String,
}

/// A level of the tree.
#[derive(Debug, Serialize)]
pub(super) struct Level {
    /// What the person saved last; empty below the top.
    latest: Vec<FoundPage>,
    pages: Vec<TreePage>,
    /// How many more there are than are told.
    more: u64,
}

impl FoundPage {
    pub(super) fn new(row: &TreeRow) -> Option<Self> {
        Some(Self {
            title: title_or_words(&row.title, row.kind.label()),
            address: row.path.as_ref()?.as_str().to_owned(),
            live: row.state.is_live(),
        })
    }
}

/// The pages directly below one; at the top the home page and those below it, with what the person saved last.
pub(super) async fn level(admin: &Admin, permit: &Permit, under: Option<i64>) -> Result<Level, web::Error> {
    let (store, parent) = (&admin.store, under.map_or(NodeId::HOME, NodeId));
    let tree::Level { rows, more } = tree::level(store, permit, parent, level::MOST_ROWS).await.map_err(failed)?;
    let mut rows = level::with_lengths(admin, permit, rows).await?;
    let mut latest = Vec::new();
    if under.is_none() {
        rows.splice(0..0, tree::row(store, permit, NodeId::HOME).await.map_err(failed)?.map(|home| (home, 0)));
        latest = lists::my_latest(store, permit, LATEST).await.map_err(failed)?;
    }
    let page = |(row, below): &(TreeRow, u64)| {
        let below = if *below > 0 { level::count(*below) } else { String::new() };
        Some(TreePage { page: FoundPage::new(row)?, id: row.id.0, below })
    };
    Ok(Level {
        latest: latest.iter().filter_map(FoundPage::new).collect(),
        pages: rows.iter().filter_map(page).collect(),
        more,
    })
}
