//! The blocks of a page with their targets, events and providers looked up.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use content::{BlockContent, CardsSource, FileNumber, LinkTarget, NodeId, UrlPath};
use markup::{FileTarget, LinkResolver, Picture, SafeHtml};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    Anchor, Card, EventFilter, PublishedBlock, PublishedContent, PublishedFile, events, files, lists, providers,
};
use crate::{StoreError, entities::live_nodes, projection::LiveBlock};

/// How many events one page of an event list shows.
const EVENTS_PER_PAGE: u64 = 20;

/// One reading of a page's blocks at one moment.
pub(super) struct Reading<'a, C> {
    connection: &'a C,
    now: DateTime<Utc>,
    path: &'a UrlPath,
    children: &'a [Card],
    filter: &'a EventFilter,
    /// The token of the preview; empty on the public site.
    preview: &'a str,
    targets: Targets,
    valid_until: Option<DateTime<Utc>>,
}

/// The live nodes and the files that a page's blocks refer to.
#[derive(Default)]
struct Targets {
    nodes: HashMap<i64, Card>,
    files: HashMap<i64, PublishedFile>,
}

impl LinkResolver for Targets {
    fn node(&self, id: i64) -> Option<String> {
        self.nodes.get(&id).map(|card| card.path.to_string())
    }

    fn media(&self, id: i64) -> Option<FileTarget> {
        let file = self.files.get(&id)?;
        let picture = file.picture(false).map(|picture| Picture {
            srcset: picture.webp(),
            src: picture.src,
            width: picture.width,
            height: picture.height,
        });
        Some(FileTarget { address: file.address(), note: file.note(), picture })
    }
}

impl<'a, C: ConnectionTrait> Reading<'a, C> {
    pub(super) fn new(
        connection: &'a C,
        now: DateTime<Utc>,
        path: &'a UrlPath,
        children: &'a [Card],
        filter: &'a EventFilter,
    ) -> Self {
        Self { connection, now, path, children, filter, preview: "", targets: Targets::default(), valid_until: None }
    }

    /// The same for the preview of this token, whose files nobody else sees yet.
    pub(super) fn in_preview(self, preview: &'a str) -> Self {
        Self { preview, ..self }
    }

    /// Looks up every node that the blocks refer to in one query, and every file in another.
    pub(super) async fn load_targets(
        &mut self,
        blocks: impl Iterator<Item = &LiveBlock>,
        booking: Option<&LinkTarget>,
    ) -> Result<(), StoreError> {
        let mut ids: Vec<i64> = booking.and_then(LinkTarget::node).map(|id| id.0).into_iter().collect();
        let mut file_ids: Vec<i64> = Vec::new();
        for block in blocks {
            file_ids.extend(block.content.file().map(|file| file.0));
            file_ids.extend(block.html.iter().flat_map(markup::media_references));
            ids.extend(block.content.node_references().into_iter().map(|id| id.0));
            ids.extend(block.html.iter().flat_map(markup::node_references));
        }
        ids.sort_unstable();
        ids.dedup();
        for chunk in ids.chunks(10_000) {
            let found = live_nodes::Entity::find().filter(live_nodes::Column::Node.is_in(chunk.iter().copied()));
            for row in found.all(self.connection).await? {
                self.targets.nodes.insert(row.node, lists::card(&row)?);
            }
        }
        self.targets.files = files::of(self.connection, file_ids, self.preview).await?;
        Ok(())
    }

    /// Remembers a moment at which the page will look different.
    pub(super) fn changes_at(&mut self, moment: DateTime<Utc>) {
        if moment > self.now {
            self.valid_until = Some(self.valid_until.map_or(moment, |earlier| earlier.min(moment)));
        }
    }

    /// The first of those moments.
    pub(super) fn valid_until(&self) -> Option<DateTime<Utc>> {
        self.valid_until
    }

    /// The blocks as visitors see them, without those that would show a dead link or nothing at all.
    pub(super) async fn blocks(&mut self, blocks: Vec<LiveBlock>) -> Result<Vec<PublishedBlock>, StoreError> {
        let mut published = Vec::with_capacity(blocks.len());
        for block in blocks {
            let html = block.html.map(|html| markup::fill(&html, &self.targets)).unwrap_or_default();
            if let Some(content) = self.content(block.content, html).await? {
                published.push(PublishedBlock { id: block.id, content });
            }
        }
        Ok(published)
    }

