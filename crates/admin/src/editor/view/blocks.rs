//! The blocks of the body and of the foot, each with its fields and its buttons.

use std::collections::BTreeMap;

use content::{BlockGroup, BlockType, Problems};
use serde::Serialize;

use super::super::form::{Known, Region, Typed, TypedBlock};
use super::super::paragraphs;
use super::Surroundings;
use super::block_fields::fields;
use super::files::FileView;
use super::lists::ListView;
use super::parts::{Maker, choice};
use super::references::ReferencesView;
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
    /// Its first words, or that it has none: what is left of it to see when it is closed.
    words: String,
    /// The element that moves it by keyboard and by dragging, and opens and closes it.
    handle: String,
    /// Whether the keyboard starts there.
    handle_autofocus: bool,
    description: &'static str,
    /// The hidden field that introduces it.
    type_name: String,
    type_value: &'static str,
    /// The template of its fields.
    partial: String,
    /// By the last part of their names.
    pub(crate) fields: BTreeMap<&'static str, Field>,
    /// Its steps, or its rows and columns; none for most.
    pub(crate) list: Option<ListView>,
    /// The file that it shows or links to, and the button that chooses one; none where it takes no file.
    file: Option<FileView>,
    /// What its texts refer to.
    references: ReferencesView,
    /// Leads to the facts; none where the block has no one text. Scripts have a button in the toolbar instead.
    insert_fact: Option<ButtonView>,
    /// Where to split it; none for a text of one paragraph.
    split: Option<Field>,
    buttons: Vec<ButtonView>,
    split_button: ButtonView,
    add_below: AddMenu,
    /// What is said about it.
    pub(super) comments: Option<Spoken>,
}

/// A button of a block.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ButtonView {
    pub(super) id: String,
    pub(super) value: String,
    pub(super) label: &'static str,
    pub(super) autofocus: bool,
}

/// The menu of block types.
#[derive(Clone, Debug, Serialize)]
struct AddMenu {
    label: String,
    /// Said after the label to those who hear the page: which block it stands below.
    about: String,
    /// The block that the person copied, to be put here; none for none.
    paste: Option<Choice>,
    groups: Vec<AddGroup>,
}

/// Types of blocks under one heading.
#[derive(Clone, Debug, Serialize)]
struct AddGroup {
    label: &'static str,
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
            add_first: add_menu(
                if blocks.is_empty() { "Add a block" } else { "Add a block above" },
                "",
                spot,
                &around.copied,
            ),
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
            in_words: self.block.in_words(),
            words: Some(self.block.first_words())
                .filter(|words| !words.is_empty())
                .unwrap_or_else(|| "Nothing yet".to_owned()),
            handle_autofocus: self.focus == format!("handle-{id}"),
            handle: format!("handle-{id}"),
            list: ListView::of(self.block, maker, self.focus),
            legend: format!("{legend} of {}", self.blocks.len()),
            description: block_type.description(),
            type_name: format!("{prefix}type"),
            type_value: block_type.as_str(),
            partial: format!("blocks/{}.html", block_type.as_str()),
            fields: fields(block_type, maker, self.around),
            file: FileView::of(self.block, self.known),
            references: ReferencesView::of(self.region, self.block, self.known),
            insert_fact: self.block.has_one_text().then(|| self.button("choose-fact", "fact", "Insert a fact")),
            split: self.split(&prefix),
            buttons: self.buttons(),
            split_button: self.button("split-block", "split", "Split here"),
            add_below: add_menu("Add a block below", &name, id.as_str(), &self.around.copied),
            comments: None,
            name,
        }
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
        buttons.push(self.button("duplicate-block", "duplicate", "Duplicate"));
        buttons.push(self.button("copy-block", "copy", "Copy"));
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
}

fn add_menu(label: &str, about: &str, spot: &str, copied: &str) -> AddMenu {
    let group = |group: BlockGroup| {
        let types = BlockType::ALL.into_iter().filter(|block_type| block_type.group() == group);
        let choices = types.map(|block_type| {
            choice(format!("add-block:{}:{spot}", block_type.as_str()), block_type.label())
                .with_hint(block_type.description())
        });
        AddGroup { label: group.label(), choices: choices.collect() }
    };
    AddMenu {
        label: label.to_owned(),
        about: about.to_owned(),
        paste: (!copied.is_empty()).then(|| choice(format!("paste-block:{spot}"), "Paste").with_hint(copied)),
        groups: BlockGroup::ALL.map(group).into(),
    }
}
