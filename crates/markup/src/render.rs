//! Markdown in, everything that a page needs of it out.

use serde::{Deserialize, Serialize};

use crate::finish::finish;
use crate::headings::{Heading, HeadingIds};
use crate::safe_html::SafeHtml;
use crate::sanitise::sanitise;
use crate::target::Link;
use crate::writer;

/// A rendered text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rendered {
    /// The HTML, with placeholders for our own pages and files.
    pub html: SafeHtml,
    /// Its headings, for a table of contents.
    pub headings: Vec<Heading>,
    /// Its links and images with an allowed target, also those that were left out of the HTML because they have no
    /// words.
    pub links: Vec<Link>,
}

/// Renders one Markdown text of a page. Pass the same `ids` for all texts of the page, in the order in which they are
/// shown.
pub fn render(markdown: &str, ids: &mut HeadingIds) -> Rendered {
    let finished = finish(&sanitise(&writer::write(markdown)), ids);
    Rendered { html: finished.html, headings: finished.headings, links: finished.links }
}
