//! The files that pages show or link to.

use std::collections::HashMap;

use media::{FileId, FileKind, Focal, Hash, Rendition, Shape};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

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
}

impl PublishedFile {
    /// Its address, the same for as long as it is in the library: `/media/12/term-dates.pdf`.
    pub fn address(&self) -> String {
        format!("/media/{}/{}", self.id, media::name::for_address(&self.name))
    }
}

impl PublishedFile {
    /// The picture in one of the widths that templates ask for, whole or as a card shows it. `None` for documents and other widths.
    pub fn rendition(&self, card: bool, width: u32, written: FileKind) -> Option<Rendition> {
        let shape = if card { Shape::Card(self.focal) } else { Shape::Whole };
        Rendition::new(self.hash, self.kind, self.size?, shape, width, written)
    }

    /// The address of a rendition of this version of the file; its bytes never change.
    pub fn rendition_address(&self, rendition: &Rendition) -> String {
        let card = match rendition.shape() {
            Shape::Whole => String::new(),
            Shape::Card(focal) => format!("card-{}-{}-", focal.x(), focal.y()),
        };
        let (width, _) = rendition.size();
        format!("/media/{}/{}/{card}{width}.{}", self.id, self.hash.short(), rendition.written())
    }
}

/// A file, if a live text shows it or links to it: a document for tomorrow's announcement is nobody's business today.
pub async fn file(store: &Store, id: FileId) -> Result<Option<PublishedFile>, StoreError> {
    let snapshot = store.snapshot().await?;
    let used = links::Entity::find()
        .filter(links::Column::TargetAddress.eq(library::address(id)))
        .filter(links::Column::Side.eq(Side::Live.as_str()))
        .one(&snapshot)
        .await?;
    if used.is_none() {
        return Ok(None);
    }
    Ok(of(&snapshot, vec![id.0]).await?.remove(&id.0))
}

/// The files of these numbers that there are.
pub(super) async fn of<C: ConnectionTrait>(
    connection: &C,
    mut ids: Vec<i64>,
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
            };
            found.insert(file.id.0, file);
        }
    }
    Ok(found)
}
