//! Small labels in lists that say how something stands, in words first and in colour only besides.

use content::{EventStatus, State};
use serde::Serialize;

/// A label with a tone, shown by the macro `state_tag`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct StateTag {
    /// What the person reads.
    pub(crate) label: &'static str,
    /// A class of the style sheet: `grey`, `green`, `blue`, `amber` or `red`.
    pub(crate) tone: &'static str,
}

impl From<State> for StateTag {
    fn from(state: State) -> Self {
        let tone = match state {
            State::Draft => "blue",
            State::Published => "green",
            State::PublishedWithChanges => "amber",
            State::Unpublished => "grey",
            State::Trashed => "red",
        };
        Self { label: state.label(), tone }
    }
}

impl From<EventStatus> for StateTag {
    fn from(status: EventStatus) -> Self {
        let tone = match status {
            EventStatus::Scheduled => "green",
            EventStatus::Full => "grey",
            EventStatus::Postponed => "amber",
            EventStatus::Cancelled => "red",
        };
        Self { label: status.label(), tone }
    }
}
