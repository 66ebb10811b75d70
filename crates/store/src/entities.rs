//! The tables as sea-orm sees them, one file a table. They stay inside this crate.

#![expect(unreachable_pub, reason = "the derive macros of sea-orm want public items")]

pub(crate) mod accepted_findings;
pub(crate) mod audit;
pub(crate) mod autosaves;
pub(crate) mod changes;
pub(crate) mod comments;
pub(crate) mod devices;
pub(crate) mod effects;
pub(crate) mod event_times;
pub(crate) mod findings;
pub(crate) mod grants;
pub(crate) mod ignored_addresses;
pub(crate) mod links;
pub(crate) mod live_anchors;
pub(crate) mod live_bodies;
pub(crate) mod live_events;
pub(crate) mod live_nodes;
pub(crate) mod live_pages;
pub(crate) mod live_providers;
pub(crate) mod media;
pub(crate) mod media_collections;
pub(crate) mod media_versions;
pub(crate) mod nodes;
pub(crate) mod notice_choices;
pub(crate) mod notices;
pub(crate) mod one_time_links;
pub(crate) mod outbox;
pub(crate) mod preview_links;
pub(crate) mod publications;
pub(crate) mod published_anyway;
pub(crate) mod redirects;
pub(crate) mod releases;
pub(crate) mod review_rules;
pub(crate) mod reviews;
pub(crate) mod revisions;
pub(crate) mod schedules;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod tasks;
pub(crate) mod trashings;
pub(crate) mod unknown_addresses;
pub(crate) mod upkeep;
pub(crate) mod urgent_publications;
pub(crate) mod users;
