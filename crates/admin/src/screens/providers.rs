//! The providers: `/admin/providers?q=&page=`.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use chrono::DateTime;
use content::NodeId;
use serde::{Deserialize, Serialize};
use store::lists;
use store::tree::TreeRow;
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Page, Query, View};

use super::paging::pagination;
use crate::Admin;
use crate::fields::Field;
use crate::notice;
use crate::refusal::failed;
use crate::row::RowView;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/providers", get(show))
}

/// The list of providers.
#[derive(Debug, Serialize)]
struct ProvidersView {
    shell: Shell,
    search: Field,
    /// `28 providers`, or `2 providers for “york”`.
    count: String,
    /// Whether words narrow the list.
    filtered: bool,
    rows: Vec<ProviderRowView>,
    pages: Option<Pagination>,
}

/// A provider as a row.
#[derive(Debug, Serialize)]
struct ProviderRowView {
    row: RowView,
    /// `London, South East`.
    regions: String,
    routes: String,
}

impl View for ProvidersView {
    const TEMPLATE: &'static str = "providers.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let provider = |title: &str, regions: &[&str]| {
            let row = TreeRow {
                id: NodeId(500),
                kind: content::Kind::Provider,
                title: title.to_owned(),
                slug: None,
                path: content::UrlPath::parse("/providers/ashdown").ok(),
                state: content::State::Published,
                updated_at: DateTime::UNIX_EPOCH,
                updated_by: "Asha Patel".to_owned(),
            };
            ProviderRowView {
                row: RowView::new(&row, DateTime::UNIX_EPOCH),
                regions: regions.join(", "),
                routes: "Assessment Only".to_owned(),
            }
        };
        let rows = vec![
            provider("Ashdown Teaching School Hub", &["London", "South East"]),
            provider("Wharfe Valley Partnership", &[]),
        ];
        let pages = Pagination::new("/admin/providers", "", 2, 50, 120);
        vec![
            ("some", Self::new(Shell::sample(TITLE), "", rows, 120, pages)),
            ("none yet", Self::new(Shell::sample(TITLE), "", Vec::new(), 0, None)),
            ("none with these words", Self::new(Shell::sample(TITLE), "zzz", Vec::new(), 0, None)),
        ]
    }
}

const TITLE: &str = "Providers";

impl ProvidersView {
    fn new(shell: Shell, text: &str, rows: Vec<ProviderRowView>, total: u64, pages: Option<Pagination>) -> Self {
        let count = words::count(total, "provider", "providers");
        Self {
            shell,
            search: Field { input: "search", spellcheck: false, ..Field::text("q", "Find a provider by name", text) },
            count: if text.is_empty() { count } else { format!("{count} for “{text}”") },
            filtered: !text.is_empty(),
            rows,
            pages,
        }
    }
}

#[derive(Deserialize)]
struct Asked {
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
    let text: String = asked.q.trim().chars().take(200).collect();
    let list = lists::providers(&admin.store, &permit, &text, asked.page.unwrap_or(1)).await.map_err(failed)?;
    let query = if text.is_empty() { String::new() } else { format!("q={}", words::in_query(&text)) };
    let pages = pagination(&list, "/admin/providers", &query)?;
    let now = admin.store.now();
    let rows = list.items.iter().map(|provider| ProviderRowView {
        row: RowView::new(&provider.row, now),
        regions: provider.regions.join(", "),
        routes: provider.routes.join(", "),
    });
    let shell = Shell::new(&admin, &signed_in, Section::Providers, TITLE).with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&ProvidersView::new(shell, &text, rows.collect(), list.total, Some(pages)))?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::ProvidersView>();
    }
}
