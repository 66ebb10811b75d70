//! One's own account: `/admin/account`.

use accounts::EmailAddress;
use accounts::password::Verdict;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::{Problem, Problems};
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
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/account", get(show).post(change_password))
}

/// Who one is here, and the form to change the password.
#[derive(Debug, Serialize)]
struct AccountView {
    shell: Shell,
    troubles: Vec<Trouble>,
    name: String,
    email: String,
    role: &'static str,
    role_description: &'static str,
    current: Field,
    password: Field,
}

impl View for AccountView {
    const TEMPLATE: &'static str = "account.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |problems: &Problems| Self {
            name: "Asha Patel".to_owned(),
            email: "asha@example.org".to_owned(),
            role: accounts::Role::Publisher.label(),
            role_description: accounts::Role::Publisher.description(),
            ..Self::blank(Shell::sample(TITLE), problems)
        };
        vec![("first", view(&Vec::new())), ("wrong password", view(&vec![Problem::new("current", WRONG)]))]
    }
}

const TITLE: &str = "Your account";
const WRONG: &str = "This is not your present password. Check it and type it again.";

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

impl AccountView {
    fn new(admin: &Admin, signed_in: &SignedIn, problems: &Problems) -> Self {
        let person = &signed_in.person;
        Self {
            name: person.name.clone(),
            email: person.email.clone(),
            role: person.role.label(),
            role_description: person.role.description(),
            ..Self::blank(Shell::new(admin, signed_in, Section::Account, TITLE), problems)
        }
    }

    fn blank(shell: Shell, problems: &Problems) -> Self {
        Self {
            shell: shell.with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            name: String::new(),
            email: String::new(),
            role: "",
            role_description: "",
            current: Field::password("current", "Present password", "current-password").with_problems(problems),
            password: one_time::new_password("New password").with_problems(problems),
        }
    }
}

async fn show(State(admin): State<Admin>, session: Session, signed_in: SignedIn) -> Result<Page, web::Error> {
    let mut view = AccountView::new(&admin, &signed_in, &Vec::new());
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&view)?)
}

async fn change_password(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    request: Parts,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let (person, browser) = (&signed_in.person, Browser::of(&admin, &request));
    if !is_current(&admin, &signed_in, &browser, &typed.current).await? {
        return again(&admin, &signed_in, &vec![Problem::new("current", WRONG)]);
    }
    let password = match one_time::chosen(&admin, &typed.password, &person.name, &person.email) {
        Ok(password) => password,
        Err(problems) => return again(&admin, &signed_in, &problems),
    };
    let hash = admin.hasher.hash(password).await.map_err(one_time::busy)?;
    editorial::people::change_password(&admin.store, person.id, hash).await.map_err(refused)?;
    sign_in::begin(&session, person).await?;
    notice::set(&session, "Password changed. You are signed out everywhere else.").await;
    session.save().await.map_err(web::Failure::from)?;
    let kept = session.id();
    store::sessions::end_all_of(&admin.store, person.id, kept.as_ref()).await.map_err(failed)?;
    let mut response = redirect::see_other("/admin/account");
    browser.remember(&admin, person.id, &mut response).await?;
    Ok(response)
}

/// Whether this is the person's password. Guesses count as those at the sign-in do: an unattended screen shall not be
/// the way to find it.
async fn is_current(admin: &Admin, signed_in: &SignedIn, browser: &Browser, typed: &str) -> Result<bool, web::Error> {
    let email = &signed_in.person.email;
    let key = EmailAddress::parse(email).map_or_else(|_| email.to_lowercase(), |email| email.key().to_owned());
    let attempt = browser
        .attempt(admin, &key)
        .await?
        .map_err(|wait| web::Refusal::TooMany { seconds: u32::try_from(wait.seconds).unwrap_or(u32::MAX) })?;
    let stored = store::people::password_hash(&admin.store, signed_in.person.id).await.map_err(failed)?;
    Ok(attempt.verify(admin, stored.as_ref(), typed).await? != Verdict::Wrong)
}

fn again(admin: &Admin, signed_in: &SignedIn, problems: &Problems) -> Result<Response, web::Error> {
    let view = AccountView::new(admin, signed_in, problems);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::AccountView>();
    }
}
