//! What is due, as sentences and lines that several screens share.

use chrono::{DateTime, NaiveDate, Utc};
use content::due::in_words;
use content::{Problems, wall};
use serde::Serialize;
use store::schedule::{Outcome, ReleaseId, ReleaseRow, ScheduleRow, Work};

use crate::editor::Fields;
use crate::fields::DateTimeField;
use crate::row::{editor_of, title_or_words};
use crate::words;

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
    /// What visitors read until then: `Visitors read this version already, so nothing changes for them.` Empty once it has ended.
    pub(crate) until_then: String,
    /// What readers are told then; empty for a minor change.
    pub(crate) told: String,
    /// The group with which it goes; empty for by itself.
    pub(crate) group: String,
    /// The group's screen.
    pub(crate) group_href: String,
    /// When, to sort by.
    #[serde(skip)]
    at: DateTime<Utc>,
}

impl Line {
    pub(crate) fn new(row: &ScheduleRow) -> Self {
        let (state, tone) = state_of(row.ended);
        let (group_href, group) =
            row.release.as_ref().map_or_else(Default::default, |(id, name)| (group_of(*id), name.clone()));
        Self {
            id: row.id.0,
            title: title_or_words(&row.node.title, row.node.kind.label()),
            href: editor_of(row.node.id),
            sentence: sentence(row),
            what: what(row),
            when: in_words(row.due_at),
            time: time_of(row.due_at),
            state,
            tone,
            reason: row.reason.clone(),
            by: row.made_by.clone(),
            newer_draft: row.ended.is_none() && row.newer_draft,
            until_then: if row.ended.is_none() { until_then(row) } else { String::new() },
            told: row.told.clone().unwrap_or_default(),
            group,
            group_href,
            at: row.due_at,
        }
    }

    /// A whole group as one line.
    pub(crate) fn of_group(row: &ReleaseRow) -> Self {
        let (state, tone) = state_of(row.ended);
        let what = group_what(row);
        Self {
            id: row.id.0,
            title: row.name.clone(),
            href: group_of(row.id),
            sentence: format!("{what} on {}", in_words(row.due_at)),
            what,
            when: in_words(row.due_at),
            time: time_of(row.due_at),
            state,
            tone,
            reason: row.reason.clone(),
            by: row.made_by.clone(),
            newer_draft: false,
            until_then: String::new(),
            told: String::new(),
            group: String::new(),
            group_href: String::new(),
            at: row.due_at,
        }
    }

    /// Single pages and groups in order of time.
    pub(crate) fn all(rows: &[ScheduleRow], groups: &[ReleaseRow]) -> Vec<Self> {
        let mut lines: Vec<Self> = groups.iter().map(Self::of_group).chain(rows.iter().map(Self::new)).collect();
        lines.sort_by_key(|line| line.at);
        lines
    }

    /// The day in the United Kingdom.
    pub(crate) fn day(&self) -> NaiveDate {
        wall::local(self.at, wall::UK).date()
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
            until_then: "Visitors read version 3 until then.".to_owned(),
            told: if newer_draft { "There is a new fee".to_owned() } else { String::new() },
            group: String::new(),
            group_href: String::new(),
            at: DateTime::UNIX_EPOCH,
        };
        let failed = Self {
            state: "Failed",
            tone: "red",
            reason: "This page is in the trash. Restore it first".to_owned(),
            ..line(3, "Publish version 2", false)
        };
        let grouped = Self {
            group: "Spring campaign".to_owned(),
            group_href: "/admin/schedule/groups/7".to_owned(),
            ..line(4, "Publish version 9", false)
        };
        vec![line(1, "Publish version 4", true), line(2, "Unpublish", false), grouped, failed]
    }
}

/// A group's screen.
pub(crate) fn group_of(id: ReleaseId) -> String {
    format!("/admin/schedule/groups/{}", id.0)
}

/// `Publish 12 pages and unpublish 1 page`.
pub(crate) fn group_what(row: &ReleaseRow) -> String {
    let pages = |number| words::count(number, "page", "pages");
    match (row.publishes, row.unpublishes) {
        (publishes, 0) => format!("Publish {}", pages(publishes)),
        (0, unpublishes) => format!("Unpublish {}", pages(unpublishes)),
        (publishes, unpublishes) => format!("Publish {} and unpublish {}", pages(publishes), pages(unpublishes)),
    }
}

/// The label of a state and its tone.
pub(crate) fn state_of(ended: Option<(DateTime<Utc>, Outcome)>) -> (&'static str, &'static str) {
    match ended {
        None => ("Due", "blue"),
        Some((_, Outcome::Done)) => ("Done", "green"),
        Some((_, Outcome::Failed)) => ("Failed", "red"),
        Some((_, Outcome::Cancelled)) => ("Cancelled", "grey"),
    }
}

fn time_of(moment: DateTime<Utc>) -> String {
    wall::time(wall::local(moment, wall::UK))
}

/// The fields for a time, with what was typed.
pub(crate) fn when_field(fields: &Fields, problems: &Problems) -> DateTimeField {
    DateTimeField::typed("when", "When, in UK time", fields)
        .with_hint("Such as 27 3 2027, 9am or 17:30.")
        .with_problems(problems)
}

/// `Goes live on 30 March 2027 at 9am (version 4)`, or why that was not done.
pub(crate) fn sentence(row: &ScheduleRow) -> String {
    let when = in_words(row.due_at);
    match (row.ended, row.work) {
        (Some((_, Outcome::Failed)), _) => {
            format!("{} on {when} failed: {}.", doing(row), row.reason.trim_end_matches('.'))
        }
        (_, Work::Publish(_)) => format!("Goes live on {when}{}{}", version(row), group(row)),
        (_, Work::Unpublish) => format!("Comes off the public site on {when}{}", group(row)),
    }
}

fn group(row: &ScheduleRow) -> String {
    row.release.as_ref().map(|(_, name)| format!(" with the group “{name}”")).unwrap_or_default()
}

fn what(row: &ScheduleRow) -> String {
    match (row.work, row.number) {
        (Work::Publish(_), Some(number)) => format!("Publish version {number}"),
        (Work::Publish(_), None) => "Publish".to_owned(),
        (Work::Unpublish, _) => "Unpublish".to_owned(),
    }
}

/// What visitors read of a page until its time, and whether that is what they will read.
fn until_then(row: &ScheduleRow) -> String {
    match (row.work, row.public) {
        (Work::Publish(revision), Some((public, _))) if public == revision => {
            "Visitors read this version already, so nothing changes for them.".to_owned()
        }
        (_, Some((_, number))) => format!("Visitors read version {number} until then."),
        (Work::Publish(_), None) => "It is not public until then.".to_owned(),
        (Work::Unpublish, None) => "It is not public today.".to_owned(),
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
