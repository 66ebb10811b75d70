//! The files that pages show or link to.

use std::collections::HashMap;

use media::{FileId, FileKind, Focal, Hash, Rendition, Shape, widths};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::preview;
use crate::{
    Store, StoreError,
    entities::{links, media as rows},
    library,
    write::Side,
};

/// A file as the public gets it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedFile {
    /// Its number.
    pub id: FileId,
    /// What it is.
    pub kind: FileKind,
    /// Where its bytes are kept, which is also how a browser knows them again.
    pub hash: Hash,
    /// Its length in bytes.
    pub length: u64,
    /// Its width and height in pixels, if it is a picture.
    pub size: Option<(u32, u32)>,
    /// Its name for those who save it.
    pub name: String,
    /// Whom to name beside it.
    pub credit: String,
    /// What must stay in sight when it is cut.
    pub focal: Focal,
    /// The token of the preview in which it is shown; empty on the public site.
    pub preview: String,
}

/// A picture in the widths that templates ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedPicture {
    /// Where one of middle width is, for whoever reads no lists of widths.
    pub src: String,
    /// The width of the largest, in pixels.
    pub width: u32,
    /// The height of the largest, in pixels.
    pub height: u32,
    /// All of them, the smallest first and WebP before the picture's own format.
    pub offered: Vec<OfferedPicture>,
}

/// A picture in one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedPicture {
    /// Where it is.
    pub src: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its type: `image/webp`.
    pub media_type: &'static str,
}

/// The width of the picture that stands in `src`.
const MIDDLE: u32 = 960;
const WEBP: &str = "image/webp";

impl PublishedPicture {
    /// The WebP pictures as `srcset` lists them.
    pub fn webp(&self) -> String {
        self.listed(|offered| offered.media_type == WEBP)
    }

    /// Those in the picture's own format; empty where that is WebP.
    pub fn own(&self) -> String {
        self.listed(|offered| offered.media_type != WEBP)
    }

    fn listed(&self, fits: impl Fn(&OfferedPicture) -> bool) -> String {
        let one = |offered: &OfferedPicture| format!("{} {}w", offered.src, offered.width);
        self.offered.iter().filter(|offered| fits(offered)).map(one).collect::<Vec<_>>().join(", ")
    }
}

impl PublishedFile {
    /// Its address, the same for as long as it is in the library: `/media/12/term-dates.pdf`.
    pub fn address(&self) -> String {
        format!("/media/{}/{}{}", self.id, media::name::for_address(&self.name), self.pass())
    }

    /// What a link to it says beside its words, such as `PDF, 1.2 MB`; nothing beside a picture.
    pub fn note(&self) -> Option<String> {
        let said = || format!("{}, {}", self.kind.label(), media::size_in_words(self.length));
        (!self.kind.is_picture()).then(said)
    }

    /// The picture in every width that is offered, whole or cut to a wide one. `None` for documents.
    pub fn picture(&self, wide: bool) -> Option<PublishedPicture> {
        let renditions = self.renditions(wide);
        let offered = |rendition: &Rendition| {
            let (width, height) = rendition.size();
            let media_type = rendition.written().media_type();
            OfferedPicture { src: self.rendition_address(rendition), width, height, media_type }
        };
        let (width, height) = renditions.last()?.size();
        let own = renditions.iter().filter(|rendition| rendition.written() == self.kind);
        let middle = own.clone().rfind(|rendition| rendition.size().0 <= MIDDLE).or_else(|| own.clone().next())?;
        let src = self.rendition_address(middle);
        Some(PublishedPicture { src, width, height, offered: renditions.iter().map(offered).collect() })
    }

    /// The rendition at the two last parts of an address, if that is offered of the file as it is now.
    pub fn rendition_at(&self, version: &str, name: &str) -> Option<Rendition> {
        let asked = format!("/media/{}/{version}/{name}{}", self.id, self.pass());
        let all = [false, true].into_iter().flat_map(|wide| self.renditions(wide));
        all.into_iter().find(|rendition| self.rendition_address(rendition) == asked)
    }

    fn renditions(&self, wide: bool) -> Vec<Rendition> {
        let Some(size) = self.size else { return Vec::new() };
        let shape = if wide { Shape::Card(self.focal) } else { Shape::Whole };
        let own_width = shape.width_of(size);
        let formats = if self.kind == FileKind::WebP { vec![self.kind] } else { vec![FileKind::WebP, self.kind] };
        let made = |width: u32| {
            let one = |written: &FileKind| Rendition::new(self.hash, self.kind, size, shape, width, *written);
            formats.iter().filter_map(one).collect::<Vec<_>>()
        };
        widths(own_width).into_iter().flat_map(made).collect()
    }

