//! What the checks find, what they leave alone, and what a fix changes.

use proptest::prelude::*;

use crate::check::{Day, Finding, Piece, Rule, Severity, Surroundings, check};

const AROUND: Surroundings<'static> = Surroundings {
    site: "https://www.example.org",
    anchors: &["top"],
    today: Some(Day { year: 2021, month: 3, day: 15 }),
};

fn found(markdown: &str) -> Vec<Finding> {
    check(&[Piece::Markdown(markdown)], &AROUND)
}

fn rules(markdown: &str) -> Vec<&'static str> {
    found(markdown).into_iter().map(|finding| finding.rule.id()).collect()
}

fn mended(markdown: &str) -> String {
    let findings = found(markdown);
    let fix = findings.iter().find_map(|finding| finding.fix.as_ref());
    fix.and_then(|fix| fix.applied(markdown)).unwrap_or_else(|| panic!("no fix for {markdown:?}: {findings:?}"))
}

#[test]
fn each_error_is_found() {
    for (markdown, rule) in [
        ("![](media:12)", "image-without-text"),
        ("a <img src=media:12> b", "image-without-text"),
        ("See [](node:463).", "empty-link"),
        ("See <a href=\"node:463\"></a>.", "empty-link"),
        ("[The fee](#fee)\n\n## The fees\n", "broken-anchor"),
        ("## One\n\n#### Two\n", "heading-skip"),
        ("### The first\n", "heading-skip"),
        ("## One\n\n<h4>Two</h4>\n", "heading-skip"),
        ("<iframe src=x></iframe>\n", "html-dropped"),
        ("Write <name> here.", "html-dropped"),
        ("|  |  |\n|---|---|\n| a | b |\n", "table-without-header"),
        ("<table><tr><td>a</td></tr></table>\n", "table-without-header"),
    ] {
        assert_eq!(rules(markdown), [rule], "{markdown}");
        assert_eq!(found(markdown)[0].rule.severity(), Severity::Error);
    }
}

#[test]
fn each_warning_is_found() {
    let long = format!("One {}end.", "word ".repeat(24));
    for (markdown, rule) in [
        ("To apply, [click here](node:463).", "vague-link"),
        ("[**Read more**…](node:463)", "vague-link"),
        ("[Fees](node:1) and [fees](node:2), [Fees](node:1)", "same-link-text"),
        ("[https://example.com/a](https://example.com/a)", "address-as-text"),
        ("<https://example.com/a>", "address-as-text"),
        ("## HOW TO APPLY\n", "capital-heading"),
        ("## How to apply.\n", "heading-full-stop"),
        ("**How to apply**\n\nText.\n", "bold-heading"),
        ("Bring:\n• a pen\n• paper\n", "typed-bullets"),
        ("– a pen\n– paper\n", "typed-bullets"),
        ("[Providers](/node/463)", "node-address"),
        ("[Providers](https://example.org/node/463#north)", "node-address"),
        ("[Providers](http://www.example.org/providers)", "own-address"),
        (&long, "long-sentence"),
        ("One. Two. Three. Four. Five. Six.", "long-paragraph"),
        ("You need QTS to teach.", "acronym"),
        ("[The guide](https://example.com/guide.pdf)", "file-link"),
        ("[The guide (PDF)](https://example.com/guide.pdf)", "file-link"),
        ("## Upcoming events\n\n### York\n\nOn 14 March 2021.\n", "past-date"),
        ("Our upcoming event is on Sunday 14th March 2021.\n", "past-date"),
        ("Our upcoming event is on 1 March 2021.\n", "past-date"),
    ] {
        assert_eq!(rules(markdown), [rule], "{markdown}");
        assert_eq!(found(markdown)[0].rule.severity(), Severity::Warning);
    }
    assert_eq!(rules("<p class=\"lead\">Text</p>\n"), ["attribute-dropped"]);
    assert_eq!(rules(&"> ".repeat(100)), ["too-deep"]);
}

#[test]
fn good_pages_have_no_findings() {
    for markdown in [
        "",
        "![A classroom](media:12) ![](media:13 \"decorative\") <img src=media:12 alt=\"\">",
        "[The fee](#fee) [up](#top) [elsewhere](node:13#none)\n\n## Fee\n",
        "# One\n\n### Two\n\n#### Three\n\n## Four\n",
        "One\n===\n\nTwo\n---\n",
        "Qualified teacher status (QTS). QTS (qualified teacher status). The BBC, GCSEs (exams), part II, NE1 7RU.",
        "`<div>` and `QTS`\n\n    <iframe>\n\n```\n[](x)\n```\n",
        "| Name | |\n|---|---|\n| a | b |\n",
        "<table><tr><th scope=\"col\">a</th></tr></table>\n",
        "**Note:** this is bold. And **this too**",
        "**A bold sentence with a full stop.**",
        "- **A bold item**\n",
        "He said\n– as one does – nothing.",
        "[Guide (PDF, 1.2MB)](/guide.pdf) [mail](mailto:a@example.org) <a@example.org>",
        "[Providers](node:463) [Providers](node:463) [Fees](https://example.org.evil.example/x)",
        "## The FAQ\n\n## QTS\n\n## UK\n\nQTS (status).",
        "## What is next etc.\n",
        "Our upcoming event is on 15 March 2021. On 1 January 2020 there was another.",
    ] {
        let expected: &[&str] = if markdown.ends_with("another.") { &["past-date"] } else { &[] };
        assert_eq!(rules(markdown), expected, "{markdown}");
    }
}

