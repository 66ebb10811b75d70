//! Text without markup, for search, descriptions and excerpts.

use crate::finish::one_line;
use crate::headings::HeadingIds;
use crate::render::render;
use crate::tokens::{Token, tokens, unescape};

/// The words that a reader would see, on one line. Image descriptions are not among them.
pub fn plain_text(markdown: &str) -> String {
    let html = render(markdown, &mut HeadingIds::default()).html;
    let mut text = String::new();
    for token in tokens(html.as_str()) {
        match token {
            Token::Text(words) => text.push_str(&unescape(words)),
            // Parts of a line of text do not part words; everything else does.
            Token::Start(tag) if is_inline(tag.name) => {}
            Token::End(name) if is_inline(name) => {}
            Token::Start(_) | Token::End(_) => text.push(' '),
        }
    }
    one_line(&text)
}

/// The start of a text, in at most `max_chars` characters. A cut falls between words where it can and ends in `…`.
pub fn excerpt(text: &str, max_chars: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    let Some(room) = max_chars.checked_sub(1) else { return String::new() };
    let cut = text.char_indices().nth(room).map_or(text.len(), |(index, _)| index);
    let at_a_gap = text[cut..].starts_with(char::is_whitespace);
    let words = if at_a_gap {
        &text[..cut]
    } else {
        text[..cut].rsplit_once(char::is_whitespace).map_or(&text[..cut], |(words, _)| words)
    };
    let words = words.trim_end_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | ':' | '-' | '–' | '—' | '.' | '(')
    });
    format!("{words}…")
}

fn is_inline(name: &str) -> bool {
    crate::elements::find(name).is_some_and(|element| element.kind == crate::elements::Kind::Inline)
}
