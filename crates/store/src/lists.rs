//! The editors' lists: events, providers, trash, and what happened lately.

mod audit;
mod kinds;
mod trash;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _},
};

pub use audit::{AuditGroup, AuditRow, Wanted, actions, lines, recent};
pub use kinds::{EventRow, EventsShown, ProviderRow, events, providers};
pub use trash::{TrashRow, trash};

use crate::{
    Store, StoreError,
    entities::{nodes, revisions},
    rights::Permit,
    tree::{self, TreeRow, draft_relation},
};

/// Rows of one screen.
pub(crate) const PER_PAGE: usize = 50;

/// One screen of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// How many there are on all screens.
    pub total: u64,
    /// Which screen, from 1.
    pub page: u64,
    /// How many screens, at least 1.
    pub pages: u64,
}

/// How many of a person's latest versions are looked through for [`my_latest`]: somebody may have saved one page over and over.
const LATEST_VERSIONS: u64 = 100;

/// The nodes that this person saved last, published or not, the latest first.
pub async fn my_latest(store: &Store, permit: &Permit, limit: usize) -> Result<Vec<TreeRow>, StoreError> {
    let Some(user) = permit.actor().user() else { return Ok(Vec::new()) };
    let versions = revisions::Entity::find()
        .select_only()
        .column(revisions::Column::Node)
        .filter(revisions::Column::Author.eq(user.0))
        .order_by_desc(revisions::Column::Id)
        .limit(LATEST_VERSIONS);
    let versions: Vec<i64> = versions.into_tuple().all(store.readers()).await?;
    let mut latest: Vec<i64> = Vec::new();
    for node in versions {
        if latest.len() < limit && !latest.contains(&node) {
            latest.push(node);
        }
    }
    let query = nodes::Entity::find()
        .filter(nodes::Column::Id.is_in(latest.iter().copied()))
        .filter(nodes::Column::Trashing.is_null());
    let mut rows = tree::rows(store.readers(), query, permit).await?;
    rows.sort_by_key(|row| latest.iter().position(|node| *node == row.id.0));
    Ok(rows)
}

/// The nodes whose draft this person saved last and which the public does not read as it stands.
pub async fn my_drafts(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<TreeRow>, StoreError> {
    let Some(user) = permit.actor().user() else { return Ok(Vec::new()) };
    let differs = Condition::any().add(nodes::Column::LiveRevision.is_null()).add(
        Expr::col((nodes::Entity, nodes::Column::LiveRevision))
            .not_equals((nodes::Entity, nodes::Column::DraftRevision)),
    );
    let query = nodes::Entity::find()
        .join(JoinType::InnerJoin, draft_relation())
        .filter(revisions::Column::Author.eq(user.0))
        .filter(nodes::Column::Trashing.is_null())
        .filter(differs)
        .order_by_desc(revisions::Column::Id)
        .limit(limit);
    tree::rows(store.readers(), query, permit).await
}
