use std::collections::HashSet;

use accounts::Actor;
use chrono::{DateTime, Utc};
use content::{
    Details, Document, Draft, EventDetails, Kind, NodeId, PageDetails, ProviderDetails, RedirectTarget, RevisionId,
    UrlPath, wall,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IdenStatic as _, Iterable as _, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait as _,
    sea_query::{Expr, OnConflict, SelectStatement},
};
use serde::{Deserialize, Serialize};

use crate::{
    Effect, LiveFacts, NodeRow, StoreError, Tx,
    entities::{
        links, live_bodies, live_events, live_nodes, live_pages, live_providers, nodes, publications, redirects,
        revisions,
    },
    projection::Rendered,
    together,
    write::{
        effects::LiveRow,
        links::{Side, anchors_of, first_targets, links_of},
        redirects::target_of_row,
        reviews::rule_and_open,
    },
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
    /// What it means for readers.
    pub dating: Dating<'a>,
    /// What editors alone read of it; may be empty.
    pub note: &'a str,
}

/// What a publication means for the date and the list of changes that readers see.
#[derive(Clone, Copy, Debug)]
pub enum Dating<'a> {
    /// A minor change: both stay as they are.
    Minor,
    /// Readers are told this sentence, dated now.
    Told(&'a str),
    /// An action is undone: both are again what they were before it.
    Undone(&'a LiveFacts),
}

/// One line of the list of changes that readers see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicChange {
    /// When it was published.
    pub at: DateTime<Utc>,
    /// What changed, as plain text.
    pub note: String,
}

impl Tx {
    /// Makes a revision what the public reads, in place of what it read before, and takes its address from a redirect. Returns where that led.
    pub async fn put_live(&self, projection: &Projection<'_>) -> Result<Option<RedirectTarget>, StoreError> {
        let Projection { node, path, revision, draft, rendered, actor, dating, note } = projection;
        let id = node.id.0;
        let Before { facts: before, redirect, links, anchors } = self.before(node.id).await?;
        if let Some(target) = redirect.clone() {
            self.remove_known_redirect(path.as_str(), target).await?;
        }
        let (ended_because, told) = match dating {
            Dating::Minor => ("replaced", None),
            Dating::Told(sentence) => ("replaced", Some((*sentence).to_owned())),
            Dating::Undone(_) => ("undone", None),
        };
        self.end_publication(node.id, ended_because).await?;
        if let Dating::Undone(facts) = dating {
            self.say_again(node.id, &facts.changes).await?;
        }
        let earlier = match (dating, &before) {
            (Dating::Undone(facts), _) => Earlier::from(*facts),
            (_, Some(shown)) => Earlier::from(shown),
            (_, None) => self.earlier(node.id).await?,
        };
        let first_published = earlier.first.unwrap_or(self.now());
        let (last_published, mut changes) = (earlier.last.unwrap_or(self.now()), earlier.changes);
        let last_published = match &told {
            Some(note) => {
                changes.push(PublicChange { at: self.now(), note: note.clone() });
                self.now()
            }
            None => last_published,
        };
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
        self.put_row::<live_nodes::Entity>(row, live_nodes::Column::Node).await?;
        let body =
            live_bodies::ActiveModel { node: Set(id), body: Set(json(&rendered.body)), changes: Set(json(&changes)) };
        self.put_row::<live_bodies::Entity>(body, live_bodies::Column::Node).await?;
        match &draft.details {
            Details::Page(page) => {
                let row = live_page(node.id, page, rendered);
                self.put_row::<live_pages::Entity>(row, live_pages::Column::Node).await?;
            }
            Details::Event(event) => self.put_live_event(node.id, event).await?,
            Details::Provider(provider) => self.put_live_provider(node.id, provider).await?,
        }
        self.replace_links(node.id, Side::Live, &links, &rendered.links).await?;
        self.put_findings(node.id, Side::Live, &rendered.findings).await?;
        self.replace_anchors(node.id, &anchors, &rendered.anchors).await?;
        self.set_live(node.id, Some(*revision)).await?;
        let publication = publications::ActiveModel {
            node: Set(id),
            revision: Set(revision.0),
            live_from: Set(self.now()),
            published_by: Set(actor.user().map(|user| user.0)),
            published_by_name: Set(actor.label().into()),
            told: Set(told),
            note: Set((*note).to_owned()),
            ..Default::default()
        };
        self.later(publications::Entity::insert(publication)).await?;
        let after = LiveFacts { revision: *revision, first_published, last_published, changes };
        self.record(Effect::Live { node: node.id, old: before, new: Some(after) });
        Ok(redirect)
    }

