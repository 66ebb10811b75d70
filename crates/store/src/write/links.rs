use std::collections::{BTreeSet, HashSet};

use content::NodeId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait as _, Select, sea_query::SelectStatement,
};

use crate::{
    StoreError, Tx,
    entities::{links, live_anchors, nodes},
    projection::{BlockSpot, FoundLink, LinkPlace},
};

/// How many targets one question names.
const MOST_TARGETS: usize = 10_000;

/// Rows of one insert: eleven columns each, well below SQLite's 32,766 parameters.
const CHUNK: usize = 2_500;

/// Which of a node's two texts refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The draft.
    Draft,
    /// What the public reads.
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

/// A reference to a node, as it stands in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The page that refers.
    pub source: NodeId,
    /// The node to which it refers.
    pub target: NodeId,
    /// In which of its texts.
    pub side: Side,
    /// The words of the link.
    pub text: String,
    /// What kind of reference it is.
    pub place: LinkPlace,
}

impl Tx {
    /// Writes that a copy's draft refers to what the original's refers to.
    pub(crate) async fn copy_draft_links(&self, original: NodeId, copy: NodeId) -> Result<(), StoreError> {
        let rows = links::Entity::find()
            .filter(links::Column::Node.eq(original.0))
            .filter(links::Column::Side.eq(Side::Draft.as_str()))
            .all(self.connection())
            .await?;
        let found = rows.into_iter().map(found).collect::<Result<Vec<_>, _>>()?;
        self.put_links(copy, Side::Draft, &found).await
    }

    pub(crate) async fn put_links(&self, node: NodeId, side: Side, found: &[FoundLink]) -> Result<(), StoreError> {
        let before = links_of(node, side).all(self.connection()).await?;
        self.replace_links(node, side, &before, found).await
    }

    /// Writes what a text refers to in place of what it referred to before.
    pub(crate) async fn replace_links(
        &self,
        node: NodeId,
        side: Side,
        before: &[links::Model],
        found: &[FoundLink],
    ) -> Result<(), StoreError> {
        // Most changes of a text leave its links as they are.
        if before.len() == found.len() && before.iter().zip(found).all(|(row, link)| is_same(row, link)) {
            return Ok(());
        }
        if !before.is_empty() {
            self.later(links::Entity::delete_many().filter(of_text(node, side))).await?;
        }
        let known = known_nodes(self.connection(), found).await?;
        for chunk in found.chunks(CHUNK) {
            let rows = chunk.iter().map(|link| links::ActiveModel {
                stray: Set(link.node.map(|id| id.0).filter(|id| !known.contains(id))),
                ..row(node, side, link)
            });
            self.later(links::Entity::insert_many(rows)).await?;
        }
        self.finish_tasks_without_links(node).await
    }

    /// Writes to which headings of a live node links can lead.
    pub(crate) async fn put_anchors(&self, node: NodeId, anchors: &[String]) -> Result<(), StoreError> {
        let before = self.anchors(node).await?;
        self.replace_anchors(node, &before, anchors).await
    }

    /// Writes them in place of those before.
    pub(crate) async fn replace_anchors(
        &self,
        node: NodeId,
        before: &HashSet<String>,
        anchors: &[String],
    ) -> Result<(), StoreError> {
        if before.len() == anchors.len() && anchors.iter().all(|anchor| before.contains(anchor)) {
            return Ok(());
        }
        self.later(live_anchors::Entity::delete_many().filter(live_anchors::Column::Node.eq(node.0))).await?;
        for chunk in anchors.chunks(CHUNK) {
            let rows =
                chunk.iter().map(|anchor| live_anchors::ActiveModel { node: Set(node.0), anchor: Set(anchor.clone()) });
            self.later(live_anchors::Entity::insert_many(rows)).await?;
        }
        Ok(())
    }

    /// The headings of a live node to which links can lead.
    pub async fn anchors(&self, node: NodeId) -> Result<HashSet<String>, StoreError> {
        let rows: Vec<String> = anchors_of(node).into_tuple().all(self.connection()).await?;
        Ok(rows.into_iter().collect())
    }

