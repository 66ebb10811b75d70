use accounts::{Actor, UserId};
use chrono::{DateTime, NaiveDateTime, Utc};
use content::{NodeId, due::Due, wall};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use crate::{
    StoreError, Tx,
    entities::schedules,
    schedule::{Outcome, ReleaseId, ScheduleId, Work},
};

/// How a time on the wall is stored.
pub(super) const WALL: &str = "%Y-%m-%dT%H:%M:%S";

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
    /// The release with which it goes; `None` for by itself.
    pub release: Option<ReleaseId>,
    /// What readers are told then; `None` for a minor change.
    pub told: Option<&'a str>,
    /// For the editors alone; may be empty.
    pub note: &'a str,
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
    pub due: Due,
    /// The release with which it goes; `None` for by itself.
    pub release: Option<ReleaseId>,
    /// What readers are told then; `None` for a minor change.
    pub told: Option<String>,
    /// For the editors alone; may be empty.
    pub note: String,
}

impl Pending {
    pub(super) fn read(row: schedules::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: ScheduleId(row.id),
            node: NodeId(row.node),
            work: Work::read(&row)?,
            asked_by: asked_by(row.made_by, &row.made_by_name),
            due: due(&row.wall, row.due_at),
            release: row.release.map(ReleaseId),
            told: row.told,
            note: row.note,
        })
    }
}

/// Whoever set a time.
pub(super) fn asked_by(id: Option<i64>, name: &str) -> Actor {
    match id {
        Some(id) => Actor::Person { id: UserId(id), name: name.to_owned() },
        None => Actor::Scheduler,
    }
}

/// A moment that was set, with its time on the wall. Rows that are older than the column for it have none.
pub(super) fn due(typed: &str, at: DateTime<Utc>) -> Due {
    let wall = NaiveDateTime::parse_from_str(typed, WALL).unwrap_or_else(|_| wall::local(at, wall::UK));
    Due { wall, at, comes_twice: false }
}

impl Tx {
    /// Keeps something to be done later.
    pub async fn add_schedule(&self, new: NewSchedule<'_>) -> Result<ScheduleId, StoreError> {
        let row = schedules::ActiveModel {
            node: Set(new.node.0),
            revision: Set(new.work.revision().map(|revision| revision.0)),
            action: Set(new.work.as_str().into()),
            due_at: Set(new.due.at),
            wall: Set(new.due.wall.format(WALL).to_string()),
            made_at: Set(self.now()),
            made_by: Set(new.actor.user().map(|user| user.0)),
            made_by_name: Set(new.actor.label().into()),
            reason: Set(String::new()),
            release: Set(new.release.map(|release| release.0)),
            told: Set(new.told.map(str::to_owned)),
            note: Set(new.note.to_owned()),
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
        rows.into_iter().map(Pending::read).collect()
    }

    /// What has this number, unless it is done already.
    pub async fn pending_schedule(&self, id: ScheduleId) -> Result<Option<Pending>, StoreError> {
        let row = schedules::Entity::find_by_id(id.0)
            .filter(schedules::Column::DoneAt.is_null())
            .one(self.connection())
            .await?;
        row.map(Pending::read).transpose()
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
