//! Passages: where a text stands in the words of the site, and new words in its place.
//!
//! There is no index of all words. Texts are read in the order of their addresses, a fixed number for each question, and looked through here; a look ends
//! at [`MOST_NODES`] and says from where the next one goes on.

mod hits;

use std::collections::{BTreeSet, HashMap, HashSet};

use content::{Draft, Kind, Needle, NodeId, RevisionId, UrlPath};
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

pub use hits::{Hit, Piece, Unfit};
use hits::{count, hits, reworded};

/// How many nodes one look goes through.
pub const MOST_NODES: usize = 4_000;
/// How many are read at once.
const CHUNK: usize = 500;
/// How many of their texts are in memory at once; each may have a megabyte.
const TEXTS: usize = 50;
/// How many hits in one text are shown; the rest is counted.
pub const SHOWN_OF_ONE: usize = 50;

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
    /// How often in its draft, with the revision; `None` where the draft was not to be looked through or the person may not read it.
    pub draft: Option<(RevisionId, usize)>,
    /// Whether the public reads just that draft.
    pub draft_is_live: bool,
    /// How often in what the public reads, where that is another text.
    pub live: Option<(RevisionId, usize)>,
}

impl OnNode {
    /// How often it stands there.
    pub fn count(&self) -> usize {
        [self.draft, self.live].into_iter().flatten().map(|(_, count)| count).sum()
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
    let found = counted(store, look, asked.into_iter().collect()).await?;
    let mut on_nodes = Vec::new();
    for row in rows {
        let (draft, live) = looked_through(&row, permit, look.among);
        let Some(path) = row.path.as_deref() else { continue };
        let path = UrlPath::parse(path).map_err(|_| StoreError::corrupt("nodes", row.id, "path", path))?;
        let of = |id: i64| (RevisionId(id), found.get(&id).copied().unwrap_or_default());
        let on_node = OnNode {
            node: NodeId(row.id),
            path,
            draft: draft.map(of),
            draft_is_live: draft.is_some() && row.live_revision == draft,
            live: live.map(of),
        };
        if on_node.count() > 0 {
            on_nodes.push(on_node);
        }
    }
    Ok(on_nodes)
}

/// How often the text stands in some revisions; those without it are left out.
async fn counted(store: &Store, look: &Look, ids: Vec<i64>) -> Result<HashMap<i64, usize>, StoreError> {
    let mut counts = HashMap::new();
    for ids in ids.chunks(TEXTS) {
        let texts = revisions_of(store, ids).await?;
        let needle = look.needle.clone();
        let searched = off_the_threads(move || {
            let texts = texts.into_iter().filter(|text| needle.may_be_in_json(&text.content));
            let counted = texts.map(|text| Ok((text.id, count(&mut read_draft(&text)?, &needle))));
            counted.collect::<Result<Vec<(i64, usize)>, StoreError>>()
        });
        counts.extend(searched.await?);
    }
    Ok(counts)
}

async fn revisions_of(store: &Store, ids: &[i64]) -> Result<Vec<revisions::Model>, StoreError> {
    let texts = revisions::Entity::find().filter(revisions::Column::Id.is_in(ids.iter().copied()));
    Ok(texts.all(store.readers()).await?)
}

/// Some megabytes are looked through, so off the threads that serve requests.
async fn off_the_threads<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

/// What one screen shows of some nodes.
#[derive(Debug, Default)]
pub struct Shown {
    /// The nodes as lists show them.
    pub rows: HashMap<NodeId, TreeRow>,
    /// The titles of all above them by their addresses, as far as the permit's holder may know of them.
    pub titles: HashMap<String, String>,
    /// The first [`SHOWN_OF_ONE`] hits in each text, whose numbers are their places.
    pub hits: HashMap<RevisionId, Vec<Hit>>,
}

/// What a screen shows of nodes that [`look`] found: five statements for each fifty of them.
pub async fn shown(store: &Store, permit: &Permit, look: &Look, found: &[OnNode]) -> Result<Shown, StoreError> {
    let ids = nodes::Entity::find().filter(nodes::Column::Id.is_in(found.iter().map(|on_node| on_node.node.0)));
    let rows = tree::rows(store.readers(), ids, permit).await?;
    let above: HashSet<String> =
        found.iter().flat_map(|on_node| on_node.path.ancestors()).map(|path| path.as_str().to_owned()).collect();
    let titles = tree::titles_at(store, permit, above).await?;
    let texts: Vec<i64> = found
        .iter()
        .flat_map(|on_node| [on_node.draft, on_node.live].into_iter().flatten())
        .filter_map(|(revision, count)| (count > 0).then_some(revision.0))
        .collect();
    let mut shown = Shown { rows: rows.into_iter().map(|row| (row.id, row)).collect(), titles, ..Shown::default() };
    for ids in texts.chunks(TEXTS) {
        let texts = revisions_of(store, ids).await?;
        let needle = look.needle.clone();
        let first = off_the_threads(move || {
            let first = texts.into_iter().map(|text| {
                let hits = hits(&read_draft(&text)?, &needle, |number| number < SHOWN_OF_ONE);
                Ok((RevisionId(text.id), hits.into_iter().map(|(_, hit)| hit).collect()))
            });
            first.collect::<Result<Vec<_>, StoreError>>()
        });
        shown.hits.extend(first.await?);
    }
    Ok(shown)
}

/// A draft with `with` in the places of the hits of these numbers, and those hits. What has these very letters already is left out: it would not change.
pub async fn replaced(
    draft: &Draft,
    needle: &Needle,
    chosen: &[usize],
    with: &str,
) -> Result<(Draft, Vec<Hit>), Unfit> {
    let (draft, needle, with) = (draft.clone(), needle.clone(), with.to_owned());
    let mut chosen: BTreeSet<usize> = chosen.iter().copied().collect();
    off_the_threads(move || {
        let mut found = hits(&draft, &needle, |number| chosen.contains(&number));
        if found.len() != chosen.len() {
            return Err(Unfit::NoWords);
        }
        found.retain(|(_, hit)| hit.passage.found != with);
        chosen.retain(|number| found.binary_search_by_key(number, |(number, _)| *number).is_ok());
        let new = reworded(&draft, &needle, &chosen, &with)?;
        Ok((new, found.into_iter().map(|(_, hit)| hit).collect()))
    })
    .await
}
