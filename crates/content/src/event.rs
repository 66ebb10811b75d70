use std::str::FromStr;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{LinkTarget, wall};

/// What an event has beside its title, summary and body. Its category is the page below which it is filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDetails {
    /// When it begins, on the clocks of its time zone. A draft may lack it; a published event has it.
    pub start: Option<NaiveDateTime>,
    /// When it ends, on the same clocks; `None` when nobody has said.
    pub end: Option<NaiveDateTime>,
    /// An IANA time zone name.
    pub time_zone: String,
    /// Online, in person or both.
    pub format: Format,
    /// The city or area shown; an online event can have one as well.
    pub place: String,
    /// Where people go.
    #[serde(default)]
    pub venue: Venue,
    /// Where people book.
    #[serde(default)]
    pub booking: Option<LinkTarget>,
    /// Who holds the event; may be empty.
    #[serde(default)]
    pub organiser: String,
    /// Whom to ask; may be empty.
    #[serde(default)]
    pub contact: String,
    /// Whom it is for; may be empty.
    #[serde(default)]
    pub audience: String,
    /// Whether it goes ahead.
    #[serde(default)]
    pub status: EventStatus,
}

impl Default for EventDetails {
    fn default() -> Self {
        Self {
            start: None,
            end: None,
            time_zone: wall::UK.into(),
            format: Format::default(),
            place: String::new(),
            venue: Venue::default(),
            booking: None,
            organiser: String::new(),
            contact: String::new(),
            audience: String::new(),
            status: EventStatus::default(),
        }
    }
}

impl EventDetails {
    /// The instant at which the event begins; `None` when the time is missing or does not exist on that day's clocks.
    pub fn starts_at(&self) -> Option<DateTime<Utc>> {
        wall::instant(self.start?, &self.time_zone).ok()
    }

    /// The instant at which the event ends, where one is known.
    pub fn ends_at(&self) -> Option<DateTime<Utc>> {
        wall::instant(self.end?, &self.time_zone).ok()
    }
}

/// How people take part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Over the internet.
    #[default]
    Online,
    /// At the venue.
    InPerson,
    /// Either way.
    Both,
}

impl Format {
    /// Every format, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Online, Self::InPerson, Self::Both];

    /// The word used in forms, addresses and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::InPerson => "in_person",
            Self::Both => "both",
        }
    }

    /// The words a reader sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Online => "Online",
            Self::InPerson => "In person",
            Self::Both => "Online and in person",
        }
    }

    /// The attendance mode of schema.org, for search engines.
    pub fn schema_org(self) -> &'static str {
        match self {
            Self::Online => "https://schema.org/OnlineEventAttendanceMode",
            Self::InPerson => "https://schema.org/OfflineEventAttendanceMode",
            Self::Both => "https://schema.org/MixedEventAttendanceMode",
        }
    }
}

impl FromStr for Format {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.as_str() == text).ok_or(())
    }
}

/// Whether an event goes ahead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    /// As announced.
    #[default]
    Scheduled,
    /// No places left.
    Full,
    /// Put off; the new date is not known.
    Postponed,
    /// Will not happen.
    Cancelled,
}

impl EventStatus {
    /// Every status, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Scheduled, Self::Full, Self::Postponed, Self::Cancelled];

    /// The word used in forms and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Full => "full",
            Self::Postponed => "postponed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The word an editor reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Scheduled => "Going ahead",
            Self::Full => "Full",
            Self::Postponed => "Postponed",
            Self::Cancelled => "Cancelled",
        }
    }

    /// The badge a visitor sees; `None` when the event goes ahead as announced.
    pub fn badge(self) -> Option<&'static str> {
        (self != Self::Scheduled).then(|| self.label())
    }

    /// The event status of schema.org. It has none for a full event, which still goes ahead.
    pub fn schema_org(self) -> &'static str {
        match self {
            Self::Scheduled | Self::Full => "https://schema.org/EventScheduled",
            Self::Postponed => "https://schema.org/EventPostponed",
            Self::Cancelled => "https://schema.org/EventCancelled",
        }
    }
}

impl FromStr for EventStatus {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or(())
    }
}

/// Where people go. Every part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Venue {
    /// The building.
    pub name: String,
    /// Street and number.
    pub address: String,
    /// Town or city.
    pub city: String,
    /// Postcode.
    pub postcode: String,
    /// Latitude and longitude in degrees (WGS 84), as typed: `54.97, -1.61`.
    pub coordinates: String,
}
