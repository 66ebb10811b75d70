//! The versions of a draft: `/admin/nodes/{id}/history`, one of them to read, and bringing one back.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use content::{Origin, RevisionId, State as Life};
use serde::{Deserialize, Serialize};
use store::drafts;
use store::history::{self, Publication, Version};
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Form, Page, Query, View, redirect};

use super::super::desk::Desk;
use super::super::view::{Content, contents};
use crate::Admin;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::screens::pagination;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// All versions, newest first.
#[derive(Debug, Serialize)]
struct HistoryView {
    shell: Shell,
    versions: Vec<VersionRow>,
    /// The ids of the two that are chosen beforehand; absent in an empty list.
    chosen: Option<Chosen>,
    pages: Option<Pagination>,
    /// Where the two chosen versions are compared.
    compare_href: String,
    /// All that happened to the page, in the site history.
    changes_href: String,
    editor_href: String,
}

/// Two versions to compare, by their ids.
#[derive(Debug, Serialize)]
struct Chosen {
    earlier: i64,
    later: i64,
}

/// One version in the list.
#[derive(Debug, Serialize)]
struct VersionRow {
    id: i64,
    number: i64,
    when: String,
    who: String,
    /// How it came to be.
    what: &'static str,
    /// When the public read it, a sentence each.
    published: Vec<String>,
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
    restoring: Option<Restoring>,
    /// The comparison with the draft; empty for the draft itself.
    compare_href: String,
    history_href: String,
}

/// The form that brings a version back as the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Restoring {
    /// Where the form is sent.
    pub(super) action: String,
    /// The draft that the person saw.
    pub(super) base: i64,
    /// `Restore version 2 as draft`.
    pub(super) label: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    page: Option<u64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Base {
    #[serde(default)]
    base: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let list = history::versions(&desk.admin.store, &desk.permit, asked.page.unwrap_or(1)).await.map_err(failed)?;
    let (now, history) = (desk.admin.store.now(), desk.screen("history"));
    let pages = pagination(&list, &history, "")?;
    let versions: Vec<VersionRow> =
        list.items.into_iter().map(|version| VersionRow::new(version, now, &history)).collect();
    let view = HistoryView {
        shell: desk.shell("History").await?.with_notice(notice::take(&session).await),
        chosen: choose(&versions),
        versions,
        pages: Some(pages),
        compare_href: desk.screen("compare"),
        changes_href: format!("/admin/history?page=node%3A{}", desk.open.id),
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
    let version = version_of(&desk, &revision).await?;
    let found = drafts::revision(&desk.admin.store, &desk.permit, version.id).await.map_err(failed)?;
    let form = desk.form_of(&found.ok_or(web::Refusal::NotFound)?, &desk.surroundings().await?).await?;
    let compared = format!("{}?from={}&to={}", desk.screen("compare"), version.id, desk.open.revision);
    let view = VersionView {
        shell: desk.shell(&format!("Version {}", version.number)).await?,
        contents: contents(&form).into_iter().filter(|content| !content.text.trim().is_empty()).collect(),
        restoring: Restoring::of(&desk, &version),
        compare_href: if version.draft { String::new() } else { compared },
        history_href: desk.screen("history"),
    };
    Ok(desk.admin.templates.render(&view)?)
}

pub(super) async fn restore(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path((id, revision)): Path<(String, String)>,
    Form(sent): Form<Base>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let version = version_of(&desk, &revision).await?;
    let permit = desk.may(Action::Save).await?;
    let base = RevisionId(sent.base.trim().parse().unwrap_or(0));
    let restored = editorial::drafts::restore(&desk.admin.store, &permit, base, version.id).await.map_err(refused)?;
    let words = if restored {
        format!("Version {} is the draft again. The draft before it is in the history.", version.number)
    } else {
        format!("The draft already reads like version {}. Nothing was changed.", version.number)
    };
    notice::set(&session, &words).await;
    Ok(redirect::see_other(&desk.screen("")).into_response())
}

/// The version with the id in an address; 404 for one of another node.
pub(super) async fn version_of(desk: &Desk, revision: &str) -> Result<Version, web::Error> {
    let revision = revision.parse().map(RevisionId).map_err(|_| web::Refusal::NotFound)?;
    let found = history::version(&desk.admin.store, &desk.permit, revision).await.map_err(failed)?;
    Ok(found.ok_or(web::Refusal::NotFound)?)
}

/// Chosen beforehand: what the public reads against the draft, else the newest version against the one before it. None where there is one
/// version alone.
fn choose(versions: &[VersionRow]) -> Option<Chosen> {
    let later = versions.iter().position(|version| version.draft).unwrap_or(0);
    let live = versions.iter().position(|version| version.live && !version.draft);
    let earlier = live.unwrap_or_else(|| Ord::min(later + 1, versions.len().saturating_sub(1)));
    (earlier != later).then_some(Chosen { earlier: versions.get(earlier)?.id, later: versions.get(later)?.id })
}

impl Restoring {
    /// The form for a version other than the draft, where the person may save and the node is not in the trash.
    pub(super) fn of(desk: &Desk, version: &Version) -> Option<Self> {
        let allowed = desk.open.state != Life::Trashed && desk.is_allowed(Action::Save);
        (allowed && !version.draft).then(|| Self {
            action: format!("{}/{}/restore", desk.screen("history"), version.id),
            base: desk.open.revision.0,
            label: format!("Restore version {} as draft", version.number),
        })
    }
}

impl VersionRow {
    fn new(version: Version, now: DateTime<Utc>, history: &str) -> Self {
        Self {
            id: version.id.0,
            number: version.number,
            when: words::when(version.made_at, now),
            who: version.made_by,
            what: what(version.origin),
            published: version.publications.iter().map(|publication| published(publication, now)).collect(),
            note: version.note,
            live: version.live,
            draft: version.draft,
            href: format!("{history}/{}", version.id),
        }
    }
}

fn what(origin: Origin) -> &'static str {
    match origin {
        Origin::Typed => "Draft saved",
        Origin::Merged => "Two drafts merged",
        Origin::Imported => "Imported",
        Origin::Reverted => "Earlier version restored",
    }
}

