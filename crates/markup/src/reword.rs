//! Words of a text in the place of others: what readers see as words changes, and every other byte stays.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::facts;
use crate::headings::HeadingIds;
use crate::nesting::limit_markers;
use crate::raw::{self, Piece};
use crate::render::{Rendered, render};
use crate::render_cell;
use crate::tokens::{Token, push_escaped, tokens, unescape};
use crate::writer;

/// Where the words of a Markdown text stand, in bytes and in their order: running text, code and the descriptions of pictures. Addresses, marks, tags and
/// facts are none. A stretch ends where a mark, an escape or the end of a line stands.
pub fn word_ranges(markdown: &str) -> Vec<Range<usize>> {
    // A text whose nesting is cut is read from other bytes than those that were typed.
    if limit_markers(markdown) != markdown {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    // A link that shows its own address has no words but that.
    let mut shows_itself = false;
    for (event, range) in Parser::new_ext(markdown, writer::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, .. }) => {
                shows_itself = matches!(link_type, LinkType::Autolink | LinkType::Email);
            }
            Event::End(TagEnd::Link) => shows_itself = false,
            // What is written otherwise than it reads, such as `&amp;`, is left alone.
            Event::Text(text) if !shows_itself && markdown[range.clone()] == *text => push(&mut found, range),
            Event::Code(code) => {
                if let Some(at) = markdown[range.clone()].find(&*code) {
                    found.push(range.start + at..range.start + at + code.len());
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let source = &markdown[range.clone()];
                for piece in raw::pieces(source) {
                    let Piece::Text(text) = piece else { continue };
                    if let Some(at) = (text.as_ptr() as usize).checked_sub(source.as_ptr() as usize) {
                        found.push(range.start + at..range.start + at + text.len());
                    }
                }
            }
            _ => {}
        }
    }
    found.into_iter().flat_map(|range| without_facts(markdown, range)).collect()
}

/// The parser cuts running text at every letter that could be a mark.
fn push(found: &mut Vec<Range<usize>>, range: Range<usize>) {
    match found.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        _ => found.push(range),
    }
}

fn without_facts(markdown: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    let mut from = range.start;
    for (before, name) in facts::parts(&markdown[range.clone()]) {
        kept.push(from..from + before.len());
        from += before.len() + name.map_or(0, |name| facts::fact_mark(name).len());
    }
    kept.retain(|kept| !kept.is_empty());
    kept
}

/// Stands for the new words while it is looked at what they would do. No text of a person has this letter of nobody's alphabet.
const STAND_IN: &str = "\u{f8ff}";

/// The text with `words` in each of these places, which lie in [`word_ranges`] one behind the other.
///
/// The result is rendered before it is given: it shows just what the old text shows, with these words in the places of those. Where the new words
/// could be taken for marks they are protected by backslashes. `None` where that cannot be had, as when nothing would be left between two marks.
pub fn reword(markdown: &str, is_cell: bool, places: &[Range<usize>], words: &str) -> Option<String> {
    if places.is_empty() {
        return Some(markdown.to_owned());
    }
    let rendered = |text: &str| if is_cell { render_cell(text) } else { render(text, &mut HeadingIds::default()) };
    let before = rendered(markdown);
    let standing = rendered(&with(markdown, places, STAND_IN)?);
    if frame(&before) != frame(&standing) {
        return None;
    }
    let expected = shown(&standing, words);
    let protected = protected(words);
    [words, &protected].into_iter().find_map(|written| {
        let text = with(markdown, places, written)?;
        let after = rendered(&text);
        (shown(&after, STAND_IN) == expected && frame(&after) == frame(&before)).then_some(text)
    })
}

fn with(markdown: &str, places: &[Range<usize>], words: &str) -> Option<String> {
    let mut text = String::with_capacity(markdown.len());
    let mut written = 0;
    for place in places {
        text.push_str(markdown.get(written..place.start)?);
        text.push_str(words);
        written = place.end;
    }
    text.push_str(markdown.get(written..)?);
    Some(text)
}

