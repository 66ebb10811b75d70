//! Links that lead elsewhere, or become plain words: only what a link leads to changes, and every other byte stays.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::headings::HeadingIds;
use crate::raw::{self, Piece};
use crate::render::render;
use crate::target::Target;
use crate::tokens::{Token, push_escaped, tokens, unescape};
use crate::writer;

/// What becomes of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays as it is.
    Stays,
    /// It leads here from now on. The new target's own fate must be to stay.
    Leads(Target),
    /// Its words stay, as plain text.
    Text,
}

/// The text with each link as `fate` says of its target; images and every byte outside of the changed links stay.
///
/// The result is rendered and compared before it is given: it shows just what the old text shows with those links
/// changed. `None` where that cannot be had, as with a link of raw HTML over several lines: then a person must mend it.
pub fn relink(markdown: &str, fate: &dyn Fn(&Target) -> Fate) -> Option<String> {
    let before = render(markdown, &mut HeadingIds::default());
    if before.links.iter().all(|link| fate(&link.target) == Fate::Stays) {
        return Some(markdown.to_owned());
    }
    let expected = with_fates(before.html.as_str(), fate);
    let found = Found::read(markdown, fate);
    [false, true].into_iter().find_map(|guarded| {
        let text = found.applied(markdown, guarded)?;
        let after = render(&text, &mut HeadingIds::default());
        let done = after.links.iter().all(|link| fate(&link.target) == Fate::Stays);
        (done && (found.words_change || after.html.as_str() == expected)).then_some(text)
    })
}

/// Rendered HTML with each link as `fate` says.
fn with_fates(html: &str, fate: &dyn Fn(&Target) -> Fate) -> String {
    let mut expected = String::with_capacity(html.len());
    let mut unlinked = false;
    for token in tokens(html) {
        match token {
            Token::Text(text) => expected.push_str(text),
            Token::End("a") if unlinked => unlinked = false,
            Token::End(name) => {
                expected.push_str("</");
                expected.push_str(name);
                expected.push('>');
            }
            Token::Start(tag) => {
                let href = tag.attribute("href").filter(|_| tag.name == "a");
                let target = href.and_then(|value| Some((value, Target::parse(&unescape(value))?)));
                match target.map(|(value, target)| (value, fate(&target))) {
                    Some((_, Fate::Text)) => unlinked = true,
                    Some((value, Fate::Leads(target))) => {
                        let (start, end) = tag.source.split_once(value).unwrap_or((tag.source, ""));
                        expected.push_str(start);
                        push_escaped(&mut expected, &target.to_string());
                        expected.push_str(end);
                    }
                    _ => expected.push_str(tag.source),
                }
            }
        }
    }
    expected
}

/// A replacement of some bytes.
struct Edit {
    at: Range<usize>,
    with: String,
    /// Whether plain words begin behind it, where a mark could be taken for the start of a list or heading.
    opens_words: bool,
}

/// The changes that a text needs.
#[derive(Default)]
struct Found {
    edits: Vec<Edit>,
    /// Whether a link shows its own address, so that its words change with it.
    words_change: bool,
}

/// A link under way.
struct Open {
    link_type: LinkType,
    fate: Fate,
    address: String,
    range: Range<usize>,
    words: Option<Range<usize>>,
}

