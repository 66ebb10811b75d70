//! Current addresses in place of placeholders, and which placeholders there are.

use std::collections::HashSet;

use crate::safe_html::SafeHtml;
use crate::target::Target;
use crate::tokens::{StartTag, Token, push_escaped, tokens, unescape};

/// Knows where nodes and files are today.
pub trait LinkResolver {
    /// The node's address, with its leading slash; `None` if the reader of this page cannot open it.
    fn node(&self, id: i64) -> Option<String>;
    /// The file's address, with its leading slash; `None` if there is no such file.
    fn media(&self, id: i64) -> Option<String>;
}

/// Puts the current address into each placeholder and keeps its fragment. Where there is none, a link becomes its text
/// and an image its description.
///
/// One pass over the text: a placeholder is the address of a tag that this crate wrote, and no text or title can look
/// like a tag.
pub fn fill(html: &SafeHtml, resolver: &dyn LinkResolver) -> SafeHtml {
    let mut filled = String::with_capacity(html.as_str().len() + html.as_str().len() / 8);
    let mut unlinked = false;
    for token in tokens(html.as_str()) {
        match token {
            Token::Text(text) => filled.push_str(text),
            Token::End("a") if unlinked => unlinked = false,
            Token::End(name) => {
                filled.push_str("</");
                filled.push_str(name);
                filled.push('>');
            }
            Token::Start(tag) => match placeholder(tag) {
                None => filled.push_str(tag.source),
                Some((target, value)) => match address(&target, resolver) {
                    Some(address) => {
                        let (before, after) = around(tag.source, value);
                        filled.push_str(before);
                        push_escaped(&mut filled, &address);
                        filled.push_str(after);
                    }
                    None if tag.name == "a" => unlinked = true,
                    // Escaped for an attribute is escaped for text, too.
                    None => filled.push_str(tag.attribute("alt").unwrap_or_default()),
                },
            },
        }
    }
    SafeHtml::trusted(filled)
}

/// The ids of all nodes that the HTML links to, each once, in order of appearance: what to ask for before [`fill()`].
pub fn node_references(html: &SafeHtml) -> Vec<i64> {
    references(html, |target| match target {
        Target::Node { id, .. } => Some(id),
        _ => None,
    })
}

/// The ids of all files that the HTML shows or links to, each once, in order of appearance.
pub fn media_references(html: &SafeHtml) -> Vec<i64> {
    references(html, |target| match target {
        Target::Media(id) => Some(id),
        _ => None,
    })
}

fn references(html: &SafeHtml, id: impl Fn(Target) -> Option<i64>) -> Vec<i64> {
    let mut seen = HashSet::new();
    tokens(html.as_str())
        .filter_map(|token| match token {
            Token::Start(tag) => placeholder(tag),
            _ => None,
        })
        .filter_map(|(target, _)| id(target))
        .filter(|id| seen.insert(*id))
        .collect()
}

/// The target of a link or image that has no address yet, and its value as it stands in the tag.
fn placeholder(tag: StartTag<'_>) -> Option<(Target, &str)> {
    let value = match tag.name {
        "a" => tag.attribute("href"),
        "img" => tag.attribute("src"),
        _ => None,
    }?;
    let target = Target::parse(&unescape(value)).filter(|target| !matches!(target, Target::Address(_)))?;
    Some((target, value))
}

/// What stands before and after an attribute's value in its tag. `finish` writes the address first, so it is the first
/// place where it can stand.
fn around<'a>(tag: &'a str, value: &str) -> (&'a str, &'a str) {
    tag.split_once(value).expect("the value was read from this tag")
}

/// A resolver's answer passes the same gate as an editor's link.
fn address(target: &Target, resolver: &dyn LinkResolver) -> Option<String> {
    let (address, fragment) = match target {
        Target::Node { id, fragment } => (resolver.node(*id)?, fragment.as_deref()),
        Target::Media(id) => (resolver.media(*id)?, None),
        Target::Address(_) => return None,
    };
    let Some(Target::Address(mut address)) = Target::parse(&address) else { return None };
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(fragment);
    }
    Some(address)
}
