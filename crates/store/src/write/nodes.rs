use std::collections::HashMap;

use accounts::UserId;
use content::{Kind, NodeId, RevisionId, Slug, State, UrlPath};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::revisions::starts_at;
use crate::{Effect, StoreError, Tx, entities::nodes};

/// Addresses of one `IN` list, well below SQLite's 32,766 parameters.
const CHUNK: usize = 10_000;

/// A node as a verb sees it.
#[derive(Clone, Debug)]
pub struct NodeRow {
    /// Its number.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its parent; `None` for the home page.
    pub parent: Option<NodeId>,
    /// The last part of its address; `None` for the home page.
    pub slug: Option<Slug>,
    /// Where it stands among its siblings.
    pub position: i64,
    /// Its address; `None` in the trash.
    pub path: Option<UrlPath>,
    /// Its draft.
    pub draft: RevisionId,
    /// What the public reads; `None` when it is not live.
    pub live: Option<RevisionId>,
    /// The act that put it in the trash.
    pub trashing: Option<i64>,
    /// The page that stands in for it while it is not live, as whoever took it off the site chose.
    pub stand_in: Option<NodeId>,
    /// Who created it.
    pub created_by: Option<UserId>,
}

impl NodeRow {
    #[expect(clippy::needless_pass_by_value, reason = "it is the last step of a chain over rows")]
    pub(crate) fn read(row: nodes::Model) -> Result<Self, StoreError> {
        let corrupt = |column, found: &str| StoreError::corrupt("nodes", row.id, column, found);
        Ok(Self {
            id: NodeId(row.id),
            kind: row.kind.parse().map_err(|()| corrupt("kind", &row.kind))?,
            parent: row.parent.map(NodeId),
            slug: match row.slug.as_str() {
                "" => None,
                slug => Some(Slug::parse(slug).map_err(|_| corrupt("slug", slug))?),
            },
            position: row.position,
            path: match &row.path {
                None => None,
                Some(path) => Some(UrlPath::parse(path).map_err(|_| corrupt("path", path))?),
            },
            draft: RevisionId(row.draft_revision.ok_or_else(|| corrupt("draft_revision", "nothing"))?),
            live: row.live_revision.map(RevisionId),
            trashing: row.trashing,
            stand_in: row.stand_in.map(NodeId),
            created_by: row.created_by.map(UserId),
        })
    }
}

/// Where a node stands in its life, from its row and whether it ever was published.
pub(crate) fn state(row: &nodes::Model, was_published: bool) -> State {
    match (row.trashing, row.live_revision) {
        (Some(_), _) => State::Trashed,
        (None, Some(live)) if row.draft_revision == Some(live) => State::Published,
        (None, Some(_)) => State::PublishedWithChanges,
        (None, None) if was_published => State::Unpublished,
        (None, None) => State::Draft,
    }
}

/// A node to be made.
#[derive(Clone, Debug)]
pub struct NewNodeRow {
    /// The number it must get; `None` takes the next free one.
    pub id: Option<NodeId>,
    /// What it is.
    pub kind: Kind,
    /// Its parent; `None` for the home page alone.
    pub parent: Option<NodeId>,
    /// The last part of its address; `None` for the home page alone.
    pub slug: Option<Slug>,
    /// Where it stands among its siblings.
    pub position: i64,
    /// Its address.
    pub path: UrlPath,
    /// Who creates it.
    pub created_by: Option<UserId>,
}

impl Tx {
    /// A node by its number.
    pub async fn node(&self, id: NodeId) -> Result<Option<NodeRow>, StoreError> {
        find(self.connection(), id).await?.map(NodeRow::read).transpose()
    }

    /// The node at an address, drafts included.
    pub async fn node_at(&self, path: &UrlPath) -> Result<Option<NodeRow>, StoreError> {
        let row = nodes::Entity::find().filter(nodes::Column::Path.eq(path.as_str())).one(self.connection()).await?;
        row.filter(|row| row.draft_revision.is_some()).map(NodeRow::read).transpose()
    }

    /// Which nodes stand at some addresses, drafts included.
    pub async fn nodes_at(&self, paths: &[&str]) -> Result<HashMap<String, NodeId>, StoreError> {
        let mut found = HashMap::new();
        for some in paths.chunks(CHUNK) {
            let rows: Vec<(String, i64)> = nodes::Entity::find()
                .select_only()
                .columns([nodes::Column::Path, nodes::Column::Id])
                .filter(nodes::Column::Path.is_in(some.iter().copied()))
                .into_tuple()
                .all(self.connection())
                .await?;
            found.extend(rows.into_iter().map(|(path, id)| (path, NodeId(id))));
        }
        Ok(found)
    }

    /// Makes a node; its first revision must follow in the same transaction.
    pub async fn insert_node(&self, new: NewNodeRow) -> Result<NodeId, StoreError> {
        let mut row = nodes::ActiveModel {
            kind: Set(new.kind.as_str().into()),
            parent: Set(new.parent.map(|id| id.0)),
            slug: Set(new.slug.map(String::from).unwrap_or_default()),
            position: Set(new.position),
            path: Set(Some(new.path.into())),
            created_at: Set(self.now()),
            created_by: Set(new.created_by.map(|user| user.0)),
            ..Default::default()
        };
        if let Some(id) = new.id {
            row.id = Set(id.0);
        }
        Ok(NodeId(nodes::Entity::insert(row).exec(self.connection()).await?.last_insert_id))
    }

    /// Points a node at its draft, in place of `old`; a new node had none.
    pub async fn set_draft(
        &self,
        node: NodeId,
        old: Option<RevisionId>,
        revision: RevisionId,
    ) -> Result<(), StoreError> {
        nodes::Entity::update_many()
            .col_expr(nodes::Column::DraftRevision, Expr::value(revision.0))
            .col_expr(nodes::Column::StartsAt, starts_at(Expr::value(revision.0)))
            .filter(nodes::Column::Id.eq(node.0))
            .exec(self.connection())
            .await?;
        self.record(Effect::Drafted { node, old, new: revision });
        Ok(())
    }

    /// Says which page stands in for a withdrawn one wherever that goes, and for each address that leads to it; with `None` all of them say that it
    /// is gone.
    pub async fn set_stand_in(&self, node: NodeId, new: Option<NodeId>) -> Result<(), StoreError> {
        let old = self.node(node).await?.ok_or(StoreError::NoNode(node))?.stand_in;
        if old != new {
            let stand_in = Set(new.map(|page| page.0));
            let row = nodes::ActiveModel { id: Set(node.0), stand_in, ..Default::default() };
            nodes::Entity::update(row).exec(self.connection()).await?;
            self.record(Effect::StoodIn { node, old, new });
        }
        Ok(())
    }
}

pub(crate) async fn find<C: ConnectionTrait>(connection: &C, id: NodeId) -> Result<Option<nodes::Model>, StoreError> {
    Ok(nodes::Entity::find_by_id(id.0).one(connection).await?)
}
