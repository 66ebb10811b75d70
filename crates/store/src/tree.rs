//! The tree as editors see it: rows of a level, the way up to the home page, titles.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use content::{Kind, NodeId, Slug, State, UrlPath};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{
        Alias, CommonTableExpression, Expr, ExprTrait as _, Func, Order, Query, SelectStatement, UnionType, WithClause,
    },
};

use crate::{
    Store, StoreError,
    entities::{nodes, publications, revisions},
    rights::{Permit, Reach},
    write::NodeRow,
};

/// A node as lists show it: by its draft, or by what the public reads where the draft is not for the permit's holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// The node.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The last part of its address; `None` for the home page.
    pub slug: Option<Slug>,
    /// Its address; `None` in the trash.
    pub path: Option<UrlPath>,
    /// Where it stands in its life.
    pub state: State,
    /// When the text shown was saved.
    pub updated_at: DateTime<Utc>,
    /// Who saved it.
    pub updated_by: String,
}

/// One step of the way from the home page to a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The node.
    pub id: NodeId,
    /// Its title.
    pub title: String,
}

/// The first rows of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The rows, in their order.
    pub rows: Vec<TreeRow>,
    /// How many more there are.
    pub more: u64,
}

/// The nodes directly below one, in their order.
pub async fn children(store: &Store, permit: &Permit, parent: NodeId) -> Result<Vec<TreeRow>, StoreError> {
    rows(store.readers(), in_order(parent), permit).await
}

/// The first `most` nodes directly below one, in their order. Of a long level no more is read.
pub async fn level(store: &Store, permit: &Permit, parent: NodeId, most: u64) -> Result<Level, StoreError> {
    let rows = rows(store.readers(), in_order(parent).limit(most), permit).await?;
    let shown = rows.len() as u64;
    let all = if shown < most { shown } else { visible(in_order(parent), permit).count(store.readers()).await? };
    Ok(Level { rows, more: all.saturating_sub(shown) })
}

/// How many nodes lie directly below some nodes, of those that the permit's holder may know of, counted up to `most`: a level may hold half of the site.
/// For who may know of all, index `nodes_of_level` is all that is read.
pub async fn lengths(
    store: &Store,
    permit: &Permit,
    parents: impl Iterator<Item = NodeId>,
    most: u64,
) -> Result<HashMap<NodeId, u64>, StoreError> {
    if !permit.reads_everything() {
        return lengths_seen(store, permit, parents, most).await;
    }
    let below = Alias::new("below");
    let column = |column: nodes::Column| Expr::col((below.clone(), column));
    let mut level = Query::select();
    level
        .expr(Expr::value(1))
        .from_as(nodes::Entity, below.clone())
        .and_where(column(nodes::Column::Parent).equals((nodes::Entity, nodes::Column::Id)))
        .and_where(column(nodes::Column::Trashing).is_null())
        .limit(most);
    let mut count = Query::select();
    count.expr(Expr::cust("COUNT(*)")).from_subquery(level, Alias::new("level"));
    let lengths: Vec<(i64, i64)> = nodes::Entity::find()
        .select_only()
        .column(nodes::Column::Id)
        .expr_as(Expr::SubQuery(None, Box::new(count.into())), "length")
        .filter(nodes::Column::Id.is_in(parents.map(|id| id.0)))
        .into_tuple()
        .all(store.readers())
        .await?;
    let length = |(parent, length)| Some((NodeId(parent), u64::try_from(length).ok()?));
    Ok(lengths.into_iter().filter_map(length).collect())
}

