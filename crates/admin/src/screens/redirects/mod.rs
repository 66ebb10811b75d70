//! The redirects: `/admin/redirects?shown=unused&q=&page=`. Moving, renaming and unpublishing leave them; people who publish make others by hand
//! (`edit`) or from a list (`import`).

mod edit;
mod import;

use accounts::Action;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::redirects::{self, RedirectRow, Shown};
use store::rights::{Permit, Subject};
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Form, Page, Query, View, redirect};

use super::paging::pagination;
use crate::Admin;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::row::editor_of;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/redirects", get(show))
        .route("/admin/redirects/remove", post(remove))
        .merge(edit::router())
        .merge(import::router())
}

/// The list of redirects.
#[derive(Debug, Serialize)]
struct RedirectsView {
    shell: Shell,
    tabs: Vec<Tab>,
    /// What is searched for.
    asked: String,
    /// Which are shown, as the search sends it on; empty for all.
    shown: &'static str,
    /// `12 redirects`.
    count: String,
    /// What is said instead of an empty table.
    empty: &'static str,
    /// Whether the person may make, change and remove them.
    may_change: bool,
    rows: Vec<RedirectRowView>,
    pages: Option<Pagination>,
}

/// One of the links that lead between the lists of addresses.
#[derive(Debug, Serialize)]
pub(super) struct Tab {
    label: String,
    href: &'static str,
    current: bool,
}

/// Which of the lists of addresses a screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    All,
    Unused,
    NotFound,
}

/// One redirect.
#[derive(Debug, Serialize)]
struct RedirectRowView {
    from: String,
    to: String,
    /// The editor of the page that it leads to; empty for an outside address or none.
    href: String,
    /// What is wrong with the target; empty for nothing.
    warning: &'static str,
    made: String,
    made_by: String,
    /// `Used 12 times`.
    used: String,
    /// When last; empty for never.
    last_used: String,
    change_href: String,
}

impl RedirectRowView {
    fn new(row: RedirectRow, now: DateTime<Utc>) -> Self {
        Self {
            href: row.node.map(editor_of).unwrap_or_default(),
            to: row.target,
            warning: if row.nowhere { "Nothing is there yet" } else { "" },
            made: words::when(row.made_at, now),
            made_by: row.made_by,
            used: used(row.hits),
            last_used: row.last_hit_at.map(|moment| words::when_inside(moment, now)).unwrap_or_default(),
            change_href: format!("/admin/redirects/change?path={}", words::in_query(&row.path)),
            from: row.path,
        }
    }
}

fn used(hits: i64) -> String {
    match u64::try_from(hits).unwrap_or_default() {
        0 => "Not yet".to_owned(),
        1 => "Once".to_owned(),
        times => words::count(times, "time", "times"),
    }
}

impl View for RedirectsView {
    const TEMPLATE: &'static str = "redirects.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |path: &str, target: &str, node: Option<i64>, hits| RedirectRow {
            path: path.to_owned(),
            target: target.to_owned(),
            node: node.map(content::NodeId),
            made_at: DateTime::UNIX_EPOCH,
            made_by: "Asha Patel".to_owned(),
            hits,
            last_hit_at: (hits > 0).then_some(DateTime::UNIX_EPOCH),
            nowhere: target == "/later",
        };
        let rows = || {
            let rows = [
                row("/old/page.aspx", "/explore-my-options", Some(12), 1),
                row("/gone", "Gone for good", None, 0),
                row("/old/*", "/later", None, 1_204),
            ];
            rows.into_iter().map(|row| RedirectRowView::new(row, DateTime::UNIX_EPOCH)).collect()
        };
        let view = |rows, shown, asked: &str, total, may_change| {
            Self::new(Shell::sample(TITLE), shown, asked, rows, total, may_change, 2)
        };
        vec![
            ("some", view(rows(), Shown::All, "", 3, true)),
            ("to read only", view(rows(), Shown::All, "", 3, false)),
            ("unused", view(rows(), Shown::Unused, "old", 3, true)),
            ("none unused", view(Vec::new(), Shown::Unused, "", 0, true)),
            ("none found", view(Vec::new(), Shown::All, "xyzzy", 0, true)),
            ("none", view(Vec::new(), Shown::All, "", 0, true)),
        ]
    }
}

