//! Headings: levels without gaps and ids that are unique on their page.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

/// The longest id made from a heading's words, in characters; an address with it stays readable.
const LONGEST_ID: usize = 80;

/// A heading as it stands in the HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6: the page's title is the only first-level heading.
    pub level: u8,
    /// The words, without markup.
    pub text: String,
    /// The fragment that leads here.
    pub id: String,
}

/// What the headings of one page share: which ids are taken and which heading each new one stands under. Use one for
/// all blocks of a page, in order.
#[derive(Clone, Debug, Default)]
pub struct HeadingIds {
    taken: HashSet<String>,
    next_number: HashMap<String, usize>,
    /// The levels as typed of the headings that enclose the next one, outermost first. Their number gives the level
    /// shown.
    enclosing: Vec<u8>,
    /// Names of regions on the page.
    table_names: HashSet<String>,
}

impl HeadingIds {
    /// Keeps an id that the page's template uses itself from being given to a heading.
    pub fn reserve(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// Places the next heading of the page: `level` as typed (1 and 2 are both the second level), clamped so that no
    /// level is skipped. Headings typed at the same level below the same heading come out at the same level. Block
    /// titles that a template prints belong here too.
    pub fn place(&mut self, level: u8, text: &str) -> Heading {
        let typed = level.clamp(2, 6);
        while self.enclosing.last().is_some_and(|enclosing| *enclosing >= typed) {
            self.enclosing.pop();
        }
        self.enclosing.push(typed);
        let shown =
            u8::try_from(self.enclosing.len() + 1).expect("the levels 2 to 6 enclose one another at most five deep");
        Heading { level: shown, text: text.to_owned(), id: self.unique(text) }
    }

    /// The name of the next table's region for screen readers: its caption, or a number where it has none or shares it.
    pub(crate) fn name_table(&mut self, caption: &str) -> String {
        let mut name = caption.to_owned();
        let mut number = self.table_names.len() + 1;
        while name.is_empty() || !self.table_names.insert(name.clone()) {
            name = if caption.is_empty() { format!("Table {number}") } else { format!("{caption} ({number})") };
            number += 1;
        }
        name
    }

    fn unique(&mut self, text: &str) -> String {
        let base = slug(text);
        let number = self.next_number.entry(base.clone()).or_insert(1);
        loop {
            let id = if *number == 1 { base.clone() } else { format!("{base}-{number}") };
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Lower-case letters and digits of any script, joined by single hyphens; apostrophes vanish, as in `youll-need`.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    let letters = text.chars().filter(|letter| !matches!(letter, '\'' | '’')).flat_map(char::to_lowercase);
    for letter in letters.take(LONGEST_ID) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}
