//! What a file of the library was before it was replaced.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "media_versions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub media: i64,
    pub kind: String,
    pub hash: String,
    pub length: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub name: String,
    pub replaced_at: DateTimeUtc,
    pub replaced_by_name: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
