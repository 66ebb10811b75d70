//! The draft as the public site would show it, now or at a later time, and the links by which others may see it: `/admin/nodes/{id}/preview`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use content::due::{self, in_words};
use content::{Problem, Problems};
use editorial::schedule::rehearsal;
use editorial::sharing;
use http::StatusCode;
use serde::Serialize;
use store::drafts;
use store::sharing::SharedLink;
use tower_sessions::Session;
use web::{Query, RawForm, View, redirect};

use super::super::desk::Desk;
use super::super::form::{Fields, Typed, moments};
use super::problems_of;
use crate::Admin;
use crate::fields::{Choice, DateTimeField, Field, Trouble, troubles};
use crate::notice;
use crate::refusal::failed;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// The preview in its frame.
#[derive(Debug, Serialize)]
struct PreviewView {
    shell: Shell,
    troubles: Vec<Trouble>,
    /// The signed address of the preview.
    preview_href: String,
    /// What the frame is called.
    frame_title: String,
    /// Which site is shown: `This is the saved draft as visitors would see it.`
    sentence: String,
    /// The form for another time.
    when: DateTimeField,
    /// Whether a later time is shown.
    later: bool,
    /// This screen.
    action: String,
    editor_href: String,
    /// Whether the person may show the draft to others.
    shares: bool,
    days: Field,
    /// The links that open the draft now.
    shared: Vec<LinkRow>,
}

/// A link that opens the draft.
#[derive(Debug, Serialize)]
struct LinkRow {
    id: i64,
    address: String,
    /// `Made by Cerys Morgan today at 9am, works until 22 March 2021 at 9am`.
    sentence: String,
    /// `until 22 March 2021 at 9am`, which tells one link from another.
    until: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let (Typed { fields, .. }, _) = Typed::parse(asked);
    let (at, problems) = match moment(&desk, &fields).await? {
        Ok(at) => (at, Problems::new()),
        Err(problem) => (None, vec![problem]),
    };
    let mut view = view(&desk, &fields, at, &problems).await?;
    view.shell = view.shell.with_notice(notice::take(&session).await);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = desk.may(Action::Save).await?;
    let (Typed { fields, .. }, _) = Typed::parse(pairs);
    let store = &desk.admin.store;
    let ended = fields.one("action").strip_prefix("end:").and_then(|link| link.parse().ok());
    let (done, said) = if let Some(link) = ended {
        (sharing::end(store, &permit, link).await, "The link opens nothing any more.")
    } else {
        let days = fields.one("days").parse().unwrap_or_default();
        let said = "Link made. Copy it below and send it to whom you want to show the draft.";
        (sharing::share(store, &permit, days).await, said)
    };
    match done {
        Ok(()) => {
            notice::set(&session, said).await;
            Ok(redirect::see_other(&desk.screen("preview")))
        }
        Err(refusal) => {
            let problems = problems_of(refusal)?;
            let view = view(&desk, &fields, None, &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, desk.admin.templates.render(&view)?).into_response())
        }
    }
}

/// The later moment that was asked for, if any.
async fn moment(desk: &Desk, fields: &Fields) -> Result<Result<Option<DateTime<Utc>>, Problem>, web::Error> {
    let store = &desk.admin.store;
    let wall = match moments::moment(fields, "on") {
        Ok(None) => return Ok(Ok(None)),
        Ok(Some(wall)) => wall,
        Err(problem) => return Ok(Err(problem)),
    };
    let at = match due::at(wall, store.now()) {
        Ok(due) => due.at,
        Err(not_due) => return Ok(Err(Problem::new("on.day", not_due.to_string()))),
    };
    if store.due_by(at).await.map_err(failed)?.len() > rehearsal::MOST {
        let sentence = format!("More than {} things are due by then. Choose an earlier time", rehearsal::MOST);
        return Ok(Err(Problem::new("on.day", sentence)));
    }
    Ok(Ok(Some(at)))
}

