//! One file: what it is and shows, where it is used, what it was before: `/admin/media/{id}`.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use content::{Problem, Problems};
use editorial::Refusal;
use http::StatusCode;
use media::size_in_words;
use serde::{Deserialize, Serialize};
use store::library::{self, CollectionRow, FileRow, VersionRow};
use store::links::{self, Inbound};
use store::rights::Permit;
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Form, Query, View, redirect};

use super::card::{FileCard, facts, version};
use super::said::TypedSaid;
use super::{TITLE, address, may_change, open, sees, trail};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::links_in_words;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::row::RowView;
use crate::screens::pagination;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

/// One file.
#[derive(Debug, Serialize)]
struct FileView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    /// The picture; empty for a document.
    picture: String,
    /// The same cut to a wide one.
    cut: String,
    description: String,
    facts: String,
    file_href: String,
    /// Its public address.
    address: String,
    /// Whether the public can open it there.
    is_public: bool,
    uploaded: String,
    changed: String,
    fields: Vec<Field>,
    /// The point that stays in sight when a picture is cut; empty for a document.
    focal: Vec<Field>,
    /// Other files of the same content.
    same: Vec<FileCard>,
    /// `2 pages use it`.
    used: String,
    uses: Vec<UseView>,
    pages: Option<Pagination>,
    versions: Vec<VersionView>,
    /// The screens to replace and to delete it; empty where the person may not.
    replace_href: String,
    delete_href: String,
}

/// A page that uses the file.
#[derive(Debug, Serialize)]
struct UseView {
    row: RowView,
    /// `Picture in block 2. In the draft and in public.`
    places: Vec<String>,
}

/// What the file was before.
#[derive(Debug, Serialize)]
struct VersionView {
    name: String,
    size: String,
    replaced: String,
    replaced_by: String,
}

/// Everything around a file that its screen shows.
struct Around {
    same: Vec<FileRow>,
    versions: Vec<VersionRow>,
    uses: store::lists::Page<Inbound>,
    /// Of all pages, also those of which the person may not know.
    used: u64,
    collections: Vec<CollectionRow>,
    may_change: bool,
    now: DateTime<Utc>,
}

impl View for FileView {
    const TEMPLATE: &'static str = "media/file.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let around = |same: Vec<FileRow>, versions, used, may_change| Around {
            same,
            versions,
            uses: store::lists::Page { items: Vec::new(), total: used, page: 1, pages: 1 },
            used,
            collections: vec![CollectionRow { id: 3, name: "Schools".to_owned(), files: 2 }],
            may_change,
            now: DateTime::UNIX_EPOCH,
        };
        let view = |row: &FileRow, problems: &Problems, around: &Around| {
            Self::new(Shell::sample(&row.name), row, &TypedSaid::of(row), problems, around)
        };
        let picture = super::card::sample(12, "Classroom.jpg");
        let document = super::card::sample(13, "Term dates 2021.pdf");
        let before = VersionRow {
            name: "Classroom.jpg".to_owned(),
            hash: picture.hash,
            length: 12_000,
            replaced_at: DateTime::UNIX_EPOCH,
            replaced_by_name: "Asha Patel".to_owned(),
        };
        let wrong = vec![Problem::new("focal_x", "Enter a number from 0 to 100")];
        vec![
            ("a picture", view(&picture, &Vec::new(), &around(vec![picture.clone()], vec![before], 2, true))),
            ("a document", view(&document, &Vec::new(), &around(Vec::new(), Vec::new(), 0, true))),
            ("to describe only", view(&picture, &Vec::new(), &around(Vec::new(), Vec::new(), 1, false))),
            ("with problems", view(&picture, &wrong, &around(Vec::new(), Vec::new(), 0, true))),
        ]
    }
}

impl FileView {
    fn new(shell: Shell, row: &FileRow, typed: &TypedSaid, problems: &Problems, around: &Around) -> Self {
        let (own, now) = (address(row.id), around.now);
        let is_picture = row.kind.is_picture();
        let shown = |name: &str| if is_picture { format!("{own}/{name}?v={}", version(row)) } else { String::new() };
        let if_may = |name: &str| if around.may_change { format!("{own}/{name}") } else { String::new() };
        let by = |moment, name: &str| format!("{} by {name}", words::when(moment, now));
        let is_public = around.uses.items.iter().flat_map(|inbound| &inbound.mentions).any(|mention| mention.live);
        Self {
            shell: shell.with_problem(!problems.is_empty()).with_trail(trail(&[(&row.name, "")])),
            troubles: troubles(problems),
            picture: shown("picture"),
            cut: shown("thumbnail"),
            description: row.description.clone(),
            facts: facts(row),
            file_href: format!("{own}/file"),
            address: format!("/media/{}/{}", row.id, media::name::for_address(&row.name)),
            is_public,
            uploaded: by(row.created_at, &row.created_by_name),
            changed: by(row.updated_at, &row.updated_by_name),
            fields: typed.fields(row, around.may_change.then_some(around.collections.as_slice()), problems),
            focal: if is_picture { typed.focal_fields(problems) } else { Vec::new() },
            same: around.same.iter().map(FileCard::new).collect(),
            used: used(around.used, around.uses.total),
            uses: around.uses.items.iter().map(|inbound| UseView::new(inbound, now)).collect(),
            pages: None,
            versions: around.versions.iter().map(|version| VersionView::new(version, now)).collect(),
            replace_href: if_may("replace"),
            delete_href: if_may("delete"),
            action: own,
        }
    }
}

