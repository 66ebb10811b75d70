//! The pages that visitors read.
//!
//! [`router()`] answers every address of the public site from the live tables only, so a draft cannot be shown by mistake. The way of a visit:
//!
//! 1. `fast` looks among the finished pages of `cache` right after HTTP parsing ([`Public::fast_answer`]); a hit is sent as it is;
//! 2. `node` resolves the address: a live node, a redirect, gone, or missing;
//! 3. the node becomes a view (`views`, one file per screen), the view a page (`public-templates/`, one template per view);
//! 4. the page is kept ready as plain, gzip and Brotli bytes (`answer`, `cache`) until the site's content or the clock makes it untrue.
//!
//! Pictures and documents (`files`) come from the storage of the library, and only as long as a live text uses them.
//!
//! A kept page carries the generation that its content was read at. It is never sent once the store knows of a newer one, nor from the moment on
//! at which its own words would differ (an event begins). Pages asked for with a query, previews and errors are made anew each time.
//!
//! # Adding a screen
//! A view struct with its samples in `views/`, a template of the same name in `public-templates/`, a line in the test of `views/mod.rs`, and a route
//! in `router.rs`.
//!
//! # Adding a block
//! A variant of `views::block::BlockView` and the partial `public-templates/blocks/{name}.html`, named as the variant is in snake case.

mod answer;
mod cache;
mod discovery;
mod embedded;
mod errors;
mod fast;
mod files;
mod footer;
mod missing;
mod node;
mod preview;
mod query;
mod router;
mod site;
#[cfg(test)]
mod style;
mod views;

pub use router::router;
pub use site::{Previews, Public, Settings, Site};
