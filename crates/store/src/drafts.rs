//! One node's draft, as its editor opens it.

use std::collections::HashMap;

use accounts::{Action, Actor, UserId};
use chrono::{DateTime, Utc};
use content::{Block, Details, Draft, FootBlocks, Kind, NodeId, PageDetails, RevisionId, Slug, State, UrlPath};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait as _, sea_query::SelectStatement,
};

use crate::{
    Store, StoreError, Tx,
    entities::{autosaves, live_nodes, nodes, publications, revisions},
    preview::{self, Later, Preview, Previewed},
    rights::{Permit, Refused, Standing, Subject},
    together::{self, Answer},
    tree,
    write::{NodeRow, state},
};

/// A node with its draft.
#[derive(Clone, Debug)]
pub struct OpenDraft {
    /// The node.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// The last part of its address; `None` for the home page.
    pub slug: Option<Slug>,
    /// Its parent; `None` for the home page.
    pub parent: Option<NodeId>,
    /// Its address; `None` in the trash.
    pub path: Option<UrlPath>,
    /// Where it stands in its life.
    pub state: State,
    /// The draft's revision: the base of the next save.
    pub revision: RevisionId,
    /// Its number within the node, from 1.
    pub number: i64,
    /// The text.
    pub draft: Draft,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// Who saved it.
    pub saved_by: String,
    /// What the public reads.
    pub live_revision: Option<RevisionId>,
    /// Since when the public reads it.
    pub published_at: Option<DateTime<Utc>>,
    /// Whether the permit's person keeps something of their own on this node.
    pub kept: bool,
}

/// Foot blocks that come from a page above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InheritedFoot {
    /// The page that sets them.
    pub from: NodeId,
    /// Its title.
    pub title: String,
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// A node's draft that somebody may read, with what else they may do there.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The draft.
    pub draft: OpenDraft,
    /// To read it.
    pub permit: Permit,
    /// What else they may do.
    pub standing: Standing,
}

/// Opens the draft of a node for somebody: the question whether they may goes along with the questions after it.
pub async fn open_for(store: &Store, actor: &Actor, node: NodeId) -> Result<Opened, Refused> {
    let (subject, connection) = (Subject::Node(node), store.readers());
    let Some(user) = actor.user() else {
        let standing = Standing::of(store, actor, subject).await?;
        let permit = standing.may(Action::ReadDraft)?;
        return Ok(Opened { draft: open(store, &permit).await?, permit, standing });
    };
    let ([place, above, held], [found, text, publication, live, kept]) =
        (Standing::questions(node, user), questions(node, Some(user)));
    let asked = [place, above, held, found, text, publication, live, kept];
    let [place, above, held, found, text, publication, live, kept] = together::ask(connection, asked).await?;
    let standing = Standing::read(connection, actor, subject, &[place, above, held]).await?;
    let permit = standing.may(Action::ReadDraft)?;
    let draft = read_open(node, &[found, text, publication, live, kept], |row| remembered(store, row))?;
    Ok(Opened { draft, permit, standing })
}

/// Opens the draft of the permit's node.
pub async fn open(store: &Store, permit: &Permit) -> Result<OpenDraft, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let answers = together::ask(store.readers(), questions(node, permit.actor().user())).await?;
    read_open(node, &answers, |row| remembered(store, row))
}

/// Which revision is the draft of each permit's node. Permits of the site as a whole name none.
pub async fn revisions_of(store: &Store, permits: &[Permit]) -> Result<HashMap<NodeId, RevisionId>, StoreError> {
    let ids = permits.iter().filter_map(Permit::node).map(|node| node.0);
    let found: Vec<(i64, Option<i64>)> = nodes::Entity::find()
        .select_only()
        .columns([nodes::Column::Id, nodes::Column::DraftRevision])
        .filter(nodes::Column::Id.is_in(ids))
        .into_tuple()
        .all(store.readers())
        .await?;
    let known = found.into_iter().filter_map(|(node, revision)| Some((NodeId(node), RevisionId(revision?))));
    Ok(known.collect())
}

impl Tx {
    /// The draft as it stands inside this transaction.
    pub async fn open_draft(&self, node: NodeId) -> Result<OpenDraft, StoreError> {
        let answers = together::ask(self.connection(), questions(node, None)).await?;
        read_open(node, &answers, crate::write::read_draft)
    }
}

/// The text of a revision of the permit's node; `None` when it belongs to another.
pub async fn revision(store: &Store, permit: &Permit, revision: RevisionId) -> Result<Option<Draft>, StoreError> {
    match permit.node() {
        Some(node) => text(store, node, revision).await,
        None => Ok(None),
    }
}

/// What a revision of this node says, asked once while somebody works on it.
async fn text(store: &Store, node: NodeId, revision: RevisionId) -> Result<Option<Draft>, StoreError> {
    if let Some(draft) = store.inner.texts.of(node, revision) {
        return Ok(Some(draft));
    }
    let row = revisions::Entity::find_by_id(revision.0).one(store.readers()).await?;
    row.filter(|row| row.node == node.0).map(|row| remembered(store, &row)).transpose()
}

