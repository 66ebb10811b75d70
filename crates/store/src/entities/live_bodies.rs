//! The blocks of a live node as they were rendered when it was published.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "live_bodies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub node: i64,
    pub body: String,
    pub changes: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
