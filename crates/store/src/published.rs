//! What visitors read. This module knows the live tables, the redirects and which page stands in for a withdrawn one, and
//! nothing else: a draft cannot leak through a filter that somebody forgot. Previews alone read one revision, which their
//! signed address names.

mod blocks;
mod elsewhere;
mod events;
mod files;
mod lists;
mod node;
mod preview;
mod providers;
mod resolve;
mod types;

pub use crate::preview::Later;
pub use files::{OfferedPicture, PublishedFile, PublishedPicture, file};
pub use lists::{events, menu, pages, providers, sitemap, suggestions};
pub use preview::{Previewing, preview, preview_later, preview_within};
pub use resolve::resolve;
pub use types::{
    Anchor, Card, EventCard, EventFilter, Listing, Month, NodeItem, ProviderCard, ProviderGroup, PublishedBlock,
    PublishedContent, PublishedNode, PublishedStep, Resolved, SitemapEntry, Slice, When,
};
