//! Decides: the verbs by which content and people change.
//!
//! A verb asks three things in turn: may this person (again, inside its transaction)? Is it valid? Then it writes
//! everything that belongs together in one transaction, with one line of the audit. It returns one result, or a
//! [`Refusal`] whose sentence an editor can act on. The public site never calls this crate.
//!
//! An action of one or many verbs can be planned ([`plan`]): it is carried out in its transaction, described from what it changed, and taken back;
//! what is confirmed is carried out again and must come to the same. [`undo`] turns what an action changed around.
//!
//! # Adding a verb
//! Write one file named after it; take the store, a [`Permit`](store::rights::Permit) and what the verb needs; check
//! the permit's action with `expecting`; put every write into one `store.write`.

pub mod checks;
pub mod comments;
mod copy;
pub mod create;
pub mod drafts;
pub mod events;
pub mod facts;
pub mod files;
pub mod filters;
pub mod generate;
mod interrupted;
pub mod kept;
pub mod links;
pub mod notices;
pub mod people;
pub mod plan;
pub mod publish;
pub mod redirects;
mod refusal;
pub mod review;
pub mod reword;
pub mod roles;
pub mod sample;
pub mod schedule;
pub mod sharing;
pub mod site;
pub mod structure;
mod take_over;
#[cfg(test)]
mod tests;
pub mod trash;
pub mod undo;
mod verb;

pub use refusal::Refusal;
pub use take_over::take_over;
