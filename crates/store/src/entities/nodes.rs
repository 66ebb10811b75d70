//! A node: where it stands and which revisions are its draft and live ones.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "nodes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub parent: Option<i64>,
    pub slug: String,
    pub position: i64,
    pub path: Option<String>,
    pub draft_revision: Option<i64>,
    pub live_revision: Option<i64>,
    pub trashing: Option<i64>,
    pub stand_in: Option<i64>,
    pub created_at: DateTimeUtc,
    pub created_by: Option<i64>,
    pub starts_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
