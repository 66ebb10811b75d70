//! Random texts of dangerous pieces: whatever they combine to, it stays harmless.

use proptest::prelude::*;

use super::{assert_harmless, rendered, shown};
use crate::{Target, excerpt, plain_text};

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "<",
            ">",
            "\"",
            "'",
            "&",
            "=",
            "/",
            "\\",
            "`",
            "```",
            "\n",
            "\n\n",
            "    ",
            "- ",
            "> ",
            "# ",
            "*",
            "_",
            "~~",
            "[",
            "]",
            "](",
            ")",
            "![",
            "|",
            "|-|-|\n",
            "<!--",
            "-->",
            "<![CDATA[",
            "<script>",
            "</script>",
            "<style>",
            "<svg>",
            "<math>",
            "<p>",
            "</p>",
            "<table>",
            "<tr>",
            "<td>",
            "<caption>",
            "</table>",
            "<h1>",
            "<h3>",
            "</h3>",
            "<a href=",
            "<a href=\"node:463\">",
            "</a>",
            "<img src=",
            "<img src=media:12 alt='",
            " onclick=alert(1) ",
            " title=\"",
            "javascript:",
            "&#106;avascript:",
            "java\tscript:",
            "data:text/html,",
            "node:463",
            "media:12",
            "node:463#\"",
            "https://",
            "<span lang=\"cy\">",
            "<blockquote>",
            "</blockquote>",
            "<textarea>",
            "<xmp>",
            "{{fact:fee}}",
            "\u{0}",
            "\u{a0}",
            "£’",
        ])
        .prop_map(str::to_owned),
        ".{0,8}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_typed_can_run(typed in pieces()) {
        let rendered = rendered(&typed);
        assert_harmless(rendered.html.as_str(), &typed);
        assert_harmless(&shown(&typed), &typed);
        let mut ids: Vec<_> = rendered.headings.iter().map(|heading| &heading.id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), rendered.headings.len());
        prop_assert!(!plain_text(&typed).contains('\n'));
    }

    #[test]
    fn a_target_reads_what_it_wrote(typed in "(node:|media:|https:|//|/|#)?\\PC{0,20}") {
        if let Some(target) = Target::parse(&typed) {
            prop_assert_eq!(Target::parse(&target.to_string()), Some(target));
        }
    }

    #[test]
    fn an_excerpt_fits(text in "\\PC{0,60}", length in 0_usize..60) {
        prop_assert!(excerpt(&text, length).chars().count() <= length);
    }
}