/// What a row says that was committed.
fn remembered(store: &Store, row: &revisions::Model) -> Result<Draft, StoreError> {
    let (node, revision) = (NodeId(row.node), RevisionId(row.id));
    if let Some(draft) = store.inner.texts.of(node, revision) {
        return Ok(draft);
    }
    let draft = crate::write::read_draft(row)?;
    store.inner.texts.keep(node, revision, &draft, row.content.len());
    Ok(draft)
}

/// What a page inherits at its foot from the pages above it, the nearest first, as the permit's holder may read them: what the nearest says that says
/// anything. A page that they may not know of is passed by.
pub async fn inherited_foot(
    store: &Store,
    permit: &Permit,
    above: &[NodeId],
) -> Result<Option<InheritedFoot>, StoreError> {
    let setting = nodes::Entity::find()
        .select_only()
        .column(nodes::Column::Id)
        .column_as(revisions::Column::Id, "revision")
        .filter(nodes::Column::Id.is_in(above.iter().map(|id| id.0)))
        .filter(revisions::Column::SetsFoot.is_not_null());
    let setting: Vec<(i64, i64)> =
        tree::with_shown_revision(tree::visible(setting, permit), permit).into_tuple().all(store.readers()).await?;
    let nearest = above.iter().find_map(|id| setting.iter().find(|(node, _)| *node == id.0));
    let Some((id, revision)) = nearest else { return Ok(None) };
    let draft = text(store, NodeId(*id), RevisionId(*revision)).await?;
    Ok(draft.and_then(|draft| match &draft.details {
        Details::Page(PageDetails { foot: FootBlocks::Own(blocks), .. }) => {
            Some(InheritedFoot { from: NodeId(*id), title: draft.label().into(), blocks: blocks.clone() })
        }
        _ => None,
    }))
}

/// The token of a preview of one revision of the permit's node; its address is `/-/preview/{token}`.
pub fn preview_token(store: &Store, permit: &Permit, revision: RevisionId) -> String {
    let node = permit.node().unwrap_or(NodeId::HOME);
    preview::sign(store, Preview { node, shown: Previewed::Revision(revision), later: None })
}

/// The same at a later moment: with what is due by then done, as far as the permit's holder may read what goes live, and with the events that lie
/// ahead then. Whoever is no person with an account sees the present one.
pub fn later_preview_token(store: &Store, permit: &Permit, revision: RevisionId, moment: DateTime<Utc>) -> String {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let later = permit.actor().user().map(|by| Later { moment, by });
    preview::sign(store, Preview { node, shown: Previewed::Revision(revision), later })
}

fn read_open(
    node: NodeId,
    [found, revision, publication, live, kept]: &[Answer; 5],
    text: impl FnOnce(&revisions::Model) -> Result<Draft, StoreError>,
) -> Result<OpenDraft, StoreError> {
    let model: nodes::Model = found.first()?.ok_or(StoreError::NoNode(node))?;
    let state = state(&model, !publication.is_empty());
    let row = NodeRow::read(model)?;
    let revision: Option<revisions::Model> = revision.first()?;
    let revision = revision.ok_or_else(|| StoreError::corrupt("nodes", node, "draft_revision", "no such revision"))?;
    Ok(OpenDraft {
        id: row.id,
        kind: row.kind,
        slug: row.slug,
        parent: row.parent,
        path: row.path,
        state,
        revision: row.draft,
        number: revision.number,
        draft: text(&revision)?,
        saved_at: revision.made_at,
        saved_by: revision.author_name,
        live_revision: row.live,
        published_at: live.value("last_published")?,
        kept: !kept.is_empty(),
    })
}

/// The questions after a node, the text of its draft, whether it ever was public, since when the public reads it, and whether a person keeps something
/// there.
fn questions(node: NodeId, person: Option<UserId>) -> [SelectStatement; 5] {
    let text = revisions::Entity::find()
        .join(JoinType::InnerJoin, tree::draft_relation().rev())
        .filter(nodes::Column::Id.eq(node.0));
    let publication = publications::Entity::find()
        .select_only()
        .column(publications::Column::Id)
        .filter(publications::Column::Node.eq(node.0))
        .limit(1);
    let live = live_nodes::Entity::find_by_id(node.0).select_only().column(live_nodes::Column::LastPublished);
    let kept = autosaves::Entity::find()
        .select_only()
        .column(autosaves::Column::Node)
        .filter(autosaves::Column::Node.eq(node.0))
        .filter(autosaves::Column::Author.eq(person.map(|person| person.0)));
    [
        nodes::Entity::find_by_id(node.0).into_query(),
        text.into_query(),
        publication.into_query(),
        live.into_query(),
        kept.into_query(),
    ]
}
