use super::{Judged, Report, Verdict};
use crate::redirect::RedirectTarget;

/// Lines of a report that share their fate.
#[derive(Clone, Debug)]
pub struct Group<'report> {
    /// What becomes of them, as a heading.
    pub heading: &'static str,
    /// What to do about it, in a sentence.
    pub hint: &'static str,
    /// Whether these lines are left out though somebody may have wanted them.
    pub is_trouble: bool,
    /// Each line with what is special about it; empty for nothing.
    pub lines: Vec<(&'report Judged, String)>,
}

/// Headings with their hints, what needs somebody's eye first.
const HEADINGS: [(&str, &str, bool); 9] = [
    (
        "Given with different targets",
        "None of these is taken in. Keep one line for each address, and import the list again.",
        true,
    ),
    ("Lead back to where they begin", "These are left out: a visitor would never arrive.", true),
    ("Cannot be read", "These are left out. Correct the lines, and import the list again.", true),
    ("A public page has the address", "These are left out: visitors find the page.", true),
    (
        "Lead elsewhere on this site already",
        "These are left out: change the redirect by hand if the list is right.",
        true,
    ),
    ("Lead to an address where nothing is", "These are taken in, and work once a page is public there.", false),
    ("Given twice", "An earlier line says the same.", false),
    ("There already", "Nothing changes.", false),
    ("New", "These are taken in.", false),
];

impl Report {
    /// The lines by what becomes of them, those that need somebody's eye first. Groups without lines are left out.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = HEADINGS
            .iter()
            .map(|(heading, hint, is_trouble)| Group { heading, hint, is_trouble: *is_trouble, lines: Vec::new() })
            .collect();
        for judged in &self.lines {
            let (at, said) = said(&judged.verdict);
            groups[at].lines.push((judged, said));
        }
        groups.retain(|group| !group.lines.is_empty());
        groups
    }
}

/// The place of a verdict among the headings, and what is special about the line.
fn said(verdict: &Verdict) -> (usize, String) {
    match verdict {
        Verdict::Conflict { lines } => {
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            (0, format!("lines {}", lines.join(", ")))
        }
        Verdict::Circle => (1, String::new()),
        Verdict::Refused(sentence) => (2, sentence.clone()),
        Verdict::Page => (3, String::new()),
        Verdict::Taken(target) => (4, format!("leads to {} today", in_words(target))),
        Verdict::Nowhere(_) => (5, String::new()),
        Verdict::Duplicate { of } => (6, format!("as on line {of}")),
        Verdict::Same => (7, String::new()),
        Verdict::New(_) => (8, String::new()),
    }
}

fn in_words(target: &RedirectTarget) -> &str {
    match target {
        RedirectTarget::Node(_) => "another page",
        RedirectTarget::Address(address) => address,
        RedirectTarget::Gone => "a note that the page is gone",
    }
}
