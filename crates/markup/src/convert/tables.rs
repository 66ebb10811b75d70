//! Tables of HTML: those that hold data stay tables, those that only place things on a page are taken apart.

use super::html::{Around, Walk};
use super::model::{Block, Letter, MOST_CELLS, Style, What, mark};

/// The most columns of a table, and the most cells that one may span.
const WIDEST: usize = 50;
/// Letters of a cell from which on a table without headings is no table of data.
const LONG: usize = 400;

/// A row of a table: its cells, in the source's order.
struct Row {
    cells: Vec<usize>,
    heads: bool,
}

pub(super) fn table(walk: &mut Walk<'_>, node: usize, around: &Around) {
    let rows = rows_of(walk, node);
    if !holds_data(walk, node, &rows) {
        walk.assembly.close();
        walk.children(node, around);
        walk.assembly.close();
        return;
    }
    let tree = walk.tree;
    for child in tree.children(node) {
        if tree.name(*child) == "caption" {
            walk.one(*child, around);
        }
    }
    let mut grid: Vec<Vec<Vec<Letter>>> = Vec::new();
    // How many rows each column is still taken from above.
    let mut taken = [0_usize; WIDEST];
    for row in &rows {
        let mut cells: Vec<Vec<Letter>> = Vec::new();
        for cell in &row.cells {
            while cells.len() < WIDEST && taken[cells.len()] > 0 {
                taken[cells.len()] -= 1;
                cells.push(Vec::new());
            }
            if walk.cells >= MOST_CELLS {
                walk.assembly.is_full = true;
                return;
            }
            if cells.len() >= WIDEST {
                break;
            }
            let span = |name: &str| tree.attribute(*cell, name).and_then(|span| span.parse().ok()).unwrap_or(1_usize);
            let text = cell_of(walk, *cell, around);
            let (wide, high) = (span("colspan").clamp(1, WIDEST - cells.len()), span("rowspan").clamp(1, 1_000));
            for column in 0..wide {
                taken[cells.len()] = high - 1;
                cells.push(if column == 0 { text.clone() } else { Vec::new() });
                walk.cells += 1;
            }
        }
        while cells.len() < WIDEST && taken[cells.len()] > 0 {
            taken[cells.len()] -= 1;
            cells.push(Vec::new());
        }
        grid.push(cells);
    }
    walk.assembly.table(&around.within, grid);
}

/// One cell, on one line: blocks in it are parted by breaks.
fn cell_of(walk: &mut Walk<'_>, cell: usize, around: &Around) -> Vec<Letter> {
    let noise = if walk.tree.name(cell) == "th" { mark::BOLD } else { 0 };
    let inside = Around { within: Vec::new().into(), noise: around.noise | noise, ..around.clone() };
    walk.assembly.close();
    let outside = walk.assembly.set_aside();
    walk.children(cell, &inside);
    flat(walk.assembly.take_back(outside))
}

/// Blocks one after the other, parted by breaks.
pub(super) fn flat(blocks: Vec<Block>) -> Vec<Letter> {
    let mut text: Vec<Letter> = Vec::new();
    let mut add = |letters: Vec<Letter>| {
        if !letters.iter().all(|letter| letter.sign.is_whitespace()) {
            if !text.is_empty() {
                text.push(Letter { sign: '\n', style: Style::default() });
            }
            text.extend(letters);
        }
    };
    for block in blocks {
        match block.what {
            // A table within a table: a line for each of its rows.
            What::Table(rows) => {
                for row in rows {
                    let mut line: Vec<Letter> = Vec::new();
                    for cell in row.into_iter().filter(|cell| !cell.is_empty()) {
                        if !line.is_empty() {
                            line.extend([',', ' '].map(|sign| Letter { sign, style: Style::default() }));
                        }
                        line.extend(cell);
                    }
                    add(line);
                }
            }
            _ => add(block.text),
        }
    }
    text
}

fn rows_of(walk: &Walk<'_>, table: usize) -> Vec<Row> {
    let tree = walk.tree;
    let mut rows = Vec::new();
    for part in tree.below(table, |node| matches!(tree.name(node), "thead" | "tbody" | "tfoot")) {
        if tree.name(part) != "tr" {
            continue;
        }
        let cells: Vec<usize> =
            tree.children(part).iter().copied().filter(|cell| matches!(tree.name(*cell), "td" | "th")).collect();
        let heads = cells.iter().any(|cell| tree.name(*cell) == "th");
        if cells.iter().any(|cell| !tree.words(*cell).is_empty()) {
            rows.push(Row { cells, heads });
        }
    }
    rows
}

/// Whether a table says something by its rows and columns.
fn holds_data(walk: &Walk<'_>, table: usize, rows: &[Row]) -> bool {
    let tree = walk.tree;
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    if rows.len() < 2 || widest < 2 || matches!(tree.attribute(table, "role"), Some("presentation" | "none")) {
        return false;
    }
    if rows.iter().any(|row| row.heads) {
        return true;
    }
    rows.iter().flat_map(|row| &row.cells).all(|cell| {
        let inside = tree.below(*cell, |_| true);
        let places = inside.iter().any(|node| {
            matches!(
                tree.name(*node),
                "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "blockquote" | "hr"
            )
        });
        !places && tree.words(*cell).len() <= LONG
    })
}
