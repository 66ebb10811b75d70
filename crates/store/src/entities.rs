//! The tables as sea-orm sees them, one file a table. They stay inside this crate.

#![expect(unreachable_pub, reason = "the derive macros of sea-orm want public items")]

pub(crate) mod audit;
pub(crate) mod autosaves;
pub(crate) mod changes;
pub(crate) mod devices;
pub(crate) mod effects;
pub(crate) mod grants;
pub(crate) mod links;
pub(crate) mod live_anchors;
pub(crate) mod live_bodies;
pub(crate) mod live_events;
pub(crate) mod live_nodes;
pub(crate) mod live_pages;
pub(crate) mod live_providers;
pub(crate) mod nodes;
pub(crate) mod one_time_links;
pub(crate) mod publications;
pub(crate) mod redirects;
pub(crate) mod revisions;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod tasks;
pub(crate) mod trashings;
pub(crate) mod users;
