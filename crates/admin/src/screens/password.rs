//! Choosing a password by a one-time link: `/admin/password/{secret}`.

use accounts::EmailAddress;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::{Problem, Problems};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::people::Person;
use web::{Form, Page, View, redirect};

use super::one_time;
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::refusal::{failed, refused};
use crate::shell::Shell;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/password/{secret}", get(show).post(choose))
}

/// The screen behind a one-time link.
#[derive(Debug, Serialize)]
struct PasswordView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    /// The account, for the person to read and for password managers to keep.
    email: String,
    password: Field,
}

/// What a link says that was used already, is too old or never was.
#[derive(Debug, Serialize)]
struct SpentLinkView {
    shell: Shell,
}

impl View for PasswordView {
    const TEMPLATE: &'static str = "password.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view =
            |problems: &Problems| Self::new(Shell::sample_outside(TITLE), "secret", "asha@example.org", problems);
        vec![
            ("first", view(&Vec::new())),
            ("too short", view(&vec![Problem::new("password", "Use at least 15 characters.")])),
        ]
    }
}

impl View for SpentLinkView {
    const TEMPLATE: &'static str = "password-spent.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("spent", Self { shell: Shell::sample_outside(SPENT) })]
    }
}

const TITLE: &str = "Choose your password";
const SPENT: &str = "This link has been used";

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    password: String,
}

impl PasswordView {
    fn new(shell: Shell, secret: &str, email: &str, problems: &Problems) -> Self {
        let password =
            Field { width: "full", autofocus: problems.is_empty(), ..one_time::new_password("New password") };
        Self {
            shell: shell.with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            action: format!("/admin/password/{secret}"),
            email: email.to_owned(),
            password: password.with_problems(problems),
        }
    }
}

async fn show(State(admin): State<Admin>, Path(secret): Path<String>) -> Result<Response, web::Error> {
    let Some(person) = person_of(&admin, &secret).await? else { return spent(&admin) };
    let view = PasswordView::new(Shell::outside(&admin, TITLE), &secret, &person.email, &Vec::new());
    Ok(admin.templates.render(&view)?.into_response())
}

async fn choose(
    State(admin): State<Admin>,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let Some(person) = person_of(&admin, &secret).await? else { return spent(&admin) };
    let password = match one_time::chosen(&admin, &typed.password, &person.name, &person.email) {
        Ok(password) => password,
        Err(problems) => {
            let view = PasswordView::new(Shell::outside(&admin, TITLE), &secret, &person.email, &problems);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response());
        }
    };
    let hash = admin.hasher.hash(password).await.map_err(one_time::busy)?;
    match editorial::people::choose_password(&admin.store, &secret, hash).await {
        Ok(person) => {
            if let Ok(email) = EmailAddress::parse(&person.email) {
                admin.throttle.unlock(email.key());
            }
            Ok(redirect::see_other("/admin/login?done=password"))
        }
        // Somebody else was quicker with the same link.
        Err(editorial::Refusal::Missing) => spent(&admin),
        Err(refusal) => Err(refused(refusal)),
    }
}

async fn person_of(admin: &Admin, secret: &str) -> Result<Option<Person>, web::Error> {
    let person = store::people::reset_person(&admin.store, secret).await.map_err(failed)?;
    Ok(person.filter(|person| !person.disabled))
}

fn spent(admin: &Admin) -> Result<Response, web::Error> {
    let page: Page = admin.templates.render(&SpentLinkView { shell: Shell::outside(admin, SPENT) })?;
    Ok((StatusCode::NOT_FOUND, page).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::PasswordView>();
        crate::state::check::<super::SpentLinkView>();
    }
}
