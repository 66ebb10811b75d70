//! What only a live event has.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "live_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub node: i64,
    pub starts_at: DateTimeUtc,
    pub ends_at: Option<DateTimeUtc>,
    pub month: String,
    pub place: String,
    pub format: String,
    pub status: String,
    pub details: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::live_nodes::Entity", from = "Column::Node", to = "super::live_nodes::Column::Node")]
    LiveNode,
}

impl Related<super::live_nodes::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::LiveNode.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
