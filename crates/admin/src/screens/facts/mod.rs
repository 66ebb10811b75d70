//! Facts that are kept once for the whole site: `/admin/facts`. Everybody who writes sees and inserts them; who publishes on the whole site keeps them.

mod edit;
mod new;

use accounts::Action;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use content::NodeId;
use content::due::in_words;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use store::facts::{self, FactChange, FactRow, FactText};
use store::rights::{Permit, Subject};
use tower_sessions::Session;
use web::{Query, View, wants_json};

use crate::Admin;
use crate::notice;
use crate::refusal::failed;
use crate::row::editor_of;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) const TITLE: &str = "Facts";
const HOME: &str = "/admin/facts";

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/facts", get(show))
        .route("/admin/facts/new", get(new::begin).post(new::make))
        .route("/admin/facts/{name}", get(edit::open).post(edit::change))
        .route("/admin/facts/{name}/cancel", post(edit::cancel))
        .route("/admin/facts/{name}/delete", post(edit::delete))
}

/// The list.
#[derive(Debug, Serialize)]
struct FactsView {
    shell: Shell,
    /// Whether the person may add and change them.
    may_change: bool,
    /// The page whose block gets the chosen one; empty where none is chosen.
    back_href: String,
    rows: Vec<FactRowView>,
}

/// One fact.
#[derive(Debug, Serialize)]
struct FactRowView {
    label: String,
    name: String,
    value: String,
    href: String,
    /// Puts it into the block; empty where none is chosen.
    insert_href: String,
    /// `Used on 3 pages`.
    used: String,
    changed: String,
    changed_by: String,
    /// `£9,535 from 1 August 2021 at 12am`, one for each change that is due or was not done.
    due: Vec<String>,
}

impl FactRowView {
    fn new(row: FactRow, used: u64, due: &[FactChange], now: DateTime<Utc>) -> Self {
        let own = due.iter().filter(|change| change.fact == row.id);
        Self {
            href: address(&row.name),
            insert_href: String::new(),
            used: if used == 0 {
                "On no page".to_owned()
            } else {
                format!("On {}", words::count(used, "page", "pages"))
            },
            changed: words::when(row.changed_at, now),
            changed_by: row.changed_by,
            due: own.map(|change| told(change, "")).collect(),
            label: row.text.label,
            value: row.text.value,
            name: row.name,
        }
    }
}

impl View for FactsView {
    const TEMPLATE: &'static str = "facts/list.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let due = [sample_change(), sample_failure()];
        let rows = || vec![FactRowView::new(sample(), 3, &due, DateTime::UNIX_EPOCH)];
        let view = |rows, may_change| Self { shell: Shell::sample(TITLE), may_change, back_href: String::new(), rows };
        let choosing = Some(Choosing { node: 12, block: "start".to_owned() });
        vec![
            ("some", view(rows(), true)),
            ("to read only", view(rows(), false)),
            ("none", view(Vec::new(), true)),
            ("to choose one", view(rows(), true).for_block(choosing.as_ref())),
        ]
    }
}

/// The answer to a script that inserts one.
#[derive(Debug, Serialize)]
struct Offered {
    facts: Vec<OfferedFact>,
}

/// A fact and what stands for it in a text.
#[derive(Debug, Serialize)]
struct OfferedFact {
    label: String,
    value: String,
    mark: String,
}

/// What the address asks for.
#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(rename = "for")]
    node: Option<i64>,
    block: Option<String>,
}

/// The block for which a fact is chosen.
#[derive(Debug)]
struct Choosing {
    node: i64,
    block: String,
}

impl Asked {
    fn choosing(self) -> Option<Choosing> {
        Some(Choosing { node: self.node?, block: self.block? })
    }
}

impl FactsView {
    fn for_block(mut self, choosing: Option<&Choosing>) -> Self {
        if let Some(Choosing { node, block }) = choosing {
            self.back_href = editor_of(NodeId(*node));
            for row in &mut self.rows {
                row.insert_href = format!("{}?block={}&fact={}", self.back_href, words::in_query(block), row.name);
            }
        }
        self
    }
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let store = &admin.store;
    let rows = facts::list(store, &permit).await.map_err(failed)?;
    if wants_json(&headers) {
        let offered = rows.into_iter().map(|row| OfferedFact {
            mark: markup::fact_mark(&row.name),
            label: row.text.label,
            value: row.text.value,
        });
        return Ok(axum::Json(Offered { facts: offered.collect() }).into_response());
    }
    let (uses, due) = tokio::try_join!(facts::uses(store, &permit), facts::due(store, &permit)).map_err(failed)?;
    let now = store.now();
    let shown = |row: FactRow| {
        let pages = uses.get(&row.name).copied().unwrap_or_default();
        FactRowView::new(row, pages, &due, now)
    };
    let view = FactsView {
        shell: Shell::new(&admin, &signed_in, Section::Facts, TITLE).with_notice(notice::take(&session).await),
        may_change: may_change(&admin, &signed_in).await?,
        back_href: String::new(),
        rows: rows.into_iter().map(shown).collect(),
    };
    Ok(admin.templates.render(&view.for_block(asked.choosing().as_ref()))?.into_response())
}

/// The permit to see the facts: for whoever writes anywhere.
async fn sees(admin: &Admin, signed_in: &SignedIn) -> Result<Permit, web::Error> {
    signed_in.reads_site(admin).await
}

/// The permit to add and change them: for whoever publishes on the whole site.
async fn changes(admin: &Admin, signed_in: &SignedIn) -> Result<Permit, web::Error> {
    signed_in.may(admin, Action::Publish, Subject::Site).await
}

/// Whether the person has it.
async fn may_change(admin: &Admin, signed_in: &SignedIn) -> Result<bool, web::Error> {
    signed_in.is_allowed(admin, Action::Publish, Subject::Site).await
}

/// What is due, or was not done and why; `more` stands behind the time.
fn told(change: &FactChange, more: &str) -> String {
    let due = format!("{} from {}{more}", change.value, in_words(change.due_at));
    match &change.failed {
        Some(reason) => format!("{due}. This was not done: {reason}."),
        None => due,
    }
}

fn address(name: &str) -> String {
    format!("{HOME}/{name}")
}

fn sample() -> FactRow {
    FactRow {
        id: facts::FactId(1),
        name: "tuition-fee".to_owned(),
        text: FactText { label: "Tuition fee".to_owned(), value: "£9,250".to_owned() },
        changed_at: DateTime::UNIX_EPOCH,
        changed_by: "Asha Patel".to_owned(),
    }
}

fn sample_change() -> FactChange {
    FactChange {
        id: facts::FactChangeId(1),
        fact: facts::FactId(1),
        value: "£9,535".to_owned(),
        due_at: DateTime::UNIX_EPOCH,
        made_by: "Asha Patel".to_owned(),
        failed: None,
    }
}

fn sample_failure() -> FactChange {
    let reason = "Asha Patel may no longer change facts. Somebody who may must set a new time";
    FactChange { failed: Some(reason.to_owned()), ..sample_change() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::FactsView>();
    }
}
