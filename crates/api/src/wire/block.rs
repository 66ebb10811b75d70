//! The blocks of a body. In JSON `{"id": "…", "type": "prose", "value": {…}}`.

use content::Tone;
use markup::SafeHtml;
use serde::Serialize;
use store::published::{EventCard, OfferedPicture, PublishedBlock, PublishedContent};

use super::{Card, EventItem, Link, ProviderGroup, filled};
use crate::site::Site;

/// One block.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Block {
    /// Stays with the block while it is moved and edited.
    pub(crate) id: String,
    #[serde(flatten)]
    pub(crate) content: BlockContent,
}

/// What a block shows.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub(crate) enum BlockContent {
    Prose {
        html: SafeHtml,
    },
    CallOut {
        /// `information` or `warning`.
        tone: &'static str,
        heading: Option<String>,
        html: SafeHtml,
    },
    CallToAction {
        label: String,
        href: String,
        note: Option<String>,
    },
    UpcomingEvents {
        heading: Option<String>,
        events: Vec<EventItem>,
        view_all: Option<Link>,
    },
    /// The first page of the list, unfiltered; `/api/v1/events` has them all.
    EventList {
        heading: Option<String>,
        events: Vec<EventItem>,
        total_count: u64,
        page: u64,
        pages: u64,
        per_page: u64,
        places: Vec<String>,
        /// `2021-03`.
        months: Vec<String>,
        categories: Vec<Card>,
    },
    ProviderList {
        heading: Option<String>,
        groups: Vec<ProviderGroup>,
        /// How many different providers; one of several regions stands in several groups.
        total_count: usize,
    },
    Cards {
        heading: Option<String>,
        cards: Vec<Card>,
    },
    Image {
        /// One of middle width, for whoever chooses none.
        src: String,
        /// The size of the largest, in pixels.
        width: u32,
        height: u32,
        /// What is read out; empty for a decoration.
        alt: String,
        decorative: bool,
        caption: Option<String>,
        credit: Option<String>,
        /// Every width and format in which it is offered, the smallest first.
        renditions: Vec<ImageRendition>,
    },
    Document {
        label: String,
        href: String,
        /// `application/pdf`.
        media_type: &'static str,
        size_bytes: u64,
        /// `PDF, 1.2 MB`.
        note: Option<String>,
    },
}

/// A picture in one width and format.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImageRendition {
    pub(crate) src: String,
    width: u32,
    height: u32,
    pub(crate) media_type: &'static str,
}

impl From<OfferedPicture> for ImageRendition {
    fn from(offered: OfferedPicture) -> Self {
        let OfferedPicture { src, width, height, media_type } = offered;
        Self { src, width, height, media_type }
    }
}

impl Block {
    /// Blocks in their order.
    pub(crate) fn all(blocks: Vec<PublishedBlock>, site: &Site) -> Vec<Self> {
        let wire =
            |block: PublishedBlock| Self { id: block.id.into(), content: BlockContent::new(block.content, site) };
        blocks.into_iter().map(wire).collect()
    }
}

impl BlockContent {
    fn new(content: PublishedContent, site: &Site) -> Self {
        match content {
            PublishedContent::Prose { html } => Self::Prose { html },
            PublishedContent::CallOut { tone, heading, html } => {
                let tone = match tone {
                    Tone::Information => "information",
                    Tone::Warning => "warning",
                };
                Self::CallOut { tone, heading: filled(heading), html }
            }
            PublishedContent::CallToAction { label, href, note } => {
                Self::CallToAction { label, href, note: filled(note) }
            }
            PublishedContent::UpcomingEvents { heading, events, view_all } => Self::UpcomingEvents {
                heading: filled(heading),
                events: items(events, site),
                view_all: view_all.map(Link::from),
            },
            PublishedContent::EventList {
                heading,
                events,
                total,
                page,
                pages,
                per_page,
                places,
                months,
                categories,
                ..
            } => Self::EventList {
                heading: filled(heading),
                events: items(events, site),
                total_count: total,
                page,
                pages,
                per_page,
                places,
                months: months.iter().map(ToString::to_string).collect(),
                categories: categories.into_iter().map(Card::from).collect(),
            },
            PublishedContent::ProviderList { heading, groups, total } => Self::ProviderList {
                heading: filled(heading),
                groups: groups.into_iter().map(|group| ProviderGroup::new(group, site)).collect(),
                total_count: total,
            },
            PublishedContent::Cards { heading, cards } => {
                Self::Cards { heading: filled(heading), cards: cards.into_iter().map(Card::from).collect() }
            }
            PublishedContent::Image { picture, alt, caption, credit } => Self::Image {
                src: picture.src,
                width: picture.width,
                height: picture.height,
                decorative: alt.is_empty(),
                alt,
                caption: filled(caption),
                credit: filled(credit),
                renditions: picture.offered.into_iter().map(ImageRendition::from).collect(),
            },
            PublishedContent::Document { label, file } => Self::Document {
                label,
                href: file.address(),
                media_type: file.kind.media_type(),
                size_bytes: file.length,
                note: file.note(),
            },
        }
    }
}

fn items(events: Vec<EventCard>, site: &Site) -> Vec<EventItem> {
    events.into_iter().map(|event| EventItem::new(event, site)).collect()
}
