//! The screens, one file each: its view with samples, its handlers, its routes.

mod account;
mod attempt;
mod bulk;
mod catch_all;
mod choosing;
mod display;
mod events;
mod facts;
mod filters;
mod find;
mod help;
mod history;
mod home;
mod level;
pub(crate) mod media;
mod not_found;
mod notices;
mod one_time;
mod pages;
pub(crate) mod paging;
mod password;
mod providers;
mod redirects;
mod reports;
mod reviews;
mod schedule;
mod search;
mod session;
mod set_up;
pub(crate) mod sign_in;
mod sign_out;
mod ticked;
mod trash;
mod undo;
mod users;

use axum::Router;

pub(crate) use paging::pagination;

use crate::Admin;

/// The screens that need no sign-in, and no others.
pub(crate) fn open() -> Router<Admin> {
    Router::new().merge(sign_in::router()).merge(sign_out::router()).merge(set_up::router()).merge(password::router())
}

/// The screens behind the guard whose forms bring files.
pub(crate) fn uploads() -> Router<Admin> {
    media::uploads()
}

/// The screens behind the guard.
pub(crate) fn signed_in() -> Router<Admin> {
    Router::new()
        .merge(home::router())
        .merge(pages::router())
        .merge(bulk::router())
        .merge(undo::router())
        .merge(search::router())
        .merge(find::router())
        .merge(events::router())
        .merge(providers::router())
        .merge(media::router())
        .merge(facts::router())
        .merge(redirects::router())
        .merge(not_found::router())
        .merge(schedule::router())
        .merge(reviews::router())
        .merge(reports::router())
        .merge(trash::router())
        .merge(users::router())
        .merge(account::router())
        .merge(display::router())
        .merge(filters::router())
        .merge(session::router())
        .merge(notices::router())
        .merge(history::router())
        .merge(help::router())
        .merge(catch_all::router())
}
