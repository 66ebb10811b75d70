//! From a draft to what the public reads of it: each block rendered once, links left as placeholders.

use std::collections::HashSet;

pub use content::LinkPlace;
use content::{Block, BlockContent, BlockId, Details, Draft, FootBlocks, NodeId, Reference, Referred, Text};
pub use markup::decoded;
use markup::{HeadingIds, SafeHtml, Target};
use serde::{Deserialize, Serialize};

use crate::{
    NewLiveNode,
    checks::{self, Around},
    write::Upkeep,
};

/// A draft made ready to be read.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    pub(crate) body: Vec<LiveBlock>,
    pub(crate) foot_choice: FootChoice,
    pub(crate) foot: Vec<LiveBlock>,
    pub(crate) links: Vec<FoundLink>,
    pub(crate) anchors: Vec<String>,
    pub(crate) findings: Vec<checks::Finding>,
    pub(crate) upkeep: Upkeep,
}

impl Rendered {
    /// What the checks found in the draft, but for what depends on the day.
    pub fn findings(&self) -> &[checks::Finding] {
        &self.findings
    }

    /// What the draft refers to.
    pub fn links(&self) -> &[FoundLink] {
        &self.links
    }

    /// The headings to which links can lead, by their ids.
    pub fn anchors(&self) -> &[String] {
        &self.anchors
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
    /// What kind of reference it is.
    pub place: LinkPlace,
    /// The block that holds it; `None` for an event's own fields.
    pub block: Option<BlockSpot>,
    /// The field of the block that holds it, where that is a text: `markdown`, `cell-1-2`; empty for a setting, and where it is read from its row.
    pub field: String,
    /// What follows `#`, as browsers look for it.
    pub fragment: Option<String>,
    /// Whether the text that holds the link has a heading of that name itself.
    pub here: bool,
}

/// Where a block stands, as an editor counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockSpot {
    /// In the body, from 1.
    Body(usize),
    /// At the foot, from 1.
    Foot(usize),
}

impl BlockSpot {
    /// The words that an editor reads.
    pub fn in_words(self) -> String {
        match self {
            Self::Body(number) => format!("block {number}"),
            Self::Foot(number) => format!("block {number} at the foot"),
        }
    }

    pub(crate) fn stored(self) -> String {
        match self {
            Self::Body(number) => format!("body:{number}"),
            Self::Foot(number) => format!("foot:{number}"),
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (region, number) = text.split_once(':')?;
        let number = number.parse().ok()?;
        match region {
            "body" => Some(Self::Body(number)),
            "foot" => Some(Self::Foot(number)),
            _ => None,
        }
    }
}

/// A block with its HTML in place of its Markdown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LiveBlock {
    pub(crate) id: BlockId,
    #[serde(flatten)]
    pub(crate) content: BlockContent,
    /// One for each text of the block, in the order of the page; a single one is written as itself.
    #[serde(default, rename = "html", with = "texts", skip_serializing_if = "Vec::is_empty")]
    pub(crate) texts: Vec<SafeHtml>,
}

/// The HTML of a block's texts in JSON: the text itself where it is the only one, as it always was, else a list.
mod texts {
    use markup::SafeHtml;
    use serde::{Deserialize, Deserializer, Serialize as _, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(SafeHtml),
        Many(Vec<SafeHtml>),
    }

