//! The blocks of the body and of the foot, each with its fields and its buttons.

use std::collections::BTreeMap;

use content::{BlockType, NodeId, Problems};
use markup::{HeadingIds, Target};
use serde::Serialize;

use super::super::form::{Known, Region, Typed, TypedBlock};
use super::super::paragraphs;
use super::Surroundings;
use super::files::{self, FileView};
use super::parts::{Maker, choice};
use crate::fields::{Choice, Field, Spoken, sentence_for};

/// One list of blocks.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BlocksView {
    pub(crate) blocks: Vec<BlockView>,
    /// The menu above the first block.
    add_first: AddMenu,
    /// What is wrong with the list as a whole; empty for nothing.
    error: String,
}

/// One block.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BlockView {
    /// The id of its element.
    pub(super) element: String,
    /// Its type and first words, for comparing the order of two versions.
    #[serde(skip)]
    pub(super) in_words: String,
    /// `Text block 1 of 3`.
    pub(crate) legend: String,
    /// The same within a sentence: `text block 1`.
    name: String,
    description: &'static str,
    /// The hidden field that introduces it.
    type_name: String,
    type_value: &'static str,
    /// The template of its fields.
    partial: String,
    /// By the last part of their names.
    pub(crate) fields: BTreeMap<&'static str, Field>,
    /// The file that it shows or links to, and the button that chooses one; none where it takes no file.
    file: Option<FileView>,
    /// The pages that its text links to by number.
    links: Vec<LinkInText>,
    /// Where to split it; none for a text of one paragraph.
    split: Option<Field>,
    buttons: Vec<ButtonView>,
    split_button: ButtonView,
    add_below: AddMenu,
    /// What is said about it.
    pub(super) comments: Option<Spoken>,
}

/// A link within the text, told by the page's title.
#[derive(Clone, Debug, Serialize)]
struct LinkInText {
    text: String,
    title: String,
    href: String,
}

/// A button of a block.
#[derive(Clone, Debug, Serialize)]
struct ButtonView {
    id: String,
    value: String,
    label: &'static str,
    autofocus: bool,
}

/// The menu of block types.
#[derive(Clone, Debug, Serialize)]
struct AddMenu {
    label: String,
    /// Said after the label to those who hear the page: which block it stands below.
    about: String,
    choices: Vec<Choice>,
}

impl BlocksView {
    /// The blocks of a region.
    pub(super) fn new(
        region: Region,
        typed: &Typed,
        known: &Known,
        problems: &Problems,
        focus: &str,
        around: &Surroundings,
    ) -> Self {
        let blocks = typed.blocks(region);
        let made = blocks
            .iter()
            .enumerate()
            .map(|(at, block)| BlockMaker { region, blocks, at, block, known, problems, focus, around }.make());
        let spot = match region {
            Region::Body => "-body",
            Region::Foot => "-foot",
        };
        Self {
            blocks: made.collect(),
            add_first: add_menu(if blocks.is_empty() { "Add a block" } else { "Add a block above" }, "", spot),
            error: if region == Region::Body { sentence_for(problems, "body") } else { String::new() },
        }
    }
}

struct BlockMaker<'a> {
    region: Region,
    blocks: &'a [TypedBlock],
    at: usize,
    block: &'a TypedBlock,
    known: &'a Known,
    problems: &'a Problems,
    focus: &'a str,
    around: &'a Surroundings,
}

impl BlockMaker<'_> {
    fn make(&self) -> BlockView {
        let block_type = self.block.block_type;
        let id = &self.block.id;
        let prefix = format!("{}.{id}.", self.region.prefix());
        let maker = Maker {
            typed: &self.block.fields,
            prefix: &prefix,
            known: self.known,
            problems: self.problems,
            focus: self.focus,
        };
        let place = if self.region == Region::Foot { "foot block" } else { "block" };
        let legend = format!("{} {place} {}", block_type.label(), self.at + 1);
        let name = format!("{}{}", legend[..1].to_lowercase(), &legend[1..]);
        BlockView {
            element: format!("{}-{id}", self.region.prefix()),
            in_words: self.in_words(),
            legend: format!("{legend} of {}", self.blocks.len()),
            description: block_type.description(),
            type_name: format!("{prefix}type"),
            type_value: block_type.as_str(),
            partial: format!("blocks/{}.html", block_type.as_str()),
            fields: fields(block_type, maker, self.around),
            file: FileView::of(self.block, self.known),
            links: self.links(),
            split: self.split(&prefix),
            buttons: self.buttons(),
            split_button: self.button("split-block", "split", "Split here"),
            add_below: add_menu("Add a block below", &name, id.as_str()),
            comments: None,
            name,
        }
    }

    fn in_words(&self) -> String {
        let fields = &self.block.fields;
        let first = ["markdown", "heading", "label", "alt", "caption"]
            .map(|name| fields.one(name))
            .into_iter()
            .find(|text| !text.trim().is_empty())
            .unwrap_or_default();
        format!("{}: {}", self.block.block_type.label(), markup::excerpt(&markup::plain_text(first), FIRST_WORDS))
    }

    fn buttons(&self) -> Vec<ButtonView> {
        let above = self.at.checked_sub(1).map(|above| self.blocks[above].block_type);
        let joins = self.block.block_type == BlockType::Prose && above == Some(BlockType::Prose);
        let mut buttons = Vec::new();
        if self.at > 0 {
            buttons.push(self.button("block-up", "up", "Move up"));
        }
        if self.at + 1 < self.blocks.len() {
            buttons.push(self.button("block-down", "down", "Move down"));
        }
        if joins {
            buttons.push(self.button("join-block", "join", "Join with the block above"));
        }
        buttons.push(self.button("remove-block", "remove", "Remove"));
        buttons
    }

    fn button(&self, action: &str, id: &str, label: &'static str) -> ButtonView {
        let id = format!("{id}-{}", self.block.id);
        ButtonView { value: format!("{action}:{}", self.block.id), autofocus: id == self.focus, id, label }
    }

    fn split(&self, prefix: &str) -> Option<Field> {
        if self.block.block_type != BlockType::Prose {
            return None;
        }
        let places = paragraphs::places(self.block.fields.one("markdown"));
        let choices: Vec<Choice> = places
            .into_iter()
            .map(|(number, words)| choice(number.to_string(), format!("{number}: {words}")))
            .collect();
        let field = Field::select(&format!("{prefix}split"), "Split before paragraph", choices);
        (!field.choices.is_empty()).then(|| field.with_problems(self.problems))
    }

    fn links(&self) -> Vec<LinkInText> {
        let Some(markdown) = self.block.markdown() else { return Vec::new() };
        let links = markup::render(markdown, &mut HeadingIds::default()).links;
        links.into_iter().filter_map(|link| self.link(&link.target, link.text)).collect()
    }

    fn link(&self, target: &Target, text: String) -> Option<LinkInText> {
        let Target::Node { id, .. } = *target else { return None };
        let title = self
            .known
            .title(NodeId(id))
            .map_or_else(|| "a page that is not there. Check this link".to_owned(), ToOwned::to_owned);
        Some(LinkInText { text, title, href: crate::row::editor_of(NodeId(id)) })
    }
}

