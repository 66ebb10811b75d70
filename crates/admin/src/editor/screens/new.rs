//! A new page, event or provider: `/admin/new?kind=event&parent=12`.

use accounts::Action;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use content::{Block, Draft, Format, Kind, NodeId, Place, Position, Problem, Problems};
use editorial::create::NewNode;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::rights::{Permit, Subject};
use tower_sessions::Session;
use web::{Query, RawForm, View, redirect};

use super::super::form::{Fields, Known, Typed};
use super::super::view::{Maker, Part, choice};
use super::super::{desk, fresh, lookup};
use super::problems_of;
use crate::Admin;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::help;
use crate::notice;
use crate::refusal::failed;
use crate::row::editor_of;
use crate::shell::{Shell, TrailLink};
use crate::signed_in::SignedIn;

/// What is to be made, and where.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    pub(super) parent: String,
    /// Words to find the parent by.
    #[serde(default)]
    pub(super) q: String,
}

/// The form.
#[derive(Debug, Serialize)]
struct NewView {
    shell: Shell,
    troubles: Vec<Trouble>,
    kind: &'static str,
    /// `page`, within a sentence.
    kind_name: String,
    /// Where a page can be started from a document; empty for other kinds.
    document_href: String,
    /// What is in the search for a place.
    searched: String,
    /// What the search gave; empty before one.
    found: String,
    fields: Vec<Part>,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let fields = Fields::of([
        ("kind", asked.kind.clone()),
        ("parent", asked.parent.clone()),
        ("format", Format::Online.as_str().to_owned()),
    ]);
    let screen = Screen::open(admin, signed_in, fields, asked.q).await?;
    let notice = notice::take(&session).await;
    let view = screen.view(&Problems::new());
    let view = NewView { shell: view.shell.with_notice(notice), ..view };
    Ok(screen.admin.templates.render(&view)?.into_response())
}

pub(super) async fn create(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let (Typed { fields, .. }, _) = Typed::parse(pairs);
    let screen = Screen::open(admin, signed_in, fields, String::new()).await?;
    let Some(parent) = screen.chosen_parent() else {
        return screen.with_problems(&vec![Problem::new("parent", "Choose where it goes")]);
    };
    let (draft, problems) = screen.draft();
    if !problems.is_empty() {
        return screen.with_problems(&problems);
    }
    let permit = screen.signed_in.may(&screen.admin, Action::Create, Subject::Node(parent)).await?;
    let place = Place { parent, position: Position::Last };
    let new = NewNode { kind: screen.kind, place, slug: screen.fields.one("slug").trim().to_owned(), draft };
    match editorial::create::node(&screen.admin.store, &permit, new).await {
        Ok((node, _)) => {
            notice::set(&session, "Draft created.").await;
            Ok(redirect::see_other(&editor_of(node)))
        }
        Err(refusal) => screen.with_problems(&problems_of(refusal)?),
    }
}

/// What the screen is made of.
struct Screen {
    admin: Admin,
    signed_in: SignedIn,
    kind: Kind,
    fields: Fields,
    searched: String,
    parents: Vec<(NodeId, String)>,
}

impl Screen {
    async fn open(admin: Admin, signed_in: SignedIn, fields: Fields, searched: String) -> Result<Self, web::Error> {
        let kind = fields.one("kind").parse().unwrap_or(Kind::Page);
        let permit = signed_in.reads_site(&admin).await?;
        let parents = parents(&admin, &permit, kind, &fields, &searched).await?;
        Ok(Self { admin, signed_in, kind, fields, searched, parents })
    }

    fn chosen_parent(&self) -> Option<NodeId> {
        let id = self.fields.one("parent").parse().ok().map(NodeId)?;
        self.parents.iter().any(|(parent, _)| *parent == id).then_some(id)
    }

    /// The draft to begin with. A page starts with one empty text block.
    fn draft(&self) -> (Draft, Problems) {
        let mut fields = self.fields.clone();
        fields.set("time_zone", content::wall::UK);
        let typed = Typed { fields, ..Typed::default() };
        let (mut draft, problems) = typed.draft(self.kind, &Known::default());
        draft.body.push(Block::prose(fresh::block_id(), ""));
        (draft, problems)
    }

    fn view(&self, problems: &Problems) -> NewView {
        let name = self.kind.label().to_lowercase();
        let title = format!("Create {} {name}", if self.kind == Kind::Event { "an" } else { "a" });
        let found = if self.searched.trim().is_empty() {
            String::new()
        } else {
            crate::words::count(self.parents.len() as u64, "place", "places")
        };
        let list = match self.kind {
            Kind::Page => TrailLink::new("Pages", "/admin/pages"),
            Kind::Event => TrailLink::new("Events", "/admin/events"),
            Kind::Provider => TrailLink::new("Providers", "/admin/providers"),
        };
        let shell = Shell::new(&self.admin, &self.signed_in, desk::section(self.kind), &title);
        let shell = if self.kind == Kind::Page { shell.with_help(help::Screen::Called("Create")) } else { shell };
        NewView {
            shell: shell.with_trail(vec![list, TrailLink::new(&title, "")]).with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            kind: self.kind.as_str(),
            kind_name: name,
            document_href: document_href(self.kind, self.fields.one("parent")),
            searched: self.searched.clone(),
            found,
            fields: parts(self.kind, &self.fields, problems, &self.parents),
        }
    }

