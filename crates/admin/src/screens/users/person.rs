//! One person: `/admin/users/{id}`, their role, their account, a link to choose a password.

use accounts::{EmailAddress, Role, UserId};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use content::{NodeId, Problem, Problems};
use editorial::Refusal;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::find;
use store::people::{self, Person};
use store::rights::{self, Holding, Permit};
use tower_sessions::Session;
use web::{Form, Page, View, redirect};

use super::{link_page, manages, roles, sample_person, state_of};
use crate::Admin;
use crate::editor::roles_below;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::row::{editor_of, title_or_words};
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::tag::StateTag;

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/users/{id}", get(show))
        .route("/admin/users/{id}/role", post(set_role))
        .route("/admin/users/{id}/grants", post(grants))
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
    /// Stronger roles, each below one node.
    held: Vec<HeldRow>,
    address: Field,
    below: Field,
}

/// A role below a node.
#[derive(Debug, Serialize)]
struct HeldRow {
    /// `Editor of Explore my options and everything below`.
    sentence: String,
    /// The screen that says who can edit there.
    href: String,
    /// What the button sends to take it back.
    take: String,
}

impl HeldRow {
    fn new(held: &Holding) -> Option<Self> {
        let node = held.node?;
        let title = title_or_words(&held.title, "page");
        Some(Self {
            sentence: format!("{} of {title} and everything below", held.role.label()),
            href: format!("{}/access", editor_of(node)),
            take: held.grant.to_string(),
        })
    }
}

impl View for PersonView {
    const TEMPLATE: &'static str = "user.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |person: &Person, oneself, problems: &Problems| {
            let holding = Holding {
                grant: 3,
                person: person.clone(),
                role: Role::Editor,
                node: Some(NodeId(4)),
                title: "Explore my options".to_owned(),
            };
            Self::new(Shell::sample(&person.name), person, &[holding], oneself, &Typed::default(), problems)
        };
        let (tom, asha) =
            (sample_person("Tom Reed", Role::Author, true), sample_person("Asha Patel", Role::Administrator, false));
        let last = vec![Problem::new("role", "There must be at least one administrator.")];
        vec![("disabled", view(&tom, false, &Vec::new())), ("the last administrator", view(&asha, true, &last))]
    }
}

impl PersonView {
    fn new(shell: Shell, person: &Person, held: &[Holding], oneself: bool, typed: &Typed, problems: &Problems) -> Self {
        let below = roles_below(&typed.below);
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
            held: held.iter().filter_map(HeldRow::new).collect(),
            address: Field::text("address", "Page", &typed.address)
                .choosing("page")
                .with_hint("Its address, such as /explore-my-options")
                .with_width("half")
                .with_problems(problems),
            below: Field { name: "below".to_owned(), id: "below".to_owned(), ..below }.with_problems(problems),
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
    let mut view = view(&admin, &signed_in, &permit, UserId(id), &Typed::default(), &Vec::new()).await?;
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&view)?)
}

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    role: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    below: String,
    #[serde(default)]
    take: String,
}

/// Gives a role below a node, or takes one back.
async fn grants(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<i64>,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let permit = manages(&admin, &signed_in).await?;
    let person = known(&admin, &permit, UserId(id)).await?;
    let done = if typed.take.is_empty() {
        give(&admin, &permit, &person, &typed).await?
    } else {
        editorial::roles::take(&admin.store, &permit, typed.take.parse().unwrap_or_default()).await
    };
    finish(&admin, &session, &signed_in, &permit, &person, &typed, done, "has changed roles.").await
}

async fn give(
    admin: &Admin,
    permit: &Permit,
    person: &Person,
    typed: &Typed,
) -> Result<Result<(), Refusal>, web::Error> {
    let node = find::by_address(&admin.store, permit, &typed.address).await.map_err(failed)?;
    let role = typed.below.parse::<Role>().ok();
    let mut problems = Problems::new();
    if node.is_none() {
        problems.push(Problem::new("address", "Enter the address of a page of this site, beginning with a slash."));
    }
    if role.is_none() {
        problems.push(Problem::new("below", "Choose what the person may do there."));
    }
    let (Some(node), Some(role)) = (node, role) else { return Ok(Err(Refusal::Invalid(problems))) };
    Ok(editorial::roles::give(&admin.store, permit, person.id, role, node).await)
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
    finish(&admin, &session, &signed_in, &permit, &person, &typed, set, "has a new role.").await
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
    finish(&admin, &session, &signed_in, &permit, &person, &Typed::default(), done, "can no longer sign in.").await
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
    finish(&admin, &session, &signed_in, &permit, &person, &Typed::default(), done, "can sign in again.").await
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

#[expect(clippy::too_many_arguments, reason = "what every answer about one person needs")]
/// Back to the person with the message, or the same screen with why not.
async fn finish(
    admin: &Admin,
    session: &Session,
    signed_in: &SignedIn,
    permit: &Permit,
    person: &Person,
    typed: &Typed,
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
    let view = view(admin, signed_in, permit, person.id, typed, &problems).await?;
    Ok((status, admin.templates.render(&view)?).into_response())
}

async fn view(
    admin: &Admin,
    signed_in: &SignedIn,
    permit: &Permit,
    id: UserId,
    typed: &Typed,
    problems: &Problems,
) -> Result<PersonView, web::Error> {
    let person = known(admin, permit, id).await?;
    let shell = Shell::new(admin, signed_in, Section::Users, &person.name);
    let held = rights::held_by(&admin.store, permit, person.id).await.map_err(failed)?;
    Ok(PersonView::new(shell, &person, &held, person.id == signed_in.person.id, typed, problems))
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
