//! Lists of HTML: those that nest, those that Google Docs lays flat, and Word's paragraphs that look like items.

use super::css::declared;
use super::html::{Around, Walk};
use super::model::{Container, What, Within, within_of};
use super::tree::Item;

impl Walk<'_> {
    pub(super) fn list(&mut self, node: usize, numbered: bool, around: &Around) {
        self.assembly.close();
        let list = self.assembly.number();
        let start = self.tree.attribute(node, "start").and_then(|start| start.parse().ok());
        let first = numbered.then(|| start.unwrap_or(1));
        let mut above: Option<Within> = None;
        let tree = self.tree;
        for child in tree.children(node) {
            let name = match tree.item(*child) {
                Item::Element(name) => name,
                Item::Text(text) if text.trim().is_empty() => continue,
                Item::Text(_) | Item::Other => "",
            };
            match name {
                // A list right inside a list belongs to the item above it: so does an item that holds nothing else.
                "ul" | "ol" => {
                    let within = above.clone().unwrap_or_else(|| around.within.clone());
                    self.list(*child, name == "ol", &Around { within, ..around.clone() });
                }
                "li" if self.is_only_a_list(*child) => {
                    let within = above.clone().unwrap_or_else(|| around.within.clone());
                    self.children(*child, &Around { within, ..around.clone() });
                }
                "li" => {
                    let item = Container::Item { list, item: self.assembly.number(), first };
                    let within = within_of(around.within.iter().copied().chain([item]).collect());
                    self.assembly.close();
                    let before = self.assembly.blocks.len();
                    self.item(*child, &Around { within: within.clone(), ..around.clone() });
                    // An empty item is not written, so nothing can stand below it.
                    if self.assembly.blocks.len() > before {
                        above = Some(within);
                    }
                }
                "" => {}
                _ => {
                    let within = above.clone().unwrap_or_else(|| around.within.clone());
                    self.one(*child, &Around { within, ..around.clone() });
                }
            }
        }
        self.assembly.close();
    }

    /// An item without a list.
    pub(super) fn stray_item(&mut self, node: usize, around: &Around) {
        let within = self.assembly.flat_item(&around.within, 1, None);
        self.assembly.open(&within, What::Paragraph);
        self.item(node, &Around { within, ..around.clone() });
    }

    fn item(&mut self, node: usize, around: &Around) {
        let css = self.tree.attribute(node, "style").unwrap_or_default();
        let style = super::css::styled(css, around.style);
        let before = self.assembly.blocks.len();
        self.children(node, &Around { style, ..around.clone() });
        self.assembly.close();
        self.take_away(before);
    }

    fn is_only_a_list(&self, node: usize) -> bool {
        let children = self.tree.children(node).iter();
        let mut lists = false;
        for child in children {
            match self.tree.item(*child) {
                Item::Element("ul" | "ol") => lists = true,
                Item::Text(text) if text.trim().is_empty() => {}
                Item::Other => {}
                Item::Element(_) | Item::Text(_) => return false,
            }
        }
        lists
    }

    /// A paragraph that Word shows as an item: the mark stands in a part of it which programs are told to ignore.
    pub(super) fn word_item(&mut self, node: usize, level: u8, around: &Around) {
        let tree = self.tree;
        let is_mark = |node: &usize| {
            declared(tree.attribute(*node, "style").unwrap_or_default(), "mso-list")
                .is_some_and(|list| list == "ignore")
        };
        let mark = tree.below(node, |node| !is_mark(&node)).into_iter().find(is_mark);
        let Some(mark) = mark else {
            // A paragraph that goes on without a mark.
            self.assembly.close();
            self.children(node, around);
            return self.assembly.close();
        };
        let number = number_of(&tree.words(mark));
        let within = self.assembly.flat_item(&around.within, level.max(1), number);
        self.assembly.open(&within, What::Paragraph);
        self.children(node, &Around { within, ..around.clone() });
        self.assembly.close();
    }
}

/// The number of an item by its mark: `3.`, `(b)`, `iv)`; `None` for a bullet.
pub(super) fn number_of(mark: &str) -> Option<u32> {
    let mark = mark.trim();
    let inner = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
    // `1.2.` counts by its last part.
    let last = inner.rsplit('.').next().unwrap_or(inner);
    if last.len() == inner.len() && inner.len() == mark.len() {
        // Without a full stop or a bracket, `o` is a bullet.
        return inner.parse().ok();
    }
    if let Ok(number) = last.parse() {
        return Some(number);
    }
    let letters = last.bytes().all(|letter| letter.is_ascii_alphabetic());
    match (letters, last.as_bytes()) {
        (true, [letter]) if *letter != b'i' && *letter != b'I' => {
            Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1)
        }
        (true, [_, ..]) => Some(roman(last)),
        _ => None,
    }
}

/// A Roman number; 1 for what is none.
fn roman(letters: &str) -> u32 {
    let worth = |letter: u8| match letter.to_ascii_lowercase() {
        b'i' => 1,
        b'v' => 5,
        b'x' => 10,
        b'l' => 50,
        b'c' => 100,
        _ => 0,
    };
    let values: Vec<u32> = letters.bytes().take(12).map(worth).collect();
    let all: u32 = values.iter().sum();
    // A smaller letter before a larger one is taken away: the one in `iv`.
    let taken: u32 =
        values.iter().zip(values.iter().skip(1)).filter(|(one, next)| next > one).map(|(one, _)| *one).sum();
    all.saturating_sub(2 * taken).max(1)
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn marks_are_numbers_or_bullets() {
        for (mark, number) in [
            ("1.", Some(1)),
            ("12)", Some(12)),
            ("(b)", Some(2)),
            ("c.", Some(3)),
            ("iv.", Some(4)),
            ("ii)", Some(2)),
            ("2.3.", Some(3)),
            ("o", None),
            ("·", None),
            ("§", None),
            ("–", None),
        ] {
            assert_eq!(number_of(mark), number, "{mark}");
        }
    }
}
