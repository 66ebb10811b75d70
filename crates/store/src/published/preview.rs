//! Previews: the one place of this module that reads a draft, and only the text that a signed address names.

use accounts::UserId;
use content::{Document, Draft, NodeId, UrlPath};
use media::FileId;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    EventFilter, PublishedNode,
    node::{self, Base},
};
use crate::{
    Store, StoreError,
    entities::{autosaves, live_nodes, nodes},
    library,
    preview::{self as previews, Preview, Previewed},
    projection,
};

/// The node of a preview's address, as it would look if that text were live. `None` when the address was forged,
/// has expired, or leads to what is in the trash.
pub async fn preview(store: &Store, token: &str) -> Result<Option<PublishedNode>, StoreError> {
    let Some(preview) = previews::open(store, token) else { return Ok(None) };
    let snapshot = store.snapshot().await?;
    let Some(row) = nodes::Entity::find_by_id(preview.node.0).one(&snapshot).await? else { return Ok(None) };
    let Some(path) = row.path.as_deref().and_then(|path| UrlPath::parse(path).ok()) else { return Ok(None) };
    let Some(draft) = text(&snapshot, preview).await? else { return Ok(None) };
    let rendered = projection::render(&draft).await;
    let live = live_nodes::Entity::find_by_id(row.id).one(&snapshot).await?;
    let mut base = Base::preview(preview.node, row.parent.map(NodeId), path, draft, rendered, live.as_ref());
    token.clone_into(&mut base.preview);
    Ok(Some(node::assemble(&snapshot, base, store.now(), &EventFilter::default()).await?))
}

/// Whether the text of a preview's token shows a file or links to it.
pub(super) async fn shows<C: ConnectionTrait>(
    store: &Store,
    connection: &C,
    token: &str,
    file: FileId,
) -> Result<bool, StoreError> {
    let Some(preview) = previews::open(store, token) else { return Ok(false) };
    let Some(draft) = text(connection, preview).await? else { return Ok(false) };
    let address = library::address(file);
    let rendered = projection::render(&draft).await;
    Ok(rendered.links().iter().any(|link| link.address.as_deref() == Some(&address)))
}

async fn text<C: ConnectionTrait>(connection: &C, preview: Preview) -> Result<Option<Draft>, StoreError> {
    match preview.shown {
        Previewed::Revision(revision) => crate::write::draft_of(connection, preview.node, revision).await,
        Previewed::Kept(author) => kept(connection, preview.node, author).await,
    }
}

/// What a person keeps on a node at this moment.
async fn kept<C: ConnectionTrait>(connection: &C, node: NodeId, author: UserId) -> Result<Option<Draft>, StoreError> {
    let row = autosaves::Entity::find_by_id((node.0, author.0)).one(connection).await?;
    let Some(text) = row.and_then(|row| row.draft) else { return Ok(None) };
    let id = format!("of node {node} and author {}", author.0);
    Document::read(&text).map(Some).map_err(|_| StoreError::corrupt("autosaves", id, "draft", "no draft"))
}
