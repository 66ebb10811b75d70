//! A group of pages that go together: `/admin/schedule/groups/{id}`. It is renamed, moved to another time, emptied page by page, or cancelled.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use content::due::in_words;
use content::{Problem, Problems, wall};
use editorial::Refusal;
use editorial::schedule::{action_for, cancel, release, use_draft};
use http::StatusCode;
use serde::Serialize;
use store::rights::{Permit, Subject};
use store::schedule::{self, Outcome, Release, ReleaseId, ReleaseRow, ScheduleId, ScheduleRow};
use tower_sessions::Session;
use web::{RawForm, View, redirect};

use super::super::ticked::Ticked;
use crate::Admin;
use crate::editor::{Fields, moments};
use crate::fields::{DateTimeField, Field, Trouble, troubles};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::schedule::{Line, group_of, group_what, state_of, when_field};
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::words;

/// A group with its pages.
#[derive(Debug, Serialize)]
struct GroupView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    /// `Publish 12 pages on 30 March 2027 at 9am`.
    sentence: String,
    by: String,
    state: &'static str,
    tone: &'static str,
    /// Why it was not done; empty for nothing.
    reason: String,
    lines: Vec<Line>,
    /// `and 2 pages that you may not see`; empty for none.
    hidden: String,
    /// Whether the person may change it.
    change: bool,
    /// Why they may not, while it is due; empty where they may.
    fixed: &'static str,
    /// What failed can be tried at another time: the numbers of its pages.
    again: Vec<String>,
    name_typed: String,
    name: Field,
    when: DateTimeField,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let screen = Screen::open(&admin, &signed_in, &id).await?;
    let mut fields = Fields::default();
    fields.set("name", screen.group.row.name.clone());
    fill_in(&mut fields, screen.group.row.due_at);
    let view = screen.view(&fields, &Problems::new()).await?;
    let view = GroupView { shell: view.shell.with_notice(notice::take(&session).await), ..view };
    Ok(admin.templates.render(&view)?.into_response())
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let screen = Screen::open(&admin, &signed_in, &id).await?;
    let Ticked { fields, .. } = Ticked::read(pairs);
    let done = match fields.one("action").split_once(':') {
        Some(("out", line)) => screen.take_out(line).await?,
        Some(("newer", line)) => screen.use_newer(line).await?,
        _ if fields.one("action") == "cancel" => screen.cancel().await?,
        _ => screen.change(&fields).await?,
    };
    match done {
        Ok(words) => {
            notice::set(&session, &words).await;
            // A group of which nothing is left is not worth a screen.
            let left = schedule::release(&admin.store, &screen.reader, screen.group.row.id).await.map_err(failed)?;
            let open = left.is_some_and(|left| left.row.ended.is_none());
            let to = if open { group_of(screen.group.row.id) } else { "/admin/schedule".to_owned() };
            Ok(redirect::see_other(&to))
        }
        Err(problems) => {
            let view = screen.view(&fields, &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response())
        }
    }
}

/// What a form came to: the words of the notice, or what is wrong with it.
type Said = Result<String, Problems>;

struct Screen<'a> {
    admin: &'a Admin,
    signed_in: &'a SignedIn,
    reader: Permit,
    group: Release,
}

impl<'a> Screen<'a> {
    async fn open(admin: &'a Admin, signed_in: &'a SignedIn, id: &str) -> Result<Self, web::Error> {
        let reader = signed_in.reads_site(admin).await?;
        let id = id.parse().map(ReleaseId).map_err(|_| web::Refusal::NotFound)?;
        let group = schedule::release(&admin.store, &reader, id).await.map_err(failed)?;
        Ok(Self { admin, signed_in, reader, group: group.ok_or(web::Refusal::NotFound)? })
    }

    async fn change(&self, fields: &Fields) -> Result<Said, web::Error> {
        let permits = self.permits().await?;
        let wall = match moments::moment(fields, "when") {
            Ok(Some(wall)) => wall,
            Ok(None) => {
                let sentence = "Enter the date and the time, such as 27 3 2027 and 9am";
                return Ok(Err(vec![Problem::new("when.day", sentence)]));
            }
            Err(problem) => return Ok(Err(vec![problem])),
        };
        let changed = release::change(&self.admin.store, permits, self.group.row.id, fields.one("name"), wall).await;
        said(changed.map(|due| format!("The group goes on {}.", in_words(due.at))))
    }

    async fn cancel(&self) -> Result<Said, web::Error> {
        let permits = self.permits().await?;
        let cancelled = release::cancel(&self.admin.store, permits, self.group.row.id).await;
        said(cancelled.map(|()| format!("Cancelled “{}”. Nothing will be done then.", self.group.row.name)))
    }

    async fn take_out(&self, line: &str) -> Result<Said, web::Error> {
        let Some(row) = self.line(line) else { return Ok(Err(vec![over()])) };
        let taken_out = cancel(&self.admin.store, &self.permit(row).await?, row.id).await;
        said(taken_out.map(|()| format!("Took “{}” out of the group.", row.node.title)))
    }

    async fn use_newer(&self, line: &str) -> Result<Said, web::Error> {
        let Some(row) = self.line(line) else { return Ok(Err(vec![over()])) };
        let used = use_draft(&self.admin.store, &self.permit(row).await?, row.id).await;
        said(used.map(|_| format!("The newer draft of “{}” goes live with the group.", row.node.title)))
    }

    fn line(&self, id: &str) -> Option<&ScheduleRow> {
        let id = id.parse().map(ScheduleId).ok()?;
        self.group.lines.iter().find(|row| row.id == id && row.ended.is_none())
    }

