use std::collections::HashSet;

use chrono::{Datelike, TimeDelta, Timelike, Weekday};

use super::sites;
use crate::{
    EventDetails, EventStatus, Format,
    sample::{SampleNode, ids},
    wall,
};

fn invented(nodes: &[SampleNode]) -> Vec<(&SampleNode, &EventDetails)> {
    let events = nodes.iter().filter(|node| node.id.0 >= ids::FIRST_INVENTED_EVENT);
    events.filter_map(|node| node.draft.event().map(|event| (node, event))).collect()
}

#[test]
fn invented_train_to_teach_events_begin_thirty_days_on_or_later() {
    for (now, nodes) in sites() {
        let starts: Vec<_> = invented(&nodes)
            .into_iter()
            .filter(|(node, _)| node.parent == Some(ids::TRAIN_TO_TEACH))
            .map(|(_, event)| event.starts_at().expect("a time that exists") - now)
            .collect();
        assert!(starts.len() >= 6);
        assert!(starts.iter().all(|distance| *distance >= TimeDelta::days(30)), "at {now}: {starts:?}");
    }
}

#[test]
fn other_events_lie_in_the_past_or_begin_two_days_on_or_later() {
    for (now, nodes) in sites() {
        let distances: Vec<_> = invented(&nodes)
            .into_iter()
            .filter(|(node, _)| node.parent != Some(ids::TRAIN_TO_TEACH))
            .map(|(_, event)| event.starts_at().expect("a time that exists") - now)
            .collect();
        let past = distances.iter().filter(|distance| **distance < TimeDelta::days(-3)).count();
        let coming = distances.iter().filter(|distance| **distance >= TimeDelta::days(2)).count();
        assert_eq!(past + coming, distances.len(), "at {now}: {distances:?}");
        assert!(past >= 5 && coming >= 12);
    }
}

#[test]
fn events_fall_on_days_and_hours_at_which_people_come() {
    for (now, nodes) in sites() {
        for (node, event) in invented(&nodes) {
            let start = event.start.expect("a start");
            assert_ne!(start.weekday(), Weekday::Sun, "{} at {now}", node.draft.title);
            assert!((9..=19).contains(&start.hour()), "{}", node.draft.title);
            assert!(!matches!((start.month(), start.day()), (12, 22..) | (1, ..=3)), "{}", node.draft.title);
            let slug = node.slug.as_ref().expect("a slug").as_str();
            assert!(slug.ends_with(&start.format("-%d%m%y").to_string()), "{slug}");
            assert_eq!(event.venue.name.is_empty(), event.format == Format::Online, "{}", node.draft.title);
        }
    }
}

#[test]
fn the_programme_shows_every_status_and_format_ends_and_another_zone() {
    let (_, nodes) = sites().next().expect("a site");
    let events = invented(&nodes);
    assert!(events.len() >= 30);
    for status in EventStatus::ALL {
        assert!(events.iter().any(|(_, event)| event.status == status), "{status:?}");
    }
    for format in Format::ALL {
        assert!(events.iter().any(|(_, event)| event.format == format), "{format:?}");
    }
    assert!(events.iter().any(|(_, event)| event.end.is_some()) && events.iter().any(|(_, event)| event.end.is_none()));
    let zones: HashSet<_> = events.iter().map(|(_, event)| event.time_zone.as_str()).collect();
    assert!(zones.contains(wall::UK) && zones.len() > 1);
}
