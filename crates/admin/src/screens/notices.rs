//! What a person was told: `/admin/notices`; how they want to be told: `/admin/account/notices`; and the e-mail that waits: `/admin/outbox`.

use accounts::{Action, Delivery, NoticeKind};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::{Problem, Problems};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::notices::{self, MailState};
use store::rights::Subject;
use tower_sessions::Session;
use web::{Form, Page, RawForm, View, redirect};

use crate::Admin;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::help::Screen;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::tag::StateTag;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/notices", get(show).post(mark_read))
        .route("/admin/account/notices", get(show_choices).post(choose))
        .route("/admin/outbox", get(show_outbox))
}

/// Everything that a person was told.
#[derive(Debug, Serialize)]
struct NoticesView {
    shell: Shell,
    unread: bool,
    notices: Vec<NoticeRow>,
}

/// One thing.
#[derive(Debug, Serialize)]
struct NoticeRow {
    sentence: String,
    href: String,
    when: String,
    unread: bool,
}

/// How to be told about each kind of thing.
#[derive(Debug, Serialize)]
struct ChoicesView {
    shell: Shell,
    troubles: Vec<Trouble>,
    fields: Vec<Field>,
}

/// The e-mail that waits, was sent or was given up.
#[derive(Debug, Serialize)]
struct OutboxView {
    shell: Shell,
    /// Whether a mail server is known.
    configured: bool,
    mails: Vec<MailRow>,
}

/// One e-mail.
#[derive(Debug, Serialize)]
struct MailRow {
    to: String,
    subject: String,
    text: Vec<String>,
    made: String,
    state: StateTag,
    problem: String,
}

/// Which notice was seen; none for all.
#[derive(Debug, Default, Deserialize)]
struct Seen {
    #[serde(default)]
    action: String,
}

async fn show(State(admin): State<Admin>, session: Session, signed_in: SignedIn) -> Result<Page, web::Error> {
    let permit = signed_in.may(&admin, Action::ViewAdmin, Subject::Site).await?;
    let now = admin.store.now();
    let rows = notices::of_person(&admin.store, &permit).await.map_err(failed)?;
    let notices: Vec<NoticeRow> = rows
        .into_iter()
        .map(|row| NoticeRow {
            sentence: row.sentence,
            href: row.path,
            when: words::when(row.made_at, now),
            unread: !row.read,
        })
        .collect();
    let view = NoticesView {
        shell: Shell::new(&admin, &signed_in, Section::None, NOTICES)
            .with_help(Screen::Called(NOTICES))
            .with_notice(notice::take(&session).await),
        unread: notices.iter().any(|row| row.unread),
        notices,
    };
    Ok(admin.templates.render(&view)?)
}

async fn mark_read(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(seen): Form<Seen>,
) -> Result<Response, web::Error> {
    let permit = signed_in.may(&admin, Action::ViewAdmin, Subject::Site).await?;
    if seen.action != "all" {
        let sentence = "This button is not known. Use the buttons of the list of notices.".to_owned();
        return Err(web::Refusal::Conflict { sentence }.into());
    }
    editorial::notices::mark_read(&admin.store, &permit, None).await.map_err(refused)?;
    notice::set(&session, "All notices are marked as seen.").await;
    Ok(redirect::see_other("/admin/notices"))
}

async fn show_choices(State(admin): State<Admin>, session: Session, signed_in: SignedIn) -> Result<Page, web::Error> {
    let permit = signed_in.may(&admin, Action::ViewAdmin, Subject::Site).await?;
    let chosen = notices::choices(&admin.store, &permit).await.map_err(failed)?;
    let typed = chosen.into_iter().map(|(kind, delivery)| (kind, delivery.as_str().to_owned())).collect::<Vec<_>>();
    let mut view = choices_view(&admin, &signed_in, &typed, &Problems::new());
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&view)?)
}

async fn choose(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let permit = signed_in.may(&admin, Action::ViewAdmin, Subject::Site).await?;
    let typed: Vec<(NoticeKind, String)> = NoticeKind::ALL
        .into_iter()
        .map(|kind| {
            let value = pairs.iter().find(|(name, _)| name == kind.as_str()).map(|(_, value)| value.clone());
            (kind, value.unwrap_or_default())
        })
        .collect();
    let (mut choices, mut problems) = (Vec::new(), Problems::new());
    for (kind, value) in &typed {
        match Delivery::parse(value) {
            Some(delivery) => choices.push((*kind, delivery)),
            None => problems.push(Problem::new(kind.as_str(), "Choose how you want to be told")),
        }
    }
    if !problems.is_empty() {
        let view = choices_view(&admin, &signed_in, &typed, &problems);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response());
    }
    editorial::notices::choose(&admin.store, &permit, choices).await.map_err(refused)?;
    notice::set(&session, "Saved.").await;
    Ok(redirect::see_other("/admin/account/notices"))
}

