//! Invented events around the moment at which the site is made: some weeks back, and from two days on. Those of the
//! category Train to Teach begin more than 30 days later, so that the four real events stand alone in their month.

mod calendar;
mod programme;

use chrono::{DateTime, Duration, Utc};

use self::programme::{Invented, PROGRAMME};
use super::{SampleNode, build, ids};
use crate::{Block, Details, Draft, EventDetails, Format, Kind, LinkTarget, NodeId, Slug, Venue};

/// The invented events of the whole programme.
pub(super) fn invented(now: DateTime<Utc>) -> impl Iterator<Item = SampleNode> {
    (ids::FIRST_INVENTED_EVENT..).zip(PROGRAMME).map(move |(id, event)| node(NodeId(id), event, now))
}

fn node(id: NodeId, event: &Invented, now: DateTime<Utc>) -> SampleNode {
    let start = calendar::day(now, event.days, event.on).and_hms_opt(event.hour, event.minute, 0);
    let stem = Slug::from_title(event.title).expect("the sample's titles hold letters");
    let date = start.map(|start| start.format("-%d%m%y").to_string()).unwrap_or_default();
    let mut draft = Draft::empty(Kind::Event);
    draft.title = event.title.into();
    draft.summary = event.summary.into();
    draft.body = vec![Block::prose(build::block_id("text"), text(event))];
    draft.details = Details::Event(EventDetails {
        start,
        end: start.zip(event.minutes).map(|(start, minutes)| start + Duration::minutes(minutes)),
        time_zone: event.time_zone.into(),
        format: event.format,
        place: event.place.into(),
        venue: venue(event),
        booking: Some(LinkTarget::Address(format!("https://example.org/book/{stem}"))),
        organiser: event.organiser.into(),
        contact: "events@example.org".into(),
        audience: event.audience.into(),
        status: event.status,
    });
    SampleNode {
        id,
        parent: Some(event.category),
        slug: Some(build::slug(&format!("{stem}{date}"))),
        draft,
        published: event.published,
    }
}

fn venue(event: &Invented) -> Venue {
    event.venue.map_or_else(Venue::default, |(name, address)| Venue {
        name: name.into(),
        address: address.into(),
        city: event.place.into(),
        ..Venue::default()
    })
}

/// What the events of a category have in common, told apart by whether people come in person.
fn text(event: &Invented) -> &'static str {
    let markdown = match (event.category, event.format) {
        (ids::TRAIN_TO_TEACH, Format::Online) => include_str!("events/train-to-teach-online.md"),
        (ids::TRAIN_TO_TEACH, _) => include_str!("events/train-to-teach-in-person.md"),
        (ids::ONLINE_EVENTS, _) => include_str!("events/online.md"),
        (ids::INTERNATIONAL_EVENTS, _) => include_str!("events/international.md"),
        _ => include_str!("events/school.md"),
    };
    markdown.trim_end_matches('\n')
}
