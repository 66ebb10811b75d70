//! What a block is made of, told alike for every type: the headings and texts that it shows, and what it refers to.
//!
//! Whoever renders, checks, counts or changes the texts of blocks asks here, so that a new type of block is told once.

use super::{BlockContent, CardsSource};
use crate::{FileNumber, LinkPlace, LinkTarget, NodeId};

/// A piece of a block, in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A heading that the template prints; may be empty.
    Heading {
        /// Its level, 2 or 3.
        level: u8,
        /// Its words.
        text: &'a str,
    },
    /// A text in Markdown.
    Text(Text<'a>),
}

/// A text in Markdown within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// What the editor's form calls it after `block.{id}.`: `markdown`, `markdown-2`, `cell-0-1`.
    pub field: String,
    /// Exactly as typed.
    pub markdown: &'a str,
    /// Whether it is the cell of a table: emphasis and links, no paragraphs or lists.
    pub is_cell: bool,
}

/// Something that a block's own settings refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// What it refers to.
    pub to: Referred<'a>,
    /// The words of the link.
    pub text: &'a str,
    /// What kind of reference it is.
    pub place: LinkPlace,
}

/// What a setting can refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referred<'a> {
    /// A node.
    Node(NodeId),
    /// An address outside the tree.
    Address(&'a str),
    /// A file of the library.
    File(FileNumber),
}

impl BlockContent {
    /// The headings and texts, in the order of the page.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let heading = |text| Piece::Heading { level: 2, text };
        let text = |markdown| Piece::Text(Text { field: "markdown".into(), markdown, is_cell: false });
        match self {
            Self::Prose(prose) => vec![text(&prose.markdown)],
            Self::CallOut(call_out) => vec![heading(&call_out.heading), text(&call_out.markdown)],
            Self::Steps(steps) => {
                let level = if steps.heading.trim().is_empty() { 2 } else { 3 };
                let each = (1..).zip(&steps.steps).flat_map(|(number, step)| {
                    let field = format!("markdown-{number}");
                    let text = Piece::Text(Text { field, markdown: &step.markdown, is_cell: false });
                    [Piece::Heading { level, text: &step.heading }, text]
                });
                std::iter::once(heading(&steps.heading)).chain(each).collect()
            }
            Self::Expander(expander) => vec![text(&expander.markdown)],
            Self::Quote(quote) => vec![text(&quote.markdown)],
            Self::Table(table) => {
                let rows = std::iter::once(&table.columns).chain(&table.rows).enumerate();
                let cells = rows.flat_map(|(row, cells)| {
                    (1..).zip(cells).map(move |(column, markdown)| {
                        Piece::Text(Text { field: format!("cell-{row}-{column}"), markdown, is_cell: true })
                    })
                });
                cells.collect()
            }
            Self::Video(video) => vec![text(&video.markdown)],
            Self::UpcomingEvents(events) => vec![heading(&events.heading)],
            Self::EventList(list) => vec![heading(&list.heading)],
            Self::ProviderList(list) => vec![heading(&list.heading)],
            Self::Cards(cards) => vec![heading(&cards.heading)],
            Self::CallToAction(_) | Self::Image(_) | Self::Document(_) => Vec::new(),
        }
    }

    /// The texts alone.
    pub fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        self.pieces().into_iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Heading { .. } => None,
        })
    }

    /// The texts, in the same order, to be changed.
    pub fn texts_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Prose(prose) => vec![&mut prose.markdown],
            Self::CallOut(call_out) => vec![&mut call_out.markdown],
            Self::Steps(steps) => steps.steps.iter_mut().map(|step| &mut step.markdown).collect(),
            Self::Expander(expander) => vec![&mut expander.markdown],
            Self::Quote(quote) => vec![&mut quote.markdown],
            Self::Table(table) => table.columns.iter_mut().chain(table.rows.iter_mut().flatten()).collect(),
            Self::Video(video) => vec![&mut video.markdown],
            Self::CallToAction(_)
            | Self::UpcomingEvents(_)
            | Self::EventList(_)
            | Self::ProviderList(_)
            | Self::Cards(_)
            | Self::Image(_)
            | Self::Document(_) => Vec::new(),
        }
    }

    /// The one text of a block that holds a single one.
    pub fn markdown(&self) -> Option<&str> {
        match self {
            Self::Prose(prose) => Some(&prose.markdown),
            Self::CallOut(call_out) => Some(&call_out.markdown),
            Self::Expander(expander) => Some(&expander.markdown),
            Self::Quote(quote) => Some(&quote.markdown),
            Self::Video(video) => Some(&video.markdown),
            _ => None,
        }
    }

    /// What the block's own settings refer to; links inside Markdown are found by the markup crate.
    pub fn references(&self) -> Vec<Reference<'_>> {
        match self {
            Self::CallToAction(call) => {
                target(call.target.as_ref(), call.label.as_str(), LinkPlace::CallToAction).into_iter().collect()
            }
            Self::Video(video) => {
                target(video.target.as_ref(), video.title.as_str(), LinkPlace::Video).into_iter().collect()
            }
            Self::UpcomingEvents(events) => {
                let category = events.category.map(|node| Reference {
                    to: Referred::Node(node),
                    text: &events.heading,
                    place: LinkPlace::Events,
                });
                let view_all = target(events.view_all.as_ref(), events.view_all_label.as_str(), LinkPlace::ViewAll);
                category.into_iter().chain(view_all).collect()
            }
            Self::Cards(cards) => match &cards.source {
                CardsSource::Children => Vec::new(),
                CardsSource::Chosen(nodes) => nodes
                    .iter()
                    .map(|node| Reference { to: Referred::Node(*node), text: &cards.heading, place: LinkPlace::Card })
                    .collect(),
            },
            Self::Image(image) => file(image.file, image.spoken(), LinkPlace::Picture).into_iter().collect(),
            Self::Document(document) => {
                file(document.file, document.label.as_str(), LinkPlace::Document).into_iter().collect()
            }
            Self::Prose(_)
            | Self::CallOut(_)
            | Self::Steps(_)
            | Self::Expander(_)
            | Self::Quote(_)
            | Self::Table(_)
            | Self::EventList(_)
            | Self::ProviderList(_) => Vec::new(),
        }
    }

    /// The links among its settings, to be changed. Categories and cards, which name nodes and can be nothing else, are not among them.
    pub fn targets_mut(&mut self) -> Vec<&mut Option<LinkTarget>> {
        match self {
            Self::CallToAction(call) => vec![&mut call.target],
            Self::Video(video) => vec![&mut video.target],
            Self::UpcomingEvents(events) => vec![&mut events.view_all],
            _ => Vec::new(),
        }
    }

    /// The nodes that the block's own settings refer to.
    pub fn node_references(&self) -> Vec<NodeId> {
        let nodes = self.references().into_iter().filter_map(|reference| match reference.to {
            Referred::Node(node) => Some(node),
            Referred::Address(_) | Referred::File(_) => None,
        });
        nodes.collect()
    }

    /// The file that the block's own settings refer to; files inside Markdown are found by the markup crate.
    pub fn file(&self) -> Option<FileNumber> {
        match self {
            Self::Image(image) => image.file,
            Self::Document(document) => document.file,
            _ => None,
        }
    }

    /// What stands above the block or names it, for a sentence that speaks of it; empty for none.
    pub fn name(&self) -> &str {
        match self {
            Self::CallOut(call_out) => &call_out.heading,
            Self::Steps(steps) => &steps.heading,
            Self::Expander(expander) => &expander.label,
            Self::Quote(quote) => &quote.name,
            Self::Table(table) => &table.caption,
            Self::Video(video) => &video.title,
            Self::CallToAction(call) => &call.label,
            Self::UpcomingEvents(events) => &events.heading,
            Self::EventList(list) => &list.heading,
            Self::ProviderList(list) => &list.heading,
            Self::Cards(cards) => &cards.heading,
            Self::Document(document) => &document.label,
            Self::Prose(_) | Self::Image(_) => "",
        }
    }
}