    async fn permit(&self, row: &ScheduleRow) -> Result<Permit, web::Error> {
        self.signed_in.may(self.admin, action_for(row.work), Subject::Node(row.node.id)).await
    }

    /// A permit for each page; one that is missing refuses them all.
    async fn permits(&self) -> Result<Vec<Permit>, web::Error> {
        if self.group.hidden > 0 {
            return Err(refused(Refusal::Denied));
        }
        let mut permits = Vec::with_capacity(self.group.lines.len());
        for row in &self.group.lines {
            permits.push(self.permit(row).await?);
        }
        Ok(permits)
    }

    /// Whether the person may do everything that the group does.
    async fn may_change(&self) -> Result<bool, web::Error> {
        if self.group.hidden > 0 {
            return Ok(false);
        }
        // Who may on the whole site may at each page: that is asked once.
        if self.signed_in.is_allowed(self.admin, Action::Publish, Subject::Site).await? {
            return Ok(true);
        }
        for row in &self.group.lines {
            let subject = Subject::Node(row.node.id);
            if !self.signed_in.is_allowed(self.admin, action_for(row.work), subject).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn view(&self, fields: &Fields, problems: &Problems) -> Result<GroupView, web::Error> {
        let change = self.may_change().await?;
        let shell = Shell::new(self.admin, self.signed_in, Section::Schedule, &self.group.row.name);
        Ok(GroupView::new(shell, &self.group, change, fields, problems))
    }
}

impl GroupView {
    fn new(shell: Shell, group: &Release, may_change: bool, fields: &Fields, problems: &Problems) -> Self {
        let row = &group.row;
        let (state, tone) = state_of(row.ended);
        let open = row.ended.is_none();
        let failed = row.ended.is_some_and(|(_, outcome)| outcome == Outcome::Failed);
        let trail = vec![TrailLink::new("Schedule", "/admin/schedule"), TrailLink::new(row.name.clone(), "")];
        Self {
            shell: shell.with_trail(trail).with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            action: group_of(row.id),
            sentence: format!("{} on {}", group_what(row), in_words(row.due_at)),
            by: row.made_by.clone(),
            state,
            tone,
            reason: row.reason.clone(),
            lines: group.lines.iter().map(Line::new).collect(),
            hidden: match group.hidden {
                0 => String::new(),
                hidden => format!("and {} that you may not see", words::count(hidden, "page", "pages")),
            },
            change: open && may_change,
            fixed: if open && !may_change {
                "You cannot change this group, because you may not do all that it does."
            } else {
                ""
            },
            again: if failed && may_change {
                group.lines.iter().map(|line| line.node.id.to_string()).collect()
            } else {
                Vec::new()
            },
            name_typed: row.name.clone(),
            name: Field::text("name", "Name of the group", fields.one("name"))
                .with_width("half")
                .with_problems(problems),
            when: when_field(fields, problems),
        }
    }
}

/// The time as it would be typed.
fn fill_in(fields: &mut Fields, moment: DateTime<Utc>) {
    let local = wall::local(moment, wall::UK);
    for (part, value) in [
        ("day", local.format("%-d").to_string()),
        ("month", local.format("%-m").to_string()),
        ("year", local.format("%Y").to_string()),
        ("time", wall::time(local)),
    ] {
        fields.set(&format!("when.{part}"), value);
    }
}

fn said(result: Result<String, Refusal>) -> Result<Said, web::Error> {
    match result {
        Ok(words) => Ok(Ok(words)),
        Err(Refusal::Invalid(problems)) => Ok(Err(problems)),
        Err(Refusal::Because(sentence)) => Ok(Err(vec![Problem::new("", sentence)])),
        Err(refusal) => Err(refused(refusal)),
    }
}

fn over() -> Problem {
    Problem::new("", "This page is no longer due with the group. It was done or taken out meanwhile")
}

/// A group for samples.
pub(super) fn sample_row(ended: Option<Outcome>) -> ReleaseRow {
    ReleaseRow {
        id: ReleaseId(7),
        name: "Spring campaign".to_owned(),
        due_at: DateTime::UNIX_EPOCH,
        made_by: "Asha Patel".to_owned(),
        ended: ended.map(|outcome| (DateTime::UNIX_EPOCH, outcome)),
        reason: match ended {
            Some(Outcome::Failed) => {
                "Nothing was done, because of “Old fair”: This page is in the trash. Restore it first".to_owned()
            }
            _ => String::new(),
        },
        publishes: 12,
        unpublishes: 1,
    }
}

impl View for GroupView {
    const TEMPLATE: &'static str = "schedule-group.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |ended: Option<Outcome>, may_change: bool, hidden: u64, problems: Problems| {
            let group = Release { row: sample_row(ended), lines: Vec::new(), hidden };
            let mut fields = Fields::default();
            fields.set("name", "Spring campaign");
            fill_in(&mut fields, DateTime::UNIX_EPOCH);
            let lines = Line::samples();
            let view = Self::new(Shell::sample("Spring campaign"), &group, may_change, &fields, &problems);
            let again = if view.state == "Failed" { vec!["5".to_owned()] } else { Vec::new() };
            Self { lines, again, ..view }
        };
        let past = vec![Problem::new("when.day", "This time has passed. It is 30 March 2027 at 9am now")];
        vec![
            ("due", view(None, true, 0, Vec::new())),
            ("of others", view(None, false, 2, Vec::new())),
            ("a time that has passed", view(None, true, 0, past)),
            ("done", view(Some(Outcome::Done), true, 0, Vec::new())),
            ("failed", view(Some(Outcome::Failed), true, 0, Vec::new())),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::GroupView>();
    }
}
