//! Find in all content: `/admin/find?q=…`, exact text in drafts and in what is published. From its results text is replaced, in [`replace`].

mod asked;
mod replace;
mod view;

use accounts::{Action, Own, allows};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use content::Problems;
use http::StatusCode;
use store::passages::{self, Look, Looked, OnNode};
use store::rights::{Permit, Subject};
use tower_sessions::Session;
use web::Query;
use web::pagination::Pagination;

use crate::Admin;
use crate::fields::troubles;
use crate::help::Screen;
use crate::notice;
use crate::refusal::failed;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use asked::Asked;
use view::{FindView, FoundView, GroupView};

/// Pages of the site on one screen.
const SHOWN: usize = 25;
/// The screen.
const ADDRESS: &str = "/admin/find";
const TITLE: &str = "Find in all content";

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/find", get(show)).route("/admin/find/replace", post(replace::replace))
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let (look, problems) = asked.look(&admin, &permit).await?;
    let found = match &look {
        Some(look) => Some(found(&admin, &signed_in, &permit, &asked, look).await?),
        None => None,
    };
    let shell = Shell::new(&admin, &signed_in, Section::Find, TITLE)
        .with_notice(notice::take(&session).await)
        .with_problem(!problems.is_empty())
        .with_help(Screen::Called(TITLE));
    let view = FindView::new(shell, &asked, &problems, troubles(&problems), found);
    Ok((status(&problems), admin.templates.render(&view)?).into_response())
}

fn status(problems: &Problems) -> StatusCode {
    if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

async fn found(
    admin: &Admin,
    signed_in: &SignedIn,
    permit: &Permit,
    asked: &Asked,
    look: &Look,
) -> Result<FoundView, web::Error> {
    let Looked { nodes, next } = passages::look(&admin.store, permit, look).await.map_err(failed)?;
    let pages = Pagination::new(ADDRESS, &asked.query(look.after.as_deref()), asked.page(), SHOWN, nodes.len());
    let pages = pages.ok_or(web::Refusal::NotFound)?;
    let hits = nodes.iter().map(OnNode::count).sum();
    let on_screen: Vec<OnNode> = nodes.iter().skip((pages.page - 1) * SHOWN).take(SHOWN).cloned().collect();
    let shown = passages::shown(&admin.store, permit, look, &on_screen).await.map_err(failed)?;
    let now = admin.store.now();
    let groups: Vec<GroupView> = on_screen.iter().filter_map(|on_node| GroupView::new(on_node, &shown, now)).collect();
    let may_publish = may_publish(admin, signed_in, permit, &on_screen).await?;
    let next = next.map(|after| format!("{ADDRESS}?{}", asked.query(Some(&after))));
    Ok(FoundView::new(look, hits, nodes.len(), groups, pages, next.unwrap_or_default(), may_publish))
}

/// Whether the person may publish any of these pages: only then it is offered.
async fn may_publish(
    admin: &Admin,
    signed_in: &SignedIn,
    permit: &Permit,
    nodes: &[OnNode],
) -> Result<bool, web::Error> {
    if allows(signed_in.person.role, Action::Publish, Own::Others) {
        return Ok(true);
    }
    // A role that counts below some nodes only has to be asked for at each.
    if permit.differs_by_place() {
        for on_node in nodes {
            if signed_in.is_allowed(admin, Action::Publish, Subject::Node(on_node.node)).await? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
