use content::NodeId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::{StoreError, Tx, entities::links, projection::FoundLink};

/// Rows of one insert: five columns each, well below SQLite's 32,766 parameters.
const CHUNK: usize = 5_000;

/// Which of a node's two texts refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Draft,
    Live,
}

impl Side {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Live => "live",
        }
    }
}

impl Tx {
    /// Writes what the node's draft refers to, in place of what it referred to before.
    pub async fn put_draft_links(&self, node: NodeId, found: &[FoundLink]) -> Result<(), StoreError> {
        self.put_links(node, Side::Draft, found).await
    }

    /// Writes that a copy's draft refers to what the original's refers to.
    pub async fn copy_draft_links(&self, original: NodeId, copy: NodeId) -> Result<(), StoreError> {
        let rows = links::Entity::find()
            .filter(links::Column::Node.eq(original.0))
            .filter(links::Column::Side.eq(Side::Draft.as_str()))
            .all(self.connection())
            .await?;
        let found: Vec<FoundLink> = rows
            .into_iter()
            .map(|row| FoundLink { node: row.target_node.map(NodeId), address: row.target_address, text: row.text })
            .collect();
        self.put_links(copy, Side::Draft, &found).await
    }

    pub(crate) async fn put_links(&self, node: NodeId, side: Side, found: &[FoundLink]) -> Result<(), StoreError> {
        links::Entity::delete_many()
            .filter(links::Column::Node.eq(node.0))
            .filter(links::Column::Side.eq(side.as_str()))
            .exec(self.connection())
            .await?;
        for chunk in found.chunks(CHUNK) {
            let rows = chunk.iter().map(|link| links::ActiveModel {
                node: Set(node.0),
                side: Set(side.as_str().into()),
                target_node: Set(link.node.map(|id| id.0)),
                target_address: Set(link.address.clone()),
                text: Set(link.text.clone()),
                ..Default::default()
            });
            links::Entity::insert_many(rows).exec_without_returning(self.connection()).await?;
        }
        Ok(())
    }
}
