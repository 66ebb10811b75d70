//! The editors' lists: events, providers, trash, and what happened lately.

mod kinds;
mod trash;

use chrono::{DateTime, Utc};
use content::NodeId;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _},
};

pub use kinds::{EventRow, EventsShown, ProviderRow, events, providers};
pub use trash::{TrashRow, trash};

use crate::{
    Store, StoreError,
    entities::{audit, nodes, revisions},
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

/// One line of the site's history.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// The action that the line belongs to.
    pub group: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What they did, in the past tense: "published".
    pub action: String,
    /// To which node.
    pub node: Option<NodeId>,
    /// What it was called.
    pub title: String,
    /// The rest of the sentence; may be empty.
    pub detail: String,
}

/// What happened last on the site.
pub async fn recent(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<AuditRow>, StoreError> {
    let mut query = audit::Entity::find().order_by_desc(audit::Column::Id).limit(limit);
    if let Some(lines) = permit.reach().audit_lines() {
        query = query.filter(lines);
    }
    let rows = query.all(store.readers()).await?;
    let lines = rows.into_iter().map(|row| AuditRow {
        group: row.action_group,
        at: row.made_at,
        actor: row.actor_name,
        action: row.action,
        node: row.node.map(NodeId),
        title: row.title,
        detail: row.detail,
    });
    Ok(lines.collect())
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
