//! Links: placeholders, allowed addresses, and the addresses of the day.

use super::{Site, html, rendered, shown};
use crate::{Link, SafeHtml, Target, fill, node_references};

const SEED: &str =
    "apply directly to an [approved provider](node:463 \"Providers of the Assessment Only route to QTS\").";

#[test]
fn the_provider_link_keeps_its_id_until_it_is_shown() {
    let rendered = rendered(SEED);
    let title = Some("Providers of the Assessment Only route to QTS".to_owned());
    assert_eq!(
        rendered.html.as_str(),
        "<p>apply directly to an <a href=\"node:463\" title=\"Providers of the Assessment Only route to QTS\">approved provider</a>.</p>\n"
    );
    assert_eq!(
        rendered.links,
        [Link { target: Target::Node { id: 463, fragment: None }, text: "approved provider".to_owned(), title }]
    );
    assert_eq!(
        shown(SEED),
        "<p>apply directly to an <a href=\"/train-to-be-a-teacher/providers\" title=\"Providers of the Assessment Only route to QTS\">approved \
         provider</a>.</p>\n"
    );
}

#[test]
fn a_link_to_a_page_that_is_not_live_becomes_its_text() {
    assert_eq!(
        shown("a [b *c*](node:7) [d](node:463#how-to-apply)"),
        "<p>a b <em>c</em> <a href=\"/train-to-be-a-teacher/providers#how-to-apply\">d</a></p>\n"
    );
    assert_eq!(shown("![A map of \"Leeds\"](media:13)"), "<p>A map of &quot;Leeds&quot;</p>\n");
    assert_eq!(shown("![A map](media:99)"), "<p>A map</p>\n");
    let picture = shown("![A map](media:12)");
    let sized =
        "srcset=\"/media/12/320.webp 320w\" sizes=\"(min-width: 48em) 44rem, 100vw\" width=\"320\" height=\"200\"";
    assert_eq!(
        picture,
        format!("<p><img src=\"/media/12/320.png\" alt=\"A map\" {sized} loading=\"lazy\" decoding=\"async\"></p>\n")
    );
}

#[test]
fn a_link_to_a_document_says_its_type_and_size_once() {
    assert_eq!(
        shown("[The *map*](media:13) [b](/b)"),
        "<p><a href=\"/media/13/map.pdf\">The <em>map</em> (PDF, 1.2 MB)</a> <a href=\"/b\">b</a></p>\n"
    );
    assert_eq!(shown("[Map (pdf, 1MB)](media:13)"), "<p><a href=\"/media/13/map.pdf\">Map (pdf, 1MB)</a></p>\n");
    assert_eq!(shown("[A map](media:12)"), "<p><a href=\"/media/12/map.png\">A map</a></p>\n", "pictures need none");
}

#[test]
fn text_that_looks_like_a_placeholder_is_left_alone() {
    let typed = "`<a href=\"node:463\">` &lt;a href=\"node:463\"&gt; <abbr title='<a href=\"node:463\">'>x</abbr> [y](/y '<a href=\"node:463\">') \\<a href=\"node:463\">\n\n    <a href=\"node:463\">z</a>";
    let rendered = rendered(typed);
    assert_eq!(node_references(&rendered.html), [0_i64; 0]);
    assert_eq!(fill(&rendered.html, &Site), rendered.html);
}

#[test]
fn a_placeholder_is_filled_even_with_its_own_text_in_the_title() {
    assert_eq!(
        shown("[x](node:463 'node:463 \" href=\"node:463')"),
        "<p><a href=\"/train-to-be-a-teacher/providers\" title=\"node:463 &quot; href=&quot;node:463\">x</a></p>\n"
    );
}

#[test]
fn references_are_listed_once_in_order() {
    let html = rendered("[a](node:9) [b](node:463#x) [c](node:9) ![d](media:12) <a href='node:3'>e</a>").html;
    assert_eq!(node_references(&html), [9, 463, 3]);
}

#[test]
fn targets_read_and_write() {
    for same in [
        "node:463",
        "node:463#how-to-apply",
        "media:12",
        "https://www.gov.uk/a?b=c#d",
        "mailto:a@b.example",
        "tel:+441234",
        "/a/b",
        "#here",
        "?page=2",
        "../up",
        "a/b:c",
        "https://en.wikipedia.org/wiki/JavaScript:_The_Good_Parts",
    ] {
        assert_eq!(Target::parse(same).map(|target| target.to_string()).as_deref(), Some(same));
    }
    for (typed, read) in [
        (" /a\n", "/a"),
        ("NODE:463#", "node:463"),
        ("//www.gov.uk/x", "https://www.gov.uk/x"),
        ("HTTPS://A.example", "https://A.example"),
        ("/a b", "/a%20b"),
    ] {
        assert_eq!(Target::parse(typed).map(|target| target.to_string()).as_deref(), Some(read));
    }
    for refused in [
        "",
        " ",
        "javascript:x",
        "java\nscript:x",
        "%6Aavascript:x",
        "javascript%3Ax",
        "data:x",
        "file:///x",
        "node:",
        "node:0",
        "node:-1",
        "node:+1",
        "node:x",
        "node:99999999999999999999",
        "media:1#x",
        "http:x",
        "https://",
        "https:///x",
        "mailto:",
        "\\\\evil.example",
        "/\\evil.example",
        "//",
        "/a\u{0}b",
        "/\u{202e}b",
    ] {
        assert_eq!(Target::parse(refused), None, "{refused:?}");
    }
}

#[test]
fn a_refused_or_wordless_link_leaves_its_words() {
    assert_eq!(html("[a](ftp://x.example) [](/b) [*c*](/c)"), "<p>a  <a href=\"/c\"><em>c</em></a></p>\n");
    assert_eq!(
        rendered("[](/b)").links,
        [Link { target: Target::Address("/b".to_owned()), text: String::new(), title: None }]
    );
}

#[test]
fn a_hostile_resolver_gains_nothing() {
    struct Hostile;
    impl crate::LinkResolver for Hostile {
        fn node(&self, _: i64) -> Option<String> {
            Some("javascript:alert(1)".to_owned())
        }
        fn fact(&self, _: &str) -> Option<String> {
            Some("<script>alert(1)</script>".to_owned())
        }
        fn media(&self, _: i64) -> Option<crate::FileTarget> {
            let address = "/x\" onerror=\"alert(1)".to_owned();
            let picture = crate::Picture { src: address.clone(), srcset: address.clone(), width: 1, height: 1 };
            Some(crate::FileTarget { note: Some("<b>".into()), address, picture: Some(picture) })
        }
    }
    let filled = fill(&rendered("[a](node:1) ![b](media:1) [c](media:1)").html, &Hostile).into_string();
    assert!(filled.starts_with("<p>a <img src=\"/x&quot;%20onerror=&quot;alert(1)\" alt=\"b\" srcset=\"/x&quot; onerror=&quot;alert(1)\" sizes="), "{filled}");
    assert!(filled.ends_with("<a href=\"/x&quot;%20onerror=&quot;alert(1)\">c (&lt;b&gt;)</a></p>\n"), "{filled}");
    super::assert_harmless(&filled, "hostile");
}

#[test]
fn safe_html_is_a_plain_string_in_json_and_joins() {
    let html = rendered("a").html;
    let json = serde_json::to_string(&html).expect("strings have JSON");
    assert_eq!(json, "\"<p>a</p>\\n\"");
    assert_eq!(serde_json::from_str::<SafeHtml>(&json).expect("it was just written"), html);
    assert_eq!(SafeHtml::concat([html.clone(), html]).to_string(), "<p>a</p>\n<p>a</p>\n");
}
