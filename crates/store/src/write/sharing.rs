use accounts::Actor;
use chrono::{DateTime, Utc};
use content::NodeId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

use crate::{StoreError, Tx, entities::preview_links, sharing};

impl Tx {
    /// How many links open the draft of a node now.
    pub async fn shared_links(&self, node: NodeId) -> Result<u64, StoreError> {
        let open = sharing::open(self.now()).filter(preview_links::Column::Node.eq(node.0));
        Ok(open.count(self.connection()).await?)
    }

    /// Makes a link that opens the draft of a node until it expires.
    pub async fn share(&self, node: NodeId, by: &Actor, expires: DateTime<Utc>) -> Result<(), StoreError> {
        let row = preview_links::ActiveModel {
            node: Set(node.0),
            made_at: Set(self.now()),
            made_by: Set(by.user().map(|user| user.0)),
            made_by_name: Set(by.label().into()),
            expires_at: Set(expires),
            ..Default::default()
        };
        self.later(preview_links::Entity::insert(row)).await
    }

    /// Ends a link of a node. Returns whether it still opened anything.
    pub async fn end_share(&self, node: NodeId, link: i64) -> Result<bool, StoreError> {
        let ended = preview_links::Entity::update_many()
            .col_expr(preview_links::Column::RevokedAt, Expr::value(self.now()))
            .filter(preview_links::Column::Id.eq(link))
            .filter(preview_links::Column::Node.eq(node.0))
            .filter(preview_links::Column::RevokedAt.is_null())
            .exec(self.connection())
            .await?;
        Ok(ended.rows_affected == 1)
    }
}
