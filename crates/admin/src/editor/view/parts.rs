//! The pieces of the form: fields in groups, each with its problem.

use content::Problems;
use serde::Serialize;

use super::super::form::{Fields, Known};
use crate::fields::{Choice, DateTimeField, Field};

/// A field, or the small fields of a date.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Part {
    One(Box<Field>),
    Moment(Box<Moment>),
}

impl Part {
    /// The id of its element.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::One(field) => &field.id,
            Self::Moment(moment) => &moment.group.id,
        }
    }
}

/// A date, with or without a time. The shape tells the template which.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Moment {
    shape: &'static str,
    pub(crate) group: DateTimeField,
}

/// Fields under one heading.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Group {
    pub(crate) id: &'static str,
    pub(crate) heading: &'static str,
    pub(crate) parts: Vec<Part>,
}

/// Makes fields from what was typed.
#[derive(Clone, Copy)]
pub(crate) struct Maker<'a> {
    pub(crate) typed: &'a Fields,
    /// What names begin with: empty, or `block.intro.`.
    pub(crate) prefix: &'a str,
    pub(crate) known: &'a Known,
    pub(crate) problems: &'a Problems,
    /// The id of the element that gets the focus.
    pub(crate) focus: &'a str,
}

impl Maker<'_> {
    fn finished(&self, field: Field) -> Field {
        let autofocus = field.id == self.focus;
        Field { autofocus, ..field.with_problems(self.problems) }
    }

    fn name(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    pub(crate) fn line(&self, name: &str, label: &str, hint: &str) -> Field {
        self.finished(Field::text(&self.name(name), label, self.typed.one(name)).with_hint(hint))
    }

    pub(crate) fn short(&self, name: &str, label: &str, hint: &str) -> Field {
        self.line(name, label, hint).with_width("half")
    }

    /// A line without spelling marks: a code, a number, an address.
    pub(crate) fn plain(&self, name: &str, label: &str, hint: &str) -> Field {
        Field { spellcheck: false, ..self.short(name, label, hint) }
    }

    pub(crate) fn lines(&self, name: &str, label: &str, hint: &str, rows: u32) -> Field {
        self.finished(Field::textarea(&self.name(name), label, self.typed.one(name), rows).with_hint(hint))
    }

    /// The Markdown of a block that holds one text.
    pub(crate) fn markdown(&self, label: &str) -> Field {
        self.text("markdown", label, "")
    }

    /// Markdown, as high as its text within reason.
    pub(crate) fn text(&self, name: &str, label: &str, hint: &str) -> Field {
        let shown: usize =
            self.typed.one(name).split('\n').map(|line| 1 + line.chars().count() / LETTERS_IN_A_LINE).sum();
        let rows = u32::try_from(shown.clamp(5, 24)).unwrap_or(24);
        self.lines(name, label, hint, rows)
    }

    /// Where a link leads, with the title of the page at that address.
    pub(crate) fn link(&self, name: &str, label: &str) -> Field {
        let path = self.known.own_path(self.typed.one(name).trim());
        let title = path.and_then(|path| self.known.node_at(path)).and_then(|id| self.known.title(id));
        let leads = title.map(|title| format!("Leads to “{title}”. ")).unwrap_or_default();
        let hint = format!("{leads}An address on this site such as /teaching-events, or one that begins with https://");
        self.line(name, label, &hint).choosing("link")
    }

    pub(crate) fn tick(&self, name: &str, label: &str, hint: &str) -> Field {
        self.finished(Field::checkbox(&self.name(name), label, "yes", self.typed.has(name)).with_hint(hint))
    }

    pub(crate) fn select(&self, name: &str, label: &str, hint: &str, choices: Vec<Choice>) -> Field {
        self.finished(Field::select(&self.name(name), label, self.chosen(name, choices)).with_hint(hint))
    }

    pub(crate) fn radios(&self, name: &str, label: &str, hint: &str, choices: Vec<Choice>) -> Field {
        self.finished(Field::radios(&self.name(name), label, self.chosen(name, choices)).with_hint(hint))
    }

    pub(crate) fn boxes(&self, name: &str, label: &str, choices: Vec<Choice>) -> Field {
        self.finished(Field::checkboxes(&self.name(name), label, self.chosen(name, choices)))
    }

    pub(crate) fn moment(&self, name: &str, legend: &str, hint: &str) -> Part {
        self.parts_of_moment("date_time", name, legend, hint)
    }

    pub(crate) fn date(&self, name: &str, legend: &str, hint: &str) -> Part {
        self.parts_of_moment("date", name, legend, hint)
    }

    fn parts_of_moment(&self, shape: &'static str, name: &str, legend: &str, hint: &str) -> Part {
        let group = DateTimeField::typed(name, legend, self.typed).with_hint(hint).with_problems(self.problems);
        Part::Moment(Box::new(Moment { shape, group }))
    }

    /// Marks what was chosen. What is not among the choices (an unknown word in a broken form) leaves the first one marked.
    fn chosen(&self, name: &str, choices: Vec<Choice>) -> Vec<Choice> {
        let mut choices: Vec<Choice> = choices
            .into_iter()
            .map(|choice| Choice { selected: self.typed.all(name).any(|value| value == choice.value), ..choice })
            .collect();
        let none = self.typed.one(name).is_empty() && !choices.iter().any(|choice| choice.selected);
        if none && let Some(first) = choices.first_mut().filter(|_| !MANY.contains(&name)) {
            first.selected = true;
        }
        choices
    }
}

/// Fields of which none may be chosen.
const MANY: [&str; 1] = ["regions"];
/// About how many letters stand in one line of a text area, to guess its height.
const LETTERS_IN_A_LINE: usize = 90;

impl From<Field> for Part {
    fn from(field: Field) -> Self {
        Self::One(Box::new(field))
    }
}

/// A choice to be marked by [`Maker`].
pub(crate) fn choice(value: impl Into<String>, label: impl Into<String>) -> Choice {
    Choice::new(value, label, false)
}
