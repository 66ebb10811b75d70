//! The read API for other front ends: the live site as JSON below `/api/v1`.
//!
//! [`router()`] answers from the store's live tables on every request, so that it agrees with the public pages in the very next request after a
//! change, and no draft can be read through it. The way of a request: `parameters` reads the query and refuses what it does not know, a handler
//! (`resolve`, `lists`) asks `store::published`, `wire` gives what it found the API's own shape, `answer` sends it with a strong entity tag. Whatever
//! goes wrong becomes a problem (RFC 9457) in `problem`.
//!
//! | address | answer |
//! |---|---|
//! | `/api/v1/resolve?path=/a/b` | the node at that address with everything its page shows, or `{"kind": "redirect", …}`, or `{"kind": "gone", …}` |
//! | `/api/v1/pages` | the pages in the order of their addresses |
//! | `/api/v1/events?when=upcoming` | the events, soonest first; `when=past` latest first; without `when` all of them |
//! | `/api/v1/providers` | the providers in alphabetical order |
//! | `/api/v1/schemas/blocks` | the types of blocks, each with the address of its JSON schema |
//! | `/api/v1/schemas/blocks/steps` | the JSON schema (2020-12) of the blocks of one type, as they stand in `body` and `foot` |
//!
//! Lists take `limit` (1 to 100, 20 if absent) and `offset`, and say in `meta` how many items there are and where the parts before and after lie.
//! An answer has every field in every case; what nobody has filled in is `null`, or an empty text where the field is always text (`title`,
//! `summary`). Instants are RFC 3339: those of events with the offset of the event's own clocks, all others in UTC.
//!
//! # Adding a block
//! A variant of `wire::BlockContent`, from which its schema is made, an arm of `html::block`, and a sample in `tests/schemas.rs`.
//!
//! # Adding a list
//! A read in `store::published`, an item in `wire`, a handler in `lists` with the names of its parameters, and a route here.

mod answer;
mod html;
mod lists;
mod parameters;
mod problem;
mod resolve;
mod router;
mod schemas;
mod site;
#[cfg(test)]
mod tests;
mod wire;

pub use router::router;
pub use site::{Api, Settings};
