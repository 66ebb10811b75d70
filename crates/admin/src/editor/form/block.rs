//! One block as fields, and back.

use std::fmt::Display;

use content::{
    Block, BlockContent, BlockId, BlockType, CallOut, CallToAction, Cards, CardsSource, DocumentLink, EventList,
    Expander, FileNumber, Grouping, Image, LinkTarget, NodeId, Problem, Problems, Prose, ProviderList, Quote, Step,
    Steps, Table, Tone, UpcomingEvents, Video,
};
use serde::{Deserialize, Serialize};

use super::known::{Wanted, file_number};
use super::lists::{Grid, StepList};
use super::{Fields, Known};

/// A block as it stands in the form: anything may have been typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypedBlock {
    pub(crate) id: BlockId,
    pub(crate) block_type: BlockType,
    /// By the last part of their names: `markdown`, `heading`.
    pub(crate) fields: Fields,
}

impl TypedBlock {
    /// A new block of this type.
    pub(crate) fn empty(id: BlockId, block_type: BlockType, known: &Known) -> Self {
        Self::of(&Block { id, content: block_type.empty() }, known)
    }

    /// The fields of a block.
    pub(crate) fn of(block: &Block, known: &Known) -> Self {
        let fields = match &block.content {
            BlockContent::Prose(prose) => Fields::of([("markdown", prose.markdown.clone())]),
            BlockContent::CallOut(call_out) => Fields::of([
                ("tone", tone_word(call_out.tone).to_owned()),
                ("heading", call_out.heading.clone()),
                ("markdown", call_out.markdown.clone()),
            ]),
            BlockContent::Steps(steps) => {
                let mut fields = Fields::of([("heading", steps.heading.clone())]);
                let each = steps.steps.iter().map(|step| [step.heading.clone(), step.markdown.clone()]);
                StepList(each.collect()).put(&mut fields);
                fields
            }
            BlockContent::Expander(expander) => {
                Fields::of([("label", expander.label.clone()), ("markdown", expander.markdown.clone())])
            }
            BlockContent::Quote(quote) => Fields::of([
                ("markdown", quote.markdown.clone()),
                ("name", quote.name.clone()),
                ("role", quote.role.clone()),
            ]),
            BlockContent::Table(table) => {
                let mut fields = Fields::of([("caption", table.caption.clone())]);
                if table.row_headings {
                    fields.push("row_headings", "yes");
                }
                let rows = std::iter::once(&table.columns).chain(&table.rows).cloned();
                Grid(rows.collect()).put(&mut fields);
                fields
            }
            BlockContent::Video(video) => Fields::of([
                ("title", video.title.clone()),
                ("target", known.shown_target(video.target.as_ref())),
                ("length", video.seconds.map(Video::typed).unwrap_or_default()),
                ("markdown", video.markdown.clone()),
            ]),
            BlockContent::CallToAction(call) => Fields::of([
                ("label", call.label.clone()),
                ("target", known.shown_target(call.target.as_ref())),
                ("note", call.note.clone()),
            ]),
            BlockContent::UpcomingEvents(events) => Fields::of([
                ("heading", events.heading.clone()),
                ("category", events.category.map(|id| id.to_string()).unwrap_or_default()),
                ("count", events.count.to_string()),
                ("view_all", known.shown_target(events.view_all.as_ref())),
                ("view_all_label", events.view_all_label.clone()),
            ]),
            BlockContent::EventList(list) => Fields::of([("heading", list.heading.clone())]),
            BlockContent::ProviderList(list) => Fields::of([
                ("heading", list.heading.clone()),
                ("grouping", grouping_word(list.grouping).to_owned()),
                ("route", list.route.clone()),
            ]),
            BlockContent::Cards(cards) => {
                let (source, nodes) = match &cards.source {
                    CardsSource::Children => ("children", String::new()),
                    CardsSource::Chosen(nodes) => {
                        ("chosen", nodes.iter().map(|id| known.shown(*id)).collect::<Vec<_>>().join("\n"))
                    }
                };
                Fields::of([("heading", cards.heading.clone()), ("source", source.to_owned()), ("nodes", nodes)])
            }
            BlockContent::Image(image) => {
                let mut fields = Fields::of([
                    ("file", image.file.map(|file| file.to_string()).unwrap_or_default()),
                    ("alt", image.alt.clone()),
                    ("caption", image.caption.clone()),
                ]);
                for (name, ticked) in [("decorative", image.decorative), ("wide", image.wide)] {
                    if ticked {
                        fields.push(name, "yes");
                    }
                }
                fields
            }
            BlockContent::Document(document) => Fields::of([
                ("file", document.file.map(|file| file.to_string()).unwrap_or_default()),
                ("label", document.label.clone()),
            ]),
        };
        Self { id: block.id.clone(), block_type: block.content.block_type(), fields }
    }

