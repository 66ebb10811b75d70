//! Passages: where a text stands in the words of the site, and new words in its place.
//!
//! There is no index of all words. Texts are read in the order of their addresses, a fixed number for each question, and looked through here; a look ends
//! at [`MOST_NODES`] and says from where the next one goes on.

mod hits;

use std::collections::{HashMap, HashSet};

use content::{Kind, Needle, NodeId, RevisionId, UrlPath};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Func},
};

use crate::{
    Store, StoreError,
    entities::{nodes, revisions},
    rights::{Permit, Reach},
    tree::{self, TreeRow},
    write::read_draft,
};

pub use hits::{Hit, Piece, Unfit, hits, reworded};

/// How many nodes one look goes through.
pub const MOST_NODES: usize = 4_000;
/// How many are read at once.
const CHUNK: usize = 500;

/// Which texts are looked through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Among {
    /// Drafts and what the public reads.
    #[default]
    Both,
    /// Drafts: what an editor opens.
    Drafts,
    /// What the public reads.
    Published,
}

/// What is looked for, and where.
#[derive(Clone, Debug)]
pub struct Look {
    /// The text.
    pub needle: Needle,
    /// In which texts.
    pub among: Among,
    /// In this page and all below it; `None` for the whole site.
    pub below: Option<UrlPath>,
    /// In this kind alone.
    pub kind: Option<Kind>,
    /// Behind this address: where an earlier look ended.
    pub after: Option<String>,
}

/// Where a text stands on one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnNode {
    /// The node.
    pub node: NodeId,
    /// Its address.
    pub path: UrlPath,
    /// In its draft, with the revision; `None` where the draft was not to be looked through or the person may not read it.
    pub draft: Option<(RevisionId, Vec<Hit>)>,
    /// Whether the public reads just that draft.
    pub draft_is_live: bool,
    /// In what the public reads, where that is another text.
    pub live: Vec<Hit>,
}

impl OnNode {
    /// How often it stands there.
    pub fn count(&self) -> usize {
        self.draft.as_ref().map_or(0, |(_, hits)| hits.len()) + self.live.len()
    }
}

/// What a look brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The nodes on which the text stands, in the order of their addresses.
    pub nodes: Vec<OnNode>,
    /// The address behind which the next look goes on; `None` at the end.
    pub next: Option<String>,
}

/// Looks for a text. Only drafts that the permit's holder reads are looked through.
pub async fn look(store: &Store, permit: &Permit, look: &Look) -> Result<Looked, StoreError> {
    let mut looked = Looked { nodes: Vec::new(), next: None };
    let (mut through, mut after) = (0, look.after.clone());
    loop {
        let rows = rows_behind(store, look, after.as_deref()).await?;
        let is_last = rows.len() < CHUNK;
        through += rows.len();
        after = rows.last().and_then(|row| row.path.clone());
        looked.nodes.extend(within(store, permit, look, rows).await?);
        if is_last {
            return Ok(looked);
        }
        if through >= MOST_NODES {
            return Ok(Looked { next: after, ..looked });
        }
    }
}

/// The next nodes in the order of their addresses, which the index of addresses leads to.
async fn rows_behind(store: &Store, look: &Look, after: Option<&str>) -> Result<Vec<nodes::Model>, StoreError> {
    let mut query = nodes::Entity::find();
    let start = look.below.as_ref().map_or("/", UrlPath::as_str);
    query = query.filter(nodes::Column::Path.gte(start));
    if let Some(below) = look.below.as_ref().filter(|below| !below.is_root()) {
        let (first, end) = below.below();
        // Between an address and what lies below it stand others: `/fees-2` before `/fees/a`.
        let inside = nodes::Column::Path.eq(below.as_str()).or(nodes::Column::Path.gte(first));
        query = query.filter(nodes::Column::Path.lt(end)).filter(inside);
    }
    if let Some(after) = after {
        query = query.filter(nodes::Column::Path.gt(after));
    }
    if let Some(kind) = look.kind {
        // Written so that no other index answers it.
        let of = Func::coalesce([Expr::col((nodes::Entity, nodes::Column::Kind)), Expr::value("")]);
        query = query.filter(of.eq(kind.as_str()));
    }
    Ok(query.order_by_asc(nodes::Column::Path).limit(CHUNK as u64).all(store.readers()).await?)
}

