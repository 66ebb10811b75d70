//! The shapes that clients read. They are the API's own: the store may change its structs, these stay as they are within `v1`.

mod block;
mod card;
mod event;
mod list;
mod node;
mod provider;

pub(crate) use block::{Block, BlockContent};
pub(crate) use card::{Card, Crumb, Link, PageItem};
pub(crate) use event::{Event, EventItem};
pub(crate) use list::{List, Part};
pub(crate) use node::{Gone, Node, Redirect};
pub(crate) use provider::{Provider, ProviderGroup, ProviderItem};

/// A text, or none if nobody has filled it in.
fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}
