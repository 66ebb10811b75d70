//! What every live node shows in lists and trails.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "live_nodes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub node: i64,
    pub kind: String,
    pub parent: Option<i64>,
    pub path: String,
    pub position: i64,
    pub title: String,
    pub navigation_title: String,
    pub summary: String,
    pub in_menu: bool,
    pub noindex: bool,
    pub revision: i64,
    pub first_published: DateTimeUtc,
    pub last_published: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
