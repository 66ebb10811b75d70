//! HTML made to exhaust the stack, the memory or the clock.

use crate::convert::{MOST_PASTED, Unreadable, from_html, from_html_document};

/// Bytes of each text: enough that a square would be noticed.
const LONG: usize = 1 << 16;

#[test]
fn hostile_html_ends_and_stays_in_proportion() {
    let numbered: Vec<String> = (0..LONG / 20).map(|number| format!("<b a={number}><p>x")).collect();
    let fonts: Vec<String> = (0..LONG / 24).map(|number| format!("<font c={number}><div>x")).collect();
    let (numbered, fonts) = (numbered.concat(), fonts.concat());
    let texts = [
        "<table><tr><td>".repeat(LONG / 15),
        "<table>x".repeat(LONG / 8),
        "<table><td>x".repeat(LONG / 12),
        "<div>".repeat(LONG / 5),
        "<ul><li>".repeat(LONG / 8),
        "<li>".repeat(LONG / 4),
        "<blockquote>x".repeat(LONG / 13),
        "<b>".repeat(LONG / 3),
        "<b><p></b>".repeat(LONG / 10),
        "<a href=/x><b>".repeat(LONG / 14),
        "<a href=/x>a</a> ".repeat(LONG / 17),
        "<b>a</b><i>b</i>".repeat(LONG / 16),
        "<b>a</b>b".repeat(LONG / 9),
        "<p>1. ".repeat(LONG / 6),
        "- x<br>".repeat(LONG / 7) + "y",
        "• x<br>".repeat(LONG / 8),
        "<br>".repeat(LONG / 4),
        "*_[`<|#".repeat(LONG / 7),
        "&".repeat(LONG),
        "\u{a0}".repeat(LONG / 2),
        "<table><tr><th>a<td rowspan=999999 colspan=999999>b<tr>".repeat(LONG / 56),
        "<p style='mso-list:l0 level9 lfo1'><span style='mso-list:Ignore'>1.</span>x".repeat(LONG / 75),
        "<svg><math><select><template>".repeat(LONG / 29),
        "<dl><dt>a<dd>b".repeat(LONG / 14),
        "<object><p>".repeat(LONG / 11),
        numbered,
        fonts,
    ];
    for text in texts {
        let start: String = text.chars().take(40).collect();
        match from_html(&text) {
            Ok(converted) => {
                assert!(converted.markdown.len() <= 40 * LONG, "{start} grew to {}", converted.markdown.len());
            }
            Err(refused) => assert_eq!(refused, Unreadable::TooTangled, "{start}"),
        }
    }
}

#[test]
fn what_lies_too_deep_keeps_its_words() {
    let deep = format!("{}deep{}<p>after</p>", "<div><blockquote>".repeat(5_000), "</blockquote></div>".repeat(5_000));
    let markdown = from_html(&deep).unwrap().markdown;
    assert!(markdown.contains("deep") && markdown.ends_with("\nafter\n"), "{markdown}");
    let lists = format!("{}deep{}<ul><li>after</ul>", "<ul><li>".repeat(2_000), "</li></ul>".repeat(2_000));
    let markdown = from_html(&lists).unwrap().markdown;
    assert!(markdown.contains("- deep") && markdown.ends_with("after\n"), "{markdown}");
}

#[test]
fn megabytes_of_nested_tables_are_refused_or_read() {
    let tables = "<table><tr><td>x";
    assert_eq!(from_html(&tables.repeat((5 << 20) / tables.len())), Err(Unreadable::TooLong));
    assert!(from_html(&tables.repeat(MOST_PASTED / tables.len())).is_ok());
    let whole = from_html_document(&tables.repeat((2 << 20) / tables.len()));
    assert!(whole.is_ok_and(|converted| converted.markdown.len() < 1 << 20));
}
