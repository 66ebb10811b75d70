use accounts::{Actor, UserId};
use content::{NodeId, due::Due};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use crate::{
    StoreError, Tx,
    entities::schedules,
    schedule::{Outcome, ScheduleId, Work},
};

/// Something to be done later.
#[derive(Clone, Debug)]
pub struct NewSchedule<'a> {
    /// With which node.
    pub node: NodeId,
    /// What.
    pub work: Work,
    /// When.
    pub due: Due,
    /// Who asks for it.
    pub actor: &'a Actor,
}

/// Something that is not done yet.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Its number.
    pub id: ScheduleId,
    /// With which node.
    pub node: NodeId,
    /// What.
    pub work: Work,
    /// Who asked for it: a person, or a part of Waymark.
    pub asked_by: Actor,
    /// When.
    pub due_at: chrono::DateTime<chrono::Utc>,
}

impl Pending {
    pub(super) fn read(row: &schedules::Model) -> Result<Self, StoreError> {
        let asked_by = match row.made_by {
            Some(id) => Actor::Person { id: UserId(id), name: row.made_by_name.clone() },
            None => Actor::Scheduler,
        };
        let work = Work::read(row)?;
        Ok(Self { id: ScheduleId(row.id), node: NodeId(row.node), work, asked_by, due_at: row.due_at })
    }
}

impl Tx {
    /// Keeps something to be done later.
    pub async fn add_schedule(&self, new: NewSchedule<'_>) -> Result<ScheduleId, StoreError> {
        let row = schedules::ActiveModel {
            node: Set(new.node.0),
            revision: Set(new.work.revision().map(|revision| revision.0)),
            action: Set(new.work.as_str().into()),
            due_at: Set(new.due.at),
            wall: Set(new.due.wall.format("%Y-%m-%dT%H:%M:%S").to_string()),
            made_at: Set(self.now()),
            made_by: Set(new.actor.user().map(|user| user.0)),
            made_by_name: Set(new.actor.label().into()),
            reason: Set(String::new()),
            ..Default::default()
        };
        Ok(ScheduleId(schedules::Entity::insert(row).exec(self.connection()).await?.last_insert_id))
    }

    /// What is not done yet with a node, soonest first.
    pub async fn pending(&self, node: NodeId) -> Result<Vec<Pending>, StoreError> {
        let rows = schedules::Entity::find()
            .filter(schedules::Column::Node.eq(node.0))
            .filter(schedules::Column::DoneAt.is_null())
            .order_by_asc(schedules::Column::DueAt)
            .order_by_asc(schedules::Column::Id)
            .all(self.connection())
            .await?;
        rows.iter().map(Pending::read).collect()
    }

    /// What has this number, unless it is done already.
    pub async fn pending_schedule(&self, id: ScheduleId) -> Result<Option<Pending>, StoreError> {
        let row = schedules::Entity::find_by_id(id.0)
            .filter(schedules::Column::DoneAt.is_null())
            .one(self.connection())
            .await?;
        row.as_ref().map(Pending::read).transpose()
    }

    /// Says how it ended, and whether this transaction is the one that ended it: of two that try, one does.
    pub async fn end_schedule(&self, id: ScheduleId, outcome: Outcome, reason: &str) -> Result<bool, StoreError> {
        let ended = schedules::Entity::update_many()
            .col_expr(schedules::Column::DoneAt, Expr::value(Some(self.now())))
            .col_expr(schedules::Column::Outcome, Expr::value(Some(outcome.as_str().to_owned())))
            .col_expr(schedules::Column::Reason, Expr::value(reason.to_owned()))
            .filter(schedules::Column::Id.eq(id.0))
            .filter(schedules::Column::DoneAt.is_null())
            .exec(self.connection())
            .await?;
        Ok(ended.rows_affected == 1)
    }
}
