//! What every source is turned into: a list of blocks, each with the lists and quotations that it stands in. Nothing nests, so nothing recurses.

use std::collections::HashMap;
use std::rc::Rc;

/// The most letters of one text; a page's body holds a megabyte.
const MOST_LETTERS: usize = 1 << 20;
/// The most cells of the tables of one text, those that fill up a row too.
pub(super) const MOST_CELLS: usize = 100_000;
/// How deep lists and quotations may nest; what lies deeper stands at this depth.
const DEEPEST: usize = 8;

/// Marks of a letter, as bits.
pub(super) mod mark {
    pub(in super::super) const BOLD: u8 = 1;
    pub(in super::super) const ITALIC: u8 = 2;
    pub(in super::super) const STRUCK: u8 = 4;
    pub(in super::super) const CODE: u8 = 8;
    pub(in super::super) const RAISED: u8 = 16;
    pub(in super::super) const LOWERED: u8 = 32;
}

/// How a letter is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) marks: u8,
    /// The number of the link that it belongs to, counted from 1; 0 for none.
    pub(super) link: u32,
}

impl Style {
    pub(super) fn with(self, marks: u8, on: bool) -> Self {
        Self { marks: if on { self.marks | marks } else { self.marks & !marks }, ..self }
    }

    pub(super) fn shifted(self, shift: Shift) -> Self {
        let plain = self.with(mark::RAISED | mark::LOWERED, false);
        match shift {
            Shift::None => plain,
            Shift::Raised => plain.with(mark::RAISED, true),
            Shift::Lowered => plain.with(mark::LOWERED, true),
        }
    }
}

/// Where letters stand on their line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    None,
    Raised,
    Lowered,
}

/// One letter. `\n` is a break inside a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) sign: char,
    pub(super) style: Style,
}

/// A list's item or a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Quote {
        quote: u32,
    },
    Item {
        list: u32,
        item: u32,
        /// The number with which the list begins; `None` for bullets.
        first: Option<u32>,
    },
}

/// The containers of a block, outermost first.
pub(super) type Within = Rc<[Container]>;

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Paragraph,
    /// 1 to 6, as in the source.
    Heading(u8),
    /// Lines to be kept as they are.
    Code,
    Rule,
    /// Rows of cells; the first row is the heading.
    Table(Vec<Vec<Vec<Letter>>>),
}

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) within: Within,
    pub(super) what: What,
    pub(super) text: Vec<Letter>,
}

impl Block {
    pub(super) fn words(&self) -> String {
        words(&self.text)
    }
}

pub(super) fn words(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.sign).collect()
}

/// What was left out on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Pictures, but for those that show nothing.
    pub pictures: usize,
    /// Comments of reviewers.
    pub comments: usize,
    /// Texts that are struck out as a tracked change.
    pub deletions: usize,
    /// Films, frames, drawings and form fields.
    pub embedded: usize,
    /// Tables of contents.
    pub contents: usize,
    /// Headers and footers of a printed page.
    pub running: usize,
    /// Links that lead nowhere on the web, of which the words stay.
    pub links: usize,
}

/// A text under way.
pub(super) struct Assembly {
    pub(super) blocks: Vec<Block>,
    pub(super) links: Vec<String>,
    pub(super) left_out: LeftOut,
    /// Foot notes: their sign and their text.
    pub(super) notes: Vec<(String, Vec<Letter>)>,
    /// Whether there was more text than a page can hold; what came then is not here.
    pub(super) is_full: bool,
    /// The title that the source gives itself.
    pub(super) title: Option<String>,
    /// The numbers of the links by their addresses.
    numbered: HashMap<String, u32>,
    open: bool,
    letters: usize,
    /// Cells of tables, those that fill up a row too.
    cells: usize,
    numbers: u32,
    flat: Vec<Flat>,
    /// How many blocks there were after the last item of a flat list.
    flat_until: usize,
}

/// What was laid aside.
pub(super) struct Aside {
    blocks: Vec<Block>,
    open: bool,
    flat: Vec<Flat>,
    flat_until: usize,
}

/// An item of a flat list: one whose source gives levels instead of nesting.
struct Flat {
    level: u8,
    container: Container,
}

impl Assembly {
    pub(super) fn new() -> Self {
        Self {
            blocks: Vec::new(),
            links: Vec::new(),
            left_out: LeftOut::default(),
            notes: Vec::new(),
            is_full: false,
            title: None,
            numbered: HashMap::new(),
            open: false,
            letters: 0,
            cells: 0,
            numbers: 0,
            flat: Vec::new(),
            flat_until: 0,
        }
    }

    /// A number that no other list, item or quotation has.
    pub(super) fn number(&mut self) -> u32 {
        self.numbers += 1;
        self.numbers
    }

    /// The number of a link to this address.
    pub(super) fn link(&mut self, address: String) -> u32 {
        if let Some(number) = self.numbered.get(&address) {
            return *number;
        }
        self.links.push(address.clone());
        let number = u32::try_from(self.links.len()).unwrap_or_default();
        self.numbered.insert(address, number);
        number
    }

