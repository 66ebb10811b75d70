//! Blocks that show a file of the library or link to one.

use serde::Serialize;

use super::super::form::{Known, TypedBlock, Wanted};
use super::parts::Maker;
use crate::fields::Field;

/// The file of a block, and the button that chooses one.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FileView {
    /// What scripts ask the library for: `pictures` or `documents`.
    kind: &'static str,
    choose: String,
    /// A small picture of it; empty for a document, and where none is chosen.
    thumbnail: String,
    /// `Classroom.jpg, JPEG, 1200 × 800, 340 KB`; empty where none is chosen.
    facts: String,
    /// Its own screen; empty where none is chosen.
    href: String,
}

impl FileView {
    /// The file of a block; none where it takes no file.
    pub(super) fn of(block: &TypedBlock, known: &Known) -> Option<Self> {
        let kind = match block.takes_file()? {
            Wanted::Picture => "pictures",
            Wanted::Document => "documents",
        };
        let chosen = block.file().and_then(|number| Some((number, known.file(number)?)));
        Some(Self {
            kind,
            choose: format!("choose:{}", block.id),
            thumbnail: chosen.map(|(_, file)| file.thumbnail.clone()).unwrap_or_default(),
            facts: chosen.map(|(_, file)| format!("{}, {}", file.name, file.facts)).unwrap_or_default(),
            href: chosen.map(|(number, _)| format!("/admin/media/{number}")).unwrap_or_default(),
        })
    }
}

/// The fields of a picture.
pub(super) fn of_picture(make: Maker<'_>) -> Vec<(&'static str, Field)> {
    let alt = "What the picture says here, in one or two sentences. Not its file name.";
    let decorative = "It says nothing that the text does not say. It is not read out.";
    vec![
        ("file", make.plain("file", "Number of the picture in the library", "").with_width("short")),
        ("alt", make.lines("alt", "Text for people who cannot see the picture", alt, 2)),
        ("decorative", make.tick("decorative", "This picture is decorative", decorative)),
        ("caption", make.line("caption", "Caption below the picture", "May be empty.")),
        ("wide", make.tick("wide", "Cut to a wide picture", "Around the point that is set in the library.")),
    ]
}

/// The fields of a document.
pub(super) fn of_document(make: Maker<'_>) -> Vec<(&'static str, Field)> {
    vec![
        ("file", make.plain("file", "Number of the document in the library", "").with_width("short")),
        ("label", make.line("label", "Link text", "Its type and size are added by the site.")),
    ]
}
