//! The first administrator: `/admin/set-up/{secret}`, an address that the server prints once.

use accounts::EmailAddress;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::{Problem, Problems};
use editorial::Refusal;
use http::StatusCode;
use http::request::Parts;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use web::{Form, Page, View, redirect};

use super::attempt::Browser;
use super::{one_time, sign_in};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::shell::Shell;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/set-up/{secret}", get(show).post(set_up))
}

/// The screen that makes the first administrator.
#[derive(Debug, Serialize)]
struct SetUpView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    name: Field,
    email: Field,
    password: Field,
}

impl View for SetUpView {
    const TEMPLATE: &'static str = "set-up.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view =
            |typed: &Typed, problems: &Problems| Self::new(Shell::sample_outside(TITLE), "secret", typed, problems);
        let typed = Typed { name: "Asha Patel".to_owned(), ..Typed::default() };
        let problems = vec![
            Problem::new("email", "Enter an email address."),
            Problem::new("password", "Use at least 15 characters."),
        ];
        vec![("first", view(&Typed::default(), &Vec::new())), ("with problems", view(&typed, &problems))]
    }
}

const TITLE: &str = "Set up this site";

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

impl SetUpView {
    fn new(shell: Shell, secret: &str, typed: &Typed, problems: &Problems) -> Self {
        Self {
            shell: shell.with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            action: format!("/admin/set-up/{secret}"),
            name: Field { autocomplete: "name", spellcheck: false, ..Field::text("name", "Your name", &typed.name) }
                .with_hint("Other editors see it beside your changes.")
                .with_problems(problems),
            email: Field { width: "full", ..Field::email("email", "Email address", &typed.email) }
                .with_hint("You sign in with it.")
                .with_problems(problems),
            password: Field { width: "full", ..one_time::new_password("Password") }.with_problems(problems),
        }
    }
}

async fn show(State(admin): State<Admin>, Path(secret): Path<String>) -> Result<Page, web::Error> {
    open(&admin, &secret).await?;
    Ok(admin.templates.render(&SetUpView::new(
        Shell::outside(&admin, TITLE),
        &secret,
        &Typed::default(),
        &Vec::new(),
    ))?)
}

async fn set_up(
    State(admin): State<Admin>,
    session: Session,
    Path(secret): Path<String>,
    request: Parts,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    open(&admin, &secret).await?;
    let name = typed.name.trim();
    let email = EmailAddress::parse(&typed.email);
    let mut problems = Problems::new();
    if name.is_empty() {
        problems.push(Problem::new("name", "Enter your name."));
    }
    if let Err(problem) = &email {
        problems.push(Problem::new("email", problem.to_string()));
    }
    let password = one_time::chosen(&admin, &typed.password, name, &typed.email);
    let made = match (email, password) {
        (Ok(email), Ok(password)) if problems.is_empty() => {
            let hash = admin.hasher.hash(password).await.map_err(one_time::busy)?;
            editorial::people::set_up(&admin.store, &secret, name, email.as_str(), hash).await
        }
        (_, password) => {
            problems.extend(password.err().unwrap_or_default());
            Err(Refusal::Invalid(problems))
        }
    };
    match made {
        Ok(user) => {
            let person =
                store::people::by_id(&admin.store, user).await.map_err(failed)?.ok_or(web::Refusal::NotFound)?;
            editorial::people::signed_in(&admin.store, person.id, None).await.map_err(refused)?;
            sign_in::begin(&session, &person).await?;
            notice::set(&session, "The site is set up, and you are its administrator.").await;
            let mut response = redirect::see_other("/admin");
            Browser::of(&admin, &request).remember(&admin, person.id, &mut response).await?;
            Ok(response)
        }
        Err(Refusal::Invalid(problems)) => {
            let view = SetUpView::new(Shell::outside(&admin, TITLE), &secret, &typed, &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response())
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

/// 404 unless this is the open address of a site without people.
async fn open(admin: &Admin, secret: &str) -> Result<(), web::Error> {
    let open = store::people::set_up_open(&admin.store, secret).await.map_err(failed)?;
    if open { Ok(()) } else { Err(web::Refusal::NotFound.into()) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::SetUpView>();
    }
}