/// How many pages use a file, and how many of them the person cannot see.
pub(super) fn used(all: u64, seen: u64) -> String {
    let pages = match all {
        0 => return "No page uses this file.".to_owned(),
        1 => "1 page uses this file.".to_owned(),
        many => format!("{} use this file.", words::count(many, "page", "pages")),
    };
    match all.saturating_sub(seen) {
        0 => pages,
        hidden => format!(
            "{pages} {} not listed here: in the trash, or the work of others.",
            words::count(hidden, "is", "are").replace("1 is", "One is")
        ),
    }
}

impl UseView {
    fn new(inbound: &Inbound, now: DateTime<Utc>) -> Self {
        let place = |mention| format!("{}. {}.", links_in_words::place(mention), links_in_words::sides(mention));
        Self { row: RowView::new(&inbound.page, now), places: inbound.mentions.iter().map(place).collect() }
    }
}

impl VersionView {
    fn new(version: &VersionRow, now: DateTime<Utc>) -> Self {
        Self {
            name: version.name.clone(),
            size: size_in_words(version.length),
            replaced: words::when(version.replaced_at, now),
            replaced_by: version.replaced_by_name.clone(),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    page: Option<u64>,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let row = open(&admin, &permit, &id).await?;
    let screen = Screen { admin: &admin, signed_in: &signed_in, permit: &permit, row: &row };
    let notice = notice::take(&session).await;
    screen.answer(StatusCode::OK, &TypedSaid::of(&row), &Problems::new(), notice, asked.page.unwrap_or(1)).await
}

/// Says what the file shows.
pub(super) async fn describe(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<TypedSaid>,
) -> Result<Response, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let row = open(&admin, &permit, &id).await?;
    let screen = Screen { admin: &admin, signed_in: &signed_in, permit: &permit, row: &row };
    let problems = match typed.read(&row) {
        Ok(said) => match editorial::files::describe(&admin.store, &permit, row.id, said).await {
            Ok(()) => {
                notice::set(&session, "Saved.").await;
                return Ok(redirect::see_other(&address(row.id)));
            }
            Err(Refusal::Invalid(problems)) => problems,
            Err(refusal) => return Err(refused(refusal)),
        },
        Err(problems) => problems,
    };
    screen.answer(StatusCode::UNPROCESSABLE_ENTITY, &typed, &problems, None, 1).await
}

struct Screen<'a> {
    admin: &'a Admin,
    signed_in: &'a SignedIn,
    permit: &'a Permit,
    row: &'a FileRow,
}

impl Screen<'_> {
    async fn answer(
        &self,
        status: StatusCode,
        typed: &TypedSaid,
        problems: &Problems,
        notice: Option<notice::Notice>,
        page: u64,
    ) -> Result<Response, web::Error> {
        let Self { admin, signed_in, permit, row } = *self;
        let store = &admin.store;
        let reader = signed_in.reads_site(admin).await?;
        let (same, versions, uses, all_uses, collections) = tokio::try_join!(
            library::same_as(store, permit, row),
            library::versions(store, permit, row.id),
            links::with_file(store, &reader, row.id, page),
            library::uses(store, permit, row.id),
            library::collections(store, permit),
        )
        .map_err(failed)?;
        let pages = pagination(&uses, &address(row.id), "")?;
        let may_change = may_change(admin, signed_in).await?;
        let around = Around { same, versions, uses, used: all_uses, collections, may_change, now: store.now() };
        let title = if row.name.is_empty() { TITLE } else { &row.name };
        let shell = Shell::new(admin, signed_in, Section::Media, title).with_notice(notice);
        let view = FileView { pages: Some(pages), ..FileView::new(shell, row, typed, problems, &around) };
        Ok((status, admin.templates.render(&view)?).into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<FileView>();
    }

    #[test]
    fn uses_are_told_also_of_pages_that_one_may_not_know() {
        assert_eq!(used(0, 0), "No page uses this file.");
        assert_eq!(used(2, 2), "2 pages use this file.");
        assert_eq!(used(1, 0), "1 page uses this file. One is not listed here: in the trash, or the work of others.");
        assert_eq!(used(3, 1), "3 pages use this file. 2 are not listed here: in the trash, or the work of others.");
    }
}
