//! The editors' lists: events, providers, trash, and what happened lately.

use chrono::{DateTime, NaiveDateTime, Utc};
use content::{Details, EventStatus, Format, Kind, NodeId, RevisionId};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _},
};

use crate::{
    Store, StoreError,
    entities::{audit, nodes, revisions, trashings},
    rights::Permit,
    tree::{self, TreeRow, draft_relation, visible, with_shown_revision},
};

/// Rows of one screen.
pub(crate) const PER_PAGE: usize = 50;

/// One screen of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// How many there are on all screens.
    pub total: u64,
    /// Which screen, from 1.
    pub page: u64,
    /// How many screens, at least 1.
    pub pages: u64,
}

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

/// One act of trashing.
#[derive(Clone, Debug)]
pub struct TrashRow {
    /// The node that was trashed.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its draft's title.
    pub title: String,
    /// How many nodes below it went along.
    pub below: u64,
    /// Where it stood.
    pub old_path: String,
    /// When.
    pub trashed_at: DateTime<Utc>,
    /// By whom.
    pub trashed_by: String,
}

/// One line of the site's history.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// The action that the line belongs to.
    pub group: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What they did, in the past tense: "published".
    pub action: String,
    /// To which node.
    pub node: Option<NodeId>,
    /// What it was called.
    pub title: String,
    /// The rest of the sentence; may be empty.
    pub detail: String,
}

/// The events that the permit's holder may know of.
pub async fn events(
    store: &Store,
    permit: &Permit,
    shown: EventsShown,
    page: u64,
) -> Result<Page<EventRow>, StoreError> {
    let query = nodes::Entity::find().filter(nodes::Column::Kind.eq("event")).filter(nodes::Column::Trashing.is_null());
    let rows = tree::rows(store.readers(), query, permit).await?;
    let facts = facts(store, permit, Kind::Event).await?;
    let categories: Vec<NodeId> = facts.values().filter_map(|(parent, ..)| *parent).collect();
    let titles = tree::titles(store, permit, &categories).await?;
    let now = store.now();
    let mut events: Vec<(Option<DateTime<Utc>>, EventRow)> = Vec::new();
    for row in rows {
        let Some((parent, revision, details)) = facts.get(&row.id.0) else { continue };
        let Details::Event(event) = details else { continue };
        let starts_at = event.starts_at();
        let fits = match shown {
            EventsShown::Upcoming => starts_at.is_none_or(|start| start > now),
            EventsShown::Past => starts_at.is_some_and(|start| start <= now),
            EventsShown::Drafts => !row.state.is_live(),
            EventsShown::All => true,
        };
        if fits {
            let category = parent.and_then(|parent| titles.get(&parent).cloned()).unwrap_or_default();
            let event_row = EventRow {
                row,
                category,
                start: event.start,
                time_zone: event.time_zone.clone(),
                place: event.place.clone(),
                format: event.format,
                status: event.status,
                revision: *revision,
            };
            events.push((starts_at, event_row));
        }
    }
    events.sort_by(|(left, a), (right, b)| (left, &a.row.title, a.row.id).cmp(&(right, &b.row.title, b.row.id)));
    if shown == EventsShown::Past {
        events.reverse();
    }
    Ok(cut(events.into_iter().map(|(_, event)| event).collect(), page))
}

/// Providers with all of these words in their name, in alphabetical order.
pub async fn providers(store: &Store, permit: &Permit, text: &str, page: u64) -> Result<Page<ProviderRow>, StoreError> {
    let query =
        nodes::Entity::find().filter(nodes::Column::Kind.eq("provider")).filter(nodes::Column::Trashing.is_null());
    let rows = tree::rows(store.readers(), query, permit).await?;
    let facts = facts(store, permit, Kind::Provider).await?;
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let mut providers = Vec::new();
    for row in rows {
        let title = row.title.to_lowercase();
        if !words.iter().all(|word| title.contains(word)) {
            continue;
        }
        if let Some((_, _, Details::Provider(provider))) = facts.get(&row.id.0) {
            providers.push(ProviderRow { row, regions: provider.regions.clone(), routes: provider.routes.clone() });
        }
    }
    providers.sort_by_cached_key(|provider| (provider.row.title.to_lowercase(), provider.row.id));
    Ok(cut(providers, page))
}