pub(super) const TITLE: &str = "Redirects";

impl RedirectsView {
    fn new(
        shell: Shell,
        shown: Shown,
        asked: &str,
        rows: Vec<RedirectRowView>,
        total: u64,
        may_change: bool,
        unused: u64,
    ) -> Self {
        let empty = match (shown, asked.is_empty()) {
            (_, false) => "No redirect has these words in its address. Try fewer words.",
            (Shown::All, true) => "There are no redirects yet.",
            (Shown::Unused, true) => "Every redirect that is a year old was used during the last year.",
        };
        Self {
            shell,
            tabs: tabs(if shown == Shown::Unused { List::Unused } else { List::All }, unused),
            asked: asked.to_owned(),
            shown: if shown == Shown::Unused { "unused" } else { "" },
            count: words::count(total, "redirect", "redirects"),
            empty,
            may_change,
            rows,
            pages: None,
        }
    }
}

/// The links between the lists of addresses.
pub(super) fn tabs(current: List, unused: u64) -> Vec<Tab> {
    let tab = |label: String, href, list| Tab { label, href, current: list == current };
    vec![
        tab("All".to_owned(), "/admin/redirects", List::All),
        tab(format!("Not used for a year ({unused})"), "/admin/redirects?shown=unused", List::Unused),
        tab("Asked for and not found".to_owned(), "/admin/not-found", List::NotFound),
    ]
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    shown: String,
    #[serde(default)]
    q: String,
    page: Option<u64>,
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let shown = if asked.shown == "unused" { Shown::Unused } else { Shown::All };
    let text: String = asked.q.trim().chars().take(200).collect();
    let store = &admin.store;
    let list = redirects::list(store, &permit, shown, &text, asked.page.unwrap_or(1)).await.map_err(failed)?;
    let unused = redirects::unused_count(store, &permit).await.map_err(failed)?;
    let mut query = Vec::new();
    if shown == Shown::Unused {
        query.push("shown=unused".to_owned());
    }
    if !text.is_empty() {
        query.push(format!("q={}", words::in_query(&text)));
    }
    let pages = pagination(&list, "/admin/redirects", &query.join("&"))?;
    let now = store.now();
    let rows = list.items.into_iter().map(|row| RedirectRowView::new(row, now)).collect();
    let shell = Shell::new(&admin, &signed_in, Section::Redirects, TITLE).with_notice(notice::take(&session).await);
    let may_change = may_change(&admin, &signed_in).await?;
    let view = RedirectsView::new(shell, shown, &text, rows, list.total, may_change, unused);
    Ok(admin.templates.render(&RedirectsView { pages: Some(pages), ..view })?)
}

#[derive(Deserialize)]
struct Removed {
    #[serde(default)]
    path: String,
}

async fn remove(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Removed>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let group = editorial::redirects::remove(&admin.store, &permit, &typed.path).await.map_err(refused)?;
    notice::set_undoable(&session, &format!("The redirect from {} is removed.", typed.path), &group).await;
    Ok(redirect::see_other("/admin/redirects"))
}

/// The permit to change redirects: for whoever publishes on the whole site.
pub(super) async fn changes(admin: &Admin, signed_in: &SignedIn) -> Result<Permit, web::Error> {
    signed_in.may(admin, Action::Publish, Subject::Site).await
}

/// Whether the person has it.
pub(super) async fn may_change(admin: &Admin, signed_in: &SignedIn) -> Result<bool, web::Error> {
    signed_in.is_allowed(admin, Action::Publish, Subject::Site).await
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::RedirectsView>();
    }
}
