//! The blocks of a page with their targets, events and providers looked up.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use content::{BlockContent, CardsSource, FileNumber, LinkTarget, NodeId, UrlPath};
use markup::{FileTarget, LinkResolver, Picture, SafeHtml};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    Anchor, Card, EventFilter, PublishedBlock, PublishedContent, PublishedFile, PublishedStep, events, files, lists,
    providers,
};
use crate::{StoreError, entities::live_nodes, facts, projection::LiveBlock};

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

/// The live nodes, the files and the facts that a page's blocks refer to.
#[derive(Default)]
struct Targets {
    nodes: HashMap<i64, Card>,
    files: HashMap<i64, PublishedFile>,
    facts: HashMap<String, String>,
}

/// The HTML of a block's texts, in the order of the page.
struct Texts(Vec<SafeHtml>);

impl Texts {
    fn say_nothing(&self) -> bool {
        self.0.iter().all(|html| html.as_str().trim().is_empty())
    }

    /// The one text of a block that holds a single one.
    fn one(self) -> SafeHtml {
        self.0.into_iter().next().unwrap_or_default()
    }

    /// The same, unless it says nothing.
    fn filled(self) -> Option<SafeHtml> {
        (!self.say_nothing()).then(|| self.one())
    }
}

/// The steps that say something.
fn steps(block: content::Steps, texts: Texts) -> Option<PublishedContent> {
    let all = block.steps.into_iter().zip(texts.0);
    let steps: Vec<PublishedStep> = all
        .filter(|(step, html)| !(step.heading.trim().is_empty() && html.as_str().trim().is_empty()))
        .map(|(step, html)| PublishedStep { heading: step.heading, html })
        .collect();
    (!steps.is_empty()).then_some(PublishedContent::Steps { heading: block.heading, steps })
}

fn table(block: content::Table, texts: &Texts) -> PublishedContent {
    let width = block.columns.len().max(1);
    let mut rows = texts.0.chunks(width).map(<[SafeHtml]>::to_vec);
    let columns = rows.next().unwrap_or_default();
    PublishedContent::Table { caption: block.caption, row_headings: block.row_headings, columns, rows: rows.collect() }
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

    fn fact(&self, name: &str) -> Option<String> {
        self.facts.get(name).cloned()
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

    /// Looks up every node that the blocks refer to in one query, every file in another, and the facts in a third.
    pub(super) async fn load_targets(
        &mut self,
        blocks: impl Iterator<Item = &LiveBlock>,
        booking: Option<&LinkTarget>,
    ) -> Result<(), StoreError> {
        let mut ids: Vec<i64> = booking.and_then(LinkTarget::node).map(|id| id.0).into_iter().collect();
        let mut file_ids: Vec<i64> = Vec::new();
        let mut facts: Vec<String> = Vec::new();
        for block in blocks {
            file_ids.extend(block.content.file().map(|file| file.0));
            file_ids.extend(block.texts.iter().flat_map(markup::media_references));
            facts.extend(block.texts.iter().flat_map(markup::fact_references));
            ids.extend(block.content.node_references().into_iter().map(|id| id.0));
            ids.extend(block.texts.iter().flat_map(markup::node_references));
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
        self.targets.facts = facts::values(self.connection, facts).await?;
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
            let texts = block.texts.iter().map(|html| markup::fill(html, &self.targets)).collect();
            if let Some(content) = self.content(block.content, Texts(texts)).await? {
                published.push(PublishedBlock { id: block.id, content });
            }
        }
        Ok(published)
    }

    async fn content(&mut self, content: BlockContent, texts: Texts) -> Result<Option<PublishedContent>, StoreError> {
        Ok(match content {
            BlockContent::Prose(_) => texts.filled().map(|html| PublishedContent::Prose { html }),
            BlockContent::CallOut(call) if call.heading.is_empty() && texts.say_nothing() => None,
            BlockContent::CallOut(call) => {
                Some(PublishedContent::CallOut { tone: call.tone, heading: call.heading, html: texts.one() })
            }
            BlockContent::Steps(block) => steps(block, texts),
            BlockContent::Expander(block) => {
                texts.filled().map(|html| PublishedContent::Expander { label: block.label, html })
            }
            BlockContent::Quote(block) => {
                texts.filled().map(|html| PublishedContent::Quote { html, name: block.name, role: block.role })
            }
            BlockContent::Table(_) if texts.say_nothing() => None,
            BlockContent::Table(block) => Some(table(block, &texts)),
            BlockContent::Video(block) => self.href(block.target.as_ref()).map(|href| PublishedContent::Video {
                title: block.title,
                href,
                seconds: block.seconds,
                transcript: texts.one(),
            }),
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
