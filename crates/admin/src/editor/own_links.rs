//! Links within prose that lead to a page of this site: typed as addresses, stored as `node:463`, so that they follow the page wherever it moves.

use content::NodeId;
use markup::{Fate, HeadingIds, Target};
use pulldown_cmark::Options;

/// Where the links of a text lead, those of its definitions and of its raw HTML too.
pub(super) fn targets(markdown: &str) -> impl Iterator<Item = Target> {
    markup::render(markdown, &mut HeadingIds::default()).links.into_iter().map(|link| link.target)
}

/// The text with every address that `node_at` knows replaced by the node; every other byte stays.
pub(super) fn with_nodes(markdown: &str, node_at: impl Fn(&str) -> Option<(NodeId, String)>) -> String {
    let fate = |target: &Target| {
        let Target::Address(address) = target else { return Fate::Stays };
        let Some((node, fragment)) = node_at(address) else { return Fate::Stays };
        let fragment = fragment.strip_prefix('#').filter(|fragment| !fragment.is_empty()).map(str::to_owned);
        Fate::Leads(Target::Node { id: node.0, fragment })
    };
    // A link that cannot be changed by itself still leads to its page by the address.
    markup::relink(markdown, &fate).unwrap_or_else(|| markdown.to_owned())
}

/// The constructs that the markup crate reads, so that both see the same links.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(address: &str) -> Option<(NodeId, String)> {
        let (path, fragment) =
            address.split_once('#').map_or((address, String::new()), |(path, fragment)| (path, format!("#{fragment}")));
        (path == "/providers").then_some((NodeId(463), fragment))
    }

    #[test]
    fn only_the_destination_changes() {
        for (typed, stored) in [
            (
                "[approved provider](/providers \"Providers ’21\") ask.  \n",
                "[approved provider](node:463 \"Providers ’21\") ask.  \n",
            ),
            ("[a **b**](/providers#north) [c](</providers>)", "[a **b**](node:463#north) [c](<node:463>)"),
            ("> * [x\n>   y]( /providers )", "> * [x\n>   y]( node:463 )"),
            (
                "| [a](/providers) | b |\n|---|---|\n| [![i](media:1)](/providers) | `[a](/providers)` |",
                "| [a](node:463) | b |\n|---|---|\n| [![i](media:1)](node:463) | `[a](/providers)` |",
            ),
            ("[](/providers) é [“£”](/providers)", "[](node:463) é [“£”](node:463)"),
            ("[a]: /providers\n\n[a]", "[a]: node:463\n\n[a]"),
            ("<a href=\"/providers#north\">a</a>", "<a href=\"node:463#north\">a</a>"),
        ] {
            assert_eq!(with_nodes(typed, known), stored);
        }
    }

    #[test]
    fn what_is_no_link_to_us_is_left_alone() {
        for text in [
            "/providers",
            "[a](/other)",
            "\\[a](/providers)",
            "<https://x.example/providers>",
            "    [a](/providers)",
            "[a](/provid\\ers)",
            "![a](/providers)",
        ] {
            assert_eq!(with_nodes(text, known), text);
        }
    }

    proptest! {
        #[test]
        fn no_text_is_lost(text in "([\\[\\]()<>*_`# a-z’\\\\\n|>-]|\\]\\(/providers\\)|\\[a\\]\\(/providers){0,40}") {
            prop_assert_eq!(with_nodes(&text, |_| None), text.clone());
            // The sign of a fragment that is empty may go.
            let stored = with_nodes(&text, known).replace("node:463", "/providers");
            prop_assert_eq!(stored.replace('#', ""), text.replace('#', ""));
        }
    }
}
