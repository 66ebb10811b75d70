use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use content::{BlockId, EventDetails, EventStatus, Format, Kind, NodeId, ProviderDetails, Tone, TrailStep, UrlPath};
use markup::SafeHtml;

use super::{PublishedFile, PublishedPicture};
use crate::write::PublicChange;

/// What stands at an address.
#[derive(Clone, Debug)]
pub enum Resolved {
    /// A live node.
    Live(Box<PublishedNode>),
    /// Something that is elsewhere: a path that begins with exactly one slash, or an address outside the site.
    Moved(String),
    /// Something that is gone for good.
    Gone,
    /// Nothing, or something that the public may not know of.
    Missing,
}

/// A live node with everything that its page shows.
#[derive(Clone, Debug)]
pub struct PublishedNode {
    /// The node.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its address.
    pub path: UrlPath,
    /// Its heading.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// The address that search engines should take for its own; empty for its own.
    pub canonical: String,
    /// The way from the home page, the node itself last. Live nodes only.
    pub trail: Vec<TrailStep>,
    /// When the public first read it; `None` in a preview of what it never read.
    pub first_published: Option<DateTime<Utc>>,
    /// When readers were last told of a change, or first read it: the date that they see.
    pub last_published: Option<DateTime<Utc>>,
    /// What they were told, oldest first.
    pub changes: Vec<PublicChange>,
    /// The blocks, links filled in.
    pub body: Vec<PublishedBlock>,
    /// The blocks at the foot, its own or inherited.
    pub foot: Vec<PublishedBlock>,
    /// An event as lists show it.
    pub event: Option<EventCard>,
    /// Everything else that an event has.
    pub event_details: Option<EventDetails>,
    /// What a provider has.
    pub provider: Option<ProviderDetails>,
    /// The live nodes directly below.
    pub children: Vec<Card>,
    /// The site's main menu.
    pub menu: Vec<Card>,
    /// The last change that this reading saw.
    pub sequence: i64,
    /// The first moment at which this page would look different; `None` when only a change can do that.
    pub valid_until: Option<DateTime<Utc>>,
    /// Whether the page holds an event list, which filters by the query string.
    pub listens_to_query: bool,
}

/// A node in a list of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The node.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its title; in menus its navigation title.
    pub title: String,
    /// Its address.
    pub path: UrlPath,
    /// One or two sentences; may be empty.
    pub summary: String,
}

/// A block as visitors see it.
#[derive(Clone, Debug)]
pub struct PublishedBlock {
    /// Its id, stable over revisions.
    pub id: BlockId,
    /// What it shows.
    pub content: PublishedContent,
}

/// What a block shows. Blocks that would show a dead link are not there at all.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the ones of content's blocks, with their targets looked up")]
pub enum PublishedContent {
    /// Running text.
    Prose { html: SafeHtml },
    /// A boxed remark.
    CallOut { tone: Tone, heading: String, html: SafeHtml },
    /// What to do in which order.
    Steps { heading: String, steps: Vec<PublishedStep> },
    /// Details behind the line that opens them.
    Expander { label: String, html: SafeHtml },
    /// What somebody said.
    Quote { html: SafeHtml, name: String, role: String },
    /// Facts in rows and columns; every row has as many cells as there are columns.
    Table { caption: String, row_headings: bool, columns: Vec<SafeHtml>, rows: Vec<Vec<SafeHtml>> },
    /// A link to a video. `transcript` is empty where nobody has written one.
    Video { title: String, href: String, seconds: Option<u32>, transcript: SafeHtml },
    /// One prominent link.
    CallToAction { label: String, href: String, note: String },
    /// The soonest events of a category.
    UpcomingEvents { heading: String, events: Vec<EventCard>, view_all: Option<Anchor> },
    /// One page of all events below the node.
    EventList {
        heading: String,
        events: Vec<EventCard>,
        total: u64,
        page: u64,
        pages: u64,
        per_page: u64,
        places: Vec<String>,
        months: Vec<Month>,
        categories: Vec<Card>,
        filter: EventFilter,
    },
    /// The providers in groups.
    ProviderList { heading: String, groups: Vec<ProviderGroup>, total: usize },
    /// Links to other nodes.
    Cards { heading: String, cards: Vec<Card> },
    /// A picture. `alt` is empty for a decoration.
    Image { picture: PublishedPicture, alt: String, caption: String, credit: String },
    /// A link to a document.
    Document { label: String, file: PublishedFile },
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedStep {
    /// What it is about; may be empty.
    pub heading: String,
    /// What to do.
    pub html: SafeHtml,
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The text.
    pub label: String,
    /// The address.
    pub href: String,
}

/// Which events an event list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Only at this place.
    pub place: Option<String>,
    /// Only in this month, on the event's own clocks.
    pub month: Option<Month>,
    /// Only of this format; events of both formats are among either.
    pub format: Option<Format>,
    /// Which page, from 1; 0 is the first too.
    pub page: u64,
}

/// A month of a year, written `2021-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u32,
}

impl Month {
    /// "March 2021".
    pub fn label(&self) -> String {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).map(|day| day.format("%B %Y").to_string()).unwrap_or_default()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = text.len() == 7 && text.is_ascii();
        let day = plain.then(|| format!("{text}-01").parse::<NaiveDate>().ok()).flatten().ok_or(())?;
        Ok(Self { year: day.year(), month: day.month() })
    }
}

/// An event in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventCard {
    /// The node.
    pub id: NodeId,
    /// Its address.
    pub path: UrlPath,
    /// Its title.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// The live page below which it is filed.
    pub category: Option<Card>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends, where somebody said.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it begins, on its own clocks.
    pub start: NaiveDateTime,
    /// When it ends, on its own clocks.
    pub end: Option<NaiveDateTime>,
    /// Its time zone.
    pub time_zone: String,
    /// Online, in person or both.
    pub format: Format,
    /// The place shown; may be empty.
    pub place: String,
    /// Whether it goes ahead.
    pub status: EventStatus,
}

/// A provider in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderCard {
    /// The node.
    pub id: NodeId,
    /// Its address.
    pub path: UrlPath,
    /// Its name.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Everything else.
    pub details: ProviderDetails,
}

/// One part of a provider list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderGroup {
    /// The region; `None` for a list in one part.
    pub name: Option<String>,
    /// Its providers, in alphabetical order.
    pub providers: Vec<ProviderCard>,
}

/// Which part of a list to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// How many at most.
    pub limit: u64,
    /// How many to pass over.
    pub offset: u64,
}

/// Which events the API lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Those that have not begun.
    Upcoming,
    /// Those that have.
    Past,
}

/// One part of a list.
#[derive(Clone, Debug)]
pub struct Listing<T> {
    /// The items.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
    /// The last change that this reading saw.
    pub sequence: i64,
    /// The first moment at which the list would be different.
    pub valid_until: Option<DateTime<Utc>>,
}

/// A page in the API's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeItem {
    /// The node.
    pub id: NodeId,
    /// Its title.
    pub title: String,
    /// Its address.
    pub path: UrlPath,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// When it was last published.
    pub last_published: DateTime<Utc>,
}

/// A line of the sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitemapEntry {
    /// The address.
    pub path: UrlPath,
    /// When it was last published.
    pub last_published: DateTime<Utc>,
}
