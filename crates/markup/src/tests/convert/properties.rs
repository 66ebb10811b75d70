//! Random HTML and random text: what holds whatever somebody pastes.

use proptest::prelude::*;

use super::{assert_keeps, markdown};
use crate::convert::from_html;
use crate::finish::one_line;
use crate::plain_text;
use crate::tests::assert_harmless;

fn html() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<h5>",
        "</h5>",
        "<ul>",
        "</ul>",
        "<ol>",
        "<ol start=7>",
        "</ol>",
        "<li>",
        "</li>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<s>",
        "</s>",
        "<sup>",
        "</sup>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<blockquote>",
        "</blockquote>",
        "<a href='https://a.example/b_c*(d)'>",
        "<a href='/x'>",
        "<a href='#n'>",
        "</a>",
        "<hr>",
        "<table>",
        "</table>",
        "<tr>",
        "<th>",
        "<td>",
        "<td colspan=2>",
        "<td rowspan=2>",
        "</td>",
        "</tr>",
        "<caption>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<img alt='a picture'>",
        "<p style='mso-list:l0 level2 lfo1'>",
        "<span style='mso-list:Ignore'>1.</span>",
        "<b style='font-weight:normal'>",
        "<span style='font-weight:700'>",
        "</span>",
        "one",
        " two ",
        "three.",
        "*",
        "_",
        "**",
        "~~",
        "`",
        "``",
        "[",
        "]",
        "](",
        "!",
        "\\",
        "&lt;",
        "&lt;b&gt;",
        "&amp;amp;",
        "&nbsp;",
        "|",
        "#",
        "# ",
        "1. ",
        "2) ",
        "- ",
        "+ ",
        "• ",
        "– ",
        "&gt; ",
        "---",
        "===",
        "{{",
        "}}",
        ":",
        " ",
        "\n",
        "é",
        "£",
        "’",
        "“",
        "”",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn headings_items_links_and_cells_come_through(html in html()) {
        let converted = from_html(&html).unwrap();
        assert_keeps(&converted);
        assert_harmless(crate::render(&converted.markdown, &mut crate::HeadingIds::default()).html.as_str(), &html);
    }

    #[test]
    fn words_are_read_as_they_were_written(text in "[a-z ]{0,3}[!-~ ]{0,30}( [!-~]{1,12}){0,3}", around in 0..4_usize) {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let (before, after) = [("<p>", "</p>"), ("<ul><li>", "</ul>"), ("<h3>", "</h3>"), ("<blockquote>", "</blockquote>")][around];
        let shown = plain_text(&markdown(&format!("{before}{escaped}{after}")));
        prop_assert_eq!(shown, one_line(&text));
    }
}
