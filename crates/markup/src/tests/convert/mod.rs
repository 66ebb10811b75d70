//! What comes from clipboards and documents: fixtures, random HTML, and what must stay bounded.

mod bounds;
mod fixtures;
mod properties;
mod words;

use crate::convert::{Converted, Counts, from_html};
use crate::{HeadingIds, render};

/// The Markdown of a piece of HTML.
fn markdown(html: &str) -> String {
    from_html(html).unwrap().markdown
}

/// Fails unless the rendered text holds as many headings, items, links and cells as the converter says.
fn assert_keeps(converted: &Converted) {
    let html = render(&converted.markdown, &mut HeadingIds::default()).html.into_string();
    let count = |tags: &[&str]| tags.iter().map(|tag| html.matches(tag).count()).sum::<usize>();
    let Counts { headings, items, links, cells, tables, .. } = converted.counts;
    let shown = [
        count(&["<h2", "<h3", "<h4", "<h5", "<h6"]),
        count(&["<li>"]),
        count(&["<a "]),
        count(&["<th ", "<th>", "<td>"]),
        count(&["<table>"]),
    ];
    assert_eq!(
        shown,
        [headings, items, links, cells, tables],
        "headings, items, links, cells and tables of\n{}\nas\n{html}",
        converted.markdown
    );
}
