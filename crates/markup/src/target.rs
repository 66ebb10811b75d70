//! Where a link leads.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A link or image found in a body, in the order in which they end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// Its words without markup, or the image's description. Empty where the editor typed none; such a link is not in
    /// the HTML.
    pub text: String,
    /// Its title attribute.
    pub title: Option<String>,
}

/// What a link may lead to. `parse` and `Display` are each other's reverse.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// A node of our own tree: `node:463` or `node:463#how-to-apply`.
    Node {
        /// The node's id, positive.
        id: i64,
        /// What follows `#`, never empty.
        fragment: Option<String>,
    },
    /// An uploaded file, by its positive id: `media:12`.
    Media(i64),
    /// An address that has passed the allow-list: `http`, `https`, `mailto`, `tel`, a path, a query or a fragment.
    Address(String),
}

impl Target {
    /// Reads a target as an editor typed it. `None` for whatever could run a program or mislead (`javascript:`,
    /// `data:`, unknown schemes, also when disguised by capitals, white space or percent signs), for broken
    /// placeholders and for nothing at all.
    pub fn parse(typed: &str) -> Option<Target> {
        let address = as_browsers_read(typed)?;
        // `https:` is what an address without a scheme means; said outright, it cannot be taken for a path of our own.
        if address.starts_with("//") {
            let host = address.trim_start_matches('/');
            return (!host.is_empty()).then(|| format!("https://{host}")).and_then(|address| Target::parse(&address));
        }
        let first_segment = &address[..address.find(['/', '?', '#']).unwrap_or(address.len())];
        let Some((scheme, _)) = first_segment.split_once(':') else {
            return (!hides_a_colon(first_segment)).then_some(Target::Address(address));
        };
        let rest = &address[scheme.len() + 1..];
        let scheme = scheme.to_ascii_lowercase();
        match scheme.as_str() {
            "node" => parse_node(rest),
            "media" => positive(rest).map(Target::Media),
            "http" | "https" => {
                let host = rest.strip_prefix("//")?;
                (!host.is_empty() && !host.starts_with(['/', '?', '#', ':', '@']))
                    .then(|| Target::Address(format!("{scheme}:{rest}")))
            }
            "mailto" | "tel" => (!rest.is_empty()).then(|| Target::Address(format!("{scheme}:{rest}"))),
            _ => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Node { id, fragment: None } => write!(formatter, "node:{id}"),
            Target::Node { id, fragment: Some(fragment) } => write!(formatter, "node:{id}#{fragment}"),
            Target::Media(id) => write!(formatter, "media:{id}"),
            Target::Address(address) => formatter.write_str(address),
        }
    }
}

/// A fragment as browsers look for it: without percent signs.
pub fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Browsers drop tabs and line ends anywhere and controls at the ends before they look for a scheme, so we do too. A
/// backslash reads as a slash to them and as a letter to others: refused, as are controls elsewhere.
fn as_browsers_read(typed: &str) -> Option<String> {
    let trimmed = typed.trim_matches(|letter: char| letter.is_control() || letter.is_whitespace());
    let mut address = String::with_capacity(trimmed.len());
    for letter in trimmed.chars().filter(|letter| !matches!(letter, '\t' | '\n' | '\r')) {
        match letter {
            ' ' => address.push_str("%20"),
            control_or_mark if control_or_mark.is_control() || is_invisible(control_or_mark) => return None,
            other => address.push(other),
        }
    }
    let path = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    (!address.is_empty() && !path.contains('\\')).then_some(address)
}

/// Marks that show nothing or turn the text around, and so let one address look like another.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether percent signs or entities hide a colon where a scheme would end. No browser decodes there; another reader of
/// our HTML might.
fn hides_a_colon(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    ["%3a", "%253a", "&colon", "："].iter().any(|hidden| lower.contains(hidden))
}

fn parse_node(rest: &str) -> Option<Target> {
    let (id, fragment) = match rest.split_once('#') {
        Some((id, fragment)) => (id, Some(fragment.to_owned()).filter(|fragment| !fragment.is_empty())),
        None => (rest, None),
    };
    positive(id).map(|id| Target::Node { id, fragment })
}

/// Digits only: `parse` alone would also take `+463`.
fn positive(digits: &str) -> Option<i64> {
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|id| all_digits && *id > 0)
}
