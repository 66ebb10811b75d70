//! Another address or another place in the tree: `/admin/nodes/{id}/move`.
//!
//! The first form asks for address and place; what it would change is then told and asked again, with the new neighbours to stand among.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{NodeId, Place, Position, Problem, Problems, Slug, UrlPath};
use editorial::plan::{Proposal, Step};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::rights::Subject;
use store::tree::{self, TreeRow};
use tower_sessions::Session;
use web::{Query, RawForm, View, redirect};

use super::super::desk::Desk;
use super::super::form::{Fields, Known, Typed};
use super::super::lookup;
use super::super::view::{Maker, choice};
use super::problems_of;
use super::trash::said_in;
use crate::Admin;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::notice::{self, Notice};
use crate::plan::{self, Outcome, PlanView, PlannedView};
use crate::refusal::failed;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// Words to find the new parent by.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

/// The form, or the plan.
#[derive(Debug, Serialize)]
struct MoveView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    searched: String,
    /// What the search gave; empty before one.
    found: String,
    fields: Vec<Field>,
    editor_href: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let desk = open(admin, signed_in, &id).await?;
    let mut fields = Fields::default();
    fields.set("slug", desk.open.slug.as_ref().map(|slug| slug.as_str().to_owned()).unwrap_or_default());
    fields.set("parent", desk.open.parent.map(|parent| parent.to_string()).unwrap_or_default());
    Screen { desk: &desk, fields: &fields, searched: &asked.q }.form(&Problems::new()).await
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = open(admin, signed_in, &id).await?;
    let (Typed { fields, .. }, _) = Typed::parse(pairs);
    let screen = Screen { desk: &desk, fields: &fields, searched: "" };
    let wanted = match screen.wanted().await? {
        Ok(wanted) => wanted,
        Err(problem) => return screen.form(&vec![problem]).await,
    };
    match screen.decide(&wanted).await? {
        Outcome::Ask(plan) => screen.plan(&wanted, plan).await,
        Outcome::Refused(refusal) => screen.form(&problems_of(refusal)?).await,
        Outcome::Done(done) => {
            let href = if desk.open.state.is_live() { wanted.address.as_str() } else { "" };
            let link = if href.is_empty() { "" } else { "View page" };
            let moved =
                Notice { text: "Moved.".to_owned(), link: link.to_owned(), href: href.to_owned(), undo: done.group };
            notice::put(&session, &moved).await;
            Ok(redirect::see_other(&desk.screen("")))
        }
    }
}

/// The home page has no address of its own and no place but the top; and only who may move a page sees the form.
async fn open(admin: Admin, signed_in: SignedIn, id: &str) -> Result<Desk, web::Error> {
    let desk = Desk::open(admin, signed_in, id).await?;
    desk.may(Action::Move).await?;
    if desk.open.parent.is_none() {
        return Err(web::Refusal::Conflict {
            sentence: "The home page stands at the top and cannot be moved.".to_owned(),
        }
        .into());
    }
    Ok(desk)
}

/// Where it should go.
struct Wanted {
    slug: Slug,
    parent: TreeRow,
    address: UrlPath,
    /// `None` keeps the place among the same neighbours.
    position: Option<Position>,
    neighbours: Vec<TreeRow>,
}

struct Screen<'a> {
    desk: &'a Desk,
    fields: &'a Fields,
    searched: &'a str,
}

