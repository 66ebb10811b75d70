//! Uploading: `/admin/media/upload`, by a form that works without scripts. A script that asks for JSON gets what became of each file.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use content::{Problem, Problems};
use editorial::Refusal;
use editorial::files::Uploaded;
use http::{HeaderMap, StatusCode};
use media::FileId;
use serde::Serialize;
use store::library::{self, CollectionRow};
use store::rights::Permit;
use tower_sessions::Session;
use web::{Query, Upload, View, redirect, wants_json};

use super::list::{Asked, FoundFile};
use super::receive::{self, Received};
use super::{HOME, address, collection_field, sees, trail};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

const UPLOAD: &str = "Upload files";

/// The form, and what became of the files before.
#[derive(Debug, Serialize)]
struct UploadView {
    shell: Shell,
    troubles: Vec<Trouble>,
    collection: Field,
    /// What is wrong with the files; empty for nothing.
    errors: Vec<String>,
    /// Those that came in all the same.
    added: Vec<Added>,
}

/// A file that came in.
#[derive(Debug, Serialize)]
struct Added {
    name: String,
    href: String,
}

impl View for UploadView {
    const TEMPLATE: &'static str = "media/upload.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let collections = [CollectionRow { id: 3, name: "Schools".to_owned(), files: 2 }];
        let view = |problems: &Problems, added| Self::new(Shell::sample(UPLOAD), &collections, None, problems, added);
        let problems = vec![Problem::new("file", "notes.svg: SVG and HTML files can hold programs and are not taken.")];
        let added = || vec![Added { name: "Classroom.jpg".to_owned(), href: address(FileId(12)) }];
        vec![
            ("empty", view(&Vec::new(), Vec::new())),
            ("nothing chosen", view(&vec![Problem::new("file", "Choose a file")], Vec::new())),
            ("one refused", view(&problems, added())),
        ]
    }
}

impl UploadView {
    fn new(
        shell: Shell,
        collections: &[CollectionRow],
        chosen: Option<i64>,
        problems: &Problems,
        added: Vec<Added>,
    ) -> Self {
        Self {
            shell: shell.with_problem(!problems.is_empty()).with_trail(trail(&[(UPLOAD, "")])),
            troubles: troubles(problems),
            collection: collection_field(collections, "None", chosen).with_problems(problems),
            errors: problems.iter().filter(|problem| problem.field == "file").map(|one| one.sentence.clone()).collect(),
            added,
        }
    }
}

/// The answer to a script.
#[derive(Debug, Serialize)]
struct Outcome {
    files: Vec<FoundFile>,
    problems: Vec<String>,
    /// The page to show next.
    to: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let screen = Screen { admin: &admin, signed_in: &signed_in, permit: &permit, chosen: asked.filter().collection };
    screen.answer(StatusCode::OK, &Problems::new(), Vec::new()).await
}

pub(super) async fn act(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    headers: HeaderMap,
    upload: Result<Upload, web::Error>,
) -> Result<Response, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let received = receive::files(&admin, upload?).await?;
    let chosen = received.field("collection").parse().ok();
    let quiet = received.field("quiet") == "yes";
    let Received { taken, refused: not_taken, .. } = received;
    let notes: Vec<&str> = taken.iter().flat_map(|(_, taken)| &taken.notes).map(|note| note.sentence()).collect();
    let notes = notes.join(" ");
    let mut problems: Problems =
        not_taken.into_iter().map(|(name, sentence)| Problem::new("file", format!("{name}: {sentence}"))).collect();
    if taken.is_empty() && problems.is_empty() {
        problems.push(Problem::new("file", "Choose a file to upload"));
    }
    let files = taken.into_iter().map(|(name, taken)| Uploaded { name, taken }).collect();
    let ids = match editorial::files::add(&admin.store, &permit, files, chosen).await {
        Ok(ids) => ids,
        Err(Refusal::Invalid(wrong)) => {
            problems.extend(wrong);
            Vec::new()
        }
        Err(refusal) => return Err(refused(refusal)),
    };
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows = library::by_ids(&admin.store, &permit, &numbers).await.map_err(failed)?;
    let to = if let [one] = ids.as_slice() { address(*one) } else { HOME.to_owned() };
    if !ids.is_empty() && problems.is_empty() && !quiet {
        let uploaded = words::count(ids.len() as u64, "file is", "files are");
        notice::set(&session, format!("{uploaded} in the library now. {notes}").trim()).await;
    }
    if wants_json(&headers) {
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let problems = problems.into_iter().map(|problem| problem.sentence).collect();
        let outcome = Outcome { files: rows.iter().map(FoundFile::new).collect(), problems, to };
        return Ok((status, axum::Json(outcome)).into_response());
    }
    if problems.is_empty() {
        return Ok(redirect::see_other(&to));
    }
    let added = rows.into_iter().map(|row| Added { href: address(row.id), name: row.name }).collect();
    let screen = Screen { admin: &admin, signed_in: &signed_in, permit: &permit, chosen };
    screen.answer(StatusCode::UNPROCESSABLE_ENTITY, &problems, added).await
}

struct Screen<'a> {
    admin: &'a Admin,
    signed_in: &'a SignedIn,
    permit: &'a Permit,
    chosen: Option<i64>,
}

impl Screen<'_> {
    async fn answer(&self, status: StatusCode, problems: &Problems, added: Vec<Added>) -> Result<Response, web::Error> {
        let collections = library::collections(&self.admin.store, self.permit).await.map_err(failed)?;
        let shell = Shell::new(self.admin, self.signed_in, Section::Media, UPLOAD);
        let view = UploadView::new(shell, &collections, self.chosen, problems, added);
        Ok((status, self.admin.templates.render(&view)?).into_response())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::UploadView>();
    }
}
