//! An address that leads elsewhere; without a target what was there is gone.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "redirects")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub path: String,
    pub target_node: Option<i64>,
    pub target_address: Option<String>,
    pub made_at: DateTimeUtc,
    pub made_by_name: String,
    pub hits: i64,
    pub last_hit_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
