//! Moving a node and all below it to the trash: `/admin/nodes/{id}/trash`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::Problems;
use http::StatusCode;
use serde::Serialize;
use tower_sessions::Session;
use web::{View, redirect};

use super::super::desk::Desk;
use super::problems_of;
use crate::Admin;
use crate::fields::{Trouble, troubles};
use crate::notice;
use crate::refusal::failed;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// The question before.
#[derive(Debug, Serialize)]
struct TrashView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    /// `4 pages`, the node included.
    count: String,
    /// `3 pages below it go with it.`; empty for none.
    below: String,
    live: bool,
    address: String,
    editor_href: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    desk.may(Action::Trash).await?;
    screen(&desk, &Problems::new()).await
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = desk.may(Action::Trash).await?;
    match editorial::trash::trash(&desk.admin.store, &permit).await {
        Ok(number) => {
            let text = format!("Moved {} to the trash.", words::count(number, "page", "pages"));
            notice::set_linked(&session, &text, "Open the trash to bring it back", "/admin/trash").await;
            Ok(redirect::see_other("/admin/pages"))
        }
        Err(refusal) => screen(&desk, &problems_of(refusal)?).await,
    }
}

async fn screen(desk: &Desk, problems: &Problems) -> Result<Response, web::Error> {
    let below = store::tree::below(&desk.admin.store, &desk.permit, desk.open.id).await.map_err(failed)?;
    let view = TrashView {
        shell: desk.shell("Move to the trash").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: desk.screen("trash"),
        count: words::count(below + 1, "page", "pages"),
        below: below_in_words(below),
        live: desk.open.state.is_live(),
        address: desk.address(),
        editor_href: desk.screen(""),
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

fn below_in_words(below: u64) -> String {
    match below {
        0 => String::new(),
        1 => "The page below it goes with it.".to_owned(),
        more => format!("The {} below it go with it.", words::count(more, "page", "pages")),
    }
}

impl View for TrashView {
    const TEMPLATE: &'static str = "editor/trash.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |below: u64, live, problems: &Problems| Self {
            shell: Shell::sample("Move to the trash: Teaching events"),
            troubles: troubles(problems),
            action: "/admin/nodes/12/trash".to_owned(),
            count: words::count(below + 1, "page", "pages"),
            below: below_in_words(below),
            live,
            address: "/teaching-events".to_owned(),
            editor_href: "/admin/nodes/12".to_owned(),
        };
        let refused = vec![content::Problem::new("", "The home page cannot go to the trash")];
        vec![
            ("a live page with pages below", view(3, true, &Vec::new())),
            ("a draft", view(0, false, &Vec::new())),
            ("refused", view(1, true, &refused)),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_question_shows_its_samples() {
        crate::state::check::<super::TrashView>();
    }
}
