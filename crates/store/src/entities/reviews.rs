//! One revision that was submitted for review, and what was decided.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub node: i64,
    pub revision: i64,
    pub state: String,
    pub submitted_at: DateTimeUtc,
    pub submitted_by: Option<i64>,
    pub submitted_by_name: String,
    pub message: String,
    pub decided_at: Option<DateTimeUtc>,
    pub decided_by: Option<i64>,
    pub decided_by_name: Option<String>,
    pub reasons: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
