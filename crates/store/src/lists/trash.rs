//! What lies in the trash.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use content::{Kind, NodeId};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _},
};

use super::{PER_PAGE, Page};
use crate::{
    Store, StoreError,
    entities::{nodes, trashings},
    rights::Permit,
    tree::{self, TreeRow, visible},
};

/// One act of trashing.
#[derive(Clone, Debug)]
pub struct TrashRow {
    /// The node that was trashed.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its draft's title.
    pub title: String,
    /// How many nodes below it went along.
    pub below: u64,
    /// Where it stood.
    pub old_path: String,
    /// When.
    pub trashed_at: DateTime<Utc>,
    /// By whom.
    pub trashed_by: String,
}

/// What lies in the trash, latest first.
pub async fn trash(store: &Store, permit: &Permit, page: u64) -> Result<Page<TrashRow>, StoreError> {
    // What was restored left its act.
    let still_there =
        Expr::col((nodes::Entity, nodes::Column::Trashing)).equals((trashings::Entity, trashings::Column::Id));
    let of_act =
        nodes::Entity::belongs_to(trashings::Entity).from(nodes::Column::Id).to(trashings::Column::Node).into();
    let query = visible(nodes::Entity::find(), permit)
        .join(JoinType::InnerJoin, of_act)
        // Says nothing more, and leads to what lies there past all that does not.
        .filter(nodes::Column::Trashing.is_not_null())
        .filter(still_there);
    let total = query.clone().count(store.readers()).await?;
    let page = Ord::max(page, 1);
    let acts: Vec<i64> = query
        .select_only()
        .column(trashings::Column::Id)
        .order_by_desc(trashings::Column::Id)
        .limit(PER_PAGE as u64)
        .offset(Ord::min((page - 1).saturating_mul(PER_PAGE as u64), total))
        .into_tuple()
        .all(store.readers())
        .await?;
    let acts = trashings::Entity::find()
        .filter(trashings::Column::Id.is_in(acts))
        .order_by_desc(trashings::Column::Id)
        .all(store.readers())
        .await?;
    let counted: Vec<(i64, i64)> = nodes::Entity::find()
        .select_only()
        .column(nodes::Column::Trashing)
        .expr_as(Expr::cust("COUNT(*)"), "together")
        .filter(nodes::Column::Trashing.is_in(acts.iter().map(|act| act.id)))
        .group_by(nodes::Column::Trashing)
        .into_tuple()
        .all(store.readers())
        .await?;
    let together: HashMap<i64, u64> =
        counted.into_iter().map(|(act, count)| (act, u64::try_from(count).unwrap_or(0))).collect();
    let these = nodes::Entity::find().filter(nodes::Column::Id.is_in(acts.iter().map(|act| act.node)));
    let rows: HashMap<i64, TreeRow> =
        tree::rows(store.readers(), these, permit).await?.into_iter().map(|row| (row.id.0, row)).collect();
    let items = acts.into_iter().filter_map(|act| {
        let row = rows.get(&act.node)?;
        Some(TrashRow {
            id: row.id,
            kind: row.kind,
            title: row.title.clone(),
            below: together.get(&act.id).map_or(0, |count| count.saturating_sub(1)),
            old_path: act.old_path,
            trashed_at: act.made_at,
            trashed_by: act.made_by_name,
        })
    });
    let items = items.collect();
    Ok(Page { items, total, page, pages: Ord::max(total.div_ceil(PER_PAGE as u64), 1) })
}
