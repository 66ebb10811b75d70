//! A file as it stands in lists.

use media::size_in_words;
use serde::Serialize;
use store::library::FileRow;

use super::address;

/// A file in a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FileCard {
    pub(super) name: String,
    pub(super) href: String,
    /// A small picture of it; empty for a document.
    pub(super) thumbnail: String,
    /// What the picture shows; empty where nobody has said so.
    pub(super) description: String,
    /// `PDF`.
    pub(super) kind: &'static str,
    /// `JPEG, 1200 × 800, 340 KB`.
    pub(super) facts: String,
    /// Where choosing it leads; empty where nothing is chosen.
    pub(super) choose_href: String,
}

impl FileCard {
    pub(super) fn new(row: &FileRow) -> Self {
        Self {
            name: row.name.clone(),
            href: address(row.id),
            thumbnail: thumbnail_of(row),
            description: row.description.clone(),
            kind: row.kind.label(),
            facts: facts(row),
            choose_href: String::new(),
        }
    }
}

/// The address of a small picture of a file; empty for a document. It says which version it is of, so that browsers may keep it.
pub(crate) fn thumbnail_of(row: &FileRow) -> String {
    if row.size.is_none() {
        return String::new();
    }
    format!("{}/thumbnail?v={}", address(row.id), version(row))
}

/// What decides how a file's pictures look.
pub(super) fn version(row: &FileRow) -> String {
    format!("{}-{}-{}", row.hash.short(), row.focal.x(), row.focal.y())
}

/// `JPEG, 1200 × 800, 340 KB`.
pub(crate) fn facts(row: &FileRow) -> String {
    let size = row.size.map(|(width, height)| format!("{width} × {height}, ")).unwrap_or_default();
    format!("{}, {size}{}", row.kind.label(), size_in_words(row.length))
}

/// A file for samples.
pub(super) fn sample(id: i64, name: &str) -> FileRow {
    let now = chrono::DateTime::UNIX_EPOCH;
    let kind: media::FileKind = name.rsplit('.').next().and_then(|ending| ending.parse().ok()).expect("a known ending");
    FileRow {
        id: media::FileId(id),
        kind,
        hash: media::Hash::of(name.as_bytes()),
        sent: media::Hash::of(name.as_bytes()),
        length: 340_000,
        size: kind.is_picture().then_some((1200, 800)),
        name: name.to_owned(),
        description: if kind.is_picture() { "Pupils at a table".to_owned() } else { String::new() },
        credit: "Sam Rivers".to_owned(),
        focal: media::Focal::MIDDLE,
        collection: None,
        created_at: now,
        created_by_name: "Asha Patel".to_owned(),
        updated_at: now,
        updated_by_name: "Asha Patel".to_owned(),
    }
}
