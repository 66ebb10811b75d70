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
    let mut html: Vec<Range<usize>> = Vec::new();
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
            Event::InlineHtml(_) => words_in_html(markdown, &[range], &mut found),
            // A tag or a comment may go over several lines, of which each is told by itself.
            Event::Html(_) => html.push(range),
            Event::End(TagEnd::HtmlBlock) => words_in_html(markdown, &std::mem::take(&mut html), &mut found),
            _ => {}
        }
    }
    found.into_iter().flat_map(|range| without_facts(markdown, range)).collect()
}

/// What stands between the tags of raw HTML, whose lines stand at these places.
fn words_in_html(markdown: &str, lines: &[Range<usize>], found: &mut Vec<Range<usize>>) {
    let joined: String = lines.iter().map(|line| &markdown[line.clone()]).collect();
    let (mut line, mut line_starts) = (0, 0);
    for piece in raw::pieces(&joined) {
        let Piece::Text(text) = piece else { continue };
        let Some(start) = (text.as_ptr() as usize).checked_sub(joined.as_ptr() as usize) else { continue };
        let end = start + text.len();
        while let Some(source) = lines.get(line) {
            let line_ends = line_starts + source.len();
            let (from, to) = (start.max(line_starts), end.min(line_ends));
            if from < to {
                found.push(source.start + from - line_starts..source.start + to - line_starts);
            }
            if line_ends > end {
                break;
            }
            (line, line_starts) = (line + 1, line_ends);
        }
    }
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

/// Stands for the new words while it is looked at what they would do: a letter of no alphabet. A text that has it already does not show what was expected
/// and is left alone.
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
    // As few backslashes as will do, so that the words are found again as they read.
    [words.to_owned(), protected(words, MARKS), protected(words, PUNCTUATION)].into_iter().find_map(|written| {
        let text = with(markdown, places, &written)?;
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

/// Signs that are marks wherever they stand.
const MARKS: &str = "\\`*_[]<>|&~#";
/// Signs that can be marks at some places, such as `1.` where a line begins: all that a backslash may protect (CommonMark 0.31.2, section 2.4).
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// The words with a backslash before each of these signs.
fn protected(words: &str, signs: &str) -> String {
    let mut text = String::with_capacity(words.len() * 2);
    for letter in words.chars() {
        if signs.contains(letter) {
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
/// Spaces count once and not at the edges: the parser drops them where a line begins or ends, and nobody sees them there.
fn shown(rendered: &Rendered, words: &str) -> Vec<(bool, String)> {
    let mut escaped = String::new();
    push_escaped(&mut escaped, words);
    let pieces = tokens(rendered.html.as_str()).map(|token| match token {
        Token::Text(text) => (false, spaced_once(&unescape(text).replace(STAND_IN, words))),
        Token::End(name) => (true, name.to_owned()),
        Token::Start(tag) => match tag.attribute("id") {
            Some(id) => (true, tag.source.replacen(&format!(" id=\"{id}\""), "", 1).replace(STAND_IN, &escaped)),
            None => (true, tag.source.replace(STAND_IN, &escaped)),
        },
    });
    pieces.filter(|(is_tag, text)| *is_tag || !text.is_empty()).collect()
}

fn spaced_once(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
        let block = "<div\n id=\"a22\">22 <!-- 22\n22 -->\n> 22\n</div>\n\n> <p\n> title=\"22\">22</p>";
        let words: Vec<&str> = words_of(block).into_iter().filter(|words| words.contains("22")).collect();
        assert_eq!(words, ["22 ", "> 22\n", "22"], "over several lines");
    }

    #[test]
    fn new_words_are_words_and_nothing_else() {
        assert_eq!(replaced("Call 1 [at 1](node:1).", "1", "2").as_deref(), Some("Call 2 [at 2](node:1)."));
        assert_eq!(replaced("Call us", "us", "*us* <b>").as_deref(), Some("Call \\*us\\* \\<b\\>"));
        assert_eq!(replaced("Fees", "Fees", "1. Fees").as_deref(), Some("1\\. Fees"));
        assert_eq!(replaced("Q T", "T", "e.g. <b>").as_deref(), Some("Q e.g. \\<b\\>"), "no more than it takes");
        for edge in ["1 today", "Call us 1", "- 1 now\n- 1", "> 1 a\n> b 1", "# 1 x", "a 1\nb"] {
            assert!(replaced(edge, "1", "").is_some(), "the space beside it is at the edge then, or twice: {edge}");
        }
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
                let signs = [MARKS, PUNCTUATION].map(|signs| parts.join(&protected(&new, signs)));
                let joined = [&parts.join(&new), &signs[0], &signs[1]];
                prop_assert!(joined.contains(&&left), "{left:?} is none of {joined:?}");
            }
        }
    }
}
