//! Pages and events without a summary: `/admin/reports/descriptions`, and the same as a file for spreadsheets.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use store::checks;
use web::pagination::Pagination;
use web::{Page, Query, View};

use super::{MOST_IN_A_FILE, PER_PAGE, sample_shell, shell_of};
use crate::Admin;
use crate::csv;
use crate::refusal::failed;
use crate::row::RowView;
use crate::screens::pagination;
use crate::shell::Shell;
use crate::signed_in::SignedIn;

const TITLE: &str = "Missing descriptions";
const HERE: &str = "/admin/reports/descriptions";

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/reports/descriptions", get(show)).route("/admin/reports/descriptions.csv", get(file))
}

/// The report.
#[derive(Debug, Serialize)]
struct DescriptionsView {
    shell: Shell,
    rows: Vec<RowView>,
    pages: Option<Pagination>,
}

#[derive(Deserialize)]
struct Asked {
    page: Option<u64>,
}

async fn show(State(admin): State<Admin>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let now = admin.store.now();
    let list = checks::undescribed(&admin.store, &permit, asked.page.unwrap_or(1), PER_PAGE).await.map_err(failed)?;
    let view = DescriptionsView {
        shell: shell_of(&admin, &signed_in, TITLE),
        pages: Some(pagination(&list, HERE, "")?),
        rows: list.items.iter().map(|page| RowView::new(&page.page, now)).collect(),
    };
    Ok(admin.templates.render(&view)?)
}

/// All of it, as comma-separated values.
async fn file(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let now = admin.store.now();
    let mut text = csv::line(&["Page", "Address", "Kind", "State"].map(str::to_owned));
    let found = checks::undescribed(&admin.store, &permit, 1, MOST_IN_A_FILE).await.map_err(failed)?;
    for page in found.items {
        let row = RowView::new(&page.page, now);
        text.push_str(&csv::line(&[row.title, row.address, row.kind.to_owned(), page.page.state.label().to_owned()]));
    }
    Ok(csv::file("missing-descriptions.csv", text))
}

impl View for DescriptionsView {
    const TEMPLATE: &'static str = "reports/descriptions.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |rows: Vec<RowView>| Self { shell: sample_shell(TITLE), rows, pages: None };
        let row = RowView::sample("Assessment Only", "/assessment-only", content::State::Published);
        vec![("some", view(vec![row])), ("none", view(Vec::new()))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::DescriptionsView>();
    }
}