    /// Says that a revision with this text will be published, so that what is asked about it goes along with the first question.
    pub fn foresee_live(&self, node: NodeId, revision: RevisionId, rendered: &Rendered) {
        self.foresee(&rule_and_open(node, revision));
        if let Some(targets) = first_targets(&rendered.links) {
            self.foresee(&[targets]);
        }
        self.foresee(&standing_before(node));
    }

    async fn before(&self, node: NodeId) -> Result<Before, StoreError> {
        let [facts, redirect, links, anchors] = together::ask(self.connection(), standing_before(node)).await?;
        Ok(Before {
            facts: facts.first()?.map(LiveRow::read).transpose()?,
            redirect: redirect.first()?.map(target_of_row),
            links: links.rows()?,
            anchors: anchors.values("anchor")?.into_iter().collect(),
        })
    }

    /// Takes a node off the public site. `reason` is kept with the publication that ends.
    pub async fn remove_live(&self, node: NodeId, reason: &str) -> Result<(), StoreError> {
        let before = self.live_facts(node).await?;
        self.end_publication(node, reason).await?;
        self.delete_live(node).await?;
        self.put_links(node, Side::Live, &[]).await?;
        self.put_findings(node, Side::Live, &[]).await?;
        self.put_anchors(node, &[]).await?;
        self.record(Effect::Live { node, old: before, new: None });
        self.set_live(node, None).await
    }

    /// What readers are told again, because its undoing was undone, was said after all.
    async fn say_again(&self, node: NodeId, changes: &[PublicChange]) -> Result<(), StoreError> {
        for change in changes {
            self.later(
                publications::Entity::update_many()
                    .col_expr(publications::Column::EndedBecause, Expr::value(Some("replaced".to_owned())))
                    .filter(publications::Column::Node.eq(node.0))
                    .filter(publications::Column::EndedBecause.eq("undone"))
                    .filter(publications::Column::LiveFrom.eq(change.at))
                    .filter(publications::Column::Told.eq(change.note.as_str())),
            )
            .await?;
        }
        Ok(())
    }

    /// What readers were told of a node so far. What was undone was never said.
    async fn earlier(&self, node: NodeId) -> Result<Earlier, StoreError> {
        let rows: Vec<(DateTime<Utc>, Option<String>, Option<String>)> = publications::Entity::find()
            .select_only()
            .columns([publications::Column::LiveFrom, publications::Column::Told, publications::Column::EndedBecause])
            .filter(publications::Column::Node.eq(node.0))
            .order_by_asc(publications::Column::Id)
            .into_tuple()
            .all(self.connection())
            .await?;
        let first = rows.first().map(|(from, ..)| *from);
        let told = rows.into_iter().filter(|(.., because)| because.as_deref() != Some("undone"));
        let changes: Vec<PublicChange> =
            told.filter_map(|(at, note, _)| Some(PublicChange { at, note: note? })).collect();
        Ok(Earlier { first, last: changes.last().map(|change| change.at).or(first), changes })
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
        self.put_row::<live_events::Entity>(row, live_events::Column::Node).await
    }

    async fn put_live_provider(&self, node: NodeId, provider: &ProviderDetails) -> Result<(), StoreError> {
        let row = live_providers::ActiveModel { node: Set(node.0), details: Set(json(provider)) };
        self.put_row::<live_providers::Entity>(row, live_providers::Column::Node).await
    }

    /// Writes a row in the place of the one that the node had.
    async fn put_row<E: EntityTrait>(&self, row: E::ActiveModel, node: E::Column) -> Result<(), StoreError>
    where
        E::ActiveModel: Send,
    {
        let others = E::Column::iter().filter(|column| column.as_str() != node.as_str());
        let again = OnConflict::column(node).update_columns(others).to_owned();
        self.later(E::insert(row).on_conflict(again)).await?;
        Ok(())
    }

    async fn delete_live(&self, node: NodeId) -> Result<(), StoreError> {
        self.later(live_bodies::Entity::delete_by_id(node.0)).await?;
        self.later(live_pages::Entity::delete_by_id(node.0)).await?;
        self.later(live_events::Entity::delete_by_id(node.0)).await?;
        self.later(live_providers::Entity::delete_by_id(node.0)).await?;
        self.later(live_nodes::Entity::delete_by_id(node.0)).await?;
        Ok(())
    }

