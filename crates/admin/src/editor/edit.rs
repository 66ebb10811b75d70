//! The editor of a node: `/admin/nodes/{id}`.
//!
//! Opening shows the form of the draft. Every button sends the whole form: saving, publishing and previewing answer with a redirect; changing blocks
//! answers with the same form, changed and not saved; problems and conflicts answer with the same form and what is wrong.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use content::{Problem, Problems, State as Life};
use editorial::Refusal;
use http::StatusCode;
use tower_sessions::Session;
use web::{Query, RawForm};

use super::checks::{ChecksPanel, Found, Which};
use super::desk::Desk;
use super::elsewhere::{self, Chosen};
use super::form::{Known, Typed};
use super::keeping;
use super::links_panel::LinksPanel;
use super::operation::{Asked, Done, Operation};
use super::saving::Saving;
use super::telling::TellingView;
use super::view::{EditorView, FormView, KeptView, RemovedView, Rights, ScreenLink};
use super::{fresh, here, lookup, telling, threads};
use crate::Admin;
use crate::fields::troubles;
use crate::notice::{self, Notice};
use crate::refusal::refused;
use crate::signed_in::SignedIn;
use crate::words;

/// Shows the draft, or what the person kept for themselves.
pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    here::enter(&desk);
    let notice = notice::take(&session).await;
    if let Some((block, choice)) = chosen.read() {
        return elsewhere::with_choice(&desk, &block, choice).await;
    }
    if let Some((typed, at)) = keeping::mine(&desk).await? {
        let known = lookup::of_form(&desk.admin, &desk.permit, &typed).await?;
        let screen =
            Screen { notice, unsaved: true, kept: Some(at), returned: true, ..Screen::of(&desk, &typed, &known) };
        return screen.answer(StatusCode::OK).await;
    }
    let known = lookup::of_draft(&desk.admin, &desk.permit, &desk.open.draft).await?;
    let typed = Typed::of(&desk.open.draft, desk.open.revision, &known);
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
    here::enter(&desk);
    let (mut typed, mut problems) = Typed::parse(pairs);
    let known = lookup::of_form(&desk.admin, &desk.permit, &typed).await?;
    match Asked::parse(typed.fields.one("action")) {
        Some(Asked::Change(operation)) => change(&desk, typed, &known, &operation).await,
        Some(Asked::Choose(block)) => elsewhere::choose(&desk, &typed, &known, &block).await,
        Some(Asked::ChooseFact(block)) => elsewhere::choose_fact(&desk, &typed, &known, &block).await,
        Some(Asked::Copy(block)) => elsewhere::copy(&desk, &typed, &known, &block).await,
        Some(Asked::Paste(spot)) => elsewhere::paste(&desk, typed, &known, spot).await,
        Some(Asked::Check) => again(&desk, &typed, &known, at("checks".to_owned())).await,
        Some(Asked::Fix(which)) => fix(&desk, typed, &known, &which).await,
        Some(Asked::Accept(which)) => accept(&desk, &typed, &known, &which).await,
        Some(asked) if problems.is_empty() => {
            lookup::store_own_links(&mut typed, &known, &desk.open.draft);
            Saving { desk: &desk, typed: &typed, known: &known, session: &session }.answer(&asked).await
        }
        Some(_) => {
            problems.extend(typed.draft(desk.open.kind, &known).1);
            Screen::of(&desk, &typed, &known).refuses(problems, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        None => {
            let problems = vec![Problem::new("body", "This button is not known. Use the buttons of this page")];
            Screen::of(&desk, &typed, &known).refuses(problems, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Changes the blocks and shows the form again.
async fn change(desk: &Desk, mut typed: Typed, known: &Known, operation: &Operation) -> Result<Response, web::Error> {
    match operation.apply(&mut typed, fresh::block_id(), known) {
        Ok(done) => again(desk, &typed, known, done).await,
        Err(problem) => Screen::of(desk, &typed, known).refuses(vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

/// Mends a finding of the checks and shows the form again.
async fn fix(desk: &Desk, mut typed: Typed, known: &Known, which: &Which) -> Result<Response, web::Error> {
    desk.may(Action::Save).await?;
    match Found::of(desk, &typed, known).await?.mend(which, &mut typed) {
        Ok(focus) => again(desk, &typed, known, at(focus)).await,
        Err(problem) => Screen::of(desk, &typed, known).refuses(vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

/// Accepts a finding of the checks and shows the form again.
async fn accept(desk: &Desk, typed: &Typed, known: &Known, which: &Which) -> Result<Response, web::Error> {
    let permit = desk.may(Action::Save).await?;
    let found = Found::of(desk, typed, known).await?;
    let problem = match found.to_accept(which) {
        Ok(finding) => match editorial::checks::accept(&desk.admin.store, &permit, finding).await {
            Ok(()) => return again(desk, typed, known, at("checks".to_owned())).await,
            Err(Refusal::Because(sentence)) => Problem::new("checks", sentence),
            Err(refusal) => return Err(refused(refusal)),
        },
        Err(problem) => problem,
    };
    Screen::of(desk, typed, known).refuses(vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Nothing to say, and the element that the person wants next.
fn at(focus: String) -> Done {
    Done { focus, said: String::new() }
}

/// Shows the form again with what was typed, which is kept for the person.
pub(super) async fn again(desk: &Desk, typed: &Typed, known: &Known, done: Done) -> Result<Response, web::Error> {
    let kept = keeping::keep_quietly(desk, typed).await;
    let Done { focus, said } = done;
    Screen { said, ..Screen::of(desk, typed, known).unsaved(focus, kept) }.answer(StatusCode::OK).await
}

/// The editor's screen, to be shown.
pub(super) struct Screen<'a> {
    desk: &'a Desk,
    typed: &'a Typed,
    known: &'a Known,
    problems: Problems,
    focus: String,
    /// What the pressed button did; empty for nothing to say.
    said: String,
    unsaved: bool,
    /// When what is shown was kept for the person alone.
    kept: Option<DateTime<Utc>>,
    /// Whether the person comes back to it.
    returned: bool,
    notice: Option<Notice>,
}

impl<'a> Screen<'a> {
    pub(super) fn of(desk: &'a Desk, typed: &'a Typed, known: &'a Known) -> Self {
        Self {
            desk,
            typed,
            known,
            problems: Problems::new(),
            focus: String::new(),
            said: String::new(),
            unsaved: false,
            kept: None,
            returned: false,
            notice: None,
        }
    }

    /// Shows what was typed with what is wrong with it, and keeps it, so that nothing is lost when the window closes.
    pub(super) async fn refuses(self, problems: Problems, status: StatusCode) -> Result<Response, web::Error> {
        let kept = keeping::keep_quietly(self.desk, self.typed).await;
        Self { problems, unsaved: true, kept, ..self }.answer(status).await
    }

    /// Shows the form with what is wrong with it and keeps nothing.
    pub(super) async fn wrong(self, problems: Problems, status: StatusCode) -> Result<Response, web::Error> {
        Self { problems, ..self }.answer(status).await
    }

    /// The same for what is not saved: the element that the person wants next, and when it was kept for them.
    pub(super) fn unsaved(self, focus: String, kept: Option<DateTime<Utc>>) -> Self {
        Self { focus, kept, unsaved: true, ..self }
    }

    pub(super) async fn answer(self, status: StatusCode) -> Result<Response, web::Error> {
        // Much is asked at once there: the future is too large to be passed around.
        let view = Box::pin(self.view()).await?;
        let templates = self.desk.admin.templates.clone();
        Ok((status, templates.render(&view)?).into_response())
    }

    async fn view(&self) -> Result<EditorView, web::Error> {
        let desk = self.desk;
        let problem = !self.problems.is_empty();
        let live = desk.open.state.is_live();
        // What does not depend on each other is asked at once.
        let (threads, around, shell, scheduled, rights, linking, taking) = tokio::try_join!(
            threads::of(desk),
            desk.surroundings_of(self.typed),
            desk.editor_shell(),
            self.scheduled(),
            self.rights(),
            LinksPanel::of(desk),
            telling::taking(desk, &self.typed.fields, &self.problems),
        )?;
        let mut form = FormView::new(desk.open.kind, self.typed, self.known, &self.problems, &self.focus, &around);
        if desk.open.state != Life::Trashed {
            form.with_comments(&threads, &desk.screen("comments"));
        }
        Ok(EditorView {
            shell: shell.with_notice(self.notice.clone()).with_problem(problem),
            troubles: form.in_order(troubles(&self.problems)),
            action: desk.screen(""),
            base: self.typed.base,
            state: desk.open.state.into(),
            state_line: self.state_line(),
            address: desk.address(),
            view_href: if live { desk.address() } else { String::new() },
            move_href: if desk.open.parent.is_some() { desk.screen("move") } else { String::new() },
            compare_href: if desk.open.state == Life::PublishedWithChanges {
                desk.screen("compare")
            } else {
                String::new()
            },
            discard_href: if desk.open.state == Life::PublishedWithChanges {
                desk.screen("discard")
            } else {
                String::new()
            },
            scheduled,
            rights,
            keep_href: desk.screen("keep"),
            preview_href: if self.kept.is_some() {
                keeping::preview_of(desk)
            } else {
                let token = store::drafts::preview_token(&desk.admin.store, &desk.permit, desk.open.revision);
                format!("/-/preview/{token}")
            },
            others: here::others(desk),
            take_over_href: desk.screen("take-over"),
            kept: self.kept(),
            said: self.said.clone(),
            removed: self.removed(),
            form,
            screens: self.screens(),
            threads,
            comments_href: desk.screen("comments"),
            linking,
            checking: ChecksPanel::new(
                &Found::of(desk, self.typed, self.known).await?,
                self.typed,
                &self.problems,
                desk.saves(),
            )
            .focused(self.focus == "checks"),
            saves: desk.saves(),
            taking,
            telling: TellingView::of(desk.open.state, &self.typed.fields, &self.problems),
        })
    }

    fn state_line(&self) -> String {
        let open = &self.desk.open;
        let saved =
            format!("saved {} by {}", words::when_inside(open.saved_at, self.desk.admin.store.now()), open.saved_by);
        match self.kept {
            Some(at) => format!("{} Last {saved}", keeping::sentence(at, self.desk.admin.store.now())),
            None if self.unsaved => format!("Not saved yet. Last {saved}"),
            None => format!("Last {saved}"),
        }
    }

    /// The banner over a text to which the person comes back.
    fn kept(&self) -> Option<KeptView> {
        let at = self.kept.filter(|_| self.returned)?;
        let (open, now) = (&self.desk.open, self.desk.admin.store.now());
        let moved_on = if self.typed.base == open.revision.0 {
            String::new()
        } else {
            let when = words::clock_time(open.saved_at, now);
            format!(
                "The shared draft has moved on since: {} saved it ({when}). “Save draft” joins both.",
                open.saved_by
            )
        };
        Some(KeptView {
            sentence: keeping::sentence(at, now),
            moved_on,
            discard_href: self.desk.screen("keep/discard"),
        })
    }

    async fn rights(&self) -> Result<Rights, web::Error> {
        let trashed = self.desk.open.state == Life::Trashed;
        let save = self.desk.saves();
        let publish = !trashed && self.desk.is_allowed(Action::Publish);
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

    /// What is due, and why the last thing that was due was not done.
    async fn scheduled(&self) -> Result<Vec<String>, web::Error> {
        let (store, permit) = (&self.desk.admin.store, &self.desk.permit);
        let (due, not_done) = (store::schedule::of_node(store, permit), store::schedule::failure(store, permit));
        let (due, not_done) = tokio::try_join!(due, not_done).map_err(crate::refusal::failed)?;
        Ok(not_done.iter().chain(&due).map(crate::schedule::sentence).collect())
    }

    fn screens(&self) -> Vec<ScreenLink> {
        let open = &self.desk.open;
        let link = |label, name: &str| ScreenLink { label, href: self.desk.screen(name) };
        let mut links = vec![link("History", "history"), link("Who can edit and publish this?", "access")];
        if open.state == Life::Trashed {
            links.push(link("Restore", "restore"));
            return links;
        }
        if self.desk.is_allowed(Action::Publish) {
            links.push(link("Schedule", "schedule"));
        }
        links.push(link("Review", "review"));
        links.push(link("Comments", "comments"));
        if open.kind == content::Kind::Event {
            links.push(link("Duplicate to a new date", "duplicate"));
        }
        if open.kind == content::Kind::Page {
            links.push(ScreenLink {
                label: "Add a page below",
                href: format!("/admin/new?kind=page&parent={}", open.id),
            });
            links.push(link("Reorder the pages below", "order"));
        }
        if open.parent.is_some() {
            links.push(link("Move or rename", "move"));
            links.push(link("Copy", "copy"));
            if open.state.is_live() {
                links.push(link("Unpublish", "unpublish"));
            }
            links.push(link("Move to the trash", "trash"));
        }
        links
    }
}
