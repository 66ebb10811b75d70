//! One node put together from the live tables, in a number of queries that does not grow with the page.

use chrono::{DateTime, Utc};
use content::{BlockContent, Draft, EventDetails, Kind, NodeId, ProviderDetails, TrailStep, UrlPath};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Card, EventFilter, PublishedNode, blocks::Reading, events, lists};
use crate::{
    StoreError,
    entities::{live_bodies, live_events, live_nodes, live_pages, live_providers},
    open::last_change,
    projection::{FootChoice, LiveBlock, Rendered},
    write::PublicChange,
};

/// A node's own part of its page: from the live tables, or from a draft that is previewed.
pub(super) struct Base {
    pub(super) id: NodeId,
    kind: Kind,
    parent: Option<NodeId>,
    pub(super) path: UrlPath,
    title: String,
    label: String,
    summary: String,
    noindex: bool,
    canonical: String,
    first_published: Option<DateTime<Utc>>,
    last_published: Option<DateTime<Utc>>,
    changes: Vec<PublicChange>,
    body: Vec<LiveBlock>,
    foot_choice: FootChoice,
    foot: Vec<LiveBlock>,
    event: Option<EventDetails>,
    provider: Option<ProviderDetails>,
    /// The token of the preview; empty on the public site.
    pub(super) preview: String,
}

impl Base {
    /// The base of a live node.
    pub(super) async fn live<C: ConnectionTrait>(connection: &C, row: live_nodes::Model) -> Result<Self, StoreError> {
        let id = row.node;
        let body = live_bodies::Entity::find_by_id(id).one(connection).await?;
        let mut base = Self {
            id: NodeId(id),
            kind: kind(&row)?,
            parent: row.parent.map(NodeId),
            path: path(&row)?,
            label: label(&row).into(),
            title: row.title,
            summary: row.summary,
            noindex: row.noindex,
            canonical: String::new(),
            first_published: Some(row.first_published),
            last_published: Some(row.last_published),
            changes: read("live_bodies", id, "changes", body.as_ref().map_or("[]", |body| &body.changes))?,
            body: read("live_bodies", id, "body", body.as_ref().map_or("[]", |body| &body.body))?,
            foot_choice: FootChoice::Off,
            foot: Vec::new(),
            event: None,
            provider: None,
            preview: String::new(),
        };
        match base.kind {
            Kind::Page => {
                if let Some(page) = live_pages::Entity::find_by_id(id).one(connection).await? {
                    base.foot_choice = foot_choice(&page)?;
                    base.foot = read("live_pages", id, "foot", &page.foot)?;
                    base.canonical = page.canonical;
                }
            }
            Kind::Event => {
                if let Some(event) = live_events::Entity::find_by_id(id).one(connection).await? {
                    base.event = Some(read("live_events", id, "details", &event.details)?);
                }
            }
            Kind::Provider => {
                if let Some(provider) = live_providers::Entity::find_by_id(id).one(connection).await? {
                    base.provider = Some(read("live_providers", id, "details", &provider.details)?);
                }
            }
        }
        Ok(base)
    }

    /// The base of a draft, as if it were live.
    pub(super) fn preview(
        id: NodeId,
        parent: Option<NodeId>,
        path: UrlPath,
        draft: Draft,
        rendered: Rendered,
        live: Option<&live_nodes::Model>,
    ) -> Self {
        let kind = draft.kind();
        let label = draft.label().to_owned();
        let (noindex, canonical, event, provider) = match draft.details {
            content::Details::Page(page) => (page.noindex, page.canonical, None, None),
            content::Details::Event(event) => (false, String::new(), Some(event), None),
            content::Details::Provider(provider) => (false, String::new(), None, Some(provider)),
        };
        Self {
            id,
            kind,
            parent,
            path,
            title: draft.title,
            label,
            summary: draft.summary,
            noindex,
            canonical,
            first_published: live.map(|live| live.first_published),
            last_published: live.map(|live| live.last_published),
            // A preview is for the text; what readers were told stands on the page itself.
            changes: Vec::new(),
            body: rendered.body,
            foot_choice: rendered.foot_choice,
            foot: rendered.foot,
            event,
            provider,
            preview: String::new(),
        }
    }
}

