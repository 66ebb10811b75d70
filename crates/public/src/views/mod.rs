//! What each template sees: finished addresses, dates and labels. One file per screen; the parts that several screens share have files of their own.
//!
//! A view is made from what the store read and from the [`frame::Surroundings`]; it asks nothing more. Templates only arrange.

pub(crate) mod block;
pub(crate) mod error;
pub(crate) mod event;
pub(crate) mod event_card;
pub(crate) mod event_list;
pub(crate) mod frame;
pub(crate) mod gone;
pub(crate) mod link;
pub(crate) mod not_found;
pub(crate) mod page;
pub(crate) mod provider;
pub(crate) mod provider_list;
pub(crate) mod robots;
pub(crate) mod samples;
pub(crate) mod sitemap;
pub(crate) mod structured;

#[cfg(test)]
mod tests;
