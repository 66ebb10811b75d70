//! Markdown to safe HTML, headings, links and plain text.
//!
//! A body is Markdown with tables and strikethrough, typed or pasted by an editor. [`render()`] turns it into
//! [`SafeHtml`], the only type whose text templates may print without escaping, and says which headings and links it
//! holds. Links to our own pages and files stay placeholders (`href="node:463"`) until [`fill()`] puts the current
//! addresses in, so that a page that moves needs no new rendering.
//!
//! The way of a text, one file each:
//!
//! 1. `nesting` breaks container markers beyond the nesting limit, before the parser sees them;
//! 2. `writer` turns pulldown-cmark's events into well-nested HTML; raw HTML is cut into tags by `raw` and loses what
//!    `elements` does not list;
//! 3. `sanitise` passes that through ammonia with the same list: what the writer got wrong ends here;
//! 4. `finish` reads ammonia's exact output through `tokens` and gives headings their level and id, links their checked
//!    target ([`Target`]), and tables a box to scroll in;
//! 5. `fill` puts addresses into the placeholders, when the page is shown.
//!
//! [`check()`](check::check) reads the same Markdown for what a reader would stumble over, before it is published.
//!
//! `relink` goes the other way: it changes where links of a Markdown text lead, and no other byte of it. `reword` changes words, and nothing else.
//!
//! [`convert`] brings foreign texts in: HTML from a clipboard and documents of word processors become Markdown.
//!
//! Nothing here recurses over what an editor typed, and each step's time grows with the length of the text, not with
//! its square.
//!
//! # How to add a construct
//!
//! *A raw HTML element*: add its line to `elements::ELEMENTS`; writer and sanitiser both read that table. *A Markdown
//! extension*: switch it on in `writer::options`, name its elements in `writer::Writer::start` and
//! `writer::elements_of`, and list those elements. *A kind of link*: add a variant to [`Target`] with its parsing and
//! display, and its scheme to `sanitise`. Then add a line to the table of attacks in `src/tests/xss.rs` that tries to
//! abuse it.

mod cell;
pub mod check;
pub mod convert;
mod elements;
mod facts;
mod fill;
mod finish;
mod headings;
mod nesting;
mod plain;
mod raw;
mod relink;
mod render;
mod reword;
mod safe_html;
mod sanitise;
mod target;
#[cfg(test)]
mod tests;
mod tokens;
mod writer;

pub use cell::render_cell;
pub use facts::{LONGEST_FACT_NAME, fact_mark, fact_names, fact_references, is_fact_name};
pub use fill::{FileTarget, LinkResolver, Picture, fill, media_references, node_references};
pub use headings::{Heading, HeadingIds};
pub use plain::{excerpt, plain_text};
pub use relink::{Fate, relink};
pub use render::{Rendered, render};
pub use reword::{reword, word_ranges};
pub use safe_html::SafeHtml;
pub use target::{Link, Target, decoded};

/// How deep blocks and emphasis may nest; what lies deeper keeps its text and loses its elements. No hand-written page
/// comes near it.
const NESTING_LIMIT: usize = 60;