fn choices_view(
    admin: &Admin,
    signed_in: &SignedIn,
    typed: &[(NoticeKind, String)],
    problems: &Problems,
) -> ChoicesView {
    let trail = vec![TrailLink::new("Your account", "/admin/account"), TrailLink::new(CHOICES, "")];
    ChoicesView {
        shell: Shell::new(admin, signed_in, Section::Account, CHOICES)
            .with_trail(trail)
            .with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        fields: typed.iter().map(|(kind, value)| choice_field(*kind, value).with_problems(problems)).collect(),
    }
}

fn choice_field(kind: NoticeKind, chosen: &str) -> Field {
    let choices =
        Delivery::ALL.map(|delivery| Choice::new(delivery.as_str(), delivery.label(), delivery.as_str() == chosen));
    Field::select(kind.as_str(), kind.label(), choices.into())
}

async fn show_outbox(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Page, web::Error> {
    let permit = signed_in.may(&admin, Action::ManageSite, Subject::Site).await?;
    let now = admin.store.now();
    let mails = notices::outbox(&admin.store, &permit).await.map_err(failed)?;
    let view = OutboxView {
        shell: Shell::new(&admin, &signed_in, Section::None, OUTBOX),
        configured: admin.settings.mail,
        mails: mails
            .into_iter()
            .map(|mail| MailRow {
                to: format!("{} <{}>", mail.name, mail.address),
                subject: mail.subject,
                text: mail
                    .lines
                    .into_iter()
                    .flat_map(|line| [line.sentence, format!("{}{}", admin.settings.site_url, line.path)])
                    .collect(),
                made: words::when(mail.made_at, now),
                state: tag(mail.state),
                problem: mail.problem,
            })
            .collect(),
    };
    Ok(admin.templates.render(&view)?)
}

fn tag(state: MailState) -> StateTag {
    let (label, tone) = match state {
        MailState::Waiting => ("Waiting", "blue"),
        MailState::Sent => ("Sent", "green"),
        MailState::GivenUp => ("Given up", "red"),
    };
    StateTag { label, tone }
}

const NOTICES: &str = "Notices";
const CHOICES: &str = "How you are told";
const OUTBOX: &str = "Outbox";

impl View for NoticesView {
    const TEMPLATE: &'static str = "notices.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |unread| NoticeRow {
            sentence: "Cerys Morgan submitted “Assessment Only” for review".to_owned(),
            href: "/admin/nodes/12/review".to_owned(),
            when: "Today at 10:42am".to_owned(),
            unread,
        };
        let view = |unread, notices| Self { shell: Shell::sample(NOTICES), unread, notices };
        vec![("two", view(true, vec![row(true), row(false)])), ("none", view(false, Vec::new()))]
    }
}

impl View for ChoicesView {
    const TEMPLATE: &'static str = "notice-choices.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |problems: &Problems| Self {
            shell: Shell::sample(CHOICES),
            troubles: troubles(problems),
            fields: NoticeKind::ALL.map(|kind| choice_field(kind, "daily").with_problems(problems)).into(),
        };
        let problem = Problem::new("comment", "Choose how you want to be told");
        vec![("chosen", view(&Problems::new())), ("a problem", view(&vec![problem]))]
    }
}

impl View for OutboxView {
    const TEMPLATE: &'static str = "outbox.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |state, problem: &str| MailRow {
            to: "Ben Okafor <ben@example.org>".to_owned(),
            subject: "Cerys Morgan submitted “Assessment Only” for review".to_owned(),
            text: vec!["https://www.example.org/admin/nodes/12/review".to_owned()],
            made: "Today at 10:42am".to_owned(),
            state: tag(state),
            problem: problem.to_owned(),
        };
        let mails =
            vec![row(MailState::Waiting, "421 try later"), row(MailState::Sent, ""), row(MailState::GivenUp, "550 no")];
        let view = |configured, mails| Self { shell: Shell::sample(OUTBOX), configured, mails };
        vec![("three", view(true, mails)), ("none, no server", view(false, Vec::new()))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::NoticesView>();
        crate::state::check::<super::ChoicesView>();
        crate::state::check::<super::OutboxView>();
    }
}
