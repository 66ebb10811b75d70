//! Mending the links of one page that lead nowhere: `/admin/nodes/{id}/links/mend?node=12`.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{NodeId, Problem, Problems};
use editorial::links::{Broken, Choice};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::links::{Fault, Leads};
use store::rights::Permit;
use tower_sessions::Session;
use web::{Query, RawForm, View, redirect};

use super::super::desk::Desk;
use super::super::form::{Fields, Known, Typed};
use super::super::view::{Maker, choice};
use super::{page_at, problems_of};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// The question what becomes of the links.
#[derive(Debug, Serialize)]
struct MendView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    /// What the links lead to today, as a sentence.
    leads: String,
    hidden: Vec<(String, String)>,
    fields: Vec<Field>,
    editor_href: String,
    back_href: String,
}

/// Which links are meant, as the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    node: Option<i64>,
    heading: Option<String>,
    address: Option<String>,
}

impl Asked {
    fn broken(&self) -> Option<Broken> {
        match (self.node, &self.address) {
            (Some(node), _) => {
                let heading = self.heading.clone().filter(|heading| !heading.is_empty());
                Some(Broken::Node(NodeId(node), heading))
            }
            (None, Some(address)) if !address.is_empty() => Some(Broken::Address(address.clone())),
            _ => None,
        }
    }

    fn of(fields: &Fields) -> Self {
        let some = |name: &str| Some(fields.one(name).to_owned()).filter(|value| !value.is_empty());
        Self { node: fields.one("node").parse().ok(), heading: some("heading"), address: some("address") }
    }

    fn hidden(&self) -> Vec<(String, String)> {
        let pairs = [
            ("node", self.node.map(|node| node.to_string())),
            ("heading", self.heading.clone()),
            ("address", self.address.clone()),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }
}

/// The query that names a link that leads nowhere.
pub(crate) fn mend_query(leads: &Leads, fault: &Fault) -> String {
    let node = match leads {
        Leads::Node(row, _) => row.id,
        Leads::Unknown(node) => *node,
        Leads::Address(address) => return format!("address={}", words::in_query(address)),
    };
    match fault {
        Fault::NoHeading(heading) => format!("node={node}&heading={}", words::in_query(heading)),
        _ => format!("node={node}"),
    }
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    allowed(&desk).await?;
    match asked.broken() {
        Some(_) => screen(&desk, &asked, &Fields::default(), &Problems::new()).await,
        None => Ok(redirect::see_other(&desk.screen("links")).into_response()),
    }
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = allowed(&desk).await?;
    let (Typed { fields, .. }, _) = Typed::parse(pairs);
    let asked = Asked::of(&fields);
    let Some(broken) = asked.broken() else { return Ok(redirect::see_other(&desk.screen("links")).into_response()) };
    let choice = match chosen(&desk, &fields).await? {
        Ok(choice) => choice,
        Err(problem) => return screen(&desk, &asked, &fields, &vec![problem]).await,
    };
    match editorial::links::mend(&desk.admin.store, &permit, broken, choice).await {
        Ok(()) => {
            notice::set(&session, "Link mended.").await;
            Ok(redirect::see_other(&desk.screen("links")).into_response())
        }
        Err(refusal) => screen(&desk, &asked, &fields, &problems_of(refusal)?).await,
    }
}

/// What the public reads takes a publisher; a draft that nobody else reads takes who may save it.
async fn allowed(desk: &Desk) -> Result<Permit, web::Error> {
    desk.may(if desk.open.state.is_live() { Action::Publish } else { Action::Save }).await
}

async fn chosen(desk: &Desk, fields: &Fields) -> Result<Result<Choice, Problem>, web::Error> {
    let typed = fields.one("to").trim();
    Ok(match fields.one("choice") {
        "text" => Ok(Choice::PlainText),
        "page" if typed.is_empty() => Err(Problem::new("to", "Enter the address of the page that the link leads to")),
        "page" => match page_at(&desk.admin, &desk.permit, typed).await? {
            Some(id) => Ok(Choice::Repoint(id)),
            None => Err(Problem::new("to", format!("There is no page at {typed}. Check the address"))),
        },
        _ => Err(Problem::new("choice", "Choose what becomes of the link")),
    })
}

async fn screen(desk: &Desk, asked: &Asked, fields: &Fields, problems: &Problems) -> Result<Response, web::Error> {
    let view = MendView {
        shell: desk.shell("Mend a link").await?.with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: desk.screen("links/mend"),
        leads: leads(desk, asked).await?,
        hidden: asked.hidden(),
        fields: shown(fields, problems),
        editor_href: desk.screen(""),
        back_href: desk.screen("links"),
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, desk.admin.templates.render(&view)?).into_response())
}

/// What the links lead to, in words that tell nobody of a page that they may not see.
async fn leads(desk: &Desk, asked: &Asked) -> Result<String, web::Error> {
    let Some(node) = asked.node else {
        return Ok(format!("The link leads to {}.", asked.address.as_deref().unwrap_or_default()));
    };
    let row = store::tree::row(&desk.admin.store, &desk.permit, NodeId(node)).await.map_err(crate::refusal::failed)?;
    let title = row.map_or_else(
        || "a page that you cannot see".to_owned(),
        |row| format!("“{}”", crate::row::title_or_words(&row.title, row.kind.label())),
    );
    Ok(match &asked.heading {
        Some(heading) => format!("The link leads to the heading “#{heading}” of {title}."),
        None => format!("The link leads to {title}."),
    })
}

fn shown(fields: &Fields, problems: &Problems) -> Vec<Field> {
    let make = Maker { typed: fields, prefix: "", known: &Known::default(), problems, focus: "" };
    let choices = vec![
        choice("page", "It leads to another page").with_hint("The words stay."),
        choice("text", "It becomes plain text").with_hint("The words stay. A call to action or a card is taken away."),
    ];
    let to = Field {
        spellcheck: false,
        ..make.line("to", "Address of the other page", "Such as /teaching-events. Only needed for “another page”.")
    };
    vec![make.radios("choice", "What becomes of the link", "", choices), to]
}

impl View for MendView {
    const TEMPLATE: &'static str = "editor/mend.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |problems: Problems| Self {
            shell: Shell::sample("Mend a link: Providers").with_problem(!problems.is_empty()),
            troubles: troubles(&problems),
            action: "/admin/nodes/12/links/mend".to_owned(),
            leads: "The link leads to “Old fair”.".to_owned(),
            hidden: vec![("node".to_owned(), "99".to_owned())],
            fields: shown(&Fields::default(), &problems),
            editor_href: "/admin/nodes/12".to_owned(),
            back_href: "/admin/nodes/12/links".to_owned(),
        };
        vec![("the question", view(Vec::new())), ("nothing chosen", view(vec![Problem::new("choice", "Choose")]))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_question_shows_its_samples() {
        crate::state::check::<super::MendView>();
    }
}
