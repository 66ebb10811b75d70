//! The screens beside the editor.

mod access;
mod comments;
mod compare;
mod copy;
mod discard;
mod document;
mod duplicate;
mod history;
pub(super) mod links;
pub(crate) mod mend;
mod move_page;
mod new;
mod order;
mod preview;
mod review;
mod schedule;
pub(crate) mod settling;
mod trash;
mod unpublish;

pub(crate) use access::roles_below;

use axum::Router;
use axum::routing::{get, post};
use content::{NodeId, Problem, Problems};
use editorial::Refusal;
use store::rights::Permit;

use super::form::own_path;
use crate::Admin;
use crate::refusal::{failed, refused};

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/new", get(new::show).post(new::create))
        .route("/admin/nodes/{id}/links", get(links::show).post(links::act))
        .route("/admin/nodes/{id}/links/mend", get(mend::show).post(mend::act))
        .route("/admin/nodes/{id}/access", get(access::show).post(access::act))
        .route("/admin/nodes/{id}/preview", get(preview::show).post(preview::act))
        .route("/admin/nodes/{id}/comments", get(comments::show).post(comments::act))
        .route("/admin/nodes/{id}/history", get(history::show))
        .route("/admin/nodes/{id}/history/{revision}", get(history::version))
        .route("/admin/nodes/{id}/history/{revision}/restore", post(history::restore))
        .route("/admin/nodes/{id}/compare", get(compare::show))
        .route("/admin/nodes/{id}/discard", get(discard::show).post(discard::act))
        .route("/admin/nodes/{id}/move", get(move_page::show).post(move_page::act))
        .route("/admin/nodes/{id}/schedule", get(schedule::show).post(schedule::act))
        .route("/admin/nodes/{id}/unpublish", get(unpublish::show).post(unpublish::act))
        .route("/admin/nodes/{id}/copy", get(copy::show).post(copy::act))
        .route("/admin/nodes/{id}/order", get(order::show).post(order::act))
        .route("/admin/nodes/{id}/review", get(review::show).post(review::act))
        .route("/admin/nodes/{id}/trash", get(trash::show).post(trash::act))
        .route("/admin/nodes/{id}/restore", get(trash::show_restore).post(trash::restore))
        .route("/admin/nodes/{id}/duplicate", get(duplicate::show).post(duplicate::act))
}

pub(super) fn uploads() -> Router<Admin> {
    Router::new().route("/admin/new/document", get(document::show).post(document::create))
}

/// The problems that a form shows at its fields, or the page for any other refusal. A sentence without a field stands at the top of the form.
fn problems_of(refusal: Refusal) -> Result<Problems, web::Error> {
    match refusal {
        Refusal::Invalid(problems) => Ok(problems),
        Refusal::Because(sentence) => Ok(vec![Problem::new("", sentence)]),
        other => Err(refused(other)),
    }
}

/// The page of this site at a typed address.
async fn page_at(admin: &Admin, reader: &Permit, typed: &str) -> Result<Option<NodeId>, web::Error> {
    let Some(path) = own_path(&admin.settings.site_url, typed.trim()) else { return Ok(None) };
    store::find::by_address(&admin.store, reader, path).await.map_err(failed)
}