/// Puts a node together with everything around it.
pub(super) async fn assemble<C: ConnectionTrait>(
    connection: &C,
    base: Base,
    now: DateTime<Utc>,
    filter: &EventFilter,
) -> Result<PublishedNode, StoreError> {
    let sequence = last_change(connection).await?;
    let trail = trail(connection, &base).await?;
    let foot = match base.foot_choice {
        FootChoice::Own => base.foot.clone(),
        FootChoice::Off => Vec::new(),
        FootChoice::Inherit => inherited_foot(connection, &trail).await?,
    };
    let menu = lists::menu_of(connection).await?;
    let children = children(connection, base.id).await?;
    let listens_to_query =
        base.body.iter().chain(&foot).any(|block| matches!(block.content, BlockContent::EventList(_)));
    let mut reading = Reading::new(connection, now, &base.path, &children, filter).in_preview(&base.preview);
    let booking = base.event.as_ref().and_then(|event| event.booking.clone());
    reading.load_targets(base.body.iter().chain(&foot), booking.as_ref()).await?;
    let body = reading.blocks(base.body).await?;
    let foot = reading.blocks(foot).await?;
    let event = match &base.event {
        None => None,
        Some(details) => {
            let category = match base.parent {
                Some(parent) => live_nodes::Entity::find_by_id(parent.0).one(connection).await?,
                None => None,
            };
            let category = category.map(|row| lists::card(&row)).transpose()?;
            events::card(base.id, &base.path, &base.title, &base.summary, category, details)
        }
    };
    if let Some(event) = &event {
        reading.changes_at(event.starts_at);
        reading.changes_at(event.ends_at.unwrap_or(event.starts_at));
    }
    Ok(PublishedNode {
        id: base.id,
        kind: base.kind,
        path: base.path.clone(),
        title: base.title,
        summary: base.summary,
        noindex: base.noindex,
        canonical: base.canonical,
        trail,
        first_published: base.first_published,
        last_published: base.last_published,
        changes: base.changes,
        body,
        foot,
        event,
        event_details: base.event.map(|event| EventDetails { booking: reading.booking(booking.as_ref()), ..event }),
        provider: base.provider,
        valid_until: reading.valid_until(),
        children,
        menu,
        sequence,
        listens_to_query,
    })
}

/// The live nodes on the way from the home page, the node itself last.
async fn trail<C: ConnectionTrait>(connection: &C, base: &Base) -> Result<Vec<TrailStep>, StoreError> {
    let above = base.path.ancestors();
    let mut rows = live_nodes::Entity::find()
        .filter(live_nodes::Column::Path.is_in(above.iter().map(UrlPath::as_str)))
        .all(connection)
        .await?;
    rows.sort_by_key(|row| row.path.len());
    let mut trail = Vec::with_capacity(rows.len() + 1);
    for row in &rows {
        trail.push(TrailStep { id: NodeId(row.node), title: label(row).into(), path: path(row)? });
    }
    trail.push(TrailStep { id: base.id, title: base.label.clone(), path: base.path.clone() });
    Ok(trail)
}

/// The foot of the nearest live page above that does not inherit.
async fn inherited_foot<C: ConnectionTrait>(connection: &C, trail: &[TrailStep]) -> Result<Vec<LiveBlock>, StoreError> {
    let above = trail.iter().rev().skip(1);
    let rows = live_pages::Entity::find()
        .filter(live_pages::Column::Node.is_in(above.clone().map(|step| step.id.0)))
        .filter(live_pages::Column::FootChoice.ne(FootChoice::Inherit.as_str()))
        .all(connection)
        .await?;
    let nearest = above.into_iter().find_map(|step| rows.iter().find(|row| row.node == step.id.0));
    match nearest {
        Some(row) if foot_choice(row)? == FootChoice::Own => read("live_pages", row.node, "foot", &row.foot),
        _ => Ok(Vec::new()),
    }
}

async fn children<C: ConnectionTrait>(connection: &C, parent: NodeId) -> Result<Vec<Card>, StoreError> {
    let rows = live_nodes::Entity::find()
        .filter(live_nodes::Column::Parent.eq(parent.0))
        .order_by_asc(live_nodes::Column::Position)
        .order_by_asc(live_nodes::Column::Node)
        .all(connection)
        .await?;
    rows.iter().map(lists::card).collect()
}

pub(super) fn label(row: &live_nodes::Model) -> &str {
    if row.navigation_title.is_empty() { &row.title } else { &row.navigation_title }
}

pub(super) fn kind(row: &live_nodes::Model) -> Result<Kind, StoreError> {
    row.kind.parse().map_err(|()| StoreError::corrupt("live_nodes", row.node, "kind", &row.kind))
}

pub(super) fn path(row: &live_nodes::Model) -> Result<UrlPath, StoreError> {
    UrlPath::parse(&row.path).map_err(|_| StoreError::corrupt("live_nodes", row.node, "path", &row.path))
}

/// Reads a column of JSON.
pub(super) fn read<T: serde::de::DeserializeOwned>(
    table: &'static str,
    id: i64,
    column: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::corrupt(table, id, column, text))
}

fn foot_choice(row: &live_pages::Model) -> Result<FootChoice, StoreError> {
    FootChoice::parse(&row.foot_choice)
        .ok_or_else(|| StoreError::corrupt("live_pages", row.node, "foot_choice", &row.foot_choice))
}
