//! From a draft to what the public reads of it: each block rendered once, links left as placeholders.

use content::{Block, BlockContent, BlockId, Details, Draft, FootBlocks, LinkTarget, NodeId};
use markup::{HeadingIds, SafeHtml, Target};
use serde::{Deserialize, Serialize};

use crate::NewLiveNode;

/// A draft made ready to be read.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    pub(crate) body: Vec<LiveBlock>,
    pub(crate) foot_choice: FootChoice,
    pub(crate) foot: Vec<LiveBlock>,
    pub(crate) links: Vec<FoundLink>,
}

impl Rendered {
    /// What the draft refers to.
    pub fn links(&self) -> &[FoundLink] {
        &self.links
    }
}

/// A reference that stands in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLink {
    /// The node, if it refers to one.
    pub node: Option<NodeId>,
    /// The address, if it refers to one outside the tree.
    pub address: Option<String>,
    /// The words of the link.
    pub text: String,
}

/// A block with its HTML in place of its Markdown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LiveBlock {
    pub(crate) id: BlockId,
    #[serde(flatten)]
    pub(crate) content: BlockContent,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) html: Option<SafeHtml>,
}

/// What a live page says of its foot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FootChoice {
    #[default]
    Inherit,
    Off,
    Own,
}

impl FootChoice {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Inherit => "inherit",
            Self::Off => "off",
            Self::Own => "own",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Inherit, Self::Off, Self::Own].into_iter().find(|choice| choice.as_str() == text)
    }
}

/// Renders a draft. Long texts take a while, so this runs off the threads that serve requests.
pub async fn render(draft: &Draft) -> Rendered {
    let draft = draft.clone();
    match tokio::task::spawn_blocking(move || render_now(&draft)).await {
        Ok(rendered) => rendered,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

/// Renders the drafts of many new nodes, on as many threads as there are processors.
pub async fn render_all(mut nodes: Vec<NewLiveNode>) -> Vec<NewLiveNode> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let each = nodes.len().div_ceil(threads).max(1);
    let mut parts = Vec::new();
    while !nodes.is_empty() {
        let mut part = nodes.split_off(nodes.len().saturating_sub(each));
        parts.push(tokio::task::spawn_blocking(move || {
            for node in &mut part {
                node.rendered = render_now(&node.draft);
            }
            part
        }));
    }
    let mut rendered = Vec::new();
    for part in parts.into_iter().rev() {
        match part.await {
            Ok(part) => rendered.extend(part),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    rendered
}

fn render_now(draft: &Draft) -> Rendered {
    let mut ids = HeadingIds::default();
    let mut links = Vec::new();
    let body = draft.body.iter().map(|block| render_block(block, &mut ids, &mut links)).collect();
    let (foot_choice, foot) = match &draft.details {
        Details::Page(page) => match &page.foot {
            FootBlocks::Inherit => (FootChoice::Inherit, Vec::new()),
            FootBlocks::Off => (FootChoice::Off, Vec::new()),
            FootBlocks::Own(blocks) => {
                let rendered = blocks.iter().map(|block| render_block(block, &mut ids, &mut links)).collect();
                (FootChoice::Own, rendered)
            }
        },
        Details::Event(event) => {
            links.extend(event.booking.iter().map(|target| setting_link(target, "Book a place")));
            (FootChoice::Off, Vec::new())
        }
        Details::Provider(_) => (FootChoice::Off, Vec::new()),
    };
    Rendered { body, foot_choice, foot, links }
}

fn render_block(block: &Block, ids: &mut HeadingIds, links: &mut Vec<FoundLink>) -> LiveBlock {
    let mut content = block.content.clone();
    let html = match &mut content {
        BlockContent::Prose(prose) => Some(render_markdown(&mut prose.markdown, ids, links)),
        BlockContent::CallOut(call_out) => Some(render_markdown(&mut call_out.markdown, ids, links)),
        BlockContent::CallToAction(call) => {
            links.extend(call.target.iter().map(|target| setting_link(target, &call.label)));
            None
        }
        BlockContent::UpcomingEvents(events) => {
            links.extend(events.category.map(|node| node_link(node, &events.heading)));
            links.extend(events.view_all.iter().map(|target| setting_link(target, &events.view_all_label)));
            None
        }
        BlockContent::Cards(cards) => {
            if let content::CardsSource::Chosen(nodes) = &cards.source {
                links.extend(nodes.iter().map(|node| node_link(*node, &cards.heading)));
            }
            None
        }
        BlockContent::EventList(_) | BlockContent::ProviderList(_) => None,
    };
    LiveBlock { id: block.id.clone(), content, html }
}

/// Takes the Markdown out of the block and gives its HTML: the live tables keep no second copy of the text.
fn render_markdown(markdown: &mut String, ids: &mut HeadingIds, links: &mut Vec<FoundLink>) -> SafeHtml {
    let rendered = markup::render(&std::mem::take(markdown), ids);
    links.extend(rendered.links.into_iter().map(|link| match link.target {
        Target::Node { id, .. } => node_link(NodeId(id), &link.text),
        other => FoundLink { node: None, address: Some(other.to_string()), text: link.text },
    }));
    rendered.html
}

fn node_link(node: NodeId, text: &str) -> FoundLink {
    FoundLink { node: Some(node), address: None, text: text.into() }
}

fn setting_link(target: &LinkTarget, text: &str) -> FoundLink {
    match target {
        LinkTarget::Node(node) => node_link(*node, text),
        LinkTarget::Address(address) => FoundLink { node: None, address: Some(address.clone()), text: text.into() },
    }
}
