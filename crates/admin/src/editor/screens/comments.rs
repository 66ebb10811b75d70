//! What editors say about a node: `/admin/nodes/{id}/comments`.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{Problem, Problems, RevisionId, State as Life};
use editorial::{Refusal, comments};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use web::{Form, Query, View, redirect};

use super::super::desk::Desk;
use super::super::threads::{self, ThreadView};
use crate::Admin;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::notice;
use crate::refusal::refused;
use crate::shell::Shell;
use crate::signed_in::SignedIn;

/// The place that a link names.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    about: String,
}

/// What the forms send.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    action: String,
    #[serde(default)]
    comment: String,
    #[serde(default)]
    revision: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    text: String,
}

/// All threads, and the form for a new one.
#[derive(Debug, Serialize)]
struct CommentsView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    editor_href: String,
    revision: i64,
    about: Field,
    text: Field,
    threads: Vec<ThreadView>,
    /// Whether anything can be said: not in the trash.
    open: bool,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let typed = Typed { about: asked.about, ..Typed::default() };
    let mut view = view(&desk, &typed, &Problems::new()).await?;
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
            return Ok(redirect::see_other(&desk.screen("comments")));
        }
        Err(Refusal::Invalid(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Err(Refusal::Because(sentence)) => (StatusCode::CONFLICT, vec![Problem::new("", sentence)]),
        Err(refusal) => return Err(refused(refusal)),
    };
    let view = view(&desk, &typed, &problems).await?;
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

async fn done(desk: &Desk, typed: &Typed) -> Result<Result<&'static str, Refusal>, web::Error> {
    let (store, permit) = (&desk.admin.store, &desk.permit);
    let problem = |field: &str, sentence: &str| Refusal::Invalid(vec![Problem::new(field, sentence)]);
    let (result, words) = match (typed.action.as_str(), typed.comment.parse::<i64>()) {
        ("comment", _) => {
            let places = threads::places(desk).await?;
            let Some((_, label)) = places.iter().find(|(name, _)| *name == typed.about) else {
                return Ok(Err(problem("about", "This part is not in the draft any more. Choose another one")));
            };
            let Ok(revision) = typed.revision.parse().map(RevisionId) else {
                return Ok(Err(problem("", "Open the page again and send your comment from there")));
            };
            let about = comments::About { revision, place: typed.about.clone(), label: label.clone() };
            (comments::add(store, permit, about, &typed.text).await, "Comment added.")
        }
        ("answer", Ok(comment)) => (comments::answer(store, permit, comment, &typed.text).await, "Answer added."),
        ("resolve", Ok(comment)) => (comments::resolve(store, permit, comment, true).await, "Comment resolved."),
        ("reopen", Ok(comment)) => (comments::resolve(store, permit, comment, false).await, "Comment open again."),
        _ => return Ok(Err(problem("", "This button is not known. Use the buttons of this page"))),
    };
    Ok(result.map(|()| words))
}

async fn view(desk: &Desk, typed: &Typed, problems: &Problems) -> Result<CommentsView, web::Error> {
    let answered = typed.comment.parse::<i64>().ok().filter(|_| typed.action == "answer");
    // A problem of an answer stands at that answer.
    let named = |problem: &Problem| match answered {
        Some(comment) if problem.field == "text" => Problem::new(format!("answer-{comment}"), problem.sentence.clone()),
        _ => problem.clone(),
    };
    let problems: Problems = problems.iter().map(named).collect();
    let mut all = threads::of(desk).await?;
    for thread in &mut all {
        thread.with_answer(if answered == Some(thread.id) { &typed.text } else { "" }, &problems);
    }
    let choices = threads::places(desk).await?;
    let choices =
        choices.into_iter().map(|(name, label)| Choice::new(name.clone(), label, name == typed.about)).collect();
    Ok(CommentsView {
        shell: desk.shell("Comments").await?.with_problem(!problems.is_empty()),
        troubles: troubles(&problems),
        action: desk.screen("comments"),
        editor_href: desk.screen(""),
        revision: desk.open.revision.0,
        about: Field::select("about", "About", choices).with_problems(&problems),
        text: Field::textarea("text", "Your comment", if answered.is_none() { typed.text.as_str() } else { "" }, 4)
            .with_problems(&problems),
        threads: all,
        open: desk.open.state != Life::Trashed,
    })
}

impl View for CommentsView {
    const TEMPLATE: &'static str = "editor/comments.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |threads, open| Self {
            shell: Shell::sample("Comments: Assessment Only"),
            troubles: Vec::new(),
            action: "/admin/nodes/12/comments".to_owned(),
            editor_href: "/admin/nodes/12".to_owned(),
            revision: 7,
            about: Field::select("about", "About", vec![Choice::new("", "The whole page", true)]),
            text: Field::textarea("text", "Your comment", "", 4),
            threads,
            open,
        };
        vec![
            ("two threads", view(ThreadView::sample(), true)),
            ("none", view(Vec::new(), true)),
            ("in the trash", view(ThreadView::sample(), false)),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_comments_show_their_samples() {
        crate::state::check::<super::CommentsView>();
    }
}