/// How many letters of a block tell which one it is.
const FIRST_WORDS: usize = 50;

/// The fields of a block, as `admin-templates/blocks/` shows them.
fn fields(block_type: BlockType, make: Maker<'_>, around: &Surroundings) -> BTreeMap<&'static str, Field> {
    let heading = |hint: &str| ("heading", make.line("heading", "Heading", hint));
    let list = match block_type {
        BlockType::Prose => vec![("markdown", make.markdown("Text"))],
        BlockType::CallOut => vec![
            (
                "tone",
                make.select(
                    "tone",
                    "Tone",
                    "",
                    vec![choice("information", "Information"), choice("warning", "Warning")],
                ),
            ),
            heading("May be empty."),
            ("markdown", make.markdown("Text")),
        ],
        BlockType::CallToAction => {
            vec![
                ("label", make.short("label", "Link text", "")),
                ("target", make.link("target", "Link to")),
                ("note", make.line("note", "Note below the link", "May be empty.")),
            ]
        }
        BlockType::UpcomingEvents => vec![
            heading(""),
            (
                "category",
                make.select(
                    "category",
                    "Category",
                    "",
                    around.category_choices(make.typed.one("category"), make.known),
                ),
            ),
            (
                "count",
                Field {
                    inputmode: "numeric",
                    ..make.plain("count", "How many events at most", "A number from 1 to 24.").with_width("tiny")
                },
            ),
            ("view_all_label", make.short("view_all_label", "Text of the link below", "")),
            ("view_all", make.link("view_all", "Link to")),
        ],
        BlockType::EventList => vec![heading("May be empty.")],
        BlockType::ProviderList => vec![
            heading("May be empty."),
            (
                "grouping",
                make.select(
                    "grouping",
                    "Order",
                    "",
                    vec![choice("region", "One part for each region"), choice("alphabet", "One list from A to Z")],
                ),
            ),
            (
                "route",
                make.short(
                    "route",
                    "Only providers that offer this route",
                    "Such as Assessment Only. Leave it empty to show all.",
                ),
            ),
        ],
        BlockType::Cards => vec![
            heading("May be empty."),
            (
                "source",
                make.radios(
                    "source",
                    "Pages shown",
                    "",
                    vec![choice("children", "All pages below this one"), choice("chosen", "The pages listed here")],
                ),
            ),
            (
                "nodes",
                Field { spellcheck: false, ..make.lines("nodes", "Addresses of the pages", &card_hint(make), 4) },
            ),
        ],
        BlockType::Image => files::of_picture(make),
        BlockType::Document => files::of_document(make),
    };
    list.into_iter().collect()
}

fn card_hint(make: Maker<'_>) -> String {
    let lines = make.typed.one("nodes").lines();
    let titles: Vec<&str> = lines
        .filter_map(|line| make.known.own_path(line.trim()))
        .filter_map(|path| make.known.node_at(path))
        .filter_map(|id| make.known.title(id))
        .collect();
    let now = if titles.is_empty() { String::new() } else { format!(" Now: {}.", titles.join(", ")) };
    format!("One on each line, such as /teaching-events.{now}")
}

fn add_menu(label: &str, about: &str, spot: &str) -> AddMenu {
    let choices = BlockType::ALL.map(|block_type| {
        choice(format!("add-block:{}:{spot}", block_type.as_str()), block_type.label())
            .with_hint(block_type.description())
    });
    AddMenu { label: label.to_owned(), about: about.to_owned(), choices: choices.into() }
}
