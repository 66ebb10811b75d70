//! An event's own page.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use content::{EventDetails, EventStatus, LinkTarget, wall};
use serde::Serialize;
use store::published::{EventCard, PublishedNode};
use web::View;

use super::block::BlockView;
use super::event_card::{Badge, When};
use super::frame::{About, Frame, Surroundings};
use super::link::Link;
use super::page::Updated;
use super::{samples, structured};

/// An event's own page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EventView {
    frame: Frame,
    title: String,
    summary: String,
    badge: Option<Badge>,
    banner: Option<Banner>,
    when: Option<When>,
    facts: Vec<Fact>,
    booking: Option<String>,
    category: Option<Link>,
    updated: Option<Updated>,
    body: Vec<BlockView>,
    foot: Vec<BlockView>,
    /// The next moment at which the banner changes.
    #[serde(skip)]
    pub(crate) differs_at: Option<DateTime<Utc>>,
}

/// What a visitor must know before anything else.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Banner {
    sentence: &'static str,
    /// Where to look instead.
    onward: Option<Link>,
}

/// One line of what is known.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) label: &'static str,
    pub(crate) value: String,
    pub(crate) href: Option<String>,
}

impl Fact {
    /// A line of plain text; none if there is nothing to say.
    pub(crate) fn plain(label: &'static str, value: &str) -> Option<Self> {
        (!value.trim().is_empty()).then(|| Self { label, value: value.to_owned(), href: None })
    }

    /// A line with a link.
    pub(crate) fn linked(label: &'static str, value: &str, href: String) -> Option<Self> {
        Self::plain(label, value).map(|fact| Self { href: Some(href), ..fact })
    }
}

impl EventView {
    /// The view of an event.
    pub(crate) fn new(node: PublishedNode, around: &Surroundings) -> Self {
        let about = About {
            title: &node.title,
            summary: &node.summary,
            path: Some(node.path.as_str()),
            canonical: &node.canonical,
            noindex: node.noindex,
            trail: &node.trail,
        };
        let mut frame = Frame::new(&about, around);
        frame.structured.extend(node.event.as_ref().map(|card| structured::event(&node, card, &around.site)));
        let category = node.event.as_ref().and_then(|card| card.category.as_ref()).map(Link::to);
        let phase = node.event.as_ref().map(|card| Phase::of(card, around.now));
        let details = node.event_details.clone().unwrap_or_default();
        let ahead = phase.as_ref().is_none_or(|phase| phase.time == Time::Ahead);
        Self {
            frame,
            badge: Badge::of(details.status),
            banner: banner(phase.as_ref(), details.status, category.clone()),
            when: node.event.as_ref().map(When::of),
            facts: facts(&details, category.as_ref()),
            booking: details.booking.as_ref().filter(|_| ahead && details.status == EventStatus::Scheduled).map(href),
            category,
            updated: Updated::of(&node),
            differs_at: phase.and_then(|phase| phase.until),
            title: node.title,
            summary: node.summary,
            body: BlockView::all(node.body, node.path.as_str()),
            foot: BlockView::all(node.foot, node.path.as_str()),
        }
    }
}