    fn with_problems(&self, problems: &Problems) -> Result<Response, web::Error> {
        let view = self.view(problems);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, self.admin.templates.render(&view)?).into_response())
    }
}

/// The screen that starts a page from a document, below the same place.
fn document_href(kind: Kind, parent: &str) -> String {
    match (kind, parent.parse::<i64>()) {
        (Kind::Page, Ok(parent)) => format!("{}?parent={parent}", super::document::HERE),
        (Kind::Page, Err(_)) => super::document::HERE.to_owned(),
        (Kind::Event | Kind::Provider, _) => String::new(),
    }
}

/// The pages below which it can go; the one in the address is always among them, and chosen when nobody chose another.
pub(super) async fn parents(
    admin: &Admin,
    permit: &Permit,
    kind: Kind,
    fields: &Fields,
    searched: &str,
) -> Result<Vec<(NodeId, String)>, web::Error> {
    let rows = if kind == Kind::Event && searched.trim().is_empty() {
        store::find::event_categories(&admin.store, permit).await
    } else {
        store::find::pages(&admin.store, permit, searched).await
    };
    let mut rows = rows.map_err(failed)?;
    if let Ok(id) = fields.one("parent").parse().map(NodeId)
        && !rows.iter().any(|row| row.id == id)
        && let Some(row) = store::tree::row(&admin.store, permit, id).await.map_err(failed)?
    {
        rows.insert(0, row);
    }
    Ok(lookup::labelled(&rows))
}

/// The places in a select.
pub(super) fn choices(fields: &Fields, parents: &[(NodeId, String)]) -> Vec<Choice> {
    let mut choices: Vec<Choice> = parents.iter().map(|(id, label)| choice(id.to_string(), label)).collect();
    if fields.one("parent").is_empty() {
        choices.insert(0, choice("", "Choose a page"));
    }
    choices
}

fn parts(kind: Kind, fields: &Fields, problems: &Problems, parents: &[(NodeId, String)]) -> Vec<Part> {
    let make = Maker { typed: fields, prefix: "", known: &Known::default(), problems, focus: "" };
    let choices = choices(fields, parents);
    let place = if kind == Kind::Event {
        make.select("parent", "Category", "The page that the event is filed below.", choices)
    } else {
        make.select("parent", "Below", "The page that it stands below.", choices)
    };
    let title = make.line("title", if kind == Kind::Provider { "Title (the provider’s name)" } else { "Title" }, "");
    let slug = Field {
        spellcheck: false,
        ..make.short(
            "slug",
            "Address (last part)",
            "Small letters, numbers and hyphens. Leave it empty to make it from the title.",
        )
    };
    let mut parts: Vec<Part> = vec![place.into(), title.into(), slug.into()];
    if kind == Kind::Event {
        let formats = Format::ALL.map(|format| choice(format.as_str(), format.label())).into();
        parts.push(make.moment("start", "Starts", "Such as 27 3 2027, 5pm or 17:00. It can wait until you publish."));
        parts.push(make.radios("format", "How people take part", "", formats).into());
        parts.push(make.short("place", "Place shown", "A city or area; an online event can have one as well.").into());
    }
    if kind != Kind::Page {
        parts.push(make.lines("summary", "Summary", "One or two sentences for lists and search engines.", 2).into());
    }
    parts
}

impl View for NewView {
    const TEMPLATE: &'static str = "editor/new.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let parents = vec![(NodeId(3), "Teaching events".to_owned()), (NodeId(4), "Train to Teach events".to_owned())];
        let view = |kind: Kind, parent: &str, problems: Problems, searched: &str| Self {
            shell: Shell::sample("Create").with_problem(!problems.is_empty()),
            troubles: troubles(&problems),
            kind: kind.as_str(),
            kind_name: kind.label().to_lowercase(),
            document_href: document_href(kind, parent),
            searched: searched.to_owned(),
            found: if searched.is_empty() { String::new() } else { "2 places".to_owned() },
            fields: parts(kind, &Fields::of([("parent", parent.to_owned())]), &problems, &parents),
        };
        let missing = vec![Problem::new("title", "Enter a title")];
        vec![
            ("a page", view(Kind::Page, "", Vec::new(), "teach")),
            ("an event", view(Kind::Event, "4", Vec::new(), "")),
            ("a provider without a name", view(Kind::Provider, "3", missing, "")),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_shows_its_samples() {
        crate::state::check::<super::NewView>();
    }
}
