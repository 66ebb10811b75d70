//! Texts made to exhaust the stack or the clock. Each would end or stall the test run if a bound were missing.

use super::{assert_harmless, rendered, shown};
use crate::{NESTING_LIMIT, node_references, plain_text};

const MANY: usize = 100_000;

/// The HTML parser adds a body to each table, and a table's cells may lie below the last level that counts.
const DEEPEST: usize = NESTING_LIMIT * 3 / 2;

/// The deepest nesting of tags in the HTML.
fn depth(html: &str) -> usize {
    let mut deepest = 0;
    let mut depth = 0_usize;
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            depth -= 1;
        } else if !tag.starts_with("br") && !tag.starts_with("hr") && !tag.starts_with("img") {
            depth += 1;
        }
        deepest = deepest.max(depth);
    }
    assert_eq!(depth, 0, "all tags are closed");
    deepest
}

#[test]
fn deep_nesting_is_flattened_and_keeps_its_text() {
    let nested_lists: Vec<_> = (0..1_000).map(|level| format!("{}- x", "  ".repeat(level))).collect();
    let deep = [
        format!("{}deep", ">".repeat(MANY)),
        format!("{}deep", "> ".repeat(MANY)),
        format!("{}deep", "- ".repeat(MANY)),
        format!("{}deep", "1. ".repeat(MANY)),
        format!("{}deep", "- 1) > ".repeat(MANY)),
        format!("{}deep{}", "*".repeat(MANY), "*".repeat(MANY)),
        format!("{}deep{}", "*a ".repeat(MANY), " b*".repeat(MANY)),
        format!("{}deep{}", "**a _b ".repeat(MANY / 2), " c_ d**".repeat(MANY / 2)),
        format!("{}deep{}", "[".repeat(MANY), "](/x)".repeat(MANY)),
        format!("{}deep{}", "![".repeat(MANY), "](media:1)".repeat(MANY)),
        format!("{}deep", "<div>".repeat(MANY)),
        format!("<div>\n{}deep", "<blockquote>".repeat(MANY)),
        format!("x {}deep{}", "<em>".repeat(MANY), "</em>".repeat(MANY)),
        format!("{}deep", "<div>\n\n".repeat(MANY)),
        format!("{}deep", "<blockquote>\n\n".repeat(MANY)),
        format!("<ul>{}deep", "<li><ul>".repeat(MANY)),
        format!("{}deep", "<table><tr><td>".repeat(MANY / 2)),
        format!("{}\n\ndeep", nested_lists.join("\n")),
    ];
    for typed in deep {
        let start: String = typed.chars().take(40).collect();
        let html = shown(&typed);
        assert!(html.contains("deep"), "{start}");
        assert!(depth(&html) <= DEEPEST, "{start} nests {} deep", depth(&html));
        assert_harmless(&html, &start);
    }
}

/// Repeats the unit up to that many bytes and checks that the HTML does not grow out of proportion.
fn assert_bounded(unit: &str, bytes: usize) {
    let rendered = rendered(&unit.repeat(bytes / unit.len()));
    let length = rendered.html.as_str().len();
    assert!(length <= 32 * bytes, "{unit:?} grew to {length}");
    assert!(depth(rendered.html.as_str()) <= DEEPEST);
    assert!(node_references(&rendered.html).len() <= 1);
}

#[test]
fn a_mebibyte_of_marks_ends() {
    for unit in [
        "`",
        "[",
        "]",
        "![",
        "[a](",
        "*",
        "_a ",
        "~",
        "~~~",
        "*a **b ",
        "\\",
        "|",
        "#",
        "- ",
        "1. ",
        "<!--",
        "<!-- a",
        "<?",
        "<![CDATA[",
        "<script>",
        "$a$",
    ] {
        assert_bounded(unit, 1 << 20);
    }
}

#[test]
fn what_makes_many_elements_stays_in_proportion() {
    let units = [
        "`",
        "``a",
        "[",
        "]",
        "![",
        "[a](",
        "[a](<",
        "*",
        "_a ",
        "~",
        "<",
        "<a ",
        "<a b=\"",
        "<!--",
        "<!-- a",
        "<?",
        "<![CDATA[",
        "&",
        "&amp;",
        "\\",
        "|",
        "a|",
        "|\n|-",
        ">",
        "> a\n",
        "- ",
        "-\n",
        "1. ",
        "\n",
        " \n",
        "\t",
        "# a\n",
        "#",
        "```\n",
        "~~~",
        "<b x>",
        "<p><b x>",
        "<b>\n\n",
        "<p>",
        "</p>",
        "<div>\n",
        "<table>",
        "<tr><td>",
        "<a href=/x>",
        "[a]: /x\n",
        "[a]: /x\n\n[a]\n",
        "[a](node:463)",
        "- a\n\n",
        "é’",
        "\u{0}",
        "$a$",
        "<em>a</p>",
        "<script>",
        "<svg>",
        "<i><p>",
        "=\n",
        "a\n=\n",
        "a\n\n",
        "<h2>a",
        "<h2>a</h2>\n",
        "<li>",
        "http://a ",
        "*a **b ",
        "***a*",
        "a***b",
    ];
    for unit in units {
        assert_bounded(unit, 1 << 14);
    }
}

#[test]
fn texts_of_ampersands_and_pounds_are_cut_for_the_serialiser() {
    for unit in ["&", "£"] {
        let typed = unit.repeat(6_400);
        assert_eq!(crate::writer::write(&typed).matches("<!---->").count(), 100, "{unit}");
        assert_eq!(plain_text(&typed), typed);
    }
    assert_eq!(plain_text(&format!("<p>{}</p>", "&pound;".repeat(200))), "£".repeat(200));
    assert_eq!(shown(&format!("[a](/x '{}')", "&".repeat(5_000))), "<p><a href=\"/x\">a</a></p>\n");
}

#[test]
fn blank_lines_under_a_deep_list_do_not_multiply() {
    let typed = format!("{}x\n{}y", "- ".repeat(MANY), "\n".repeat(MANY));
    assert!(shown(&typed).contains('y'));
}

#[test]
fn a_long_line_of_stars_stays_a_rule() {
    assert_eq!(shown(&"* ".repeat(500)), "<hr>\n");
    assert_eq!(shown(&format!("- {}", "- ".repeat(500))), "<hr>\n");
}
