//! What somebody should do about a page, and has not done yet.

use chrono::{DateTime, Utc};
use content::NodeId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{Store, StoreError, entities::tasks, rights::Permit, tree};

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number.
    pub id: i64,
    /// The page.
    pub node: NodeId,
    /// What the page is called.
    pub title: String,
    /// What is to be done, as a sentence.
    pub words: String,
    /// Since when.
    pub made_at: DateTime<Utc>,
    /// Who asked for it.
    pub made_by: String,
}

/// The open tasks of the permit's node.
pub async fn of_node(store: &Store, permit: &Permit) -> Result<Vec<Task>, StoreError> {
    let Some(node) = permit.node() else { return Ok(Vec::new()) };
    read(store, permit, Condition::all().add(tasks::Column::Node.eq(node.0)), 50).await
}

/// The open tasks of the permit's holder, the oldest first.
pub async fn mine(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<Task>, StoreError> {
    let Some(user) = permit.actor().user() else { return Ok(Vec::new()) };
    read(store, permit, Condition::all().add(tasks::Column::Person.eq(user.0)), limit).await
}

async fn read(store: &Store, permit: &Permit, which: Condition, limit: u64) -> Result<Vec<Task>, StoreError> {
    let rows = tasks::Entity::find()
        .filter(which)
        .filter(tasks::Column::DoneAt.is_null())
        .order_by_asc(tasks::Column::Id)
        .limit(limit)
        .all(store.readers())
        .await?;
    let nodes: Vec<NodeId> = rows.iter().map(|row| NodeId(row.node)).collect();
    let titles = tree::titles(store, permit, &nodes).await?;
    // Who may know of a page no longer has nothing to do about it either.
    let found = rows.into_iter().filter_map(|row| {
        let node = NodeId(row.node);
        let title = titles.get(&node)?.clone();
        Some(Task { id: row.id, node, title, words: row.words, made_at: row.made_at, made_by: row.made_by_name })
    });
    Ok(found.collect())
}
