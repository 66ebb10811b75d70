//! Taking a page off the public site: `/admin/nodes/{id}/unpublish`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{NodeId, Problem, Problems};
use http::StatusCode;
use serde::Serialize;
use tower_sessions::Session;
use web::{RawForm, View, redirect};

use super::super::desk::Desk;
use super::super::form::{Fields, Known, Typed};
use super::super::view::{Maker, choice};
use super::{page_at, problems_of};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::shell::Shell;
use crate::signed_in::SignedIn;

/// The question what visitors find instead.
#[derive(Debug, Serialize)]
struct UnpublishView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    address: String,
    instead: Field,
    target: Field,
    editor_href: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    desk.may(Action::Unpublish).await?;
    screen(&desk, &Fields::default(), &Problems::new()).await
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = desk.may(Action::Unpublish).await?;
    let (Typed { fields, .. }, _) = Typed::parse(pairs);
    let instead = match instead(&desk, &fields).await? {
        Ok(instead) => instead,
        Err(problem) => return screen(&desk, &fields, &vec![problem]).await,
    };
    match editorial::publish::unpublish(&desk.admin.store, &permit, instead).await {
        Ok(()) => {
            notice::set(&session, "Unpublished. The draft is still here.").await;
            Ok(redirect::see_other(&desk.screen("")))
        }
        Err(refusal) => screen(&desk, &fields, &problems_of(refusal)?).await,
    }
}

/// The page that visitors are sent to; none where they are told that the page is gone.
async fn instead(desk: &Desk, fields: &Fields) -> Result<Result<Option<NodeId>, Problem>, web::Error> {
    let typed = fields.one("target").trim();
    Ok(match fields.one("instead") {
        "gone" => Ok(None),
        "redirect" if typed.is_empty() => {
            Err(Problem::new("target", "Enter the address of the page that visitors are sent to"))
        }
        "redirect" => match page_at(desk, &desk.permit, typed).await? {
            Some(id) if id == desk.open.id => Err(Problem::new("target", "Enter another page than this one")),
            Some(id) => Ok(Some(id)),
            None => Err(Problem::new("target", format!("There is no page at {typed}. Check the address"))),
        },
        _ => Err(Problem::new("instead", "Choose what visitors find at this address")),
    })
}

async fn screen(desk: &Desk, fields: &Fields, problems: &Problems) -> Result<Response, web::Error> {
    let (instead, target) = shown(fields, problems);
    let view = UnpublishView {
        shell: desk.shell("Unpublish").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: desk.screen("unpublish"),
        address: desk.address(),
        instead,
        target,
        editor_href: desk.screen(""),
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

fn shown(fields: &Fields, problems: &Problems) -> (Field, Field) {
    let make = Maker { typed: fields, prefix: "", known: &Known::default(), problems, focus: "" };
    let choices = vec![
        choice("gone", "A note that the page is gone").with_hint("Search engines drop it."),
        choice("redirect", "Another page").with_hint("Visitors are sent there, also from search engines."),
    ];
    let target = Field {
        spellcheck: false,
        ..make.line("target", "Address of the other page", "Such as /teaching-events. Only needed for “Another page”.")
    };
    (make.radios("instead", "What visitors find at this address", "", choices), target)
}

impl View for UnpublishView {
    const TEMPLATE: &'static str = "editor/unpublish.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |problems: Problems| {
            let untouched = Fields::default();
            let typed = Fields::of([("instead", "redirect".to_owned()), ("target", "/nowhere".to_owned())]);
            let (instead, target) = shown(if problems.is_empty() { &untouched } else { &typed }, &problems);
            Self {
                shell: Shell::sample("Unpublish: Teaching events").with_problem(!problems.is_empty()),
                troubles: troubles(&problems),
                action: "/admin/nodes/12/unpublish".to_owned(),
                address: "/teaching-events".to_owned(),
                instead,
                target,
                editor_href: "/admin/nodes/12".to_owned(),
            }
        };
        let dead_end = Problem::new("target", "There is no page at /nowhere. Check the address");
        vec![("the question", view(Vec::new())), ("a dead end", view(vec![dead_end]))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_question_shows_its_samples() {
        crate::state::check::<super::UnpublishView>();
    }
}
