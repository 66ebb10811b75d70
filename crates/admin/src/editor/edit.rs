//! The editor of a node: `/admin/nodes/{id}`.
//!
//! Opening shows the form of the draft. Every button sends the whole form: saving, publishing and previewing answer with a redirect; changing blocks
//! answers with the same form, changed and not saved; problems and conflicts answer with the same form and what is wrong.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{Draft, Problem, Problems, RevisionId, State as Life};
use editorial::Refusal;
use http::StatusCode;
use store::drafts::OpenDraft;
use tower_sessions::Session;
use web::{RawForm, redirect};

use super::desk::Desk;
use super::form::{Known, Typed};
use super::operation::{Asked, Operation};
use super::view::{ConflictView, EditorView, FormView, RemovedView, Rights, ScreenLink, differences};
use super::{fresh, lookup};
use crate::Admin;
use crate::fields::troubles;
use crate::notice::{self, Notice};
use crate::refusal::{failed, refused};
use crate::signed_in::SignedIn;
use crate::words;

/// Shows the draft.
pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let known = lookup::of_draft(&desk.admin, &desk.permit, &desk.open.draft).await?;
    let typed = Typed::of(&desk.open.draft, desk.open.revision, &known);
    let notice = notice::take(&session).await;
    Screen { notice, ..Screen::of(&desk, &typed, &known) }.answer(StatusCode::OK).await
}

/// Does what the pressed button says.
pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let (mut typed, mut problems) = Typed::parse(pairs);
    let known = lookup::of_form(&desk.admin, &desk.permit, &typed).await?;
    match Asked::parse(typed.fields.one("action")) {
        Some(Asked::Change(operation)) => change(&desk, typed, &known, &operation).await,
        Some(asked) if problems.is_empty() => {
            lookup::store_own_links(&mut typed, &known, &desk.open.draft);
            Saving { desk: &desk, typed: &typed, known: &known, session: &session }.answer(&asked).await
        }
        Some(_) => {
            problems.extend(typed.draft(desk.open.kind, &known).1);
            Screen { problems, unsaved: true, ..Screen::of(&desk, &typed, &known) }
                .answer(StatusCode::UNPROCESSABLE_ENTITY)
                .await
        }
        None => {
            let problems = vec![Problem::new("body", "This button is not known. Use the buttons of this page")];
            Screen { problems, unsaved: true, ..Screen::of(&desk, &typed, &known) }
                .answer(StatusCode::UNPROCESSABLE_ENTITY)
                .await
        }
    }
}

