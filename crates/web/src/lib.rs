//! HTTP manners: what every screen, page and endpoint needs from the web and none should say twice.
//!
//! This crate knows axum, hyper and minijinja; it knows no SQL, no domain verb and no other crate of the house. Each module is one manner:
//!
//! - [`templates`] and [`assets`]: typed doors to templates, hashed addresses for style sheets and scripts;
//! - [`error`]: refusals and surprises, turned into pages in one place;
//! - [`form`], [`upload`], [`mod@file`], [`redirect`], [`pagination`]: what comes in and goes out, where it goes next, how a long list is cut;
//! - [`headers`], [`cross_site`], [`limits`], [`trace`]: layers around a router;
//! - [`etag`], [`encoding`]: the words of HTTP caching;
//! - [`serve`]: the accept loop, with the timeouts that axum's own does not set;
//! - [`client`]: a browser without JavaScript for tests.
//!
//! The order of the layers around a router, from the inside out: [`cross_site::apply`], [`limits::apply`], [`error::pages`] (which also turns a
//! panic into a page), [`headers::apply`], [`trace::apply`]. So a refusal of any inner layer becomes a page, and every page carries the headers.
//!
//! To add a screen's template: write the view struct in the crate that shows it, implement [`templates::View`] with its samples, and list it in that
//! crate's test which calls [`templates::Templates::check`]. To add a layer: a module here with one function `apply(router, …) -> Router`.

mod accept;
pub mod assets;
pub mod client;
pub mod cross_site;
pub mod encoding;
pub mod error;
pub mod etag;
pub mod file;
pub mod form;
pub mod headers;
pub mod limits;
pub mod pagination;
pub mod redirect;
pub mod serve;
pub mod templates;
pub mod trace;
pub mod upload;

pub use accept::wants_json;
pub use error::{Error, ErrorReport, Failure, Refusal};
pub use form::{Form, Query, RawForm};
pub use templates::{Page, Safe, Templates, View};
pub use upload::Upload;
