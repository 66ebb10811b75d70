//! A limit on nested quotations and lists before the parser sees them: its time grows with depth times lines.

use std::borrow::Cow;

use crate::NESTING_LIMIT;

/// The text with a backslash before each container marker that lies too deep on its line, so that it reads as text.
///
/// A line inside a code block that starts with more than sixty such markers gains the backslash as well; nothing short
/// of parsing could tell.
pub(crate) fn limit_markers(markdown: &str) -> Cow<'_, str> {
    let mut limited = String::new();
    let mut copied = 0;
    let mut start = 0;
    for line in markdown.split_inclusive(['\n', '\r']) {
        if let Some(offset) = too_deep(line) {
            limited.push_str(&markdown[copied..start + offset]);
            limited.push('\\');
            copied = start + offset;
        }
        start += line.len();
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    limited.push_str(&markdown[copied..]);
    Cow::Owned(limited)
}

/// Where in the line the first marker beyond the limit stands. Indentation counts too, four columns a level: it
/// continues containers opened above.
fn too_deep(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut depth = 0;
    let mut columns = 0;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b' ' => columns += 1,
            b'\t' => columns += 4,
            _ => {
                let marker = marker_end(&bytes[at..])?;
                depth += 1;
                let escaped = at + marker - 1;
                if depth + columns / 4 > NESTING_LIMIT {
                    return (!is_rule(&bytes[at..])).then_some(escaped);
                }
                at = escaped;
                // The one space that belongs to the marker is no indentation.
                if matches!(bytes.get(at + 1), Some(b' ' | b'\t')) {
                    at += 1;
                }
            }
        }
        at += 1;
    }
    None
}

/// The length of the container marker at the start of `rest`: `>`, a bullet, or a number with a point or bracket.
fn marker_end(rest: &[u8]) -> Option<usize> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let length = match (digits, rest.get(digits)?) {
        (0, b'>') => return Some(1),
        (0, b'-' | b'*' | b'+') | (1..=9, b'.' | b')') => digits + 1,
        _ => return None,
    };
    rest.get(length).is_none_or(u8::is_ascii_whitespace).then_some(length)
}

/// Whether the rest of the line is a line across the page, which spaces may break up: `* * * *`.
fn is_rule(rest: &[u8]) -> bool {
    matches!(rest[0], b'-' | b'*') && rest.iter().all(|byte| *byte == rest[0] || byte.is_ascii_whitespace())
}
