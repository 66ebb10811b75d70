use serde::{Deserialize, Serialize};

use crate::{Block, EventDetails, Kind, NodeId, PageDetails, ProviderDetails};

/// Everything about a node that an editor types and a revision keeps. Addresses are not among it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The heading of the page.
    pub title: String,
    /// A shorter title for trails and menus; empty uses the title.
    #[serde(default)]
    pub navigation_title: String,
    /// One or two sentences for lists and search engines; may be empty.
    #[serde(default)]
    pub summary: String,
    /// The blocks in their order.
    #[serde(default)]
    pub body: Vec<Block>,
    /// What only this kind of node has.
    #[serde(flatten)]
    pub details: Details,
}

/// What only one kind of node has. In JSON `{"kind": "event", "details": {…}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "details", rename_all = "snake_case")]
pub enum Details {
    /// A page's.
    Page(PageDetails),
    /// An event's.
    Event(EventDetails),
    /// A provider's.
    Provider(ProviderDetails),
}

impl Draft {
    /// An empty draft of a kind.
    pub fn empty(kind: Kind) -> Self {
        let details = match kind {
            Kind::Page => Details::Page(PageDetails::default()),
            Kind::Event => Details::Event(EventDetails::default()),
            Kind::Provider => Details::Provider(ProviderDetails::default()),
        };
        Self {
            title: String::new(),
            navigation_title: String::new(),
            summary: String::new(),
            body: Vec::new(),
            details,
        }
    }

    /// The kind that this draft is of.
    pub fn kind(&self) -> Kind {
        match self.details {
            Details::Page(_) => Kind::Page,
            Details::Event(_) => Kind::Event,
            Details::Provider(_) => Kind::Provider,
        }
    }

    /// What trails and menus call the node: the navigation title, else the title.
    pub fn label(&self) -> &str {
        if self.navigation_title.is_empty() { &self.title } else { &self.navigation_title }
    }

    /// A page's foot blocks; other kinds have none of their own.
    pub fn foot(&self) -> &[Block] {
        match &self.details {
            Details::Page(page) => page.foot.own(),
            Details::Event(_) | Details::Provider(_) => &[],
        }
    }

    /// Body and foot blocks, one after the other.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.body.iter().chain(self.foot())
    }

    /// The same, to be changed.
    pub(crate) fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        let foot = match &mut self.details {
            Details::Page(PageDetails { foot: crate::FootBlocks::Own(blocks), .. }) => blocks.as_mut_slice(),
            Details::Page(_) | Details::Event(_) | Details::Provider(_) => &mut [],
        };
        self.body.iter_mut().chain(foot)
    }

    /// The nodes that block settings refer to; links inside Markdown are found by the markup crate.
    pub fn node_references(&self) -> Vec<NodeId> {
        let booking = match &self.details {
            Details::Event(event) => event.booking.as_ref().and_then(crate::LinkTarget::node),
            Details::Page(_) | Details::Provider(_) => None,
        };
        self.blocks().flat_map(|block| block.content.node_references()).chain(booking).collect()
    }

    /// The event's own fields, if this is an event.
    pub fn event(&self) -> Option<&EventDetails> {
        match &self.details {
            Details::Event(event) => Some(event),
            Details::Page(_) | Details::Provider(_) => None,
        }
    }

    /// The event's own fields to change, if this is an event.
    pub fn event_mut(&mut self) -> Option<&mut EventDetails> {
        match &mut self.details {
            Details::Event(event) => Some(event),
            Details::Page(_) | Details::Provider(_) => None,
        }
    }
}
