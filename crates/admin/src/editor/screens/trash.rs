//! Moving a node and all below it to the trash, and back: `/admin/nodes/{id}/trash` and `/admin/nodes/{id}/restore`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::Problems;
use editorial::plan::{Confirmation, Proposal, Step};
use http::StatusCode;
use tower_sessions::Session;
use web::{RawForm, redirect};

use super::super::desk::Desk;
use super::super::form::{Fields, Typed};
use super::problems_of;
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
    match decide(&desk, Action::Trash, None).await? {
        Outcome::Ask(plan) => screen(&desk, Some(plan), &Problems::new()).await,
        Outcome::Done(_) => Ok(redirect::see_other("/admin/pages")),
        Outcome::Refused(refusal) => screen(&desk, None, &problems_of(refusal)?).await,
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
    match decide(&desk, Action::Trash, said(pairs)).await? {
        Outcome::Ask(plan) => screen(&desk, Some(plan), &Problems::new()).await,
        Outcome::Done(done) => {
            let trashed = words::count(done.plan.trashed.len() as u64, "page", "pages");
            notice::set_undoable(&session, &format!("Moved {trashed} to the trash."), &done.group).await;
            Ok(redirect::see_other("/admin/pages"))
        }
        Outcome::Refused(refusal) => screen(&desk, None, &problems_of(refusal)?).await,
    }
}

pub(super) async fn show_restore(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    match decide(&desk, Action::Restore, None).await? {
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
    match decide(&desk, Action::Restore, said(pairs)).await? {
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

async fn decide(desk: &Desk, action: Action, said: Option<Confirmation>) -> Result<Outcome, web::Error> {
    let permit = desk.may(action).await?;
    let step = if action == Action::Restore { Step::Restore { permit } } else { Step::Trash { permit } };
    let reader = desk.signed_in.reads_site(&desk.admin).await?;
    plan::answer(&desk.admin, &reader, &Proposal::one(step), said).await
}

async fn screen(desk: &Desk, plan: Option<PlanView>, problems: &Problems) -> Result<Response, web::Error> {
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
    answer(desk, &view, problems)
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
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    Ok((status, desk.admin.templates.render(view)?).into_response())
}

fn below_in_words(below: u64) -> String {
    match below {
        1 => "The page below it goes with it.".to_owned(),
        more => format!("The {} below it go with it.", words::count(more, "page", "pages")),
    }
}