/// The same for people who may not know of every draft.
async fn lengths_seen(
    store: &Store,
    permit: &Permit,
    parents: impl Iterator<Item = NodeId>,
    most: u64,
) -> Result<HashMap<NodeId, u64>, StoreError> {
    let lengths: Vec<(i64, i64)> = visible(nodes::Entity::find(), permit)
        .select_only()
        .column(nodes::Column::Parent)
        .expr_as(Expr::cust("COUNT(*)"), "length")
        .filter(nodes::Column::Parent.is_in(parents.map(|id| id.0)))
        .filter(nodes::Column::Trashing.is_null())
        .group_by(nodes::Column::Parent)
        .into_tuple()
        .all(store.readers())
        .await?;
    let length = |(parent, length)| Some((NodeId(parent), Ord::min(u64::try_from(length).ok()?, most)));
    Ok(lengths.into_iter().filter_map(length).collect())
}

fn in_order(parent: NodeId) -> Select<nodes::Entity> {
    nodes::Entity::find()
        .filter(nodes::Column::Parent.eq(parent.0))
        .filter(nodes::Column::Trashing.is_null())
        .order_by_asc(nodes::Column::Position)
        .order_by_asc(nodes::Column::Id)
}

/// One node.
pub async fn row(store: &Store, permit: &Permit, node: NodeId) -> Result<Option<TreeRow>, StoreError> {
    let one = nodes::Entity::find_by_id(node.0);
    Ok(rows(store.readers(), one, permit).await?.pop())
}

/// Some nodes, of those that the permit's holder may know of, in no order.
pub async fn some(store: &Store, permit: &Permit, ids: &[NodeId]) -> Result<Vec<TreeRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let some = nodes::Entity::find().filter(nodes::Column::Id.is_in(ids.iter().map(|id| id.0))).columns([
        revisions::Column::Title,
        revisions::Column::MadeAt,
        revisions::Column::AuthorName,
    ]);
    // One question for both tables: opening a page for editing asks this each time.
    let found: Vec<Joined> =
        with_shown_revision(visible(some, permit), permit).into_model().all(store.readers()).await?;
    let published = published(store.readers(), found.iter().map(|joined| &joined.node)).await?;
    let row = |Joined { node, title, made_at, author_name }: Joined| {
        let was_published = published.contains(&node.id);
        tree_row(node, (title, made_at, author_name), was_published)
    };
    found.into_iter().map(row).collect()
}

/// A node with what its row shows of a revision.
#[derive(FromQueryResult)]
struct Joined {
    #[sea_orm(nested)]
    node: nodes::Model,
    title: String,
    made_at: DateTime<Utc>,
    author_name: String,
}

/// The way from the home page down to a node, the node last, by the numbers that [`crate::rights::Standing::upwards`] knows. Steps that the permit's
/// holder may not know of are left out.
pub async fn trail(store: &Store, permit: &Permit, upwards: &[NodeId]) -> Result<Vec<Step>, StoreError> {
    let mut titles = titles(store, permit, upwards).await?;
    Ok(upwards.iter().rev().filter_map(|id| Some(Step { id: *id, title: titles.remove(id)? })).collect())
}

/// The table of a node and of all nodes above it, by their numbers; the home page stands last. In the trash it leads to the home page too.
pub(crate) const WAY: &str = "way";

/// The question after the numbers in [`WAY`], in their order.
pub(crate) fn upwards(node: NodeId) -> SelectStatement {
    let on_way = |column: &str| Expr::col((Alias::new(WAY), Alias::new(column)));
    let mut above = Query::select();
    above
        .columns([(nodes::Entity, nodes::Column::Id), (nodes::Entity, nodes::Column::Parent)])
        .expr(on_way("height").add(1))
        .from(nodes::Entity)
        .inner_join(Alias::new(WAY), Expr::col((nodes::Entity, nodes::Column::Id)).eq(on_way("parent")))
        // No way is longer; a circle, which there never is, would be endless.
        .and_where(on_way("height").lt(i32::try_from(UrlPath::MAX_DEPTH).unwrap_or(i32::MAX)));
    let mut way = Query::select();
    way.columns([nodes::Column::Id, nodes::Column::Parent])
        .expr(Expr::value(0))
        .from(nodes::Entity)
        .and_where(Expr::col(nodes::Column::Id).eq(node.0))
        .union(UnionType::All, above);
    let mut table = CommonTableExpression::new();
    table.table_name(WAY).columns(["id", "parent", "height"]).query(way);
    let mut question = Query::select();
    question
        .column((Alias::new(WAY), Alias::new("id")))
        .from(Alias::new(WAY))
        .order_by_expr(on_way("height"), Order::Asc)
        .with_cte(WithClause::new().recursive(true).cte(table).to_owned());
    question
}

