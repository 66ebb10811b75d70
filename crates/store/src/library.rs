//! The library of files, as editors see it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use media::{FileId, FileKind, Focal, Hash};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _, Func, LikeExpr},
};

use crate::{
    Store, StoreError,
    entities::{links, media as files, media_collections as collections, media_versions as versions},
    find::escaped,
    lists::Page,
    rights::Permit,
};

/// Files of one screen: rows of two, three, four and six are full.
const PER_PAGE: u64 = 48;
/// Earlier versions of a file, and files of the same content, that are shown.
const MOST: u64 = 200;

/// A file of the library.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRow {
    /// Its number.
    pub id: FileId,
    /// What it is.
    pub kind: FileKind,
    /// Where its bytes are kept.
    pub hash: Hash,
    /// The hash of what was uploaded.
    pub sent: Hash,
    /// Its length in bytes.
    pub length: u64,
    /// Its width and height in pixels, if it is a picture.
    pub size: Option<(u32, u32)>,
    /// Its name with its ending, clean.
    pub name: String,
    /// What a picture shows, or what a document is; offered where it is used.
    pub description: String,
    /// Whom to name beside it.
    pub credit: String,
    /// What must stay in sight when a picture is cut.
    pub focal: Focal,
    /// The collection in which it lies.
    pub collection: Option<i64>,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by_name: String,
    /// When it or what is said of it was changed.
    pub updated_at: DateTime<Utc>,
    /// By whom.
    pub updated_by_name: String,
}

/// What a file was before it was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// What it was called.
    pub name: String,
    /// Where its bytes are kept.
    pub hash: Hash,
    /// Its length in bytes.
    pub length: u64,
    /// When it was replaced.
    pub replaced_at: DateTime<Utc>,
    /// By whom.
    pub replaced_by_name: String,
}

/// A collection of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionRow {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// How many files lie in it.
    pub files: u64,
}

/// Which files are listed; all, when nothing is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those in this collection.
    pub collection: Option<i64>,
    /// Only those whose name, description or credit holds these words.
    pub words: String,
    /// Only pictures, or only documents.
    pub pictures: Option<bool>,
}

/// The files that a filter lets through, the newest first.
pub async fn list(store: &Store, _permit: &Permit, filter: &Filter, page: u64) -> Result<Page<FileRow>, StoreError> {
    let page = Ord::max(page, 1);
    let mut query = files::Entity::find();
    if let Some(collection) = filter.collection {
        query = query.filter(files::Column::Collection.eq(collection));
    }
    if let Some(pictures) = filter.pictures {
        let kinds = FileKind::ALL.into_iter().filter(|kind| kind.is_picture() == pictures);
        query = query.filter(files::Column::Kind.is_in(kinds.map(FileKind::as_str)));
    }
    for word in filter.words.split_whitespace().take(8) {
        let like = || LikeExpr::new(format!("%{}%", escaped(&word.to_lowercase()))).escape('\\');
        let holds = |column: files::Column| Expr::expr(Func::lower(Expr::col(column))).like(like());
        query = query.filter(
            Condition::any()
                .add(holds(files::Column::Name))
                .add(holds(files::Column::Description))
                .add(holds(files::Column::Credit)),
        );
    }
    let total = query.clone().count(store.readers()).await?;
    let rows = query
        .order_by_desc(files::Column::Id)
        .offset((page - 1).saturating_mul(PER_PAGE))
        .limit(PER_PAGE)
        .all(store.readers())
        .await?;
    let items = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    Ok(Page { items, total, page, pages: Ord::max(total.div_ceil(PER_PAGE), 1) })
}

/// One file.
pub async fn by_id(store: &Store, _permit: &Permit, id: FileId) -> Result<Option<FileRow>, StoreError> {
    file(store.readers(), id).await
}

