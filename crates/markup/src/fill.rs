//! Current addresses in place of placeholders, and which placeholders there are.

use std::collections::HashSet;

use crate::facts::{Code, push_with_values};
use crate::safe_html::SafeHtml;
use crate::target::Target;
use crate::tokens::{StartTag, Token, push_escaped, tokens, unescape};

/// Knows where nodes and files are today.
pub trait LinkResolver {
    /// The node's address, with its leading slash; `None` if the reader of this page cannot open it.
    fn node(&self, id: i64) -> Option<String>;
    /// The file; `None` if there is no such file.
    fn media(&self, id: i64) -> Option<FileTarget>;
    /// The value of a fact; `None` if there is no fact of this name.
    fn fact(&self, name: &str) -> Option<String>;
}

/// A file that a text shows or links to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTarget {
    /// Its address, with its leading slash.
    pub address: String,
    /// What a link to it says behind its words, in brackets: `PDF, 1.2 MB`.
    pub note: Option<String>,
    /// How it is shown, if it is a picture.
    pub picture: Option<Picture>,
}

/// A picture as a browser chooses it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The address for browsers that choose none.
    pub src: String,
    /// Addresses with their widths, as the attribute of that name lists them.
    pub srcset: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// How wide a picture in running text is shown: as wide as the text, which fills narrow screens.
const SIZES: &str = "(min-width: 48em) 44rem, 100vw";

/// Puts the current address into each placeholder and keeps its fragment, and the value of each fact in its place. Where there is none, a link becomes its text
/// and an image its description.
///
/// One pass over the text: a placeholder is the address of a tag that this crate wrote, and no text or title can look
/// like a tag.
pub fn fill(html: &SafeHtml, resolver: &dyn LinkResolver) -> SafeHtml {
    let mut filled = String::with_capacity(html.as_str().len() + html.as_str().len() / 8);
    let mut unlinked = false;
    // Where the words of a link to a file begin, and what is said behind them.
    let mut noted: Option<(usize, String)> = None;
    let mut code = Code::default();
    for token in tokens(html.as_str()) {
        code.pass(token);
        match token {
            Token::Text(text) if code.is_outside() => push_with_values(&mut filled, text, |name| resolver.fact(name)),
            Token::Text(text) => filled.push_str(text),
            Token::End("a") if unlinked => unlinked = false,
            Token::End(name) => {
                if name == "a"
                    && let Some((start, note)) = noted.take()
                {
                    push_note(&mut filled, start, &note);
                }
                filled.push_str("</");
                filled.push_str(name);
                filled.push('>');
            }
            Token::Start(tag) => match placeholder(tag) {
                None => filled.push_str(tag.source),
                Some((Target::Media(id), value)) if tag.name == "img" => {
                    match resolver.media(id).and_then(|file| file.picture) {
                        Some(picture) => push_picture(&mut filled, tag.source, value, &picture),
                        None => filled.push_str(tag.attribute("alt").unwrap_or_default()),
                    }
                }
                Some((target, value)) => match address(&target, resolver) {
                    Some((address, note)) => {
                        let (before, after) = around(tag.source, value);
                        filled.push_str(before);
                        push_escaped(&mut filled, &address);
                        filled.push_str(after);
                        noted = note.map(|note| (filled.len(), note));
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

/// Where a link leads, and what is said behind its words. A resolver's answer passes the same gate as an editor's link.
fn address(target: &Target, resolver: &dyn LinkResolver) -> Option<(String, Option<String>)> {
    let (address, fragment, note) = match target {
        Target::Node { id, fragment } => (resolver.node(*id)?, fragment.as_deref(), None),
        Target::Media(id) => resolver.media(*id).map(|file| (file.address, None, file.note))?,
        Target::Address(_) => return None,
    };
    let mut address = checked(&address)?;
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(fragment);
    }
    Some((address, note))
}

fn checked(address: &str) -> Option<String> {
    match Target::parse(address) {
        Some(Target::Address(address)) => Some(address),
        _ => None,
    }
}

/// Says behind the words of a link what it leads to, unless they say it themselves.
fn push_note(filled: &mut String, start: usize, note: &str) {
    let kind = note.split(',').next().unwrap_or(note);
    if !filled[start..].to_lowercase().contains(&format!("({}", kind.to_lowercase())) {
        filled.push_str(" (");
        push_escaped(filled, note);
        filled.push(')');
    }
}

/// The tag of a picture with its address, its widths and its size, so that nothing on the page moves when it arrives.
fn push_picture(filled: &mut String, tag: &str, value: &str, picture: &Picture) {
    let Some(src) = checked(&picture.src) else { return };
    let (before, after) = around(tag, value);
    filled.push_str(before);
    push_escaped(filled, &src);
    filled.push_str(after.strip_suffix('>').unwrap_or(after));
    let (width, height) = (picture.width.to_string(), picture.height.to_string());
    let more = [("srcset", picture.srcset.as_str()), ("sizes", SIZES), ("width", &width), ("height", &height)];
    for (name, value) in more.into_iter().chain([("loading", "lazy"), ("decoding", "async")]) {
        filled.push(' ');
        filled.push_str(name);
        filled.push_str("=\"");
        push_escaped(filled, value);
        filled.push('"');
    }
    filled.push('>');
}
