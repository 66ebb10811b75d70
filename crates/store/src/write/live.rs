use accounts::Actor;
use chrono::{DateTime, Utc};
use content::{Details, Draft, EventDetails, NodeId, ProviderDetails, RevisionId, UrlPath, wall};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use crate::{
    Effect, LiveFacts, NodeRow, StoreError, Tx,
    entities::{live_bodies, live_events, live_nodes, live_pages, live_providers, nodes, publications},
    projection::Rendered,
    write::links::Side,
};

/// Everything that publishing writes of a node.
#[derive(Clone, Debug)]
pub struct Projection<'a> {
    /// The node.
    pub node: &'a NodeRow,
    /// Its address.
    pub path: &'a UrlPath,
    /// Which revision becomes live.
    pub revision: RevisionId,
    /// Its text.
    pub draft: &'a Draft,
    /// The text rendered.
    pub rendered: &'a Rendered,
    /// Who publishes.
    pub actor: &'a Actor,
    /// The dates that the public saw before, where an earlier state comes back; `None` dates it now.
    pub dates: Option<&'a LiveFacts>,
}

impl Tx {
    /// Makes a revision what the public reads, in place of what it read before.
    pub async fn put_live(&self, projection: &Projection<'_>) -> Result<(), StoreError> {
        let Projection { node, path, revision, draft, rendered, actor, dates } = projection;
        let id = node.id.0;
        let before = self.live_facts(node.id).await?;
        let first_published = match dates {
            Some(dates) => dates.first_published,
            None => self.first_published(node.id).await?.unwrap_or(self.now()),
        };
        let last_published = dates.map_or(self.now(), |dates| dates.last_published);
        self.end_publication(node.id, "replaced").await?;
        self.delete_live(node.id).await?;
        let (in_menu, noindex) = match &draft.details {
            Details::Page(page) => (page.in_menu, page.noindex),
            Details::Event(_) | Details::Provider(_) => (false, false),
        };
        let row = live_nodes::ActiveModel {
            node: Set(id),
            kind: Set(node.kind.as_str().into()),
            parent: Set(node.parent.map(|parent| parent.0)),
            path: Set(path.to_string()),
            position: Set(node.position),
            title: Set(draft.title.clone()),
            navigation_title: Set(draft.navigation_title.clone()),
            summary: Set(draft.summary.clone()),
            in_menu: Set(in_menu),
            noindex: Set(noindex),
            revision: Set(revision.0),
            first_published: Set(first_published),
            last_published: Set(last_published),
        };
        live_nodes::Entity::insert(row).exec_without_returning(self.connection()).await?;
        let body = live_bodies::ActiveModel { node: Set(id), body: Set(json(&rendered.body)) };
        live_bodies::Entity::insert(body).exec_without_returning(self.connection()).await?;
        match &draft.details {
            Details::Page(page) => {
                let row = live_pages::ActiveModel {
                    node: Set(id),
                    foot_choice: Set(rendered.foot_choice.as_str().into()),
                    foot: Set(json(&rendered.foot)),
                    canonical: Set(page.canonical.clone()),
                };
                live_pages::Entity::insert(row).exec_without_returning(self.connection()).await?;
            }
            Details::Event(event) => self.put_live_event(node.id, event).await?,
            Details::Provider(provider) => self.put_live_provider(node.id, provider).await?,
        }
        self.put_links(node.id, Side::Live, &rendered.links).await?;
        self.put_anchors(node.id, &rendered.anchors).await?;
        self.set_live(node.id, Some(*revision)).await?;
        let publication = publications::ActiveModel {
            node: Set(id),
            revision: Set(revision.0),
            live_from: Set(self.now()),
            published_by: Set(actor.user().map(|user| user.0)),
            published_by_name: Set(actor.label().into()),
            ..Default::default()
        };
        publications::Entity::insert(publication).exec_without_returning(self.connection()).await?;
        let after = self.live_facts(node.id).await?;
        self.record(Effect::Live { node: node.id, old: before, new: after });
        Ok(())
    }

    /// Takes a node off the public site. `reason` is kept with the publication that ends.
    pub async fn remove_live(&self, node: NodeId, reason: &str) -> Result<(), StoreError> {
        let before = self.live_facts(node).await?;
        self.end_publication(node, reason).await?;
        self.delete_live(node).await?;
        self.put_links(node, Side::Live, &[]).await?;
        self.put_anchors(node, &[]).await?;
        self.record(Effect::Live { node, old: before, new: None });
        self.set_live(node, None).await
    }

    /// Whether a node was ever public, and since when.
    pub async fn first_published(&self, node: NodeId) -> Result<Option<DateTime<Utc>>, StoreError> {
        let first = publications::Entity::find()
            .filter(publications::Column::Node.eq(node.0))
            .order_by_asc(publications::Column::Id)
            .one(self.connection())
            .await?;
        Ok(first.map(|row| row.live_from))
    }

    async fn put_live_event(&self, node: NodeId, event: &EventDetails) -> Result<(), StoreError> {
        let starts_at =
            event.starts_at().ok_or_else(|| StoreError::corrupt("revisions", node, "content", "no start"))?;
        let row = live_events::ActiveModel {
            node: Set(node.0),
            starts_at: Set(starts_at),
            ends_at: Set(event.ends_at()),
            month: Set(wall::local(starts_at, &event.time_zone).format("%Y-%m").to_string()),
            place: Set(event.place.clone()),
            format: Set(event.format.as_str().into()),
            status: Set(event.status.as_str().into()),
            details: Set(json(event)),
        };
        live_events::Entity::insert(row).exec_without_returning(self.connection()).await?;
        Ok(())
    }

    async fn put_live_provider(&self, node: NodeId, provider: &ProviderDetails) -> Result<(), StoreError> {
        let row = live_providers::ActiveModel { node: Set(node.0), details: Set(json(provider)) };
        live_providers::Entity::insert(row).exec_without_returning(self.connection()).await?;
        Ok(())
    }

    async fn delete_live(&self, node: NodeId) -> Result<(), StoreError> {
        live_bodies::Entity::delete_by_id(node.0).exec(self.connection()).await?;
        live_pages::Entity::delete_by_id(node.0).exec(self.connection()).await?;
        live_events::Entity::delete_by_id(node.0).exec(self.connection()).await?;
        live_providers::Entity::delete_by_id(node.0).exec(self.connection()).await?;
        live_nodes::Entity::delete_by_id(node.0).exec(self.connection()).await?;
        Ok(())
    }

    async fn set_live(&self, node: NodeId, revision: Option<RevisionId>) -> Result<(), StoreError> {
        let row = nodes::ActiveModel {
            id: Set(node.0),
            live_revision: Set(revision.map(|revision| revision.0)),
            ..Default::default()
        };
        nodes::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    async fn end_publication(&self, node: NodeId, reason: &str) -> Result<(), StoreError> {
        publications::Entity::update_many()
            .col_expr(publications::Column::LiveUntil, Expr::value(Some(self.now())))
            .col_expr(publications::Column::EndedBecause, Expr::value(Some(reason.to_owned())))
            .filter(publications::Column::Node.eq(node.0))
            .filter(publications::Column::LiveUntil.is_null())
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

pub(crate) fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("these values have only text keys")
}
