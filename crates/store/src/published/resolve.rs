use content::{NodeId, UrlPath, redirect::normal};
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
    if let Some(first) = elsewhere::beginning_at(&snapshot, path).await? {
        return counted(store, &snapshot, first, path).await;
    }
    let form = normal(path);
    if form != path
        && let Some(asked) = asked
        && live_at(&snapshot, &asked).await?.is_some()
    {
        return Ok(Resolved::Moved(asked.into()));
    }
    match elsewhere::covering(&snapshot, &form).await? {
        Some(first) => counted(store, &snapshot, first, path).await,
        None => Ok(Resolved::Missing),
    }
}

/// Where a redirect leads, which is counted when it leads somewhere.
async fn counted<C: ConnectionTrait>(
    store: &Store,
    connection: &C,
    first: redirects::Model,
    asked: &str,
) -> Result<Resolved, StoreError> {
    let source = first.path.clone();
    let found = elsewhere::follow(connection, first, asked).await?;
    if !matches!(found, Resolved::Missing) {
        store.inner.visits.redirected(&source, store.now());
    }
    Ok(found)
}

pub(super) async fn live_at<C: ConnectionTrait>(
    connection: &C,
    path: &UrlPath,
) -> Result<Option<live_nodes::Model>, StoreError> {
    Ok(live_nodes::Entity::find().filter(live_nodes::Column::Path.eq(path.as_str())).one(connection).await?)
}
