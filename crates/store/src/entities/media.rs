//! A file of the library.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    /// Where its bytes are kept.
    pub hash: String,
    /// The hash of what was uploaded, by which the same upload is known again.
    pub sent_hash: String,
    pub length: i64,
    /// In pixels, for pictures.
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub name: String,
    pub description: String,
    pub credit: String,
    /// Hundredths from the left and from the top.
    pub focal_x: i32,
    pub focal_y: i32,
    pub collection: Option<i64>,
    pub created_at: DateTimeUtc,
    pub created_by: Option<i64>,
    pub created_by_name: String,
    pub updated_at: DateTimeUtc,
    pub updated_by_name: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
