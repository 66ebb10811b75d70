//! What was due for nodes and is not done, because they went to the trash or were done with before.

use content::NodeId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use crate::{
    StoreError, Tx,
    entities::schedules,
    schedule::{Outcome, ScheduleId},
    write::Pending,
};

/// Numbers of one `IN` list, well below SQLite's 32,766 parameters.
const CHUNK: usize = 10_000;

impl Tx {
    /// What is not done yet with some nodes, soonest first.
    pub async fn pending_of(&self, nodes: &[NodeId]) -> Result<Vec<Pending>, StoreError> {
        let mut found = Vec::new();
        for chunk in nodes.chunks(CHUNK) {
            let of_these = Condition::all()
                .add(schedules::Column::Node.is_in(chunk.iter().map(|node| node.0)))
                .add(schedules::Column::DoneAt.is_null());
            found.extend(self.scheduled(of_these).await?);
        }
        found.sort_by_key(|pending| (pending.due.at, pending.id));
        Ok(found)
    }

    /// Some lines of the schedule by their numbers, however they ended.
    pub async fn scheduled_as(&self, ids: &[ScheduleId]) -> Result<Vec<Pending>, StoreError> {
        self.scheduled(Condition::all().add(schedules::Column::Id.is_in(ids.iter().map(|id| id.0)))).await
    }

    /// What an act of trashing ended, and nobody has set again, soonest first.
    pub async fn ended_by_trashing(&self, trashing: i64) -> Result<Vec<Pending>, StoreError> {
        let ended =
            Condition::all().add(schedules::Column::Trashing.eq(trashing)).add(schedules::Column::DoneAt.is_not_null());
        self.scheduled(ended).await
    }

    /// Ends what was due for everything that went to the trash with this act.
    pub async fn end_with_trashing(&self, ids: &[ScheduleId], trashing: i64) -> Result<(), StoreError> {
        for id in ids {
            if self.end_schedule(*id, Outcome::Cancelled, "").await? {
                schedules::Entity::update_many()
                    .col_expr(schedules::Column::Trashing, Expr::value(Some(trashing)))
                    .filter(schedules::Column::Id.eq(id.0))
                    .exec(self.connection())
                    .await?;
            }
        }
        Ok(())
    }

    /// What had ended without being done is due again.
    pub async fn set_again(&self, id: ScheduleId) -> Result<(), StoreError> {
        schedules::Entity::update_many()
            .col_expr(schedules::Column::DoneAt, Expr::value(Option::<chrono::DateTime<chrono::Utc>>::None))
            .col_expr(schedules::Column::Outcome, Expr::value(Option::<String>::None))
            .col_expr(schedules::Column::Reason, Expr::value(String::new()))
            .filter(schedules::Column::Id.eq(id.0))
            .filter(schedules::Column::Outcome.eq(Outcome::Cancelled.as_str()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    async fn scheduled(&self, which: Condition) -> Result<Vec<Pending>, StoreError> {
        let rows = schedules::Entity::find()
            .filter(which)
            .order_by_asc(schedules::Column::DueAt)
            .order_by_asc(schedules::Column::Id)
            .all(self.connection())
            .await?;
        rows.into_iter().map(Pending::read).collect()
    }
}
