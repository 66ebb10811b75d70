//! The cell of a table that is filled in by a form: emphasis, links and code, and nothing that needs a line of its own.

use crate::HeadingIds;
use crate::finish::finish;
use crate::render::{Rendered, clean};
use crate::tokens::{Token, tokens};

/// Renders a text as a cell of a Markdown table reads it. A text that closes the cell by raw HTML keeps what stands before.
pub fn render_cell(markdown: &str) -> Rendered {
    if markdown.trim().is_empty() {
        return Rendered::default();
    }
    let sanitised = clean(&format!("| {} |\n|---|", in_one_cell(markdown)));
    let cell = first_cell(&sanitised);
    let finished = finish(cell, &mut HeadingIds::default());
    Rendered { html: finished.html, headings: finished.headings, links: finished.links }
}

/// What stands in the first cell of a table. A table of raw HTML within it has cells of its own.
fn first_cell(table: &str) -> &str {
    let row = table.split_once("<tr>").map_or("", |(_, row)| row);
    let cell = row.split_once('>').map_or("", |(_, cell)| cell);
    let (mut open, mut length) = (1, 0);
    for token in tokens(cell) {
        let size = match token {
            Token::Text(text) => text.len(),
            Token::Start(tag) => {
                open += usize::from(tag.name == "th");
                tag.source.len()
            }
            Token::End(name) => {
                open -= usize::from(name == "th");
                "</>".len() + name.len()
            }
        };
        if open == 0 {
            return &cell[..length];
        }
        length += size;
    }
    ""
}

/// A bar would begin another cell, a line's end another row.
fn in_one_cell(markdown: &str) -> String {
    let mut cell = String::with_capacity(markdown.len());
    let mut escaped = false;
    for letter in markdown.trim().chars() {
        match letter {
            '|' if !escaped => cell.push_str("\\|"),
            '\n' => cell.push(' '),
            other => cell.push(other),
        }
        escaped = letter == '\\' && !escaped;
    }
    // A backslash at the end would take the cell's own bar.
    if escaped {
        cell.push('\\');
    }
    cell
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cell_is_one_line_of_text() {
        for (typed, shown) in [
            ("", ""),
            ("£9,250", "£9,250"),
            ("1. First", "1. First"),
            ("# 12", "# 12"),
            ("- none", "- none"),
            ("**a** | b", "<strong>a</strong> | b"),
            ("a \\| b", "a | b"),
            ("[fees](node:463)", "<a href=\"node:463\">fees</a>"),
            ("<script>x</script>y", "y"),
            ("a\\", "a\\"),
        ] {
            assert_eq!(render_cell(typed).html.as_str(), shown, "{typed}");
        }
        assert_eq!(render_cell("[fees](node:463)").links.len(), 1);
    }

    proptest! {
        #[test]
        fn no_text_leaves_its_cell(text in "([a-z|\\\\`*_\\[\\]()<>/ \n-]|</?(th|td|tr|table|thead|p|a)>){0,30}") {
            let html = render_cell(&text).html;
            for tag in ["<th", "<td", "<tr", "</th", "</td", "</tr"] {
                // A table of raw HTML within the cell is closed in it.
                prop_assert!(!html.as_str().contains(tag) || html.as_str().contains("<table"), "{html}");
            }
        }
    }
}
