//! What is due, what was done lately, and what could not be done: pages by themselves, and pages that go together as a [`Release`].

mod releases;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use content::{NodeId, RevisionId};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
};

use crate::{
    Store, StoreError,
    entities::{nodes, releases as release_rows, revisions, schedules},
    rights::{Permit, Reach},
    tree::{self, TreeRow},
};

pub use releases::{Release, ReleaseId, ReleaseRow, due_releases, ended_releases, release, releases_between};

/// The number of something to be done later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScheduleId(pub i64);

/// What is due by now: something by itself, or everything that goes together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overdue {
    /// One thing with one node.
    Alone(ScheduleId),
    /// All of a release.
    Together(ReleaseId),
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Make this revision live, whatever the draft says by then.
    Publish(RevisionId),
    /// Take the node off the public site.
    Unpublish,
}

impl Work {
    /// The revision that goes live.
    pub fn revision(self) -> Option<RevisionId> {
        match self {
            Self::Publish(revision) => Some(revision),
            Self::Unpublish => None,
        }
    }

    /// Whether both are of one kind: publishing, or unpublishing.
    pub fn is_like(self, other: Self) -> bool {
        self.as_str() == other.as_str()
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Publish(_) => "publish",
            Self::Unpublish => "unpublish",
        }
    }

    pub(crate) fn read(row: &schedules::Model) -> Result<Self, StoreError> {
        match (row.action.as_str(), row.revision) {
            ("publish", Some(revision)) => Ok(Self::Publish(RevisionId(revision))),
            ("unpublish", _) => Ok(Self::Unpublish),
            (other, _) => Err(StoreError::corrupt("schedules", row.id, "action", other)),
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done at its time.
    Done,
    /// It could not be done; the reason stands beside it.
    Failed,
    /// Somebody took it back or set another time.
    Cancelled,
}

impl Outcome {
    const ALL: [Self; 3] = [Self::Done, Self::Failed, Self::Cancelled];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    fn read(table: &'static str, id: i64, word: &str) -> Result<Self, StoreError> {
        let found = Self::ALL.into_iter().find(|outcome| outcome.as_str() == word);
        found.ok_or_else(|| StoreError::corrupt(table, id, "outcome", word))
    }
}

/// One line of the schedule.
#[derive(Clone, Debug)]
pub struct ScheduleRow {
    /// Its number.
    pub id: ScheduleId,
    /// The node, as lists show it.
    pub node: TreeRow,
    /// What is to be done.
    pub work: Work,
    /// The number within the node of the revision that goes live.
    pub number: Option<i64>,
    /// Whether the draft is another revision by now.
    pub newer_draft: bool,
    /// What the public reads of the node now, and its number within the node.
    pub public: Option<(RevisionId, i64)>,
    /// When.
    pub due_at: DateTime<Utc>,
    /// Who asked for it.
    pub made_by: String,
    /// When it ended, and how; `None` while it is due.
    pub ended: Option<(DateTime<Utc>, Outcome)>,
    /// Why it could not be done; may be empty.
    pub reason: String,
    /// What readers are told when it goes live; `None` for a minor change.
    pub told: Option<String>,
    /// The release with which it goes, and its name; `None` when it goes by itself.
    pub release: Option<(ReleaseId, String)>,
}

/// What is due for the permit's node, soonest first; also what goes with a release.
pub async fn of_node(store: &Store, permit: &Permit) -> Result<Vec<ScheduleRow>, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let query = open().filter(schedules::Column::Node.eq(node.0));
    lines(store, permit, query.all(store.readers()).await?).await
}

/// What is due for some nodes, soonest first; of those that the permit's holder may know.
pub async fn of_nodes(store: &Store, permit: &Permit, ids: &[NodeId]) -> Result<Vec<ScheduleRow>, StoreError> {
    let query = open().filter(schedules::Column::Node.is_in(ids.iter().map(|node| node.0)));
    lines(store, permit, query.all(store.readers()).await?).await
}