/// Where the present moment stands to the event.
#[derive(Debug, PartialEq, Eq)]
struct Phase {
    time: Time,
    /// When the next phase begins.
    until: Option<DateTime<Utc>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Time {
    Ahead,
    UnderWay,
    Finished,
}

impl Phase {
    /// An event without an end is over with its day: nobody knows sooner.
    fn of(card: &EventCard, now: DateTime<Utc>) -> Self {
        let over = card.ends_at.unwrap_or_else(|| end_of_day(card));
        if now < card.starts_at {
            Self { time: Time::Ahead, until: Some(card.starts_at) }
        } else if now < over {
            Self { time: Time::UnderWay, until: Some(over) }
        } else {
            Self { time: Time::Finished, until: None }
        }
    }
}

fn end_of_day(card: &EventCard) -> DateTime<Utc> {
    let midnight = card.start.date().succ_opt().map(|day| day.and_time(NaiveTime::MIN));
    let midnight = midnight.and_then(|midnight| wall::instant(midnight, &card.time_zone).ok());
    midnight.unwrap_or(card.starts_at + TimeDelta::days(1))
}

fn banner(phase: Option<&Phase>, status: EventStatus, onward: Option<Link>) -> Option<Banner> {
    let finished = phase.is_some_and(|phase| phase.time == Time::Finished);
    let under_way = phase.is_some_and(|phase| phase.time == Time::UnderWay);
    let sentence = match status {
        EventStatus::Cancelled => "This event has been cancelled",
        _ if finished => "This event has finished",
        EventStatus::Postponed => "This event has been postponed. A new date has not been set",
        _ if under_way => "This event has started",
        EventStatus::Full => "This event is full",
        EventStatus::Scheduled => return None,
    };
    Some(Banner { sentence, onward })
}

fn facts(details: &EventDetails, category: Option<&Link>) -> Vec<Fact> {
    let venue = &details.venue;
    let address = [&venue.name, &venue.address, &venue.city, &venue.postcode];
    let address: Vec<&str> = address.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    let facts = [
        Fact::plain("Place", &details.place),
        Fact::plain("How to take part", details.format.label()),
        Fact::plain("Venue", &address.join(", ")),
        Fact::plain("Who it is for", &details.audience),
        Fact::plain("Organiser", &details.organiser),
        Fact::plain("Contact", &details.contact),
        category.and_then(|category| Fact::linked("Part of", &category.label, category.href.clone())),
    ];
    facts.into_iter().flatten().collect()
}

/// The store puts addresses in place of nodes; where one was left, its permanent address leads there.
fn href(target: &LinkTarget) -> String {
    match target {
        LinkTarget::Address(address) => address.clone(),
        LinkTarget::Node(id) => format!("/node/{id}"),
    }
}

impl View for EventView {
    const TEMPLATE: &'static str = "event.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let around = samples::around();
        samples::events().into_iter().map(|(name, node)| (name, Self::new(node, &around))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(end: Option<&str>) -> EventCard {
        let mut card = samples::event_card("York", "2021-03-30T18:00:00");
        card.end = end.map(|end| end.parse().unwrap());
        card.ends_at = card.end.and_then(|end| wall::instant(end, wall::UK).ok());
        card
    }

    fn at(card: &EventCard, now: &str) -> (Time, Option<String>) {
        let phase = Phase::of(card, now.parse().unwrap());
        (phase.time, phase.until.map(|until| until.to_rfc3339()))
    }

    #[test]
    fn an_event_without_an_end_is_over_with_its_day() {
        let york = card(None);
        assert_eq!(at(&york, "2021-03-30T16:59:59Z"), (Time::Ahead, Some("2021-03-30T17:00:00+00:00".into())));
        // Midnight of British Summer Time.
        assert_eq!(at(&york, "2021-03-30T17:00:00Z"), (Time::UnderWay, Some("2021-03-30T23:00:00+00:00".into())));
        assert_eq!(at(&york, "2021-03-30T23:00:00Z"), (Time::Finished, None));
    }

    #[test]
    fn an_event_with_an_end_is_over_then() {
        let york = card(Some("2021-03-30T19:30:00"));
        assert_eq!(at(&york, "2021-03-30T18:29:59Z").0, Time::UnderWay);
        assert_eq!(at(&york, "2021-03-30T18:30:00Z").0, Time::Finished);
    }

    #[test]
    fn a_cancelled_event_is_never_said_to_have_finished() {
        let finished = Phase { time: Time::Finished, until: None };
        let sentence = |status| banner(Some(&finished), status, None).unwrap().sentence;
        assert_eq!(sentence(EventStatus::Cancelled), "This event has been cancelled");
        assert_eq!(sentence(EventStatus::Full), "This event has finished");
    }
}
