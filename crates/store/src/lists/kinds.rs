//! The lists of one kind: events by their time, providers by their name. What is not on the screen is not read.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use content::{Details, Document, EventStatus, Format, Kind, NodeId, RevisionId};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait as _},
};

use super::{PER_PAGE, Page};
use crate::{
    Store, StoreError,
    entities::{event_times, nodes, revisions},
    rights::{Permit, Reach},
    tree::{self, TreeRow, draft_relation, visible, with_shown_revision},
};

/// Which events a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventsShown {
    /// Those that have not begun, soonest first.
    #[default]
    Upcoming,
    /// Those that have begun, latest first.
    Past,
    /// Those that the public cannot read.
    Drafts,
    /// Every one, soonest first.
    All,
}

/// An event in the editors' list, as its draft says; as the public reads it where the draft is not for the permit's holder.
#[derive(Clone, Debug)]
pub struct EventRow {
    /// What every list shows.
    pub row: TreeRow,
    /// The page below which it is filed.
    pub category: String,
    /// When it begins, on the clocks of its zone.
    pub start: Option<NaiveDateTime>,
    /// Its time zone.
    pub time_zone: String,
    /// The place shown.
    pub place: String,
    /// Online, in person or both.
    pub format: Format,
    /// Whether it goes ahead.
    pub status: EventStatus,
    /// The revision that says so.
    pub revision: RevisionId,
}

/// A provider in the editors' list, told like an [`EventRow`].
#[derive(Clone, Debug)]
pub struct ProviderRow {
    /// What every list shows.
    pub row: TreeRow,
    /// Where it trains people.
    pub regions: Vec<String>,
    /// What it offers.
    pub routes: Vec<String>,
}

/// The events that the permit's holder may know of.
pub async fn events(
    store: &Store,
    permit: &Permit,
    shown: EventsShown,
    page: u64,
) -> Result<Page<EventRow>, StoreError> {
    let page = Ord::max(page, 1);
    // Numbers that are too large for the database lie behind every list.
    let (mut skipped, mut total) = ((page - 1).saturating_mul(PER_PAGE as u64), 0);
    let mut ids: Vec<i64> = Vec::new();
    for part in parts(permit, shown, store.now()) {
        let count = part.all.clone().count(store.readers()).await?;
        total += count;
        let room = (PER_PAGE - ids.len()) as u64;
        if skipped < count && room > 0 {
            let some = part.in_order.offset(skipped).limit(room);
            let some: Vec<i64> = some.into_tuple().all(store.readers()).await?;
            ids.extend(some);
        }
        skipped = skipped.saturating_sub(count);
    }
    let mut facts = Facts::load(store, permit, &ids).await?;
    let parents: Vec<NodeId> = facts.details.values().filter_map(|(parent, ..)| *parent).collect();
    let titles = tree::titles(store, permit, &parents).await?;
    let items = ids.iter().filter_map(|id| {
        let (row, parent, revision, details) = facts.take(*id)?;
        let Details::Event(event) = details else { return None };
        Some(EventRow {
            row,
            category: parent.and_then(|parent| titles.get(&parent).cloned()).unwrap_or_default(),
            start: event.start,
            time_zone: event.time_zone,
            place: event.place,
            format: event.format,
            status: event.status,
            revision,
        })
    });
    Ok(screen(items.collect(), total, page))
}

/// Events that follow each other in a list.
struct Part {
    /// The numbers of all of them.
    all: Select<nodes::Entity>,
    /// The same in their order.
    in_order: Select<nodes::Entity>,
}

/// The parts of a list, one after the other: events without a day come before those with one.
///
/// For those who read every draft, index `nodes_by_start` holds the events in their order: no more is read than what the screens up to this one show.
/// The others see different texts of one event, so theirs are found by the texts.
fn parts(permit: &Permit, shown: EventsShown, now: DateTime<Utc>) -> Vec<Part> {
    let all = of_kind_in_tree(Kind::Event).select_only().column(nodes::Column::Id);
    let (all, titles, starts_at) = match permit.reach() {
        Reach::Everybodys => (all, Some(draft_relation()), Expr::col((nodes::Entity, nodes::Column::StartsAt))),
        Reach::Own(_) => {
            let time = revisions::Entity::belongs_to(event_times::Entity)
                .from(revisions::Column::Id)
                .to(event_times::Column::Revision)
                .into();
            let all = with_shown_revision(visible(all, permit), permit).join(JoinType::LeftJoin, time);
            (all, None, Expr::col((event_times::Entity, event_times::Column::StartsAt)))
        }
    };
    let part = |which: Expr, order: Order| {
        let mut all = all.clone().filter(which);
        if shown == EventsShown::Drafts {
            all = all.filter(nodes::Column::LiveRevision.is_null());
        }
        let mut in_order = all.clone();
        if let Some(titles) = titles.clone() {
            in_order = in_order.join(JoinType::InnerJoin, titles);
        }
        let in_order = in_order
            .order_by(starts_at.clone(), order.clone())
            .order_by(revisions::Column::Title, order.clone())
            .order_by(nodes::Column::Id, order);
        Part { all, in_order }
    };
    let dateless = || part(starts_at.clone().is_null(), Order::Asc);
    match shown {
        EventsShown::Upcoming => vec![dateless(), part(starts_at.clone().gt(now), Order::Asc)],
        EventsShown::Past => vec![part(starts_at.clone().lte(now), Order::Desc)],
        EventsShown::Drafts | EventsShown::All => {
            vec![dateless(), part(starts_at.clone().is_not_null(), Order::Asc)]
        }
    }
}

