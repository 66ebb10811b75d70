use content::{NodeId, UrlPath};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    EventFilter, Resolved, elsewhere,
    node::{self, Base},
};
use crate::{
    Store, StoreError,
    entities::{live_nodes, redirects},
};

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
    if let Some(id) = path.strip_prefix("/node/").and_then(|id| id.trim_end_matches('/').parse().ok()) {
        match elsewhere::node(&snapshot, NodeId(id), path).await? {
            Resolved::Missing => {}
            found => return Ok(found),
        }
    }
    if let Some(row) = redirects::Entity::find_by_id(path).one(&snapshot).await? {
        return elsewhere::follow(&snapshot, row, path).await;
    }
    let Some(asked) = asked.filter(|asked| asked.as_str() != path) else { return Ok(Resolved::Missing) };
    if live_at(&snapshot, &asked).await?.is_some() {
        return Ok(Resolved::Moved(asked.into()));
    }
    match redirects::Entity::find_by_id(asked.as_str()).one(&snapshot).await? {
        Some(row) => elsewhere::follow(&snapshot, row, path).await,
        None => Ok(Resolved::Missing),
    }
}

async fn live_at<C: ConnectionTrait>(connection: &C, path: &UrlPath) -> Result<Option<live_nodes::Model>, StoreError> {
    Ok(live_nodes::Entity::find().filter(live_nodes::Column::Path.eq(path.as_str())).one(connection).await?)
}
