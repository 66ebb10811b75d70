//! HTML and documents of word processors to the Markdown that this crate renders.
//!
//! Every source is read into the same list of blocks (`model`): HTML by a walk over the tree that a browser would make of it (`tree`, `html`,
//! `html_lists`, `tables`), a Word document by `docx`, one of `LibreOffice` by `odt`. `tidy` makes of what stood in the source what a page should
//! hold, and `write` writes it down, each line checked by reading it back (`inline`).
//!
//! Nothing here recurses over what somebody sent but within a cap, and each source has a limit of bytes, letters and elements: what has more is
//! refused in a sentence.
//!
//! To teach it a habit of another program, add a fixture to `tests/documents` and its line to `src/tests/convert/fixtures.rs`, and see what comes out.

mod attributes;
mod counts;
mod css;
mod docx;
mod docx_parts;
mod escape;
mod html;
mod html_lists;
mod inline;
mod links;
mod model;
mod odt;
mod tables;
mod text;
mod tidy;
mod tree;
mod write;
mod xml;

pub use counts::Counts;
pub use model::LeftOut;
pub use text::decode;

use model::Assembly;
use tree::Tree;

use crate::headings::HeadingIds;
use crate::render::render;

/// The most bytes of a pasted text of HTML.
pub const MOST_PASTED: usize = 1 << 20;
/// The most bytes of a document of HTML or Markdown, and of each part of a document of a word processor once unpacked.
pub const MOST_DOCUMENT: usize = 8 << 20;

/// The most bytes of what comes out: a million letters, written with all their signs.
const MOST_MARKDOWN: usize = 8 << 20;

/// What a source became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The text, with a line end behind it unless it is empty.
    pub markdown: String,
    /// The title of a whole document, where it has one; it is then no part of the text.
    pub title: Option<String>,
    /// What the text holds.
    pub counts: Counts,
    /// What it does not hold any more.
    pub left_out: LeftOut,
}

/// Why a source is not converted, as a sentence that says what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// More bytes than are read.
    TooLong,
    /// More elements than anybody writes.
    TooTangled,
    /// More text than a page can hold.
    TooMuchText,
    /// A part that every such document has is missing, or is not well formed.
    Damaged,
    /// Nothing is in it.
    Empty,
}

impl Unreadable {
    /// The sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::TooLong => "It is too long to be read at once. Divide it into parts.",
            Self::TooTangled => {
                "It holds far more elements than words, so that its headings, lists and links cannot be read."
            }
            Self::TooMuchText => {
                "It is longer than a page can be, which is about a million letters and 100,000 cells of tables. Divide it into several pages."
            }
            Self::Damaged => {
                "It is damaged, or far longer than a page can be. Open the document, save it again and use that."
            }
            Self::Empty => "It holds no text. Pictures of text cannot be read.",
        }
    }
}

/// Converts a piece of HTML, such as what stands on a clipboard.
pub fn from_html(html: &str) -> Result<Converted, Unreadable> {
    if html.len() > MOST_PASTED {
        return Err(Unreadable::TooLong);
    }
    finished(html::read(&Tree::parse(html).ok_or(Unreadable::TooTangled)?, false), false)
}

/// Converts a whole page of HTML: its menus and the like are left out, and its first heading is its title.
pub fn from_html_document(html: &str) -> Result<Converted, Unreadable> {
    if html.len() > MOST_DOCUMENT {
        return Err(Unreadable::TooLong);
    }
    filled(finished(html::read(&Tree::parse(html).ok_or(Unreadable::TooTangled)?, true), true)?)
}

/// Reads a document of Word. `part` gives the bytes of a file in its archive; it must not give more than [`MOST_DOCUMENT`] of them.
pub fn from_docx(part: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Converted, Unreadable> {
    filled(finished(docx::read(part)?, true)?)
}

/// Reads an `OpenDocument` text. `part` as for [`from_docx`].
pub fn from_odt(part: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Converted, Unreadable> {
    filled(finished(odt::read(part)?, true)?)
}

/// Converts a document that is text: a whole page of HTML, or Markdown.
pub fn from_text(text: &str) -> Result<Converted, Unreadable> {
    if text::is_html(text) { from_html_document(text) } else { from_markdown(text) }
}

/// Takes a document of Markdown as it is; a heading of the first level at its top is its title.
pub fn from_markdown(text: &str) -> Result<Converted, Unreadable> {
    if text.len() > MOST_PASTED {
        return Err(Unreadable::TooMuchText);
    }
    let (title, markdown) = text::title_of_markdown(text);
    let links = render(&markdown, &mut HeadingIds::default()).links.len();
    let counts = Counts { links, ..Counts::default() };
    filled(Converted { markdown, title, counts, left_out: LeftOut::default() })
}

fn finished(mut assembly: Assembly, whole: bool) -> Result<Converted, Unreadable> {
    if assembly.is_full {
        return Err(Unreadable::TooMuchText);
    }
    tidy::tidy(&mut assembly, whole);
    let mut markdown = write::write(&assembly.blocks, &assembly.links);
    if !markdown.is_empty() {
        markdown.push('\n');
    }
    // Spaces that fill up the columns of a table, and signs before signs, count too.
    if markdown.len() > MOST_MARKDOWN {
        return Err(Unreadable::TooMuchText);
    }
    let counts = counts::of(&assembly.blocks);
    Ok(Converted { markdown, title: assembly.title, counts, left_out: assembly.left_out })
}

fn filled(converted: Converted) -> Result<Converted, Unreadable> {
    let empty = converted.markdown.trim().is_empty() && converted.title.is_none();
    if empty { Err(Unreadable::Empty) } else { Ok(converted) }
}