/// Which revisions of a node are looked through: its draft, and what the public reads.
fn looked_through(row: &nodes::Model, permit: &Permit, among: Among) -> (Option<i64>, Option<i64>) {
    let reads = match permit.reach() {
        Reach::Everybodys => true,
        Reach::Own(own) => own.in_branches(row) || (row.created_by == Some(own.user.0) && row.live_revision.is_none()),
    };
    let draft = row.draft_revision.filter(|_| reads && among != Among::Published);
    let live = row.live_revision.filter(|_| among != Among::Drafts);
    // Where the public reads just that draft, it is told once; who looks among what is published may change it there.
    let same = row.live_revision.filter(|live| reads && row.draft_revision == Some(*live));
    match same {
        Some(same) => (Some(same), None),
        None => (draft, live),
    }
}

async fn within(
    store: &Store,
    permit: &Permit,
    look: &Look,
    rows: Vec<nodes::Model>,
) -> Result<Vec<OnNode>, StoreError> {
    let asked: HashSet<i64> = rows
        .iter()
        .flat_map(|row| {
            let (draft, live) = looked_through(row, permit, look.among);
            [draft, live].into_iter().flatten()
        })
        .collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let texts = revisions::Entity::find().filter(revisions::Column::Id.is_in(asked)).all(store.readers()).await?;
    let needle = look.needle.clone();
    // Some megabytes are looked through, so off the threads that serve requests.
    let searched = tokio::task::spawn_blocking(move || {
        let found = texts.into_iter().filter(|text| needle.may_be_in_json(&text.content)).map(|text| {
            let found = hits(&read_draft(&text)?, &needle);
            Ok((text.id, found))
        });
        found.collect::<Result<HashMap<i64, Vec<Hit>>, StoreError>>()
    });
    let mut found = match searched.await {
        Ok(found) => found?,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    };
    let mut on_nodes = Vec::new();
    for row in rows {
        let (draft, live) = looked_through(&row, permit, look.among);
        let Some(path) = row.path.as_deref() else { continue };
        let path = UrlPath::parse(path).map_err(|_| StoreError::corrupt("nodes", row.id, "path", path))?;
        let mut of = |revision: Option<i64>| revision.and_then(|id| found.remove(&id)).unwrap_or_default();
        let on_node = OnNode {
            node: NodeId(row.id),
            path,
            draft: draft.map(|id| (RevisionId(id), of(draft))),
            draft_is_live: draft.is_some() && row.live_revision == draft,
            live: of(live),
        };
        if on_node.count() > 0 {
            on_nodes.push(on_node);
        }
    }
    Ok(on_nodes)
}

/// Some nodes as lists show them, and the titles of all above them by their addresses, as far as the permit's holder may know of them: four statements
/// whatever their number.
pub async fn shown(
    store: &Store,
    permit: &Permit,
    found: &[OnNode],
) -> Result<(HashMap<NodeId, TreeRow>, HashMap<String, String>), StoreError> {
    let ids = nodes::Entity::find().filter(nodes::Column::Id.is_in(found.iter().map(|on_node| on_node.node.0)));
    let rows = tree::rows(store.readers(), ids, permit).await?;
    let above: HashSet<String> =
        found.iter().flat_map(|on_node| on_node.path.ancestors()).map(|path| path.as_str().to_owned()).collect();
    let titles = tree::titles_at(store, permit, above).await?;
    Ok((rows.into_iter().map(|row| (row.id, row)).collect(), titles))
}
