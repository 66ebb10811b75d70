//! One act of moving a subtree to the trash.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "trashings")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub node: i64,
    pub old_path: String,
    pub made_at: DateTimeUtc,
    pub made_by: Option<i64>,
    pub made_by_name: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