/// The titles of some nodes, of those that the permit's holder may know of.
pub async fn titles(store: &Store, permit: &Permit, ids: &[NodeId]) -> Result<HashMap<NodeId, String>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let some = nodes::Entity::find()
        .select_only()
        .column(nodes::Column::Id)
        .column(revisions::Column::Title)
        .filter(nodes::Column::Id.is_in(ids.iter().map(|id| id.0)));
    let found: Vec<(i64, String)> =
        with_shown_revision(visible(some, permit), permit).into_tuple().all(store.readers()).await?;
    Ok(found.into_iter().map(|(id, title)| (NodeId(id), title)).collect())
}

/// The titles of what stands at some addresses, of those nodes that the permit's holder may know of.
pub(crate) async fn titles_at(
    store: &Store,
    permit: &Permit,
    paths: HashSet<String>,
) -> Result<HashMap<String, String>, StoreError> {
    if paths.is_empty() {
        return Ok(HashMap::new());
    }
    let some = nodes::Entity::find()
        .select_only()
        .column(nodes::Column::Path)
        .column(revisions::Column::Title)
        .filter(nodes::Column::Path.is_in(paths));
    let found: Vec<(String, String)> =
        with_shown_revision(visible(some, permit), permit).into_tuple().all(store.readers()).await?;
    Ok(found.into_iter().collect())
}

/// How many nodes lie below one, at any depth.
pub async fn below(store: &Store, _permit: &Permit, node: NodeId) -> Result<u64, StoreError> {
    let Some(row) = nodes::Entity::find_by_id(node.0).one(store.readers()).await? else { return Ok(0) };
    let Some(path) = NodeRow::read(row)?.path else { return Ok(0) };
    let (start, end) = path.below();
    let below = nodes::Entity::find().filter(nodes::Column::Path.gte(start)).filter(nodes::Column::Path.lt(end));
    Ok(below.count(store.readers()).await?)
}

/// Leaves out the drafts that the permit's holder may not know of.
pub(crate) fn visible(query: Select<nodes::Entity>, permit: &Permit) -> Select<nodes::Entity> {
    match permit.reach() {
        Reach::Everybodys => query,
        Reach::Own(own) => {
            let known = Condition::any().add(nodes::Column::LiveRevision.is_not_null()).add(own.drafts());
            query.filter(known)
        }
    }
}

/// Joins each node with the revision whose facts the permit's holder reads: the draft; for people who see only their own
/// drafts, what the public reads of a live node, because a draft behind it belongs to others.
pub(crate) fn with_shown_revision(mut query: Select<nodes::Entity>, permit: &Permit) -> Select<nodes::Entity> {
    match permit.reach() {
        Reach::Everybodys => query.join(sea_orm::JoinType::InnerJoin, draft_relation()),
        Reach::Own(own) => {
            let [live, draft] = [nodes::Column::LiveRevision, nodes::Column::DraftRevision]
                .map(|column| Expr::col((nodes::Entity, column)));
            let public = Expr::expr(Func::coalesce([live, draft.clone()]));
            let shown = match own.branches() {
                None => public,
                Some(branches) => Expr::case(branches, draft).finally(public).into(),
            };
            let shown = Expr::col((revisions::Entity, revisions::Column::Id)).eq(shown);
            QuerySelect::query(&mut query).inner_join(revisions::Entity, shown);
            query
        }
    }
}

