//! Who can edit and publish a node: `/admin/nodes/{id}/access`.

use accounts::{Action, Role, UserId};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{NodeId, Problem, Problems};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::people::{self, Person};
use store::rights::{self, Holding, Permit, Refused, Subject};
use tower_sessions::Session;
use web::{Form, Page, View, redirect};

use super::super::desk::Desk;
use super::problems_of;
use crate::Admin;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::notice;
use crate::refusal::failed;
use crate::row::{editor_of, title_or_words};
use crate::shell::Shell;
use crate::signed_in::SignedIn;

/// What the screen says of the person who looks at it.
const ASKED: [Action; 5] = [Action::Save, Action::Publish, Action::Rename, Action::Move, Action::Trash];

/// Everybody with a role here, what it lets them do, and the form to give one.
#[derive(Debug, Serialize)]
struct AccessView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    rows: Vec<HolderRow>,
    /// What the one who looks may do here, and why not more.
    own: Vec<String>,
    /// Whether roles can be given and taken here by the one who looks.
    manages: bool,
    person: Field,
    role: Field,
}

/// One role that counts here.
#[derive(Debug, Serialize)]
struct HolderRow {
    name: String,
    role: &'static str,
    /// Where it was given: `The whole site`, `This page`, or the title of a page above.
    from: String,
    /// The same screen of the page above; empty for the others.
    from_href: String,
    can: &'static str,
    /// What the button sends to take the role back; empty where it was given elsewhere.
    take: String,
}

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    person: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    take: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Page, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let mut view = view(&desk, &Typed::default(), &Vec::new()).await?;
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(desk.admin.templates.render(&view)?)
}

pub(super) async fn act(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = desk.signed_in.may(&desk.admin, Action::ManageUsers, Subject::Site).await?;
    let done = if typed.take.is_empty() {
        give(&desk, &permit, &typed).await?
    } else {
        let grant = typed.take.parse().unwrap_or_default();
        let taken = editorial::roles::take(&desk.admin.store, &permit, grant).await;
        taken.map(|()| "The role was taken back.".to_owned()).map_err(problems_of)
    };
    match done {
        Ok(message) => {
            notice::set(&session, &message).await;
            Ok(redirect::see_other(&desk.screen("access")))
        }
        Err(problems) => {
            let view = view(&desk, &typed, &problems?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, desk.admin.templates.render(&view)?).into_response())
        }
    }
}

/// The message, or the problems at the fields.
async fn give(
    desk: &Desk,
    permit: &Permit,
    typed: &Typed,
) -> Result<Result<String, Result<Problems, web::Error>>, web::Error> {
    let people = people::list(&desk.admin.store, permit).await.map_err(failed)?;
    let person = people.into_iter().find(|person| person.id.to_string() == typed.person);
    let role = typed.role.parse::<Role>().ok();
    let mut problems = Problems::new();
    if person.is_none() {
        problems.push(Problem::new("person", "Choose a person."));
    }
    if role.is_none() {
        problems.push(Problem::new("role", "Choose what the person may do here."));
    }
    let (Some(person), Some(role)) = (person, role) else { return Ok(Err(Ok(problems))) };
    let given = editorial::roles::give(&desk.admin.store, permit, person.id, role, desk.open.id).await;
    Ok(given.map(|()| format!("{} is now {} here.", person.name, role.label().to_lowercase())).map_err(problems_of))
}

async fn view(desk: &Desk, typed: &Typed, problems: &Problems) -> Result<AccessView, web::Error> {
    let (admin, subject) = (&desk.admin, Subject::Node(desk.open.id));
    let manages = desk.signed_in.is_allowed(admin, Action::ManageUsers, Subject::Site).await?;
    let held = rights::held_at(&admin.store, &desk.permit).await.map_err(surprise)?;
    let who = rights::who_may(&admin.store, &desk.permit, &[Action::Save, Action::Publish]).await.map_err(surprise)?;
    let able: Vec<Vec<UserId>> = who.iter().map(|people| people.iter().map(|person| person.id).collect()).collect();
    let explained = rights::explain_each(&admin.store, &desk.signed_in.actor, &ASKED, subject).await;
    let own = explained.map_err(surprise)?.iter().map(rights::Explanation::sentence).collect();
    let rows = held.into_iter().map(|held| HolderRow::new(held, desk.open.id, manages, &able)).collect();
    let everybody = if manages {
        let permit = desk.signed_in.may(admin, Action::ManageUsers, Subject::Site).await?;
        people::list(&admin.store, &permit).await.map_err(failed)?
    } else {
        Vec::new()
    };
    let shell = desk.shell("Who can edit and publish").await?;
    Ok(AccessView::new(shell, desk.screen("access"), rows, own, manages, &everybody, typed).with_problems(problems))
}

