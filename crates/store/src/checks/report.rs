//! The reports on the whole site: what the checks found, what nobody has looked at for long, and what has no description. Each reads one part of an
//! index, in its order.
//!
//! People who may not read others' drafts see what the public reads, and their own drafts.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use content::{Kind, RevisionId};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationDef, Select,
    sea_query::{Expr, ExprTrait as _, Func},
};

use super::Severity;
use crate::{
    Store, StoreError,
    entities::{accepted_findings, findings, nodes, published_anyway, upkeep},
    lists::Page,
    projection::BlockSpot,
    rights::{Permit, Reach},
    tree::{self, TreeRow},
    write::Side,
};

/// What went live with errors, at most.
const MOST_ANYWAY: u64 = 50;

/// A finding of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The page.
    pub page: TreeRow,
    /// The rule's name.
    pub rule: String,
    /// The block that holds it.
    pub spot: Option<BlockSpot>,
    /// The line of the text; 0 outside of texts.
    pub line: usize,
    /// What was found.
    pub sentence: String,
}

/// A page that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neglected {
    /// The page.
    pub page: TreeRow,
    /// When its text was saved.
    pub edited_at: DateTime<Utc>,
    /// When somebody should read it again.
    pub review_by: Option<NaiveDate>,
    /// Who looks after it; may be empty.
    pub owner: String,
}

/// A version that may be live with errors which it brought in, because somebody said why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anyway {
    /// The page.
    pub page: TreeRow,
    /// The version.
    pub revision: RevisionId,
    /// Why.
    pub reason: String,
    /// The errors, a line each.
    pub errors: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
}

/// Why somebody should look at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neglect {
    /// It was to be read again by this day or an earlier one.
    ReviewBy(NaiveDate),
    /// Its text was saved last before this moment.
    EditedBefore(DateTime<Utc>),
}

