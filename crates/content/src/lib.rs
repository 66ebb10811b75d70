//! What a site *is*: nodes in one tree, their drafts made of blocks, addresses, time and what may be published.
//!
//! This crate says what is true and does nothing: no database, no HTTP, no clock of its own but the [`Clock`] handed to it.
//! A node is a page, an event or a provider ([`Kind`]). Its [`Draft`] is everything an editor types; its address
//! ([`Slug`], [`UrlPath`]) is structure and never part of a draft.
//!
//! # Adding a block type
//! 1. a variant of [`BlockContent`] with its value struct in `block.rs`, and its line in [`BlockType`];
//! 2. its limits in `validate.rs`;
//! 3. a public template in `public-templates/blocks/` and a form partial in `admin-templates/blocks/`.
//!
//! The compiler names every other place by its exhaustive matches.

mod block;
pub mod check;
mod clock;
pub mod compare;
mod draft;
pub mod due;
mod event;
mod files;
mod ids;
mod kind;
mod link;
pub mod merge;
mod node;
mod page;
mod path;
mod problem;
mod provider;
pub mod redirect;
mod revision;
pub mod sample;
mod slug;
mod state;
pub mod synthetic;
mod trail;
mod validate;
pub mod wall;

pub use block::{
    Block, BlockContent, BlockId, BlockType, CallOut, CallToAction, Cards, CardsSource, EventList, Grouping, Prose,
    ProviderList, Tone, UpcomingEvents,
};
pub use clock::Clock;
pub use draft::{Details, Draft};
pub use event::{EventDetails, EventStatus, Format, Venue};
pub use files::{DocumentLink, Image};
pub use ids::{FileNumber, NodeId, RevisionId};
pub use kind::Kind;
pub use link::{LinkTarget, own_path};
pub use node::{Place, Position};
pub use page::{FootBlocks, PageDetails};
pub use path::{PathError, UrlPath};
pub use problem::{Problem, Problems};
pub use provider::{ProviderDetails, REGIONS};
pub use redirect::RedirectTarget;
pub use revision::{Document, DocumentError, Origin};
pub use slug::{Slug, SlugError};
pub use state::State;
pub use trail::TrailStep;
pub use validate::{limits, publishable, valid_draft};
