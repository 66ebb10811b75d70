//! Facts that are kept once for the whole site and stand in texts by their names.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use content::NodeId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _},
};

use crate::{
    Store, StoreError,
    entities::{fact_changes, facts, links},
    projection::fact_address,
    rights::Permit,
    schedule::Outcome,
};

/// The most facts of a site: all of them stand in one list.
pub const MOST: u64 = 500;

/// The number of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct FactId(pub i64);

/// The number of a change that is due at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct FactChangeId(pub i64);

/// What a fact says.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FactText {
    /// What editors call it.
    pub label: String,
    /// What readers see.
    pub value: String,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    /// Its number.
    pub id: FactId,
    /// By which texts name it; it never changes.
    pub name: String,
    /// What it says.
    pub text: FactText,
    /// When somebody changed it last.
    pub changed_at: DateTime<Utc>,
    /// Who did.
    pub changed_by: String,
}

/// A value that a fact gets at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// Its number.
    pub id: FactChangeId,
    /// Which fact.
    pub fact: FactId,
    /// The value.
    pub value: String,
    /// When.
    pub due_at: DateTime<Utc>,
    /// Who asked for it.
    pub made_by: String,
    /// Why it was not done, as a sentence without its full stop; `None` while it is due.
    pub failed: Option<String>,
}

/// Every fact, by what editors call it. Facts are no secret: who may write may insert them.
pub async fn list(store: &Store, _permit: &Permit) -> Result<Vec<FactRow>, StoreError> {
    let rows = facts::Entity::find().order_by_asc(facts::Column::Label).order_by_asc(facts::Column::Id).limit(MOST);
    Ok(rows.all(store.readers()).await?.into_iter().map(row).collect())
}

/// The fact of this name.
pub async fn by_name(store: &Store, _permit: &Permit, name: &str) -> Result<Option<FactRow>, StoreError> {
    Ok(facts::Entity::find().filter(facts::Column::Name.eq(name)).one(store.readers()).await?.map(row))
}

/// On how many pages each fact stands, in public or in a draft, by its name.
pub async fn uses(store: &Store, _permit: &Permit) -> Result<HashMap<String, u64>, StoreError> {
    let count = Expr::col(links::Column::Node).count_distinct();
    let rows: Vec<(String, i64)> = links::Entity::find()
        .select_only()
        .column(links::Column::TargetAddress)
        .column_as(count, "pages")
        .filter(links::Column::TargetAddress.gte(fact_address("")))
        // What follows the colon of the addresses of facts.
        .filter(links::Column::TargetAddress.lt("fact;"))
        .group_by(links::Column::TargetAddress)
        .into_tuple()
        .all(store.readers())
        .await?;
    let name = |address: String| address[fact_address("").len()..].to_owned();
    Ok(rows.into_iter().map(|(address, count)| (name(address), u64::try_from(count).unwrap_or(0))).collect())
}

/// The changes that are due, or that could not be done and nothing came after; soonest first.
pub async fn due(store: &Store, _permit: &Permit) -> Result<Vec<FactChange>, StoreError> {
    let failed = fact_changes::Entity::find()
        .filter(fact_changes::Column::Outcome.eq(Outcome::Failed.as_str()))
        .order_by_asc(fact_changes::Column::Id);
    let (open, failed) = tokio::try_join!(open().all(store.readers()), failed.all(store.readers()))?;
    let of: Vec<i64> = failed.iter().map(|change| change.fact).collect();
    let of = facts::Entity::find().filter(facts::Column::Id.is_in(of)).all(store.readers()).await?;
    let changed: HashMap<i64, DateTime<Utc>> = of.into_iter().map(|fact| (fact.id, fact.changed_at)).collect();
    let mut last: HashMap<i64, fact_changes::Model> = HashMap::new();
    for change in failed {
        let nothing_since = changed.get(&change.fact).copied() < change.done_at;
        if nothing_since && !open.iter().any(|later| later.fact == change.fact && later.id > change.id) {
            last.insert(change.fact, change);
        }
    }
    let mut all: Vec<FactChange> = last.into_values().chain(open).map(change).collect();
    all.sort_by_key(|change| (change.due_at, change.id));
    Ok(all)
}

/// Which of these names are facts.
pub(crate) async fn known<C: ConnectionTrait>(connection: &C, names: Vec<String>) -> Result<Vec<String>, StoreError> {
    Ok(values(connection, names).await?.into_keys().collect())
}

/// The values of these facts, by their names.
pub(crate) async fn values<C: ConnectionTrait>(
    connection: &C,
    mut names: Vec<String>,
) -> Result<HashMap<String, String>, StoreError> {
    names.sort_unstable();
    names.dedup();
    let mut values = HashMap::with_capacity(names.len());
    for chunk in names.chunks(10_000) {
        let rows: Vec<(String, String)> = facts::Entity::find()
            .select_only()
            .columns([facts::Column::Name, facts::Column::Value])
            .filter(facts::Column::Name.is_in(chunk))
            .into_tuple()
            .all(connection)
            .await?;
        values.extend(rows);
    }
    Ok(values)
}

impl Store {
    /// When the next change of a fact is due; it may have passed.
    pub(crate) async fn next_fact_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        Ok(open().limit(1).one(self.readers()).await?.map(|row| row.due_at))
    }

    /// The changes of facts that are due by a moment, each with when, in order of time.
    pub async fn facts_due_by(&self, moment: DateTime<Utc>) -> Result<Vec<(FactChangeId, DateTime<Utc>)>, StoreError> {
        let rows = open().filter(fact_changes::Column::DueAt.lte(moment)).all(self.readers()).await?;
        Ok(rows.into_iter().map(|row| (FactChangeId(row.id), row.due_at)).collect())
    }
}

pub(crate) fn open() -> sea_orm::Select<fact_changes::Entity> {
    fact_changes::Entity::find()
        .filter(fact_changes::Column::DoneAt.is_null())
        .order_by_asc(fact_changes::Column::DueAt)
        .order_by_asc(fact_changes::Column::Id)
}

pub(crate) fn row(row: facts::Model) -> FactRow {
    FactRow {
        id: FactId(row.id),
        name: row.name,
        text: FactText { label: row.label, value: row.value },
        changed_at: row.changed_at,
        changed_by: row.changed_by_name,
    }
}

pub(crate) fn change(row: fact_changes::Model) -> FactChange {
    FactChange {
        id: FactChangeId(row.id),
        fact: FactId(row.fact),
        value: row.value,
        due_at: row.due_at,
        made_by: row.made_by_name,
        failed: row.done_at.map(|_| row.reason),
    }
}

/// A page that shows a fact, in public or in its draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactUse {
    /// The page.
    pub node: NodeId,
    /// Whether the public text shows it.
    pub live: bool,
}
