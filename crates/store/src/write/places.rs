use content::{NodeId, PathError, Place, Position, Slug, UrlPath};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{BinOper, Expr, ExprTrait, Func},
};

use crate::{
    Effect, NodeRow, StoreError, Tx,
    entities::{live_nodes, nodes},
};

/// The gap between two neighbours, so that another fits between them without touching either.
const GAP: i64 = 1_024;

/// A live node whose address changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relocated {
    /// The node.
    pub node: NodeId,
    /// The address it had.
    pub old: UrlPath,
    /// The address it has now.
    pub new: UrlPath,
}

impl Tx {
    /// The number by which a node sorts at a place among its siblings. Makes room where two neighbours have none.
    pub async fn position_at(&self, place: Place, moving: Option<NodeId>) -> Result<i64, StoreError> {
        let mut siblings = self.siblings(place.parent, moving).await?;
        let mut index = gap_index(&siblings, place.position);
        if index > 0 && index < siblings.len() && siblings[index].1 - siblings[index - 1].1 < 2 {
            self.spread(&mut siblings).await?;
            index = gap_index(&siblings, place.position);
        }
        let before = index.checked_sub(1).map(|left| siblings[left].1);
        let after = siblings.get(index).map(|sibling| sibling.1);
        Ok(match (before, after) {
            (None, None) => GAP,
            (Some(left), None) => left + GAP,
            (None, Some(right)) => right - GAP,
            (Some(left), Some(right)) => left + (right - left) / 2,
        })
    }

    /// Whether `node` is `other` or lies below it, in the trash too.
    pub async fn is_within(&self, node: NodeId, other: NodeId) -> Result<bool, StoreError> {
        let mut current = Some(node);
        for _ in 0..=UrlPath::MAX_DEPTH {
            match current {
                Some(id) if id == other => return Ok(true),
                Some(id) => current = self.node(id).await?.and_then(|row| row.parent),
                None => return Ok(false),
            }
        }
        Ok(false)
    }

    /// Gives a node another parent, slug and position and rewrites every address below it, live ones too. Returns the
    /// live nodes whose address changed; `Err(PathError)` inside when an address would grow too long or too deep.
    pub async fn relocate(
        &self,
        node: &NodeRow,
        old: &UrlPath,
        parent: &NodeRow,
        slug: &Slug,
        position: i64,
    ) -> Result<Result<Vec<Relocated>, PathError>, StoreError> {
        let above = parent.path.clone().ok_or(StoreError::NoNode(parent.id))?;
        let new = match above.join(slug) {
            Ok(new) => new,
            Err(error) => return Ok(Err(error)),
        };
        if let Err(error) = self.room_below(old, &new).await? {
            return Ok(Err(error));
        }
        let before = self.spot(node).await?;
        let row = nodes::ActiveModel {
            id: Set(node.id.0),
            parent: Set(Some(parent.id.0)),
            slug: Set(slug.to_string()),
            position: Set(position),
            path: Set(Some(new.to_string())),
            ..Default::default()
        };
        nodes::Entity::update(row).exec(self.connection()).await?;
        let relocated = self.live_addresses(old, &new).await?;
        self.rewrite_below(old, &new).await?;
        self.later(
            live_nodes::Entity::update_many()
                .col_expr(live_nodes::Column::Parent, Expr::value(parent.id.0))
                .col_expr(live_nodes::Column::Position, Expr::value(position))
                .col_expr(live_nodes::Column::Path, Expr::value(new.to_string()))
                .filter(live_nodes::Column::Node.eq(node.id.0)),
        )
        .await?;
        let moved = self.node(node.id).await?.ok_or(StoreError::NoNode(node.id))?;
        if let (Some(before), Some(after)) = (before, self.spot(&moved).await?) {
            self.record(Effect::Placed { node: node.id, old: before, new: after });
        }
        Ok(Ok(relocated))
    }

    /// The live nodes at and below `old`, with the address that each will have once `old` is `new`.
    pub async fn live_addresses(&self, old: &UrlPath, new: &UrlPath) -> Result<Vec<Relocated>, StoreError> {
        let (start, end) = old.below();
        let below = live_nodes::Column::Path.gte(start).and(live_nodes::Column::Path.lt(end));
        let rows: Vec<(i64, String)> = live_nodes::Entity::find()
            .select_only()
            .columns([live_nodes::Column::Node, live_nodes::Column::Path])
            .filter(live_nodes::Column::Path.eq(old.as_str()).or(below))
            .order_by_asc(live_nodes::Column::Path)
            .into_tuple()
            .all(self.connection())
            .await?;
        rows.into_iter()
            .map(|(node, path)| {
                let moved = format!("{new}{}", &path[old.as_str().len()..]);
                let corrupt = |text: &str| StoreError::corrupt("live_nodes", node, "path", text);
                Ok(Relocated {
                    node: NodeId(node),
                    old: UrlPath::parse(&path).map_err(|_| corrupt(&path))?,
                    new: UrlPath::parse(&moved).map_err(|_| corrupt(&moved))?,
                })
            })
            .collect()
    }

