//! Markdown in, everything that a page needs of it out.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

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
    let finished = finish(&clean(markdown), ids);
    Rendered { html: finished.html, headings: finished.headings, links: finished.links }
}

/// Longer texts are not remembered, in bytes.
const LONGEST: usize = 65_536;
/// How much is remembered in all, in bytes; then it begins anew.
const MOST: usize = 4 << 20;

/// The sanitised HTML of texts. While somebody works on a page its texts are rendered again and again, to be shown, checked, saved and published, and most
/// of them stay as they are. What Markdown becomes depends on nothing else.
#[derive(Default)]
struct Remembered {
    html: HashMap<String, Arc<str>>,
    bytes: usize,
}

static REMEMBERED: LazyLock<Mutex<Remembered>> = LazyLock::new(Mutex::default);

fn remembered() -> MutexGuard<'static, Remembered> {
    REMEMBERED.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn clean(markdown: &str) -> Arc<str> {
    if markdown.len() > LONGEST {
        return sanitise(&writer::write(markdown)).into();
    }
    if let Some(html) = remembered().html.get(markdown) {
        return html.clone();
    }
    let html: Arc<str> = sanitise(&writer::write(markdown)).into();
    remembered().keep(markdown, html.clone());
    html
}

impl Remembered {
    fn keep(&mut self, markdown: &str, html: Arc<str>) {
        let size = markdown.len() + html.len();
        if self.bytes + size > MOST {
            *self = Self::default();
        }
        if self.html.insert(markdown.to_owned(), html).is_none() {
            self.bytes += size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_same_when_it_is_rendered_again_and_headings_keep_their_own_ids() {
        let text = "## Fees\n\nSee [how](node:463) or <script>alert(1)</script>.";
        let first = render(text, &mut HeadingIds::default());
        assert_eq!(render(text, &mut HeadingIds::default()), first);
        let mut ids = HeadingIds::default();
        render(text, &mut ids);
        assert_ne!(
            render(text, &mut ids).headings,
            first.headings,
            "the second heading of a page has an id of its own"
        );
    }

    #[test]
    fn no_more_is_remembered_than_there_is_room_for() {
        let mut few = Remembered::default();
        let html: Arc<str> = "x".repeat(1_000).into();
        for number in 0..10_000 {
            few.keep(&number.to_string(), html.clone());
            assert!(few.bytes <= MOST);
        }
        assert!((100..10_000).contains(&few.html.len()), "{}", few.html.len());
    }
}
