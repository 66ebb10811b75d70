//! The trash: `/admin/trash`, and restoring from it.

use accounts::{Action, Own, allows};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use content::NodeId;
use editorial::Refusal;
use http::StatusCode;
use serde::Serialize;
use store::lists::{self, TrashRow};
use store::rights::Subject;
use tower_sessions::Session;
use web::{Page, View, redirect};

use crate::Admin;
use crate::fields::Trouble;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::row::{editor_of, title_or_words};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/trash", get(show)).route("/admin/nodes/{id}/restore", post(restore))
}

/// What lies in the trash.
#[derive(Debug, Serialize)]
struct TrashView {
    shell: Shell,
    troubles: Vec<Trouble>,
    rows: Vec<TrashRowView>,
    may_restore: bool,
}

/// One thing that was trashed.
#[derive(Debug, Serialize)]
struct TrashRowView {
    title: String,
    kind: &'static str,
    /// `and 3 pages below it`; empty for none.
    below: String,
    old_address: String,
    trashed: String,
    trashed_by: String,
    restore_action: String,
}

impl TrashRowView {
    fn new(row: TrashRow, now: DateTime<Utc>) -> Self {
        Self {
            title: title_or_words(&row.title, row.kind.label()),
            kind: row.kind.label(),
            below: if row.below == 0 {
                String::new()
            } else {
                format!("and {} below it", words::count(row.below, "page", "pages"))
            },
            old_address: row.old_path,
            trashed: words::when(row.trashed_at, now),
            trashed_by: row.trashed_by,
            restore_action: format!("{}/restore", editor_of(row.id)),
        }
    }
}

impl View for TrashView {
    const TEMPLATE: &'static str = "trash.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |title: &str, below| TrashRow {
            id: NodeId(12),
            kind: content::Kind::Page,
            title: title.to_owned(),
            below,
            old_path: "/teaching-events/old-fair".to_owned(),
            trashed_at: DateTime::UNIX_EPOCH,
            trashed_by: "Asha Patel".to_owned(),
        };
        let rows = || {
            [row("Old fair", 3), row("", 0)]
                .into_iter()
                .map(|row| TrashRowView::new(row, DateTime::UNIX_EPOCH))
                .collect()
        };
        let view = |troubles: Vec<Trouble>, rows| Self {
            shell: Shell::sample(TITLE).with_problem(!troubles.is_empty()),
            troubles,
            rows,
            may_restore: true,
        };
        let taken = Trouble {
            href: String::new(),
            sentence: "Another page has the address /old-fair. Change one of the two.".to_owned(),
        };
        vec![
            ("some", view(Vec::new(), rows())),
            ("refused", view(vec![taken], rows())),
            ("empty", view(Vec::new(), Vec::new())),
        ]
    }
}

const TITLE: &str = "Trash";

async fn show(State(admin): State<Admin>, session: Session, signed_in: SignedIn) -> Result<Page, web::Error> {
    let mut view = view(&admin, &signed_in, Vec::new()).await?;
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&view)?)
}

async fn restore(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<i64>,
) -> Result<Response, web::Error> {
    let node = NodeId(id);
    let permit = signed_in.may(&admin, Action::Restore, Subject::Node(node)).await?;
    let title = trashed(&admin, &signed_in)
        .await?
        .into_iter()
        .find(|row| row.id == node)
        .map(|row| title_or_words(&row.title, row.kind.label()));
    let sentences = match editorial::trash::restore(&admin.store, &permit).await {
        Ok(()) => {
            let text = format!(
                "“{}” is back as a draft. Publish it for the public to read it.",
                title.unwrap_or_else(|| "The page".to_owned())
            );
            notice::set_linked(&session, &text, "Open it", &editor_of(node)).await;
            return Ok(redirect::see_other("/admin/trash"));
        }
        Err(Refusal::Because(sentence)) => vec![sentence],
        Err(Refusal::Invalid(problems)) => problems.into_iter().map(|problem| problem.sentence).collect(),
        Err(refusal) => return Err(refused(refusal)),
    };
    let troubles = sentences.into_iter().map(|sentence| Trouble { href: String::new(), sentence }).collect();
    let view = view(&admin, &signed_in, troubles).await?;
    Ok((StatusCode::CONFLICT, admin.templates.render(&view)?).into_response())
}

async fn view(admin: &Admin, signed_in: &SignedIn, troubles: Vec<Trouble>) -> Result<TrashView, web::Error> {
    let now = admin.store.now();
    Ok(TrashView {
        shell: Shell::new(admin, signed_in, Section::Trash, TITLE).with_problem(!troubles.is_empty()),
        troubles,
        rows: trashed(admin, signed_in).await?.into_iter().map(|row| TrashRowView::new(row, now)).collect(),
        may_restore: allows(signed_in.person.role, Action::Restore, Own::Others),
    })
}

async fn trashed(admin: &Admin, signed_in: &SignedIn) -> Result<Vec<TrashRow>, web::Error> {
    let permit = signed_in.reads_site(admin).await?;
    lists::trash(&admin.store, &permit).await.map_err(failed)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::TrashView>();
    }
}
