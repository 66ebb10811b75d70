//! The screen on which somebody decides between their changes and those of others.

use std::time::Instant;

use content::merge::{Choice as Decision, Conflict, Decisions, Side};
use content::{Block, Kind, Problem, Problems};
use serde::Serialize;
use web::View;

use super::conflict::{Difference, PATIENCE, compare};
use super::{FormView, Surroundings, choice, contents};
use crate::editor::form::{Known, Typed, TypedBlock};
use crate::fields::{Field, Trouble, troubles};
use crate::shell::Shell;

/// What the names of the decisions begin with.
pub(crate) const DECIDE: &str = "decide.";

/// Two texts that somebody joins.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ClashView {
    pub(crate) shell: Shell,
    pub(crate) troubles: Vec<Trouble>,
    /// Where the form is sent.
    pub(crate) action: String,
    /// Who saved what when, in a sentence.
    pub(crate) sentence: String,
    /// Whether what was typed is kept.
    pub(crate) is_kept: bool,
    /// The editor, which opens what is kept.
    pub(crate) editor_href: String,
    /// Everything typed, as the form sends it again.
    pub(crate) pairs: Vec<(String, String)>,
    /// The version against which is decided.
    pub(crate) against: i64,
    pub(crate) conflicts: Vec<ConflictView>,
    /// What of mine goes in by itself; empty for nothing.
    pub(crate) mine: String,
    /// What of theirs does.
    pub(crate) theirs: String,
}

/// One thing to decide.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConflictView {
    /// The id of its heading.
    id: String,
    before: String,
    difference: Difference,
    decision: Field,
}

/// What the sides of a conflict are shown with.
pub(crate) struct Sides<'a> {
    pub(crate) known: &'a Known,
    pub(crate) around: &'a Surroundings,
    /// What was decided before, to be shown again.
    pub(crate) decisions: &'a Decisions,
    pub(crate) problems: &'a Problems,
}

impl Sides<'_> {
    /// The conflicts as the screen shows them.
    pub(crate) fn show(&self, conflicts: &[Conflict]) -> Vec<ConflictView> {
        let deadline = Instant::now() + PATIENCE;
        conflicts.iter().map(|conflict| self.one(conflict, deadline)).collect()
    }

    fn one(&self, conflict: &Conflict, deadline: Instant) -> ConflictView {
        let in_order = conflict.key.starts_with("order.");
        let is_block = conflict.key.starts_with("block.") || conflict.key.starts_with("foot.");
        let words = |side: &Side| self.words(side, in_order);
        let name = format!("{DECIDE}{}", conflict.key);
        let label = |decision: Decision| match decision {
            Decision::Mine if is_block && conflict.mine == Side::Nothing => "Mine: remove it",
            Decision::Mine => "Mine",
            Decision::Theirs if is_block && conflict.theirs == Side::Nothing => "Theirs: remove it",
            Decision::Theirs => "Theirs",
            Decision::Both => "Both: theirs, then mine",
        };
        let possible = Decision::ALL.into_iter().filter(|decision| *decision != Decision::Both || conflict.can_join);
        let decided = self.decisions.get(&conflict.key);
        let choices = possible.map(|decision| {
            let made = choice(decision.as_str(), label(decision));
            crate::fields::Choice { selected: decided == Some(&decision), ..made }
        });
        let decision = Field::radios(&name, &format!("What to keep: {}", conflict.name), choices.collect());
        ConflictView {
            id: format!("{}-heading", decision.id),
            before: words(&conflict.base),
            difference: compare(&conflict.name, &words(&conflict.theirs), &words(&conflict.mine), deadline),
            decision: decision.with_problems(self.problems),
        }
    }

    /// A side as a person reads it.
    fn words(&self, side: &Side, in_order: bool) -> String {
        match side {
            Side::Nothing => String::new(),
            Side::Text(text) => text.clone(),
            Side::Link(target) => self.known.shown_target(Some(target)),
            Side::Blocks(blocks) => self.words_of_blocks(blocks, in_order),
        }
    }

    fn words_of_blocks(&self, blocks: &[Block], in_order: bool) -> String {
        let body = blocks.iter().map(|block| TypedBlock::of(block, self.known)).collect();
        let typed = Typed { body, ..Typed::default() };
        let form = FormView::new(Kind::Page, &typed, self.known, &Problems::new(), "", self.around);
        if in_order {
            let lines = form.all_blocks().enumerate().map(|(at, block)| format!("{}. {}", at + 1, block.in_words));
            return lines.collect::<Vec<_>>().join("\n");
        }
        let told = contents(&form).into_iter().filter(|content| content.is_of_block() && !content.text.is_empty());
        let text = |content: super::Content| {
            if content.is_prose() { content.text } else { format!("{}: {}", content.label, content.text) }
        };
        told.map(text).collect::<Vec<_>>().join("\n")
    }
}

/// The problems of what nobody decided yet.
pub(crate) fn undecided(conflicts: &[Conflict]) -> Problems {
    let problem = |conflict: &Conflict| {
        Problem::new(format!("{DECIDE}{}", conflict.key), format!("Choose what to keep of “{}”", conflict.name))
    };
    conflicts.iter().map(problem).collect()
}

impl View for ClashView {
    const TEMPLATE: &'static str = "editor/conflict.html";

    fn samples() -> Vec<(&'static str, Self)> {
        super::samples::clashes()
    }
}

impl ClashView {
    /// The same with sentences at what nobody decided.
    pub(crate) fn with_problems(self, problems: &Problems) -> Self {
        Self { shell: self.shell.with_problem(!problems.is_empty()), troubles: troubles(problems), ..self }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_conflict_shows_its_samples() {
        crate::state::check::<super::ClashView>();
    }
}