    pub(super) fn serialize<S: Serializer>(texts: &[SafeHtml], serializer: S) -> Result<S::Ok, S::Error> {
        match texts {
            [one] => one.serialize(serializer),
            many => many.serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<SafeHtml>, D::Error> {
        Ok(match Written::deserialize(deserializer)? {
            Written::One(text) => vec![text],
            Written::Many(texts) => texts,
        })
    }
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

/// Texts of one draft up to this length, in bytes, are rendered where they are asked for: the way to another thread and back lasts as long.
const SHORT: usize = 8_192;

/// Renders a draft. Long texts take a while, so they are rendered off the threads that serve requests.
pub async fn render(draft: &Draft) -> Rendered {
    let length: usize = draft.blocks().flat_map(|block| block.content.texts()).map(|text| text.markdown.len()).sum();
    if length <= SHORT {
        return render_now(draft);
    }
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
    let mut finding = Finding::default();
    let body = finding.blocks(&draft.body, BlockSpot::Body);
    let (foot_choice, foot) = match &draft.details {
        Details::Page(page) => match &page.foot {
            FootBlocks::Inherit => (FootChoice::Inherit, Vec::new()),
            FootBlocks::Off => (FootChoice::Off, Vec::new()),
            FootBlocks::Own(blocks) => (FootChoice::Own, finding.blocks(blocks, BlockSpot::Foot)),
        },
        Details::Event(event) => {
            let booking = event.booking.iter();
            finding.links.extend(booking.map(|target| {
                of_setting(Reference { to: target.into(), text: "Book a place", place: LinkPlace::Booking })
            }));
            (FootChoice::Off, Vec::new())
        }
        Details::Provider(_) => (FootChoice::Off, Vec::new()),
    };
    let Finding { mut links, anchors, .. } = finding;
    let known: HashSet<&str> = anchors.iter().map(String::as_str).chain(TEMPLATE_ANCHORS).collect();
    for link in &mut links {
        link.fragment = link.fragment.as_deref().map(decoded);
        link.here = link.fragment.as_deref().is_none_or(|fragment| known.contains(fragment));
    }
    let findings = checks::of(draft, &Around::default());
    Rendered { body, foot_choice, foot, links, anchors, findings, upkeep: Upkeep::of(draft) }
}

/// Ids of the public layout, which every page has.
pub(crate) const TEMPLATE_ANCHORS: [&str; 2] = ["main_content", "top"];

/// What is found while the blocks of one draft are rendered.
#[derive(Default)]
struct Finding {
    ids: HeadingIds,
    links: Vec<FoundLink>,
    anchors: Vec<String>,
}

impl Finding {
    fn blocks(&mut self, blocks: &[Block], spot: fn(usize) -> BlockSpot) -> Vec<LiveBlock> {
        let mut rendered = Vec::with_capacity(blocks.len());
        for (at, block) in blocks.iter().enumerate() {
            let first = self.links.len();
            rendered.push(self.block(block));
            for link in &mut self.links[first..] {
                link.block = Some(spot(at + 1));
            }
        }
        rendered
    }

    fn block(&mut self, block: &Block) -> LiveBlock {
        self.links.extend(block.content.references().into_iter().map(of_setting));
        let texts = block.content.texts().map(|text| self.text(&text)).collect();
        let mut content = block.content.clone();
        // The live tables keep no second copy of a text.
        content.texts_mut().into_iter().for_each(String::clear);
        LiveBlock { id: block.id.clone(), content, texts }
    }

    /// The HTML of a text.
    fn text(&mut self, text: &Text<'_>) -> SafeHtml {
        let rendered = if text.is_cell {
            markup::render_cell(text.markdown)
        } else {
            markup::render(text.markdown, &mut self.ids)
        };
        self.anchors.extend(rendered.headings.into_iter().map(|heading| heading.id));
        let links = rendered.links.into_iter().map(|link| match link.target {
            Target::Node { id, fragment } => {
                FoundLink { fragment, ..node_link(NodeId(id), &link.text, LinkPlace::Text) }
            }
            other => address_link(&other.to_string(), &link.text, LinkPlace::Text),
        });
        let facts = markup::fact_references(&rendered.html);
        let facts = facts.iter().map(|name| address_link(&fact_address(name), name, LinkPlace::Fact));
        let found = links.chain(facts).map(|link| FoundLink { field: text.field.clone(), ..link });
        self.links.extend(found);
        rendered.html
    }
}

/// How a reference to a fact is written among the links.
pub(crate) fn fact_address(name: &str) -> String {
    format!("{FACT}{name}")
}

/// What the addresses of facts among the links begin with.
pub(crate) const FACT: &str = "fact:";

fn of_setting(reference: Reference<'_>) -> FoundLink {
    let Reference { to, text, place } = reference;
    match to {
        Referred::Node(node) => node_link(node, text, place),
        Referred::Address(address) => address_link(address, text, place),
        Referred::File(file) => address_link(&Target::Media(file.0).to_string(), text, place),
    }
}

fn node_link(node: NodeId, text: &str, place: LinkPlace) -> FoundLink {
    FoundLink {
        node: Some(node),
        address: None,
        text: text.into(),
        place,
        block: None,
        field: String::new(),
        fragment: None,
        here: true,
    }
}

/// A fragment alone leads to a heading of the same page; in other addresses it is for others to know.
fn address_link(address: &str, text: &str, place: LinkPlace) -> FoundLink {
    let fragment = address.strip_prefix('#').filter(|fragment| !fragment.is_empty()).map(str::to_owned);
    FoundLink {
        node: None,
        address: Some(address.into()),
        text: text.into(),
        place,
        block: None,
        field: String::new(),
        fragment,
        here: true,
    }
}
