//! The four real events, with the titles, addresses, times, cities and summaries that they had. Nothing is added to
//! them: no end, no venue, no text, because nobody said any.

use chrono::NaiveDate;

use super::{SampleNode, build, ids};
use crate::{Details, Draft, EventDetails, Format, Kind, NodeId};

/// City, day of March 2021, hour on the clocks of London.
const EVENTS: [(&str, u32, u32); 4] =
    [("Newcastle", 23, 17), ("Southampton", 24, 17), ("London", 27, 10), ("York", 30, 18)];

/// The four events, soonest first.
pub(super) fn events() -> impl Iterator<Item = SampleNode> {
    (ids::FIRST_REAL_EVENT..).zip(EVENTS).map(|(id, (city, day, hour))| {
        let mut draft = Draft::empty(Kind::Event);
        draft.title = format!("Train to Teach {city} virtual event");
        draft.summary = format!(
            "This event, for anyone interested in training to teach in {city}, will give you the chance to ask experts \
             about your teacher training options and what it’s like to teach."
        );
        draft.details = Details::Event(EventDetails {
            start: NaiveDate::from_ymd_opt(2021, 3, day).and_then(|day| day.and_hms_opt(hour, 0, 0)),
            format: Format::Online,
            place: city.into(),
            ..EventDetails::default()
        });
        SampleNode {
            id: NodeId(id),
            parent: Some(ids::TRAIN_TO_TEACH),
            slug: Some(build::slug(&format!("train-to-teach-{}-virtual-event-{day:02}0321", city.to_lowercase()))),
            draft,
            published: true,
        }
    })
}
