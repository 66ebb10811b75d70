//! Headings of one page over several texts.

use super::{html, rendered};
use crate::{HeadingIds, render};

fn levels(markdown: &str) -> Vec<u8> {
    rendered(markdown).headings.iter().map(|heading| heading.level).collect()
}

#[test]
fn the_page_title_stays_the_only_first_level() {
    assert_eq!(
        html("# Q&A\n\n<h1>You’ll need</h1>"),
        "<h2 id=\"q-a\">Q&amp;A</h2>\n<h2 id=\"youll-need\">You’ll need</h2>\n"
    );
}

#[test]
fn no_level_is_skipped() {
    assert_eq!(levels("# a\n## b\n### c\n###### d\n#### e\n## f"), [2, 2, 3, 4, 4, 2]);
    assert_eq!(levels("#### a\n#### b\n## c"), [2, 2, 2]);
    assert_eq!(levels("## a\n### b\n#### c\n##### d\n###### e"), [2, 3, 4, 5, 6]);
}

#[test]
fn ids_and_levels_hold_across_the_texts_of_a_page() {
    let mut ids = HeadingIds::default();
    ids.reserve("main-content");
    let first = render("## Fees\n## Main content", &mut ids).headings;
    let block = ids.place(2, "Upcoming events");
    let second = render("### Fees\n## Fees-2\n## ’\n## Événements", &mut ids).headings;
    let found: Vec<_> =
        first.iter().chain([&block]).chain(&second).map(|heading| (heading.level, heading.id.as_str())).collect();
    assert_eq!(
        found,
        [
            (2, "fees"),
            (2, "main-content-2"),
            (2, "upcoming-events"),
            (3, "fees-2"),
            (2, "fees-2-2"),
            (2, "section"),
            (2, "événements")
        ]
    );
}

#[test]
fn an_id_of_raw_html_is_dropped_and_an_empty_heading_too() {
    assert_eq!(
        html("<h3 id=\"fees\" class=\"x\">Fees</h3>\n\n## Fees\n\n##\n\n<p id=\"p\">x</p>"),
        "<h2 id=\"fees\">Fees</h2>\n\n<h2 id=\"fees-2\">Fees</h2>\n\n<p>x</p>\n"
    );
}

#[test]
fn a_headings_words_come_without_markup() {
    let heading = &rendered("## The *real* `cost` of [QTS](/qts) &amp; more").headings[0];
    assert_eq!(
        (heading.text.as_str(), heading.id.as_str()),
        ("The real cost of QTS & more", "the-real-cost-of-qts-more")
    );
}
