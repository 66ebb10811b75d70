//! One saved text of a node. No text is ever changed or deleted.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "revisions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub node: i64,
    pub number: i64,
    pub author: Option<i64>,
    pub author_name: String,
    pub made_at: DateTimeUtc,
    pub note: String,
    pub origin: String,
    pub title: String,
    pub content: String,
    pub lists_events: Option<bool>,
    pub sets_foot: Option<bool>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
