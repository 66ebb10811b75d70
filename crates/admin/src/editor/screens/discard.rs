//! Going back to what is published: `/admin/nodes/{id}/discard`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{RevisionId, State as Life};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use web::{Form, Page, View, redirect};

use super::super::desk::Desk;
use crate::Admin;
use crate::notice;
use crate::refusal::refused;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// The question.
#[derive(Debug, Serialize)]
struct DiscardView {
    shell: Shell,
    action: String,
    /// The draft that the person saw.
    base: i64,
    /// `saved today at 10:42am by Asha Patel`.
    saved: String,
    compare_href: String,
    editor_href: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Base {
    #[serde(default)]
    base: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Page, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    desk.may(Action::Save).await?;
    if desk.open.state != Life::PublishedWithChanges {
        let sentence = "There is nothing to discard: no version is published, or the draft says the same.".to_owned();
        return Err(web::Refusal::Conflict { sentence }.into());
    }
    let when = words::when_inside(desk.open.saved_at, desk.admin.store.now());
    let view = DiscardView {
        shell: desk.shell("Discard draft").await?,
        action: desk.screen("discard"),
        base: desk.open.revision.0,
        saved: format!("saved {when} by {}", desk.open.saved_by),
        compare_href: desk.screen("compare"),
        editor_href: desk.screen(""),
    };
    Ok(desk.admin.templates.render(&view)?)
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    Form(sent): Form<Base>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = desk.may(Action::Save).await?;
    let base = RevisionId(sent.base.trim().parse().unwrap_or(0));
    editorial::drafts::discard(&desk.admin.store, &permit, base).await.map_err(refused)?;
    notice::set_linked(
        &session,
        "Draft discarded. The editor shows what is published; the discarded text is in the history.",
        "History",
        &desk.screen("history"),
    )
    .await;
    Ok(redirect::see_other(&desk.screen("")).into_response())
}

impl View for DiscardView {
    const TEMPLATE: &'static str = "editor/discard.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = Self {
            shell: Shell::sample("Discard draft: Assessment Only"),
            action: "/admin/nodes/12/discard".to_owned(),
            base: 3,
            saved: "saved today at 10:42am by Asha Patel".to_owned(),
            compare_href: "/admin/nodes/12/compare".to_owned(),
            editor_href: "/admin/nodes/12".to_owned(),
        };
        vec![("a page", view)]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_question_shows_its_samples() {
        crate::state::check::<super::DiscardView>();
    }
}
