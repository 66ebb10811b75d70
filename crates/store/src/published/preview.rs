//! Previews: the one place of this module that reads a draft, and only the text that a signed address names.

use accounts::UserId;
use chrono::{DateTime, Utc};
use content::{Document, Draft, NodeId, RevisionId, UrlPath};
use media::FileId;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    EventFilter, PublishedNode,
    node::{self, Base},
};
use crate::{
    Store, StoreError, Tx,
    entities::{autosaves, live_nodes, nodes},
    library,
    preview::{self as previews, Later, Opened, Preview, Previewed},
    projection, sharing,
};

/// What a preview's address leads to.
#[derive(Debug)]
pub enum Previewing {
    /// The node, as it would look.
    Shown(Box<PublishedNode>),
    /// Nothing: by the moment asked for, the page is withdrawn.
    Withdrawn,
    /// Nothing: the address was forged, has expired or was ended, or leads to what is in the trash.
    Over,
}

/// The later moment at which a preview shows the site, and to whom; `None` for the present one, and for what is no preview.
pub fn preview_later(store: &Store, token: &str) -> Option<Later> {
    match previews::open(store, token)? {
        Opened::Signed(preview) => preview.later,
        Opened::Shared(_) => None,
    }
}

/// The node of a preview's address, as it would look if that text were live.
pub async fn preview(store: &Store, token: &str) -> Result<Previewing, StoreError> {
    let snapshot = store.snapshot().await?;
    let Some(preview) = opened(store, &snapshot, token).await? else { return Ok(Previewing::Over) };
    assemble(&snapshot, token, preview, store.now()).await
}

/// The same inside a transaction that has done what is due by the preview's moment. Where a version of the page itself went live meanwhile, that one is
/// shown instead of the draft.
pub async fn preview_within(store: &Store, tx: &Tx, token: &str) -> Result<Previewing, StoreError> {
    let connection = tx.connection();
    let Some(preview) = opened(store, connection, token).await? else { return Ok(Previewing::Over) };
    let now = live_revision(store.readers(), preview.node).await?;
    let then = live_revision(connection, preview.node).await?;
    let preview = match (now, then) {
        (Some(_), None) => return Ok(Previewing::Withdrawn),
        (now, Some(then)) if now != Some(then) => Preview { shown: Previewed::Revision(RevisionId(then)), ..preview },
        _ => preview,
    };
    assemble(connection, token, preview, tx.now()).await
}

async fn live_revision<C: ConnectionTrait>(connection: &C, node: NodeId) -> Result<Option<i64>, StoreError> {
    Ok(nodes::Entity::find_by_id(node.0).one(connection).await?.and_then(|node| node.live_revision))
}

async fn assemble<C: ConnectionTrait>(
    connection: &C,
    token: &str,
    preview: Preview,
    now: DateTime<Utc>,
) -> Result<Previewing, StoreError> {
    let Some(row) = nodes::Entity::find_by_id(preview.node.0).one(connection).await? else {
        return Ok(Previewing::Over);
    };
    let path = row.path.as_deref().and_then(|path| UrlPath::parse(path).ok());
    let (Some(path), Some(draft)) = (path, text(connection, preview).await?) else { return Ok(Previewing::Over) };
    let rendered = projection::render(&draft).await;
    let live = live_nodes::Entity::find_by_id(row.id).one(connection).await?;
    let mut base = Base::preview(preview.node, row.parent.map(NodeId), path, draft, rendered, live.as_ref());
    token.clone_into(&mut base.preview);
    let node = node::assemble(connection, base, now, &EventFilter::default()).await?;
    Ok(Previewing::Shown(Box::new(node)))
}

/// What a token stands for now.
async fn opened<C: ConnectionTrait>(store: &Store, connection: &C, token: &str) -> Result<Option<Preview>, StoreError> {
    match previews::open(store, token) {
        Some(Opened::Signed(preview)) => Ok(Some(preview)),
        Some(Opened::Shared(link)) => sharing::shown(store, connection, link).await,
        None => Ok(None),
    }
}

/// Whether the text of a preview's token shows a file or links to it.
pub(super) async fn shows<C: ConnectionTrait>(
    store: &Store,
    connection: &C,
    token: &str,
    file: FileId,
) -> Result<bool, StoreError> {
    let Some(preview) = opened(store, connection, token).await? else { return Ok(false) };
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