    /// Begins a block; text goes there until it is closed.
    pub(super) fn open(&mut self, within: &Within, what: What) {
        self.close();
        self.blocks.push(Block { within: within.clone(), what, text: Vec::new() });
        self.open = true;
    }

    pub(super) fn close(&mut self) {
        self.open = false;
    }

    /// Text, in the open block or in a new paragraph. What shows nothing is left out.
    pub(super) fn text(&mut self, within: &Within, text: &str, style: Style) {
        if !self.open {
            if text.chars().all(char::is_whitespace) {
                return;
            }
            self.open(within, What::Paragraph);
        }
        let room = MOST_LETTERS.saturating_sub(self.letters);
        let Some(block) = self.blocks.last_mut() else { return };
        let before = block.text.len();
        let shown = text.chars().filter(|sign| !shows_nothing(*sign));
        block.text.extend(shown.map(|sign| Letter { sign: if sign == '\u{2028}' { '\n' } else { sign }, style }));
        let added = block.text.len() - before;
        if added > room {
            block.text.truncate(before + room);
            self.is_full = true;
        }
        self.letters += added.min(room);
    }

    /// Lays aside what there is, so that what comes can be taken away by itself: see [`Assembly::take_back`].
    pub(super) fn set_aside(&mut self) -> Aside {
        Aside {
            blocks: std::mem::take(&mut self.blocks),
            open: std::mem::take(&mut self.open),
            flat: std::mem::take(&mut self.flat),
            flat_until: std::mem::take(&mut self.flat_until),
        }
    }

    /// The blocks that came since then; those that were laid aside stand here again, as open as they were.
    pub(super) fn take_back(&mut self, aside: Aside) -> Vec<Block> {
        (self.open, self.flat, self.flat_until) = (aside.open, aside.flat, aside.flat_until);
        std::mem::replace(&mut self.blocks, aside.blocks)
    }

    /// Adds a table. Rows are filled up to the same length; one without a second row or column becomes paragraphs.
    pub(super) fn table(&mut self, within: &Within, mut rows: Vec<Vec<Vec<Letter>>>) {
        self.close();
        let is_empty = |cell: &Vec<Letter>| cell.iter().all(|letter| letter.sign.is_whitespace());
        rows.retain(|row| !row.iter().all(is_empty));
        let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
        self.cells += rows.len() * widest;
        if self.cells > MOST_CELLS {
            self.is_full = true;
            return;
        }
        for row in &mut rows {
            row.resize(widest, Vec::new());
        }
        for column in (0..widest).rev() {
            if rows.iter().all(|row| is_empty(&row[column])) {
                for row in &mut rows {
                    row.remove(column);
                }
            }
        }
        if rows.len() < 2 || rows[0].len() < 2 {
            for text in rows.into_iter().flatten() {
                self.blocks.push(Block { within: within.clone(), what: What::Paragraph, text });
            }
            return;
        }
        for letter in rows[0].iter_mut().flatten() {
            letter.style = letter.style.with(mark::BOLD, false);
        }
        self.blocks.push(Block { within: within.clone(), what: What::Table(rows), text: Vec::new() });
    }

    /// The containers for an item of a list whose source says no more than its level (1 and up), and whether and with what its items are numbered.
    pub(super) fn flat_item(&mut self, within: &Within, level: u8, number: Option<u32>) -> Within {
        if self.flat_until != self.blocks.len() {
            self.flat.clear();
        }
        while self.flat.last().is_some_and(|top| top.level > level) {
            self.flat.pop();
        }
        let before = self.flat.pop_if(|top| top.level == level);
        let item = self.number();
        let goes_on = before.and_then(|flat| match flat.container {
            Container::Item { list, first, .. } if first.is_some() == number.is_some() => Some((list, first)),
            _ => None,
        });
        let (list, first) = goes_on.unwrap_or_else(|| (self.number(), number));
        self.flat.push(Flat { level, container: Container::Item { list, item, first } });
        // A flat item may stand inside of one that is open still.
        let items = self.flat.iter().map(|flat| flat.container).filter(|item| !within.contains(item));
        let path: Vec<Container> = within.iter().copied().chain(items).collect();
        // The block that follows belongs to the list.
        self.flat_until = self.blocks.len() + 1;
        within_of(path)
    }
}

/// Containers within the limit.
pub(super) fn within_of(mut path: Vec<Container>) -> Within {
    // The innermost item stays itself, so that deep items are items still.
    if path.len() > DEEPEST {
        path.drain(DEEPEST - 1..path.len() - 1);
    }
    path.into()
}

/// Marks that a word processor leaves behind, and those that turn the text around.
fn shows_nothing(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || (sign.is_control() && !sign.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_once() {
        let mut assembly = Assembly::new();
        let numbers = ["/a", "/b", "/a", "/b"].map(|address| assembly.link(address.to_owned()));
        assert_eq!(numbers, [1, 2, 1, 2]);
        assert_eq!(assembly.links, ["/a", "/b"]);
    }
}
