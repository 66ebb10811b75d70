//! Releases: pages that go live or come down together, in one transaction or not at all.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::Expr};

use super::{Outcome, ScheduleRow, Work, known, lines, to_schedules};
use crate::{
    Store, StoreError,
    entities::{nodes, releases, schedules},
    rights::Permit,
};

/// The number of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReleaseId(pub i64);

/// A release as lists show it.
#[derive(Clone, Debug)]
pub struct ReleaseRow {
    /// Its number.
    pub id: ReleaseId,
    /// The name that somebody gave it.
    pub name: String,
    /// When.
    pub due_at: DateTime<Utc>,
    /// Who made it.
    pub made_by: String,
    /// When it ended, and how; `None` while it is due.
    pub ended: Option<(DateTime<Utc>, Outcome)>,
    /// Why it could not be done; may be empty.
    pub reason: String,
    /// How many pages go live with it, of those that the permit's holder may know.
    pub publishes: u64,
    /// How many come down with it, of the same.
    pub unpublishes: u64,
}

/// A release with its pages.
#[derive(Clone, Debug)]
pub struct Release {
    /// The release itself.
    pub row: ReleaseRow,
    /// Its pages, of those that the permit's holder may know, in the order in which they were added.
    pub lines: Vec<ScheduleRow>,
    /// How many more there are.
    pub hidden: u64,
}

/// One release; `None` for a number that is none, and for one of whose pages the permit's holder may know none.
pub async fn release(store: &Store, permit: &Permit, id: ReleaseId) -> Result<Option<Release>, StoreError> {
    let one = releases::Entity::find_by_id(id.0).all(store.readers()).await?;
    let done_at = one.first().and_then(|row| row.done_at);
    let Some(row) = counted(store, permit, one).await?.pop() else { return Ok(None) };
    let query = schedules::Entity::find().filter(schedules::Column::Release.eq(id.0));
    // What was taken out before the end has ended at another moment than the release.
    let query = match done_at {
        None => query.filter(schedules::Column::DoneAt.is_null()),
        Some(at) => query.filter(schedules::Column::DoneAt.eq(at)),
    };
    let all = query.order_by_asc(schedules::Column::Id).all(store.readers()).await?;
    let total = all.len();
    let lines = lines(store, permit, all).await?;
    let hidden = u64::try_from(total - lines.len()).unwrap_or(0);
    Ok(Some(Release { row, lines, hidden }))
}

/// The releases that are due, soonest first, of which the permit's holder may know a page.
pub async fn due_releases(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<ReleaseRow>, StoreError> {
    let query = releases::Entity::find()
        .filter(releases::Column::DoneAt.is_null())
        .order_by_asc(releases::Column::DueAt)
        .order_by_asc(releases::Column::Id)
        .limit(limit);
    counted(store, permit, query.all(store.readers()).await?).await
}

/// The releases that were done or failed lately, latest first, of which the permit's holder may know a page.
pub async fn ended_releases(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<ReleaseRow>, StoreError> {
    let query = releases::Entity::find()
        .filter(releases::Column::Outcome.is_in([Outcome::Done.as_str(), Outcome::Failed.as_str()]))
        .order_by_desc(releases::Column::DoneAt)
        .order_by_desc(releases::Column::Id)
        .limit(limit);
    counted(store, permit, query.all(store.readers()).await?).await
}

/// The releases that are or were due between two moments, in order of time; what was taken back is left out.
pub async fn releases_between(
    store: &Store,
    permit: &Permit,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<ReleaseRow>, StoreError> {
    let query = releases::Entity::find()
        .filter(releases::Column::DueAt.gte(from))
        .filter(releases::Column::DueAt.lt(until))
        .order_by_asc(releases::Column::DueAt)
        .order_by_asc(releases::Column::Id);
    let mut rows = counted(store, permit, query.all(store.readers()).await?).await?;
    rows.retain(|row| row.ended.is_none_or(|(_, outcome)| outcome != Outcome::Cancelled));
    Ok(rows)
}

/// How many pages of a release go live and come down, of those that the permit's holder may know.
#[derive(Clone, Copy, Default)]
struct Counts {
    publishes: u64,
    unpublishes: u64,
}

/// Counts the pages of each release in one query, and leaves out those without a page that the permit's holder may know.
async fn counted(store: &Store, permit: &Permit, rows: Vec<releases::Model>) -> Result<Vec<ReleaseRow>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ended: HashMap<i64, Option<DateTime<Utc>>> = rows.iter().map(|row| (row.id, row.done_at)).collect();
    let query: Select<nodes::Entity> = nodes::Entity::find()
        .join(JoinType::InnerJoin, to_schedules())
        .filter(schedules::Column::Release.is_in(rows.iter().map(|row| row.id)));
    let found: Vec<(i64, String, Option<DateTime<Utc>>, i64)> = known(query, permit)
        .select_only()
        .columns([schedules::Column::Release, schedules::Column::Action, schedules::Column::DoneAt])
        .expr_as(Expr::cust("COUNT(*)"), "pages")
        .group_by(schedules::Column::Release)
        .group_by(schedules::Column::Action)
        .group_by(schedules::Column::DoneAt)
        .into_tuple()
        .all(store.readers())
        .await?;
    let mut counts: HashMap<i64, Counts> = HashMap::new();
    for (release, action, done_at, pages) in found {
        if ended.get(&release) != Some(&done_at) {
            continue;
        }
        let count = counts.entry(release).or_default();
        let pages = u64::try_from(pages).unwrap_or(0);
        if action == Work::Unpublish.as_str() { count.unpublishes += pages } else { count.publishes += pages }
    }
    let rows = rows.into_iter().filter_map(|row| counts.get(&row.id).map(|counts| read(row, *counts)));
    rows.collect()
}

fn read(row: releases::Model, counts: Counts) -> Result<ReleaseRow, StoreError> {
    let outcome = row.outcome.as_deref().map(|word| Outcome::read("releases", row.id, word)).transpose()?;
    Ok(ReleaseRow {
        id: ReleaseId(row.id),
        name: row.name,
        due_at: row.due_at,
        made_by: row.made_by_name,
        ended: row.done_at.zip(outcome),
        reason: row.reason,
        publishes: counts.publishes,
        unpublishes: counts.unpublishes,
    })
}