/// The files of these numbers that there are, in no order.
pub async fn by_ids(store: &Store, _permit: &Permit, ids: &[i64]) -> Result<Vec<FileRow>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(10_000) {
        let rows = files::Entity::find().filter(files::Column::Id.is_in(chunk.iter().copied()));
        for row in rows.all(store.readers()).await? {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// Other files that were uploaded with the same bytes, or are kept as the same.
pub async fn same_as(store: &Store, _permit: &Permit, row: &FileRow) -> Result<Vec<FileRow>, StoreError> {
    let same = Condition::any()
        .add(files::Column::SentHash.eq(row.sent.to_string()))
        .add(files::Column::Hash.eq(row.hash.to_string()));
    let rows = files::Entity::find()
        .filter(same)
        .filter(files::Column::Id.ne(row.id.0))
        .order_by_asc(files::Column::Id)
        .limit(MOST)
        .all(store.readers())
        .await?;
    rows.into_iter().map(read).collect()
}

/// How many pages use a file, in their draft, in public or in the trash; also those of which the reader may not know.
pub async fn uses(store: &Store, _permit: &Permit, id: FileId) -> Result<u64, StoreError> {
    pages_with(store.readers(), id).await
}

/// What a file was before, the latest first.
pub async fn versions(store: &Store, _permit: &Permit, id: FileId) -> Result<Vec<VersionRow>, StoreError> {
    let rows = versions::Entity::find()
        .filter(versions::Column::Media.eq(id.0))
        .order_by_desc(versions::Column::Id)
        .limit(MOST)
        .all(store.readers())
        .await?;
    let version = |row: versions::Model| {
        Ok(VersionRow {
            hash: hash("media_versions", row.id, &row.hash)?,
            length: length("media_versions", row.id, row.length)?,
            name: row.name,
            replaced_at: row.replaced_at,
            replaced_by_name: row.replaced_by_name,
        })
    };
    rows.into_iter().map(version).collect()
}

/// Every collection by name, with how many files lie in it.
pub async fn collections(store: &Store, _permit: &Permit) -> Result<Vec<CollectionRow>, StoreError> {
    let rows = collections::Entity::find().order_by_asc(collections::Column::Name).all(store.readers()).await?;
    let counts: Vec<(i64, i64)> = files::Entity::find()
        .select_only()
        .column(files::Column::Collection)
        .column_as(files::Column::Id.count(), "files")
        .filter(files::Column::Collection.is_not_null())
        .group_by(files::Column::Collection)
        .into_tuple()
        .all(store.readers())
        .await?;
    let counts: HashMap<i64, i64> = counts.into_iter().collect();
    let count = |id: i64| counts.get(&id).and_then(|count| u64::try_from(*count).ok()).unwrap_or_default();
    Ok(rows.into_iter().map(|row| CollectionRow { files: count(row.id), id: row.id, name: row.name }).collect())
}

/// The hash of every file and of every version before it: what must not be swept from the storage.
pub async fn kept_hashes(store: &Store, _permit: &Permit) -> Result<HashSet<Hash>, StoreError> {
    let of_files: Vec<(i64, String)> = files::Entity::find()
        .select_only()
        .columns([files::Column::Id, files::Column::Hash])
        .into_tuple()
        .all(store.readers())
        .await?;
    let of_versions: Vec<(i64, String)> = versions::Entity::find()
        .select_only()
        .columns([versions::Column::Id, versions::Column::Hash])
        .into_tuple()
        .all(store.readers())
        .await?;
    let of_files = of_files.iter().map(|(id, text)| hash("media", *id, text));
    of_files.chain(of_versions.iter().map(|(id, text)| hash("media_versions", *id, text))).collect()
}

/// Which of these numbers files have.
pub(crate) async fn known<C: ConnectionTrait>(connection: &C, ids: &[i64]) -> Result<HashSet<i64>, StoreError> {
    let mut known = HashSet::new();
    for chunk in ids.chunks(10_000) {
        let query = files::Entity::find().select_only().column(files::Column::Id);
        let query = query.filter(files::Column::Id.is_in(chunk.iter().copied()));
        known.extend(query.into_tuple::<i64>().all(connection).await?);
    }
    Ok(known)
}

pub(crate) async fn pages_with<C: ConnectionTrait>(connection: &C, id: FileId) -> Result<u64, StoreError> {
    Ok(links::Entity::find()
        .select_only()
        .column(links::Column::Node)
        .distinct()
        .filter(links::Column::TargetAddress.eq(address(id)))
        .count(connection)
        .await?)
}

pub(crate) async fn file<C: ConnectionTrait>(connection: &C, id: FileId) -> Result<Option<FileRow>, StoreError> {
    files::Entity::find_by_id(id.0).one(connection).await?.map(read).transpose()
}

/// How a link to a file is kept among the links.
pub(crate) fn address(id: FileId) -> String {
    markup::Target::Media(id.0).to_string()
}

pub(crate) fn read(row: files::Model) -> Result<FileRow, StoreError> {
    let corrupt = |column, found: &str| StoreError::corrupt("media", row.id, column, found);
    let hundredths = |number: i32| u8::try_from(number).ok();
    let focal = hundredths(row.focal_x).zip(hundredths(row.focal_y)).and_then(|(x, y)| Focal::new(x, y));
    let size = match (row.width, row.height) {
        (Some(width), Some(height)) => {
            let size = u32::try_from(width).ok().zip(u32::try_from(height).ok());
            Some(size.ok_or_else(|| corrupt("width", &width.to_string()))?)
        }
        _ => None,
    };
    Ok(FileRow {
        id: FileId(row.id),
        kind: row.kind.parse().map_err(|()| corrupt("kind", &row.kind))?,
        hash: hash("media", row.id, &row.hash)?,
        sent: hash("media", row.id, &row.sent_hash)?,
        length: length("media", row.id, row.length)?,
        size,
        focal: focal.ok_or_else(|| corrupt("focal_x", &row.focal_x.to_string()))?,
        name: row.name,
        description: row.description,
        credit: row.credit,
        collection: row.collection,
        created_at: row.created_at,
        created_by_name: row.created_by_name,
        updated_at: row.updated_at,
        updated_by_name: row.updated_by_name,
    })
}

fn hash(table: &'static str, id: i64, text: &str) -> Result<Hash, StoreError> {
    text.parse().map_err(|()| StoreError::corrupt(table, id, "hash", text))
}

fn length(table: &'static str, id: i64, length: i64) -> Result<u64, StoreError> {
    u64::try_from(length).map_err(|_| StoreError::corrupt(table, id, "length", &length.to_string()))
}
