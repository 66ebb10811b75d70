//! What a body is made of. Each type of block is one variant of [`BlockContent`] with its value; what can be told alike of all of them stands in `pieces`.

mod block_type;
mod pieces;
mod steps;
mod table;
mod values;
mod video;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::{
    block_type::{BlockGroup, BlockType},
    pieces::{Piece, Reference, Referred, Text},
    steps::{Expander, Quote, Step, Steps},
    table::Table,
    values::{
        CallOut, CallToAction, Cards, CardsSource, EventList, Grouping, Prose, ProviderList, Tone, UpcomingEvents,
    },
    video::Video,
};
use crate::{DocumentLink, Image};

/// One block of a body, with an id that stays with it through every revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Stays the same while the block is moved and edited.
    pub id: BlockId,
    /// What the block is and holds.
    #[serde(flatten)]
    pub content: BlockContent,
}

impl Block {
    /// A prose block with this Markdown.
    pub fn prose(id: BlockId, markdown: impl Into<String>) -> Self {
        Self { id, content: BlockContent::Prose(Prose { markdown: markdown.into() }) }
    }
}

/// The id of a block: 1 to 32 of `a` to `z` and `0` to `9`, unique within its draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BlockId(String);

impl BlockId {
    /// Reads an id; `None` when it has another shape.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=32).contains(&text.len());
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        (fits && plain).then(|| Self(text.to_owned()))
    }

    /// An id made from a random number, for a block that is new.
    pub fn from_number(number: u64) -> Self {
        Self(format!("b{number:016x}"))
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for BlockId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a block's id is 1 to 32 lower-case letters and digits")
    }
}

impl From<BlockId> for String {
    fn from(id: BlockId) -> Self {
        id.0
    }
}

/// What a block is, with its value. In JSON `{"type": "prose", "value": {…}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum BlockContent {
    /// Running text.
    Prose(Prose),
    /// A boxed remark.
    CallOut(CallOut),
    /// What to do in which order.
    Steps(Steps),
    /// Details that are closed until somebody opens them.
    Expander(Expander),
    /// What somebody said.
    Quote(Quote),
    /// Facts in rows and columns.
    Table(Table),
    /// A link to a video.
    Video(Video),
    /// One prominent link.
    CallToAction(CallToAction),
    /// The soonest events of a category.
    UpcomingEvents(UpcomingEvents),
    /// All events below the page, with filters and page numbers.
    EventList(EventList),
    /// The providers, grouped.
    ProviderList(ProviderList),
    /// Links to other nodes, each with its title and summary.
    Cards(Cards),
    /// A picture of the library.
    Image(Image),
    /// A link to a document of the library.
    Document(DocumentLink),
}

impl BlockContent {
    /// The type alone.
    pub fn block_type(&self) -> BlockType {
        match self {
            Self::Prose(_) => BlockType::Prose,
            Self::CallOut(_) => BlockType::CallOut,
            Self::Steps(_) => BlockType::Steps,
            Self::Expander(_) => BlockType::Expander,
            Self::Quote(_) => BlockType::Quote,
            Self::Table(_) => BlockType::Table,
            Self::Video(_) => BlockType::Video,
            Self::CallToAction(_) => BlockType::CallToAction,
            Self::UpcomingEvents(_) => BlockType::UpcomingEvents,
            Self::EventList(_) => BlockType::EventList,
            Self::ProviderList(_) => BlockType::ProviderList,
            Self::Cards(_) => BlockType::Cards,
            Self::Image(_) => BlockType::Image,
            Self::Document(_) => BlockType::Document,
        }
    }
}
