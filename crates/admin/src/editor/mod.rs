//! Everything about one node: its editor and the screens beside it, below `/admin/nodes/{id}` and `/admin/new`.
//!
//! The editor is a form that works without JavaScript. `form` holds what stands in its fields and reads it as a draft, `operation` changes its blocks,
//! `lookup` asks the store what addresses lead to, `view` makes what the templates in `admin-templates/editor/` and `admin-templates/blocks/` show,
//! `edit` answers, `elsewhere` brings files, facts and copied blocks, `convert` makes Markdown of what is pasted, `saving` saves and joins what others
//! saved meanwhile, `keeping` keeps what is not saved yet, `checks` says what a reader would stumble over. Each other screen is one file in `screens`.
//!
//! To add a block type: its fields in `form/block.rs` and `view/block_fields.rs`, and its template in `admin-templates/blocks/`; a list within it in
//! `form/lists.rs`, `view/lists.rs` and `operation/items.rs`. To add a field of a kind of
//! node: `form/details.rs` and `view/kinds.rs`.

mod checks;
mod convert;
mod desk;
mod edit;
mod elsewhere;
mod form;
mod fresh;
mod here;
mod keeping;
mod links_panel;
mod lookup;
mod operation;
mod own_links;
mod paragraphs;
mod saving;
mod screens;
mod telling;
mod threads;
mod view;

pub(crate) use form::{Fields, moments};
pub(crate) use screens::mend::mend_query;
pub(crate) use screens::roles_below;
pub(crate) use screens::settling::{Settling, SettlingView};
pub(crate) use telling::{TellingView, typed as told};

use axum::Router;
use axum::routing::{get, post};

use crate::Admin;

/// The routes, to be put behind the guard that demands a signed-in person.
pub(crate) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/nodes/{id}", get(edit::show).post(edit::act))
        .route("/admin/nodes/{id}/checks", post(checks::of_typed))
        .route("/admin/nodes/{id}/keep", post(keeping::keep))
        .route("/admin/nodes/{id}/keep/discard", post(keeping::discard))
        .route("/admin/nodes/{id}/take-over", post(here::take_over))
        .route("/admin/convert/paste", post(convert::paste))
        .merge(screens::router())
}

/// The routes behind that guard whose forms bring files.
pub(crate) fn uploads() -> Router<Admin> {
    screens::uploads()
}
