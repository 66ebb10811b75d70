//! Where an address leads at which no live node stands.

use std::collections::HashMap;

use content::{
    NodeId, UrlPath,
    redirect::{normal, own_page, wildcards},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Resolved, resolve::live_at};
use crate::{
    StoreError,
    entities::{live_nodes, nodes, redirects},
};

/// How often a redirect may lead on before it counts as lost. They are stored without chains; what was saved before something else changed may lead on,
/// and is followed here, so that a visitor is sent on once at most.
const HOPS: usize = 16;

/// Where a node is for a visitor: at its address, where the page is that stands in for it while it is not live, or gone.
pub(super) async fn node<C: ConnectionTrait>(
    connection: &C,
    node: NodeId,
    asked: &str,
) -> Result<Resolved, StoreError> {
    stands_at(connection, node, "", asked).await
}

/// The redirect that begins at exactly this address.
pub(super) async fn beginning_at<C: ConnectionTrait>(
    connection: &C,
    path: &str,
) -> Result<Option<redirects::Model>, StoreError> {
    if path.ends_with("/*") {
        // That is how wildcards are kept, and none of them begins here.
        return Ok(None);
    }
    Ok(redirects::Entity::find_by_id(path).one(connection).await?)
}

/// The redirect that takes an address in its one form: the one that begins there, else the longest wildcard above it.
pub(super) async fn covering<C: ConnectionTrait>(
    connection: &C,
    path: &str,
) -> Result<Option<redirects::Model>, StoreError> {
    if let Some(row) = beginning_at(connection, path).await? {
        return Ok(Some(row));
    }
    let above = wildcards(path);
    if above.is_empty() {
        return Ok(None);
    }
    let found = redirects::Entity::find().filter(redirects::Column::Path.is_in(&above)).all(connection).await?;
    let mut found: HashMap<String, redirects::Model> = found.into_iter().map(|row| (row.path.clone(), row)).collect();
    Ok(above.iter().find_map(|wildcard| found.remove(wildcard)))
}

/// Where a redirect leads. One to a node that is not live answers what stands in for that node; when nothing does, it says that the node is gone,
/// and leads to it again once it is back.
pub(super) async fn follow<C: ConnectionTrait>(
    connection: &C,
    first: redirects::Model,
    asked: &str,
) -> Result<Resolved, StoreError> {
    let (mut row, mut here, mut suffix) = (first, normal(asked), String::new());
    for _ in 0..HOPS {
        let address = match (row.target_node, row.target_address) {
            (Some(node), _) => return stands_at(connection, NodeId(node), &suffix, asked).await,
            (None, Some(address)) => filled(address, &row.path, &here),
            (None, None) => return Ok(Resolved::Gone),
        };
        let Some((path, more)) = own_page(&address) else { return Ok(moved(address, asked)) };
        if suffix.is_empty() {
            more.clone_into(&mut suffix);
        }
        here = normal(path);
        if let Some(there) = UrlPath::from_request(path)
            && let Some(live) = live_at(connection, &there).await?
        {
            return Ok(moved(live.path + &suffix, asked));
        }
        match covering(connection, &here).await? {
            Some(next) => row = next,
            None => return Ok(Resolved::Missing),
        }
    }
    Ok(Resolved::Missing)
}

/// A wildcard's target with what it took of the address in the place of its star.
fn filled(target: String, source: &str, here: &str) -> String {
    let (Some(stem), Some(above)) = (target.strip_suffix("/*"), source.strip_suffix('*')) else { return target };
    here.strip_prefix(above).map_or(target.clone(), |rest| format!("{stem}/{rest}"))
}

/// Where a node is now, or the page that stands in for it: what somebody chose when they took it off the site counts wherever its draft stands by now,
/// and whatever else leads away from there. Pages that stand in for each other, none of them live, are gone.
async fn stands_at<C: ConnectionTrait>(
    connection: &C,
    node: NodeId,
    suffix: &str,
    asked: &str,
) -> Result<Resolved, StoreError> {
    let (first, mut node) = (node, node);
    for _ in 0..HOPS {
        if let Some(live) = live_nodes::Entity::find_by_id(node.0).one(connection).await? {
            return Ok(moved(live.path + suffix, asked));
        }
        let chosen: Option<Option<i64>> = nodes::Entity::find_by_id(node.0)
            .select_only()
            .column(nodes::Column::StandIn)
            .into_tuple()
            .one(connection)
            .await?;
        match chosen.flatten() {
            Some(other) => node = NodeId(other),
            // Only a public page is ever chosen to stand in.
            None if node != first || was_public(connection, node).await? => return Ok(Resolved::Gone),
            None => return Ok(Resolved::Missing),
        }
    }
    Ok(Resolved::Gone)
}

/// What once was public has redirects that lead to it.
async fn was_public<C: ConnectionTrait>(connection: &C, node: NodeId) -> Result<bool, StoreError> {
    let known = redirects::Entity::find().filter(redirects::Column::TargetNode.eq(node.0)).limit(1);
    Ok(known.one(connection).await?.is_some())
}

fn moved(address: String, asked: &str) -> Resolved {
    if address == asked { Resolved::Missing } else { Resolved::Moved(address) }
}