fn target<'a>(target: Option<&'a LinkTarget>, text: &'a str, place: LinkPlace) -> Option<Reference<'a>> {
    target.map(|target| Reference { to: Referred::from(target), text, place })
}

fn file(file: Option<FileNumber>, text: &str, place: LinkPlace) -> Option<Reference<'_>> {
    file.map(|file| Reference { to: Referred::File(file), text, place })
}

impl<'a> From<&'a LinkTarget> for Referred<'a> {
    fn from(target: &'a LinkTarget) -> Self {
        match target {
            LinkTarget::Node(node) => Self::Node(*node),
            LinkTarget::Address(address) => Self::Address(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{BlockType, Table};

    use super::*;

    #[test]
    fn texts_are_told_in_the_same_order_to_be_read_and_to_be_changed() {
        for block_type in BlockType::ALL {
            let mut content = block_type.empty();
            for (number, text) in content.texts_mut().into_iter().enumerate() {
                *text = number.to_string();
            }
            let read: Vec<String> = content.texts().map(|text| text.markdown.to_owned()).collect();
            let expected: Vec<String> = (0..read.len()).map(|number| number.to_string()).collect();
            assert_eq!(read, expected, "{}", block_type.as_str());
        }
    }

    #[test]
    fn cells_are_named_by_their_row_and_column() {
        let fields: Vec<String> = BlockContent::Table(Table::default()).texts().map(|text| text.field).collect();
        assert_eq!(fields, ["cell-0-1", "cell-0-2", "cell-1-1", "cell-1-2", "cell-2-1", "cell-2-2"]);
    }
}
