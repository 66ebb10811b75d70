//! Search: `/admin/search?q=`. An address leads straight to the editor of its page; words make lists of pages with their drafts, files, redirects and
//! people. A script that asks for JSON gets the pages in short, with `everything=yes` all of it.

use accounts::Action;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use store::rights::{Permit, Subject};
use store::{find, library, people, redirects, tree};
use web::{Query, View, redirect, wants_json};

use super::choosing::FoundPage;
use crate::Admin;
use crate::refusal::failed;
use crate::row::{RowView, editor_of};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

/// How many results are shown.
const SHOWN: u64 = 50;
/// How many files, redirects and people are shown, each.
const SHOWN_OF_OTHERS: u64 = 10;
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
    /// What was found beside the content.
    others: Vec<Others>,
    /// Whether there may be more than are shown.
    cut: bool,
    /// The screen that looks into the texts.
    find_href: String,
}

/// What one part of the admin, other than the content, holds of the words.
#[derive(Debug, Serialize)]
struct Others {
    heading: &'static str,
    links: Vec<FoundLink>,
}

/// Something that can be opened.
#[derive(Clone, Debug, Serialize)]
struct FoundLink {
    label: String,
    /// What it is, in a few words: `Page, Draft`.
    about: String,
    href: String,
}

impl FoundLink {
    fn of_row(row: &RowView) -> Self {
        let address = if row.address.is_empty() { String::new() } else { format!(", {}", row.address) };
        Self {
            label: row.title.clone(),
            about: format!("{}, {}{address}", row.kind, row.state.label.to_lowercase()),
            href: row.edit_href.clone(),
        }
    }
}

impl View for SearchView {
    const TEMPLATE: &'static str = "search.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let results = vec![
            RowView::sample("Assessment Only", "/explore-my-options/assessment-only", content::State::Published),
            RowView::sample("Assessment centres", "/assessment-centres", content::State::Draft),
        ];
        let file = FoundLink {
            label: "assessment-form.pdf".to_owned(),
            about: "PDF".to_owned(),
            href: "/admin/media/3".to_owned(),
        };
        let others = vec![Others { heading: "Files", links: vec![file] }];
        vec![
            ("found", Self::new(Shell::sample(TITLE), "assessment", results, others)),
            ("nothing found", Self::new(Shell::sample(TITLE), "<unicorns>", Vec::new(), Vec::new())),
            ("nothing asked", Self::new(Shell::sample(TITLE), "", Vec::new(), Vec::new())),
        ]
    }
}

const TITLE: &str = "Search";

impl SearchView {
    fn new(shell: Shell, asked: &str, results: Vec<RowView>, others: Vec<Others>) -> Self {
        let found = results.len() + others.iter().map(|group| group.links.len()).sum::<usize>();
        let summary = match (asked.is_empty(), found) {
            (true, _) => String::new(),
            (_, 0) => format!("No results for “{asked}”"),
            _ => format!("{} for “{asked}”", words::count(found as u64, "result", "results")),
        };
        let cut = results.len() as u64 == SHOWN;
        let find_href = if asked.is_empty() {
            "/admin/find".to_owned()
        } else {
            format!("/admin/find?q={}", words::in_query(asked))
        };
        Self { shell: shell.with_searched(asked), asked: asked.to_owned(), summary, results, others, cut, find_href }
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    /// Whether a script asks for more than pages: `yes`.
    #[serde(default)]
    everything: String,
}

/// The answer to a script that asks what a link could lead to.
#[derive(Debug, Serialize)]
struct Found {
    pages: Vec<FoundPage>,
    /// All that can be opened, if it was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    everything: Vec<FoundLink>,
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
    let now = admin.store.now();
    let results: Vec<RowView> = found.iter().map(|row| RowView::new(row, now)).collect();
    let pages_alone = for_script && asked.everything != "yes";
    let others =
        if text.is_empty() || pages_alone { Vec::new() } else { others(&admin, &signed_in, &permit, &text).await? };
    if for_script {
        let mut everything = Vec::new();
        if !pages_alone {
            everything.extend(results.iter().map(FoundLink::of_row));
            everything.extend(others.into_iter().flat_map(|group| group.links));
        }
        let pages = found.iter().filter_map(FoundPage::new).collect();
        return Ok(axum::Json(Found { pages, everything }).into_response());
    }
    let view = SearchView::new(Shell::new(&admin, &signed_in, Section::None, TITLE), &text, results, others);
    Ok(admin.templates.render(&view)?.into_response())
}

/// What the library, the redirects and the list of people hold of the words, as far as the person may see them.
async fn others(admin: &Admin, signed_in: &SignedIn, permit: &Permit, text: &str) -> Result<Vec<Others>, web::Error> {
    let most = usize::try_from(SHOWN_OF_OTHERS).unwrap_or(usize::MAX);
    let filter = library::Filter { words: text.to_owned(), ..library::Filter::default() };
    let files = library::list(&admin.store, permit, &filter, 1).await.map_err(failed)?.items;
    let files = files.into_iter().map(|row| FoundLink {
        label: row.name,
        about: row.kind.label().to_owned(),
        href: format!("/admin/media/{}", row.id),
    });
    let start = words_of(text).replace(' ', "-");
    let start = if start.starts_with('/') { start } else { format!("/{start}") };
    let redirects = redirects::beginning(&admin.store, permit, &start, SHOWN_OF_OTHERS).await.map_err(failed)?;
    let redirects = redirects.into_iter().map(|row| FoundLink {
        href: format!("/admin/redirects/change?path={}", words::in_query(&row.path)),
        about: format!("Redirect to {}", row.target),
        label: row.path,
    });
    let mut groups = vec![
        Others { heading: "Files", links: files.take(most).collect() },
        Others { heading: "Redirects", links: redirects.collect() },
    ];
    if let Some(permit) = signed_in.permit_if_allowed(admin, Action::ManageUsers, Subject::Site).await? {
        let wanted = text.to_lowercase();
        let people = people::list(&admin.store, &permit).await.map_err(failed)?;
        let people = people.into_iter().filter(|person| {
            person.name.to_lowercase().contains(&wanted) || person.email.to_lowercase().contains(&wanted)
        });
        let links = people.map(|person| FoundLink {
            label: person.name,
            about: person.role.label().to_owned(),
            href: format!("/admin/users/{}", person.id),
        });
        groups.push(Others { heading: "Users", links: links.take(most).collect() });
    }
    groups.retain(|group| !group.links.is_empty());
    Ok(groups)
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