/// How severities are written in the database.
pub(crate) fn stored(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// The findings of one severity in what the public reads, or in the drafts, by page. What people accepted is not among them.
pub async fn reported(
    store: &Store,
    permit: &Permit,
    (side, severity): (Side, Severity),
    page: u64,
    per_page: u64,
) -> Result<Page<Reported>, StoreError> {
    let page = Ord::max(page, 1);
    let total = count(store, permit, side, severity).await?;
    let rows = found(permit, side, severity)
        .order_by_asc(findings::Column::Node)
        .order_by_asc(findings::Column::Id)
        .offset((page - 1).saturating_mul(per_page))
        .limit(per_page)
        .all(store.readers())
        .await?;
    let pages = pages(store, permit, rows.iter().map(|row| row.node)).await?;
    let item = |row: findings::Model| {
        Some(Reported {
            page: pages.get(&row.node)?.clone(),
            rule: row.rule,
            spot: row.block.as_deref().and_then(BlockSpot::parse),
            line: usize::try_from(row.line).unwrap_or(0),
            sentence: row.sentence,
        })
    };
    let items = rows.into_iter().filter_map(item).collect();
    Ok(Page { items, total, page, pages: Ord::max(total.div_ceil(per_page), 1) })
}

/// How many findings of one severity there are.
pub async fn count(store: &Store, permit: &Permit, side: Side, severity: Severity) -> Result<u64, StoreError> {
    Ok(found(permit, side, severity).count(store.readers()).await?)
}

fn found(permit: &Permit, side: Side, severity: Severity) -> Select<findings::Entity> {
    let own = |column: findings::Column| (findings::Entity, column);
    let accepted = accepted_findings::Entity::find()
        .select_only()
        .column(accepted_findings::Column::Node)
        .filter(
            Expr::col((accepted_findings::Entity, accepted_findings::Column::Node)).equals(own(findings::Column::Node)),
        )
        .filter(
            Expr::col((accepted_findings::Entity, accepted_findings::Column::Rule)).equals(own(findings::Column::Rule)),
        )
        .filter(
            Expr::col((accepted_findings::Entity, accepted_findings::Column::Digest))
                .equals(own(findings::Column::Digest)),
        )
        .into_query();
    let query = findings::Entity::find()
        .filter(findings::Column::Side.eq(side.as_str()))
        .filter(findings::Column::Severity.eq(stored(severity)))
        .filter(Expr::exists(accepted).not())
        .join(JoinType::InnerJoin, to_node::<findings::Entity>(findings::Column::Node));
    seen(permit, query, side == Side::Live)
}

/// The pages that are neglected in this way, the longest neglected first.
pub async fn neglected(
    store: &Store,
    permit: &Permit,
    why: Neglect,
    page: u64,
    per_page: u64,
) -> Result<Page<Neglected>, StoreError> {
    let column = match why {
        Neglect::ReviewBy(_) => upkeep::Column::ReviewBy,
        Neglect::EditedBefore(_) => upkeep::Column::EditedAt,
    };
    listed(store, permit, of_neglect(permit, why).order_by_asc(column), page, per_page).await
}

/// How many pages are neglected in this way.
pub async fn neglected_count(store: &Store, permit: &Permit, why: Neglect) -> Result<u64, StoreError> {
    Ok(of_neglect(permit, why).count(store.readers()).await?)
}

fn of_neglect(permit: &Permit, why: Neglect) -> Select<upkeep::Entity> {
    of_upkeep(
        permit,
        match why {
            Neglect::ReviewBy(day) => Condition::all().add(upkeep::Column::ReviewBy.lte(day)),
            // Events age by their date.
            Neglect::EditedBefore(moment) => Condition::all()
                .add(upkeep::Column::EditedAt.lt(moment))
                .add(nodes::Column::Kind.ne(Kind::Event.as_str())),
        },
    )
}

/// Pages and events without a summary.
pub async fn undescribed(
    store: &Store,
    permit: &Permit,
    page: u64,
    per_page: u64,
) -> Result<Page<Neglected>, StoreError> {
    listed(store, permit, without_description(permit), page, per_page).await
}

/// How many pages and events have no summary.
pub async fn undescribed_count(store: &Store, permit: &Permit) -> Result<u64, StoreError> {
    Ok(without_description(permit).count(store.readers()).await?)
}

fn without_description(permit: &Permit) -> Select<upkeep::Entity> {
    of_upkeep(permit, Condition::all().add(upkeep::Column::Described.eq(false)))
}

fn of_upkeep(permit: &Permit, condition: Condition) -> Select<upkeep::Entity> {
    let query = upkeep::Entity::find()
        .filter(condition)
        .join(JoinType::InnerJoin, to_node::<upkeep::Entity>(upkeep::Column::Node));
    seen(permit, query, false)
}

async fn listed(
    store: &Store,
    permit: &Permit,
    query: Select<upkeep::Entity>,
    page: u64,
    per_page: u64,
) -> Result<Page<Neglected>, StoreError> {
    let page = Ord::max(page, 1);
    let total = query.clone().count(store.readers()).await?;
    let rows = query
        .order_by_asc(upkeep::Column::Node)
        .offset((page - 1).saturating_mul(per_page))
        .limit(per_page)
        .all(store.readers())
        .await?;
    let pages = pages(store, permit, rows.iter().map(|row| row.node)).await?;
    let item = |row: upkeep::Model| {
        let page = pages.get(&row.node)?.clone();
        Some(Neglected { page, edited_at: row.edited_at, review_by: row.review_by, owner: row.owner })
    };
    let items = rows.into_iter().filter_map(item).collect();
    Ok(Page { items, total, page, pages: Ord::max(total.div_ceil(per_page), 1) })
}

/// What was to go live with errors that it brought in, newest first, of pages that the public reads.
pub async fn anyway(store: &Store, permit: &Permit) -> Result<Vec<Anyway>, StoreError> {
    let query = published_anyway::Entity::find()
        .filter(nodes::Column::LiveRevision.is_not_null())
        .join(JoinType::InnerJoin, to_node::<published_anyway::Entity>(published_anyway::Column::Node));
    let rows = seen(permit, query, true)
        .order_by_desc(published_anyway::Column::Id)
        .limit(MOST_ANYWAY)
        .all(store.readers())
        .await?;
    let pages = pages(store, permit, rows.iter().map(|row| row.node)).await?;
    let item = |row: published_anyway::Model| {
        Some(Anyway {
            page: pages.get(&row.node)?.clone(),
            revision: RevisionId(row.revision),
            reason: row.reason,
            errors: row.errors,
            at: row.made_at,
            by: row.made_by_name,
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

async fn pages(
    store: &Store,
    permit: &Permit,
    numbers: impl Iterator<Item = i64>,
) -> Result<BTreeMap<i64, TreeRow>, StoreError> {
    let numbers: std::collections::BTreeSet<i64> = numbers.collect();
    let mut pages = BTreeMap::new();
    for chunk in numbers.into_iter().collect::<Vec<_>>().chunks(10_000) {
        let of = nodes::Entity::find().filter(nodes::Column::Id.is_in(chunk.iter().copied()));
        let rows = tree::rows(store.readers(), of, permit).await?;
        pages.extend(rows.into_iter().map(|row| (row.id.0, row)));
    }
    Ok(pages)
}

/// What the permit's holder may know of, outside of the trash: everything for those who read all drafts; for others their own drafts that nobody has
/// published, and what is `public`.
fn seen<E: EntityTrait>(permit: &Permit, query: Select<E>, public: bool) -> Select<E> {
    // Written so that no index of `nodes` answers it: the part of the report comes first, its pages after it.
    let kept = Func::coalesce([Expr::col((nodes::Entity, nodes::Column::Trashing)), Expr::value(0)]).eq(0);
    let query = query.filter(kept);
    match permit.reach() {
        Reach::Everybodys => query,
        Reach::Own(own) => {
            let unpublished = Condition::all()
                .add(nodes::Column::LiveRevision.is_null())
                .add(nodes::Column::CreatedBy.eq(own.user.0));
            let live = public.then(|| nodes::Column::LiveRevision.is_not_null());
            let known = Condition::any().add(unpublished).add_option(live);
            query.filter(match own.branches() {
                Some(branches) => known.add(branches),
                None => known,
            })
        }
    }
}

fn to_node<E: EntityTrait>(column: E::Column) -> RelationDef {
    E::belongs_to(nodes::Entity).from(column).to(nodes::Column::Id).into()
}