/// Why the last thing that was due for the permit's node was not done; `None` when it was, or when something is due again.
pub async fn failure(store: &Store, permit: &Permit) -> Result<Option<ScheduleRow>, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let last = schedules::Entity::find()
        .filter(schedules::Column::Node.eq(node.0))
        .order_by_desc(schedules::Column::Id)
        .limit(1)
        .all(store.readers())
        .await?;
    let mut found = lines(store, permit, last).await?;
    Ok(found.pop().filter(|row| row.ended.is_some_and(|(_, outcome)| outcome == Outcome::Failed)))
}

/// All that is due on the site by itself, soonest first; of nodes that the permit's holder may know.
pub async fn due(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<ScheduleRow>, StoreError> {
    let query = open().filter(schedules::Column::Release.is_null()).limit(limit);
    lines(store, permit, query.all(store.readers()).await?).await
}

/// What was done or failed lately by itself, latest first; of nodes that the permit's holder may know.
pub async fn ended(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<ScheduleRow>, StoreError> {
    let query = schedules::Entity::find()
        .filter(schedules::Column::Outcome.is_in([Outcome::Done.as_str(), Outcome::Failed.as_str()]))
        .filter(schedules::Column::Release.is_null())
        .order_by_desc(schedules::Column::DoneAt)
        .order_by_desc(schedules::Column::Id)
        .limit(limit);
    lines(store, permit, query.all(store.readers()).await?).await
}

/// All that is or was due by itself between two moments, in order of time; what was taken back is left out.
pub async fn between(
    store: &Store,
    permit: &Permit,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<ScheduleRow>, StoreError> {
    let query = schedules::Entity::find()
        .filter(schedules::Column::DueAt.gte(from))
        .filter(schedules::Column::DueAt.lt(until))
        .filter(schedules::Column::Release.is_null())
        .order_by_asc(schedules::Column::DueAt)
        .order_by_asc(schedules::Column::Id);
    let mut rows = lines(store, permit, query.all(store.readers()).await?).await?;
    rows.retain(|row| row.ended.is_none_or(|(_, outcome)| outcome != Outcome::Cancelled));
    Ok(rows)
}

impl Store {
    /// When the next thing is due; it may have passed. It says nothing of what.
    pub async fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let page = open().limit(1).one(self.readers()).await?.map(|row| row.due_at);
        let fact = self.next_fact_due().await?;
        Ok(page.into_iter().chain(fact).min())
    }

    /// All that is due by now, in order of time; each release once.
    pub async fn overdue(&self) -> Result<Vec<Overdue>, StoreError> {
        Ok(self.due_by(self.now()).await?.into_iter().map(|(what, _)| what).collect())
    }

    /// What is due by a moment, each with when, in order of time.
    pub async fn due_by(&self, moment: DateTime<Utc>) -> Result<Vec<(Overdue, DateTime<Utc>)>, StoreError> {
        let rows: Vec<(i64, Option<i64>, DateTime<Utc>)> = open()
            .filter(schedules::Column::DueAt.lte(moment))
            .select_only()
            .columns([schedules::Column::Id, schedules::Column::Release, schedules::Column::DueAt])
            .into_tuple()
            .all(self.readers())
            .await?;
        let mut seen = HashSet::new();
        let all = rows.into_iter().map(|(id, release, at)| match release {
            Some(release) => (Overdue::Together(ReleaseId(release)), at),
            None => (Overdue::Alone(ScheduleId(id)), at),
        });
        Ok(all.filter(|(overdue, _)| seen.insert(*overdue)).collect())
    }

    /// Tells the timer that something is due at another time than it thought.
    pub fn wake_timer(&self) {
        self.inner.schedule_changed.notify_one();
    }

    /// Waits until [`Self::wake_timer`] is called, or was called since the last wait.
    pub async fn schedule_changed(&self) {
        self.inner.schedule_changed.notified().await;
    }
}

fn open() -> sea_orm::Select<schedules::Entity> {
    schedules::Entity::find()
        .filter(schedules::Column::DoneAt.is_null())
        .order_by_asc(schedules::Column::DueAt)
        .order_by_asc(schedules::Column::Id)
}

/// Of nodes joined with what is due for them, what the permit's holder may know. That something goes live says that there is a draft, so it is for those who
/// read that draft, until it is done and public. What comes down is no draft: whoever may know of the page may know that.
pub(crate) fn known(query: Select<nodes::Entity>, permit: &Permit) -> Select<nodes::Entity> {
    let query = tree::visible(query, permit);
    match permit.reach() {
        Reach::Everybodys => query,
        Reach::Own(own) => query.filter(
            Condition::any()
                .add(schedules::Column::Action.eq(Work::Unpublish.as_str()))
                .add(schedules::Column::Outcome.eq(Outcome::Done.as_str()))
                .add(own.drafts_read()),
        ),
    }
}

/// What is due for a node.
pub(crate) fn to_schedules() -> RelationDef {
    nodes::Entity::belongs_to(schedules::Entity).from(nodes::Column::Id).to(schedules::Column::Node).into()
}

/// Those of some rows of which the permit's holder may know.
async fn known_of(
    store: &Store,
    permit: &Permit,
    mut rows: Vec<schedules::Model>,
) -> Result<Vec<schedules::Model>, StoreError> {
    if permit.reads_everything() {
        return Ok(rows);
    }
    let these = nodes::Entity::find()
        .join(JoinType::InnerJoin, to_schedules())
        .filter(schedules::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .select_only()
        .column(schedules::Column::Id);
    let these: HashSet<i64> =
        known(these, permit).into_tuple::<i64>().all(store.readers()).await?.into_iter().collect();
    rows.retain(|row| these.contains(&row.id));
    Ok(rows)
}

async fn lines(store: &Store, permit: &Permit, rows: Vec<schedules::Model>) -> Result<Vec<ScheduleRow>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let rows = known_of(store, permit, rows).await?;
    let pages = nodes::Entity::find().filter(nodes::Column::Id.is_in(rows.iter().map(|row| row.node)));
    let pages: HashMap<i64, TreeRow> =
        tree::rows(store.readers(), pages, permit).await?.into_iter().map(|row| (row.id.0, row)).collect();
    let texts: Vec<(i64, Option<i64>, Option<i64>)> = nodes::Entity::find()
        .select_only()
        .columns([nodes::Column::Id, nodes::Column::DraftRevision, nodes::Column::LiveRevision])
        .filter(nodes::Column::Id.is_in(rows.iter().map(|row| row.node)))
        .into_tuple()
        .all(store.readers())
        .await?;
    let texts: HashMap<i64, (Option<i64>, Option<i64>)> =
        texts.into_iter().map(|(node, draft, live)| (node, (draft, live))).collect();
    let numbers: Vec<(i64, i64)> = revisions::Entity::find()
        .select_only()
        .columns([revisions::Column::Id, revisions::Column::Number])
        .filter(
            revisions::Column::Id
                .is_in(rows.iter().filter_map(|row| row.revision).chain(texts.values().filter_map(|(_, live)| *live))),
        )
        .into_tuple()
        .all(store.readers())
        .await?;
    let numbers: HashMap<i64, i64> = numbers.into_iter().collect();
    let names: Vec<(i64, String)> = release_rows::Entity::find()
        .select_only()
        .columns([release_rows::Column::Id, release_rows::Column::Name])
        .filter(release_rows::Column::Id.is_in(rows.iter().filter_map(|row| row.release)))
        .into_tuple()
        .all(store.readers())
        .await?;
    let names: HashMap<i64, String> = names.into_iter().collect();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(node) = pages.get(&row.node) else { continue };
        let (draft, live) = texts.get(&row.node).copied().unwrap_or_default();
        let outcome = row.outcome.as_deref().map(|word| Outcome::read("schedules", row.id, word));
        lines.push(ScheduleRow {
            id: ScheduleId(row.id),
            node: node.clone(),
            work: Work::read(&row)?,
            number: row.revision.and_then(|revision| numbers.get(&revision).copied()),
            newer_draft: row.revision.is_some() && draft != row.revision,
            public: live.and_then(|live| Some((RevisionId(live), *numbers.get(&live)?))),
            due_at: row.due_at,
            made_by: row.made_by_name,
            ended: row.done_at.zip(outcome.transpose()?),
            reason: row.reason,
            told: row.told,
            release: row.release.map(|release| (ReleaseId(release), names.get(&release).cloned().unwrap_or_default())),
        });
    }
    Ok(lines)
}
