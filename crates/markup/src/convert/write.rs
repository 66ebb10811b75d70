//! Blocks as Markdown.

use std::collections::HashMap;

use super::escape::Place;
use super::inline::{inline, longest_run};
use super::model::{Block, Container, Letter, What, words};

/// Cells up to this many letters are filled up, so that the columns can be read.
const FILLED: usize = 30;

pub(super) fn write(blocks: &[Block], links: &[String]) -> String {
    let mut writer = Writer { out: String::new(), links, lists: HashMap::new() };
    let mut before: Option<&Block> = None;
    for block in blocks {
        writer.block(before, block);
        before = Some(block);
    }
    writer.out
}

/// A list under way.
#[derive(Clone, Copy)]
struct List {
    items: u32,
    /// The item that was numbered last.
    item: u32,
    /// Lists that follow each other have marks of two kinds, or they would be one.
    other_mark: bool,
}

struct Writer<'a> {
    out: String,
    links: &'a [String],
    lists: HashMap<u32, List>,
}

impl Writer<'_> {
    fn block(&mut self, before: Option<&Block>, block: &Block) {
        let path = &block.within;
        let above: &[Container] = before.map_or(&[], |before| &before.within);
        let common = path.iter().zip(above).take_while(|(one, other)| one == other).count();
        for (at, container) in path.iter().enumerate().skip(common) {
            self.begin(*container, above.get(common).copied().filter(|_| at == common));
        }
        if let Some(before) = before {
            self.out.push('\n');
            if !self.follows_closely(before, block, common) {
                self.out.push_str(self.prefix(&path[..common], common).trim_end());
                self.out.push('\n');
            }
        }
        let (first, rest) = (self.prefix(path, common), self.prefix(path, path.len()));
        for (at, line) in self.lines(block).split('\n').enumerate() {
            if at > 0 {
                self.out.push('\n');
            }
            let prefix = if at == 0 { &first } else { &rest };
            self.out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
            self.out.push_str(line);
        }
    }

    /// Counts an item that begins, and gives its list a mark unlike that of the list right above it.
    fn begin(&mut self, container: Container, above: Option<Container>) {
        let Container::Item { list, item, first } = container else { return };
        let beside = match above {
            Some(Container::Item { list: other, first: its, .. })
                if other != list && its.is_some() == first.is_some() =>
            {
                self.lists.get(&other).copied()
            }
            _ => None,
        };
        let new = List { items: 0, item: 0, other_mark: beside.is_some_and(|beside| !beside.other_mark) };
        let known = self.lists.entry(list).or_insert(new);
        if known.item != item {
            known.items += 1;
            known.item = item;
        }
    }

    fn mark(&self, container: Container) -> String {
        let Container::Item { list, first, .. } = container else { return "> ".to_owned() };
        let List { items, other_mark, .. } =
            self.lists.get(&list).copied().unwrap_or(List { items: 1, item: 0, other_mark: false });
        match first {
            Some(first) => {
                let number = first.saturating_add(items.saturating_sub(1)).min(999_999_999);
                format!("{number}{} ", if other_mark { ')' } else { '.' })
            }
            None => (if other_mark { "* " } else { "- " }).to_owned(),
        }
    }

    /// What stands before a line: the marks of the containers from `new` on, and room for those before.
    fn prefix(&self, path: &[Container], new: usize) -> String {
        let mut prefix = String::new();
        for (at, container) in path.iter().enumerate() {
            let mark = self.mark(*container);
            match container {
                Container::Item { .. } if at < new => prefix.extend(std::iter::repeat_n(' ', mark.len())),
                _ => prefix.push_str(&mark),
            }
        }
        prefix
    }

    /// Whether no empty line stands between: items of one list, and a list that begins inside an item.
    fn follows_closely(&self, before: &Block, block: &Block, common: usize) -> bool {
        let Some(Container::Item { list, .. }) = block.within.get(common) else { return false };
        let plain = before.what == What::Paragraph;
        match before.within.get(common) {
            Some(Container::Item { list: other, .. }) => plain && list == other,
            Some(Container::Quote { .. }) => false,
            // A list that does not begin with one cannot follow a line of text.
            None => {
                common > 0
                    && plain
                    && matches!(before.within.last(), Some(Container::Item { .. }))
                    && matches!(self.mark(block.within[common]).as_str(), "- " | "* " | "1. " | "1) ")
            }
        }
    }

    fn lines(&self, block: &Block) -> String {
        match &block.what {
            What::Paragraph => inline(&block.text, self.links, Place::PARAGRAPH),
            What::Heading(level) => {
                format!("{} {}", "#".repeat(usize::from(*level)), inline(&block.text, self.links, Place::HEADING))
            }
            What::Rule => "---".to_owned(),
            What::Code => {
                let code = words(&block.text);
                let fence = "`".repeat((longest_run(&code, '`') + 1).max(3));
                format!("{fence}\n{code}\n{fence}")
            }
            What::Table(rows) => self.table(rows),
        }
    }

    fn table(&self, rows: &[Vec<Vec<Letter>>]) -> String {
        let cells: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| if cell.is_empty() { String::new() } else { inline(cell, self.links, Place::CELL) })
                    .collect()
            })
            .collect();
        let columns = cells.first().map_or(0, Vec::len);
        let width = |column: usize| {
            let longest = cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
            longest.unwrap_or_default().clamp(3, FILLED)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let line = |row: &[String]| {
            let cells: Vec<String> =
                row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}", width = *width)).collect();
            format!("| {} |", cells.join(" | "))
        };
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        let mut lines: Vec<String> = cells.iter().map(|row| line(row)).collect();
        lines.insert(1.min(lines.len()), line(&rule));
        lines.join("\n")
    }
}
