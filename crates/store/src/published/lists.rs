//! Lists for the menu, the sitemap, the API and the way onward from a missing page.

use content::{Kind, NodeId, UrlPath};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Card, EventCard, Listing, NodeItem, ProviderCard, SitemapEntry, Slice, When, events as live_event_cards,
    node::{kind, label, path},
    providers as live_provider_cards,
};
use crate::{
    Store, StoreError,
    entities::{live_events, live_nodes},
    open::last_change,
};

/// The pages of the main menu, in the order of the tree.
pub async fn menu(store: &Store) -> Result<Vec<Card>, StoreError> {
    menu_of(store.readers()).await
}

/// Ways onward from an address where nothing is: the nearest live page above it and what lies below that, else the
/// home page's.
pub async fn suggestions(store: &Store, path: &str) -> Result<Vec<Card>, StoreError> {
    const MOST: u64 = 8;
    let snapshot = store.snapshot().await?;
    let nearest = UrlPath::from_request(path).map_or_else(|| vec![UrlPath::root()], |path| path.ancestors());
    let mut above = live_nodes::Entity::find()
        .filter(live_nodes::Column::Path.is_in(nearest.iter().map(UrlPath::as_str)))
        .all(&snapshot)
        .await?;
    above.sort_by_key(|row| row.path.len());
    let Some(nearest) = above.pop() else { return Ok(Vec::new()) };
    let below = live_nodes::Entity::find()
        .filter(live_nodes::Column::Parent.eq(nearest.node))
        .order_by_asc(live_nodes::Column::Position)
        .order_by_asc(live_nodes::Column::Node)
        .limit(MOST)
        .all(&snapshot)
        .await?;
    std::iter::once(&nearest).chain(&below).map(card).collect()
}

/// Every address that search engines should know, in the order of the addresses.
pub async fn sitemap(store: &Store) -> Result<Vec<SitemapEntry>, StoreError> {
    // The sitemap protocol allows 50,000 addresses in one file (sitemaps.org).
    const MOST: u64 = 50_000;
    let rows = live_nodes::Entity::find()
        .filter(live_nodes::Column::Noindex.eq(false))
        .order_by_asc(live_nodes::Column::Path)
        .limit(MOST)
        .all(store.readers())
        .await?;
    rows.iter().map(|row| Ok(SitemapEntry { path: path(row)?, last_published: row.last_published })).collect()
}

/// Live pages, in the order of their addresses.
pub async fn pages(store: &Store, slice: Slice) -> Result<Listing<NodeItem>, StoreError> {
    let snapshot = store.snapshot().await?;
    let query = live_nodes::Entity::find()
        .filter(live_nodes::Column::Kind.eq(Kind::Page.as_str()))
        .order_by_asc(live_nodes::Column::Path);
    let total = query.clone().count(&snapshot).await?;
    let rows = query.offset(slice.offset).limit(slice.limit).all(&snapshot).await?;
    let items = rows.iter().map(item).collect::<Result<_, _>>()?;
    Ok(Listing { items, total, sequence: last_change(&snapshot).await?, valid_until: None })
}

/// Live events, soonest first; past ones latest first.
pub async fn events(store: &Store, slice: Slice, when: Option<When>) -> Result<Listing<EventCard>, StoreError> {
    let snapshot = store.snapshot().await?;
    let now = store.now();
    let mut query = live_events::Entity::find();
    query = match when {
        Some(When::Upcoming) => query.filter(live_events::Column::StartsAt.gt(now)),
        Some(When::Past) => {
            query.filter(live_events::Column::StartsAt.lte(now)).order_by_desc(live_events::Column::StartsAt)
        }
        None => query,
    };
    let total = query.clone().count(&snapshot).await?;
    let rows = live_event_cards::in_order(query).offset(slice.offset).limit(slice.limit).all(&snapshot).await?;
    let items = live_event_cards::cards(&snapshot, rows).await?;
    let next = live_events::Entity::find()
        .filter(live_events::Column::StartsAt.gt(now))
        .order_by_asc(live_events::Column::StartsAt)
        .one(&snapshot)
        .await?;
    let valid_until = next.filter(|_| when.is_some()).map(|event| event.starts_at);
    Ok(Listing { items, total, sequence: last_change(&snapshot).await?, valid_until })
}

/// Live providers in alphabetical order.
pub async fn providers(store: &Store, slice: Slice) -> Result<Listing<ProviderCard>, StoreError> {
    let snapshot = store.snapshot().await?;
    let all = live_provider_cards::all(&snapshot).await?;
    let total = all.len() as u64;
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let items = all.into_iter().skip(number(slice.offset)).take(number(slice.limit)).collect();
    Ok(Listing { items, total, sequence: last_change(&snapshot).await?, valid_until: None })
}

pub(super) async fn menu_of<C: ConnectionTrait>(connection: &C) -> Result<Vec<Card>, StoreError> {
    let mut rows = live_nodes::Entity::find().filter(live_nodes::Column::InMenu.eq(true)).all(connection).await?;
    // Shallow pages first, each level in the order of the tree.
    rows.sort_by_key(|row| (row.path.matches('/').count(), row.position, row.node));
    rows.iter().map(|row| Ok(Card { title: label(row).into(), ..card(row)? })).collect()
}

/// A live node as lists of links show it.
pub(super) fn card(row: &live_nodes::Model) -> Result<Card, StoreError> {
    Ok(Card {
        id: NodeId(row.node),
        kind: kind(row)?,
        title: row.title.clone(),
        path: path(row)?,
        summary: row.summary.clone(),
    })
}

fn item(row: &live_nodes::Model) -> Result<NodeItem, StoreError> {
    Ok(NodeItem {
        id: NodeId(row.node),
        title: row.title.clone(),
        path: path(row)?,
        summary: row.summary.clone(),
        last_published: row.last_published,
    })
}
