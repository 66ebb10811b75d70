//! What editors say to each other about a place of a node's text.

use accounts::UserId;
use chrono::{DateTime, Utc};
use content::{NodeId, RevisionId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{Store, StoreError, entities::comments, rights::Permit};

/// How many comments of one node are read.
const MOST: u64 = 1_000;

/// A comment, or an answer to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its number.
    pub id: i64,
    /// The node.
    pub node: NodeId,
    /// The revision at which its author looked.
    pub revision: RevisionId,
    /// The field or the block by its name in the form; empty for the whole.
    pub place: String,
    /// What the place was called then.
    pub place_label: String,
    /// The comment that this answers.
    pub answers: Option<i64>,
    /// The words.
    pub text: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// By whom; `None` for a part of Waymark.
    pub made_by: Option<UserId>,
    /// Their name.
    pub made_by_name: String,
    /// When it was resolved; `None` while it is open.
    pub resolved_at: Option<DateTime<Utc>>,
    /// Who resolved it; empty while it is open.
    pub resolved_by_name: String,
}

impl Comment {
    pub(crate) fn read(row: comments::Model) -> Self {
        Self {
            id: row.id,
            node: NodeId(row.node),
            revision: RevisionId(row.revision),
            place: row.place,
            place_label: row.place_label,
            answers: row.answers,
            text: row.text,
            made_at: row.made_at,
            made_by: row.made_by.map(UserId),
            made_by_name: row.made_by_name,
            resolved_at: row.resolved_at,
            resolved_by_name: row.resolved_by_name.unwrap_or_default(),
        }
    }
}

/// All comments on the permit's node and their answers, oldest first.
pub async fn of_node(store: &Store, permit: &Permit) -> Result<Vec<Comment>, StoreError> {
    comments_of(store.readers(), permit.node().unwrap_or(NodeId::HOME)).await
}

pub(crate) async fn comments_of<C: ConnectionTrait>(connection: &C, node: NodeId) -> Result<Vec<Comment>, StoreError> {
    let rows = comments::Entity::find()
        .filter(comments::Column::Node.eq(node.0))
        .order_by_asc(comments::Column::Id)
        .limit(MOST)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(Comment::read).collect())
}
