//! A copy of a node and all below it: `/admin/nodes/{id}/copy`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{Place, Position, Problem, Problems};
use editorial::plan::{Proposal, Step};
use http::StatusCode;
use store::rights::{Permit, Subject};
use tower_sessions::Session;
use web::{RawForm, redirect};

use super::super::desk::Desk;
use super::super::form::{Fields, Known, Typed};
use super::super::view::Maker;
use super::trash::said_in;
use super::{page_at, problems_of};
use crate::Admin;
use crate::fields::{Field, troubles};
use crate::notice::{self, Notice};
use crate::plan::{self, Outcome, PlanView, PlannedView};
use crate::row::editor_of;
use crate::signed_in::SignedIn;
use crate::words;

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let Some(parent) = desk.open.parent else {
        let sentence = "The home page cannot be copied.".to_owned();
        return Err(web::Refusal::Conflict { sentence }.into());
    };
    let above = store::tree::row(&desk.admin.store, &desk.permit, parent).await.map_err(crate::refusal::failed)?;
    let above = above.and_then(|row| row.path);
    let mut fields = Fields::default();
    fields.set("title", format!("Copy of {}", desk.title()));
    fields.set("below", above.map(|path| path.to_string()).unwrap_or_default());
    screen(&desk, &fields, None, &Problems::new()).await
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
    let target = match target(&desk, &fields).await? {
        Ok(target) => target,
        Err(problem) => return screen(&desk, &fields, None, &vec![problem]).await,
    };
    let Some(parent) = target.node() else { return Err(web::Refusal::NotFound.into()) };
    let step = Step::Copy {
        permit: desk.permit.clone(),
        target,
        place: Place { parent, position: Position::Last },
        slug: fields.one("slug").to_owned(),
        title: fields.one("title").to_owned(),
    };
    let reader = desk.signed_in.reads_site(&desk.admin).await?;
    match plan::answer(&desk.admin, &reader, &Proposal::one(step), said_in(&fields)).await? {
        Outcome::Ask(plan) => screen(&desk, &fields, Some(plan), &Problems::new()).await,
        Outcome::Refused(refusal) => screen(&desk, &fields, None, &problems_of(refusal)?).await,
        Outcome::Done(done) => {
            let copies = words::count(done.plan.created.len() as u64, "draft", "drafts");
            let copy = done.plan.created.first().map(|name| editor_of(name.node)).unwrap_or_default();
            let text = format!("Copied: {copies} made.");
            let message = Notice { text, link: "Open the copy".to_owned(), href: copy, undo: done.group };
            notice::put(&session, &message).await;
            Ok(redirect::see_other("/admin/pages"))
        }
    }
}

async fn target(desk: &Desk, fields: &Fields) -> Result<Result<Permit, Problem>, web::Error> {
    let typed = fields.one("below");
    let Some(node) = page_at(&desk.admin, &desk.permit, typed).await? else {
        let sentence = "There is no page at this address. Enter the address of the page that the copy goes below";
        return Ok(Err(Problem::new("below", sentence)));
    };
    desk.signed_in.may(&desk.admin, Action::Create, Subject::Node(node)).await.map(Ok)
}

async fn screen(
    desk: &Desk,
    fields: &Fields,
    plan: Option<PlanView>,
    problems: &Problems,
) -> Result<Response, web::Error> {
    let asks_first = plan.is_none();
    let view = PlannedView {
        shell: desk.shell("Copy").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: desk.screen("copy"),
        intro: vec![
            "The copy and everything below it are new drafts. Links in them lead where they lead now.".to_owned(),
        ],
        fields: shown(fields, problems),
        hidden: Vec::new(),
        plan,
        button: if asks_first { "Show what is made".to_owned() } else { "Copy".to_owned() },
        danger: false,
        asks_first,
        back_href: desk.screen(""),
        back_label: "Back to the editor",
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

fn shown(fields: &Fields, problems: &Problems) -> Vec<Field> {
    let make = Maker { typed: fields, prefix: "", known: &Known::default(), problems, focus: "" };
    vec![
        make.line("title", "Title of the copy", ""),
        Field { spellcheck: false, ..make.line("below", "Address of the page that it goes below", "") },
        Field {
            spellcheck: false,
            ..make.short("slug", "Address (last part)", "Leave it empty to make it from the address of the original.")
        },
    ]
}
