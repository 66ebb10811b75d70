//! Live events, always in the order of start, title and number.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use content::{EventDetails, Format, NodeId, UrlPath};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, SelectTwo};

use super::{
    Card, EventCard, EventFilter, Month, lists,
    node::{path, read},
};
use crate::{
    StoreError,
    entities::{live_events, live_nodes},
};

/// The most events that one list works with; a site with more upcoming ones shows its soonest.
const MOST: u64 = 5_000;

/// The soonest events that have not begun, below a page or on the whole site.
pub(super) async fn soonest<C: ConnectionTrait>(
    connection: &C,
    below: Option<&UrlPath>,
    now: DateTime<Utc>,
    count: u64,
) -> Result<Vec<EventCard>, StoreError> {
    let upcoming = live_events::Entity::find().filter(live_events::Column::StartsAt.gt(now));
    let mut query = in_order(upcoming);
    if let Some(path) = below {
        let (start, end) = path.below();
        query = query.filter(live_nodes::Column::Path.gte(start)).filter(live_nodes::Column::Path.lt(end));
    }
    cards(connection, query.limit(count).all(connection).await?).await
}

/// Every event below a page that has not begun.
pub(super) async fn upcoming_below<C: ConnectionTrait>(
    connection: &C,
    path: &UrlPath,
    now: DateTime<Utc>,
) -> Result<Vec<EventCard>, StoreError> {
    soonest(connection, Some(path), now, MOST).await
}

/// Joins the nodes and sorts as every list does.
pub(super) fn in_order(query: Select<live_events::Entity>) -> SelectTwo<live_events::Entity, live_nodes::Entity> {
    query
        .find_also_related(live_nodes::Entity)
        .order_by_asc(live_events::Column::StartsAt)
        .order_by_asc(live_nodes::Column::Title)
        .order_by_asc(live_events::Column::Node)
}

/// Rows as cards, their categories looked up in one query.
pub(super) async fn cards<C: ConnectionTrait>(
    connection: &C,
    rows: Vec<(live_events::Model, Option<live_nodes::Model>)>,
) -> Result<Vec<EventCard>, StoreError> {
    let parents: BTreeSet<i64> = rows.iter().filter_map(|(_, node)| node.as_ref()?.parent).collect();
    let mut categories: HashMap<i64, Card> = HashMap::new();
    let found = live_nodes::Entity::find().filter(live_nodes::Column::Node.is_in(parents));
    for row in found.all(connection).await? {
        categories.insert(row.node, lists::card(&row)?);
    }
    let mut cards = Vec::with_capacity(rows.len());
    for (event, node) in rows {
        let node = node.ok_or_else(|| StoreError::corrupt("live_events", event.node, "node", "no such live node"))?;
        let details: EventDetails = read("live_events", event.node, "details", &event.details)?;
        let category = node.parent.and_then(|parent| categories.get(&parent).cloned());
        cards.extend(card(NodeId(event.node), &path(&node)?, &node.title, &node.summary, category, &details));
    }
    Ok(cards)
}

/// An event as lists show it; `None` while it has no start, as in a preview of an unfinished draft.
pub(super) fn card(
    id: NodeId,
    path: &UrlPath,
    title: &str,
    summary: &str,
    category: Option<Card>,
    details: &EventDetails,
) -> Option<EventCard> {
    Some(EventCard {
        id,
        path: path.clone(),
        title: title.into(),
        summary: summary.into(),
        category,
        starts_at: details.starts_at()?,
        ends_at: details.ends_at(),
        start: details.start?,
        end: details.end,
        time_zone: details.time_zone.clone(),
        format: details.format,
        place: details.place.clone(),
        status: details.status,
    })
}

/// Whether a filter lets an event through.
pub(super) fn fits(event: &EventCard, filter: &EventFilter) -> bool {
    let format = match filter.format {
        None => true,
        Some(Format::Both) => event.format == Format::Both,
        Some(format) => event.format == format || event.format == Format::Both,
    };
    format
        && filter.place.as_ref().is_none_or(|place| *place == event.place)
        && filter.month.is_none_or(|month| month == month_of(event))
}

/// The places among events, in alphabetical order.
pub(super) fn places(events: &[EventCard]) -> Vec<String> {
    let places: BTreeSet<&String> = events.iter().map(|event| &event.place).filter(|place| !place.is_empty()).collect();
    places.into_iter().cloned().collect()
}

/// The months among events, in their order.
pub(super) fn months(events: &[EventCard]) -> Vec<Month> {
    let months: BTreeSet<Month> = events.iter().map(month_of).collect();
    months.into_iter().collect()
}

fn month_of(event: &EventCard) -> Month {
    use chrono::Datelike;
    Month { year: event.start.year(), month: event.start.month() }
}
