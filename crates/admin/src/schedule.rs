//! What is due, as sentences and lines that several screens share.

use content::due::in_words;
use serde::Serialize;
use store::schedule::{Outcome, ScheduleRow, Work};

use crate::row::{editor_of, title_or_words};

/// One line of the schedule.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    /// What the buttons of this line send.
    pub(crate) id: i64,
    /// The page.
    pub(crate) title: String,
    /// Its schedule.
    pub(crate) href: String,
    /// `Goes live on 30 March 2027 at 9am (version 4)`.
    pub(crate) sentence: String,
    /// `Publish version 4`.
    pub(crate) what: String,
    /// `30 March 2027 at 9am`.
    pub(crate) when: String,
    /// `9am`.
    pub(crate) time: String,
    /// `Due`, `Done` or `Failed`.
    pub(crate) state: &'static str,
    /// The tone of the state's label.
    pub(crate) tone: &'static str,
    /// Why it was not done; empty for nothing.
    pub(crate) reason: String,
    pub(crate) by: String,
    /// Whether the draft is a newer version than the one that goes live.
    pub(crate) newer_draft: bool,
}

impl Line {
    pub(crate) fn new(row: &ScheduleRow) -> Self {
        let (state, tone) = match row.ended {
            None => ("Due", "blue"),
            Some((_, Outcome::Done)) => ("Done", "green"),
            Some((_, Outcome::Failed)) => ("Failed", "red"),
            Some((_, Outcome::Cancelled)) => ("Cancelled", "grey"),
        };
        let local = content::wall::local(row.due_at, content::wall::UK);
        Self {
            id: row.id.0,
            title: title_or_words(&row.node.title, row.node.kind.label()),
            href: editor_of(row.node.id),
            sentence: sentence(row),
            what: what(row),
            when: in_words(row.due_at),
            time: content::wall::time(local),
            state,
            tone,
            reason: row.reason.clone(),
            by: row.made_by.clone(),
            newer_draft: row.ended.is_none() && row.newer_draft,
        }
    }

    pub(crate) fn samples() -> Vec<Self> {
        let line = |id: i64, what: &str, newer_draft| Self {
            id,
            title: "Assessment Only".to_owned(),
            href: "/admin/nodes/12".to_owned(),
            sentence: "Goes live on 30 March 2027 at 9am (version 4)".to_owned(),
            what: what.to_owned(),
            when: "30 March 2027 at 9am".to_owned(),
            time: "9am".to_owned(),
            state: "Due",
            tone: "blue",
            reason: String::new(),
            by: "Asha Patel".to_owned(),
            newer_draft,
        };
        let failed = Self {
            state: "Failed",
            tone: "red",
            reason: "This page is in the trash. Restore it first".to_owned(),
            ..line(3, "Publish version 2", false)
        };
        vec![line(1, "Publish version 4", true), line(2, "Unpublish", false), failed]
    }
}

/// `Goes live on 30 March 2027 at 9am (version 4)`, or why that was not done.
pub(crate) fn sentence(row: &ScheduleRow) -> String {
    let when = in_words(row.due_at);
    match (row.ended, row.work) {
        (Some((_, Outcome::Failed)), _) => {
            format!("{} on {when} failed: {}.", doing(row), row.reason.trim_end_matches('.'))
        }
        (_, Work::Publish(_)) => format!("Goes live on {when}{}", version(row)),
        (_, Work::Unpublish) => format!("Comes off the public site on {when}"),
    }
}

fn what(row: &ScheduleRow) -> String {
    match (row.work, row.number) {
        (Work::Publish(_), Some(number)) => format!("Publish version {number}"),
        (Work::Publish(_), None) => "Publish".to_owned(),
        (Work::Unpublish, _) => "Unpublish".to_owned(),
    }
}

fn doing(row: &ScheduleRow) -> String {
    match (row.work, row.number) {
        (Work::Publish(_), Some(number)) => format!("Publishing version {number}"),
        (Work::Publish(_), None) => "Publishing".to_owned(),
        (Work::Unpublish, _) => "Unpublishing".to_owned(),
    }
}

fn version(row: &ScheduleRow) -> String {
    row.number.map(|number| format!(" (version {number})")).unwrap_or_default()
}