async fn view(
    desk: &Desk,
    fields: &Fields,
    at: Option<DateTime<Utc>>,
    problems: &Problems,
) -> Result<PreviewView, web::Error> {
    let (store, revision) = (&desk.admin.store, desk.open.revision);
    let token = match at {
        Some(at) => drafts::later_preview_token(store, &desk.permit, revision, at),
        None => drafts::preview_token(store, &desk.permit, revision),
    };
    let shares = desk.saves();
    let links = if shares { store::sharing::of_node(store, &desk.permit).await.map_err(failed)? } else { Vec::new() };
    let site_url = &desk.admin.settings.site_url;
    Ok(PreviewView {
        shell: desk.shell("Preview").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        preview_href: format!("/-/preview/{token}"),
        frame_title: format!("Preview of {}", desk.title()),
        sentence: sentence(at),
        when: when_field(fields, problems),
        later: at.is_some(),
        action: desk.screen("preview"),
        editor_href: desk.screen(""),
        shares,
        days: days_field(fields.one("days"), problems),
        shared: links.iter().map(|link| LinkRow::new(link, site_url, store.now())).collect(),
    })
}

impl LinkRow {
    fn new(link: &SharedLink, site_url: &str, now: DateTime<Utc>) -> Self {
        let until = format!("until {}", in_words(link.expires_at));
        Self {
            id: link.id,
            address: format!("{site_url}/-/preview/{}", link.token),
            sentence: format!("Made by {} {}, works {until}", link.made_by, words::when_inside(link.made_at, now)),
            until,
        }
    }
}

fn sentence(at: Option<DateTime<Utc>>) -> String {
    match at {
        Some(at) => format!(
            "This is the page as visitors will see it on {}, when what is scheduled until then is done, as far as you may see it. Nothing is done now.",
            in_words(at)
        ),
        None => "This is the saved draft as visitors would see it.".to_owned(),
    }
}

fn when_field(fields: &Fields, problems: &Problems) -> DateTimeField {
    DateTimeField::typed("on", "Preview at a later time, in UK time", fields)
        .with_hint("Such as 27 3 2027, 9am or 17:30. Scheduled pages and events have moved on by then.")
        .with_problems(problems)
}

fn days_field(chosen: &str, problems: &Problems) -> Field {
    let choice = |days: i64| {
        let days_in_words = words::count(u64::try_from(days).unwrap_or_default(), "day", "days");
        Choice::new(days.to_string(), days_in_words, days.to_string() == chosen || (chosen.is_empty() && days == 7))
    };
    Field::select("days", "The link works for", sharing::DAYS.map(choice).into()).with_problems(problems)
}

impl View for PreviewView {
    const TEMPLATE: &'static str = "editor/preview.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |problems: &Problems, shared| Self {
            shell: Shell::sample("Preview: Assessment Only"),
            troubles: troubles(problems),
            preview_href: "/-/preview/token".to_owned(),
            frame_title: "Preview of Assessment Only".to_owned(),
            sentence: sentence(None),
            when: when_field(&Fields::default(), problems),
            later: false,
            action: "/admin/nodes/12/preview".to_owned(),
            editor_href: "/admin/nodes/12".to_owned(),
            shares: true,
            days: days_field("", problems),
            shared,
        };
        let link = LinkRow {
            id: 3,
            address: "https://www.example.org/-/preview/shared.3.c2lnbmF0dXJl".to_owned(),
            sentence: "Made by Cerys Morgan today at 9am, works until 22 March 2021 at 9am".to_owned(),
            until: "until 22 March 2021 at 9am".to_owned(),
        };
        let past = Problem::new("on.day", "This time has passed");
        vec![
            ("a page", view(&Problems::new(), Vec::new())),
            ("shared", view(&Problems::new(), vec![link])),
            ("a time that has passed", Self { later: true, ..view(&vec![past], Vec::new()) }),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_preview_shows_its_samples() {
        crate::state::check::<super::PreviewView>();
    }
}
