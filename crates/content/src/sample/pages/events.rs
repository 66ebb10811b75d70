use super::super::{build::Page, ids};
use crate::{BlockContent, EventList};

/// Teaching events and its categories. The events themselves are filed below the categories.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::new(ids::TEACHING_EVENTS, ids::HOME, "teaching-events", "Teaching events")
            .summary("Meet teachers, trainees and providers, online or near you, and ask them what you want to know.")
            .text("intro", include_str!("teaching-events.md"))
            .block("list", event_list("All events"))
            .in_menu(),
        Page::new(ids::TRAIN_TO_TEACH, ids::TEACHING_EVENTS, "train-to-teach-events", "Train to Teach events")
            .summary("Our largest events: experts, teachers and providers answer your questions about training.")
            .text("intro", include_str!("train-to-teach-events.md"))
            .block("list", event_list("Coming up")),
        Page::new(ids::ONLINE_EVENTS, ids::TEACHING_EVENTS, "online-q-and-a-events", "Online Q&A events")
            .summary("One hour, one subject, and people who answer as you type.")
            .text("intro", include_str!("online-events.md"))
            .block("list", event_list("Coming up")),
        Page::new(
            ids::SCHOOL_EVENTS,
            ids::TEACHING_EVENTS,
            "school-and-university-events",
            "School and university events",
        )
        .summary("Open evenings and open days at the places where you would train.")
        .text("intro", include_str!("school-events.md"))
        .block("list", event_list("Coming up")),
        Page::new(
            ids::INTERNATIONAL_EVENTS,
            ids::TEACHING_EVENTS,
            "events-for-international-candidates",
            "Events for international candidates",
        )
        .called("International events")
        .summary("For people who live outside the United Kingdom, at hours that suit them.")
        .text("intro", include_str!("international-events.md"))
        .block("list", event_list("Coming up")),
    ]
}

fn event_list(heading: &str) -> BlockContent {
    BlockContent::EventList(EventList { heading: heading.into() })
}
