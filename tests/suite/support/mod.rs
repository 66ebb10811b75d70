//! What the stories are told with: a site of its own for each, people who sign in, and eyes for what a page shows.

mod folder;
pub(crate) mod people;
pub(crate) mod reading;
pub(crate) mod server;
mod site;
pub(crate) mod verbs;
pub(crate) mod whole;

pub(crate) use folder::Folder;
pub(crate) use people::{PASSWORD, Person, editing_form, form_with};
pub(crate) use site::{SITE_URL, Site, moment};

use content::NodeId;

/// Where the seed's page lies.
pub(crate) const SEED_PAGE: &str =
    "/explore-my-options/teacher-training-routes/specialist-training-options/assessment-only";
/// The category of the seed's events.
pub(crate) const CATEGORY: &str = "/teaching-events/train-to-teach-events";
/// The seed's events, soonest first: number, last part of the address, title, start with its offset.
pub(crate) const SEED_EVENTS: [(NodeId, &str, &str, &str); 4] = [
    (
        NodeId(101),
        "train-to-teach-newcastle-virtual-event-230321",
        "Train to Teach Newcastle virtual event",
        "2021-03-23T17:00:00+00:00",
    ),
    (
        NodeId(102),
        "train-to-teach-southampton-virtual-event-240321",
        "Train to Teach Southampton virtual event",
        "2021-03-24T17:00:00+00:00",
    ),
    (
        NodeId(103),
        "train-to-teach-london-virtual-event-270321",
        "Train to Teach London virtual event",
        "2021-03-27T10:00:00+00:00",
    ),
    (
        NodeId(104),
        "train-to-teach-york-virtual-event-300321",
        "Train to Teach York virtual event",
        "2021-03-30T18:00:00+01:00",
    ),
];
/// The first of them, which most stories about events are about.
pub(crate) const NEWCASTLE: NodeId = SEED_EVENTS[0].0;

/// The address of one of the seed's events.
pub(crate) fn event_path(at: usize) -> String {
    format!("{CATEGORY}/{}", SEED_EVENTS[at].1)
}
