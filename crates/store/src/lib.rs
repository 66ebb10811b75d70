//! Remembers: the SQLite database behind typed reads and one writer.
//!
//! Rows are private to this crate; others see the types of `content` and the plain structs here. There are three doors:
//!
//! - [`published`]: what visitors, search engines and the API read. It knows the live tables and the redirects and
//!   nothing else, so that no forgotten filter can show a draft.
//! - the modules of the editors ([`tree`], [`find`], [`drafts`], [`history`], [`lists`], [`redirects`], [`unknown`],
//!   [`library`], [`people`]): every read takes a [`rights::Permit`], which only [`rights::may`] makes.
//! - [`Store::write`]: one transaction of the one writer, whose [`Tx`] the verbs of `editorial` use. [`Store::rehearse`] is the same one, rolled back
//!   at its end: it tells how things would be.
//!
//! Only [`dialect`](self) code knows that the database is SQLite.

mod asked;
pub mod checks;
pub mod comments;
pub mod copied;
pub mod devices;
mod dialect;
pub mod drafts;
mod due;
mod entities;
mod error;
pub mod facts;
pub mod filters;
pub mod find;
pub mod history;
pub mod kept;
pub mod library;
pub mod links;
pub mod lists;
pub mod notices;
mod open;
pub mod passages;
pub mod people;
mod preview;
pub mod projection;
pub mod published;
pub mod redirects;
pub mod reviews;
pub mod rights;
pub mod schedule;
pub mod sessions;
mod settings;
pub mod sharing;
pub mod tasks;
mod texts;
mod together;
pub mod tree;
pub mod unknown;
mod visits;
mod write;

pub use asked::Statement;
pub use dialect::commits;
pub use due::{DuePage, pages_due};
pub use error::StoreError;
pub use open::{OpenError, Opening, Store};
pub use settings::DEFAULT_SITE_NAME;
pub use write::{
    AuditLine, Dating, Effect, Journal, Linking, LiveFacts, Named, NewComment, NewFile, NewLiveNode, NewNodeRow,
    NewNotice, NewRevision, NewSchedule, NewTask, NewUserRow, NodeRow, Pending, PendingRelease, Projection,
    PublicChange, Reference, Relocated, SavedBy, Side, Spot, Survey, Tx,
};
