//! The fields of forms, as `components.html` shows them.

use content::Problems;
use serde::Serialize;

use crate::editor::Fields;

/// One field with its label, what was typed and what is wrong with it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Field {
    /// Which macro shows it: `text`, `textarea`, `select`, `checkbox`, `checkboxes`, `radios`.
    pub(crate) shape: &'static str,
    /// The `type` of an `input`: `text`, `email`, `password`, `search`.
    pub(crate) input: &'static str,
    /// The name that the form sends; problems name the same.
    pub(crate) name: String,
    /// The element's id; the error summary links to it.
    pub(crate) id: String,
    /// The visible label.
    pub(crate) label: String,
    /// A sentence below the label; empty for none.
    pub(crate) hint: String,
    /// What was typed or stands there.
    pub(crate) value: String,
    /// What is wrong with it; empty for nothing.
    pub(crate) error: String,
    /// The choices of a select, of radios or of checkboxes.
    pub(crate) choices: Vec<Choice>,
    /// Whether a single checkbox is ticked.
    pub(crate) checked: bool,
    /// The height of a textarea in lines.
    pub(crate) rows: u32,
    /// The `autocomplete` token; empty for `off`.
    pub(crate) autocomplete: &'static str,
    /// The `inputmode`; empty for none.
    pub(crate) inputmode: &'static str,
    /// A class for the width: `full` (default), `two-thirds`, `half`, `short`, `tiny`.
    pub(crate) width: &'static str,
    /// Whether the browser checks spelling.
    pub(crate) spellcheck: bool,
    /// Whether the caret starts here.
    pub(crate) autofocus: bool,
    /// What a script offers to choose for it: a `page` of this site, or a `link` that may lead elsewhere, whose address it then holds, or `pages`, one on each
    /// line; empty for nothing.
    pub(crate) chooses: &'static str,
    /// What is said about it; none where nobody can say anything.
    pub(crate) comments: Option<Spoken>,
}

/// A link to the comments on one place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Spoken {
    /// `2 open comments`, or `Comment`.
    pub(crate) label: String,
    /// The place, said to those who hear the page.
    pub(crate) about: String,
    /// The screen of the comments.
    pub(crate) href: String,
}

/// One choice of a select, of radios or of checkboxes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Choice {
    /// What the form sends.
    pub(crate) value: String,
    /// What the person reads.
    pub(crate) label: String,
    /// A sentence below the label of radios and checkboxes; empty for none.
    pub(crate) hint: String,
    /// Whether it is chosen.
    pub(crate) selected: bool,
}

/// A date and a time of day in four small fields, `{name}.day`, `{name}.month`, `{name}.year` and `{name}.time`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DateTimeField {
    /// The name before the dot; problems of the whole name this.
    pub(crate) name: String,
    /// The id of the group.
    pub(crate) id: String,
    /// The legend.
    pub(crate) legend: String,
    /// A sentence below the legend; empty for none.
    pub(crate) hint: String,
    /// What is wrong with it; empty for nothing.
    pub(crate) error: String,
    /// The four fields.
    pub(crate) day: Field,
    pub(crate) month: Field,
    pub(crate) year: Field,
    pub(crate) time: Field,
    /// What was said about it.
    pub(crate) comments: Option<Spoken>,
}

/// One line of the error summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Trouble {
    /// `#` and the id of the field.
    pub(crate) href: String,
    /// The sentence that also stands beside the field.
    pub(crate) sentence: String,
}

impl Field {
    /// A line of text.
    pub(crate) fn text(name: &str, label: &str, value: impl Into<String>) -> Self {
        Self {
            shape: "text",
            input: "text",
            name: name.to_owned(),
            id: id_of(name),
            label: label.to_owned(),
            value: value.into(),
            rows: 1,
            width: "full",
            spellcheck: true,
            ..Self::default()
        }
    }

    /// An email address.
    pub(crate) fn email(name: &str, label: &str, value: impl Into<String>) -> Self {
        Self {
            input: "email",
            autocomplete: "username",
            spellcheck: false,
            width: "half",
            ..Self::text(name, label, value)
        }
    }

    /// A password, never filled in. `autocomplete` is `current-password` or `new-password`.
    pub(crate) fn password(name: &str, label: &str, autocomplete: &'static str) -> Self {
        Self { input: "password", autocomplete, spellcheck: false, width: "half", ..Self::text(name, label, "") }
    }

    /// Several lines of text.
    pub(crate) fn textarea(name: &str, label: &str, value: impl Into<String>, rows: u32) -> Self {
        Self { shape: "textarea", rows, ..Self::text(name, label, value) }
    }

