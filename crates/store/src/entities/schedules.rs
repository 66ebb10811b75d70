//! Something to be done with a node at its time.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "schedules")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub node: i64,
    pub revision: Option<i64>,
    pub action: String,
    pub due_at: DateTimeUtc,
    pub wall: String,
    pub made_at: DateTimeUtc,
    pub made_by: Option<i64>,
    pub made_by_name: String,
    pub done_at: Option<DateTimeUtc>,
    pub outcome: Option<String>,
    pub reason: String,
    pub release: Option<i64>,
    pub told: Option<String>,
    pub note: String,
    pub trashing: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
