//! Publishing and unpublishing at a time: `/admin/nodes/{id}/schedule`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::due::{Due, in_words};
use content::{Problem, Problems, RevisionId, State as Life};
use editorial::publish::Telling;
use editorial::schedule::{action_for, cancel, set, use_draft};
use http::StatusCode;
use serde::Serialize;
use store::history::{Version, versions};
use store::schedule::{ScheduleId, ScheduleRow, Work, failure, of_node};
use tower_sessions::Session;
use web::{RawForm, View, redirect};

use super::super::checks;
use super::super::desk::Desk;
use super::super::form::{Fields, Typed, moments};
use super::super::telling::{self, TellingView};
use super::problems_of;
use crate::Admin;
use crate::fields::{Choice, DateTimeField, Field, Trouble, troubles};
use crate::notice;
use crate::refusal::failed;
use crate::schedule::{Line, sentence};
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// How many versions the list offers; older ones are chosen in the history.
const VERSIONS: usize = 30;

/// What is due for a node, and the form for another time.
#[derive(Debug, Serialize)]
struct NodeScheduleView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    /// What is due, soonest first.
    lines: Vec<Line>,
    /// Why the last one was not done; empty when it was.
    failed: String,
    /// What to do: publish a version, or unpublish.
    work: Field,
    version: Field,
    when: DateTimeField,
    /// What is said when a version goes live; `None` as long as the public never read the page.
    telling: Option<TellingView>,
    /// Why a version must go live with its errors; none unless somebody tried.
    despite: Option<Field>,
    editor_href: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    desk.may(Action::Publish).await?;
    let mut fields = Fields::default();
    fields.set("work", "publish");
    fields.set("version", desk.open.revision.to_string());
    let view = view(&desk, &fields, &Problems::new()).await?;
    let view = NodeScheduleView { shell: view.shell.with_notice(notice::take(&session).await), ..view };
    Ok(desk.admin.templates.render(&view)?.into_response())
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    desk.may(Action::Publish).await?;
    let (Typed { fields, .. }, _) = Typed::parse(pairs);
    let done = match fields.one("action").split_once(':') {
        Some(("cancel", id)) => take_back(&desk, id).await,
        Some(("newer", id)) => use_newer(&desk, id).await,
        _ => set_time(&desk, &fields).await,
    };
    match done? {
        Ok(words) => {
            notice::set(&session, &words).await;
            Ok(redirect::see_other(&desk.screen("schedule")))
        }
        Err(problems) => {
            let view = view(&desk, &fields, &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, desk.admin.templates.render(&view)?).into_response())
        }
    }
}

type Said = Result<Result<String, Problems>, web::Error>;

async fn set_time(desk: &Desk, fields: &Fields) -> Said {
    let work = match fields.one("work") {
        "publish" => match fields.one("version").parse() {
            Ok(revision) => Work::Publish(RevisionId(revision)),
            Err(_) => return Ok(Err(vec![Problem::new("version", "Choose a version")])),
        },
        "unpublish" => Work::Unpublish,
        _ => return Ok(Err(vec![Problem::new("work", "Choose what is to be done")])),
    };
    match moments::moment(fields, "when") {
        Ok(Some(wall)) => {
            let telling = if work == Work::Unpublish { Telling::default() } else { telling::typed(fields) };
            let permit = desk.may(action_for(work)).await?;
            match set(&desk.admin.store, &permit, work, wall, telling).await {
                Ok(due) => Ok(Ok(said(work, due))),
                Err(refusal) => Ok(Err(problems_of(refusal)?)),
            }
        }
        Ok(None) => Ok(Err(vec![Problem::new("when.day", "Enter the date and the time, such as 27 3 2027 and 9am")])),
        Err(problem) => Ok(Err(vec![problem])),
    }
}

fn said(work: Work, due: Due) -> String {
    let verb = match work {
        Work::Publish(_) => "Goes live",
        Work::Unpublish => "Comes off the public site",
    };
    let twice = if due.comes_twice {
        " The clocks go back that night and show this time twice; it is done the first time."
    } else {
        ""
    };
    format!("{verb} on {}.{twice}", in_words(due.at))
}

async fn take_back(desk: &Desk, id: &str) -> Said {
    let Some(row) = own_line(desk, id).await? else { return Ok(Err(vec![over()])) };
    let permit = desk.may(action_for(row.work)).await?;
    match cancel(&desk.admin.store, &permit, row.id).await {
        Ok(()) => Ok(Ok(match row.release {
            Some((_, name)) => format!("Taken out of the group “{name}”. Nothing will be done with this page then."),
            None => "Cancelled. Nothing will be done at that time.".to_owned(),
        })),
        Err(refusal) => Ok(Err(problems_of(refusal)?)),
    }
}

