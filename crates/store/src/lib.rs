//! Remembers: the SQLite database behind typed reads and one writer.
//!
//! Rows are private to this crate; others see the types of `content` and the plain structs here. There are three doors:
//!
//! - [`published`]: what visitors, search engines and the API read. It knows the live tables and the redirects and
//!   nothing else, so that no forgotten filter can show a draft.
//! - the modules of the editors ([`tree`], [`find`], [`drafts`], [`lists`], [`people`]): every read takes a
//!   [`rights::Permit`], which only [`rights::may`] makes.
//! - [`Store::write`]: one transaction of the one writer, whose [`Tx`] the verbs of `editorial` use.
//!
//! Only [`dialect`](self) code knows that the database is SQLite.

pub mod devices;
mod dialect;
pub mod drafts;
mod entities;
mod error;
pub mod find;
pub mod kept;
pub mod links;
pub mod lists;
mod open;
pub mod people;
mod preview;
pub mod projection;
pub mod published;
pub mod rights;
pub mod sessions;
mod settings;
pub mod tasks;
pub mod tree;
mod write;

pub use error::StoreError;
pub use open::{OpenError, Opening, Store};
pub use settings::DEFAULT_SITE_NAME;
pub use write::{
    AuditLine, Effect, Journal, Linking, LiveFacts, Named, NewNodeRow, NewRevision, NewTask, NewUserRow, NodeRow,
    Projection, Reference, Relocated, SavedBy, Side, Spot, Tx,
};
