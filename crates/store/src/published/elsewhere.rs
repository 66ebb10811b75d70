//! Where an address leads at which no live node stands.

use content::NodeId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::Resolved;
use crate::{
    StoreError,
    entities::{live_nodes, nodes, redirects},
};

/// How often a redirect may lead on before it counts as lost. Ours never chain; imported ones may.
const HOPS: usize = 5;

/// Where a node is for a visitor: at its address, where its own address leads while it is not live, or gone.
pub(super) async fn node<C: ConnectionTrait>(
    connection: &C,
    node: NodeId,
    asked: &str,
) -> Result<Resolved, StoreError> {
    if let Some(live) = live_nodes::Entity::find_by_id(node.0).one(connection).await? {
        return Ok(moved(live.path, asked));
    }
    match own_redirect(connection, node).await? {
        Withdrawn::Answers(row) => follow(connection, row, asked).await,
        Withdrawn::Gone => Ok(Resolved::Gone),
        Withdrawn::NeverPublic => Ok(Resolved::Missing),
    }
}

/// Where a redirect leads. One to a node that is not live answers what that node's own address answers; one from a
/// node's own address to that node says that it was withdrawn, and leads to it again once it is back.
pub(super) async fn follow<C: ConnectionTrait>(
    connection: &C,
    first: redirects::Model,
    asked: &str,
) -> Result<Resolved, StoreError> {
    let mut row = first;
    for _ in 0..HOPS {
        let node = match (row.target_node, row.target_address) {
            (None, None) => return Ok(Resolved::Gone),
            (None, Some(address)) => return Ok(moved(address, asked)),
            (Some(node), _) => node,
        };
        if let Some(live) = live_nodes::Entity::find_by_id(node).one(connection).await? {
            return Ok(moved(live.path, asked));
        }
        match own_redirect(connection, NodeId(node)).await? {
            Withdrawn::Answers(next) if next.target_node == Some(node) => return Ok(Resolved::Gone),
            Withdrawn::Answers(next) => row = next,
            Withdrawn::Gone => return Ok(Resolved::Gone),
            Withdrawn::NeverPublic => return Ok(Resolved::Missing),
        }
    }
    Ok(Resolved::Missing)
}

/// What stands at the address of a node that is not live.
enum Withdrawn {
    Answers(redirects::Model),
    Gone,
    NeverPublic,
}

/// The address of a node is structure, not content: this reads it and nothing else of what is not live.
async fn own_redirect<C: ConnectionTrait>(connection: &C, node: NodeId) -> Result<Withdrawn, StoreError> {
    let path: Option<Option<String>> = nodes::Entity::find_by_id(node.0)
        .select_only()
        .column(nodes::Column::Path)
        .into_tuple()
        .one(connection)
        .await?;
    if let Some(Some(path)) = path
        && let Some(row) = redirects::Entity::find_by_id(path).one(connection).await?
    {
        return Ok(Withdrawn::Answers(row));
    }
    // In the trash, or restored to a place where it never was live: what once was public has redirects that lead to it.
    let known = redirects::Entity::find().filter(redirects::Column::TargetNode.eq(node.0)).count(connection).await?;
    Ok(if known > 0 { Withdrawn::Gone } else { Withdrawn::NeverPublic })
}

fn moved(address: String, asked: &str) -> Resolved {
    if address == asked { Resolved::Missing } else { Resolved::Moved(address) }
}