/// The same time for the draft as it stands now.
async fn use_newer(desk: &Desk, id: &str) -> Said {
    let Some(row) = own_line(desk, id).await? else { return Ok(Err(vec![over()])) };
    let permit = desk.may(action_for(row.work)).await?;
    match use_draft(&desk.admin.store, &permit, row.id).await {
        Ok(due) => Ok(Ok(said(Work::Publish(desk.open.revision), due))),
        Err(refusal) => Ok(Err(problems_of(refusal)?)),
    }
}

async fn own_line(desk: &Desk, id: &str) -> Result<Option<ScheduleRow>, web::Error> {
    let Ok(id) = id.parse().map(ScheduleId) else { return Ok(None) };
    let rows = of_node(&desk.admin.store, &desk.permit).await.map_err(failed)?;
    Ok(rows.into_iter().find(|row| row.id == id))
}

fn over() -> Problem {
    Problem::new("", "This is no longer due. It was done or taken back meanwhile")
}

async fn view(desk: &Desk, fields: &Fields, problems: &Problems) -> Result<NodeScheduleView, web::Error> {
    let store = &desk.admin.store;
    let rows = of_node(store, &desk.permit).await.map_err(failed)?;
    let last = failure(store, &desk.permit).await.map_err(failed)?;
    let history = versions(store, &desk.permit, 1).await.map_err(failed)?.items;
    let now = store.now();
    let versions = history.iter().take(VERSIONS).map(|row| version_choice(row, fields.one("version"), now)).collect();
    let can_unpublish = desk.open.parent.is_some() && desk.is_allowed(Action::Unpublish);
    Ok(NodeScheduleView {
        shell: desk.shell("Schedule").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: desk.screen("schedule"),
        lines: rows.iter().map(Line::new).collect(),
        failed: last.map(|row| sentence(&row)).unwrap_or_default(),
        work: work_field(fields.one("work"), can_unpublish, desk.open.state == Life::Trashed).with_problems(problems),
        version: version_field(versions).with_problems(problems),
        when: when_field(fields, problems),
        telling: TellingView::of(desk.open.state, fields, problems),
        despite: checks::despite(fields, problems),
        editor_href: desk.screen(""),
    })
}

fn version_choice(row: &Version, chosen: &str, now: chrono::DateTime<chrono::Utc>) -> Choice {
    let which = match (row.draft, row.live) {
        (true, true) => ", the draft, public now",
        (true, false) => ", the draft",
        (false, true) => ", public now",
        (false, false) => "",
    };
    let label =
        format!("Version {}{which}: saved {} by {}", row.number, words::when_inside(row.made_at, now), row.made_by);
    let value = row.id.to_string();
    let selected = value == chosen;
    Choice::new(value, label, selected)
}

fn work_field(chosen: &str, can_unpublish: bool, trashed: bool) -> Field {
    let mut choices = vec![Choice::new("publish", "Publish a version", chosen == "publish")];
    if can_unpublish && !trashed {
        choices.push(
            Choice::new("unpublish", "Unpublish the page", chosen == "unpublish")
                .with_hint("Its address then says that the page is gone. The draft stays."),
        );
    }
    Field::radios("work", "What is to be done", choices)
}

fn version_field(versions: Vec<Choice>) -> Field {
    Field::select("version", "Version that goes live", versions)
        .with_hint("Only for publishing. What is saved later does not change it.")
}

fn when_field(fields: &Fields, problems: &Problems) -> DateTimeField {
    crate::schedule::when_field(fields, problems)
        .with_hint("Such as 27 3 2027, 9am or 17:30. Setting a time replaces an earlier one for the same.")
}

impl View for NodeScheduleView {
    const TEMPLATE: &'static str = "editor/schedule.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |lines: Vec<Line>, failed: &str, problems: Problems| Self {
            shell: Shell::sample("Schedule: Assessment Only").with_problem(!problems.is_empty()),
            troubles: troubles(&problems),
            action: "/admin/nodes/12/schedule".to_owned(),
            lines,
            failed: failed.to_owned(),
            work: work_field("publish", true, false),
            version: version_field(vec![Choice::new(
                "4",
                "Version 4, the draft: saved today at 9am by Asha Patel",
                true,
            )]),
            when: when_field(&Fields::default(), &problems),
            telling: TellingView::sample(),
            despite: checks::despite(&Fields::default(), &problems),
            editor_href: "/admin/nodes/12".to_owned(),
        };
        let past =
            vec![Problem::new("when.day", "This time has passed. It is 30 March 2027 at 9am now; enter a later time")];
        vec![
            ("nothing due", view(Vec::new(), "", Vec::new())),
            ("due", view(Line::samples(), "", Vec::new())),
            (
                "failed",
                view(
                    Vec::new(),
                    "Publishing version 4 on 30 March 2027 at 9am failed: This page is in the trash. Restore it first.",
                    past,
                ),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schedule_shows_its_samples() {
        crate::state::check::<super::NodeScheduleView>();
    }
}
