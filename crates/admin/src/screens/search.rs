//! Search: `/admin/search?q=`. An address leads straight to the editor of its page; words make a list. A script that asks for JSON gets the list in short.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use store::{find, tree};
use web::{Query, View, redirect, wants_json};

use crate::Admin;
use crate::refusal::failed;
use crate::row::{RowView, editor_of, title_or_words};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

/// How many results are shown.
const SHOWN: u64 = 50;
/// The longest text that is looked for, in characters: the longest address.
const LONGEST: usize = 2_000;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/search", get(show))
}

/// What was found.
#[derive(Debug, Serialize)]
struct SearchView {
    shell: Shell,
    asked: String,
    /// `3 results for “events”`; empty when nothing was asked.
    summary: String,
    results: Vec<RowView>,
    /// Whether there may be more than are shown.
    cut: bool,
}

impl View for SearchView {
    const TEMPLATE: &'static str = "search.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let results = vec![
            RowView::sample("Assessment Only", "/explore-my-options/assessment-only", content::State::Published),
            RowView::sample("Assessment centres", "/assessment-centres", content::State::Draft),
        ];
        vec![
            ("found", Self::new(Shell::sample(TITLE), "assessment", results)),
            ("nothing found", Self::new(Shell::sample(TITLE), "<unicorns>", Vec::new())),
            ("nothing asked", Self::new(Shell::sample(TITLE), "", Vec::new())),
        ]
    }
}

const TITLE: &str = "Search";

impl SearchView {
    fn new(shell: Shell, asked: &str, results: Vec<RowView>) -> Self {
        let summary = match (asked.is_empty(), results.is_empty()) {
            (true, _) => String::new(),
            (_, true) => format!("No results for “{asked}”"),
            _ => format!("{} for “{asked}”", words::count(results.len() as u64, "result", "results")),
        };
        let cut = results.len() as u64 == SHOWN;
        Self { shell: shell.with_searched(asked), asked: asked.to_owned(), summary, results, cut }
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

/// The answer to a script that asks what a link could lead to.
#[derive(Debug, Serialize)]
struct Found {
    pages: Vec<FoundPage>,
}

/// A page that a link can lead to: it has an address.
#[derive(Debug, Serialize)]
struct FoundPage {
    title: String,
    address: String,
    /// Whether the public can read it now.
    live: bool,
}

impl FoundPage {
    fn new(row: &tree::TreeRow) -> Option<Self> {
        Some(Self {
            title: title_or_words(&row.title, row.kind.label()),
            address: row.path.as_ref()?.as_str().to_owned(),
            live: row.state.is_live(),
        })
    }
}

async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let text: String = asked.q.trim().chars().take(LONGEST).collect();
    let for_script = wants_json(&headers);
    if !for_script
        && is_address(&text)
        && let Some(node) = find::by_address(&admin.store, &permit, &text).await.map_err(failed)?
        // Where a draft of somebody else lies is not for everybody to find out.
        && let Some(row) = tree::row(&admin.store, &permit, node).await.map_err(failed)?
    {
        return Ok(redirect::see_other(&editor_of(row.id)));
    }
    let found = if text.is_empty() {
        Vec::new()
    } else {
        find::nodes(&admin.store, &permit, words_of(&text), SHOWN).await.map_err(failed)?
    };
    if for_script {
        return Ok(axum::Json(Found { pages: found.iter().filter_map(FoundPage::new).collect() }).into_response());
    }
    let now = admin.store.now();
    let results = found.iter().map(|row| RowView::new(row, now)).collect();
    let view = SearchView::new(Shell::new(&admin, &signed_in, Section::None, TITLE), &text, results);
    Ok(admin.templates.render(&view)?.into_response())
}

fn is_address(text: &str) -> bool {
    text.starts_with('/') || text.starts_with("node:") || text.contains("://")
}

/// An address that leads nowhere is looked for by its path.
fn words_of(text: &str) -> &str {
    if !is_address(text) {
        return text;
    }
    let path = text.split_once("://").map_or(text, |(_, rest)| rest.find('/').map_or(rest, |at| &rest[at..]));
    path.split(['?', '#']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<SearchView>();
    }

    #[test]
    fn an_address_is_told_from_words() {
        for address in ["/teaching-events", "https://www.example.org/a", "/node/463", "node:463"] {
            assert!(is_address(address), "{address}");
        }
        assert!(!is_address("events and/or fairs"));
        assert_eq!(words_of("https://www.example.org/a/b?x=1#top"), "/a/b");
        assert_eq!(words_of("ready to teach? #now"), "ready to teach? #now");
    }
}
