//! What editors type stays what readers see.

use super::html;
use crate::{excerpt, plain_text};

#[test]
fn letters_and_line_breaks_survive() {
    assert_eq!(
        html("If you’re paid £30,000 `$name$` or $name$  \nnext\\\nlast {{fact:fee}} \"5 < 6 & 7 > 2\""),
        "<p>If you’re paid £30,000 <code>$name$</code> or $name$<br>\nnext<br>\nlast {{fact:fee}} \"5 &lt; 6 &amp; 7 &gt; 2\"</p>\n"
    );
}

#[test]
fn a_table_scrolls_and_names_itself() {
    assert_eq!(
        html("| Region | Fee |\n|--|--:|\n| York | £1 |\n\ntext\n\n| a |\n|-|"),
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1\"><table><thead><tr><th scope=\"col\">Region</th>\n\
         <th scope=\"col\">Fee</th>\n</tr>\n</thead>\n<tbody><tr><td>York</td>\n<td>£1</td>\n</tr>\n</tbody></table></div>\n<p>text</p>\n\
         <div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table 2\"><table><thead><tr><th scope=\"col\">a</th>\n</tr>\n</thead>\n</table></div>\n"
    );
}

#[test]
fn a_raw_table_with_a_caption_is_named_by_it() {
    let html =
        html("<table onclick=x><caption>Fees &amp; \"dates\"</caption><tr><th scope=row>a<td colspan=2>b</table>");
    assert!(
        html.contains("aria-label=\"Fees &amp; &quot;dates&quot;\"><table><caption>Fees &amp; \"dates\"</caption>"),
        "{html}"
    );
    assert!(
        html.contains("<th scope=\"row\">a</th><td colspan=\"2\">b</td>") || html.contains("<th scope=\"row\">a"),
        "{html}"
    );
}

#[test]
fn listed_raw_html_stays_and_is_closed_where_it_must() {
    assert_eq!(
        html("<abbr title=\"a\">QTS</abbr> <span lang=\"cy\">Cymru</span> H<sub>2</sub>O"),
        "<p><abbr title=\"a\">QTS</abbr> <span lang=\"cy\">Cymru</span> H<sub>2</sub>O</p>\n"
    );
    assert_eq!(html("a <em>b\n\nc</em> d"), "<p>a <em>b</em></p>\n<p>c d</p>\n");
    assert_eq!(
        html("<blockquote>\n\n*a*\n\n</blockquote>\n\nb"),
        "<blockquote>\n<p><em>a</em></p>\n</blockquote>\n\n<p>b</p>\n"
    );
    assert_eq!(
        html("- a\n- ~~b~~\n\n3. c\n\n---"),
        "<ul><li>a</li>\n<li><del>b</del></li>\n</ul>\n<ol start=\"3\"><li>c</li>\n</ol>\n<hr>\n"
    );
}

#[test]
fn plain_text_is_what_a_reader_sees() {
    let typed = "## Fees\nYou’ll pay **£30** &amp;\nmore.  \n- one\n- `two`<script>alert(1)</script>\n\n| a | b |\n|-|-|\n| c | d |\n\n[link](/x) ![alt](media:12)";
    assert_eq!(plain_text(typed), "Fees You’ll pay £30 & more. one two a b c d link");
}

#[test]
fn an_excerpt_ends_between_words() {
    assert_eq!(excerpt("  short ", 10), "short");
    assert_eq!(excerpt("You’ll need evidence, then", 22), "You’ll need evidence…");
    assert_eq!(excerpt("You’ll need evidence", 12), "You’ll need…");
    assert_eq!(excerpt("Donaudampfschiff", 5), "Dona…");
    assert_eq!(excerpt("ééé ééé", 0), "");
    for length in 0..30 {
        assert!(excerpt("You’ll need evidence, then more of it", length).chars().count() <= length);
    }
}
