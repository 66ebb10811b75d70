//! Who else has this node open, and taking it over from them.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::Response;
use tower_sessions::Session;
use web::{RawForm, redirect};

use super::desk::Desk;
use super::form::Typed;
use super::{keeping, lookup};
use crate::Admin;
use crate::notice;
use crate::refusal::refused;
use crate::signed_in::SignedIn;
use crate::words;

/// Notes that the person has the node open. Who may only read is in nobody's way.
pub(super) fn enter(desk: &Desk) {
    if desk.is_allowed(Action::Save) {
        let person = &desk.signed_in.person;
        desk.admin.presence.enter(desk.open.id, person.id, &person.name, desk.admin.store.now());
    }
}

/// Notes that the person has saved and thereby left what they had open.
pub(super) fn leave(desk: &Desk) {
    desk.admin.presence.leave(desk.open.id, desk.signed_in.person.id);
}

/// `Asha Patel has this open since 10:31am.`, for each.
pub(super) fn others(desk: &Desk) -> Vec<String> {
    let now = desk.admin.store.now();
    let others = desk.admin.presence.others(desk.open.id, desk.signed_in.person.id, now);
    let sentence = |name: &str, since| format!("{name} has this open since {}.", words::clock_time(since, now));
    others.iter().map(|here| sentence(&here.name, here.since)).collect()
}

/// Tells everybody else that this person goes on with the node: `POST /admin/nodes/{id}/take-over`. It locks nobody
/// out. What stands in the form is kept.
pub(super) async fn take_over(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = desk.may(Action::Save).await?;
    let (typed, problems) = Typed::parse(pairs);
    let known = lookup::of_form(&desk.admin, &desk.permit, &typed).await?;
    let (draft, more) = typed.draft(desk.open.kind, &known);
    if !problems.is_empty() || !more.is_empty() || draft != desk.open.draft {
        keeping::keep_quietly(&desk, &typed).await;
    }
    let (now, person) = (desk.admin.store.now(), &desk.signed_in.person);
    let when = words::when_inside(now, now);
    let when = when.trim_start_matches("today ");
    let others = desk.admin.presence.others(desk.open.id, person.id, now);
    let from: Vec<String> = others.into_iter().map(|here| here.name).collect();
    editorial::take_over(&desk.admin.store, &permit, &from).await.map_err(refused)?;
    let sentence = format!("{} has taken over {} {when}. Your text is kept.", person.name, desk.title());
    let taken = desk.admin.presence.take_over(desk.open.id, person.id, &sentence, now);
    let names: Vec<&str> = taken.iter().map(|here| here.name.as_str()).collect();
    let words = if names.is_empty() {
        "Nobody else has this open any more.".to_owned()
    } else {
        format!("You have taken over. {} will be told on their next screen.", words::listed(&names))
    };
    notice::set(&session, &words).await;
    Ok(redirect::see_other(&desk.screen("")))
}