impl Found {
    fn read(markdown: &str, fate: &dyn Fn(&Target) -> Fate) -> Self {
        let mut found = Self::default();
        let mut open: Option<Open> = None;
        let mut events = Parser::new_ext(markdown, writer::options()).into_offset_iter();
        for (event, range) in events.by_ref() {
            match event {
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    let fate = Target::parse(&dest_url).map_or(Fate::Stays, |target| fate(&target));
                    open = Some(Open { link_type, fate, address: dest_url.into_string(), range, words: None });
                }
                Event::End(TagEnd::Link) => {
                    if let Some(link) = open.take() {
                        found.link(markdown, link);
                    }
                }
                event => {
                    if let Some(link) = &mut open {
                        let start = link.words.as_ref().map_or(range.start, |words| words.start);
                        let end = link.words.as_ref().map_or(range.end, |words| words.end.max(range.end));
                        link.words = Some(start..end);
                    }
                    if matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
                        found.raw(markdown, range, fate);
                    }
                }
            }
        }
        for (_, definition) in events.reference_definitions().iter() {
            let span = definition.span.clone();
            if let Some(Fate::Leads(target)) = Target::parse(&definition.dest).map(|target| fate(&target))
                && let Some(label) = markdown[span.clone()].find("]:")
                && let Some(at) = destination(markdown, span.start + label + 2..span.end, &definition.dest)
            {
                found.replace(at, target.to_string());
            }
        }
        found.edits.sort_by_key(|edit| edit.at.start);
        found
    }

    fn link(&mut self, markdown: &str, mut link: Open) {
        // The parser leaves the empty brackets behind a name out of the link.
        if link.link_type == LinkType::Collapsed && markdown[link.range.end..].starts_with("[]") {
            link.range.end += 2;
        }
        let written_in_place = matches!(link.link_type, LinkType::Inline);
        let shows_itself = matches!(link.link_type, LinkType::Autolink | LinkType::Email);
        let mut words = link.words.unwrap_or(link.range.start + 1..link.range.start + 1);
        // The parser leaves the backslash out of a letter that it protects.
        if words.start > link.range.start + 1 && markdown[..words.start].ends_with('\\') {
            words.start -= 1;
        }
        match link.fate {
            Fate::Text => {
                self.edits.push(Edit {
                    at: link.range.start..words.start,
                    with: String::new(),
                    opens_words: !words.is_empty(),
                });
                self.replace(words.end..link.range.end, String::new());
            }
            Fate::Leads(target) if shows_itself => {
                self.words_change = true;
                self.replace(link.range.start + 1..link.range.end - 1, target.to_string());
            }
            Fate::Leads(target) if written_in_place => {
                let rest = words.end..link.range.end;
                if let Some(opening) = markdown[rest.clone()].find("](")
                    && let Some(at) = destination(markdown, rest.start + opening + 2..rest.end, &link.address)
                {
                    self.replace(at, target.to_string());
                }
            }
            // Others are written in a definition, which is changed once for all links that use it.
            Fate::Leads(_) | Fate::Stays => {}
        }
    }

    /// A link of raw HTML: one without an address is shown as its words.
    fn raw(&mut self, markdown: &str, range: Range<usize>, fate: &dyn Fn(&Target) -> Fate) {
        let source = &markdown[range.clone()];
        for piece in raw::pieces(source) {
            let Piece::Tag(tag) = piece else { continue };
            let href = tag.attributes.iter().find(|(name, _)| name == "href").filter(|_| tag.name == "a" && !tag.ends);
            let Some((_, value)) = href else { continue };
            let Some(target) = Target::parse(&unescape(value)) else { continue };
            let Some(offset) = (value.as_ptr() as usize).checked_sub(source.as_ptr() as usize) else { continue };
            let at = range.start + offset..range.start + offset + value.len();
            match fate(&target) {
                Fate::Stays => {}
                Fate::Leads(target) => self.replace(at, target.to_string()),
                Fate::Text if markdown[..at.start].ends_with(['"', '\'']) => self.replace(at, String::new()),
                Fate::Text => self.replace(at, "\"\"".to_owned()),
            }
        }
    }

    fn replace(&mut self, at: Range<usize>, with: String) {
        self.edits.push(Edit { at, with, opens_words: false });
    }

    /// The text with all changes. Guarded, a backslash stands before what could be taken for a mark at the start of
    /// words that were a link.
    fn applied(&self, markdown: &str, guarded: bool) -> Option<String> {
        let mut text = String::with_capacity(markdown.len());
        let mut written = 0;
        for edit in &self.edits {
            text.push_str(markdown.get(written..edit.at.start)?);
            text.push_str(&edit.with);
            written = edit.at.end;
            if guarded && edit.opens_words {
                let rest = &markdown[written..];
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                if rest[digits..].starts_with(|sign: char| sign.is_ascii_punctuation() && sign != '\\') {
                    text.push_str(&rest[..digits]);
                    text.push('\\');
                    written += digits;
                }
            }
        }
        text.push_str(markdown.get(written..)?);
        Some(text)
    }
}

/// Where the destination stands, behind white space and the marks of a quotation that goes on: exactly as the parser
/// read it. One written with escapes is not found.
fn destination(markdown: &str, rest: Range<usize>, address: &str) -> Option<Range<usize>> {
    let tail = markdown.get(rest.clone())?;
    let start = tail.find(|sign: char| !sign.is_whitespace() && sign != '>')?;
    let start = if tail[start..].starts_with('<') { start + 1 } else { start };
    let fits = !address.is_empty() && tail[start..].starts_with(address);
    fits.then(|| rest.start + start..rest.start + start + address.len())
}
