//! Writing many new live nodes with few statements: for sites that are made or brought in as a whole.

use accounts::Actor;
use chrono::{DateTime, Utc};
use content::{Details, Document, Draft, EventDetails, NodeId, Origin, Slug, UrlPath, wall};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, QueryOrder, QuerySelect};

use crate::{
    StoreError, Tx, dialect,
    entities::{
        event_times, findings, links, live_bodies, live_events, live_nodes, live_pages, live_providers, nodes,
        publications, revisions, upkeep,
    },
    projection::Rendered,
    write::{checks::finding_row, links::Side, live::json},
};

/// Rows of one statement: with at most fifteen columns well below SQLite's 32,766 parameters.
const CHUNK: usize = 1_000;

/// A node that is new and live at once.
#[derive(Clone, Debug)]
pub struct NewLiveNode {
    /// Its number, which must be free.
    pub id: NodeId,
    /// Its parent, which stands in the database or earlier in the list.
    pub parent: NodeId,
    /// The last part of its address.
    pub slug: Slug,
    /// Its address, which must be free.
    pub path: UrlPath,
    /// Where it stands among its siblings.
    pub position: i64,
    /// Its text.
    pub draft: Draft,
    /// The text rendered.
    pub rendered: Rendered,
}

impl Tx {
    /// The highest number that a node bears.
    pub async fn last_node(&self) -> Result<NodeId, StoreError> {
        let last: Option<i64> = nodes::Entity::find()
            .select_only()
            .column(nodes::Column::Id)
            .order_by_desc(nodes::Column::Id)
            .limit(1)
            .into_tuple()
            .one(self.connection())
            .await?;
        Ok(NodeId(last.unwrap_or(0)))
    }

    /// Writes nodes that are published as they are made, with all that publishing writes of them. The caller says so to the caches.
    pub async fn insert_live(&self, new: &[NewLiveNode], actor: &Actor) -> Result<(), StoreError> {
        let mut next = self.next_revisions(new.len()).await?;
        for chunk in new.chunks(CHUNK) {
            self.insert_live_chunk(chunk, next, actor).await?;
            next += i64::try_from(chunk.len()).unwrap_or(0);
        }
        Ok(())
    }

    async fn insert_live_chunk(&self, new: &[NewLiveNode], first: i64, actor: &Actor) -> Result<(), StoreError> {
        let rows = Rows::of(new, first, self.now(), actor);
        self.insert_all(rows.nodes).await?;
        self.insert_all(rows.revisions).await?;
        self.insert_all(rows.live_nodes).await?;
        self.insert_all(rows.bodies).await?;
        self.insert_all(rows.pages).await?;
        self.insert_all(rows.events).await?;
        self.insert_all(rows.times).await?;
        self.insert_all(rows.providers).await?;
        self.insert_all(rows.publications).await?;
        self.insert_all(rows.upkeep).await?;
        self.insert_all(rows.findings).await?;
        self.insert_all(rows.links).await?;
        if let (Some(first), Some(last)) = (new.first(), new.last()) {
            dialect::add_to_search(self.connection(), first.id.0, last.id.0).await?;
        }
        Ok(())
    }

    async fn insert_all<A>(&self, rows: Vec<A>) -> Result<(), StoreError>
    where
        A: ActiveModelTrait + Send,
    {
        for chunk in rows.chunks(CHUNK) {
            A::Entity::insert_many(chunk.to_vec()).exec_without_returning(self.connection()).await?;
        }
        Ok(())
    }
}

/// The rows of some new nodes, table by table.
struct Rows {
    nodes: Vec<nodes::ActiveModel>,
    revisions: Vec<revisions::ActiveModel>,
    live_nodes: Vec<live_nodes::ActiveModel>,
    bodies: Vec<live_bodies::ActiveModel>,
    pages: Vec<live_pages::ActiveModel>,
    events: Vec<live_events::ActiveModel>,
    times: Vec<event_times::ActiveModel>,
    providers: Vec<live_providers::ActiveModel>,
    publications: Vec<publications::ActiveModel>,
    links: Vec<links::ActiveModel>,
    findings: Vec<findings::ActiveModel>,
    upkeep: Vec<upkeep::ActiveModel>,
}

impl Rows {
    /// `first` is the number of the first node's revision.
    fn of(new: &[NewLiveNode], first: i64, now: DateTime<Utc>, actor: &Actor) -> Self {
        let user = actor.user().map(|user| user.0);
        let numbered = || (first..).zip(new);
        let body = |node: &NewLiveNode| live_bodies::ActiveModel {
            node: Set(node.id.0),
            body: Set(json(&node.rendered.body)),
            changes: Set("[]".into()),
        };
        Self {
            nodes: numbered().map(|(revision, new)| node(new, revision, now, user)).collect(),
            revisions: numbered().map(|(number, new)| revision(new, number, now, actor)).collect(),
            live_nodes: numbered().map(|(revision, new)| live_node(new, revision, now)).collect(),
            bodies: new.iter().map(body).collect(),
            pages: new.iter().filter_map(live_page).collect(),
            events: new.iter().filter_map(live_event).collect(),
            times: numbered().filter_map(|(revision, new)| super::revisions::time(revision, &new.draft)).collect(),
            providers: new.iter().filter_map(live_provider).collect(),
            publications: numbered().map(|(revision, new)| publication(new, revision, now, actor)).collect(),
            findings: [Side::Draft, Side::Live]
                .into_iter()
                .flat_map(|side| new.iter().flat_map(move |new| findings_of(new, side)))
                .collect(),
            upkeep: new.iter().map(|new| new.rendered.upkeep.row(new.id, now)).collect(),
            links: [Side::Draft, Side::Live]
                .into_iter()
                .flat_map(|side| new.iter().flat_map(move |new| refers(new, side)))
                .collect(),
        }
    }
}

