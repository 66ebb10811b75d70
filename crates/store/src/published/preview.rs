//! Previews: the one place of this module that reads a draft, and only the revision that a signed address names.

use content::{NodeId, UrlPath};
use sea_orm::EntityTrait;

use super::{
    EventFilter, PublishedNode,
    node::{self, Base},
};
use crate::{
    Store, StoreError,
    entities::{live_nodes, nodes},
    preview as previews, projection,
};

/// The node of a preview's address, as it would look if that revision were live. `None` when the address was forged,
/// has expired, or leads to what is in the trash.
pub async fn preview(store: &Store, token: &str) -> Result<Option<PublishedNode>, StoreError> {
    let Some(preview) = previews::open(store, token) else { return Ok(None) };
    let snapshot = store.snapshot().await?;
    let Some(row) = nodes::Entity::find_by_id(preview.node.0).one(&snapshot).await? else { return Ok(None) };
    let Some(path) = row.path.as_deref().and_then(|path| UrlPath::parse(path).ok()) else { return Ok(None) };
    let Some(draft) = crate::write::draft_of(&snapshot, preview.node, preview.revision).await? else {
        return Ok(None);
    };
    let rendered = projection::render(&draft).await;
    let live = live_nodes::Entity::find_by_id(row.id).one(&snapshot).await?;
    let base = Base::preview(preview.node, row.parent.map(NodeId), path, draft, rendered, live.as_ref());
    Ok(Some(node::assemble(&snapshot, base, store.now(), &EventFilter::default()).await?))
}