/// Providers with all of these words in their name, in alphabetical order.
pub async fn providers(store: &Store, permit: &Permit, text: &str, page: u64) -> Result<Page<ProviderRow>, StoreError> {
    let query =
        of_kind(permit, Kind::Provider).select_only().column(nodes::Column::Id).column(revisions::Column::Title);
    let names: Vec<(i64, String)> = query.into_tuple().all(store.readers()).await?;
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    // Capital letters of every alphabet count as small ones, which no database promises.
    let names = names.into_iter().map(|(id, title)| (title.to_lowercase(), id));
    let mut found: Vec<(String, i64)> =
        names.filter(|(title, _)| words.iter().all(|word| title.contains(word.as_str()))).collect();
    found.sort_unstable();
    let (total, page) = (found.len() as u64, Ord::max(page, 1));
    let skipped = usize::try_from(page - 1).unwrap_or(usize::MAX).saturating_mul(PER_PAGE);
    let ids: Vec<i64> = found.into_iter().skip(skipped).take(PER_PAGE).map(|(_, id)| id).collect();
    let mut facts = Facts::load(store, permit, &ids).await?;
    let items = ids.iter().filter_map(|id| {
        let (row, _, _, details) = facts.take(*id)?;
        let Details::Provider(provider) = details else { return None };
        Some(ProviderRow { row, regions: provider.regions, routes: provider.routes })
    });
    Ok(screen(items.collect(), total, page))
}

/// The nodes of a kind that are not in the trash, each with the revision that the permit's holder reads.
fn of_kind(permit: &Permit, kind: Kind) -> Select<nodes::Entity> {
    with_shown_revision(visible(of_kind_in_tree(kind), permit), permit)
}

fn of_kind_in_tree(kind: Kind) -> Select<nodes::Entity> {
    nodes::Entity::find().filter(nodes::Column::Kind.eq(kind.as_str())).filter(nodes::Column::Trashing.is_null())
}

fn screen<T>(items: Vec<T>, total: u64, page: u64) -> Page<T> {
    Page { items, total, page, pages: Ord::max(total.div_ceil(PER_PAGE as u64), 1) }
}

/// What the rows of one screen say, as the permit's holder may read it.
struct Facts {
    rows: HashMap<i64, TreeRow>,
    details: HashMap<i64, (Option<NodeId>, RevisionId, Details)>,
}

impl Facts {
    async fn load(store: &Store, permit: &Permit, ids: &[i64]) -> Result<Self, StoreError> {
        if ids.is_empty() {
            return Ok(Self { rows: HashMap::new(), details: HashMap::new() });
        }
        let these = || nodes::Entity::find().filter(nodes::Column::Id.is_in(ids.iter().copied()));
        let rows = tree::rows(store.readers(), these(), permit).await?;
        let query = these()
            .select_only()
            .columns([nodes::Column::Id, nodes::Column::Parent])
            .column_as(revisions::Column::Id, "revision")
            .column(revisions::Column::Content);
        let texts: Vec<(i64, Option<i64>, i64, String)> =
            with_shown_revision(visible(query, permit), permit).into_tuple().all(store.readers()).await?;
        let mut details = HashMap::new();
        for (id, parent, revision, content) in texts {
            let text = Document::read(&content).map_err(|source| StoreError::Document { revision, source })?;
            details.insert(id, (parent.map(NodeId), RevisionId(revision), text.details));
        }
        Ok(Self { rows: rows.into_iter().map(|row| (row.id.0, row)).collect(), details })
    }

    fn take(&mut self, id: i64) -> Option<(TreeRow, Option<NodeId>, RevisionId, Details)> {
        let (parent, revision, details) = self.details.remove(&id)?;
        Some((self.rows.remove(&id)?, parent, revision, details))
    }
}
