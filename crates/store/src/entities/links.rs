//! A reference from a node's draft or live text.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "links")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub node: i64,
    pub side: String,
    pub target_node: Option<i64>,
    pub target_address: Option<String>,
    pub text: String,
    /// What kind of reference it is; see `projection::LinkPlace`.
    pub place: String,
    /// The block that holds it; none for an event's own fields.
    pub block: Option<String>,
    /// What follows `#`.
    pub fragment: Option<String>,
    /// The path of an address of this site that is no node's number.
    pub own_path: Option<String>,
    /// Whether the text itself has the heading that the fragment names.
    pub here: bool,
    /// The target, when there was no such node as this was written.
    pub stray: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
