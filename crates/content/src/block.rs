use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{DocumentLink, FileNumber, Image, LinkTarget, NodeId};

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
            Self::CallToAction(_) => BlockType::CallToAction,
            Self::UpcomingEvents(_) => BlockType::UpcomingEvents,
            Self::EventList(_) => BlockType::EventList,
            Self::ProviderList(_) => BlockType::ProviderList,
            Self::Cards(_) => BlockType::Cards,
            Self::Image(_) => BlockType::Image,
            Self::Document(_) => BlockType::Document,
        }
    }

    /// The nodes that the block's own settings refer to; links inside Markdown are found by the markup crate.
    pub fn node_references(&self) -> Vec<NodeId> {
        let target = |target: &Option<LinkTarget>| target.as_ref().and_then(LinkTarget::node);
        match self {
            Self::Prose(_)
            | Self::CallOut(_)
            | Self::EventList(_)
            | Self::ProviderList(_)
            | Self::Image(_)
            | Self::Document(_) => Vec::new(),
            Self::CallToAction(call) => target(&call.target).into_iter().collect(),
            Self::UpcomingEvents(events) => events.category.into_iter().chain(target(&events.view_all)).collect(),
            Self::Cards(cards) => match &cards.source {
                CardsSource::Children => Vec::new(),
                CardsSource::Chosen(nodes) => nodes.clone(),
            },
        }
    }

    /// The file that the block's own settings refer to; files inside Markdown are found by the markup crate.
    pub fn file(&self) -> Option<FileNumber> {
        match self {
            Self::Image(image) => image.file,
            Self::Document(document) => document.file,
            _ => None,
        }
    }

    /// The Markdown inside, for the types that have some.
    pub fn markdown(&self) -> Option<&str> {
        match self {
            Self::Prose(prose) => Some(&prose.markdown),
            Self::CallOut(call_out) => Some(&call_out.markdown),
            _ => None,
        }
    }
}

/// The type of a block, without its value: what the "Add a block" menu lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockType {
    /// See [`BlockContent::Prose`].
    Prose,
    /// See [`BlockContent::CallOut`].
    CallOut,
    /// See [`BlockContent::CallToAction`].
    CallToAction,
    /// See [`BlockContent::UpcomingEvents`].
    UpcomingEvents,
    /// See [`BlockContent::EventList`].
    EventList,
    /// See [`BlockContent::ProviderList`].
    ProviderList,
    /// See [`BlockContent::Cards`].
    Cards,
    /// See [`BlockContent::Image`].
    Image,
    /// See [`BlockContent::Document`].
    Document,
}

impl BlockType {
    /// Every type, in the order of the "Add a block" menu.
    pub const ALL: [Self; 9] = [
        Self::Prose,
        Self::CallOut,
        Self::CallToAction,
        Self::UpcomingEvents,
        Self::EventList,
        Self::ProviderList,
        Self::Cards,
        Self::Image,
        Self::Document,
    ];

    /// The word stored in drafts and used in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prose => "prose",
            Self::CallOut => "call_out",
            Self::CallToAction => "call_to_action",
            Self::UpcomingEvents => "upcoming_events",
            Self::EventList => "event_list",
            Self::ProviderList => "provider_list",
            Self::Cards => "cards",
            Self::Image => "image",
            Self::Document => "document",
        }
    }

    /// The name an editor reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Prose => "Text",
            Self::CallOut => "Call-out",
            Self::CallToAction => "Call to action",
            Self::UpcomingEvents => "Upcoming events",
            Self::EventList => "Event list",
            Self::ProviderList => "Provider list",
            Self::Cards => "Cards",
            Self::Image => "Picture",
            Self::Document => "Document",
        }
    }

    /// One sentence that tells an editor what the block is for.
    pub fn description(self) -> &'static str {
        match self {
            Self::Prose => "Headings, paragraphs, lists, links and tables, written in Markdown.",
            Self::CallOut => "A boxed note or warning that stands out from the text.",
            Self::CallToAction => "One prominent link to the next step.",
            Self::UpcomingEvents => "The soonest events of a category, kept up to date by the site.",
            Self::EventList => "All events filed below this page, with filters.",
            Self::ProviderList => "The providers of a route, grouped by region.",
            Self::Cards => "Links to the pages below this one, or to pages that you choose.",
            Self::Image => "A picture of the library, with words for people who cannot see it.",
            Self::Document => "A link to a PDF or another file of the library, with its type and size.",
        }
    }

    /// An empty block of this type, as "Add a block" makes it.
    pub fn empty(self) -> BlockContent {
        match self {
            Self::Prose => BlockContent::Prose(Prose::default()),
            Self::CallOut => BlockContent::CallOut(CallOut::default()),
            Self::CallToAction => BlockContent::CallToAction(CallToAction::default()),
            Self::UpcomingEvents => BlockContent::UpcomingEvents(UpcomingEvents::default()),
            Self::EventList => BlockContent::EventList(EventList::default()),
            Self::ProviderList => BlockContent::ProviderList(ProviderList::default()),
            Self::Cards => BlockContent::Cards(Cards::default()),
            Self::Image => BlockContent::Image(Image::default()),
            Self::Document => BlockContent::Document(DocumentLink::default()),
        }
    }
}

impl FromStr for BlockType {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|block_type| block_type.as_str() == text).ok_or(())
    }
}

/// Running text in Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    /// Exactly as typed; links to nodes are written `node:463`.
    pub markdown: String,
}

/// A boxed remark.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOut {
    /// How urgent it is.
    pub tone: Tone,
    /// May be empty.
    pub heading: String,
    /// The text.
    pub markdown: String,
}

/// How urgent a call-out is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Information,
    /// Ignoring it has consequences.
    Warning,
}

/// One prominent link. Without a target it is left out of the public page, never shown dead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallToAction {
    /// The link's text.
    pub label: String,
    /// Where it leads.
    pub target: Option<LinkTarget>,
    /// One line below it; may be empty.
    pub note: String,
}

/// The soonest events of a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpcomingEvents {
    /// Stands above the events.
    pub heading: String,
    /// The page below which the events are filed; `None` shows events of every category.
    pub category: Option<NodeId>,
    /// How many at most, 1 to 24.
    pub count: u8,
    /// Where "View all events" leads; without it the link is left out.
    pub view_all: Option<LinkTarget>,
    /// The text of that link.
    pub view_all_label: String,
}

impl Default for UpcomingEvents {
    fn default() -> Self {
        Self {
            heading: "Upcoming events".into(),
            category: None,
            count: 4,
            view_all: None,
            view_all_label: "View all events".into(),
        }
    }
}

/// All upcoming events filed below the page that holds the block, with filters and page numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventList {
    /// Stands above the list; may be empty.
    pub heading: String,
}

/// The providers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderList {
    /// Stands above the list; may be empty.
    pub heading: String,
    /// How the list is cut into parts.
    pub grouping: Grouping,
    /// Only providers that offer this route; empty shows all.
    pub route: String,
}

/// How a provider list is cut into parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// One part for each region; a provider of several regions stands in each.
    #[default]
    Region,
    /// One list in alphabetical order.
    Alphabet,
}

/// Links to other nodes, each with its title and summary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cards {
    /// Stands above the cards; may be empty.
    pub heading: String,
    /// Which nodes.
    pub source: CardsSource,
}

/// Which nodes a set of cards shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "nodes", rename_all = "snake_case")]
pub enum CardsSource {
    /// The pages directly below the page that holds the block.
    #[default]
    Children,
    /// These, in this order.
    Chosen(Vec<NodeId>),
}
