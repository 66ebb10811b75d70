//! What a site *is*: nodes in one tree, their drafts made of blocks, addresses, time and what may be published.
//!
//! This crate says what is true and does nothing: no database, no HTTP, no clock of its own but the [`Clock`] handed to it.
//! A node is a page, an event or a provider ([`Kind`]). Its [`Draft`] is everything an editor types; its address
//! ([`Slug`], [`UrlPath`]) is structure and never part of a draft.
//!
//! # Adding a block type
//! 1. a variant of [`BlockContent`] with its value in `block/`, its lines in `block/block_type.rs`, and its texts and references in
//!    `block/pieces.rs`: links, checks, search and where-used read them from there;
//! 2. its limits in `validate.rs` and the labels by which versions are compared in `compare/fields.rs`;
//! 3. its fields and form partial (`admin`, `admin-templates/blocks/`), its public template (`public-templates/blocks/`) and its shape in the API,
//!    from which its JSON schema is made (`api`), each with a sample.
//!
//! The compiler names every place by its exhaustive matches.

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
mod link_place;
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
mod wording;

pub use block::{
    Block, BlockContent, BlockGroup, BlockId, BlockType, CallOut, CallToAction, Cards, CardsSource, EventList,
    Expander, Grouping, Piece, Prose, ProviderList, Quote, Reference, Referred, Step, Steps, Table, Text, Tone,
    UpcomingEvents, Video,
};
pub use clock::Clock;
pub use draft::{Details, Draft};
pub use event::{EventDetails, EventStatus, Format, Venue};
pub use files::{DocumentLink, Image};
pub use ids::{FileNumber, NodeId, RevisionId};
pub use kind::Kind;
pub use link::{LinkTarget, own_path};
pub use link_place::LinkPlace;
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
pub use wording::{Needle, Wording, Written, wordings};