    /// Whether everything below `old` still has room for its address once `old` is `new`.
    async fn room_below(&self, old: &UrlPath, new: &UrlPath) -> Result<Result<(), PathError>, StoreError> {
        let (start, end) = old.below();
        let longest: Option<(Option<i64>, Option<i64>)> = nodes::Entity::find()
            .select_only()
            .expr_as(Expr::cust("MAX(LENGTH(path))"), "longest")
            .expr_as(Expr::cust("MAX(LENGTH(path) - LENGTH(REPLACE(path, '/', '')))"), "deepest")
            .filter(nodes::Column::Path.gte(start))
            .filter(nodes::Column::Path.lt(end))
            .into_tuple()
            .one(self.connection())
            .await?;
        let (longest, deepest) = longest.unwrap_or_default();
        let grown = |most: Option<i64>, before: usize, after: usize| {
            most.and_then(|most| usize::try_from(most).ok()).map_or(0, |most| most - before + after)
        };
        if grown(longest, old.as_str().len(), new.as_str().len()) > UrlPath::MAX_BYTES {
            return Ok(Err(PathError::TooLong));
        }
        if grown(deepest, old.depth(), new.depth()) > UrlPath::MAX_DEPTH {
            return Ok(Err(PathError::TooDeep));
        }
        Ok(Ok(()))
    }

    async fn rewrite_below(&self, old: &UrlPath, new: &UrlPath) -> Result<(), StoreError> {
        let (start, end) = old.below();
        let tail = i64::try_from(old.as_str().len() + 1).unwrap_or(i64::MAX);
        let moved = || {
            let rest = Func::cust("SUBSTR").arg(Expr::col(nodes::Column::Path)).arg(tail);
            Expr::value(new.as_str()).binary(BinOper::Custom("||"), rest)
        };
        self.later(
            nodes::Entity::update_many()
                .col_expr(nodes::Column::Path, moved())
                .filter(nodes::Column::Path.gte(start.clone()))
                .filter(nodes::Column::Path.lt(end.clone())),
        )
        .await?;
        self.later(
            live_nodes::Entity::update_many()
                .col_expr(live_nodes::Column::Path, moved())
                .filter(live_nodes::Column::Path.gte(start))
                .filter(live_nodes::Column::Path.lt(end)),
        )
        .await?;
        Ok(())
    }

    async fn siblings(&self, parent: NodeId, moving: Option<NodeId>) -> Result<Vec<(NodeId, i64)>, StoreError> {
        let rows: Vec<(i64, i64)> = nodes::Entity::find()
            .select_only()
            .columns([nodes::Column::Id, nodes::Column::Position])
            .filter(nodes::Column::Parent.eq(parent.0))
            .filter(nodes::Column::Trashing.is_null())
            .order_by_asc(nodes::Column::Position)
            .order_by_asc(nodes::Column::Id)
            .into_tuple()
            .all(self.connection())
            .await?;
        let others = rows.into_iter().map(|(id, position)| (NodeId(id), position));
        Ok(others.filter(|(id, _)| Some(*id) != moving).collect())
    }

    /// Writes the siblings' positions anew, a full gap apart.
    async fn spread(&self, siblings: &mut [(NodeId, i64)]) -> Result<(), StoreError> {
        let mut next = 0;
        for (id, position) in siblings {
            next += GAP;
            *position = next;
            let row = nodes::ActiveModel { id: Set(id.0), position: Set(next), ..Default::default() };
            nodes::Entity::update(row).exec(self.connection()).await?;
            self.later(
                live_nodes::Entity::update_many()
                    .col_expr(live_nodes::Column::Position, Expr::value(next))
                    .filter(live_nodes::Column::Node.eq(id.0)),
            )
            .await?;
        }
        Ok(())
    }
}

/// The index of the sibling before which the place lies. A sibling that is not there any more means the end.
fn gap_index(siblings: &[(NodeId, i64)], position: Position) -> usize {
    match position {
        Position::First => 0,
        Position::Last => siblings.len(),
        Position::After(other) => {
            siblings.iter().position(|(id, _)| *id == other).map_or(siblings.len(), |index| index + 1)
        }
    }
}