    /// The address of a rendition of this version of the file; its bytes never change.
    fn rendition_address(&self, rendition: &Rendition) -> String {
        let card = match rendition.shape() {
            Shape::Whole => String::new(),
            Shape::Card(focal) => format!("card-{}-{}-", focal.x(), focal.y()),
        };
        let (width, _) = rendition.size();
        let name = format!("{card}{width}.{}", rendition.written());
        format!("/media/{}/{}/{name}{}", self.id, self.hash.short(), self.pass())
    }

    fn pass(&self) -> String {
        if self.preview.is_empty() { String::new() } else { format!("?preview={}", self.preview) }
    }
}

/// A file, if a live text shows it or links to it, or the text of the preview whose token this is: a document for tomorrow's announcement is nobody
/// else's business today.
pub async fn file(store: &Store, id: FileId, preview: &str) -> Result<Option<PublishedFile>, StoreError> {
    let snapshot = store.snapshot().await?;
    let used = links::Entity::find()
        .filter(links::Column::TargetAddress.eq(library::address(id)))
        .filter(links::Column::Side.eq(Side::Live.as_str()))
        .one(&snapshot)
        .await?;
    let in_preview = !preview.is_empty() && preview::shows(store, &snapshot, preview, id).await?;
    if used.is_none() && !in_preview {
        return Ok(None);
    }
    Ok(of(&snapshot, vec![id.0], preview).await?.remove(&id.0))
}

/// The files of these numbers that there are.
pub(super) async fn of<C: ConnectionTrait>(
    connection: &C,
    mut ids: Vec<i64>,
    preview: &str,
) -> Result<HashMap<i64, PublishedFile>, StoreError> {
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(10_000) {
        let query = rows::Entity::find().filter(rows::Column::Id.is_in(chunk.iter().copied()));
        for row in query.all(connection).await? {
            let row = library::read(row)?;
            let file = PublishedFile {
                id: row.id,
                kind: row.kind,
                hash: row.hash,
                length: row.length,
                size: row.size,
                name: row.name,
                credit: row.credit,
                focal: row.focal,
                preview: preview.to_owned(),
            };
            found.insert(file.id.0, file);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(kind: FileKind, size: Option<(u32, u32)>) -> PublishedFile {
        PublishedFile {
            id: FileId(12),
            kind,
            hash: Hash::of(b"x"),
            length: 120_000,
            size,
            name: format!("Term dates.{kind}"),
            credit: String::new(),
            focal: Focal::MIDDLE,
            preview: String::new(),
        }
    }

    #[test]
    fn a_picture_is_offered_in_both_formats_and_never_larger_than_it_is() {
        let picture = file(FileKind::Jpeg, Some((1000, 500))).picture(false).unwrap();
        assert_eq!((picture.width, picture.height), (1000, 500));
        assert_eq!(picture.offered.len(), 8);
        assert!(picture.webp().ends_with("/1000.webp 1000w") && picture.own().contains("/320.jpg 320w, "));
        assert!(picture.src.ends_with("/960.jpg"), "{}", picture.src);
        let wide = file(FileKind::WebP, Some((100, 500))).picture(true).unwrap();
        assert_eq!((wide.width, wide.height, wide.own()), (100, 56, String::new()));
        assert!(wide.src.ends_with("/card-50-50-100.webp"), "{}", wide.src);
    }

    #[test]
    fn only_what_is_offered_is_found_again() {
        let file = file(FileKind::Jpeg, Some((1000, 500)));
        let version = file.hash.short();
        for (name, there) in [("640.webp", true), ("640.jpg", true), ("card-50-50-320.webp", true), ("641.webp", false)]
        {
            assert_eq!(file.rendition_at(&version, name).is_some(), there, "{name}");
        }
        for name in ["640.png", "card-51-50-320.webp", "640.webp?preview=x", "../640.webp", ""] {
            assert!(file.rendition_at(&version, name).is_none(), "{name}");
        }
        assert!(file.rendition_at("0123456789abcdef", "640.webp").is_none(), "another version");
    }

    #[test]
    fn a_document_says_its_type_and_size() {
        let file = file(FileKind::Pdf, None);
        assert_eq!(file.note().as_deref(), Some("PDF, 120 KB"));
        assert_eq!(file.address(), "/media/12/term-dates.pdf");
        assert_eq!(file.picture(false), None);
    }
}
