//! Taking a page off the public site: `/admin/nodes/{id}/unpublish`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{NodeId, Problem, Problems};
use editorial::links::Settled;
use editorial::plan::{Confirmation, Proposal, Step};
use http::StatusCode;
use tower_sessions::Session;
use web::{RawForm, redirect};

use super::super::desk::Desk;
use super::super::form::{Fields, Known, Typed};
use super::super::view::{Maker, choice};
use super::settling::Settling;
use super::trash::said_in;
use super::{page_at, problems_of};
use crate::Admin;
use crate::fields::{Field, troubles};
use crate::notice;
use crate::plan::{self, Outcome, PlanView, PlannedView};
use crate::signed_in::SignedIn;

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let fields = Fields::default();
    let settling = settling(&desk).await?;
    match decide(&desk, None, Vec::new(), None).await? {
        Outcome::Refused(refusal) => screen(&desk, &fields, None, &problems_of(refusal)?, &settling).await,
        Outcome::Ask(plan) => screen(&desk, &fields, Some(plan), &Problems::new(), &settling).await,
        Outcome::Done(_) => Ok(redirect::see_other(&desk.screen(""))),
    }
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let (Typed { fields, .. }, _) = Typed::parse(pairs);
    let settling = settling(&desk).await?;
    let instead = match instead(&desk, &fields).await? {
        Ok(instead) => instead,
        Err(problem) => return again(&desk, &fields, &vec![problem], &settling).await,
    };
    let settled = match settling.chosen(&desk.admin, &desk.permit, &fields, instead).await? {
        Ok(settled) => settled,
        Err(problems) => return again(&desk, &fields, &problems, &settling).await,
    };
    match decide(&desk, instead, settled, said_in(&fields)).await? {
        Outcome::Ask(plan) => screen(&desk, &fields, Some(plan), &Problems::new(), &settling).await,
        Outcome::Done(done) => {
            notice::set_undoable(&session, "Unpublished. The draft is still here.", &done.group).await;
            Ok(redirect::see_other(&desk.screen("")))
        }
        Outcome::Refused(refusal) => again(&desk, &fields, &problems_of(refusal)?, &settling).await,
    }
}

async fn settling(desk: &Desk) -> Result<Settling, web::Error> {
    Settling::of(&desk.admin, &[desk.may(Action::Unpublish).await?], false).await
}

async fn decide(
    desk: &Desk,
    instead: Option<NodeId>,
    settled: Vec<Settled>,
    said: Option<Confirmation>,
) -> Result<Outcome, web::Error> {
    let permit = desk.may(Action::Unpublish).await?;
    let reader = desk.signed_in.reads_site(&desk.admin).await?;
    let proposal = Proposal::one(Step::Unpublish { permit, instead }).settling(settled);
    plan::answer(&desk.admin, &reader, &proposal, said).await
}

/// The form with its problems, and the plan for the page as it stands.
async fn again(desk: &Desk, fields: &Fields, problems: &Problems, settling: &Settling) -> Result<Response, web::Error> {
    match decide(desk, None, Vec::new(), None).await? {
        Outcome::Ask(plan) => screen(desk, fields, Some(plan), problems, settling).await,
        // What cannot be done at all is said before what is to be chosen.
        Outcome::Refused(refusal) => screen(desk, fields, None, &problems_of(refusal)?, settling).await,
        Outcome::Done(_) => screen(desk, fields, None, problems, settling).await,
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
        "redirect" => match page_at(&desk.admin, &desk.permit, typed).await? {
            Some(id) if id == desk.open.id => Err(Problem::new("target", "Enter another page than this one")),
            Some(id) => Ok(Some(id)),
            None => Err(Problem::new("target", format!("There is no page at {typed}. Check the address"))),
        },
        _ => Err(Problem::new("instead", "Choose what visitors find at this address")),
    })
}

async fn screen(
    desk: &Desk,
    fields: &Fields,
    plan: Option<PlanView>,
    problems: &Problems,
    settling: &Settling,
) -> Result<Response, web::Error> {
    let plan = plan.map(|plan| plan.with_settling(settling.view(fields, problems, true)));
    let view = PlannedView {
        shell: desk.shell("Unpublish").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: desk.screen("unpublish"),
        intro: vec![format!(
            "The page at {} is taken off the public site. Its draft stays here, and you can publish it again.",
            desk.address()
        )],
        fields: shown(fields, problems),
        hidden: Vec::new(),
        plan,
        button: "Unpublish".to_owned(),
        danger: true,
        asks_first: false,
        back_href: desk.screen(""),
        back_label: "Back to the editor",
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

fn shown(fields: &Fields, problems: &Problems) -> Vec<Field> {
    let make = Maker { typed: fields, prefix: "", known: &Known::default(), problems, focus: "" };
    let choices = vec![
        choice("gone", "A note that the page is gone").with_hint("Search engines drop it."),
        choice("redirect", "Another page").with_hint("Visitors are sent there, also from search engines."),
    ];
    let target = Field {
        spellcheck: false,
        ..make.line("target", "Address of the other page", "Such as /teaching-events. Only needed for “Another page”.")
    };
    vec![make.radios("instead", "What visitors find at this address", "", choices), target]
}