impl Screen<'_> {
    /// Reads the form. What is wrong is one problem: each makes the next one pointless.
    async fn wanted(&self) -> Result<Result<Wanted, Problem>, web::Error> {
        let store = &self.desk.admin.store;
        let slug = match Slug::parse(self.fields.one("slug").trim()) {
            Ok(slug) => slug,
            Err(error) => return Ok(Err(Problem::new("slug", error.to_string()))),
        };
        let Ok(parent) = self.fields.one("parent").parse().map(NodeId) else {
            return Ok(Err(Problem::new("parent", "Choose the page that it stands below")));
        };
        let row = tree::row(store, &self.desk.permit, parent).await.map_err(failed)?;
        let Some((row, path)) = row.and_then(|row| row.path.clone().map(|path| (row, path))) else {
            return Ok(Err(Problem::new("parent", "This page is not there any more. Choose another one")));
        };
        let address = match path.join(&slug) {
            Ok(address) => address,
            Err(error) => return Ok(Err(Problem::new("slug", error.to_string()))),
        };
        let neighbours = tree::children(store, &self.desk.permit, parent).await.map_err(failed)?;
        let neighbours: Vec<TreeRow> = neighbours.into_iter().filter(|row| row.id != self.desk.open.id).collect();
        let moved = self.desk.open.parent != Some(parent);
        let position = match self.fields.one("position") {
            "" | "keep" => moved.then_some(Position::Last),
            "first" => Some(Position::First),
            "last" => Some(Position::Last),
            after => {
                let after = after.parse().map(NodeId).ok().filter(|id| neighbours.iter().any(|row| row.id == *id));
                match after {
                    Some(id) => Some(Position::After(id)),
                    None => {
                        return Ok(Err(Problem::new(
                            "parent",
                            "The page to stand behind is not there any more. Choose the place again",
                        )));
                    }
                }
            }
        };
        Ok(Ok(Wanted { slug, parent: row, address, position, neighbours }))
    }

    /// One verb does it all, so that nothing is moved by halves.
    async fn decide(&self, wanted: &Wanted) -> Result<Outcome, web::Error> {
        let desk = self.desk;
        let renamed = desk.open.slug.as_ref() != Some(&wanted.slug);
        let step = match wanted.position {
            Some(position) => Step::Move {
                permit: desk.may(Action::Move).await?,
                target: desk.signed_in.may(&desk.admin, Action::Move, Subject::Node(wanted.parent.id)).await?,
                place: Place { parent: wanted.parent.id, position },
                slug: renamed.then(|| wanted.slug.clone()),
            },
            None => Step::Rename { permit: desk.may(Action::Rename).await?, slug: wanted.slug.as_str().to_owned() },
        };
        let reader = desk.signed_in.reads_site(&desk.admin).await?;
        plan::answer(&desk.admin, &reader, &Proposal::one(step), said_in(self.fields)).await
    }

    async fn form(&self, problems: &Problems) -> Result<Response, web::Error> {
        let desk = self.desk;
        let mut rows = store::find::pages(&desk.admin.store, &desk.permit, self.searched).await.map_err(failed)?;
        rows.retain(|row| row.id != desk.open.id && !self.is_below(row));
        if let Some(parent) = desk.open.parent
            && !rows.iter().any(|row| row.id == parent)
            && let Some(row) = tree::row(&desk.admin.store, &desk.permit, parent).await.map_err(failed)?
        {
            rows.insert(0, row);
        }
        let found = if self.searched.trim().is_empty() {
            String::new()
        } else {
            words::count(rows.len() as u64, "place", "places")
        };
        let view = MoveView {
            shell: desk.shell("Move or rename").await?.with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            action: desk.screen("move"),
            searched: self.searched.to_owned(),
            found,
            fields: fields(self.fields, problems, &lookup::labelled(&rows)),
            editor_href: desk.screen(""),
        };
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, desk.admin.templates.render(&view)?).into_response())
    }

    async fn plan(&self, wanted: &Wanted, plan: PlanView) -> Result<Response, web::Error> {
        let desk = self.desk;
        let stays = wanted.parent.id == desk.open.parent.unwrap_or(NodeId::HOME);
        let view = PlannedView {
            shell: desk.shell("Move or rename").await?,
            troubles: Vec::new(),
            action: desk.screen("move"),
            intro: Vec::new(),
            fields: vec![position(stays, self.fields.one("position"), &wanted.neighbours)],
            hidden: vec![
                ("slug".to_owned(), wanted.slug.as_str().to_owned()),
                ("parent".to_owned(), wanted.parent.id.to_string()),
            ],
            plan: Some(plan),
            button: "Confirm the move".to_owned(),
            danger: false,
            asks_first: false,
            back_href: desk.screen("move"),
            back_label: "Change something",
        };
        Ok(desk.admin.templates.render(&view)?.into_response())
    }

    /// A page cannot go below itself.
    fn is_below(&self, row: &TreeRow) -> bool {
        row.path.as_ref().zip(self.desk.open.path.as_ref()).is_some_and(|(path, own)| path.is_below(own))
    }
}

fn fields(typed: &Fields, problems: &Problems, parents: &[(NodeId, String)]) -> Vec<Field> {
    let make = Maker { typed, prefix: "", known: &Known::default(), problems, focus: "" };
    let parents: Vec<Choice> = parents.iter().map(|(id, label)| choice(id.to_string(), label)).collect();
    let slug = make.short("slug", "Address (last part)", "Small letters, numbers and hyphens.");
    vec![Field { spellcheck: false, ..slug }, make.select("parent", "Below", "The page that it stands below.", parents)]
}

fn position(stays: bool, chosen: &str, neighbours: &[TreeRow]) -> Field {
    let mut choices = Vec::new();
    if stays {
        choices.push(choice("keep", "Where it stands now"));
    }
    choices.push(choice("first", "First"));
    let labels = lookup::labelled(neighbours);
    choices.extend(labels.iter().map(|(id, label)| choice(id.to_string(), format!("After {label}"))));
    // A page that comes from elsewhere goes behind the others unless somebody says where.
    let default = if stays {
        "keep".to_owned()
    } else {
        labels.last().map_or_else(|| "first".to_owned(), |(id, _)| id.to_string())
    };
    let chosen = if chosen.is_empty() { default.as_str() } else { chosen };
    let choices = choices.into_iter().map(|choice| Choice { selected: choice.value == chosen, ..choice }).collect();
    Field::select("position", "Position among its neighbours", choices)
}

impl View for MoveView {
    const TEMPLATE: &'static str = "editor/move.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let parents = vec![(NodeId::HOME, "Home".to_owned()), (NodeId(3), "Teaching events".to_owned())];
        let typed = Fields::of([("slug", "train-to-teach-york".to_owned()), ("parent", "3".to_owned())]);
        let view = |fields: Vec<Field>, problems: &Problems| Self {
            shell: Shell::sample("Move or rename: Train to Teach York").with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            action: "/admin/nodes/12/move".to_owned(),
            searched: String::new(),
            found: String::new(),
            fields,
            editor_href: "/admin/nodes/12".to_owned(),
        };
        let taken = vec![Problem::new("slug", "Another page has this address already. Choose another one")];
        let form = |problems: &Problems| fields(&typed, problems, &parents);
        vec![
            ("the form", view(form(&Vec::new()), &Vec::new())),
            ("an address that is taken", view(form(&taken), &taken)),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_shows_its_samples() {
        crate::state::check::<super::MoveView>();
    }
}
