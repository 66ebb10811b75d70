//! A page that starts from a document: `/admin/new/document`. The document becomes a draft and is then let go of.

use accounts::Action;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use content::{Block, Draft, Kind, NodeId, Place, Position, Problem, Problems, limits};
use editorial::create::NewNode;
use http::StatusCode;
use markup::convert::{self, Converted, MOST_DOCUMENT};
use media::{Document, FileKind, Office, Refusal};
use serde::Serialize;
use store::rights::Subject;
use tower_sessions::Session;
use web::{Query, Upload, View, redirect};

use super::super::convert::{at_work, left_out};
use super::super::form::{Fields, Known};
use super::super::view::{Maker, Part};
use super::super::{desk, fresh, lookup};
use super::new::{Asked, choices, parents};
use super::problems_of;
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::row::editor_of;
use crate::screens::media as library;
use crate::shell::{Shell, TrailLink};
use crate::signed_in::SignedIn;

/// The address of this screen.
pub(super) const HERE: &str = "/admin/new/document";
const TITLE: &str = "Start from a document";

/// The form.
#[derive(Debug, Serialize)]
struct DocumentView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: &'static str,
    back_href: &'static str,
    /// What is in the search for a place.
    searched: String,
    /// What the search gave; empty before one.
    found: String,
    /// What is wrong with the document; empty for nothing.
    errors: Vec<String>,
    fields: Vec<Part>,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let fields = Fields::of([("parent", asked.parent)]);
    let screen = Screen::open(admin, signed_in, fields, asked.q).await?;
    screen.answer(StatusCode::OK, &Problems::new())
}

pub(super) async fn create(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    upload: Result<Upload, web::Error>,
) -> Result<Response, web::Error> {
    signed_in.reads_site(&admin).await?;
    let sent = received(&admin, upload?).await?;
    let screen = Screen::open(admin, signed_in, sent.fields, String::new()).await?;
    let parent = screen.chosen_parent();
    let mut problems = Problems::new();
    let converted = match sent.document {
        None => Err("Choose a document".to_owned()),
        Some(Err(sentence)) => Err(sentence),
        Some(Ok(document)) => at_work(move || read(document)).await?,
    };
    let (converted, parent) = match (converted, parent) {
        (Ok(converted), Some(parent)) => (converted, parent),
        (converted, parent) => {
            problems.extend(converted.err().map(|sentence| Problem::new("file", sentence)));
            if parent.is_none() {
                problems.push(Problem::new("parent", "Choose where it goes"));
            }
            return screen.answer(StatusCode::UNPROCESSABLE_ENTITY, &problems);
        }
    };
    let permit = screen.signed_in.may(&screen.admin, Action::Create, Subject::Node(parent)).await?;
    let said = format!("Draft created from {}. {}", sent.name, what_came(&converted));
    let reader = screen.signed_in.reads_site(&screen.admin).await?;
    let markdown = lookup::with_own_links(&screen.admin, &reader, converted.markdown).await?;
    let mut draft = Draft::empty(Kind::Page);
    draft.title = screen.title(converted.title, &sent.name);
    draft.body.push(Block::prose(fresh::block_id(), &markdown));
    let place = Place { parent, position: Position::Last };
    let slug = screen.fields.one("slug").trim().to_owned();
    let new = NewNode { kind: Kind::Page, place, slug, draft };
    match editorial::create::node(&screen.admin.store, &permit, new).await {
        Ok((node, _)) => {
            notice::set(&session, said.trim_end()).await;
            Ok(redirect::see_other(&editor_of(node)))
        }
        Err(refusal) => screen.answer(StatusCode::UNPROCESSABLE_ENTITY, &problems_of(refusal)?),
    }
}

/// `It has 5 headings and a table. Left out: 2 pictures.`
fn what_came(converted: &Converted) -> String {
    let holds = converted.counts.in_words();
    let holds = if holds.is_empty() { String::new() } else { format!("It has {holds}.") };
    format!("{holds}{} Read it through before you publish.", left_out(converted)).trim_start().to_owned()
}

/// What the form brought.
struct Sent {
    fields: Fields,
    /// What the first file is called.
    name: String,
    /// `None` where no file was chosen; the error is the sentence that refuses it.
    document: Option<Result<Document, String>>,
}

async fn received(admin: &Admin, mut upload: Upload) -> Result<Sent, web::Error> {
    let mut sent = Sent { fields: Fields::default(), name: String::new(), document: None };
    while let Some(part) = upload.next().await? {
        match part.file_name.clone() {
            None => {
                let field = part.name.clone();
                let text = part.text().await?;
                if ["parent", "title", "slug"].contains(&field.as_str()) {
                    sent.fields.set(&field, text);
                }
            }
            // Where nobody has chosen a file, browsers send one without a name.
            Some(name) if !name.is_empty() && sent.document.is_none() => {
                sent.name = library::shown(&name);
                let opened = match admin.storage.receive(part.bytes).await {
                    Ok(incoming) => admin.storage.open_document(incoming).await,
                    Err(error) => Err(error),
                };
                sent.document = Some(opened.map_err(library::sentence));
            }
            Some(_) => {}
        }
    }
    Ok(sent)
}