fn node(new: &NewLiveNode, revision: i64, now: DateTime<Utc>, user: Option<i64>) -> nodes::ActiveModel {
    nodes::ActiveModel {
        id: Set(new.id.0),
        kind: Set(new.draft.kind().as_str().into()),
        parent: Set(Some(new.parent.0)),
        slug: Set(new.slug.to_string()),
        position: Set(new.position),
        path: Set(Some(new.path.to_string())),
        draft_revision: Set(Some(revision)),
        live_revision: Set(Some(revision)),
        trashing: Set(None),
        stand_in: Set(None),
        created_at: Set(now),
        created_by: Set(user),
        starts_at: Set(new.draft.event().and_then(EventDetails::starts_at)),
    }
}

fn revision(new: &NewLiveNode, number: i64, now: DateTime<Utc>, actor: &Actor) -> revisions::ActiveModel {
    revisions::ActiveModel {
        id: Set(number),
        node: Set(new.id.0),
        number: Set(1),
        author: Set(actor.user().map(|user| user.0)),
        author_name: Set(actor.label().into()),
        made_at: Set(now),
        note: Set(String::new()),
        origin: Set(Origin::Imported.as_str().into()),
        title: Set(new.draft.title.clone()),
        content: Set(Document::write(&new.draft)),
        lists_events: Set(super::revisions::lists_events(&new.draft)),
        sets_foot: Set(super::revisions::sets_foot(&new.draft)),
    }
}

fn publication(new: &NewLiveNode, revision: i64, now: DateTime<Utc>, actor: &Actor) -> publications::ActiveModel {
    publications::ActiveModel {
        node: Set(new.id.0),
        revision: Set(revision),
        live_from: Set(now),
        published_by: Set(actor.user().map(|user| user.0)),
        published_by_name: Set(actor.label().into()),
        note: Set(String::new()),
        ..Default::default()
    }
}

fn findings_of(new: &NewLiveNode, side: Side) -> impl Iterator<Item = findings::ActiveModel> {
    new.rendered.findings.iter().map(move |finding| finding_row(new.id, side, finding))
}

fn refers(new: &NewLiveNode, side: Side) -> Vec<links::ActiveModel> {
    new.rendered.links.iter().map(|link| super::links::row(new.id, side, link)).collect()
}

fn live_node(node: &NewLiveNode, revision: i64, now: DateTime<Utc>) -> live_nodes::ActiveModel {
    let (in_menu, noindex) = match &node.draft.details {
        Details::Page(page) => (page.in_menu, page.noindex),
        Details::Event(_) | Details::Provider(_) => (false, false),
    };
    live_nodes::ActiveModel {
        node: Set(node.id.0),
        kind: Set(node.draft.kind().as_str().into()),
        parent: Set(Some(node.parent.0)),
        path: Set(node.path.to_string()),
        position: Set(node.position),
        title: Set(node.draft.title.clone()),
        navigation_title: Set(node.draft.navigation_title.clone()),
        summary: Set(node.draft.summary.clone()),
        in_menu: Set(in_menu),
        noindex: Set(noindex),
        revision: Set(revision),
        first_published: Set(now),
        last_published: Set(now),
    }
}

fn live_page(node: &NewLiveNode) -> Option<live_pages::ActiveModel> {
    let Details::Page(page) = &node.draft.details else { return None };
    Some(super::live::live_page(node.id, page, &node.rendered))
}

fn live_event(node: &NewLiveNode) -> Option<live_events::ActiveModel> {
    let Details::Event(event) = &node.draft.details else { return None };
    let starts_at = event.starts_at()?;
    Some(live_events::ActiveModel {
        node: Set(node.id.0),
        starts_at: Set(starts_at),
        ends_at: Set(event.ends_at()),
        month: Set(wall::local(starts_at, &event.time_zone).format("%Y-%m").to_string()),
        place: Set(event.place.clone()),
        format: Set(event.format.as_str().into()),
        status: Set(event.status.as_str().into()),
        details: Set(json(event)),
    })
}

fn live_provider(node: &NewLiveNode) -> Option<live_providers::ActiveModel> {
    let Details::Provider(provider) = &node.draft.details else { return None };
    Some(live_providers::ActiveModel { node: Set(node.id.0), details: Set(json(provider)) })
}
