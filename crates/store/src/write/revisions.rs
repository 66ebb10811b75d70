use accounts::{Actor, UserId};
use chrono::{DateTime, Utc};
use content::{Document, Draft, Kind, NodeId, Origin, RevisionId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    StoreError, Tx,
    entities::{nodes, revisions},
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
        let last: Option<i64> = revisions::Entity::find()
            .select_only()
            .column(revisions::Column::Number)
            .filter(revisions::Column::Node.eq(new.node.0))
            .order_by_desc(revisions::Column::Number)
            .limit(1)
            .into_tuple()
            .one(self.connection())
            .await?;
        let row = revisions::ActiveModel {
            node: Set(new.node.0),
            number: Set(last.unwrap_or(0) + 1),
            author: Set(new.author.user().map(|user| user.0)),
            author_name: Set(new.author.label().into()),
            made_at: Set(self.now()),
            note: Set(new.note.into()),
            origin: Set(new.origin.as_str().into()),
            title: Set(new.draft.title.clone()),
            content: Set(Document::write(new.draft)),
            starts_at: Set(starts_at(new.draft)),
            ..Default::default()
        };
        Ok(RevisionId(revisions::Entity::insert(row).exec(self.connection()).await?.last_insert_id))
    }

    /// The text of a revision of this node; `None` when the node has no such revision.
    pub async fn draft(&self, node: NodeId, revision: RevisionId) -> Result<Option<Draft>, StoreError> {
        draft_of(self.connection(), node, revision).await
    }
}

/// What stands beside a text so that lists of events are sorted without reading it: when its event begins.
pub(crate) fn starts_at(draft: &Draft) -> Option<DateTime<Utc>> {
    draft.event().and_then(content::EventDetails::starts_at)
}

/// How many texts are read at once when a grown schema is filled in.
const CHUNK: u64 = 500;

/// After the schema has grown: when the events begin whose texts were saved before.
pub(crate) async fn fill_in_times<C: ConnectionTrait>(connection: &C) -> Result<(), StoreError> {
    let mut last = 0;
    loop {
        let rows = revisions::Entity::find()
            .join(
                JoinType::InnerJoin,
                revisions::Entity::belongs_to(nodes::Entity).from(revisions::Column::Node).to(nodes::Column::Id).into(),
            )
            .filter(nodes::Column::Kind.eq(Kind::Event.as_str()))
            .filter(revisions::Column::StartsAt.is_null())
            .filter(revisions::Column::Id.gt(last))
            .order_by_asc(revisions::Column::Id)
            .limit(CHUNK)
            .all(connection)
            .await?;
        let Some(newest) = rows.last() else { return Ok(()) };
        last = newest.id;
        for row in &rows {
            let Some(begins) = starts_at(&read_draft(row)?) else { continue };
            let time = revisions::ActiveModel { id: Set(row.id), starts_at: Set(Some(begins)), ..Default::default() };
            revisions::Entity::update(time).exec(connection).await?;
        }
    }
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