fn published(publication: &Publication, now: DateTime<Utc>) -> String {
    let from = words::when_inside(publication.from, now);
    let mut sentence = match publication.until {
        Some(until) => {
            format!("Public from {from} until {}, published by {}", words::when_inside(until, now), publication.by)
        }
        None => format!("Public since {from}, published by {}", publication.by),
    };
    if let Some(told) = &publication.told {
        sentence.push_str(". Readers were told: ");
        sentence.push_str(told);
    }
    if !publication.note.is_empty() {
        sentence.push_str(". Note: ");
        sentence.push_str(&publication.note);
    }
    sentence
}

impl View for HistoryView {
    const TEMPLATE: &'static str = "editor/history.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let moment = DateTime::UNIX_EPOCH;
        let row = |number: i64, live, draft, note: &str, origin| {
            let publications = if live {
                vec![Publication {
                    from: moment,
                    until: None,
                    by: "Ben Okafor".to_owned(),
                    told: Some("The fee has changed".to_owned()),
                    note: "Agreed with finance".to_owned(),
                }]
            } else {
                Vec::new()
            };
            let version = Version {
                id: RevisionId(number),
                number,
                made_at: moment,
                made_by: "Asha Patel".to_owned(),
                note: note.to_owned(),
                origin,
                live,
                draft,
                publications,
            };
            VersionRow::new(version, moment, "/admin/nodes/12/history")
        };
        let versions = vec![
            row(3, false, true, "From version 1", Origin::Reverted),
            row(2, true, false, "Corrected the fee", Origin::Typed),
            row(1, false, false, "", Origin::Imported),
        ];
        let view = |versions: Vec<VersionRow>| Self {
            shell: Shell::sample("History: Assessment Only"),
            chosen: choose(&versions),
            versions,
            pages: None,
            compare_href: "/admin/nodes/12/compare".to_owned(),
            changes_href: "/admin/history?page=node%3A12".to_owned(),
            editor_href: "/admin/nodes/12".to_owned(),
        };
        let only = vec![row(1, false, true, "", Origin::Typed)];
        vec![("three versions", view(versions)), ("one version", view(only))]
    }
}

impl View for VersionView {
    const TEMPLATE: &'static str = "editor/version.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |restoring: Option<Restoring>| {
            let (_, editor) = super::super::view::EditorView::samples().swap_remove(0);
            let compare_href = "/admin/nodes/12/compare?from=2&to=3".to_owned();
            Self {
                shell: Shell::sample("Version 2: Assessment Only"),
                contents: contents(&editor.form),
                compare_href: if restoring.is_some() { compare_href } else { String::new() },
                restoring,
                history_href: "/admin/nodes/12/history".to_owned(),
            }
        };
        vec![("a page", view(Some(Restoring::sample()))), ("the draft", view(None))]
    }
}

impl Restoring {
    /// A form for samples.
    pub(super) fn sample() -> Self {
        Self {
            action: "/admin/nodes/12/history/2/restore".to_owned(),
            base: 3,
            label: "Restore version 2 as draft".to_owned(),
        }
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
