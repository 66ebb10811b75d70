//! Moving a node and all below it to the trash, and back: `/admin/nodes/{id}/trash` and `/admin/nodes/{id}/restore`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::Problems;
use editorial::links::Settled;
use editorial::plan::{Confirmation, Proposal, Step};
use http::StatusCode;
use tower_sessions::Session;
use web::{RawForm, redirect};

use super::super::desk::Desk;
use super::super::form::{Fields, Typed};
use super::problems_of;
use super::settling::Settling;
use crate::Admin;
use crate::fields::troubles;
use crate::notice::{self, Notice};
use crate::plan::{self, Outcome, PlanView, PlannedView};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let (fields, settling) = (Fields::default(), settling(&desk).await?);
    match decide(&desk, Action::Trash, Vec::new(), None).await? {
        Outcome::Ask(plan) => screen(&desk, &fields, Some(plan), &Problems::new(), &settling).await,
        Outcome::Done(_) => Ok(redirect::see_other("/admin/pages")),
        Outcome::Refused(refusal) => screen(&desk, &fields, None, &problems_of(refusal)?, &settling).await,
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
    let (Typed { fields, .. }, _): (Typed, Problems) = Typed::parse(pairs);
    let settling = settling(&desk).await?;
    let settled = match settling.chosen(&desk.admin, &desk.permit, &fields, None).await? {
        Ok(settled) => settled,
        Err(problems) => {
            return match decide(&desk, Action::Trash, Vec::new(), None).await? {
                Outcome::Ask(plan) => screen(&desk, &fields, Some(plan), &problems, &settling).await,
                // What cannot be done at all is said before what is to be chosen.
                Outcome::Refused(refusal) => screen(&desk, &fields, None, &problems_of(refusal)?, &settling).await,
                Outcome::Done(_) => screen(&desk, &fields, None, &problems, &settling).await,
            };
        }
    };
    match decide(&desk, Action::Trash, settled, said_in(&fields)).await? {
        Outcome::Ask(plan) => screen(&desk, &fields, Some(plan), &Problems::new(), &settling).await,
        Outcome::Done(done) => {
            let trashed = words::count(done.plan.trashed.len() as u64, "page", "pages");
            notice::set_undoable(&session, &format!("Moved {trashed} to the trash."), &done.group).await;
            Ok(redirect::see_other("/admin/pages"))
        }
        Outcome::Refused(refusal) => screen(&desk, &fields, None, &problems_of(refusal)?, &settling).await,
    }
}

async fn settling(desk: &Desk) -> Result<Settling, web::Error> {
    Settling::of(&desk.admin, &[desk.may(Action::Trash).await?], true).await
}

pub(super) async fn show_restore(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    match decide(&desk, Action::Restore, Vec::new(), None).await? {
        Outcome::Ask(plan) => restore_screen(&desk, Some(plan), &Problems::new()).await,
        Outcome::Done(_) => Ok(redirect::see_other("/admin/trash")),
        Outcome::Refused(refusal) => restore_screen(&desk, None, &problems_of(refusal)?).await,
    }
}

pub(super) async fn restore(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    match decide(&desk, Action::Restore, Vec::new(), said(pairs)).await? {
        Outcome::Ask(plan) => restore_screen(&desk, Some(plan), &Problems::new()).await,
        Outcome::Done(done) => {
            let text = format!("“{}” is back as a draft. Publish it for the public to read it.", desk.title());
            let opened = Notice { text, link: "Open it".to_owned(), href: desk.screen(""), undo: done.group };
            notice::put(&session, &opened).await;
            Ok(redirect::see_other("/admin/trash"))
        }
        Outcome::Refused(refusal) => restore_screen(&desk, None, &problems_of(refusal)?).await,
    }
}

fn said(pairs: Vec<(String, String)>) -> Option<Confirmation> {
    let (Typed { fields, .. }, _): (Typed, Problems) = Typed::parse(pairs);
    said_in(&fields)
}

/// The yes in a form, if it says one.
pub(super) fn said_in(fields: &Fields) -> Option<Confirmation> {
    plan::confirmation(|name| fields.one(name).to_owned())
}

async fn decide(
    desk: &Desk,
    action: Action,
    settled: Vec<Settled>,
    said: Option<Confirmation>,
) -> Result<Outcome, web::Error> {
    let permit = desk.may(action).await?;
    let step = if action == Action::Restore { Step::Restore { permit } } else { Step::Trash { permit } };
    let reader = desk.signed_in.reads_site(&desk.admin).await?;
    plan::answer(&desk.admin, &reader, &Proposal::one(step).settling(settled), said).await
}

async fn screen(
    desk: &Desk,
    fields: &Fields,
    plan: Option<PlanView>,
    problems: &Problems,
    settling: &Settling,
) -> Result<Response, web::Error> {
    let plan = plan.map(|plan| plan.with_settling(settling.view(fields, problems, false)));
    let below =
        store::tree::below(&desk.admin.store, &desk.permit, desk.open.id).await.map_err(crate::refusal::failed)?;
    let visitors = if desk.open.state.is_live() {
        format!("Visitors to {} are told that the page is gone.", desk.address())
    } else {
        "The public has not seen it.".to_owned()
    };
    let mut intro = vec![visitors, "You can bring everything back from the trash.".to_owned()];
    if below > 0 {
        intro.insert(0, below_in_words(below));
    }
    let view = PlannedView {
        shell: desk.shell("Move to the trash").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: desk.screen("trash"),
        intro,
        fields: Vec::new(),
        hidden: Vec::new(),
        plan,
        button: format!("Move {} to the trash", words::count(below + 1, "page", "pages")),
        danger: true,
        asks_first: false,
        back_href: desk.screen(""),
        back_label: "Back to the editor",
    };
    let unchosen = problems.iter().any(|problem| problem.field.starts_with("links"));
    let status = if unchosen { StatusCode::UNPROCESSABLE_ENTITY } else { status_of(problems) };
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

async fn restore_screen(desk: &Desk, plan: Option<PlanView>, problems: &Problems) -> Result<Response, web::Error> {
    let view = PlannedView {
        shell: desk.shell("Restore").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: desk.screen("restore"),
        intro: Vec::new(),
        fields: Vec::new(),
        hidden: Vec::new(),
        plan,
        button: "Restore".to_owned(),
        danger: false,
        asks_first: false,
        back_href: "/admin/trash".to_owned(),
        back_label: "Back to the trash",
    };
    answer(desk, &view, problems)
}

fn answer(desk: &Desk, view: &PlannedView, problems: &Problems) -> Result<Response, web::Error> {
    Ok((status_of(problems), desk.admin.templates.render(view)?).into_response())
}

fn status_of(problems: &Problems) -> StatusCode {
    if problems.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT }
}

fn below_in_words(below: u64) -> String {
    match below {
        1 => "The page below it goes with it.".to_owned(),
        more => format!("The {} below it go with it.", words::count(more, "page", "pages")),
    }
}
