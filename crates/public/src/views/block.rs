//! The blocks of a body. Each variant is shown by `blocks/{its name in snake case}.html`.

use std::collections::HashSet;

use content::{Tone, Video};
use markup::SafeHtml;
use serde::Serialize;
use store::published::{Card, PublishedBlock, PublishedContent, PublishedFile, PublishedPicture};
use web::Safe;

use super::event_card::EventCardView;
use super::event_list::{EventListView, Listed};
use super::link::Link;
use super::provider_list::ProviderListView;

/// One block.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum BlockView {
    Prose { html: Safe },
    CallOut { tone: &'static str, label: Option<&'static str>, heading: Option<String>, html: Safe },
    Steps { heading: Option<String>, level: u8, steps: Vec<StepView> },
    Expander { label: String, html: Safe },
    Quote { html: Safe, name: String, role: String },
    Table(TableView),
    Video(VideoView),
    CallToAction { label: String, href: String, note: String },
    UpcomingEvents { heading: Option<String>, level: u8, events: Vec<EventCardView>, view_all: Option<Link> },
    EventList(EventListView),
    ProviderList(ProviderListView),
    Cards { heading: Option<String>, level: u8, cards: Vec<CardView> },
    Image(ImageView),
    Document(DocumentView),
}

/// One step.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StepView {
    heading: Option<String>,
    html: Safe,
}

/// A table in a box that scrolls, which has a name.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TableView {
    /// The name of the box that scrolls, which no other table of the blocks has.
    name: String,
    caption: Option<String>,
    row_headings: bool,
    columns: Vec<Safe>,
    rows: Vec<Vec<Safe>>,
}

/// A link to a video.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct VideoView {
    href: String,
    title: String,
    /// `video, 2 minutes 30 seconds`.
    note: String,
    /// Where it plays, when that is another site: `www.youtube.com`; empty else.
    elsewhere: String,
    transcript: Option<Safe>,
}

/// A picture in every width that it is offered in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImageView {
    src: String,
    /// The WebP pictures with their widths.
    webp: String,
    /// Those in the picture's own format; empty where that is WebP.
    own: String,
    width: u32,
    height: u32,
    /// What is read out; empty for a decoration.
    alt: String,
    caption: String,
    credit: String,
    /// Whether it may come when the reader scrolls to it; the first block of a page is seen at once.
    lazy: bool,
}

/// A link to a document.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DocumentView {
    href: String,
    label: String,
    /// `PDF, 1.2 MB`.
    note: String,
}

/// A node as a card.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CardView {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) summary: String,
}

impl BlockView {
    /// The blocks of a page at this path. Blocks that would show nothing at all are left out.
    pub(crate) fn all(blocks: Vec<PublishedBlock>, path: &str) -> Vec<Self> {
        let mut all: Vec<Self> = blocks.into_iter().filter_map(|block| Self::new(block, path)).collect();
        if let Some(Self::Image(first)) = all.first_mut() {
            first.lazy = false;
        }
        let mut names = HashSet::new();
        for (number, block) in (1..).zip(&mut all) {
            if let Self::Table(table) = block
                && (table.name.trim().is_empty() || !names.insert(table.name.clone()))
            {
                let told = format!("{} (table in block {number})", table.name);
                told.trim_start().clone_into(&mut table.name);
            }
        }
        all
    }

