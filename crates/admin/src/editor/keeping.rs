//! What somebody typed and has not shared yet: kept for them alone until they save or discard it.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use content::{Draft, Problem, RevisionId};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use tower_sessions::Session;
use web::{RawForm, redirect, wants_json};

use super::desk::Desk;
use super::edit::Screen;
use super::form::Typed;
use super::lookup;
use crate::Admin;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::signed_in::SignedIn;
use crate::words;

/// The answer to a script.
#[derive(Debug, Serialize)]
struct KeptAnswer {
    sentence: String,
    at: DateTime<Utc>,
    /// Whether the shared draft has another version by now.
    moved_on: bool,
    /// The address at which the kept text is shown as the public would see it.
    preview: String,
}

/// Keeps a form as it is, whether or not it could be saved: `POST /admin/nodes/{id}/keep`. People are led back to the
/// editor, which then shows what was kept; a script gets a few words.
pub(super) async fn keep(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = desk.may(Action::Save).await?;
    let (typed, _) = Typed::parse(pairs);
    let base = RevisionId(typed.base);
    let store = &desk.admin.store;
    if store::drafts::revision(store, &permit, base).await.map_err(failed)?.is_none() {
        let sentence = "This form was not made from a version of this page, so it was not kept. Copy what you need, then open the page again";
        let known = lookup::of_form(&desk.admin, &desk.permit, &typed).await?;
        let problems = vec![Problem::new("", sentence)];
        return Screen::of(&desk, &typed, &known).wrong(problems, StatusCode::CONFLICT).await;
    }
    let draft = draft_of(&desk, &typed).await?;
    editorial::kept::keep(store, &permit, base, kept_pairs(&typed), draft).await.map_err(refused)?;
    let now = store.now();
    if wants_json(&headers) {
        let moved_on = base != desk.open.revision;
        let preview = preview_of(&desk);
        return Ok(axum::Json(KeptAnswer { sentence: sentence(now, now), at: now, moved_on, preview }).into_response());
    }
    notice::set(&session, &sentence(now, now)).await;
    Ok(redirect::see_other(&desk.screen("")))
}

/// Lets go of what was kept: `POST /admin/nodes/{id}/keep/discard`.
pub(super) async fn discard(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = desk.may(Action::Save).await?;
    editorial::kept::discard(&desk.admin.store, &permit).await.map_err(refused)?;
    notice::set(&session, "Discarded. You see the shared draft.").await;
    Ok(redirect::see_other(&desk.screen("")))
}

/// What the person keeps on this node, as a form, and since when.
pub(super) async fn mine(desk: &Desk) -> Result<Option<(Typed, DateTime<Utc>)>, web::Error> {
    let kept = store::kept::mine(&desk.admin.store, &desk.permit).await.map_err(failed)?;
    // Who may not save any more has no use for a form that cannot be sent.
    let Some(kept) = kept else { return Ok(None) };
    if !desk.is_allowed(Action::Save) {
        return Ok(None);
    }
    let (typed, _) = Typed::parse(kept.fields);
    Ok(Some((Typed { base: kept.base.0, ..typed }, kept.at)))
}

/// Whether the person keeps something on this node.
pub(super) async fn is_kept(desk: &Desk) -> Result<bool, web::Error> {
    Ok(store::kept::mine(&desk.admin.store, &desk.permit).await.map_err(failed)?.is_some())
}

/// Keeps a form that is shown again, and says when. Where that is impossible the form itself still holds the text.
pub(super) async fn keep_quietly(desk: &Desk, typed: &Typed) -> Option<DateTime<Utc>> {
    let base = RevisionId(typed.base);
    let store = &desk.admin.store;
    if !matches!(store::drafts::revision(store, &desk.permit, base).await, Ok(Some(_))) {
        return None;
    }
    let permit = desk.may(Action::Save).await.ok()?;
    let draft = draft_of(desk, typed).await.ok()?;
    match editorial::kept::keep(store, &permit, base, kept_pairs(typed), draft).await {
        Ok(()) => Some(store.now()),
        Err(refusal) => {
            tracing::warn!(%refusal, "a text that was shown again could not be kept");
            None
        }
    }
}

/// The address at which the person sees what they keep here as the public would.
pub(super) fn preview_of(desk: &Desk) -> String {
    let token = store::kept::preview_token(&desk.admin.store, &desk.permit);
    token.map(|token| format!("/-/preview/{token}")).unwrap_or_default()
}

/// What the form would become. Fields that cannot be read keep it from nothing: the preview does without them.
async fn draft_of(desk: &Desk, typed: &Typed) -> Result<Draft, web::Error> {
    let known = lookup::of_form(&desk.admin, &desk.permit, typed).await?;
    let mut typed = typed.clone();
    lookup::store_own_links(&mut typed, &known, &desk.open.draft);
    Ok(typed.draft(desk.open.kind, &known).0)
}

/// `Kept for you 10:42am, not yet shared.`
pub(super) fn sentence(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("Kept for you {}, not yet shared.", words::clock_time(at, now))
}

fn kept_pairs(typed: &Typed) -> Vec<(String, String)> {
    let mut typed = typed.clone();
    typed
        .fields
        .remove(|name| name == "action" || name == super::saving::AGAINST || name.starts_with(super::view::DECIDE));
    typed.pairs()
}