    async fn set_live(&self, node: NodeId, revision: Option<RevisionId>) -> Result<(), StoreError> {
        self.later(
            nodes::Entity::update_many()
                .col_expr(nodes::Column::LiveRevision, Expr::value(revision.map(|revision| revision.0)))
                .filter(nodes::Column::Id.eq(node.0)),
        )
        .await?;
        Ok(())
    }

    async fn end_publication(&self, node: NodeId, reason: &str) -> Result<(), StoreError> {
        self.later(
            publications::Entity::update_many()
                .col_expr(publications::Column::LiveUntil, Expr::value(Some(self.now())))
                .col_expr(publications::Column::EndedBecause, Expr::value(Some(reason.to_owned())))
                .filter(publications::Column::Node.eq(node.0))
                .filter(publications::Column::LiveUntil.is_null()),
        )
        .await?;
        Ok(())
    }
}

/// What stands where a publication is written.
struct Before {
    /// What the public reads of the node.
    facts: Option<LiveFacts>,
    /// Where its address leads by a redirect.
    redirect: Option<RedirectTarget>,
    /// What the live text refers to.
    links: Vec<links::Model>,
    /// Its headings.
    anchors: HashSet<String>,
}

/// The questions after it.
fn standing_before(node: NodeId) -> [SelectStatement; 4] {
    let address = nodes::Entity::find_by_id(node.0).select_only().column(nodes::Column::Path).into_query();
    let at_address = redirects::Column::Path.in_subquery(address);
    [
        LiveRow::question(node),
        redirects::Entity::find().filter(at_address).into_query(),
        links_of(node, Side::Live).into_query(),
        anchors_of(node).into_query(),
    ]
}

/// What readers know of the earlier publications of a node.
struct Earlier {
    /// When it was public for the first time.
    first: Option<DateTime<Utc>>,
    /// The date that they saw last.
    last: Option<DateTime<Utc>>,
    /// The list of changes, oldest first.
    changes: Vec<PublicChange>,
}

impl From<&LiveFacts> for Earlier {
    fn from(facts: &LiveFacts) -> Self {
        Self { first: Some(facts.first_published), last: Some(facts.last_published), changes: facts.changes.clone() }
    }
}

/// What only a live page has, as a row.
pub(crate) fn live_page(node: NodeId, page: &PageDetails, rendered: &Rendered) -> live_pages::ActiveModel {
    live_pages::ActiveModel {
        node: Set(node.0),
        foot_choice: Set(rendered.foot_choice.as_str().into()),
        foot: Set(json(&rendered.foot)),
        canonical: Set(page.canonical.clone()),
        review_by: Set(page.review_by),
        owner: Set(page.owner.clone()),
    }
}

/// How many texts are read at once when a grown schema is filled in.
const CHUNK: u64 = 500;

/// After the schema has grown: says beside the pages that were published before by which day they should be read again.
pub(crate) async fn fill_in_review_days<C: ConnectionTrait>(connection: &C) -> Result<(), StoreError> {
    let mut last = 0;
    loop {
        let rows: Vec<(i64, i64, String)> = live_nodes::Entity::find()
            .select_only()
            .column(live_nodes::Column::Node)
            .column(live_nodes::Column::Revision)
            .column(revisions::Column::Content)
            .join(
                JoinType::InnerJoin,
                live_nodes::Entity::belongs_to(revisions::Entity)
                    .from(live_nodes::Column::Revision)
                    .to(revisions::Column::Id)
                    .into(),
            )
            .filter(live_nodes::Column::Kind.eq(Kind::Page.as_str()))
            .filter(live_nodes::Column::Node.gt(last))
            .order_by_asc(live_nodes::Column::Node)
            .limit(CHUNK)
            .into_tuple()
            .all(connection)
            .await?;
        let Some((newest, ..)) = rows.last() else { return Ok(()) };
        last = *newest;
        for (node, revision, content) in rows {
            let draft = Document::read(&content).map_err(|source| StoreError::Document { revision, source })?;
            let Details::Page(page) = draft.details else { continue };
            if page.review_by.is_none() {
                continue;
            }
            let facts = live_pages::ActiveModel {
                node: Set(node),
                review_by: Set(page.review_by),
                owner: Set(page.owner),
                ..Default::default()
            };
            live_pages::Entity::update(facts).exec(connection).await?;
        }
    }
}

pub(crate) fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("these values have only text keys")
}
