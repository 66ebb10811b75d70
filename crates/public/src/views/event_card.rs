//! An event as lists and blocks show it.

use content::{EventStatus, wall};
use serde::Serialize;
use store::published::EventCard;

/// An event as lists and blocks show it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EventCardView {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) when: When,
    pub(crate) place: String,
    pub(crate) format: &'static str,
    pub(crate) badge: Option<Badge>,
}

/// The time of an event, in words and for machines.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct When {
    /// `2021-03-30T18:00:00+01:00`.
    pub(crate) datetime: String,
    /// "Tuesday 30 March 2021, 6pm".
    pub(crate) words: String,
}

/// A departure from the plan, always in words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Badge {
    pub(crate) label: &'static str,
    /// The end of the class that gives it its colour.
    pub(crate) name: &'static str,
}

impl EventCardView {
    /// The card of an event.
    pub(crate) fn new(event: &EventCard) -> Self {
        Self {
            href: event.path.to_string(),
            title: event.title.clone(),
            summary: event.summary.clone(),
            when: When::of(event),
            place: event.place.clone(),
            format: event.format.label(),
            badge: Badge::of(event.status),
        }
    }
}

impl When {
    /// The time of an event on its own clocks, which are named where they are not the United Kingdom's.
    pub(crate) fn of(event: &EventCard) -> Self {
        let mut words = wall::span(event.start, event.end);
        if event.time_zone != wall::UK {
            let city = event.time_zone.rsplit('/').next().unwrap_or(&event.time_zone).replace('_', " ");
            words = format!("{words} ({city} time)");
        }
        Self { datetime: wall::rfc3339(event.starts_at, &event.time_zone), words }
    }
}

impl Badge {
    /// The badge of a status; none for an event that goes ahead as announced.
    pub(crate) fn of(status: EventStatus) -> Option<Self> {
        status.badge().map(|label| Self { label, name: status.as_str() })
    }
}
