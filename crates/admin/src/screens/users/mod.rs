//! The people: `/admin/users`, for administrators.

mod person;

use accounts::{Action, EmailAddress, Role};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use content::{Problem, Problems};
use editorial::Refusal;
use editorial::people::NewPerson;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::people::{self, Person};
use store::rights::{Permit, Subject};
use tower_sessions::Session;
use web::{Form, Page, View};

use crate::Admin;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::tag::StateTag;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/users", get(show).post(add)).merge(person::router())
}

/// Everybody with an account, and the form to add somebody.
#[derive(Debug, Serialize)]
struct UsersView {
    shell: Shell,
    troubles: Vec<Trouble>,
    rows: Vec<PersonRowView>,
    name: Field,
    email: Field,
    role: Field,
}

/// One person as a row.
#[derive(Debug, Serialize)]
struct PersonRowView {
    name: String,
    email: String,
    role: &'static str,
    state: StateTag,
    last_signed_in: String,
    href: String,
}

/// The one screen that shows a one-time link.
#[derive(Debug, Serialize)]
struct LinkView {
    shell: Shell,
    name: String,
    link: Field,
}

impl PersonRowView {
    fn new(person: &Person, now: DateTime<Utc>) -> Self {
        Self {
            name: person.name.clone(),
            email: person.email.clone(),
            role: person.role.label(),
            state: state_of(person),
            last_signed_in: person.last_signed_in.map_or_else(|| "Never".to_owned(), |moment| words::when(moment, now)),
            href: format!("/admin/users/{}", person.id),
        }
    }
}

impl View for UsersView {
    const TEMPLATE: &'static str = "users.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let people =
            [sample_person("Asha Patel", Role::Administrator, false), sample_person("Tom Reed", Role::Author, true)];
        let view = |typed: &Typed, problems: &Problems| {
            Self::new(Shell::sample(TITLE), &people, typed, problems, DateTime::UNIX_EPOCH)
        };
        let problems = vec![
            Problem::new("email", "Somebody has this email address already."),
            Problem::new("role", "Choose a role."),
        ];
        vec![("everybody", view(&Typed::default(), &Vec::new())), ("with problems", view(&Typed::default(), &problems))]
    }
}

impl View for LinkView {
    const TEMPLATE: &'static str = "user-link.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![(
            "a link",
            Self::new(Shell::sample(LINK), "Tom Reed", "https://www.example.org/admin/password/secret".to_owned()),
        )]
    }
}

const TITLE: &str = "Users";
const LINK: &str = "One-time link";

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    role: String,
}

impl UsersView {
    fn new(shell: Shell, people: &[Person], typed: &Typed, problems: &Problems, now: DateTime<Utc>) -> Self {
        Self {
            shell: shell.with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            rows: people.iter().map(|person| PersonRowView::new(person, now)).collect(),
            name: Field { spellcheck: false, ..Field::text("name", "Name", &typed.name) }
                .with_width("half")
                .with_problems(problems),
            email: Field { autocomplete: "", ..Field::email("email", "Email address", &typed.email) }
                .with_problems(problems),
            role: roles(typed.role.parse().ok()).with_problems(problems),
        }
    }
}

impl LinkView {
    fn new(shell: Shell, name: &str, link: String) -> Self {
        let link = Field { spellcheck: false, ..Field::text("link", "Link", link) };
        Self { shell, name: name.to_owned(), link }
    }
}

async fn show(State(admin): State<Admin>, session: Session, signed_in: SignedIn) -> Result<Page, web::Error> {
    let permit = manages(&admin, &signed_in).await?;
    let mut view = view(&admin, &signed_in, &permit, &Typed::default(), &Vec::new()).await?;
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&view)?)
}

