//! What a converted text holds and what was left out, in numbers and in words.

use std::collections::HashSet;

use super::model::{Block, Container, LeftOut, Letter, What};

/// What a converted text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Headings.
    pub headings: usize,
    /// Lists, but for those inside of others.
    pub lists: usize,
    /// Items of all lists.
    pub items: usize,
    /// Links.
    pub links: usize,
    /// Tables.
    pub tables: usize,
    /// Cells of all tables, those of headings too.
    pub cells: usize,
    /// Paragraphs that stand in nothing else.
    pub paragraphs: usize,
}

pub(super) fn of(blocks: &[Block]) -> Counts {
    let mut counts = Counts::default();
    let (mut lists, mut items) = (HashSet::new(), HashSet::new());
    for block in blocks {
        let mut outermost = true;
        for container in block.within.iter() {
            if let Container::Item { list, item, .. } = container {
                items.insert(*item);
                if outermost {
                    lists.insert(*list);
                }
                outermost = false;
            }
        }
        match &block.what {
            What::Heading(_) => {
                counts.headings += 1;
                counts.links += links(&block.text);
            }
            What::Paragraph => {
                counts.paragraphs += usize::from(block.within.is_empty());
                counts.links += links(&block.text);
            }
            What::Table(rows) => {
                counts.tables += 1;
                counts.cells += rows.iter().map(Vec::len).sum::<usize>();
                counts.links += rows.iter().flatten().map(|cell| links(cell)).sum::<usize>();
            }
            What::Code | What::Rule => {}
        }
    }
    Counts { lists: lists.len(), items: items.len(), ..counts }
}

/// Links of a line, as they are written.
fn links(letters: &[Letter]) -> usize {
    let words: Vec<u32> =
        letters.iter().filter(|letter| !letter.sign.is_whitespace()).map(|letter| letter.style.link).collect();
    let begins = |at: usize| words[at] != 0 && (at == 0 || words[at - 1] != words[at]);
    (0..words.len()).filter(|at| begins(*at)).count()
}

fn of_these(number: usize, one: &str, many: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(one.to_owned()),
        _ => Some(format!("{number} {many}")),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn joined(mut parts: Vec<String>) -> String {
    let Some(last) = parts.pop() else { return String::new() };
    if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) }
}

impl Counts {
    /// `2 headings, a list of 5 and 3 links`; empty for plain paragraphs.
    pub fn in_words(&self) -> String {
        let lists = match (self.lists, self.items) {
            (0, _) => None,
            (1, items) => Some(format!("a list of {items}")),
            (lists, items) => Some(format!("{lists} lists with {items} items")),
        };
        let parts = [
            of_these(self.headings, "a heading", "headings"),
            lists,
            of_these(self.tables, "a table", "tables"),
            of_these(self.links, "a link", "links"),
        ];
        joined(parts.into_iter().flatten().collect())
    }
}

impl LeftOut {
    /// `2 pictures and the comments`; empty when nothing was left out.
    pub fn in_words(&self) -> String {
        let parts = [
            of_these(self.pictures, "a picture", "pictures"),
            of_these(
                self.embedded,
                "something that is no text, such as a film or a form field",
                "things that are no text, such as films or form fields",
            ),
            of_these(self.comments, "a comment", "comments"),
            of_these(self.deletions, "a tracked deletion", "tracked deletions"),
            of_these(self.contents, "the table of contents", "tables of contents"),
            of_these(self.running, "the header or footer of its pages", "headers and footers of its pages"),
            of_these(
                self.links,
                "a link that leads nowhere on the web (its words stay)",
                "links that lead nowhere on the web (their words stay)",
            ),
        ];
        joined(parts.into_iter().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_said_as_people_say_it() {
        let counts = Counts { headings: 2, lists: 1, items: 5, links: 3, ..Counts::default() };
        assert_eq!(counts.in_words(), "2 headings, a list of 5 and 3 links");
        assert_eq!(Counts { tables: 1, ..Counts::default() }.in_words(), "a table");
        assert_eq!(Counts::default().in_words(), "");
        assert_eq!(LeftOut { pictures: 2, comments: 1, ..LeftOut::default() }.in_words(), "2 pictures and a comment");
    }
}
