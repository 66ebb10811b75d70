//! The same event on another day: `/admin/nodes/{id}/duplicate`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{Kind, Problem, Problems, wall};
use http::StatusCode;
use serde::Serialize;
use tower_sessions::Session;
use web::{RawForm, View, redirect};

use super::super::desk::Desk;
use super::super::form::{Fields, Typed, moments};
use super::problems_of;
use crate::Admin;
use crate::fields::{DateTimeField, Trouble, troubles};
use crate::notice;
use crate::row::editor_of;
use crate::shell::Shell;
use crate::signed_in::SignedIn;

/// The question for the new date.
#[derive(Debug, Serialize)]
struct DuplicateView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    /// When the event itself is; empty while nobody has said.
    now_at: String,
    start: DateTimeField,
    editor_href: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = open(admin, signed_in, &id).await?;
    desk.may(Action::Create).await?;
    let mut fields = Fields::default();
    // The new date is for the person to say; the hour mostly stays.
    moments::write_moment(&mut fields, "start", desk.open.draft.event().and_then(|event| event.start));
    for part in ["start.day", "start.month", "start.year"] {
        fields.set(part, "");
    }
    screen(&desk, &fields, &Problems::new()).await
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = open(admin, signed_in, &id).await?;
    let permit = desk.may(Action::Create).await?;
    let (Typed { fields, .. }, _) = Typed::parse(pairs);
    let start = match moments::moment(&fields, "start") {
        Ok(Some(start)) => start,
        Ok(None) => {
            return screen(&desk, &fields, &vec![Problem::new("start.day", "Enter the new date, such as 27 3 2027")])
                .await;
        }
        Err(problem) => return screen(&desk, &fields, &vec![problem]).await,
    };
    match editorial::events::duplicate(&desk.admin.store, &permit, start).await {
        Ok(node) => {
            notice::set(&session, "Duplicated. This is the new draft.").await;
            Ok(redirect::see_other(&editor_of(node)))
        }
        Err(refusal) => screen(&desk, &fields, &problems_of(refusal)?).await,
    }
}

/// Only events are duplicated.
async fn open(admin: Admin, signed_in: SignedIn, id: &str) -> Result<Desk, web::Error> {
    let desk = Desk::open(admin, signed_in, id).await?;
    if desk.open.kind == Kind::Event { Ok(desk) } else { Err(web::Refusal::NotFound.into()) }
}

async fn screen(desk: &Desk, fields: &Fields, problems: &Problems) -> Result<Response, web::Error> {
    let now_at = desk.open.draft.event().and_then(|event| event.start).map(wall::date_time).unwrap_or_default();
    let view = DuplicateView {
        shell: desk.shell("Duplicate").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: desk.screen("duplicate"),
        now_at,
        start: start(fields, problems),
        editor_href: desk.screen(""),
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

fn start(fields: &Fields, problems: &Problems) -> DateTimeField {
    DateTimeField::typed("start", "New date and time", fields)
        .with_hint("Such as 27 3 2027, 5pm or 17:00")
        .with_problems(problems)
}

impl View for DuplicateView {
    const TEMPLATE: &'static str = "editor/duplicate.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |problems: Problems, now_at: &str| Self {
            shell: Shell::sample("Duplicate: Train to Teach York virtual event").with_problem(!problems.is_empty()),
            troubles: troubles(&problems),
            action: "/admin/nodes/12/duplicate".to_owned(),
            now_at: now_at.to_owned(),
            start: start(&Fields::of([("start.time", "6pm".to_owned())]), &problems),
            editor_href: "/admin/nodes/12".to_owned(),
        };
        let missing = vec![Problem::new("start.day", "Enter the new date, such as 27 3 2027")];
        vec![("the question", view(Vec::new(), "Tuesday 30 March 2021, 6pm")), ("no date", view(missing, ""))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_question_shows_its_samples() {
        crate::state::check::<super::DuplicateView>();
    }
}