/// What lies in the trash, latest first.
pub async fn trash(store: &Store, permit: &Permit) -> Result<Vec<TrashRow>, StoreError> {
    let acts = trashings::Entity::find().order_by_desc(trashings::Column::Id).all(store.readers()).await?;
    let trashed = nodes::Entity::find().filter(nodes::Column::Trashing.is_not_null());
    let rows = tree::rows(store.readers(), trashed, permit).await?;
    let mut found = Vec::new();
    for act in acts {
        let together = nodes::Entity::find().filter(nodes::Column::Trashing.eq(act.id)).count(store.readers()).await?;
        let Some(row) = rows.iter().find(|row| row.id.0 == act.node).filter(|_| together > 0) else { continue };
        let inside = nodes::Entity::find_by_id(act.node).filter(nodes::Column::Trashing.eq(act.id));
        if inside.count(store.readers()).await? == 0 {
            continue;
        }
        found.push(TrashRow {
            id: row.id,
            kind: row.kind,
            title: row.title.clone(),
            below: together - 1,
            old_path: act.old_path,
            trashed_at: act.made_at,
            trashed_by: act.made_by_name,
        });
    }
    Ok(found)
}

/// What happened last on the site.
pub async fn recent(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<AuditRow>, StoreError> {
    let mut query = audit::Entity::find().order_by_desc(audit::Column::Id).limit(limit);
    if let Some(lines) = permit.reach().audit_lines() {
        query = query.filter(lines);
    }
    let rows = query.all(store.readers()).await?;
    let lines = rows.into_iter().map(|row| AuditRow {
        group: row.action_group,
        at: row.made_at,
        actor: row.actor_name,
        action: row.action,
        node: row.node.map(NodeId),
        title: row.title,
        detail: row.detail,
    });
    Ok(lines.collect())
}

/// The nodes whose draft this person saved last and which the public does not read as it stands.
pub async fn my_drafts(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<TreeRow>, StoreError> {
    let Some(user) = permit.actor().user() else { return Ok(Vec::new()) };
    let differs = Condition::any().add(nodes::Column::LiveRevision.is_null()).add(
        Expr::col((nodes::Entity, nodes::Column::LiveRevision))
            .not_equals((nodes::Entity, nodes::Column::DraftRevision)),
    );
    let query = nodes::Entity::find()
        .join(JoinType::InnerJoin, draft_relation())
        .filter(revisions::Column::Author.eq(user.0))
        .filter(nodes::Column::Trashing.is_null())
        .filter(differs)
        .order_by_desc(revisions::Column::Id)
        .limit(limit);
    tree::rows(store.readers(), query, permit).await
}

type Facts = std::collections::HashMap<i64, (Option<NodeId>, RevisionId, Details)>;

/// Parent, revision and the kind's own fields of every node of a kind that is not in the trash, as the permit's holder
/// may read them.
async fn facts(store: &Store, permit: &Permit, kind: Kind) -> Result<Facts, StoreError> {
    let query = nodes::Entity::find()
        .select_only()
        .columns([nodes::Column::Id, nodes::Column::Parent])
        .column_as(revisions::Column::Id, "revision")
        .column(revisions::Column::Content)
        .filter(nodes::Column::Kind.eq(kind.as_str()))
        .filter(nodes::Column::Trashing.is_null());
    let query = with_shown_revision(visible(query, permit), permit);
    let found: Vec<(i64, Option<i64>, i64, String)> = query.into_tuple().all(store.readers()).await?;
    let mut facts = Facts::new();
    for (id, parent, revision, content) in found {
        let text = content::Document::read(&content).map_err(|source| StoreError::Document { revision, source })?;
        facts.insert(id, (parent.map(NodeId), RevisionId(revision), text.details));
    }
    Ok(facts)
}

fn cut<T>(items: Vec<T>, page: u64) -> Page<T> {
    let total = items.len();
    let page = Ord::max(page, 1);
    let skipped = usize::try_from(page - 1).unwrap_or(usize::MAX).saturating_mul(PER_PAGE);
    let items = items.into_iter().skip(skipped).take(PER_PAGE).collect();
    Page { items, total: total as u64, page, pages: Ord::max(total.div_ceil(PER_PAGE), 1) as u64 }
}
