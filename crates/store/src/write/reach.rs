//! How far an action reaches: the nodes below an address, the pages that refer to a node, the menu.

use content::{NodeId, UrlPath};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait as _};

use crate::{
    StoreError, Tx,
    entities::{links, live_nodes, nodes, revisions},
    tree::draft_relation,
    write::links::Side,
};

/// Numbers of one `IN` list, well below SQLite's 32,766 parameters.
const CHUNK: usize = 10_000;

/// A node by the name that editors know it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The node.
    pub node: NodeId,
    /// Its draft's title.
    pub title: String,
    /// Its address; `None` in the trash.
    pub path: Option<UrlPath>,
    /// Whether the public reads it.
    pub live: bool,
}

/// A page that refers to a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linking {
    /// The page.
    pub source: NodeId,
    /// The node to which it refers.
    pub target: NodeId,
    /// Whether what the public reads refers to it; else only the draft does.
    pub live: bool,
}

type NamedRow = (i64, String, Option<String>, Option<i64>);

impl Tx {
    /// A node and all below it, parents first.
    pub async fn subtree(&self, path: &UrlPath) -> Result<Vec<Named>, StoreError> {
        let (start, end) = path.below();
        let below = nodes::Column::Path.gte(start).and(nodes::Column::Path.lt(end));
        let rows = named().filter(nodes::Column::Path.eq(path.as_str()).or(below)).order_by_asc(nodes::Column::Path);
        rows.into_tuple::<NamedRow>().all(self.connection()).await?.into_iter().map(read).collect()
    }

    /// Some nodes by their names, in the order of their numbers.
    pub async fn named(&self, ids: &[NodeId]) -> Result<Vec<Named>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let rows = named().filter(nodes::Column::Id.is_in(chunk.iter().map(|id| id.0)));
            let rows = rows.order_by_asc(nodes::Column::Id).into_tuple::<NamedRow>().all(self.connection()).await?;
            found.extend(rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(found)
    }

    /// Those of some nodes that the public reads, by the titles that it reads.
    pub async fn publicly_named(&self, ids: &[NodeId]) -> Result<Vec<Named>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let rows: Vec<(i64, String, String, i64)> = live_nodes::Entity::find()
                .select_only()
                .columns([
                    live_nodes::Column::Node,
                    live_nodes::Column::Title,
                    live_nodes::Column::Path,
                    live_nodes::Column::Revision,
                ])
                .filter(live_nodes::Column::Node.is_in(chunk.iter().map(|id| id.0)))
                .order_by_asc(live_nodes::Column::Node)
                .into_tuple()
                .all(self.connection())
                .await?;
            let rows = rows.into_iter().map(|(id, title, path, live)| read((id, title, Some(path), Some(live))));
            found.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        Ok(found)
    }

    /// The pages outside of some nodes that refer to one of them, each pair once, at most `most`.
    pub async fn linking(&self, targets: &[NodeId], most: usize) -> Result<Vec<Linking>, StoreError> {
        let inside: std::collections::HashSet<i64> = targets.iter().map(|id| id.0).collect();
        let mut found = std::collections::BTreeMap::new();
        for chunk in targets.chunks(CHUNK) {
            let rows: Vec<(i64, i64, String)> = links::Entity::find()
                .select_only()
                .columns([links::Column::Node, links::Column::TargetNode, links::Column::Side])
                .filter(links::Column::TargetNode.is_in(chunk.iter().map(|id| id.0)))
                .distinct()
                .into_tuple()
                .all(self.connection())
                .await?;
            for (source, target, side) in rows {
                if !inside.contains(&source) {
                    *found.entry((source, target)).or_insert(false) |= side == Side::Live.as_str();
                }
            }
        }
        let linking = found.into_iter().take(most);
        Ok(linking
            .map(|((source, target), live)| Linking { source: NodeId(source), target: NodeId(target), live })
            .collect())
    }

    /// Which of some nodes stand in the main menu.
    pub async fn in_menu(&self, ids: &[NodeId]) -> Result<Vec<NodeId>, StoreError> {
        let mut found = Vec::new();
        for chunk in ids.chunks(CHUNK) {
            let rows: Vec<i64> = live_nodes::Entity::find()
                .select_only()
                .column(live_nodes::Column::Node)
                .filter(live_nodes::Column::InMenu.eq(true))
                .filter(live_nodes::Column::Node.is_in(chunk.iter().map(|id| id.0)))
                .order_by_asc(live_nodes::Column::Node)
                .into_tuple()
                .all(self.connection())
                .await?;
            found.extend(rows.into_iter().map(NodeId));
        }
        Ok(found)
    }
}

fn named() -> sea_orm::Select<nodes::Entity> {
    nodes::Entity::find()
        .select_only()
        .column(nodes::Column::Id)
        .column(revisions::Column::Title)
        .columns([nodes::Column::Path, nodes::Column::LiveRevision])
        .join(JoinType::InnerJoin, draft_relation())
}

fn read((id, title, path, live): NamedRow) -> Result<Named, StoreError> {
    let path = match path {
        None => None,
        Some(path) => Some(UrlPath::parse(&path).map_err(|_| StoreError::corrupt("nodes", NodeId(id), "path", &path))?),
    };
    Ok(Named { node: NodeId(id), title, path, live: live.is_some() })
}