#[test]
fn a_page_is_looked_at_as_a_whole() {
    let pieces = [
        Piece::Markdown("## One\n\nQualified teacher status (QTS). [Later](#two) [Fees](node:1)"),
        Piece::Heading(2, "Upcoming events"),
        Piece::Markdown("### Two\n\nQTS. [Fees](node:2)\n"),
        Piece::Markdown("##### Three\n"),
    ];
    let findings: Vec<_> =
        check(&pieces, &AROUND).into_iter().map(|finding| (finding.rule, finding.piece, finding.about)).collect();
    assert_eq!(
        findings,
        [(Rule::SameLinkText, 2, "Fees node:2".to_owned()), (Rule::HeadingSkip, 3, "Three".to_owned())]
    );
}

#[test]
fn places_are_lines_and_characters() {
    let findings = found("é\n\nSee £ [](x) and\n> a [](y)\n\n- QTS is\n");
    let places: Vec<_> =
        findings.iter().map(|finding| (finding.line, finding.column, finding.about.as_str())).collect();
    assert_eq!(places, [(3, 7, "x"), (4, 5, "y"), (6, 3, "QTS")]);
}

#[test]
fn fixes_change_what_they_are_about_and_nothing_else() {
    for (before, after) in [
        ("a ![](media:12) b", "a ![](media:12 \"decorative\") b"),
        ("See [](node:463 \"x\") now", "See  now"),
        ("## One\n\n####  Two ##\n", "## One\n\n###  Two ##\n"),
        ("> ### One\n", "> ## One\n"),
        ("## HOW TO GET A UK PASSPORT\n", "## How to get a UK passport\n"),
        ("## How *to* apply\n\n## How to apply.  \n", "## How *to* apply\n\n## How to apply  \n"),
        ("## One\n\n**Two [x](node:463)**\n\nText\n", "## One\n\n### Two [x](node:463)\n\nText\n"),
        ("Bring:\n•\u{a0}a pen\n  ·  paper\nand this", "Bring:\n- a pen\n  - paper\nand this"),
        ("[a](</node/463> 't')", "[a](<node:463> 't')"),
        ("<a href='/node/463#x'>a</a>", "<a href='node:463#x'>a</a>"),
        ("[a](https://example.org) é", "[a](/) é"),
    ] {
        let mended = mended(before);
        assert_eq!(mended, after);
        assert_eq!(rules(&mended), [""; 0], "{mended}");
    }
}

#[test]
fn the_mark_of_decoration_is_not_shown() {
    let html = super::shown("![](media:12 \"decorative\")");
    assert!(html.starts_with("<p><img src=\"/media/12/320.png\" alt=\"\" srcset="), "{html}");
}

#[test]
fn every_rule_has_a_name_of_its_own_and_good_words() {
    let mut ids: Vec<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        assert!(rule.id().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.id());
        assert!(rule.why().ends_with('.') && !rule.why().to_lowercase().contains("please"), "{}", rule.id());
    }
}

#[test]
fn a_long_text_of_anything_ends() {
    for unit in [
        "[](x)",
        "![](x)",
        "[a](#b)",
        "# A\n",
        "### a\n",
        "**a**\n\n",
        "• a\n",
        "<div>",
        "<div",
        "<a href=x>",
        "<table>",
        "a. ",
        "a ",
        "QTS ",
        "[QTS](b.pdf) ",
        "1 May 2020 upcoming ",
        "| |\n|-|\n\n",
        "[a](/node/1)",
        "[",
        "](",
        "<h4>",
        "é",
        "\n",
        "– a\n– b\n",
        "**",
        "- QTS\n",
        "(QTS)",
        "[a][b]\n\n[b]: /node/1\n",
        "<img>",
        "&amp;",
        "\"",
        "[a",
        "[A](https://example.org/a)",
    ] {
        let text = unit.repeat((1 << 18) / unit.len());
        let findings = found(&text);
        assert!(findings.len() <= 50 * Rule::ALL.len(), "{unit}");
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => proptest::sample::select(vec![
            "# ", "### ", "#### X", "\n", "\n\n", "- ", "> ", "• ", "– ", "**", "**Bold**", "*", "`", "[", "](", ")", "![](media:1)",
            "![", "](media:1)", "[](node:4)", "[here](/node/4)", "[a](https://example.org/x)", "<https://a.example>", "<a href=/node/4>",
            "</a>", "<h5>", "</h5>", "<div>", "<table>", "<td>", "</table>", "| a |", "|---|", "[x]: /node/7\n", "[x]", "QTS", "(QTS)",
            "HOW TO", "Ends.", "upcoming", "3 May 2020", "    ", "\\", "&nbsp;", "\"", "é", "\u{a0}", "\u{0}", "\r\n", "[a](b.pdf)",
            "#fee", "[f](#fee)",
        ]).prop_map(str::to_owned),
        1 => ".{0,6}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_fix_ends_its_finding_and_leaves_all_other_bytes(typed in pieces()) {
        for finding in found(&typed) {
            prop_assert!(typed.get(finding.at.clone()).is_some(), "{finding:?}");
            let Some(fix) = &finding.fix else { continue };
            let mended = fix.applied(&typed);
            prop_assert!(mended.is_some(), "{finding:?}");
            let mended = mended.unwrap_or_default();
            prop_assert_eq!(&mended[..fix.at.start], &typed[..fix.at.start]);
            prop_assert!(mended.ends_with(&typed[fix.at.end..]));
            let is_same = |other: &&Finding| other.rule == finding.rule && other.about == finding.about;
            let before = found(&typed).iter().filter(is_same).count();
            let after = found(&mended);
            // What goes from the beginning of a line can make a heading or an item of it, and a link of what stood in an image's words.
            let is_gone = !after.iter().filter(is_same).any(|other| other.at.start == finding.at.start);
            prop_assert!(is_gone || after.iter().filter(is_same).count() < before, "{finding:?} in {mended:?}");
        }
    }
}
