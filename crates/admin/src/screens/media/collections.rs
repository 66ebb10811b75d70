//! The collections: `/admin/media/collections`.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use content::{Problem, Problems};
use editorial::Refusal;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::library::{self, CollectionRow};
use store::rights::Permit;
use tower_sessions::Session;
use web::{Form, View, redirect};

use super::{changes, trail};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice::{self, Notice};
use crate::refusal::{failed, refused};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

const TITLE: &str = "Collections";
const HERE: &str = "/admin/media/collections";

/// All collections, and the form for another one.
#[derive(Debug, Serialize)]
struct CollectionsView {
    shell: Shell,
    troubles: Vec<Trouble>,
    name: Field,
    rows: Vec<CollectionView>,
}

/// One collection.
#[derive(Debug, Serialize)]
struct CollectionView {
    id: i64,
    name: String,
    files: String,
    href: String,
}

impl View for CollectionsView {
    const TEMPLATE: &'static str = "media/collections.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = CollectionRow { id: 3, name: "Schools".to_owned(), files: 2 };
        let view = |rows: &[CollectionRow], typed: &str, problems: &Problems| {
            Self::new(Shell::sample(TITLE), rows, typed, problems)
        };
        let wrong = vec![Problem::new("name", "There is a collection of this name already")];
        vec![
            ("some", view(std::slice::from_ref(&row), "", &Vec::new())),
            ("none", view(&[], "", &Vec::new())),
            ("refused", view(&[row], "Schools", &wrong)),
        ]
    }
}

impl CollectionsView {
    fn new(shell: Shell, rows: &[CollectionRow], typed: &str, problems: &Problems) -> Self {
        let row = |row: &CollectionRow| CollectionView {
            id: row.id,
            name: row.name.clone(),
            files: words::count(row.files, "file", "files"),
            href: format!("/admin/media?collection={}", row.id),
        };
        Self {
            shell: shell.with_problem(!problems.is_empty()).with_trail(trail(&[(TITLE, "")])),
            troubles: troubles(problems),
            name: Field::text("name", "Name of a new collection", typed).with_width("half").with_problems(problems),
            rows: rows.iter().map(row).collect(),
        }
    }
}

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name: String,
    /// The collection that is deleted; empty to make one.
    #[serde(default)]
    delete: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let notice = notice::take(&session).await;
    screen(&admin, &signed_in, &permit, StatusCode::OK, "", &Problems::new(), notice).await
}

pub(super) async fn act(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    if let Ok(id) = typed.delete.parse() {
        let name = editorial::files::remove_collection(&admin.store, &permit, id).await.map_err(refused)?;
        notice::set(&session, &format!("The collection {name} is deleted. Its files stay in the library.")).await;
        return Ok(redirect::see_other(HERE));
    }
    match editorial::files::add_collection(&admin.store, &permit, &typed.name).await {
        Ok(_) => {
            notice::set(
                &session,
                "The collection is made. Files get into it when they are uploaded, or on their own page.",
            )
            .await;
            Ok(redirect::see_other(HERE))
        }
        Err(Refusal::Invalid(problems)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            screen(&admin, &signed_in, &permit, status, &typed.name, &problems, None).await
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

async fn screen(
    admin: &Admin,
    signed_in: &SignedIn,
    permit: &Permit,
    status: StatusCode,
    typed: &str,
    problems: &Problems,
    notice: Option<Notice>,
) -> Result<Response, web::Error> {
    let rows = library::collections(&admin.store, permit).await.map_err(failed)?;
    let shell = Shell::new(admin, signed_in, Section::Media, TITLE).with_notice(notice);
    Ok((status, admin.templates.render(&CollectionsView::new(shell, &rows, typed, problems))?).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::CollectionsView>();
    }
}