/// The same choice for a row that is loaded; `None` for what they may not know of.
pub(crate) fn shown_revision(row: &nodes::Model, reach: &Reach) -> Option<i64> {
    match reach {
        Reach::Everybodys => row.draft_revision,
        Reach::Own(own) if own.in_branches(row) => row.draft_revision,
        Reach::Own(own) => row.live_revision.or(row.draft_revision.filter(|_| row.created_by == Some(own.user.0))),
    }
}

/// The rows of a query over nodes, in its order, with their titles: two queries whatever the number, and
/// one more where some are not public.
pub(crate) async fn rows<C: ConnectionTrait>(
    connection: &C,
    query: Select<nodes::Entity>,
    permit: &Permit,
) -> Result<Vec<TreeRow>, StoreError> {
    let found = visible(query, permit).filter(nodes::Column::DraftRevision.is_not_null()).all(connection).await?;
    let facts = Facts::load(connection, &found, permit).await?;
    found.into_iter().map(|row| facts.row(row, permit)).collect()
}

/// What the rows of a list show beside what the nodes hold themselves.
struct Facts {
    shown: HashMap<i64, (String, DateTime<Utc>, String)>,
    published: HashSet<i64>,
}

impl Facts {
    async fn load<C: ConnectionTrait>(
        connection: &C,
        found: &[nodes::Model],
        permit: &Permit,
    ) -> Result<Self, StoreError> {
        if found.is_empty() {
            return Ok(Self { shown: HashMap::new(), published: HashSet::new() });
        }
        let shown: Vec<(i64, String, DateTime<Utc>, String)> = revisions::Entity::find()
            .select_only()
            .columns([
                revisions::Column::Id,
                revisions::Column::Title,
                revisions::Column::MadeAt,
                revisions::Column::AuthorName,
            ])
            .filter(revisions::Column::Id.is_in(found.iter().filter_map(|row| shown_revision(row, permit.reach()))))
            .into_tuple()
            .all(connection)
            .await?;
        Ok(Self {
            shown: shown.into_iter().map(|(id, title, at, by)| (id, (title, at, by))).collect(),
            published: published(connection, found.iter()).await?,
        })
    }

    fn row(&self, model: nodes::Model, permit: &Permit) -> Result<TreeRow, StoreError> {
        let was_published = self.published.contains(&model.id);
        let shown = shown_revision(&model, permit.reach()).and_then(|revision| self.shown.get(&revision)).cloned();
        let shown =
            shown.ok_or_else(|| StoreError::corrupt("nodes", model.id, "draft_revision", "no such revision"))?;
        tree_row(model, shown, was_published)
    }
}

/// Which of the nodes were public once; asked only of those that are neither public nor in the trash.
async fn published<C: ConnectionTrait>(
    connection: &C,
    found: impl Iterator<Item = &nodes::Model>,
) -> Result<HashSet<i64>, StoreError> {
    let hidden = found.filter(|row| row.live_revision.is_none() && row.trashing.is_none());
    let hidden: Vec<i64> = hidden.map(|row| row.id).collect();
    if hidden.is_empty() {
        return Ok(HashSet::new());
    }
    let published: Vec<i64> = publications::Entity::find()
        .select_only()
        .column(publications::Column::Node)
        .distinct()
        .filter(publications::Column::Node.is_in(hidden))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(published.into_iter().collect())
}

/// A row from its node, from the title, time and author of the revision shown, and whether it ever was published.
fn tree_row(
    model: nodes::Model,
    (title, updated_at, updated_by): (String, DateTime<Utc>, String),
    was_published: bool,
) -> Result<TreeRow, StoreError> {
    let state = crate::write::state(&model, was_published);
    let node = NodeRow::read(model)?;
    Ok(TreeRow { id: node.id, kind: node.kind, title, slug: node.slug, path: node.path, state, updated_at, updated_by })
}

/// From a node to the revision that is its draft.
pub(crate) fn draft_relation() -> sea_orm::RelationDef {
    nodes::Entity::belongs_to(revisions::Entity).from(nodes::Column::DraftRevision).to(revisions::Column::Id).into()
}
