//! The redirects: `/admin/redirects?page=`. They are made by moving, renaming and unpublishing; here they are read.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::lists::{self, RedirectRow};
use web::pagination::Pagination;
use web::{Page, Query, View};

use super::paging::pagination;
use crate::Admin;
use crate::refusal::failed;
use crate::row::editor_of;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/redirects", get(show))
}

/// The list of redirects.
#[derive(Debug, Serialize)]
struct RedirectsView {
    shell: Shell,
    /// `12 redirects`.
    count: String,
    rows: Vec<RedirectRowView>,
    pages: Option<Pagination>,
}

/// One redirect.
#[derive(Debug, Serialize)]
struct RedirectRowView {
    from: String,
    to: String,
    /// The editor of the page that it leads to; empty for an outside address or none.
    href: String,
    made: String,
    made_by: String,
}

impl RedirectRowView {
    fn new(row: RedirectRow, now: DateTime<Utc>) -> Self {
        let href = row.node.map(editor_of).unwrap_or_default();
        Self { from: row.path, to: row.target, href, made: words::when(row.made_at, now), made_by: row.made_by }
    }
}

impl View for RedirectsView {
    const TEMPLATE: &'static str = "redirects.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |path: &str, target: &str, node: Option<i64>| RedirectRow {
            path: path.to_owned(),
            target: target.to_owned(),
            node: node.map(content::NodeId),
            made_at: DateTime::UNIX_EPOCH,
            made_by: "Asha Patel".to_owned(),
        };
        let rows = [row("/Old/Page.aspx", "/explore-my-options", Some(12)), row("/gone", "Gone for good", None)];
        let rows = rows.into_iter().map(|row| RedirectRowView::new(row, DateTime::UNIX_EPOCH)).collect();
        let view = |rows, total| Self {
            shell: Shell::sample(TITLE),
            count: words::count(total, "redirect", "redirects"),
            rows,
            pages: None,
        };
        vec![("some", view(rows, 2)), ("none", view(Vec::new(), 0))]
    }
}

const TITLE: &str = "Redirects";

#[derive(Deserialize)]
struct Asked {
    page: Option<u64>,
}

async fn show(State(admin): State<Admin>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let list = lists::redirects(&admin.store, &permit, asked.page.unwrap_or(1)).await.map_err(failed)?;
    let pages = pagination(&list, "/admin/redirects", "")?;
    let now = admin.store.now();
    let view = RedirectsView {
        shell: Shell::new(&admin, &signed_in, Section::Redirects, TITLE),
        count: words::count(list.total, "redirect", "redirects"),
        rows: list.items.into_iter().map(|row| RedirectRowView::new(row, now)).collect(),
        pages: Some(pages),
    };
    Ok(admin.templates.render(&view)?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::RedirectsView>();
    }
}
