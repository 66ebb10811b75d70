//! Links by which people without an account read one draft, until they expire or somebody ends them.

use chrono::{DateTime, Utc};
use content::NodeId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::{
    Store, StoreError,
    entities::{nodes, preview_links},
    preview::{self, Preview, Previewed},
    rights::Permit,
};

/// A link that still opens the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedLink {
    /// Its number.
    pub id: i64,
    /// Its token; the address is `/-/preview/{token}`.
    pub token: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: String,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// The links that open the draft of the permit's node, the newest first.
pub async fn of_node(store: &Store, permit: &Permit) -> Result<Vec<SharedLink>, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let rows = open(store.now()).filter(preview_links::Column::Node.eq(node.0));
    let rows = rows.order_by_desc(preview_links::Column::Id).all(store.readers()).await?;
    let link = |row: preview_links::Model| SharedLink {
        token: preview::sign_shared(store, row.id),
        id: row.id,
        made_at: row.made_at,
        made_by: row.made_by_name,
        expires_at: row.expires_at,
    };
    Ok(rows.into_iter().map(link).collect())
}

pub(crate) fn open(now: DateTime<Utc>) -> Select<preview_links::Entity> {
    preview_links::Entity::find()
        .filter(preview_links::Column::RevokedAt.is_null())
        .filter(preview_links::Column::ExpiresAt.gt(now))
}

/// What a shared link shows now: the draft of its node. `None` when the link has ended or the node is in the trash.
pub(crate) async fn shown<C: ConnectionTrait>(
    store: &Store,
    connection: &C,
    link: i64,
) -> Result<Option<Preview>, StoreError> {
    let link = open(store.now()).filter(preview_links::Column::Id.eq(link)).one(connection).await?;
    let Some(link) = link else { return Ok(None) };
    let node = nodes::Entity::find_by_id(link.node).one(connection).await?.filter(|node| node.path.is_some());
    let revision = node.and_then(|node| node.draft_revision).map(content::RevisionId);
    Ok(revision.map(|revision| Preview { node: NodeId(link.node), shown: Previewed::Revision(revision), later: None }))
}
