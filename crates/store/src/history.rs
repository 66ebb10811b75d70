//! The versions of one node: who saved what when, and when the public read it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use content::{NodeId, Origin, RevisionId};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Store, StoreError,
    entities::{nodes, publications, revisions},
    lists::{PER_PAGE, Page},
    rights::Permit,
    write::NodeRow,
};

/// A saved version, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The revision.
    pub id: RevisionId,
    /// Its number within the node, from 1.
    pub number: i64,
    /// When it was saved.
    pub made_at: DateTime<Utc>,
    /// Who saved it.
    pub made_by: String,
    /// What its author noted for the editors; may be empty.
    pub note: String,
    /// How it came to be.
    pub origin: Origin,
    /// Whether the public reads it now.
    pub live: bool,
    /// Whether it is the draft now.
    pub draft: bool,
    /// When the public read it, first times first.
    pub publications: Vec<Publication>,
}

/// A time during which the public read a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; `None` while it still does.
    pub until: Option<DateTime<Utc>>,
    /// Who published it.
    pub by: String,
    /// What readers were told; `None` of a minor change.
    pub told: Option<String>,
    /// What editors noted for each other; may be empty.
    pub note: String,
}

/// A row of `revisions` without its text: id, number, moment, author, note, origin.
type Row = (i64, i64, DateTime<Utc>, String, String, String);

/// One screen of the versions of the permit's node, newest first.
pub async fn versions(store: &Store, permit: &Permit, page: u64) -> Result<Page<Version>, StoreError> {
    let node = node_of(store, permit).await?;
    let of_node = revisions::Entity::find().filter(revisions::Column::Node.eq(node.id.0));
    let total = of_node.clone().count(store.readers()).await?;
    let (per_page, page) = (PER_PAGE as u64, Ord::max(page, 1));
    let rows: Vec<Row> = without_text(of_node)
        .order_by_desc(revisions::Column::Number)
        .limit(per_page)
        .offset(per_page.saturating_mul(page - 1).min(total))
        .into_tuple()
        .all(store.readers())
        .await?;
    let items = told(store, &node, rows).await?;
    Ok(Page { items, total, page, pages: total.div_ceil(per_page).max(1) })
}

/// One version of the permit's node; `None` when it belongs to another.
pub async fn version(store: &Store, permit: &Permit, revision: RevisionId) -> Result<Option<Version>, StoreError> {
    let node = node_of(store, permit).await?;
    let query = revisions::Entity::find_by_id(revision.0).filter(revisions::Column::Node.eq(node.id.0));
    let row: Option<Row> = without_text(query).into_tuple().one(store.readers()).await?;
    Ok(told(store, &node, row.into_iter().collect()).await?.pop())
}

/// The version that was saved before another one of the permit's node.
pub async fn before(store: &Store, permit: &Permit, number: i64) -> Result<Option<RevisionId>, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let found: Option<i64> = revisions::Entity::find()
        .select_only()
        .column(revisions::Column::Id)
        .filter(revisions::Column::Node.eq(node.0))
        .filter(revisions::Column::Number.lt(number))
        .order_by_desc(revisions::Column::Number)
        .limit(1)
        .into_tuple()
        .one(store.readers())
        .await?;
    Ok(found.map(RevisionId))
}

fn without_text(query: sea_orm::Select<revisions::Entity>) -> sea_orm::Select<revisions::Entity> {
    query.select_only().columns([
        revisions::Column::Id,
        revisions::Column::Number,
        revisions::Column::MadeAt,
        revisions::Column::AuthorName,
        revisions::Column::Note,
        revisions::Column::Origin,
    ])
}

async fn node_of(store: &Store, permit: &Permit) -> Result<NodeRow, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let row = nodes::Entity::find_by_id(node.0).one(store.readers()).await?.ok_or(StoreError::NoNode(node))?;
    NodeRow::read(row)
}

async fn told(store: &Store, node: &NodeRow, rows: Vec<Row>) -> Result<Vec<Version>, StoreError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let mut published: HashMap<i64, Vec<Publication>> = HashMap::new();
    let found = publications::Entity::find()
        .filter(publications::Column::Node.eq(node.id.0))
        .filter(publications::Column::Revision.is_in(ids))
        .order_by_asc(publications::Column::Id)
        .all(store.readers())
        .await?;
    for row in found {
        let publication = Publication {
            from: row.live_from,
            until: row.live_until,
            by: row.published_by_name,
            told: row.told,
            note: row.note,
        };
        published.entry(row.revision).or_default().push(publication);
    }
    let versions = rows.into_iter().map(|(id, number, made_at, made_by, note, origin)| {
        Ok(Version {
            id: RevisionId(id),
            number,
            made_at,
            made_by,
            note,
            origin: origin.parse().map_err(|()| StoreError::corrupt("revisions", id, "origin", &origin))?,
            live: node.live == Some(RevisionId(id)),
            draft: node.draft == RevisionId(id),
            publications: published.remove(&id).unwrap_or_default(),
        })
    });
    versions.collect()
}
