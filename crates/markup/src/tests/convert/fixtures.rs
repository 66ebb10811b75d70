//! Each fixture in `tests/documents` and the Markdown that it becomes. Those named after a program have the shape that it puts on the clipboard.

use super::assert_keeps;
use crate::convert::{Converted, Unreadable, from_html, from_html_document};

/// A fixture: its name, its HTML, and what is expected.
macro_rules! fixture {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../../../tests/documents/", $name, ".html")),
            include_str!(concat!("../../../../../tests/documents/", $name, ".md")),
        )
    };
}

type Convert = fn(&str) -> Result<Converted, Unreadable>;

fn becomes(fixtures: &[(&str, &str, &str)], convert: Convert) {
    let mut wrong = Vec::new();
    for (name, html, expected) in fixtures {
        let converted = convert(html).unwrap();
        assert_keeps(&converted);
        if converted.markdown != *expected {
            wrong.push(format!("===== {name}\n{}", converted.markdown));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn clipboards_become_markdown() {
    let fixtures = [
        fixture!("word"),
        fixture!("word-reviewed"),
        fixture!("google-docs"),
        fixture!("google-docs-export"),
        fixture!("libreoffice"),
        fixture!("outlook"),
        fixture!("outlook-newsletter"),
        fixture!("web-page"),
        fixture!("web-table"),
        fixture!("typed-lists"),
    ];
    becomes(&fixtures, from_html);
}

#[test]
fn a_whole_page_becomes_its_text() {
    let (name, html, expected) = fixture!("web-document");
    becomes(&[(name, html, expected)], from_html_document);
    let converted = from_html_document(html).unwrap();
    assert_eq!(converted.title.as_deref(), Some("Become a mentor"));
    assert_eq!(converted.left_out.embedded, 3);
}

#[test]
fn what_was_left_out_is_counted() {
    let reviewed = from_html(fixture!("word-reviewed").1).unwrap().left_out;
    assert_eq!((reviewed.comments, reviewed.deletions, reviewed.contents), (1, 1, 1));
    let word = from_html(fixture!("word").1).unwrap();
    assert_eq!((word.left_out.pictures, word.left_out.links), (1, 2));
    assert_eq!(word.counts.in_words(), "2 headings, 2 lists with 6 items, a table and a link");
}
