//! What the blocks hold that say things and list things.

use serde::{Deserialize, Serialize};

use crate::{LinkTarget, NodeId};

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
