//! What somebody typed into a form that was refused, shown once more so that it can be copied.

use serde::Serialize;

/// Fields of our own forms in which nobody types words: buttons, hidden fields, places chosen from a list. `current` is the present password.
const NOT_TYPED: [&str; 13] = [
    "action", "against", "back", "base", "current", "kept", "kind", "next", "nodes", "parent", "plan", "position",
    "removed",
];
/// The longest text that is shown on one line, in characters.
const ONE_LINE: usize = 80;
/// The most characters of a label: names come from wherever the form came from.
const LONGEST_LABEL: usize = 60;

/// One field as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct KeptText {
    /// The element's id.
    id: String,
    /// The field's name in words: `Navigation title`.
    label: String,
    value: String,
    /// Whether it is shown in several lines.
    long: bool,
}

/// What was typed, in its order; what nobody types is left out.
pub(crate) fn of_form(pairs: &[(String, String)]) -> Vec<KeptText> {
    let mut name_of_next = None;
    let mut shown = Vec::new();
    for (name, value) in pairs {
        match name.as_str() {
            // The sign-in carries the form of a session that had ended in such pairs.
            "kept.name" => name_of_next = Some(value),
            "kept.value" => shown.extend(name_of_next.take().map(|name| (name, value))),
            _ => shown.push((name, value)),
        }
    }
    let typed = shown.into_iter().filter(|(name, _)| is_typed(name));
    typed.enumerate().map(|(at, (name, value))| KeptText::new(at, name, value)).collect()
}

impl KeptText {
    fn new(at: usize, name: &str, value: &str) -> Self {
        let long = value.contains('\n') || value.chars().nth(ONE_LINE).is_some();
        Self { id: format!("kept-{}", at + 1), label: in_words(name), value: value.to_owned(), long }
    }
}

fn is_typed(name: &str) -> bool {
    !(NOT_TYPED.contains(&name) || field_of_block(name) == Some("type") || name.to_lowercase().contains("password"))
}

/// The last part of a name such as `block.17.heading`.
fn field_of_block(name: &str) -> Option<&str> {
    let (region, rest) = name.split_once('.')?;
    let (_, field) = rest.split_once('.')?;
    ["block", "foot"].contains(&region).then_some(field)
}

/// A field's name as a label: `block.17.heading` is `Heading`, `start.day` is `Start day`.
fn in_words(name: &str) -> String {
    let name = field_of_block(name).unwrap_or(name);
    let words = if name == "markdown" { "text".to_owned() } else { name.replace(['.', '_'], " ") };
    let mut letters = words.trim().chars().take(LONGEST_LABEL);
    letters.next().map_or_else(|| "Text".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pairs: &[(&str, &str)]) -> Vec<(String, String, bool)> {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        of_form(&pairs).into_iter().map(|text| (text.label, text.value, text.long)).collect()
    }

    #[test]
    fn what_was_typed_is_shown_under_names_in_words() {
        let (line, lines) = ("x".repeat(81), "One\nTwo");
        let typed = [
            ("base", "17"),
            ("title", "Assessment Only"),
            ("navigation_title", &line),
            ("start.day", "23"),
            ("block.b7.type", "prose"),
            ("block.b7.markdown", lines),
            ("foot.3.button_label", "Apply"),
            ("action", "publish"),
            ("", "nameless"),
        ];
        let expected = [
            ("Title", "Assessment Only", false),
            ("Navigation title", &line, true),
            ("Start day", "23", false),
            ("Text", lines, true),
            ("Button label", "Apply", false),
            ("Text", "nameless", false),
        ];
        let expected: Vec<_> = expected.map(|(label, value, long)| (label.to_owned(), value.to_owned(), long)).into();
        assert_eq!(shown(&typed), expected);
    }

    #[test]
    fn no_password_is_shown_wherever_it_stands() {
        let sent = [
            ("email", "asha@example.org"),
            ("password", "one"),
            ("current", "two"),
            ("kept", "/admin/account"),
            ("kept.name", "password"),
            ("kept.value", "three"),
            ("kept.name", "current"),
            ("kept.value", "four"),
            ("kept.name", "title"),
            ("kept.value", "Typed for an hour"),
            ("kept.value", "five"),
        ];
        let labels: Vec<_> = shown(&sent).into_iter().map(|(label, value, _)| format!("{label}: {value}")).collect();
        assert_eq!(labels, ["Email: asha@example.org", "Title: Typed for an hour"]);
    }
}