/// The words with a backslash before each sign that could be a mark.
fn protected(words: &str) -> String {
    let mut text = String::with_capacity(words.len() * 2);
    for letter in words.chars() {
        if letter.is_ascii_punctuation() {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}

/// The elements of a rendered text and where its links and pictures lead: what new words never change.
fn frame(rendered: &Rendered) -> Vec<(String, String)> {
    let elements = tokens(rendered.html.as_str()).filter_map(|token| match token {
        Token::Text(_) => None,
        Token::Start(tag) => {
            let address = tag.attribute("href").or_else(|| tag.attribute("src"));
            Some((tag.name.to_owned(), address.unwrap_or_default().to_owned()))
        }
        Token::End(name) => Some((format!("/{name}"), String::new())),
    });
    elements.collect()
}

/// What a rendered text shows, with `words` for the stand-in: text as readers see it, and tags but for the names of headings, which follow their words.
fn shown(rendered: &Rendered, words: &str) -> Vec<(bool, String)> {
    let mut escaped = String::new();
    push_escaped(&mut escaped, words);
    let pieces = tokens(rendered.html.as_str()).map(|token| match token {
        Token::Text(text) => (false, unescape(text).replace(STAND_IN, words)),
        Token::End(name) => (true, name.to_owned()),
        Token::Start(tag) => match tag.attribute("id") {
            Some(id) => (true, tag.source.replacen(&format!(" id=\"{id}\""), "", 1).replace(STAND_IN, &escaped)),
            None => (true, tag.source.replace(STAND_IN, &escaped)),
        },
    });
    pieces.filter(|(is_tag, text)| *is_tag || !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words_of(markdown: &str) -> Vec<&str> {
        word_ranges(markdown).into_iter().map(|range| &markdown[range]).collect()
    }

    fn replaced(markdown: &str, old: &str, new: &str) -> Option<String> {
        let words = word_ranges(markdown);
        let places: Vec<Range<usize>> = markdown
            .match_indices(old)
            .map(|(at, found)| at..at + found.len())
            .filter(|place| words.iter().any(|words| words.start <= place.start && place.end <= words.end))
            .collect();
        reword(markdown, false, &places, new)
    }

    #[test]
    fn words_are_what_readers_see_and_no_mark_or_address() {
        assert_eq!(words_of("Call **0800 1** [now](node:463 \"t\")."), ["Call ", "0800 1", " ", "now", "."]);
        assert_eq!(words_of("<https://example.org> and `code`"), [" and ", "code"]);
        assert_eq!(words_of("A &amp; B, {{fact:fee}} a"), ["A ", " B, ", " a"]);
        assert_eq!(words_of("![A fair](media:3)"), ["A fair"]);
        assert_eq!(words_of("Call [0800] (now)"), ["Call [0800] (now)"]);
        assert_eq!(words_of("a <b title=\"a\">b</b>"), ["a ", "b"]);
    }

    #[test]
    fn new_words_are_words_and_nothing_else() {
        assert_eq!(replaced("Call 1 [at 1](node:1).", "1", "2").as_deref(), Some("Call 2 [at 2](node:1)."));
        assert_eq!(replaced("Call us", "us", "*us* <b>").as_deref(), Some("Call \\*us\\* \\<b\\>"));
        assert_eq!(replaced("Fees", "Fees", "1. Fees").as_deref(), Some("1\\. Fees"));
        assert_eq!(replaced("A **fee** here", "fee", ""), None, "no words would be left between the marks");
        assert_eq!(replaced("## Old\n\nText", "Old", "New").as_deref(), Some("## New\n\nText"), "its name follows");
        assert_eq!(reword("a | b", true, &[0..1, 4..5], "c").as_deref(), Some("c | c"));
    }

    proptest! {
        #[test]
        fn none_is_left_and_all_else_is_the_same(
            before in "[a-z ,.*_`é’]{0,12}", after in "[a-z ,.*_`é’]{0,12}", new in "[A-WYZ0-9 *_<&`.#-]{0,8}"
        ) {
            let text = format!("{before} XX {after}\n\n- [XX](node:463#XX) {after}\n\n<https://XX.example> XX");
            if let Some(done) = replaced(&text, "XX", &new) {
                let kept = text.replace("(node:463#XX)", "(node:463#)").replace("<https://XX.example>", "<>");
                let parts: Vec<&str> = kept.split("XX").collect();
                let left = done.replace("(node:463#XX)", "(node:463#)").replace("<https://XX.example>", "<>");
                prop_assert!(!left.contains("XX"), "{left}");
                let joined = [parts.join(&new), parts.join(&protected(&new))];
                prop_assert!(joined.contains(&left), "{left:?} is none of {joined:?}");
            }
        }
    }
}
