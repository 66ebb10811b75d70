//! Facts within a text: `{{fact:tuition-fee}}` stands for a value that is kept once for the whole site.
//!
//! A name is lower-case letters, digits and hyphens, so that Markdown leaves it as it is. In code the braces are shown as they are typed.

use std::collections::HashSet;

use crate::safe_html::SafeHtml;
use crate::tokens::{Token, push_escaped, tokens};

const OPENING: &str = "{{fact:";
const CLOSING: &str = "}}";
/// The longest name of a fact, in bytes.
pub const LONGEST_FACT_NAME: usize = 60;

/// Whether this can be the name of a fact.
pub fn is_fact_name(name: &str) -> bool {
    name.bytes().all(is_of_a_name) && (1..=LONGEST_FACT_NAME).contains(&name.len())
}

fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

/// What is written for a fact in a text.
pub fn fact_mark(name: &str) -> String {
    format!("{OPENING}{name}{CLOSING}")
}

/// The names of the facts in a text that is not rendered, each once, in order of appearance; those in code too.
pub fn fact_names(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    parts(text).filter_map(|(_, name)| name).filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}

/// The names of the facts that the HTML shows, each once, in order of appearance: what to ask for before [`crate::fill()`].
pub fn fact_references(html: &SafeHtml) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut code = Code::default();
    let mut names = Vec::new();
    for token in tokens(html.as_str()) {
        match token {
            Token::Text(text) if code.is_outside() => names.extend(fact_names(text)),
            other => code.pass(other),
        }
    }
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// The text with the value of each fact in its place; one without a value is left out.
pub(crate) fn push_with_values(filled: &mut String, text: &str, value: impl Fn(&str) -> Option<String>) {
    for (before, name) in parts(text) {
        filled.push_str(before);
        if let Some(value) = name.and_then(&value) {
            push_escaped(filled, &value);
        }
    }
}

/// Whether the tokens before stand in code.
#[derive(Default)]
pub(crate) struct Code(usize);

impl Code {
    pub(crate) fn is_outside(&self) -> bool {
        self.0 == 0
    }

    pub(crate) fn pass(&mut self, token: Token<'_>) {
        match token {
            Token::Start(tag) if tag.name == "code" => self.0 += 1,
            Token::End("code") => self.0 = self.0.saturating_sub(1),
            _ => {}
        }
    }
}

/// The text cut at its facts: what stands before each, and its name; the rest comes last, without a name.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        let mut from = 0;
        while let Some(found) = whole[from..].find(OPENING) {
            let (start, inside) = (from + found, from + found + OPENING.len());
            // No further than a name reaches, so that a text of openings alone is read once.
            let behind = &whole[inside..];
            let length = behind.bytes().take(LONGEST_FACT_NAME).take_while(|byte| is_of_a_name(*byte)).count();
            let name =
                Some(&behind[..length]).filter(|name| behind[length..].starts_with(CLOSING) && is_fact_name(name));
            if let Some(name) = name {
                rest = Some(&whole[inside + name.len() + CLOSING.len()..]);
                return Some((&whole[..start], Some(name)));
            }
            from = inside;
        }
        rest = None;
        Some((whole, None))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileTarget, HeadingIds, LinkResolver, fill, render};

    struct Facts;

    impl LinkResolver for Facts {
        fn node(&self, _: i64) -> Option<String> {
            None
        }

        fn media(&self, _: i64) -> Option<FileTarget> {
            None
        }

        fn fact(&self, name: &str) -> Option<String> {
            (name == "tuition-fee").then(|| "<£9,250>".to_owned())
        }
    }

    #[test]
    fn a_fact_is_its_value_in_running_text_and_its_mark_in_code() {
        let text =
            "Pay **{{fact:tuition-fee}}** or {{fact:none}}, not {{fact:Bad}} {{fact:x y}}: `{{fact:tuition-fee}}`.";
        let html = render(text, &mut HeadingIds::default()).html;
        assert_eq!(fact_references(&html), ["tuition-fee", "none"]);
        assert_eq!(
            fill(&html, &Facts).as_str(),
            "<p>Pay <strong>&lt;£9,250&gt;</strong> or , not {{fact:Bad}} {{fact:x y}}: <code>{{fact:tuition-fee}}</code>.</p>\n"
        );
        assert_eq!(fact_names("{{fact:{{fact:a}}{{fact:b}}{{fact:a}} {{fact:"), ["a", "b"]);
    }

    #[test]
    fn a_text_of_openings_alone_is_read_once() {
        let text = format!("{}}}}}", OPENING.repeat(150_000));
        assert_eq!(fact_names(&text), Vec::<&str>::new());
        assert_eq!(fact_names(&format!("{text}{{{{fact:{}}}}}", "a".repeat(LONGEST_FACT_NAME))).len(), 1);
        assert_eq!(fact_names(&format!("{{{{fact:{}}}}}", "a".repeat(LONGEST_FACT_NAME + 1))).len(), 0);
    }
}