    /// Every reference to one of these nodes from outside of them and of the trash, by page.
    pub async fn references(&self, targets: &[NodeId]) -> Result<Vec<Reference>, StoreError> {
        let inside: HashSet<i64> = targets.iter().map(|id| id.0).collect();
        let mut found = Vec::new();
        for chunk in targets.chunks(10_000) {
            let rows = links::Entity::find()
                .filter(links::Column::TargetNode.is_in(chunk.iter().map(|id| id.0)))
                .order_by_asc(links::Column::Node)
                .order_by_asc(links::Column::Id)
                .all(self.connection())
                .await?;
            for row in rows.into_iter().filter(|row| !inside.contains(&row.node)) {
                let Some(target) = row.target_node else { continue };
                found.push(Reference {
                    source: NodeId(row.node),
                    target: NodeId(target),
                    side: if row.side == Side::Live.as_str() { Side::Live } else { Side::Draft },
                    place: place(&row)?,
                    text: row.text,
                });
            }
        }
        Ok(found)
    }
}

/// What one of a node's texts refers to, in its order.
pub(crate) fn links_of(node: NodeId, side: Side) -> Select<links::Entity> {
    links::Entity::find().filter(of_text(node, side)).order_by_asc(links::Column::Id)
}

fn of_text(node: NodeId, side: Side) -> Condition {
    Condition::all().add(links::Column::Node.eq(node.0)).add(links::Column::Side.eq(side.as_str()))
}

/// The headings of a live node.
pub(crate) fn anchors_of(node: NodeId) -> Select<live_anchors::Entity> {
    live_anchors::Entity::find()
        .select_only()
        .column(live_anchors::Column::Anchor)
        .filter(live_anchors::Column::Node.eq(node.0))
}

/// A link as it is written, as long as its target is a node that there is.
pub(crate) fn row(node: NodeId, side: Side, link: &FoundLink) -> links::ActiveModel {
    links::ActiveModel {
        node: Set(node.0),
        side: Set(side.as_str().into()),
        target_node: Set(link.node.map(|id| id.0)),
        target_address: Set(link.address.clone()),
        text: Set(link.text.clone()),
        place: Set(link.place.as_str().into()),
        block: Set(link.block.map(BlockSpot::stored)),
        fragment: Set(link.fragment.clone()),
        own_path: Set(link.address.as_deref().and_then(content::own_path)),
        here: Set(is_here(node.0, link)),
        stray: Set(None),
        ..Default::default()
    }
}

/// Whether the heading that a link names is not looked for: its own text has it, or another page answers for it.
fn is_here(node: i64, link: &FoundLink) -> bool {
    link.here || link.node.is_some_and(|target| target.0 != node)
}

/// Whether a row says of a link what would be written today.
fn is_same(row: &links::Model, link: &FoundLink) -> bool {
    row.stray.is_none()
        && row.target_node == link.node.map(|id| id.0)
        && row.target_address == link.address
        && row.text == link.text
        && row.place == link.place.as_str()
        && row.block == link.block.map(BlockSpot::stored)
        && row.fragment == link.fragment
        && row.own_path == link.address.as_deref().and_then(content::own_path)
        && row.here == is_here(row.node, link)
}

pub(crate) fn place(row: &links::Model) -> Result<LinkPlace, StoreError> {
    LinkPlace::parse(&row.place).ok_or_else(|| StoreError::corrupt("links", row.id, "place", &row.place))
}

fn found(row: links::Model) -> Result<FoundLink, StoreError> {
    Ok(FoundLink {
        node: row.target_node.map(NodeId),
        address: row.target_address.clone(),
        place: place(&row)?,
        block: row.block.as_deref().and_then(BlockSpot::parse),
        field: String::new(),
        fragment: row.fragment,
        here: row.here,
        text: row.text,
    })
}

/// Which of the nodes that links lead to there are.
pub(crate) async fn known_nodes<C: ConnectionTrait>(
    connection: &C,
    found: &[FoundLink],
) -> Result<HashSet<i64>, StoreError> {
    let mut known = HashSet::new();
    for some in targets_of(found).chunks(MOST_TARGETS) {
        known.extend(these_nodes(some).into_tuple::<i64>().all(connection).await?);
    }
    Ok(known)
}

/// The first question after them, when there is any.
pub(crate) fn first_targets(found: &[FoundLink]) -> Option<SelectStatement> {
    targets_of(found).chunks(MOST_TARGETS).next().map(|some| these_nodes(some).into_query())
}

/// The nodes that links lead to, in the order of their numbers.
fn targets_of(found: &[FoundLink]) -> Vec<i64> {
    let targets: BTreeSet<i64> = found.iter().filter_map(|link| link.node).map(|id| id.0).collect();
    targets.into_iter().collect()
}

fn these_nodes(ids: &[i64]) -> Select<nodes::Entity> {
    nodes::Entity::find().select_only().column(nodes::Column::Id).filter(nodes::Column::Id.is_in(ids.iter().copied()))
}
