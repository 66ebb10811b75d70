//! One act of a person, written in the act's own transaction.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub action_group: String,
    pub made_at: DateTimeUtc,
    pub actor: Option<i64>,
    pub actor_name: String,
    pub action: String,
    pub node: Option<i64>,
    pub title: String,
    pub detail: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
