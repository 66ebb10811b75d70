//! One person: `/admin/users/{id}`, their role, their account, a link to choose a password.

use accounts::{EmailAddress, Role, UserId};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use content::{Problem, Problems};
use editorial::Refusal;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::people::{self, Person};
use store::rights::Permit;
use tower_sessions::Session;
use web::{Form, Page, View, redirect};

use super::{link_page, manages, roles, sample_person, state_of};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::tag::StateTag;

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/users/{id}", get(show))
        .route("/admin/users/{id}/role", post(set_role))
        .route("/admin/users/{id}/disable", post(disable))
        .route("/admin/users/{id}/enable", post(enable))
        .route("/admin/users/{id}/password-link", post(password_link))
}

/// One person with what an administrator can do.
#[derive(Debug, Serialize)]
struct PersonView {
    shell: Shell,
    troubles: Vec<Trouble>,
    href: String,
    name: String,
    email: String,
    disabled: bool,
    /// Whether the administrator looks at their own account.
    oneself: bool,
    state: StateTag,
    role: Field,
}

impl View for PersonView {
    const TEMPLATE: &'static str = "user.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |person: &Person, oneself, problems: &Problems| {
            Self::new(Shell::sample(&person.name), person, oneself, problems)
        };
        let (tom, asha) =
            (sample_person("Tom Reed", Role::Author, true), sample_person("Asha Patel", Role::Administrator, false));
        let last = vec![Problem::new("role", "There must be at least one administrator.")];
        vec![("disabled", view(&tom, false, &Vec::new())), ("the last administrator", view(&asha, true, &last))]
    }
}

impl PersonView {
    fn new(shell: Shell, person: &Person, oneself: bool, problems: &Problems) -> Self {
        let trail = vec![TrailLink::new(super::TITLE, "/admin/users"), TrailLink::new(&person.name, "")];
        Self {
            shell: shell.with_trail(trail).with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            href: format!("/admin/users/{}", person.id),
            name: person.name.clone(),
            email: person.email.clone(),
            disabled: person.disabled,
            oneself,
            state: state_of(person),
            role: roles(Some(person.role)).with_problems(problems),
        }
    }
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<i64>,
) -> Result<Page, web::Error> {
    let permit = manages(&admin, &signed_in).await?;
    let mut view = view(&admin, &signed_in, &permit, UserId(id), &Vec::new()).await?;
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&view)?)
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    role: String,
}

async fn set_role(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<i64>,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let permit = manages(&admin, &signed_in).await?;
    let person = known(&admin, &permit, UserId(id)).await?;
    let set = match typed.role.parse::<Role>() {
        Ok(role) => editorial::people::set_role(&admin.store, &permit, person.id, role).await,
        Err(unknown) => Err(Refusal::Invalid(vec![Problem::new("role", unknown.to_string())])),
    };
    finish(&admin, &session, &signed_in, &permit, &person, set, "has a new role.").await
}

async fn disable(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<i64>,
) -> Result<Response, web::Error> {
    let permit = manages(&admin, &signed_in).await?;
    let person = known(&admin, &permit, UserId(id)).await?;
    let done = editorial::people::disable(&admin.store, &permit, person.id).await;
    finish(&admin, &session, &signed_in, &permit, &person, done, "can no longer sign in.").await
}

async fn enable(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<i64>,
) -> Result<Response, web::Error> {
    let permit = manages(&admin, &signed_in).await?;
    let person = known(&admin, &permit, UserId(id)).await?;
    let done = editorial::people::enable(&admin.store, &permit, person.id).await;
    finish(&admin, &session, &signed_in, &permit, &person, done, "can sign in again.").await
}

async fn password_link(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<i64>,
) -> Result<Response, web::Error> {
    let permit = manages(&admin, &signed_in).await?;
    let person = known(&admin, &permit, UserId(id)).await?;
    let secret = editorial::people::reset_link(&admin.store, &permit, person.id).await.map_err(refused)?;
    if let Ok(email) = EmailAddress::parse(&person.email) {
        // Whoever asks for a new password may have locked the account with the old one.
        admin.throttle.unlock(email.key());
    }
    link_page(&admin, &signed_in, &person.name, &secret.to_string())
}

/// Back to the person with the message, or the same screen with why not.
async fn finish(
    admin: &Admin,
    session: &Session,
    signed_in: &SignedIn,
    permit: &Permit,
    person: &Person,
    done: Result<(), Refusal>,
    message: &str,
) -> Result<Response, web::Error> {
    let (status, problems) = match done {
        Ok(()) => {
            notice::set(session, &format!("{} {message}", person.name)).await;
            return Ok(redirect::see_other(&format!("/admin/users/{}", person.id)));
        }
        Err(Refusal::Because(sentence)) => (StatusCode::CONFLICT, vec![Problem::new("role", sentence)]),
        Err(Refusal::Invalid(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Err(refusal) => return Err(refused(refusal)),
    };
    let view = view(admin, signed_in, permit, person.id, &problems).await?;
    Ok((status, admin.templates.render(&view)?).into_response())
}

async fn view(
    admin: &Admin,
    signed_in: &SignedIn,
    permit: &Permit,
    id: UserId,
    problems: &Problems,
) -> Result<PersonView, web::Error> {
    let person = known(admin, permit, id).await?;
    let shell = Shell::new(admin, signed_in, Section::Users, &person.name);
    Ok(PersonView::new(shell, &person, person.id == signed_in.person.id, problems))
}

async fn known(admin: &Admin, permit: &Permit, id: UserId) -> Result<Person, web::Error> {
    let people = people::list(&admin.store, permit).await.map_err(failed)?;
    people.into_iter().find(|person| person.id == id).ok_or_else(|| web::Refusal::NotFound.into())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::PersonView>();
    }
}
