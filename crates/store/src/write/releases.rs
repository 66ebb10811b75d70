use accounts::Actor;
use content::due::Due;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use super::schedules::{Pending, WALL, asked_by, due};
use crate::{
    StoreError, Tx,
    entities::{releases, schedules},
    schedule::{Outcome, ReleaseId},
};

/// A release that is not done yet, with everything that goes with it.
#[derive(Clone, Debug)]
pub struct PendingRelease {
    /// Its number.
    pub id: ReleaseId,
    /// The name that somebody gave it.
    pub name: String,
    /// When.
    pub due: Due,
    /// Who made it.
    pub made_by: Actor,
    /// What is done with each node, in the order in which they were added.
    pub works: Vec<Pending>,
}

impl Tx {
    /// Begins a release, to which schedules are added.
    pub async fn add_release(&self, name: &str, due: Due, actor: &Actor) -> Result<ReleaseId, StoreError> {
        let row = releases::ActiveModel {
            name: Set(name.to_owned()),
            wall: Set(due.wall.format(WALL).to_string()),
            due_at: Set(due.at),
            made_at: Set(self.now()),
            made_by: Set(actor.user().map(|user| user.0)),
            made_by_name: Set(actor.label().to_owned()),
            reason: Set(String::new()),
            ..Default::default()
        };
        Ok(ReleaseId(releases::Entity::insert(row).exec(self.connection()).await?.last_insert_id))
    }

    /// The release with this number, unless it is done already.
    pub async fn pending_release(&self, id: ReleaseId) -> Result<Option<PendingRelease>, StoreError> {
        let open = releases::Entity::find_by_id(id.0).filter(releases::Column::DoneAt.is_null());
        let Some(row) = open.one(self.connection()).await? else { return Ok(None) };
        let works = schedules::Entity::find()
            .filter(schedules::Column::Release.eq(id.0))
            .filter(schedules::Column::DoneAt.is_null())
            .order_by_asc(schedules::Column::Id)
            .all(self.connection())
            .await?;
        Ok(Some(PendingRelease {
            id,
            made_by: asked_by(row.made_by, &row.made_by_name),
            due: due(&row.wall, row.due_at),
            name: row.name,
            works: works.into_iter().map(Pending::read).collect::<Result<_, _>>()?,
        }))
    }

    /// The name of a release, done or not.
    pub async fn release_name(&self, id: ReleaseId) -> Result<Option<String>, StoreError> {
        let row = releases::Entity::find_by_id(id.0).one(self.connection()).await?;
        Ok(row.map(|row| row.name))
    }

    /// The release that is due under this name, in the very same letters.
    pub async fn release_named(&self, name: &str) -> Result<Option<ReleaseId>, StoreError> {
        let found: Option<i64> = releases::Entity::find()
            .select_only()
            .column(releases::Column::Id)
            .filter(releases::Column::Name.eq(name))
            .filter(releases::Column::DoneAt.is_null())
            .into_tuple()
            .one(self.connection())
            .await?;
        Ok(found.map(ReleaseId))
    }

    /// Gives a release and all that goes with it another name and time.
    pub async fn change_release(&self, id: ReleaseId, name: &str, due: Due) -> Result<(), StoreError> {
        let wall = due.wall.format(WALL).to_string();
        self.later(
            releases::Entity::update_many()
                .col_expr(releases::Column::Name, Expr::value(name.to_owned()))
                .col_expr(releases::Column::Wall, Expr::value(wall.clone()))
                .col_expr(releases::Column::DueAt, Expr::value(due.at))
                .filter(releases::Column::Id.eq(id.0)),
        )
        .await?;
        self.later(
            schedules::Entity::update_many()
                .col_expr(schedules::Column::Wall, Expr::value(wall))
                .col_expr(schedules::Column::DueAt, Expr::value(due.at))
                .filter(schedules::Column::Release.eq(id.0))
                .filter(schedules::Column::DoneAt.is_null()),
        )
        .await?;
        Ok(())
    }

    /// Says how a release ended, with all that still goes with it, and whether this transaction is the one that ended it.
    pub async fn end_release(&self, id: ReleaseId, outcome: Outcome, reason: &str) -> Result<bool, StoreError> {
        let ended = releases::Entity::update_many()
            .col_expr(releases::Column::DoneAt, Expr::value(Some(self.now())))
            .col_expr(releases::Column::Outcome, Expr::value(Some(outcome.as_str().to_owned())))
            .col_expr(releases::Column::Reason, Expr::value(reason.to_owned()))
            .filter(releases::Column::Id.eq(id.0))
            .filter(releases::Column::DoneAt.is_null())
            .exec(self.connection())
            .await?;
        if ended.rows_affected == 0 {
            return Ok(false);
        }
        self.later(
            schedules::Entity::update_many()
                .col_expr(schedules::Column::DoneAt, Expr::value(Some(self.now())))
                .col_expr(schedules::Column::Outcome, Expr::value(Some(outcome.as_str().to_owned())))
                .col_expr(schedules::Column::Reason, Expr::value(reason.to_owned()))
                .filter(schedules::Column::Release.eq(id.0))
                .filter(schedules::Column::DoneAt.is_null()),
        )
        .await?;
        Ok(true)
    }
}
