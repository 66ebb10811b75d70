//! One text, read once: what the rules look at, with its places.

use std::ops::Range;

use crate::target::Target;

/// What stands in one text of a page.
#[derive(Debug, Default)]
pub(super) struct Reading<'a> {
    pub(super) piece: usize,
    pub(super) source: &'a str,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    pub(super) images: Vec<Image>,
    pub(super) tables: Vec<Table>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) dropped: Vec<Dropped>,
    /// All words outside of code, with where they stand.
    pub(super) runs: Vec<(Range<usize>, String)>,
}

#[derive(Debug)]
pub(super) struct Heading {
    /// As typed, 1 to 6.
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) at: Range<usize>,
    /// The bytes of its words, from the first to the last.
    pub(super) words_at: Range<usize>,
    /// The marks before it that say its level.
    pub(super) marks: Option<Range<usize>>,
    /// Printed by a template, so that no editor can change its level.
    pub(super) given: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// `[words](address)`.
    Inline,
    /// By a definition elsewhere.
    Reference,
    /// `<address>`.
    Itself,
    /// `<a href>`.
    Raw,
}

#[derive(Debug)]
pub(super) struct Link {
    pub(super) words: String,
    pub(super) address: String,
    pub(super) target: Option<Target>,
    pub(super) at: Range<usize>,
    /// The bytes of its address.
    pub(super) address_at: Option<Range<usize>>,
    pub(super) written: Written,
}

#[derive(Debug)]
pub(super) struct Image {
    pub(super) address: String,
    pub(super) at: Range<usize>,
    pub(super) described: bool,
    pub(super) decorative: bool,
    /// Where a title can be added.
    pub(super) closing: Option<usize>,
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) at: Range<usize>,
    pub(super) has_header: bool,
    pub(super) first_words: String,
}

/// Running text: a paragraph, or the text of one item of a list.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) at: Range<usize>,
    pub(super) text: String,
    /// From which byte of `text` on it stands at which byte of the source.
    pub(super) places: Vec<(usize, usize)>,
    /// Nothing around it: no list, quotation or table.
    pub(super) free: bool,
    /// The bytes between the marks, when the whole paragraph is bold.
    pub(super) bold: Option<Range<usize>>,
}

impl Paragraph {
    /// Where a byte of the text stands in the source.
    pub(super) fn place(&self, offset: usize) -> usize {
        let after = self.places.partition_point(|(text, _)| *text <= offset);
        let (text, source) = self.places[..after].last().copied().unwrap_or((0, self.at.start));
        (source + offset - text).min(self.at.end)
    }
}

/// What raw HTML loses.
#[derive(Debug)]
pub(super) struct Dropped {
    pub(super) at: Range<usize>,
    pub(super) tag: String,
    pub(super) lost: Lost,
}

#[derive(Debug)]
pub(super) enum Lost {
    /// The tag; what stands in it stays.
    Tag,
    /// The tag and what stands in it.
    All,
    /// These attributes.
    Attributes(Vec<String>),
}

impl<'a> Reading<'a> {
    /// A heading that a template prints.
    pub(super) fn of_heading(piece: usize, level: u8, text: &str) -> Self {
        let heading = Heading { level, text: text.to_owned(), at: 0..0, words_at: 0..0, marks: None, given: true };
        Self { piece, headings: vec![heading], runs: vec![(0..0, text.to_owned())], ..Self::default() }
    }

    pub(super) fn of(piece: usize, source: &'a str) -> Self {
        super::reader::read(Self { piece, source, ..Self::default() })
    }
}
