//! A fact's next value and when it is due; done once, and kept as a record.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "fact_changes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub fact: i64,
    pub value: String,
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
