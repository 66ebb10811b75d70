//! One e-mail that waits to be sent, was sent or was given up.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    pub address: String,
    pub subject: String,
    pub lines: String,
    pub made_at: DateTimeUtc,
    pub due_at: DateTimeUtc,
    pub attempts: i32,
    pub state: String,
    pub ended_at: Option<DateTimeUtc>,
    pub problem: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
