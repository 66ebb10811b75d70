//! Pages that go live and come down together at their time.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "releases")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    pub wall: String,
    pub due_at: DateTimeUtc,
    pub made_at: DateTimeUtc,
    pub made_by: Option<i64>,
    pub made_by_name: String,
    pub done_at: Option<DateTimeUtc>,
    pub outcome: Option<String>,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
