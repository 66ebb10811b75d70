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
    entities::{live_nodes, redirects},
};

/// How often a redirect may lead on before it counts as lost. They are stored without chains; what was saved before something else changed may lead on,
/// and is followed here, so that a visitor is sent on once at most.
const HOPS: usize = 16;

/// Where a node is for a visitor: at its address, where its own address leads while it is not live, or gone.
pub(super) async fn node<C: ConnectionTrait>(
    connection: &C,
    node: NodeId,
    asked: &str,
) -> Result<Resolved, StoreError> {
    if let Some(live) = live_nodes::Entity::find_by_id(node.0).one(connection).await? {
        return Ok(moved(live.path, asked));
    }
    match stand_in(connection, node).await? {
        Withdrawn::Answers(row) => follow(connection, row, asked).await,
        Withdrawn::Gone => Ok(Resolved::Gone),
        Withdrawn::NeverPublic => Ok(Resolved::Missing),
    }
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
        let node = match (row.target_node, row.target_address) {
            (None, None) => return Ok(Resolved::Gone),
            (None, Some(address)) => {
                let address = filled(address, &row.path, &here);
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
                continue;
            }
            (Some(node), _) => node,
        };
        if let Some(live) = live_nodes::Entity::find_by_id(node).one(connection).await? {
            return Ok(moved(live.path + &suffix, asked));
        }
        match stand_in(connection, NodeId(node)).await? {
            Withdrawn::Answers(next) => {
                here.clone_from(&next.path);
                row = next;
            }
            Withdrawn::Gone => return Ok(Resolved::Gone),
            Withdrawn::NeverPublic => return Ok(Resolved::Missing),
        }
    }
    Ok(Resolved::Missing)
}

/// A wildcard's target with what it took of the address in the place of its star.
fn filled(target: String, source: &str, here: &str) -> String {
    let (Some(stem), Some(above)) = (target.strip_suffix("/*"), source.strip_suffix('*')) else { return target };
    here.strip_prefix(above).map_or(target.clone(), |rest| format!("{stem}/{rest}"))
}

/// What answers for a node that is not live.
enum Withdrawn {
    Answers(redirects::Model),
    Gone,
    NeverPublic,
}

/// The redirect that somebody chose to stand in for a node when they took it off the site. It does not matter where the node stands by now, or
/// what else leads away from there: a draft may stand at an address that another page has left.
async fn stand_in<C: ConnectionTrait>(connection: &C, node: NodeId) -> Result<Withdrawn, StoreError> {
    let chosen = redirects::Entity::find().filter(redirects::Column::StandsInFor.eq(node.0)).limit(1);
    if let Some(row) = chosen.one(connection).await? {
        return Ok(Withdrawn::Answers(row));
    }
    // What once was public has redirects that lead to it.
    let known = redirects::Entity::find().filter(redirects::Column::TargetNode.eq(node.0)).limit(1);
    Ok(if known.one(connection).await?.is_some() { Withdrawn::Gone } else { Withdrawn::NeverPublic })
}

fn moved(address: String, asked: &str) -> Resolved {
    if address == asked { Resolved::Missing } else { Resolved::Moved(address) }
}