/// The text of a document, or the sentence that says why there is none.
fn read(document: Document) -> Result<Converted, String> {
    let part = |office: &mut Office, name: &str| office.part(name, MOST_DOCUMENT as u64);
    let converted = match document {
        Document::Office(mut office) if office.kind() == FileKind::Docx => {
            convert::from_docx(|name| part(&mut office, name))
        }
        Document::Office(mut office) => convert::from_odt(|name| part(&mut office, name)),
        Document::Text(bytes) => {
            let text = convert::decode(&bytes).ok_or_else(|| Refusal::NotADocument.to_string())?;
            convert::from_text(&text)
        }
    };
    converted.map_err(|refusal| format!("A page cannot start from this document. {}", refusal.sentence()))
}

/// What the screen is made of.
struct Screen {
    admin: Admin,
    signed_in: SignedIn,
    fields: Fields,
    searched: String,
    parents: Vec<(NodeId, String)>,
}

impl Screen {
    async fn open(admin: Admin, signed_in: SignedIn, fields: Fields, searched: String) -> Result<Self, web::Error> {
        let permit = signed_in.reads_site(&admin).await?;
        let parents = parents(&admin, &permit, Kind::Page, &fields, &searched).await?;
        Ok(Self { admin, signed_in, fields, searched, parents })
    }

    fn chosen_parent(&self) -> Option<NodeId> {
        let id = self.fields.one("parent").parse().ok().map(NodeId)?;
        self.parents.iter().any(|(parent, _)| *parent == id).then_some(id)
    }

    /// The title that was typed, else the document's own, else what its file is called.
    fn title(&self, own: Option<String>, name: &str) -> String {
        let typed = self.fields.one("title").trim();
        if !typed.is_empty() {
            return typed.to_owned();
        }
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        markup::excerpt(&own.unwrap_or_else(|| stem.to_owned()), limits::TITLE)
    }

    fn answer(&self, status: StatusCode, problems: &Problems) -> Result<Response, web::Error> {
        let shell = Shell::new(&self.admin, &self.signed_in, desk::section(Kind::Page), TITLE);
        let view = DocumentView::new(shell, &self.fields, problems, &self.parents, &self.searched);
        Ok((status, self.admin.templates.render(&view)?).into_response())
    }
}

impl DocumentView {
    fn new(shell: Shell, fields: &Fields, problems: &Problems, parents: &[(NodeId, String)], searched: &str) -> Self {
        let found = if searched.trim().is_empty() {
            String::new()
        } else {
            crate::words::count(parents.len() as u64, "place", "places")
        };
        let trail = vec![TrailLink::new("Pages", "/admin/pages"), TrailLink::new(TITLE, "")];
        Self {
            shell: shell.with_trail(trail).with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            action: HERE,
            back_href: "/admin/new?kind=page",
            searched: searched.to_owned(),
            found,
            errors: problems.iter().filter(|problem| problem.field == "file").map(|one| one.sentence.clone()).collect(),
            fields: parts(fields, problems, parents),
        }
    }
}

fn parts(fields: &Fields, problems: &Problems, parents: &[(NodeId, String)]) -> Vec<Part> {
    let make = Maker { typed: fields, prefix: "", known: &Known::default(), problems, focus: "" };
    let place = make.select("parent", "Below", "The page that it stands below.", choices(fields, parents));
    let title = make.line("title", "Title", "Leave it empty to take the document’s own.");
    let slug = "Small letters, numbers and hyphens. Leave it empty to make it from the title.";
    let slug = Field { spellcheck: false, ..make.short("slug", "Address (last part)", slug) };
    vec![place.into(), title.into(), slug.into()]
}

impl View for DocumentView {
    const TEMPLATE: &'static str = "editor/document.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let parents = vec![(NodeId(3), "Teaching events".to_owned()), (NodeId(4), "Help".to_owned())];
        let view = |problems: &Problems, searched| {
            Self::new(Shell::sample(TITLE), &Fields::default(), problems, &parents, searched)
        };
        let problems = vec![
            Problem::new("file", Refusal::NotADocument.to_string()),
            Problem::new("parent", "Choose where it goes"),
        ];
        vec![("empty", view(&Problems::new(), "")), ("refused", view(&problems, "teach"))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_shows_its_samples() {
        crate::state::check::<super::DocumentView>();
    }
}
