//! The library of files: `/admin/media`. Everybody who writes sees all of it and uploads to it; who edits replaces, sorts and deletes.

mod bytes;
mod card;
mod collections;
mod delete;
mod file;
mod list;
mod receive;
mod replace;
mod said;
mod upload;

use accounts::Action;
use axum::Router;
use axum::routing::get;
use media::FileId;
use store::library::{self, CollectionRow, FileRow};
use store::rights::{Permit, Subject};

use crate::Admin;
use crate::fields::{Choice, Field};
use crate::refusal::failed;
use crate::shell::TrailLink;
use crate::signed_in::SignedIn;

pub(crate) use card::{facts, thumbnail_of};
pub(crate) use receive::{sentence, shown};

const TITLE: &str = "Media";
const HOME: &str = "/admin/media";

/// What is asked and sent as forms without files.
pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/media", get(list::show))
        .route("/admin/media/collections", get(collections::show).post(collections::act))
        .route("/admin/media/{id}", get(file::show).post(file::describe))
        .route("/admin/media/{id}/delete", get(delete::show).post(delete::act))
        .route("/admin/media/{id}/file", get(bytes::file))
        .route("/admin/media/{id}/picture", get(bytes::picture))
        .route("/admin/media/{id}/thumbnail", get(bytes::thumbnail))
}

/// What brings files.
pub(super) fn uploads() -> Router<Admin> {
    Router::new()
        .route("/admin/media/upload", get(upload::show).post(upload::act))
        .route("/admin/media/{id}/replace", get(replace::show).post(replace::act))
}

/// The permit to see the library and to put files into it.
async fn sees(admin: &Admin, signed_in: &SignedIn) -> Result<Permit, web::Error> {
    signed_in.may(admin, Action::Upload, Subject::Files).await
}

/// The permit to replace, sort and delete files.
async fn changes(admin: &Admin, signed_in: &SignedIn) -> Result<Permit, web::Error> {
    signed_in.may(admin, Action::ChangeFiles, Subject::Files).await
}

/// Whether the person has it.
async fn may_change(admin: &Admin, signed_in: &SignedIn) -> Result<bool, web::Error> {
    signed_in.is_allowed(admin, Action::ChangeFiles, Subject::Files).await
}

/// The file of an address, or 404.
async fn open(admin: &Admin, permit: &Permit, id: &str) -> Result<FileRow, web::Error> {
    let Ok(id) = id.parse().map(FileId) else { return Err(web::Refusal::NotFound.into()) };
    let found = library::by_id(&admin.store, permit, id).await.map_err(failed)?;
    found.ok_or_else(|| web::Refusal::NotFound.into())
}

fn address(id: FileId) -> String {
    format!("{HOME}/{id}")
}

fn trail(steps: &[(&str, &str)]) -> Vec<TrailLink> {
    let first = TrailLink::new(TITLE, HOME);
    std::iter::once(first).chain(steps.iter().map(|(label, href)| TrailLink::new(*label, *href))).collect()
}

/// The collections as a select, with the one that is chosen.
fn collection_field(collections: &[CollectionRow], none: &str, chosen: Option<i64>) -> Field {
    let none = Choice::new("", none, chosen.is_none());
    let each = collections.iter().map(|row| Choice::new(row.id.to_string(), &row.name, chosen == Some(row.id)));
    Field::select("collection", "Collection", std::iter::once(none).chain(each).collect())
}
