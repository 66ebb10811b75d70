//! Another file in a file's place: `/admin/media/{id}/replace`.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{Problem, Problems};
use editorial::Refusal;
use http::StatusCode;
use serde::Serialize;
use store::library::FileRow;
use tower_sessions::Session;
use web::{Upload, View, redirect};

use super::card::facts;
use super::receive::{self, Received};
use super::{address, changes, open, trail};
use crate::Admin;
use crate::fields::{Trouble, troubles};
use crate::notice;
use crate::refusal::refused;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;

const REPLACE: &str = "Replace the file";

/// The form.
#[derive(Debug, Serialize)]
struct ReplaceView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    back_href: String,
    name: String,
    facts: String,
    errors: Vec<String>,
}

impl View for ReplaceView {
    const TEMPLATE: &'static str = "media/replace.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = super::card::sample(12, "Classroom.jpg");
        let view = |problems: &Problems| Self::new(Shell::sample(REPLACE), &row, problems);
        vec![("empty", view(&Vec::new())), ("refused", view(&vec![Problem::new("file", "Choose a file")]))]
    }
}

impl ReplaceView {
    fn new(shell: Shell, row: &FileRow, problems: &Problems) -> Self {
        let own = address(row.id);
        Self {
            shell: shell.with_problem(!problems.is_empty()).with_trail(trail(&[(&row.name, &own), (REPLACE, "")])),
            troubles: troubles(problems),
            action: format!("{own}/replace"),
            back_href: own,
            name: row.name.clone(),
            facts: facts(row),
            errors: problems.iter().map(|problem| problem.sentence.clone()).collect(),
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
    screen(&admin, &signed_in, &row, StatusCode::OK, &Problems::new())
}

pub(super) async fn act(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<String>,
    upload: Result<Upload, web::Error>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let row = open(&admin, &permit, &id).await?;
    let Received { mut taken, refused: not_taken, .. } = receive::files(&admin, upload?).await?;
    let mut problems: Problems =
        not_taken.into_iter().map(|(name, sentence)| Problem::new("file", format!("{name}: {sentence}"))).collect();
    if problems.is_empty() {
        let Some((_, taken)) = taken.pop().filter(|_| taken.is_empty()) else {
            problems.push(Problem::new("file", "Choose one file"));
            return screen(&admin, &signed_in, &row, StatusCode::UNPROCESSABLE_ENTITY, &problems);
        };
        let notes: Vec<&str> = taken.notes.iter().map(|note| note.sentence()).collect();
        match editorial::files::replace(&admin.store, &permit, row.id, taken.clone()).await {
            Ok(()) => {
                notice::set(
                    &session,
                    format!("Replaced. Readers see the new file at once. {}", notes.join(" ")).trim(),
                )
                .await;
                return Ok(redirect::see_other(&address(row.id)));
            }
            Err(Refusal::Invalid(wrong)) => problems.extend(wrong),
            Err(refusal) => return Err(refused(refusal)),
        }
    }
    screen(&admin, &signed_in, &row, StatusCode::UNPROCESSABLE_ENTITY, &problems)
}

fn screen(
    admin: &Admin,
    signed_in: &SignedIn,
    row: &FileRow,
    status: StatusCode,
    problems: &Problems,
) -> Result<Response, web::Error> {
    let shell = Shell::new(admin, signed_in, Section::Media, REPLACE);
    Ok((status, admin.templates.render(&ReplaceView::new(shell, row, problems))?).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::ReplaceView>();
    }
}
