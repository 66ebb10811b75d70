//! One thing that somebody was told.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user: i64,
    pub kind: String,
    pub node: Option<i64>,
    pub sentence: String,
    pub path: String,
    pub made_at: DateTimeUtc,
    pub read_at: Option<DateTimeUtc>,
    pub mail: String,
    pub once: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
