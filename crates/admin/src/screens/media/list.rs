//! All files: `/admin/media?q=&collection=&kind=&page=`, and the same to choose one for a block: `&for=&block=`. A script that asks for JSON gets the list in short.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use content::BlockId;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use store::library::{self, CollectionRow, FileRow, Filter};
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Query, View, wants_json};

use super::card::FileCard;
use super::{HOME, TITLE, collection_field, may_change, sees};
use crate::Admin;
use crate::fields::{Choice, Field};
use crate::notice;
use crate::refusal::failed;
use crate::screens::pagination;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

/// The library.
#[derive(Debug, Serialize)]
struct FilesView {
    shell: Shell,
    words: Field,
    kind: Field,
    collection: Field,
    /// What the search sends on: the block for which a file is chosen.
    hidden: Vec<(&'static str, String)>,
    /// Back to the editor; empty where nothing is chosen.
    back_href: String,
    /// `48 files`.
    count: String,
    /// What is said instead of files.
    empty: &'static str,
    files: Vec<FileCard>,
    may_change: bool,
    pages: Option<Pagination>,
}

/// Which files are asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    collection: String,
    #[serde(default)]
    kind: String,
    page: Option<u64>,
    /// The node whose block wants a file.
    #[serde(default, rename = "for")]
    node: String,
    #[serde(default)]
    block: String,
}

/// The block for which a file is chosen.
#[derive(Clone, Debug)]
struct Choosing {
    node: i64,
    block: BlockId,
}

impl Asked {
    pub(super) fn filter(&self) -> Filter {
        Filter {
            collection: self.collection.parse().ok(),
            words: self.q.trim().chars().take(200).collect(),
            pictures: match self.kind.as_str() {
                "pictures" => Some(true),
                "documents" => Some(false),
                _ => None,
            },
        }
    }

    fn choosing(&self) -> Option<Choosing> {
        Some(Choosing { node: self.node.parse().ok()?, block: BlockId::parse(&self.block)? })
    }

    /// The same question for another page of the list.
    fn query(&self) -> String {
        let given = [
            ("q", &self.q),
            ("collection", &self.collection),
            ("kind", &self.kind),
            ("for", &self.node),
            ("block", &self.block),
        ];
        let given = given.iter().filter(|(_, value)| !value.is_empty());
        given.map(|(name, value)| format!("{name}={}", words::in_query(value))).collect::<Vec<_>>().join("&")
    }
}

impl View for FilesView {
    const TEMPLATE: &'static str = "media/files.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let rows = || vec![super::card::sample(12, "Classroom.jpg"), super::card::sample(13, "Term dates 2021.pdf")];
        let collections = [CollectionRow { id: 3, name: "Schools".to_owned(), files: 2 }];
        let view = |asked: &Asked, rows: &[FileRow], may_change| {
            Self::new(Shell::sample(TITLE), asked, rows, rows.len() as u64, &collections, may_change)
        };
        let searched = Asked { q: "unicorn".to_owned(), ..Asked::default() };
        let choosing = Asked { kind: "pictures".into(), node: "5".into(), block: "b1".into(), ..Asked::default() };
        vec![
            ("some", view(&Asked::default(), &rows(), true)),
            ("to upload only", view(&Asked::default(), &rows(), false)),
            ("choosing", view(&choosing, &rows(), true)),
            ("nothing found", view(&searched, &[], true)),
            ("empty", view(&Asked::default(), &[], true)),
        ]
    }
}

impl FilesView {
    fn new(
        shell: Shell,
        asked: &Asked,
        rows: &[FileRow],
        total: u64,
        collections: &[CollectionRow],
        may_change: bool,
    ) -> Self {
        let filter = asked.filter();
        let choosing = asked.choosing();
        let choose = |row: &FileRow| {
            let place = choosing.as_ref().map(|for_| {
                format!("/admin/nodes/{}?block={}&file={}#block-{}", for_.node, for_.block, row.id, for_.block)
            });
            FileCard { choose_href: place.unwrap_or_default(), ..FileCard::new(row) }
        };
        let kind = |value: &str, label: &str| Choice::new(value, label, asked.kind == value);
        let kinds = vec![kind("", "All kinds"), kind("pictures", "Pictures"), kind("documents", "Documents")];
        let hidden = [("for", &asked.node), ("block", &asked.block)];
        Self {
            shell,
            words: Field {
                id: "media-q".to_owned(),
                input: "search",
                ..Field::text("q", "Words of a name, description or credit", &filter.words)
            },
            kind: Field::select("kind", "Kind", kinds),
            collection: collection_field(collections, "All collections", filter.collection),
            hidden: hidden
                .into_iter()
                .filter(|_| choosing.is_some())
                .map(|(name, value)| (name, value.clone()))
                .collect(),
            back_href: choosing
                .as_ref()
                .map(|for_| format!("/admin/nodes/{}#block-{}", for_.node, for_.block))
                .unwrap_or_default(),
            count: words::count(total, "file", "files"),
            empty: if filter == Filter::default() {
                "There are no files yet. Upload the first one."
            } else {
                "No file fits. Try fewer words, or look in all collections."
            },
            files: rows.iter().map(choose).collect(),
            may_change,
            pages: None,
        }
    }
}

/// The answer to a script.
#[derive(Debug, Serialize)]
struct Found {
    files: Vec<FoundFile>,
}

/// A file as scripts get it.
#[derive(Debug, Serialize)]
pub(super) struct FoundFile {
    id: i64,
    name: String,
    description: String,
    thumbnail: String,
    facts: String,
}

impl FoundFile {
    pub(super) fn new(row: &FileRow) -> Self {
        let FileCard { name, description, thumbnail, facts, .. } = FileCard::new(row);
        Self { id: row.id.0, name, description, thumbnail, facts }
    }
}

pub(super) async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let store = &admin.store;
    let list = library::list(store, &permit, &asked.filter(), asked.page.unwrap_or(1)).await.map_err(failed)?;
    if wants_json(&headers) {
        return Ok(axum::Json(Found { files: list.items.iter().map(FoundFile::new).collect() }).into_response());
    }
    let pages = pagination(&list, HOME, &asked.query())?;
    let collections = library::collections(store, &permit).await.map_err(failed)?;
    let title = if asked.choosing().is_some() { "Choose a file" } else { TITLE };
    let shell = Shell::new(&admin, &signed_in, Section::Media, title).with_notice(notice::take(&session).await);
    let may_change = may_change(&admin, &signed_in).await?;
    let view = FilesView::new(shell, &asked, &list.items, list.total, &collections, may_change);
    Ok(admin.templates.render(&FilesView { pages: Some(pages), ..view })?.into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::FilesView>();
    }
}