/// Changes the blocks and shows the form again.
async fn change(desk: &Desk, mut typed: Typed, known: &Known, operation: &Operation) -> Result<Response, web::Error> {
    match operation.apply(&mut typed, fresh::block_id(), known) {
        Ok(focus) => Screen { focus, unsaved: true, ..Screen::of(desk, &typed, known) }.answer(StatusCode::OK).await,
        Err(problem) => {
            let screen = Screen { problems: vec![problem], unsaved: true, ..Screen::of(desk, &typed, known) };
            screen.answer(StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// A form that is to be saved, and what happens then.
struct Saving<'a> {
    desk: &'a Desk,
    typed: &'a Typed,
    known: &'a Known,
    session: &'a Session,
}

impl Saving<'_> {
    async fn answer(&self, asked: &Asked) -> Result<Response, web::Error> {
        let (draft, problems) = self.typed.draft(self.desk.open.kind, self.known);
        if !problems.is_empty() {
            return self.with_problems(problems).await;
        }
        if draft != self.desk.open.draft && self.is_left_behind(&draft).await? {
            let words = format!("You had changed nothing. {}’s newer version is shown.", self.desk.open.saved_by);
            return self.back_with(&words).await;
        }
        let revision = match self.save(&draft).await {
            Ok(revision) => revision,
            Err(Refused::Answer(error)) => return Err(error),
            Err(Refused::Invalid(problems)) => return self.with_problems(problems).await,
            Err(Refused::Stale(theirs)) => return self.conflict(&theirs).await,
        };
        match asked {
            Asked::Publish => self.publish(&draft, revision).await,
            Asked::Preview => {
                notice::set(self.session, "Draft saved.").await;
                Ok(redirect::see_other(&self.desk.screen("preview")))
            }
            Asked::Save | Asked::Change(_) => self.back_with("Draft saved.").await,
        }
    }

    /// Saves what differs from the draft; the same text makes no new version.
    async fn save(&self, draft: &Draft) -> Result<RevisionId, Refused> {
        if *draft == self.desk.open.draft {
            return Ok(self.desk.open.revision);
        }
        let permit = self.desk.may(Action::Save).await?;
        Ok(editorial::drafts::save(&self.desk.admin.store, &permit, RevisionId(self.typed.base), draft.clone()).await?)
    }

    /// Whether the form is an old version that nobody changed: then there is nothing of this person's to keep.
    async fn is_left_behind(&self, draft: &Draft) -> Result<bool, web::Error> {
        if self.typed.base == self.desk.open.revision.0 {
            return Ok(false);
        }
        let base = store::drafts::revision(&self.desk.admin.store, &self.desk.permit, RevisionId(self.typed.base))
            .await
            .map_err(failed)?;
        Ok(base.as_ref() == Some(draft))
    }

    async fn publish(&self, draft: &Draft, revision: RevisionId) -> Result<Response, web::Error> {
        let permit = self.desk.may(Action::Publish).await?;
        match editorial::publish::now(&self.desk.admin.store, &permit, revision).await {
            Ok(()) => {
                notice::set_linked(self.session, "Published.", "View page", &self.desk.address()).await;
                Ok(redirect::see_other(&self.desk.screen("")))
            }
            Err(Refusal::Invalid(problems)) => {
                // The text itself is saved by now: the form goes on from there.
                let typed = Typed::of(draft, revision, self.known);
                let desk =
                    Desk::open(self.desk.admin.clone(), self.desk.signed_in.clone(), &self.desk.open.id.to_string())
                        .await?;
                let problems = typed.in_form(problems);
                Screen { problems, ..Screen::of(&desk, &typed, self.known) }
                    .answer(StatusCode::UNPROCESSABLE_ENTITY)
                    .await
            }
            Err(Refusal::Stale(theirs)) => self.conflict(&theirs).await,
            Err(refusal) => Err(refused(refusal)),
        }
    }

    async fn back_with(&self, words: &str) -> Result<Response, web::Error> {
        notice::set(self.session, words).await;
        Ok(redirect::see_other(&self.desk.screen("")))
    }

    async fn with_problems(&self, problems: Problems) -> Result<Response, web::Error> {
        let problems = self.typed.in_form(problems);
        let screen = Screen { problems, unsaved: true, ..Screen::of(self.desk, self.typed, self.known) };
        screen.answer(StatusCode::UNPROCESSABLE_ENTITY).await
    }

    /// Somebody else saved meanwhile: both texts, and the form with this person's own on top of theirs.
    async fn conflict(&self, theirs: &OpenDraft) -> Result<Response, web::Error> {
        let around = self.desk.surroundings().await?;
        let their_form = self.desk.form_of(&theirs.draft, &around).await?;
        let my_form = FormView::new(self.desk.open.kind, self.typed, self.known, &Vec::new(), "", &around);
        let differences = tokio::task::spawn_blocking(move || differences(&their_form, &my_form))
            .await
            .map_err(web::Failure::from)?;
        let conflict = ConflictView {
            who: theirs.saved_by.clone(),
            when: words::when_inside(theirs.saved_at, self.desk.admin.store.now()),
            differences,
            theirs_href: self.desk.screen(""),
        };
        let typed = Typed { base: theirs.revision.0, ..self.typed.clone() };
        let screen = Screen { conflict: Some(conflict), unsaved: true, ..Screen::of(self.desk, &typed, self.known) };
        screen.answer(StatusCode::CONFLICT).await
    }
}

/// Why a save did not happen.
enum Refused {
    Invalid(Problems),
    Stale(Box<OpenDraft>),
    Answer(web::Error),
}

impl From<web::Error> for Refused {
    fn from(error: web::Error) -> Self {
        Self::Answer(error)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(problems) => Self::Invalid(problems),
            Refusal::Stale(theirs) => Self::Stale(theirs),
            other => Self::Answer(refused(other)),
        }
    }
}

/// The editor's screen, to be shown.
struct Screen<'a> {
    desk: &'a Desk,
    typed: &'a Typed,
    known: &'a Known,
    problems: Problems,
    conflict: Option<ConflictView>,
    focus: String,
    unsaved: bool,
    notice: Option<Notice>,
}

