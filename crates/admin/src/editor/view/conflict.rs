//! Texts of a form as a person reads them, and two versions of one side by side.

use std::time::{Duration, Instant};

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::FormView;
use super::parts::Part;
use crate::fields::Field;

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Difference {
    pub(crate) label: String,
    theirs: Vec<Run>,
    mine: Vec<Run>,
}

/// Words that both have, or that one of them has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Run {
    /// `same`, `added` or `removed`.
    change: &'static str,
    text: String,
}

/// A field's label and its text as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Content {
    /// The name in the form, by which two versions of it are found.
    #[serde(skip)]
    name: String,
    pub(crate) label: String,
    pub(crate) text: String,
}

impl Content {
    /// Whether it stands in a block.
    pub(crate) fn is_of_block(&self) -> bool {
        self.name.contains('.')
    }

    /// Whether it is running text, which needs no label.
    pub(crate) fn is_prose(&self) -> bool {
        self.name.ends_with(".markdown") || self.name.contains(".markdown-")
    }
}

/// Everything a form says, field by field.
pub(crate) fn contents(form: &FormView) -> Vec<Content> {
    let mut contents: Vec<Content> = form.parts().map(content_of_part).collect();
    for block in form.all_blocks() {
        // The number of a block may differ between two versions, so it is told without it.
        let kind = block.legend.split(" block ").next().unwrap_or_default();
        contents.extend(block.fields.values().map(|field| {
            let content = content_of_field(field);
            Content { label: format!("{kind}: {}", content.label), ..content }
        }));
        for (item, field) in block.list.iter().flat_map(super::lists::ListView::fields) {
            let content = content_of_field(field);
            contents.push(Content { label: format!("{item}: {}", content.label), ..content });
        }
    }
    contents
}

/// How long all comparisons of one screen may take.
pub(crate) const PATIENCE: Duration = Duration::from_millis(400);

/// Two versions of one text, word by word; beyond the deadline they are told more coarsely.
pub(crate) fn compare(label: &str, theirs: &str, mine: &str, deadline: Instant) -> Difference {
    let diff = TextDiff::configure().deadline(deadline).diff_words(theirs, mine);
    let side = |left_out: ChangeTag, own: &'static str| {
        let mut runs: Vec<Run> = Vec::new();
        for change in diff.iter_all_changes().filter(|change| change.tag() != left_out) {
            let kind = if change.tag() == ChangeTag::Equal { "same" } else { own };
            match runs.last_mut() {
                Some(run) if run.change == kind => run.text.push_str(change.value()),
                _ => runs.push(Run { change: kind, text: change.value().to_owned() }),
            }
        }
        joined(runs)
    };
    Difference {
        label: label.to_owned(),
        theirs: side(ChangeTag::Insert, "removed"),
        mine: side(ChangeTag::Delete, "added"),
    }
}

/// Joins changes with nothing but spaces between them, so that a changed phrase is one phrase.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        if let [.., before, between] = &mut joined[..]
            && before.change == run.change
            && run.change != "same"
            && between.text.trim().is_empty()
        {
            before.text.push_str(&between.text);
            before.text.push_str(&run.text);
            joined.pop();
        } else {
            joined.push(run);
        }
    }
    joined
}

fn content_of_part(part: Part) -> Content {
    match part {
        Part::One(field) => content_of_field(&field),
        Part::Moment(moment) => {
            let group = moment.group;
            let parts = [&group.day, &group.month, &group.year, &group.time].map(|part| part.value.trim());
            Content { name: group.name, label: group.legend, text: parts.join(" ").trim().to_owned() }
        }
    }
}

fn content_of_field(field: &Field) -> Content {
    let text = match field.shape {
        "checkbox" => (if field.checked { "Yes" } else { "No" }).to_owned(),
        "select" | "radios" | "checkboxes" => {
            let chosen: Vec<&str> =
                field.choices.iter().filter(|choice| choice.selected).map(|choice| choice.label.as_str()).collect();
            chosen.join(", ")
        }
        _ => field.value.clone(),
    };
    Content { name: field.name.clone(), label: field.label.clone(), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(runs: &[Run]) -> String {
        runs.iter()
            .map(|run| match run.change {
                "added" => format!("+{}+", run.text),
                "removed" => format!("-{}-", run.text),
                _ => run.text.clone(),
            })
            .collect()
    }

    #[test]
    fn words_that_differ_are_marked_on_their_own_side() {
        let later = Instant::now() + PATIENCE;
        let difference = compare("Text", "Apply by 3 May at noon.", "Apply by 4 October at noon.", later);
        assert_eq!(told(&difference.theirs), "Apply by -3 May- at noon.");
        assert_eq!(told(&difference.mine), "Apply by +4 October+ at noon.");
    }
}
