use content::{NodeId, UrlPath};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    EventFilter, PublishedNode, Resolved,
    node::{self, Base},
};
use crate::{
    Store, StoreError,
    entities::{live_nodes, nodes, redirects},
    preview as previews, projection,
};

/// How often a redirect may lead on before it counts as lost. Ours never chain; imported ones may.
const HOPS: usize = 5;

/// What stands at an address, as a visitor asked for it: percent-decoded, with any capitals and slashes.
pub async fn resolve(store: &Store, path: &str, filter: &EventFilter) -> Result<Resolved, StoreError> {
    let snapshot = store.snapshot().await?;
    let asked = UrlPath::from_request(path);
    if let Some(exact) = asked.as_ref().filter(|asked| asked.as_str() == path)
        && let Some(row) = live_at(&snapshot, exact).await?
    {
        let base = Base::live(&snapshot, row).await?;
        let node = node::assemble(&snapshot, base, store.now(), filter).await?;
        return Ok(Resolved::Live(Box::new(node)));
    }
    if let Some(id) = path.strip_prefix("/node/").and_then(|id| id.trim_end_matches('/').parse().ok())
        && let Some(address) = address_of(&snapshot, NodeId(id)).await?
    {
        return Ok(Resolved::Moved(address));
    }
    if let Some(row) = redirects::Entity::find_by_id(path).one(&snapshot).await? {
        return follow(&snapshot, row, path).await;
    }
    let Some(asked) = asked.filter(|asked| asked.as_str() != path) else { return Ok(Resolved::Missing) };
    if live_at(&snapshot, &asked).await?.is_some() {
        return Ok(Resolved::Moved(asked.into()));
    }
    match redirects::Entity::find_by_id(asked.as_str()).one(&snapshot).await? {
        Some(row) => follow(&snapshot, row, path).await,
        None => Ok(Resolved::Missing),
    }
}

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

async fn live_at<C: ConnectionTrait>(connection: &C, path: &UrlPath) -> Result<Option<live_nodes::Model>, StoreError> {
    Ok(live_nodes::Entity::find().filter(live_nodes::Column::Path.eq(path.as_str())).one(connection).await?)
}

async fn address_of<C: ConnectionTrait>(connection: &C, node: NodeId) -> Result<Option<String>, StoreError> {
    Ok(live_nodes::Entity::find_by_id(node.0).one(connection).await?.map(|row| row.path))
}

/// Where a redirect leads. One to a node that is not live answers what that node's own address answers.
async fn follow<C: ConnectionTrait>(
    connection: &C,
    first: redirects::Model,
    asked: &str,
) -> Result<Resolved, StoreError> {
    let mut row = first;
    for _ in 0..HOPS {
        let next = match (row.target_node, row.target_address) {
            (None, None) => return Ok(Resolved::Gone),
            (None, Some(address)) => {
                return Ok(if address == asked { Resolved::Missing } else { Resolved::Moved(address) });
            }
            (Some(node), _) => {
                if let Some(address) = address_of(connection, NodeId(node)).await? {
                    return Ok(if address == asked { Resolved::Missing } else { Resolved::Moved(address) });
                }
                let Some(node) = nodes::Entity::find_by_id(node).one(connection).await? else {
                    return Ok(Resolved::Missing);
                };
                let Some(path) = node.path else { return Ok(Resolved::Gone) };
                redirects::Entity::find_by_id(path).one(connection).await?
            }
        };
        match next {
            Some(next) => row = next,
            None => return Ok(Resolved::Missing),
        }
    }
    Ok(Resolved::Missing)
}
