//! Which revision was live from when until when.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "publications")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub node: i64,
    pub revision: i64,
    pub live_from: DateTimeUtc,
    pub live_until: Option<DateTimeUtc>,
    pub published_by: Option<i64>,
    pub published_by_name: String,
    pub ended_because: Option<String>,
    pub told: Option<String>,
    pub note: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
