//! Links that are sent elsewhere or become words.

use proptest::prelude::*;

use crate::{Fate, HeadingIds, Target, plain_text, relink, render};

fn to_other(target: &Target) -> Fate {
    match target {
        Target::Node { id: 463, fragment } => Fate::Leads(Target::Node { id: 80, fragment: fragment.clone() }),
        _ => Fate::Stays,
    }
}

fn to_text(target: &Target) -> Fate {
    if matches!(target, Target::Node { id: 463, .. }) { Fate::Text } else { Fate::Stays }
}

#[test]
fn every_way_to_write_a_link_can_be_sent_elsewhere() {
    for (before, after) in [
        ("See [the list](node:463 \"All ’21\").  \n", "See [the list](node:80 \"All ’21\").  \n"),
        ("[a **b**](<node:463#north>) [c](node:4631)", "[a **b**](<node:80#north>) [c](node:4631)"),
        ("[a][r] [r] [r][]\n\n[r]: node:463 'T'\n", "[a][r] [r] [r][]\n\n[r]: node:80 'T'\n"),
        ("> [x](\n> node:463)\n", "> [x](\n> node:80)\n"),
        ("| [a](node:463) | `[a](node:463)` |\n|---|---|\n", "| [a](node:80) | `[a](node:463)` |\n|---|---|\n"),
        ("<p><a href=\"node:463\" title='x'>a</a></p>\n", "<p><a href=\"node:80\" title='x'>a</a></p>\n"),
        ("a <a href=node:463>b</a> c", "a <a href=node:80>b</a> c"),
        ("<node:463>", "<node:80>"),
        ("[![i](media:1)](node:463) \\[a](node:463)", "[![i](media:1)](node:80) \\[a](node:463)"),
        ("[](node:463) é [“£\\]”](node:463)", "[](node:80) é [“£\\]”](node:80)"),
    ] {
        assert_eq!(relink(before, &to_other).as_deref(), Some(after));
    }
}

#[test]
fn every_link_can_become_its_words() {
    for (before, after) in [
        ("See [the **list**](node:463 \"All\").  \n", "See the **list**.  \n"),
        ("[a][r] [r] [r][] [q](node:5)\n\n[r]: node:463\n", "a r r [q](node:5)\n\n[r]: node:463\n"),
        ("[1. First](node:463)\n", "1\\. First\n"),
        ("[# Not a heading](node:463)\n", "\\# Not a heading\n"),
        ("[\\*a\\*](node:463#x)", "\\*a\\*"),
        ("a <a href=\"node:463\">b</a> c", "a <a href=\"\">b</a> c"),
        ("a <a href=node:463>b</a> c", "a <a href=\"\">b</a> c"),
        ("x [](node:463) y", "x  y"),
        ("`[a](node:463)` [b](node:463)", "`[a](node:463)` b"),
    ] {
        assert_eq!(relink(before, &to_text).as_deref(), Some(after));
    }
}

#[test]
fn addresses_have_a_fate_as_well() {
    let dead = |target: &Target| match target {
        Target::Address(address) if address == "/old?a=1" => Fate::Leads(Target::Node { id: 7, fragment: None }),
        _ => Fate::Stays,
    };
    assert_eq!(relink("[a](/old?a=1) [b](/older)", &dead).as_deref(), Some("[a](node:7) [b](/older)"));
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "[",
            "]",
            "](node:463)",
            "](node:463#a)",
            "](node:80)",
            "[r]",
            "[a](node:463 \"t\")",
            "<node:463>",
            "[r]: node:463\n",
            "<a href=\"node:463\">",
            "</a>",
            "![",
            "*",
            "**",
            "_",
            "`",
            "\\",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            "# ",
            "|",
            "|-|-|\n",
            "    ",
            "<",
            ">",
            "&",
            "&#58;",
            "£’",
            "node:463",
            " ",
            "a",
            "7",
            "word ",
        ])
        .prop_map(str::to_owned),
        "[a-zé’ ]{0,6}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// Texts as editors write them.
fn honest() -> impl Strategy<Value = String> {
    let link = proptest::sample::select(vec![
        "[the list](node:463)",
        "[**all** of it](node:463 \"Title\")",
        "[see][r]",
        "[r]",
        "[with `code`](node:463#how)",
        "[elsewhere](node:80)",
        "[abroad](https://example.org/node:463)",
        "![picture](media:12)",
        "<a href=\"node:463\">raw</a>",
        "`node:463`",
    ]);
    let paragraph = ("(#{2,3} |> |- |1\\. |)", "[A-Za-zé’ ,.]{0,12}", link, "[A-Za-zé’ ,.]{0,12}")
        .prop_map(|(mark, before, link, after)| format!("{mark}Words {before} {link} {after}"));
    prop::collection::vec(paragraph, 1..6).prop_map(|lines| lines.join("\n\n") + "\n\n[r]: node:463 'The list'\n")
}

proptest! {
    #[test]
    fn whatever_is_typed_only_the_links_change(typed in pieces()) {
        for fate in [&to_other as &dyn Fn(&Target) -> Fate, &to_text] {
            if let Some(text) = relink(&typed, fate) {
                let links = render(&text, &mut HeadingIds::default()).links;
                prop_assert!(links.iter().all(|link| fate(&link.target) == Fate::Stays), "{text:?}");
            }
        }
    }

    #[test]
    fn what_editors_write_can_always_be_mended(typed in honest()) {
        let sent = relink(&typed, &to_other);
        prop_assert!(sent.is_some());
        let sent = sent.unwrap_or_default();
        // The number of the page is all that differs.
        let unsent = sent.replace("node:80", "node:463");
        prop_assert_eq!(&unsent, &typed.replace("node:80", "node:463"));
        prop_assert_eq!(sent.matches("](node:463").count(), 0);
        let plain = relink(&typed, &to_text);
        prop_assert!(plain.is_some());
        prop_assert_eq!(plain_text(&plain.unwrap_or_default()), plain_text(&typed));
    }
}
