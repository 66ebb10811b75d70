//! Events: as items of lists, and what the event's own answer says besides.

use content::{EventDetails, LinkTarget, wall};
use schemars::JsonSchema;
use serde::Serialize;
use store::published::EventCard;

use super::{Crumb, filled};
use crate::site::Site;

/// What every answer says about an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct EventFacts {
    /// With the offset of the event's own clocks: `2021-03-30T18:00:00+01:00`.
    pub(crate) starts_at: String,
    pub(crate) ends_at: Option<String>,
    /// An IANA name.
    pub(crate) time_zone: String,
    /// `online`, `in_person` or `both`.
    pub(crate) format: &'static str,
    pub(crate) place: Option<String>,
    /// `scheduled`, `full`, `postponed` or `cancelled`.
    pub(crate) status: &'static str,
    /// The live page below which it is filed.
    pub(crate) category: Option<Crumb>,
    /// The time as people say it, for HTML: "Tuesday 30 March 2021, 6pm".
    #[serde(skip)]
    pub(crate) when: String,
    /// A departure from the plan as people say it, for HTML: "Cancelled".
    #[serde(skip)]
    pub(crate) badge: Option<&'static str>,
}

/// An event in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct EventItem {
    pub(crate) id: i64,
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) path: String,
    pub(crate) url: String,
    #[serde(flatten)]
    pub(crate) facts: EventFacts,
}

/// An event in its own answer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Event {
    #[serde(flatten)]
    pub(crate) facts: EventFacts,
    /// None when nothing is known of it.
    venue: Option<Venue>,
    booking_href: Option<String>,
    organiser: Option<String>,
    contact: Option<String>,
    audience: Option<String>,
}

/// Where people go.
#[derive(Clone, Debug, Serialize)]
struct Venue {
    name: Option<String>,
    address: Option<String>,
    city: Option<String>,
    postcode: Option<String>,
    /// Latitude and longitude as typed.
    coordinates: Option<String>,
}

impl EventItem {
    pub(crate) fn new(event: EventCard, site: &Site) -> Self {
        Self {
            id: event.id.0,
            kind: content::Kind::Event.as_str(),
            title: event.title.clone(),
            summary: event.summary.clone(),
            path: event.path.to_string(),
            url: site.address(event.path.as_str()),
            facts: EventFacts::of(event),
        }
    }
}

impl EventFacts {
    fn of(event: EventCard) -> Self {
        let category = event.category.map(|card| Crumb { id: card.id.0, title: card.title, path: card.path.into() });
        let mut when = wall::span(event.start, event.end);
        if event.time_zone != wall::UK {
            when = format!("{when} ({})", event.time_zone);
        }
        Self {
            when,
            badge: event.status.badge(),
            starts_at: wall::rfc3339(event.starts_at, &event.time_zone),
            ends_at: event.ends_at.map(|end| wall::rfc3339(end, &event.time_zone)),
            time_zone: event.time_zone,
            format: event.format.as_str(),
            place: filled(event.place),
            status: event.status.as_str(),
            category,
        }
    }
}

impl Event {
    pub(crate) fn new(event: EventCard, details: EventDetails) -> Self {
        Self {
            facts: EventFacts::of(event),
            venue: Venue::of(details.venue),
            booking_href: details.booking.map(|target| match target {
                LinkTarget::Address(address) => address,
                LinkTarget::Node(id) => format!("/node/{id}"),
            }),
            organiser: filled(details.organiser),
            contact: filled(details.contact),
            audience: filled(details.audience),
        }
    }
}

impl Venue {
    fn of(venue: content::Venue) -> Option<Self> {
        if venue == content::Venue::default() {
            return None;
        }
        Some(Self {
            name: filled(venue.name),
            address: filled(venue.address),
            city: filled(venue.city),
            postcode: filled(venue.postcode),
            coordinates: filled(venue.coordinates),
        })
    }
}