    async fn content(&mut self, content: BlockContent, html: SafeHtml) -> Result<Option<PublishedContent>, StoreError> {
        Ok(match content {
            BlockContent::Prose(_) if html.as_str().trim().is_empty() => None,
            BlockContent::Prose(_) => Some(PublishedContent::Prose { html }),
            BlockContent::CallOut(call) if html.as_str().trim().is_empty() && call.heading.is_empty() => None,
            BlockContent::CallOut(call) => {
                Some(PublishedContent::CallOut { tone: call.tone, heading: call.heading, html })
            }
            BlockContent::CallToAction(call) => self
                .href(call.target.as_ref())
                .map(|href| PublishedContent::CallToAction { label: call.label, href, note: call.note }),
            BlockContent::UpcomingEvents(block) => Some(self.upcoming(block).await?),
            BlockContent::EventList(block) => Some(self.event_list(block.heading).await?),
            BlockContent::ProviderList(block) => {
                let (groups, total) = providers::groups(self.connection, &block).await?;
                Some(PublishedContent::ProviderList { heading: block.heading, groups, total })
            }
            BlockContent::Cards(block) => {
                let cards: Vec<Card> = match block.source {
                    CardsSource::Children => self.children.to_vec(),
                    CardsSource::Chosen(nodes) => {
                        nodes.iter().filter_map(|node| self.targets.nodes.get(&node.0).cloned()).collect()
                    }
                };
                (!cards.is_empty()).then_some(PublishedContent::Cards { heading: block.heading, cards })
            }
            BlockContent::Image(block) => self.file(block.file).and_then(|file| {
                Some(PublishedContent::Image {
                    picture: file.picture(block.wide)?,
                    alt: block.spoken().to_owned(),
                    caption: block.caption.clone(),
                    credit: file.credit.clone(),
                })
            }),
            BlockContent::Document(block) => {
                self.file(block.file).map(|file| PublishedContent::Document { label: block.label, file: file.clone() })
            }
        })
    }

    fn file(&self, number: Option<FileNumber>) -> Option<&PublishedFile> {
        self.targets.files.get(&number?.0)
    }

    async fn upcoming(&mut self, block: content::UpcomingEvents) -> Result<PublishedContent, StoreError> {
        let below = block.category.map(|category| self.target_path(category));
        let events = match below {
            // The category is not live: no event of it is shown, rather than events of every kind.
            Some(None) => Vec::new(),
            Some(Some(path)) => events::soonest(self.connection, Some(&path), self.now, block.count.into()).await?,
            None => events::soonest(self.connection, None, self.now, block.count.into()).await?,
        };
        if let Some(first) = events.first() {
            self.changes_at(first.starts_at);
        }
        let view_all = self.href(block.view_all.as_ref()).map(|href| Anchor { label: block.view_all_label, href });
        Ok(PublishedContent::UpcomingEvents { heading: block.heading, events, view_all })
    }

    async fn event_list(&mut self, heading: String) -> Result<PublishedContent, StoreError> {
        let all = events::upcoming_below(self.connection, self.path, self.now).await?;
        if let Some(first) = all.first() {
            self.changes_at(first.starts_at);
        }
        let places = events::places(&all);
        let months = events::months(&all);
        let fitting: Vec<_> = all.into_iter().filter(|event| events::fits(event, self.filter)).collect();
        let total = fitting.len() as u64;
        let page = self.filter.page.max(1);
        let skipped = usize::try_from((page - 1).saturating_mul(EVENTS_PER_PAGE)).unwrap_or(usize::MAX);
        let shown = usize::try_from(EVENTS_PER_PAGE).unwrap_or(usize::MAX);
        let events = fitting.into_iter().skip(skipped).take(shown).collect();
        let categories = self.children.iter().filter(|card| card.kind == content::Kind::Page).cloned().collect();
        Ok(PublishedContent::EventList {
            heading,
            events,
            total,
            page,
            pages: total.div_ceil(EVENTS_PER_PAGE).max(1),
            per_page: EVENTS_PER_PAGE,
            places,
            months,
            categories,
            filter: self.filter.clone(),
        })
    }

    /// Where people book: the present address of a page, or none while that page is not live.
    pub(super) fn booking(&self, target: Option<&LinkTarget>) -> Option<LinkTarget> {
        self.href(target).map(LinkTarget::Address)
    }

    fn target_path(&self, node: NodeId) -> Option<UrlPath> {
        self.targets.nodes.get(&node.0).map(|card| card.path.clone())
    }

    fn href(&self, target: Option<&LinkTarget>) -> Option<String> {
        match target? {
            LinkTarget::Node(node) => self.target_path(*node).map(String::from),
            LinkTarget::Address(address) => Some(address.clone()),
        }
    }
}