    /// One of several, in a list that opens.
    pub(crate) fn select(name: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self { shape: "select", choices, width: "half", ..Self::text(name, label, "") }
    }

    /// One of several, all in view. The label is the legend.
    pub(crate) fn radios(name: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self { shape: "radios", choices, ..Self::text(name, label, "") }
    }

    /// Any of several, all in view. The label is the legend.
    pub(crate) fn checkboxes(name: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self { shape: "checkboxes", choices, ..Self::text(name, label, "") }
    }

    /// Yes or no; sends `value` when ticked.
    pub(crate) fn checkbox(name: &str, label: &str, value: &str, checked: bool) -> Self {
        Self { shape: "checkbox", checked, ..Self::text(name, label, value) }
    }

    /// The same field with a sentence below its label.
    #[must_use]
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The same field, as wide as `width` says.
    #[must_use]
    pub(crate) fn with_width(self, width: &'static str) -> Self {
        Self { width, ..self }
    }

    /// The same field, for addresses that a script lets people choose.
    #[must_use]
    pub(crate) fn choosing(self, chooses: &'static str) -> Self {
        Self { chooses, spellcheck: false, ..self }
    }

    /// The same field with what the problems say about it.
    #[must_use]
    pub(crate) fn with_problems(self, problems: &Problems) -> Self {
        Self { error: sentence_for(problems, &self.name), ..self }
    }
}

impl Choice {
    /// A choice without a sentence below it.
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>, selected: bool) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new(), selected }
    }

    /// The same choice with a sentence below its label.
    #[must_use]
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

impl DateTimeField {
    /// Four fields from what was typed: day, month, year, time.
    pub(crate) fn new(name: &str, legend: &str, typed: [&str; 4]) -> Self {
        let part = |part: &str, label: &str, value: &str, width| Field {
            width,
            spellcheck: false,
            inputmode: if part == "time" { "" } else { "numeric" },
            ..Field::text(&format!("{name}.{part}"), label, value)
        };
        let [day, month, year, time] = typed;
        Self {
            name: name.to_owned(),
            id: id_of(name),
            legend: legend.to_owned(),
            hint: String::new(),
            error: String::new(),
            day: part("day", "Day", day, "tiny"),
            month: part("month", "Month", month, "tiny"),
            year: part("year", "Year", year, "short"),
            time: part("time", "Time", time, "short"),
            comments: None,
        }
    }

    /// Four fields with what was typed into `{name}.day` and the others.
    pub(crate) fn typed(name: &str, legend: &str, fields: &Fields) -> Self {
        Self::new(name, legend, ["day", "month", "year", "time"].map(|part| fields.one(&format!("{name}.{part}"))))
    }

    /// The same fields with a sentence below the legend.
    #[must_use]
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The same fields with what the problems say about the whole or about a part.
    #[must_use]
    pub(crate) fn with_problems(self, problems: &Problems) -> Self {
        let parts = [&self.name, &self.day.name, &self.month.name, &self.year.name, &self.time.name];
        let error = parts
            .iter()
            .map(|name| sentence_for(problems, name))
            .find(|sentence| !sentence.is_empty())
            .unwrap_or_default();
        Self { error, ..self }
    }
}

/// The lines of the error summary, in the order of the problems.
pub(crate) fn troubles(problems: &Problems) -> Vec<Trouble> {
    problems
        .iter()
        .map(|problem| Trouble { href: format!("#{}", id_of(&problem.field)), sentence: problem.sentence.clone() })
        .collect()
}

/// The id of the element of a field: its name with hyphens for what a link to it could not hold.
pub(crate) fn id_of(name: &str) -> String {
    name.chars().map(|sign| if sign.is_ascii_alphanumeric() || sign == '_' { sign } else { '-' }).collect()
}

/// What is wrong with a field; empty for nothing.
pub(crate) fn sentence_for(problems: &Problems, name: &str) -> String {
    problems.iter().find(|problem| problem.field == name).map(|problem| problem.sentence.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use content::Problem;

    use super::*;

    #[test]
    fn a_field_finds_its_problem_and_the_summary_finds_the_field() {
        let problems =
            vec![Problem::new("block.intro.markdown", "Shorten the text."), Problem::new("start.day", "Enter a day.")];
        let field = Field::textarea("block.intro.markdown", "Text", "typed", 8).with_problems(&problems);
        assert_eq!(
            (field.error.as_str(), format!("#{}", field.id)),
            ("Shorten the text.", troubles(&problems)[0].href.clone())
        );
        let start = DateTimeField::new("start", "Starts", ["31", "2", "2021", "5pm"]).with_problems(&problems);
        assert_eq!((start.error.as_str(), start.day.id.as_str()), ("Enter a day.", "start-day"));
    }
}