    /// The block that the fields describe; problems are named `block.{id}.{field}`, as content names them.
    pub(crate) fn read(&self, known: &Known, problems: &mut Problems) -> Block {
        let mut reading = Reading { block: self, known, problems };
        let content = match self.block_type {
            BlockType::Prose => BlockContent::Prose(Prose { markdown: reading.text("markdown") }),
            BlockType::CallOut => BlockContent::CallOut(CallOut {
                tone: reading.word("tone", &TONES),
                heading: reading.text("heading"),
                markdown: reading.text("markdown"),
            }),
            BlockType::Steps => {
                let steps = StepList::of(&self.fields).0.into_iter();
                let steps = steps.map(|[heading, markdown]| Step { heading, markdown }).collect();
                BlockContent::Steps(Steps { heading: reading.text("heading"), steps })
            }
            BlockType::Expander => {
                BlockContent::Expander(Expander { label: reading.text("label"), markdown: reading.text("markdown") })
            }
            BlockType::Quote => BlockContent::Quote(Quote {
                markdown: reading.text("markdown"),
                name: reading.text("name"),
                role: reading.text("role"),
            }),
            BlockType::Table => {
                let mut rows = Grid::of(&self.fields).0.into_iter();
                BlockContent::Table(Table {
                    caption: reading.text("caption"),
                    row_headings: self.fields.has("row_headings"),
                    columns: rows.next().unwrap_or_default(),
                    rows: rows.collect(),
                })
            }
            BlockType::Video => BlockContent::Video(Video {
                title: reading.text("title"),
                target: reading.target("target"),
                seconds: reading.length(),
                markdown: reading.text("markdown"),
            }),
            BlockType::CallToAction => BlockContent::CallToAction(CallToAction {
                label: reading.text("label"),
                target: reading.target("target"),
                note: reading.text("note"),
            }),
            BlockType::UpcomingEvents => BlockContent::UpcomingEvents(UpcomingEvents {
                heading: reading.text("heading"),
                category: reading.category(),
                // What is no number fails content's own check of the range.
                count: reading.text("count").trim().parse().unwrap_or(0),
                view_all: reading.target("view_all"),
                view_all_label: reading.text("view_all_label"),
            }),
            BlockType::EventList => BlockContent::EventList(EventList { heading: reading.text("heading") }),
            BlockType::ProviderList => BlockContent::ProviderList(ProviderList {
                heading: reading.text("heading"),
                grouping: reading.word("grouping", &GROUPINGS),
                route: reading.text("route"),
            }),
            BlockType::Cards => {
                BlockContent::Cards(Cards { heading: reading.text("heading"), source: reading.cards_source() })
            }
            BlockType::Image => BlockContent::Image(Image {
                file: reading.file(Wanted::Picture),
                // Enter in its text area is meant as a space: what is read out has no lines.
                alt: reading.text("alt").replace('\n', " "),
                decorative: self.fields.has("decorative"),
                caption: reading.text("caption"),
                wide: self.fields.has("wide"),
            }),
            BlockType::Document => BlockContent::Document(DocumentLink {
                file: reading.file(Wanted::Document),
                label: reading.text("label"),
            }),
        };
        Block { id: self.id.clone(), content }
    }

    /// The fields that hold Markdown, with what was typed.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.pairs().filter(|(name, _)| is_text(name))
    }

    /// Whether one text is what the block is about, so that something can be added at its end.
    pub(crate) fn has_one_text(&self) -> bool {
        self.fields.has("markdown")
    }

    /// The first words that it says; empty for none.
    pub(crate) fn first_words(&self) -> String {
        let names = ["markdown", "heading", "label", "title", "caption", "alt", "heading-1", "markdown-1", "cell-0-1"];
        let first = names.map(|name| self.fields.one(name)).into_iter().find(|text| !text.trim().is_empty());
        markup::excerpt(&markup::plain_text(first.unwrap_or_default()), FIRST_WORDS)
    }

    /// Its type and first words.
    pub(crate) fn in_words(&self) -> String {
        format!("{}: {}", self.block_type.label(), self.first_words())
    }

    /// What kind of file the block takes; none for most.
    pub(crate) fn takes_file(&self) -> Option<Wanted> {
        match self.block_type {
            BlockType::Image => Some(Wanted::Picture),
            BlockType::Document => Some(Wanted::Document),
            _ => None,
        }
    }

    /// The file that the block shows or links to.
    pub(crate) fn file(&self) -> Option<FileNumber> {
        self.takes_file().and_then(|_| file_number(self.fields.one("file")))
    }

    /// The addresses typed into fields that lead somewhere.
    pub(crate) fn addresses(&self) -> Vec<&str> {
        let names = match self.block_type {
            BlockType::CallToAction | BlockType::Video => "target",
            BlockType::UpcomingEvents => "view_all",
            BlockType::Cards => "nodes",
            BlockType::Prose
            | BlockType::CallOut
            | BlockType::Steps
            | BlockType::Expander
            | BlockType::Quote
            | BlockType::Table
            | BlockType::EventList
            | BlockType::ProviderList
            | BlockType::Image
            | BlockType::Document => return Vec::new(),
        };
        self.fields.one(names).lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    }
}