impl<'a> Screen<'a> {
    fn of(desk: &'a Desk, typed: &'a Typed, known: &'a Known) -> Self {
        Self {
            desk,
            typed,
            known,
            problems: Problems::new(),
            conflict: None,
            focus: String::new(),
            unsaved: false,
            notice: None,
        }
    }

    async fn answer(self, status: StatusCode) -> Result<Response, web::Error> {
        let view = self.view().await?;
        let templates = self.desk.admin.templates.clone();
        Ok((status, templates.render(&view)?).into_response())
    }

    async fn view(&self) -> Result<EditorView, web::Error> {
        let desk = self.desk;
        let problem = !self.problems.is_empty() || self.conflict.is_some();
        let live = desk.open.state.is_live();
        Ok(EditorView {
            shell: desk.editor_shell().await?.with_notice(self.notice.clone()).with_problem(problem),
            troubles: troubles(&self.problems),
            action: desk.screen(""),
            base: self.typed.base,
            state: desk.open.state.into(),
            state_line: self.state_line(),
            address: desk.address(),
            view_href: if live { desk.address() } else { String::new() },
            move_href: if desk.open.parent.is_some() { desk.screen("move") } else { String::new() },
            rights: self.rights().await?,
            conflict: self.conflict.clone(),
            removed: self.removed(),
            form: FormView::new(
                desk.open.kind,
                self.typed,
                self.known,
                &self.problems,
                &self.focus,
                &desk.surroundings().await?,
            ),
            screens: self.screens(),
        })
    }

    fn state_line(&self) -> String {
        let open = &self.desk.open;
        let saved =
            format!("saved {} by {}", words::when_inside(open.saved_at, self.desk.admin.store.now()), open.saved_by);
        if self.unsaved { format!("Not saved yet. Last {saved}") } else { format!("Last {saved}") }
    }

    async fn rights(&self) -> Result<Rights, web::Error> {
        let trashed = self.desk.open.state == Life::Trashed;
        let save = !trashed && self.desk.is_allowed(Action::Save).await?;
        let publish = !trashed && self.desk.is_allowed(Action::Publish).await?;
        let sentence = match (trashed, save, publish) {
            (true, ..) => "This lies in the trash. Restore it from there to edit it.",
            (_, false, _) => &self.desk.why_not(Action::Save).await?,
            (_, _, false) => &self.desk.why_not(Action::Publish).await?,
            _ => "",
        };
        let sentence = sentence.to_owned();
        Ok(Rights { save, publish, sentence })
    }

    fn removed(&self) -> Option<RemovedView> {
        let removed = self.typed.removed.as_ref()?;
        Some(RemovedView { json: serde_json::to_string(removed).ok()?, autofocus: self.focus == "undo-remove" })
    }

    fn screens(&self) -> Vec<ScreenLink> {
        let open = &self.desk.open;
        let link = |label, name: &str| ScreenLink { label, href: self.desk.screen(name) };
        let mut links = vec![link("History", "history"), link("Who can edit and publish this?", "access")];
        if open.state == Life::Trashed {
            return links;
        }
        if open.kind == content::Kind::Event {
            links.push(link("Duplicate to a new date", "duplicate"));
        }
        if open.kind == content::Kind::Page {
            links.push(ScreenLink {
                label: "Add a page below",
                href: format!("/admin/new?kind=page&parent={}", open.id),
            });
        }
        if open.parent.is_some() {
            links.push(link("Move or rename", "move"));
            if open.state.is_live() {
                links.push(link("Unpublish", "unpublish"));
            }
            links.push(link("Move to the trash", "trash"));
        }
        links
    }
}
