//! What an uploaded file is, what is made of it, and where its bytes are kept.
//!
//! This crate is a leaf: it knows no database and no HTTP. A file comes in as a stream ([`Storage::receive`]) into a nameless file on the disk, so
//! that whatever ends an upload leaves nothing behind. [`Storage::take_in`] then looks at its content, never at its name: a picture is decoded within
//! limits and written anew, which drops everything that is not pixels; a document is checked for its structure and kept as it is, to be served
//! inert. What is kept is addressed by the hash of its bytes ([`struct@Hash`]). [`Storage::rendition`] makes a smaller picture once and keeps it.
//!
//! To add a kind of file, add its variant to [`FileKind`] and how its content shows itself in `recognise`; everything else asks the kind.

mod fit;
mod hash;
mod kind;
pub mod name;
mod picture;
mod recognise;
mod refusal;
mod rendition;
mod size;
mod storage;
#[cfg(test)]
mod tests;

pub use fit::{Focal, card, widths};
pub use hash::Hash;
pub use kind::{FileId, FileKind};
pub use refusal::{Refusal, StorageError, UploadError};
pub use rendition::{Rendition, Shape};
pub use size::size_in_words;
pub use storage::{Document, Incoming, MOST_BYTES, Note, Office, Storage, TakenIn};