/// How many letters of a block tell which one it is.
const FIRST_WORDS: usize = 50;

/// Whether a field of a block holds Markdown: `markdown`, `markdown-2`, `cell-0-1`.
pub(crate) fn is_text(name: &str) -> bool {
    name == "markdown" || name.starts_with("markdown-") || name.starts_with("cell-")
}

/// Tones and the words that forms send for them.
const TONES: [(&str, Tone); 2] = [("information", Tone::Information), ("warning", Tone::Warning)];
/// Groupings and the words that forms send for them.
const GROUPINGS: [(&str, Grouping); 2] = [("region", Grouping::Region), ("alphabet", Grouping::Alphabet)];

fn tone_word(tone: Tone) -> &'static str {
    word_of(&tone, &TONES)
}

fn grouping_word(grouping: Grouping) -> &'static str {
    word_of(&grouping, &GROUPINGS)
}

fn word_of<T: PartialEq>(value: &T, words: &[(&'static str, T)]) -> &'static str {
    words.iter().find(|(_, of)| of == value).map_or("", |(word, _)| word)
}

/// Reads the fields of one block and collects what is wrong.
struct Reading<'a> {
    block: &'a TypedBlock,
    known: &'a Known,
    problems: &'a mut Problems,
}

impl Reading<'_> {
    fn text(&self, name: &str) -> String {
        self.block.fields.one(name).to_owned()
    }

    fn wrong(&mut self, name: &str, sentence: impl Display) {
        self.problems.push(Problem::new(format!("block.{}.{name}", self.block.id), sentence.to_string()));
    }

    fn word<T: Copy + Default>(&mut self, name: &str, words: &[(&str, T)]) -> T {
        let typed = self.block.fields.one(name);
        let found = words.iter().find(|(word, _)| *word == typed).map(|(_, value)| *value);
        if found.is_none() && !typed.is_empty() {
            self.wrong(name, "Choose one from the list");
        }
        found.unwrap_or_default()
    }

    fn target(&mut self, name: &str) -> Option<LinkTarget> {
        self.known.target(self.block.fields.one(name)).unwrap_or_else(|sentence| {
            self.wrong(name, sentence);
            None
        })
    }

    fn file(&mut self, wanted: Wanted) -> Option<FileNumber> {
        self.known.chosen_file(self.block.fields.one("file"), wanted).unwrap_or_else(|sentence| {
            self.wrong("file", sentence);
            None
        })
    }

    fn length(&mut self) -> Option<u32> {
        let typed = self.block.fields.one("length").trim();
        let seconds = Video::length(typed);
        if seconds.is_none() && !typed.is_empty() {
            self.wrong("length", "Enter minutes and seconds such as 2:30");
        }
        seconds
    }

    fn category(&mut self) -> Option<NodeId> {
        let typed = self.block.fields.one("category");
        let id = typed.parse().ok().map(NodeId).filter(|id| self.known.has_node(*id));
        if id.is_none() && !typed.is_empty() {
            self.wrong("category", "Choose a category from the list");
        }
        id
    }

    fn cards_source(&mut self) -> CardsSource {
        match self.block.fields.one("source") {
            "" | "children" => return CardsSource::Children,
            "chosen" => {}
            _ => self.wrong("source", "Choose one from the list"),
        }
        let mut nodes = Vec::new();
        let block = self.block;
        for typed in block.addresses() {
            match self.known.page(typed) {
                Ok(id) => nodes.push(id),
                Err(sentence) => self.wrong("nodes", sentence),
            }
        }
        CardsSource::Chosen(nodes)
    }
}