    fn new(block: PublishedBlock, path: &str) -> Option<Self> {
        let id = block.id;
        Some(match block.content {
            PublishedContent::Prose { html } => {
                Self::Prose { html: Some(Safe(html.into_string())).filter(|html| !html.0.trim().is_empty())? }
            }
            PublishedContent::CallOut { tone, heading, html } => Self::CallOut {
                tone: match tone {
                    Tone::Information => "information",
                    Tone::Warning => "warning",
                },
                // A warning says so in words; the colour alone would tell nothing to many.
                label: (tone == Tone::Warning).then_some("Important"),
                heading: heading_of(heading),
                html: Safe(html.into_string()),
            },
            PublishedContent::Steps { heading, steps } => {
                let heading = heading_of(heading);
                let steps = steps
                    .into_iter()
                    .map(|step| StepView { heading: heading_of(step.heading), html: Safe(step.html.into_string()) });
                Self::Steps { level: below(heading.as_ref()), heading, steps: steps.collect() }
            }
            PublishedContent::Expander { label, html } => Self::Expander { label, html: Safe(html.into_string()) },
            PublishedContent::Quote { html, name, role } => Self::Quote { html: Safe(html.into_string()), name, role },
            PublishedContent::Table { caption, row_headings, columns, rows } => {
                let cells = |row: Vec<SafeHtml>| row.into_iter().map(|cell| Safe(cell.into_string())).collect();
                Self::Table(TableView {
                    name: caption.clone(),
                    caption: heading_of(caption),
                    row_headings,
                    columns: cells(columns),
                    rows: rows.into_iter().map(cells).collect(),
                })
            }
            PublishedContent::Video { title, href, seconds, transcript } => {
                Self::Video(VideoView::new(title, href, seconds, transcript.into_string()))
            }
            PublishedContent::CallToAction { label, href, note } => Self::CallToAction { label, href, note },
            PublishedContent::UpcomingEvents { heading, events, view_all } => {
                let heading = heading_of(heading);
                Self::UpcomingEvents {
                    level: below(heading.as_ref()),
                    heading,
                    events: events.iter().map(EventCardView::new).collect(),
                    view_all: view_all.map(Link::from),
                }
            }
            PublishedContent::EventList {
                heading,
                events,
                total,
                page,
                per_page,
                places,
                months,
                categories,
                filter,
                ..
            } => Self::EventList(EventListView::new(Listed {
                block: id.as_str(),
                path,
                heading: heading_of(heading),
                categories: categories.iter().map(Link::to).collect(),
                places,
                months,
                filter,
                events: events.iter().map(EventCardView::new).collect(),
                total,
                page,
                per_page,
            })),
            PublishedContent::ProviderList { heading, groups, total } => {
                Self::ProviderList(ProviderListView::new(id.as_str(), heading_of(heading), &groups, total))
            }
            PublishedContent::Cards { cards, .. } if cards.is_empty() => return None,
            PublishedContent::Cards { heading, cards } => {
                let heading = heading_of(heading);
                Self::Cards {
                    level: below(heading.as_ref()),
                    heading,
                    cards: cards.into_iter().map(CardView::from).collect(),
                }
            }
            PublishedContent::Image { picture, alt, caption, credit } => {
                Self::Image(ImageView::new(picture, alt, caption, credit))
            }
            PublishedContent::Document { label, file } => Self::Document(DocumentView::new(label, &file)),
        })
    }
}

impl VideoView {
    fn new(title: String, href: String, seconds: Option<u32>, transcript: String) -> Self {
        let length = seconds.map(|seconds| format!(", {}", Video::in_words(seconds))).unwrap_or_default();
        let host =
            href.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
        Self {
            title,
            note: format!("video{length}"),
            elsewhere: host.to_owned(),
            transcript: (!transcript.trim().is_empty()).then_some(Safe(transcript)),
            href,
        }
    }
}

impl ImageView {
    fn new(picture: PublishedPicture, alt: String, caption: String, credit: String) -> Self {
        Self {
            webp: picture.webp(),
            own: picture.own(),
            src: picture.src,
            width: picture.width,
            height: picture.height,
            alt,
            caption,
            credit,
            lazy: true,
        }
    }
}

impl DocumentView {
    fn new(label: String, file: &PublishedFile) -> Self {
        Self { href: file.address(), label, note: file.note().unwrap_or_else(|| file.kind.label().to_owned()) }
    }
}

impl From<Card> for CardView {
    fn from(card: Card) -> Self {
        Self { href: card.path.to_string(), title: card.title, summary: card.summary }
    }
}

fn heading_of(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The level of headings below a block's own heading, which is of the second level.
fn below(heading: Option<&String>) -> u8 {
    if heading.is_some() { 3 } else { 2 }
}
