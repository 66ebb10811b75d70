//! The versions of a draft: `/admin/nodes/{id}/history`, and one of them to read.

use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use content::RevisionId;
use serde::Serialize;
use store::drafts::{self, RevisionRow};
use web::{Page, View};

use super::super::desk::Desk;
use super::super::view::{Content, contents};
use crate::Admin;
use crate::refusal::failed;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// All versions, newest first.
#[derive(Debug, Serialize)]
struct HistoryView {
    shell: Shell,
    versions: Vec<VersionRow>,
    editor_href: String,
}

/// One version in the list.
#[derive(Debug, Serialize)]
struct VersionRow {
    number: i64,
    when: String,
    who: String,
    note: String,
    live: bool,
    draft: bool,
    href: String,
}

/// One version to read.
#[derive(Debug, Serialize)]
struct VersionView {
    shell: Shell,
    contents: Vec<Content>,
    history_href: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Page, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let rows = drafts::history(&desk.admin.store, &desk.permit).await.map_err(failed)?;
    let (now, history) = (desk.admin.store.now(), desk.screen("history"));
    let view = HistoryView {
        shell: desk.shell("History").await?,
        versions: rows.into_iter().map(|row| VersionRow::new(row, now, &history)).collect(),
        editor_href: desk.screen(""),
    };
    Ok(desk.admin.templates.render(&view)?)
}

pub(super) async fn version(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path((id, revision)): Path<(String, String)>,
) -> Result<Page, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let revision = revision.parse().map(RevisionId).map_err(|_| web::Refusal::NotFound)?;
    let found = drafts::revision(&desk.admin.store, &desk.permit, revision).await.map_err(failed)?;
    let draft = found.ok_or(web::Refusal::NotFound)?;
    let rows = drafts::history(&desk.admin.store, &desk.permit).await.map_err(failed)?;
    let row = rows.into_iter().find(|row| row.id == revision).ok_or(web::Refusal::NotFound)?;
    let form = desk.form_of(&draft, &desk.surroundings().await?).await?;
    let view = VersionView {
        shell: desk.shell(&format!("Version {}", row.number)).await?,
        contents: contents(&form).into_iter().filter(|content| !content.text.trim().is_empty()).collect(),
        history_href: desk.screen("history"),
    };
    Ok(desk.admin.templates.render(&view)?)
}

impl VersionRow {
    fn new(row: RevisionRow, now: DateTime<Utc>, history: &str) -> Self {
        Self {
            number: row.number,
            when: words::when(row.made_at, now),
            who: row.made_by,
            note: row.note,
            live: row.live,
            draft: row.draft,
            href: format!("{history}/{}", row.id),
        }
    }
}

impl View for HistoryView {
    const TEMPLATE: &'static str = "editor/history.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |number: i64, live, draft, note: &str| VersionRow {
            number,
            when: "Today at 10:42am".to_owned(),
            who: "Asha Patel".to_owned(),
            note: note.to_owned(),
            live,
            draft,
            href: "/admin/nodes/12/history/3".to_owned(),
        };
        let versions =
            vec![row(3, false, true, ""), row(2, true, false, "Corrected the fee"), row(1, false, false, "")];
        vec![(
            "three versions",
            Self {
                shell: Shell::sample("History: Assessment Only"),
                versions,
                editor_href: "/admin/nodes/12".to_owned(),
            },
        )]
    }
}

impl View for VersionView {
    const TEMPLATE: &'static str = "editor/version.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let (_, editor) = super::super::view::EditorView::samples().swap_remove(0);
        let view = Self {
            shell: Shell::sample("Version 2: Assessment Only"),
            contents: contents(&editor.form),
            history_href: "/admin/nodes/12/history".to_owned(),
        };
        vec![("a page", view)]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_history_shows_its_samples() {
        crate::state::check::<super::HistoryView>();
        crate::state::check::<super::VersionView>();
    }
}
