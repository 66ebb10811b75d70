//! The trash: `/admin/trash`.

use accounts::{Action, Own, allows};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use chrono::{DateTime, Utc};
use content::NodeId;
use serde::{Deserialize, Serialize};
use store::lists::{self, TrashRow};
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Page, Query, View};

use super::paging::pagination;

use crate::Admin;
use crate::notice;
use crate::refusal::failed;
use crate::row::{editor_of, title_or_words};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/trash", get(show))
}

/// What lies in the trash.
#[derive(Debug, Serialize)]
struct TrashView {
    shell: Shell,
    rows: Vec<TrashRowView>,
    may_restore: bool,
    pages: Option<Pagination>,
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
    restore_href: String,
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
            restore_href: format!("{}/restore", editor_of(row.id)),
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
        let view = |rows| Self { shell: Shell::sample(TITLE), rows, may_restore: true, pages: None };
        vec![("some", view(rows())), ("empty", view(Vec::new()))]
    }
}

const TITLE: &str = "Trash";

#[derive(Deserialize)]
struct Asked {
    page: Option<u64>,
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Page, web::Error> {
    let now = admin.store.now();
    let permit = signed_in.reads_site(&admin).await?;
    let list = lists::trash(&admin.store, &permit, asked.page.unwrap_or(1)).await.map_err(failed)?;
    let pages = pagination(&list, "/admin/trash", "")?;
    let view = TrashView {
        shell: Shell::new(&admin, &signed_in, Section::Trash, TITLE).with_notice(notice::take(&session).await),
        rows: list.items.into_iter().map(|row| TrashRowView::new(row, now)).collect(),
        // Whose role counts below some nodes only, sees here what lies below those.
        may_restore: allows(signed_in.person.role, Action::Restore, Own::Others) || permit.differs_by_place(),
        pages: (list.pages > 1).then_some(pages),
    };
    Ok(admin.templates.render(&view)?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::TrashView>();
    }
}
