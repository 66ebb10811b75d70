use accounts::{Actor, UserId};
use chrono::{DateTime, Utc};
use content::{BlockContent, Details, Document, Draft, FootBlocks, Kind, NodeId, Origin, RevisionId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _, Func, OnConflict, Query},
};

use crate::{
    StoreError, Tx,
    entities::{event_times, nodes, revisions},
};

/// A text to be kept.
#[derive(Clone, Debug)]
pub struct NewRevision<'a> {
    /// Whose text.
    pub node: NodeId,
    /// The text.
    pub draft: &'a Draft,
    /// Who wrote it.
    pub author: &'a Actor,
    /// How it came to be.
    pub origin: Origin,
    /// For the editors alone; may be empty.
    pub note: &'a str,
}

/// When somebody saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedBy {
    /// Their account; `None` for a part of Waymark.
    pub user: Option<UserId>,
    /// Their name as it stood then.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Tx {
    /// Everybody who saved this node after a revision, each with the last time, newest first; of many, the last
    /// hundred saves count.
    pub async fn saved_since(&self, node: NodeId, base: RevisionId) -> Result<Vec<SavedBy>, StoreError> {
        let rows: Vec<(Option<i64>, String, DateTime<Utc>)> = revisions::Entity::find()
            .select_only()
            .columns([revisions::Column::Author, revisions::Column::AuthorName, revisions::Column::MadeAt])
            .filter(revisions::Column::Node.eq(node.0))
            .filter(revisions::Column::Id.gt(base.0))
            .order_by_desc(revisions::Column::Id)
            .limit(100)
            .into_tuple()
            .all(self.connection())
            .await?;
        let mut people: Vec<SavedBy> = Vec::new();
        for (user, name, at) in rows {
            if !people.iter().any(|person| person.user == user.map(UserId) && person.name == name) {
                people.push(SavedBy { user: user.map(UserId), name, at });
            }
        }
        Ok(people)
    }

    /// Keeps a text as the node's newest revision.
    pub async fn add_revision(&self, new: NewRevision<'_>) -> Result<RevisionId, StoreError> {
        let id = self.next_revisions(1).await?;
        let values: [(revisions::Column, Expr); 12] = [
            (revisions::Column::Id, id.into()),
            (revisions::Column::Node, new.node.0.into()),
            (revisions::Column::Number, next_number(new.node)),
            (revisions::Column::Author, new.author.user().map(|user| user.0).into()),
            (revisions::Column::AuthorName, new.author.label().into()),
            (revisions::Column::MadeAt, self.now().into()),
            (revisions::Column::Note, new.note.into()),
            (revisions::Column::Origin, new.origin.as_str().into()),
            (revisions::Column::Title, new.draft.title.as_str().into()),
            (revisions::Column::Content, Document::write(new.draft).into()),
            (revisions::Column::ListsEvents, lists_events(new.draft).into()),
            (revisions::Column::SetsFoot, sets_foot(new.draft).into()),
        ];
        let (columns, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        let mut insert = Query::insert();
        insert.into_table(revisions::Entity).columns(columns).values_panic(values);
        self.statement_later(&insert).await?;
        if let Some(time) = time(id, new.draft) {
            self.later(event_times::Entity::insert(time)).await?;
        }
        Ok(RevisionId(id))
    }

    /// The text of a revision of this node; `None` when the node has no such revision.
    pub async fn draft(&self, node: NodeId, revision: RevisionId) -> Result<Option<Draft>, StoreError> {
        match self.texts.of(node, revision) {
            Some(draft) => Ok(Some(draft)),
            None => draft_of(self.connection(), node, revision).await,
        }
    }
}

/// The number of the next text of a node, asked inside another statement.
fn next_number(node: NodeId) -> Expr {
    let mut last = Query::select();
    last.expr(Expr::col(revisions::Column::Number).max())
        .from(revisions::Entity)
        .and_where(Expr::col(revisions::Column::Node).eq(node.0));
    let last = Func::coalesce([Expr::SubQuery(None, Box::new(last.into())), Expr::value(0)]);
    Expr::expr(last).add(1)
}

/// What stands beside a text so that lists of events are sorted without reading it: when its event begins.
pub(crate) fn time(revision: i64, draft: &Draft) -> Option<event_times::ActiveModel> {
    let starts_at = draft.event()?.starts_at()?;
    Some(event_times::ActiveModel { revision: Set(revision), starts_at: Set(starts_at) })
}

/// Beside it: whether it shows a list of events, so that events are filed below it.
pub(crate) fn lists_events(draft: &Draft) -> Option<bool> {
    draft.blocks().any(|block| matches!(block.content, BlockContent::EventList(_))).then_some(true)
}

/// Beside it: whether it says itself what stands at the foot of its page and of those below.
pub(crate) fn sets_foot(draft: &Draft) -> Option<bool> {
    match &draft.details {
        Details::Page(page) => (page.foot != FootBlocks::Inherit).then_some(true),
        Details::Event(_) | Details::Provider(_) => None,
    }
}

/// How many texts are read at once when a grown schema is filled in.
const CHUNK: u64 = 500;

/// After the schema has grown: says beside the texts that were saved before what lists ask of them.
pub(crate) async fn fill_in_facts<C: ConnectionTrait>(connection: &C) -> Result<(), StoreError> {
    let mut last = 0;
    loop {
        let rows = revisions::Entity::find()
            .filter(revisions::Column::Id.gt(last))
            .order_by_asc(revisions::Column::Id)
            .limit(CHUNK)
            .all(connection)
            .await?;
        let Some(newest) = rows.last() else { break };
        last = newest.id;
        for row in &rows {
            let draft = read_draft(row)?;
            if let Some(time) = time(row.id, &draft) {
                let known = OnConflict::column(event_times::Column::Revision).do_nothing().to_owned();
                event_times::Entity::insert(time).on_conflict(known).exec_without_returning(connection).await?;
            }
            if row.lists_events == lists_events(&draft) && row.sets_foot == sets_foot(&draft) {
                continue;
            }
            let facts = revisions::ActiveModel {
                id: Set(row.id),
                lists_events: Set(lists_events(&draft)),
                sets_foot: Set(sets_foot(&draft)),
                ..Default::default()
            };
            revisions::Entity::update(facts).exec(connection).await?;
        }
    }
    nodes::Entity::update_many()
        .col_expr(nodes::Column::StartsAt, starts_at(Expr::col((nodes::Entity, nodes::Column::DraftRevision))))
        .filter(nodes::Column::Kind.eq(Kind::Event.as_str()))
        .exec(connection)
        .await?;
    Ok(())
}

/// When the event of a text begins, asked inside another statement; nothing for other texts.
pub(crate) fn starts_at(revision: Expr) -> Expr {
    let mut time = Query::select();
    time.expr(Expr::col((event_times::Entity, event_times::Column::StartsAt)))
        .from(event_times::Entity)
        .and_where(Expr::col((event_times::Entity, event_times::Column::Revision)).eq(revision));
    Expr::SubQuery(None, Box::new(time.into()))
}

pub(crate) async fn draft_of<C: ConnectionTrait>(
    connection: &C,
    node: NodeId,
    revision: RevisionId,
) -> Result<Option<Draft>, StoreError> {
    let row = revisions::Entity::find_by_id(revision.0).one(connection).await?;
    row.filter(|row| row.node == node.0).map(|row| read_draft(&row)).transpose()
}

pub(crate) fn read_draft(row: &revisions::Model) -> Result<Draft, StoreError> {
    Document::read(&row.content).map_err(|source| StoreError::Document { revision: row.id, source })
}
