//! Small pieces, each with one habit in it.

use super::markdown;
use crate::convert::{Unreadable, from_html, from_html_document, from_markdown};

#[test]
fn pieces_become_markdown() {
    for (html, expected) in [
        ("", ""),
        ("plain", "plain\n"),
        ("<p>one</p><p>&nbsp;</p><p>two</p>", "one\n\ntwo\n"),
        ("one<br><br>two<br>three", "one\n\ntwo  \nthree\n"),
        // Marks hug words, go on over spaces and let go of punctuation beside a word.
        ("<b>one </b>two", "**one** two\n"),
        ("<b>one</b> <b>two</b>.", "**one two**.\n"),
        ("<b>(see)</b>that", "(**see**)that\n"),
        ("a<b>b</b>c", "a**b**c\n"),
        ("x <b>bold <i>both</i></b><i> slanted</i>", "x **bold *both*** *slanted*\n"),
        ("<b>.</b>", ".\n"),
        ("<i>a*b_c</i>", "*a\\*b_c*\n"),
        // Links.
        ("<a href='https://a.example/'>one </a>two", "[one](https://a.example/) two\n"),
        ("<a href='https://a.example/'>a</a><a href='https://a.example/'>b</a>", "[ab](https://a.example/)\n"),
        ("<a href='https://a.example/'>a]b</a>!<a href='/c'>c</a>", "[a\\]b](https://a.example/)\\![c](/c)\n"),
        ("<a href='javascript:alert(1)'>x</a> <a href=' java\nscript:x'>y</a>", "x y\n"),
        ("<a href='https://a.example/'><img src=x alt='Book now'></a>", "[Book now](https://a.example/)\n"),
        ("<a href='https://a.example/'> </a>x", "x\n"),
        // Pictures.
        ("<p>a <img src='data:image/png;base64,AAAA' alt='Two trees'> b</p>", "a (Picture: Two trees) b\n"),
        ("<p>a <img src='x' alt='IMG_01.jpg'> b</p>", "a b\n"),
        // Lists.
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1) b\n"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n- c\n"),
        ("<ul><li></li><li> <ul><li>a</li></ul></li></ul>", "- a\n"),
        ("<ol start=9><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "9. a\n   - b\n10. c\n"),
        ("<ul><li>a<ol start=3><li>b</li></ol></li></ul>", "- a\n\n  3. b\n"),
        ("<li>a<li>b", "- a\n- b\n"),
        ("<blockquote><ul><li>a</li></ul><p>b</p></blockquote>c", "> - a\n>\n> b\n\nc\n"),
        ("<ul><li><h3>a</h3></li><li><blockquote>b</blockquote></li></ul>", "- a\n- > b\n"),
        // Headings.
        ("<h1>a</h1><h4>b</h4><h4>c</h4><h2>d #</h2>", "## a\n\n### b\n\n### c\n\n### d \\#\n"),
        ("<h2><b>a</b><br>b</h2>c", "## a b\n\nc\n"),
        ("<h2> </h2>c", "c\n"),
        ("<div role=heading aria-level=2>a</div>c", "## a\n\nc\n"),
        // Rules part two texts only.
        ("<hr><p>a</p><hr><hr><p>b</p><hr>", "a\n\n---\n\nb\n"),
        // Tables.
        ("<table><tr><td>only</td></tr><tr><td>one</td></tr></table>", "only\n\none\n"),
        ("<table><tr><td>a</td><td></td></tr><tr><td>b</td><td></td></tr></table>", "a\n\nb\n"),
        (
            "<table role=presentation><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "a\n\nb\n\nc\n\nd\n",
        ),
        ("<pre>a\n  b\n</pre>", "```\na\n  b\n```\n"),
        ("<p><code>a`b</code></p>", "``a`b``\n"),
        // What a script or a hand hides.
        ("<style>p{}</style><script>x</script><p hidden>a</p><p style='display:none'>b</p>c", "c\n"),
        ("a\u{200b}b\u{ad}c", "abc\n"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

#[test]
fn what_is_not_read_is_refused_in_a_sentence() {
    assert_eq!(from_html(&"x".repeat((1 << 20) + 1)), Err(Unreadable::TooLong));
    assert_eq!(from_html_document("<p> </p>"), Err(Unreadable::Empty));
    assert_eq!(from_html_document(&"<i>".repeat(400_000).replace("<i>", "<br>")), Err(Unreadable::TooTangled));
    assert_eq!(from_markdown(" \n"), Err(Unreadable::Empty));
    let read = from_markdown("# Fees\n\nSee [this](https://a.example/).\n").unwrap();
    assert_eq!((read.title.as_deref(), read.markdown.as_str()), (Some("Fees"), "See [this](https://a.example/).\n"));
    assert_eq!(read.counts.links, 1);
}
