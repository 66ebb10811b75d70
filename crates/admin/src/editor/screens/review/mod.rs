//! The review of a node: `/admin/nodes/{id}/review`.
//!
//! Everything that concerns it stands on one screen: what is to be read, what was decided, what went live without waiting, and where a second pair of
//! eyes is needed. Each form names the version that its person looked at.

mod view;

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{Problem, Problems, RevisionId};
use editorial::{Refusal, review};
use http::StatusCode;
use serde::Deserialize;
use tower_sessions::Session;
use web::{Form, redirect};

use self::view::ReviewView;
use super::super::desk::Desk;
use crate::Admin;
use crate::notice;
use crate::refusal::refused;
use crate::signed_in::SignedIn;

/// What the forms of the screen send; each sends its own part.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    action: String,
    #[serde(default)]
    revision: String,
    #[serde(default)]
    review: String,
    #[serde(default)]
    urgent: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    reasons: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    rule: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let mut view = ReviewView::new(&desk, &Typed::default(), &Problems::new()).await?;
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(desk.admin.templates.render(&view)?.into_response())
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let (status, problems) = match done(&desk, &typed).await? {
        Ok(words) => {
            notice::set(&session, words).await;
            return Ok(redirect::see_other(&desk.screen("review")));
        }
        Err(Refusal::Invalid(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Err(Refusal::Because(sentence)) => (StatusCode::CONFLICT, vec![Problem::new("", sentence)]),
        Err(refusal) => return Err(refused(refusal)),
    };
    let view = ReviewView::new(&desk, &typed, &problems).await?;
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

/// Does what the pressed button says, and says what was done.
async fn done(desk: &Desk, typed: &Typed) -> Result<Result<&'static str, Refusal>, web::Error> {
    let store = &desk.admin.store;
    let revision = typed.revision.parse().map(RevisionId);
    let (number, flag) = (typed.review.parse::<i64>(), typed.urgent.parse::<i64>());
    let (result, words) = match (typed.action.as_str(), revision, number, flag) {
        ("submit", Ok(revision), ..) => {
            let permit = desk.may(Action::Submit).await?;
            (review::submit(store, &permit, revision, &typed.message).await, "Submitted for review.")
        }
        ("approve", _, Ok(review), _) => {
            let permit = desk.may(Action::Approve).await?;
            (review::approve(store, &permit, review, &typed.reasons).await, "Approved.")
        }
        ("send-back", _, Ok(review), _) => {
            let permit = desk.may(Action::Approve).await?;
            (review::send_back(store, &permit, review, &typed.reasons).await, "Sent back.")
        }
        ("publish", Ok(revision), ..) => {
            let permit = desk.may(Action::Publish).await?;
            (editorial::publish::now(store, &permit, revision).await, "Published.")
        }
        ("publish-urgently", Ok(revision), ..) => {
            let permit = desk.may(Action::Publish).await?;
            let done = review::publish_urgently(store, &permit, revision, &typed.reason).await;
            (done, "Published. Somebody else is asked to look at it.")
        }
        ("look", _, _, Ok(urgent)) => {
            let permit = desk.may(Action::Approve).await?;
            (review::looked_at(store, &permit, urgent).await, "Thank you. The page is no longer flagged.")
        }
        ("rule", ..) => {
            let permit = desk.may(Action::Approve).await?;
            let needed = match typed.rule.as_str() {
                "needed" => Some(true),
                "not-needed" => Some(false),
                "above" => None,
                _ => return Ok(Err(unknown("rule", "Choose whether a second pair of eyes is needed"))),
            };
            (review::set_rule(store, &permit, needed).await, "Saved.")
        }
        _ => return Ok(Err(unknown("", "This button is not known. Use the buttons of this page"))),
    };
    Ok(result.map(|()| words))
}

fn unknown(field: &str, sentence: &str) -> Refusal {
    Refusal::Invalid(vec![Problem::new(field, sentence)])
}
