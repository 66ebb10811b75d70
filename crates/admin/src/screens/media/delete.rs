//! Out of the library: `/admin/media/{id}/delete`. What a page uses stays.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use editorial::Refusal;
use http::StatusCode;
use serde::Serialize;
use store::library::{self, FileRow};
use store::rights::Permit;
use tower_sessions::Session;
use web::{View, redirect};

use super::card::facts;
use super::file::used;
use super::{HOME, address, changes, open, trail};
use crate::Admin;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;

const DELETE: &str = "Delete the file";

/// The question.
#[derive(Debug, Serialize)]
struct DeleteView {
    shell: Shell,
    action: String,
    back_href: String,
    name: String,
    facts: String,
    /// Why it cannot be deleted; empty where it can.
    used: String,
}

impl View for DeleteView {
    const TEMPLATE: &'static str = "media/delete.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = super::card::sample(12, "Classroom.jpg");
        let view = |uses| Self::new(Shell::sample(DELETE), &row, uses);
        vec![("unused", view(0)), ("used", view(2))]
    }
}

impl DeleteView {
    fn new(shell: Shell, row: &FileRow, uses: u64) -> Self {
        let own = address(row.id);
        Self {
            shell: shell.with_trail(trail(&[(&row.name, &own), (DELETE, "")])),
            action: format!("{own}/delete"),
            back_href: own,
            name: row.name.clone(),
            facts: facts(row),
            used: if uses == 0 { String::new() } else { used(uses, uses) },
        }
    }
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let row = open(&admin, &permit, &id).await?;
    screen(&admin, &signed_in, &permit, &row, StatusCode::OK).await
}

pub(super) async fn act(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let row = open(&admin, &permit, &id).await?;
    match editorial::files::remove(&admin.store, &permit, row.id).await {
        Ok(name) => {
            notice::set(&session, &format!("{name} is deleted.")).await;
            Ok(redirect::see_other(HOME))
        }
        // A page has begun to use it since the question was asked.
        Err(Refusal::Because(_)) => screen(&admin, &signed_in, &permit, &row, StatusCode::CONFLICT).await,
        Err(refusal) => Err(refused(refusal)),
    }
}

async fn screen(
    admin: &Admin,
    signed_in: &SignedIn,
    permit: &Permit,
    row: &FileRow,
    status: StatusCode,
) -> Result<Response, web::Error> {
    let uses = library::uses(&admin.store, permit, row.id).await.map_err(failed)?;
    let shell = Shell::new(admin, signed_in, Section::Media, DELETE);
    Ok((status, admin.templates.render(&DeleteView::new(shell, row, uses))?).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::DeleteView>();
    }
}