fn surprise(refused: Refused) -> web::Error {
    match refused {
        Refused::Store(error) => failed(error),
        Refused::Denied | Refused::Missing => web::Refusal::NotFound.into(),
    }
}

impl HolderRow {
    fn new(held: Holding, here: NodeId, manages: bool, able: &[Vec<UserId>]) -> Self {
        let may = |at: usize| able.get(at).is_some_and(|who| who.contains(&held.person.id));
        let at_here = held.node == Some(here);
        let from = match held.node {
            None => "The whole site".to_owned(),
            Some(_) if at_here => "This page".to_owned(),
            Some(_) => title_or_words(&held.title, "page"),
        };
        Self {
            role: held.role.label(),
            from,
            from_href: held
                .node
                .filter(|_| !at_here && !held.title.is_empty())
                .map(|node| format!("{}/access", editor_of(node)))
                .unwrap_or_default(),
            can: match (may(0), may(1)) {
                (_, true) => "Edit and publish",
                (true, false) => "Edit",
                (false, false) => "Add pages below it",
            },
            take: if manages && at_here { held.grant.to_string() } else { String::new() },
            name: held.person.name,
        }
    }
}

impl AccessView {
    fn new(
        shell: Shell,
        action: String,
        rows: Vec<HolderRow>,
        own: Vec<String>,
        manages: bool,
        people: &[Person],
        typed: &Typed,
    ) -> Self {
        let mut choices = vec![Choice::new("", "Choose a person", typed.person.is_empty())];
        choices.extend(people.iter().filter(|person| !person.disabled).map(|person| {
            let id = person.id.to_string();
            Choice::new(id.clone(), format!("{} ({})", person.name, person.email), id == typed.person)
        }));
        Self {
            shell,
            troubles: Vec::new(),
            action,
            rows,
            own,
            manages,
            person: Field::select("person", "Person", choices),
            role: roles_below(&typed.role),
        }
    }

    fn with_problems(self, problems: &Problems) -> Self {
        Self {
            shell: self.shell.with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            person: self.person.with_problems(problems),
            role: self.role.with_problems(problems),
            ..self
        }
    }
}

/// The roles that can be given below a node.
pub(crate) fn roles_below(typed: &str) -> Field {
    let choices = editorial::roles::BELOW_A_NODE
        .into_iter()
        .map(|role| Choice::new(role.as_str(), role.label(), typed == role.as_str()).with_hint(role.description()));
    Field::radios("role", "What they may do there, and everywhere below", choices.collect())
}

impl View for AccessView {
    const TEMPLATE: &'static str = "editor/access.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let person = |id, name: &str| Person {
            id: UserId(id),
            name: name.to_owned(),
            email: format!("person{id}@example.org"),
            role: Role::Author,
            disabled: false,
            last_signed_in: None,
            display: accounts::Display::default(),
        };
        let held = |id, name: &str, role, node, title: &str| {
            let (person, node) = (person(id, name), node);
            let holding = Holding { grant: id, person, role, node, title: title.to_owned() };
            HolderRow::new(holding, NodeId(12), true, &[vec![UserId(1), UserId(2)], vec![UserId(2)]])
        };
        let rows = || {
            vec![
                held(1, "Cerys Morgan", Role::Editor, Some(NodeId(12)), "Assessment Only"),
                held(2, "Ben Okafor", Role::Publisher, Some(NodeId(4)), "Explore my options"),
                held(3, "Dan Fisher", Role::Author, None, ""),
            ]
        };
        let own = || vec!["You can save drafts: you are an administrator of the whole site.".to_owned()];
        let view = |manages, problems: &Problems| {
            let shell = Shell::sample("Who can edit and publish: Assessment Only");
            let people = [person(1, "Cerys Morgan")];
            let action = "/admin/nodes/12/access".to_owned();
            Self::new(shell, action, rows(), own(), manages, &people, &Typed::default()).with_problems(problems)
        };
        let problems = vec![Problem::new("person", "Choose a person.")];
        vec![
            ("to look at", view(false, &Vec::new())),
            ("to change", view(true, &Vec::new())),
            ("with a problem", view(true, &problems)),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::AccessView>();
    }
}
