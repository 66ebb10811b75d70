//! The types of blocks, in the groups in which an editor looks for them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    BlockContent, CallOut, CallToAction, Cards, EventList, Expander, Prose, ProviderList, Quote, Steps, Table,
    UpcomingEvents, Video,
};
use crate::{DocumentLink, Image};

/// The type of a block, without its value: what the "Add a block" menu lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockType {
    /// See [`BlockContent::Prose`].
    Prose,
    /// See [`BlockContent::CallOut`].
    CallOut,
    /// See [`BlockContent::Steps`].
    Steps,
    /// See [`BlockContent::Expander`].
    Expander,
    /// See [`BlockContent::Quote`].
    Quote,
    /// See [`BlockContent::Table`].
    Table,
    /// See [`BlockContent::Image`].
    Image,
    /// See [`BlockContent::Video`].
    Video,
    /// See [`BlockContent::Document`].
    Document,
    /// See [`BlockContent::CallToAction`].
    CallToAction,
    /// See [`BlockContent::Cards`].
    Cards,
    /// See [`BlockContent::UpcomingEvents`].
    UpcomingEvents,
    /// See [`BlockContent::EventList`].
    EventList,
    /// See [`BlockContent::ProviderList`].
    ProviderList,
}

/// A part of the "Add a block" menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockGroup {
    /// What is read.
    Text,
    /// What is seen, watched or taken along.
    Media,
    /// What leads on.
    Links,
    /// What the site fills in by itself.
    Events,
}

impl BlockGroup {
    /// Every group, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Text, Self::Media, Self::Links, Self::Events];

    /// The name an editor reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Media => "Media",
            Self::Links => "Lists and links",
            Self::Events => "Events and providers",
        }
    }
}

impl BlockType {
    /// Every type, in the order of the "Add a block" menu.
    pub const ALL: [Self; 14] = [
        Self::Prose,
        Self::CallOut,
        Self::Steps,
        Self::Expander,
        Self::Quote,
        Self::Table,
        Self::Image,
        Self::Video,
        Self::Document,
        Self::CallToAction,
        Self::Cards,
        Self::UpcomingEvents,
        Self::EventList,
        Self::ProviderList,
    ];

    /// The part of the menu in which it stands.
    pub fn group(self) -> BlockGroup {
        match self {
            Self::Prose | Self::CallOut | Self::Steps | Self::Expander | Self::Quote | Self::Table => BlockGroup::Text,
            Self::Image | Self::Video | Self::Document => BlockGroup::Media,
            Self::CallToAction | Self::Cards => BlockGroup::Links,
            Self::UpcomingEvents | Self::EventList | Self::ProviderList => BlockGroup::Events,
        }
    }

    /// The word stored in drafts and used in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prose => "prose",
            Self::CallOut => "call_out",
            Self::Steps => "steps",
            Self::Expander => "expander",
            Self::Quote => "quote",
            Self::Table => "table",
            Self::Image => "image",
            Self::Video => "video",
            Self::Document => "document",
            Self::CallToAction => "call_to_action",
            Self::Cards => "cards",
            Self::UpcomingEvents => "upcoming_events",
            Self::EventList => "event_list",
            Self::ProviderList => "provider_list",
        }
    }

    /// The name an editor reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Prose => "Text",
            Self::CallOut => "Call-out",
            Self::Steps => "Steps",
            Self::Expander => "Expander",
            Self::Quote => "Quote",
            Self::Table => "Table",
            Self::Image => "Picture",
            Self::Video => "Video",
            Self::Document => "Document",
            Self::CallToAction => "Call to action",
            Self::Cards => "Cards",
            Self::UpcomingEvents => "Upcoming events",
            Self::EventList => "Event list",
            Self::ProviderList => "Provider list",
        }
    }

    /// One sentence that tells an editor what the block is for.
    pub fn description(self) -> &'static str {
        match self {
            Self::Prose => "Headings, paragraphs, lists, links and tables, written in Markdown.",
            Self::CallOut => "A boxed note or warning that stands out from the text.",
            Self::Steps => "What to do in which order, a numbered step each.",
            Self::Expander => "Details that few readers need, closed until somebody opens them.",
            Self::Quote => "What somebody said, with their name.",
            Self::Table => "Facts in rows and columns, filled in cell by cell.",
            Self::Image => "A picture of the library, with words for people who cannot see it.",
            Self::Video => "A link to a video, with its length and what is said in it.",
            Self::Document => "A link to a PDF or another file of the library, with its type and size.",
            Self::CallToAction => "One prominent link to the next step.",
            Self::Cards => "Links to the pages below this one, or to pages that you choose.",
            Self::UpcomingEvents => "The soonest events of a category, kept up to date by the site.",
            Self::EventList => "All events filed below this page, with filters.",
            Self::ProviderList => "The providers of a route, grouped by region.",
        }
    }

    /// An empty block of this type, as "Add a block" makes it.
    pub fn empty(self) -> BlockContent {
        match self {
            Self::Prose => BlockContent::Prose(Prose::default()),
            Self::CallOut => BlockContent::CallOut(CallOut::default()),
            Self::Steps => BlockContent::Steps(Steps::default()),
            Self::Expander => BlockContent::Expander(Expander::default()),
            Self::Quote => BlockContent::Quote(Quote::default()),
            Self::Table => BlockContent::Table(Table::default()),
            Self::Image => BlockContent::Image(Image::default()),
            Self::Video => BlockContent::Video(Video::default()),
            Self::Document => BlockContent::Document(DocumentLink::default()),
            Self::CallToAction => BlockContent::CallToAction(CallToAction::default()),
            Self::Cards => BlockContent::Cards(Cards::default()),
            Self::UpcomingEvents => BlockContent::UpcomingEvents(UpcomingEvents::default()),
            Self::EventList => BlockContent::EventList(EventList::default()),
            Self::ProviderList => BlockContent::ProviderList(ProviderList::default()),
        }
    }
}

impl FromStr for BlockType {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|block_type| block_type.as_str() == text).ok_or(())
    }
}
