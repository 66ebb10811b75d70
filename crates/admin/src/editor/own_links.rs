//! Links within prose that lead to a page of this site: typed as addresses, stored as `node:463`, so that they follow the page wherever it moves.

use std::ops::Range;

use content::NodeId;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// The destinations of the inline links of a text, in order, with where they stand.
pub(super) fn destinations(markdown: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    // Links do not nest; the end of what a link holds is where its `](` begins.
    let mut open: Option<(String, Range<usize>, usize)> = None;
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                open = Some((dest_url.into_string(), range.clone(), range.start + 1));
            }
            Event::End(TagEnd::Link) => {
                if let Some((address, link, inside)) = open.take()
                    && let Some(at) = destination(markdown, inside..link.end, &address)
                {
                    found.push((at, address));
                }
            }
            _ => {
                if let Some((.., inside)) = &mut open {
                    *inside = range.end.max(*inside);
                }
            }
        }
    }
    found
}

/// The text with every destination that `node_at` knows replaced by the node; every other byte stays.
pub(super) fn with_nodes(markdown: &str, node_at: impl Fn(&str) -> Option<(NodeId, String)>) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut written = 0;
    for (at, address) in destinations(markdown) {
        if let Some((node, fragment)) = node_at(&address) {
            text.push_str(&markdown[written..at.start]);
            text.push_str("node:");
            text.push_str(&node.to_string());
            text.push_str(&fragment);
            written = at.end;
        }
    }
    text.push_str(&markdown[written..]);
    text
}

/// The constructs that the markup crate reads, so that both see the same links.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Where the destination stands behind the link's text: exactly as typed, so an address with escapes in it is left alone.
fn destination(markdown: &str, rest: Range<usize>, address: &str) -> Option<Range<usize>> {
    let tail = markdown.get(rest.clone())?;
    let opening = tail.find("](")? + 2;
    let spaces = tail[opening..].len() - tail[opening..].trim_start().len();
    let mut start = opening + spaces;
    if tail[start..].starts_with('<') {
        start += 1;
    }
    let fits = !address.is_empty() && tail[start..].starts_with(address);
    fits.then(|| rest.start + start..rest.start + start + address.len())
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
        ] {
            assert_eq!(with_nodes(typed, known), stored);
        }
    }

    #[test]
    fn what_is_no_link_to_us_is_left_alone() {
        for text in [
            "/providers",
            "[a](/other)",
            "[a]: /providers\n\n[a]",
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
            let stored = with_nodes(&text, known);
            prop_assert_eq!(stored.replace("node:463", "/providers"), text);
        }
    }
}
