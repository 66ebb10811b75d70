//! Something about a node that somebody should do.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub node: i64,
    pub about: i64,
    pub words: String,
    pub person: Option<i64>,
    pub made_at: DateTimeUtc,
    pub made_by_name: String,
    pub done_at: Option<DateTimeUtc>,
    pub done_by_name: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
