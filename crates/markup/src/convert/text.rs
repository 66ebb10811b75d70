//! Bytes as text, and what Markdown files hold beside their text.

use encoding_rs::{Encoding, UTF_8};

use crate::headings::HeadingIds;
use crate::render::render;

/// How far into a file its encoding is looked for; HTML says it in its first kilobyte.
const HEAD: usize = 1_024;

/// The text of a file: by its byte-order mark, by what its HTML says of itself, else in UTF-8. `None` where it is none of these.
pub fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return text(encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    text(declared(&bytes[..bytes.len().min(HEAD)]).unwrap_or(UTF_8), bytes)
}

fn text(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// What stands behind `charset=`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'']);
    let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-' && sign != '_').unwrap_or(rest.len());
    Encoding::for_label(&rest.as_bytes()[..end])
}

/// Whether a text is a page of HTML: it begins with a tag that Markdown files do not begin with, or says so.
pub(super) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let tags = [
        "<!doctype",
        "<html",
        "<head",
        "<meta",
        "<body",
        "<?xml",
        "<h1",
        "<h2",
        "<p>",
        "<p ",
        "<div",
        "<table",
        "<ul",
        "<ol",
        "<main",
        "<article",
        "<section",
    ];
    tags.iter().any(|tag| start.starts_with(tag)) || (start.starts_with('<') && start.contains("<html"))
}

/// The title of a Markdown text and the rest of it: what stands between lines of three hyphens at its top is about the file and goes.
pub(super) fn title_of_markdown(text: &str) -> (Option<String>, String) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut title = None;
    let mut rest = text.as_str();
    if let Some((about, after)) = rest.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        let line = about.lines().find_map(|line| line.strip_prefix("title:"));
        title = line.map(|line| line.trim().trim_matches(['"', '\'']).to_owned()).filter(|title| !title.is_empty());
        rest = after;
    }
    rest = rest.trim_start_matches('\n');
    let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
    if let Some(line) = first.strip_prefix("# ") {
        let shown = render(&format!("# {line}\n"), &mut HeadingIds::default()).headings;
        title = shown.into_iter().next().map(|heading| heading.text).or(title);
        rest = after.trim_start_matches('\n');
    }
    (title, rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_the_encoding_that_they_name() {
        assert_eq!(decode("é’".as_bytes()).as_deref(), Some("é’"));
        assert_eq!(decode(b"\xef\xbb\xbfa").as_deref(), Some("a"));
        assert_eq!(decode(b"\xff\xfea\0").as_deref(), Some("a"));
        assert_eq!(
            decode(b"<meta charset=windows-1252><p>\x93a\x94").as_deref(),
            Some("<meta charset=windows-1252><p>“a”")
        );
        assert_eq!(decode(b"\x93a"), None);
    }

    #[test]
    fn html_is_told_from_markdown() {
        assert!(is_html(" <!DOCTYPE html><p>") && is_html("<!-- saved -->\n<html>") && is_html("<p>a"));
        assert!(!is_html("# Fees\n\n<p>a") && !is_html("<https://a.example>") && !is_html("a < b"));
    }

    #[test]
    fn the_title_of_a_markdown_file_is_no_part_of_its_text() {
        let read = |text| title_of_markdown(text);
        assert_eq!(read("# Fees *now*\n\nText"), (Some("Fees now".into()), "Text".into()));
        assert_eq!(read("---\ntitle: \"Fees\"\ndate: x\n---\n\nText\n"), (Some("Fees".into()), "Text\n".into()));
        assert_eq!(read("Text\r\n# Not first"), (None, "Text\n# Not first".into()));
    }
}
