use accounts::Actor;
use content::{NodeId, UrlPath};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Effect, NodeRow, StoreError, Tx,
    entities::{nodes, trashings},
};

impl Tx {
    /// Puts a node and all below it in the trash: their addresses are free again. Returns the act and how many nodes.
    /// They must not be live any more.
    pub async fn trash_subtree(&self, node: NodeId, path: &UrlPath, actor: &Actor) -> Result<(i64, u64), StoreError> {
        let trashing = trashings::ActiveModel {
            node: Set(node.0),
            old_path: Set(path.to_string()),
            made_at: Set(self.now()),
            made_by: Set(actor.user().map(|user| user.0)),
            made_by_name: Set(actor.label().into()),
            ..Default::default()
        };
        let trashing = trashings::Entity::insert(trashing).exec(self.connection()).await?.last_insert_id;
        let (start, end) = path.below();
        let below = nodes::Column::Path.gte(start).and(nodes::Column::Path.lt(end));
        let trashed = nodes::Entity::update_many()
            .col_expr(nodes::Column::Trashing, Expr::value(trashing))
            .col_expr(nodes::Column::Path, Expr::value(Option::<String>::None))
            .filter(nodes::Column::Id.eq(node.0).or(below))
            .exec(self.connection())
            .await?;
        self.record(Effect::Trashed { node, trashing });
        Ok((trashing, trashed.rows_affected))
    }

    /// The nodes that went to the trash together, parents before children.
    pub async fn trashed_together(&self, trashing: i64) -> Result<Vec<NodeRow>, StoreError> {
        let rows = nodes::Entity::find()
            .filter(nodes::Column::Trashing.eq(trashing))
            .order_by_asc(nodes::Column::Position)
            .order_by_asc(nodes::Column::Id)
            .all(self.connection())
            .await?;
        let mut waiting = rows.into_iter().map(NodeRow::read).collect::<Result<Vec<_>, _>>()?;
        let inside: std::collections::HashSet<_> = waiting.iter().map(|row| row.id).collect();
        let mut sorted: Vec<NodeRow> = Vec::with_capacity(waiting.len());
        let mut placed = std::collections::HashSet::new();
        while !waiting.is_empty() {
            let (ready, later): (Vec<_>, Vec<_>) = waiting
                .into_iter()
                .partition(|row| row.parent.is_none_or(|parent| !inside.contains(&parent) || placed.contains(&parent)));
            if ready.is_empty() {
                return Err(StoreError::corrupt("nodes", trashing, "trashing", "a circle"));
            }
            placed.extend(ready.iter().map(|row| row.id));
            sorted.extend(ready);
            waiting = later;
        }
        Ok(sorted)
    }

    /// Takes the nodes of an act out of the trash, the uppermost first, each to an address that must be free.
    pub async fn untrash(&self, trashing: i64, places: &[(NodeId, UrlPath)]) -> Result<(), StoreError> {
        for (node, path) in places {
            let row = nodes::ActiveModel {
                id: Set(node.0),
                trashing: Set(None),
                path: Set(Some(path.to_string())),
                ..Default::default()
            };
            nodes::Entity::update(row).exec(self.connection()).await?;
        }
        if let Some((top, _)) = places.first() {
            let nodes = places.iter().map(|(node, _)| *node).collect();
            self.record(Effect::Untrashed { node: *top, nodes, trashing });
        }
        Ok(())
    }
}
