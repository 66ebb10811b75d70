//! One node's draft, as its editor opens it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use content::{Block, Details, Draft, FootBlocks, Kind, NodeId, RevisionId, Slug, State, UrlPath};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::{
    Store, StoreError, Tx,
    entities::{live_nodes, nodes, publications, revisions},
    preview::{self, Preview, Previewed},
    rights::{Permit, Reach},
    tree::shown_revision,
    write::{NodeRow, state},
};

/// A node with its draft.
#[derive(Clone, Debug)]
pub struct OpenDraft {
    /// The node.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// The last part of its address; `None` for the home page.
    pub slug: Option<Slug>,
    /// Its parent; `None` for the home page.
    pub parent: Option<NodeId>,
    /// Its address; `None` in the trash.
    pub path: Option<UrlPath>,
    /// Where it stands in its life.
    pub state: State,
    /// The draft's revision: the base of the next save.
    pub revision: RevisionId,
    /// Its number within the node, from 1.
    pub number: i64,
    /// The text.
    pub draft: Draft,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// Who saved it.
    pub saved_by: String,
    /// What the public reads.
    pub live_revision: Option<RevisionId>,
    /// Since when the public reads it.
    pub published_at: Option<DateTime<Utc>>,
    /// What the page shows at its foot while it inherits.
    pub inherited_foot: Option<InheritedFoot>,
}

/// Foot blocks that come from a page above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InheritedFoot {
    /// The page that sets them.
    pub from: NodeId,
    /// Its title.
    pub title: String,
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// Opens the draft of the permit's node.
pub async fn open(store: &Store, permit: &Permit) -> Result<OpenDraft, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    open_on(store.readers(), node, permit.reach()).await
}

/// Which revision is the draft of each permit's node. Permits of the site as a whole name none.
pub async fn revisions_of(store: &Store, permits: &[Permit]) -> Result<HashMap<NodeId, RevisionId>, StoreError> {
    let ids = permits.iter().filter_map(Permit::node).map(|node| node.0);
    let found: Vec<(i64, Option<i64>)> = nodes::Entity::find()
        .select_only()
        .columns([nodes::Column::Id, nodes::Column::DraftRevision])
        .filter(nodes::Column::Id.is_in(ids))
        .into_tuple()
        .all(store.readers())
        .await?;
    let known = found.into_iter().filter_map(|(node, revision)| Some((NodeId(node), RevisionId(revision?))));
    Ok(known.collect())
}

impl Tx {
    /// The draft as it stands inside this transaction.
    pub async fn open_draft(&self, node: NodeId) -> Result<OpenDraft, StoreError> {
        open_on(self.connection(), node, &Reach::Everybodys).await
    }
}

/// The text of a revision of the permit's node; `None` when it belongs to another.
pub async fn revision(store: &Store, permit: &Permit, revision: RevisionId) -> Result<Option<Draft>, StoreError> {
    match permit.node() {
        Some(node) => crate::write::draft_of(store.readers(), node, revision).await,
        None => Ok(None),
    }
}

/// What a page below `parent` inherits at its foot, as the permit's holder may read the pages above.
pub async fn inherited_foot(
    store: &Store,
    permit: &Permit,
    parent: NodeId,
) -> Result<Option<InheritedFoot>, StoreError> {
    foot_above(store.readers(), Some(parent), permit.reach()).await
}

/// The token of a preview of one revision of the permit's node; its address is `/-/preview/{token}`.
pub fn preview_token(store: &Store, permit: &Permit, revision: RevisionId) -> String {
    let node = permit.node().unwrap_or(NodeId::HOME);
    preview::sign(store, Preview { node, shown: Previewed::Revision(revision) })
}

async fn open_on<C: ConnectionTrait>(connection: &C, node: NodeId, reach: &Reach) -> Result<OpenDraft, StoreError> {
    let model = nodes::Entity::find_by_id(node.0).one(connection).await?.ok_or(StoreError::NoNode(node))?;
    let published =
        publications::Entity::find().filter(publications::Column::Node.eq(node.0)).count(connection).await?;
    let state = state(&model, published > 0);
    let row = NodeRow::read(model)?;
    let revision = revisions::Entity::find_by_id(row.draft.0)
        .one(connection)
        .await?
        .ok_or_else(|| StoreError::corrupt("nodes", node, "draft_revision", "no such revision"))?;
    let live = live_nodes::Entity::find_by_id(node.0).one(connection).await?;
    let inherited_foot = match row.kind {
        Kind::Page => foot_above(connection, row.parent, reach).await?,
        Kind::Event | Kind::Provider => None,
    };
    Ok(OpenDraft {
        id: row.id,
        kind: row.kind,
        slug: row.slug,
        parent: row.parent,
        path: row.path,
        state,
        revision: row.draft,
        number: revision.number,
        draft: crate::write::read_draft(&revision)?,
        saved_at: revision.made_at,
        saved_by: revision.author_name,
        live_revision: row.live,
        published_at: live.map(|live| live.last_published),
        inherited_foot,
    })
}

/// Climbs from a page until one does not inherit. A page that the reader may not know of is passed by.
async fn foot_above<C: ConnectionTrait>(
    connection: &C,
    from: Option<NodeId>,
    reach: &Reach,
) -> Result<Option<InheritedFoot>, StoreError> {
    let mut current = from;
    for _ in 0..=UrlPath::MAX_DEPTH {
        let Some(id) = current else { return Ok(None) };
        let Some(model) = nodes::Entity::find_by_id(id.0).one(connection).await? else { return Ok(None) };
        let shown = shown_revision(&model, reach).map(RevisionId);
        current = model.parent.map(NodeId);
        let Some(revision) = shown else { continue };
        let Some(draft) = crate::write::draft_of(connection, id, revision).await? else { return Ok(None) };
        if let Details::Page(page) = &draft.details {
            match &page.foot {
                FootBlocks::Inherit => {}
                FootBlocks::Off => return Ok(None),
                FootBlocks::Own(blocks) => {
                    return Ok(Some(InheritedFoot { from: id, title: draft.label().into(), blocks: blocks.clone() }));
                }
            }
        }
    }
    Ok(None)
}
