//! What happened on the site: `/admin/history`.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use chrono::{DateTime, Utc};
use serde::Serialize;
use store::lists::{self, AuditRow};
use web::{Page, View};

use crate::Admin;
use crate::refusal::failed;
use crate::row::editor_of;
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::words;

/// How many changes the screen shows.
const SHOWN: u64 = 200;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/history", get(show))
}

/// The latest changes, newest first.
#[derive(Debug, Serialize)]
struct HistoryView {
    shell: Shell,
    changes: Vec<ChangeView>,
}

/// One change as a sentence: who, what, to which page, when.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChangeView {
    actor: String,
    action: String,
    /// The title; empty where the change is about no page.
    title: String,
    /// The editor of the page; empty for none.
    href: String,
    detail: String,
    when: String,
}

impl ChangeView {
    pub(super) fn new(row: AuditRow, now: DateTime<Utc>) -> Self {
        Self {
            href: row.node.filter(|_| !row.title.is_empty()).map(editor_of).unwrap_or_default(),
            when: words::when(row.at, now),
            // “Asha Patel signed in”, not “… signed in Asha Patel”.
            title: if row.node.is_none() && row.title == row.actor { String::new() } else { row.title },
            actor: row.actor,
            action: row.action,
            detail: row.detail,
        }
    }

    pub(super) fn sample() -> Vec<Self> {
        let row = |action: &str, title: &str, detail: &str| {
            let node = (!title.is_empty()).then_some(content::NodeId(12));
            AuditRow {
                group: "g1".to_owned(),
                at: DateTime::UNIX_EPOCH,
                actor: "Asha Patel".to_owned(),
                action: action.to_owned(),
                node,
                title: title.to_owned(),
                detail: detail.to_owned(),
            }
        };
        let rows = [
            row("published", "Assessment Only", ""),
            row(
                "moved",
                "Train to Teach events",
                "from /events/train-to-teach to /teaching-events/train-to-teach-events",
            ),
            row("signed in", "", ""),
        ];
        rows.into_iter().map(|row| Self::new(row, DateTime::UNIX_EPOCH)).collect()
    }
}

impl View for HistoryView {
    const TEMPLATE: &'static str = "history.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |changes| Self {
            shell: Shell::sample(TITLE).with_trail(vec![TrailLink::new("Home", "/admin"), TrailLink::new(TITLE, "")]),
            changes,
        };
        vec![("some", view(ChangeView::sample())), ("none", view(Vec::new()))]
    }
}

const TITLE: &str = "Recent changes";

async fn show(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let now = admin.store.now();
    let rows = lists::recent(&admin.store, &permit, SHOWN).await.map_err(failed)?;
    let shell = Shell::new(&admin, &signed_in, Section::Home, TITLE)
        .with_trail(vec![TrailLink::new("Home", "/admin"), TrailLink::new(TITLE, "")]);
    Ok(admin
        .templates
        .render(&HistoryView { shell, changes: rows.into_iter().map(|row| ChangeView::new(row, now)).collect() })?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::HistoryView>();
    }
}
