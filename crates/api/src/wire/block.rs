//! The blocks of a body. In JSON `{"id": "…", "type": "prose", "value": {…}}`.

use content::Tone;
use markup::SafeHtml;
use schemars::JsonSchema;
use serde::Serialize;
use store::published::{EventCard, OfferedPicture, PublishedBlock, PublishedContent};

use super::{Card, EventItem, Link, ProviderGroup, filled};
use crate::site::Site;

/// One block.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Block {
    /// Stays with the block while it is moved and edited.
    pub(crate) id: String,
    #[serde(flatten)]
    pub(crate) content: BlockContent,
}

/// What a block shows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub(crate) enum BlockContent {
    Prose {
        #[schemars(with = "String")]
        html: SafeHtml,
    },
    CallOut {
        /// `information` or `warning`.
        tone: &'static str,
        heading: Option<String>,
        #[schemars(with = "String")]
        html: SafeHtml,
    },
    Steps {
        heading: Option<String>,
        steps: Vec<Step>,
    },
    /// Details that are closed until somebody opens them.
    Expander {
        /// The line that opens them.
        label: String,
        #[schemars(with = "String")]
        html: SafeHtml,
    },
    Quote {
        #[schemars(with = "String")]
        html: SafeHtml,
        /// Who said it.
        name: Option<String>,
        /// What they are.
        role: Option<String>,
    },
    /// Every row has as many cells as there are columns.
    Table {
        caption: Option<String>,
        /// Whether the first cell of each row names the row.
        row_headings: bool,
        /// The names of the columns, as HTML without blocks.
        #[schemars(with = "Vec<String>")]
        columns: Vec<SafeHtml>,
        #[schemars(with = "Vec<Vec<String>>")]
        rows: Vec<Vec<SafeHtml>>,
    },
    /// A link to a video.
    Video {
        title: String,
        href: String,
        /// How long it is.
        seconds: Option<u32>,
        /// What is said and shown in it; none where nobody has written it down.
        #[schemars(with = "Option<String>")]
        transcript_html: Option<SafeHtml>,
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

/// One step.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Step {
    pub(crate) heading: Option<String>,
    #[schemars(with = "String")]
    pub(crate) html: SafeHtml,
}

/// A picture in one width and format.
#[derive(Clone, Debug, Serialize, JsonSchema)]
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
            PublishedContent::Steps { heading, steps } => {
                let steps = steps.into_iter().map(|step| Step { heading: filled(step.heading), html: step.html });
                Self::Steps { heading: filled(heading), steps: steps.collect() }
            }
            PublishedContent::Expander { label, html } => Self::Expander { label, html },
            PublishedContent::Quote { html, name, role } => {
                Self::Quote { html, name: filled(name), role: filled(role) }
            }
            PublishedContent::Table { caption, row_headings, columns, rows } => {
                Self::Table { caption: filled(caption), row_headings, columns, rows }
            }
            PublishedContent::Video { title, href, seconds, transcript } => Self::Video {
                title,
                href,
                seconds,
                transcript_html: Some(transcript).filter(|html| !html.as_str().trim().is_empty()),
            },
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