async fn add(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let permit = manages(&admin, &signed_in).await?;
    let added = match read(&typed) {
        Ok(person) => editorial::people::add(&admin.store, &permit, person).await,
        Err(problems) => Err(Refusal::Invalid(problems)),
    };
    match added {
        Ok((_, secret)) => link_page(&admin, &signed_in, typed.name.trim(), &secret.to_string()),
        Err(Refusal::Invalid(problems)) => {
            let view = view(&admin, &signed_in, &permit, &typed, &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response())
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

/// The new person, or what is missing at each field.
fn read(typed: &Typed) -> Result<NewPerson, Problems> {
    let (name, email, role) = (typed.name.trim(), EmailAddress::parse(&typed.email), typed.role.parse::<Role>());
    let mut problems = Problems::new();
    if name.is_empty() {
        problems.push(Problem::new("name", "Enter the person’s name."));
    }
    if let Err(problem) = &email {
        problems.push(Problem::new("email", problem.to_string()));
    }
    if role.is_err() {
        problems.push(Problem::new("role", "Choose what the person may do."));
    }
    match (email, role) {
        (Ok(email), Ok(role)) if problems.is_empty() => {
            Ok(NewPerson { name: name.to_owned(), email: email.as_str().to_owned(), role })
        }
        _ => Err(problems),
    }
}

/// Shows a one-time link, once: the database keeps its fingerprint only.
fn link_page(admin: &Admin, signed_in: &SignedIn, name: &str, secret: &str) -> Result<Response, web::Error> {
    let link = format!("{}/admin/password/{secret}", admin.settings.site_url.trim_end_matches('/'));
    let trail = vec![TrailLink::new(TITLE, "/admin/users"), TrailLink::new(LINK, "")];
    let shell = Shell::new(admin, signed_in, Section::Users, LINK).with_trail(trail);
    Ok(admin.templates.render(&LinkView::new(shell, name, link))?.into_response())
}

async fn view(
    admin: &Admin,
    signed_in: &SignedIn,
    permit: &Permit,
    typed: &Typed,
    problems: &Problems,
) -> Result<UsersView, web::Error> {
    let people = people::list(&admin.store, permit).await.map_err(failed)?;
    let shell = Shell::new(admin, signed_in, Section::Users, TITLE);
    Ok(UsersView::new(shell, &people, typed, problems, admin.store.now()))
}

async fn manages(admin: &Admin, signed_in: &SignedIn) -> Result<Permit, web::Error> {
    signed_in.may(admin, Action::ManageUsers, Subject::Site).await
}

fn roles(chosen: Option<Role>) -> Field {
    let choices = Role::ALL
        .into_iter()
        .map(|role| Choice::new(role.as_str(), role.label(), chosen == Some(role)).with_hint(role.description()));
    Field::radios("role", "Role", choices.collect())
}

fn state_of(person: &Person) -> StateTag {
    if person.disabled {
        StateTag { label: "Disabled", tone: "red" }
    } else {
        StateTag { label: "Active", tone: "green" }
    }
}

fn sample_person(name: &str, role: Role, disabled: bool) -> Person {
    let last_signed_in = (!disabled).then_some(DateTime::UNIX_EPOCH);
    Person {
        id: accounts::UserId(7),
        name: name.to_owned(),
        email: "someone@example.org".to_owned(),
        role,
        disabled,
        last_signed_in,
        display: accounts::Display::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<UsersView>();
        crate::state::check::<LinkView>();
    }

    #[test]
    fn each_missing_part_is_told_at_its_field() {
        let Err(problems) = read(&Typed { role: "owner".to_owned(), ..Typed::default() }) else {
            panic!("nothing was typed")
        };
        assert_eq!(
            problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(),
            ["name", "email", "role"]
        );
        let typed =
            Typed { name: " Tom Reed ".to_owned(), email: " tom@example.org".to_owned(), role: "author".to_owned() };
        let person = read(&typed).unwrap();
        assert_eq!(
            (person.name.as_str(), person.email.as_str(), person.role),
            ("Tom Reed", "tom@example.org", Role::Author)
        );
    }
}
