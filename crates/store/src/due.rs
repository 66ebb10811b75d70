//! Pages that somebody should read again.

use chrono::NaiveDate;
use content::{Details, Document, Draft, Kind, NodeId};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Store, StoreError,
    entities::{nodes, revisions},
};

/// How many texts are read at a time.
const CHUNK: u64 = 500;

/// A page whose text says that somebody should read it again.
#[derive(Clone, Debug)]
pub struct DuePage {
    /// The page.
    pub node: NodeId,
    /// What the public reads.
    pub draft: Draft,
}

/// The live pages that say that they should be read again by this day or an earlier one. It reads every live page, a few hundred at a time: it is for
/// once a day.
pub async fn pages_due(store: &Store, today: NaiveDate) -> Result<Vec<DuePage>, StoreError> {
    let (mut due, mut last) = (Vec::new(), 0);
    loop {
        let rows: Vec<(i64, i64, String)> = nodes::Entity::find()
            .select_only()
            .column(nodes::Column::Id)
            .column_as(revisions::Column::Id, "revision")
            .column(revisions::Column::Content)
            .join(
                JoinType::InnerJoin,
                nodes::Entity::belongs_to(revisions::Entity)
                    .from(nodes::Column::LiveRevision)
                    .to(revisions::Column::Id)
                    .into(),
            )
            .filter(nodes::Column::Kind.eq(Kind::Page.as_str()))
            .filter(nodes::Column::Id.gt(last))
            .order_by_asc(nodes::Column::Id)
            .limit(CHUNK)
            .into_tuple()
            .all(store.readers())
            .await?;
        let Some((newest, ..)) = rows.last() else { return Ok(due) };
        last = *newest;
        for (node, revision, content) in rows {
            let draft = Document::read(&content).map_err(|source| StoreError::Document { revision, source })?;
            if matches!(&draft.details, Details::Page(page) if page.review_by.is_some_and(|day| day <= today)) {
                due.push(DuePage { node: NodeId(node), draft });
            }
        }
    }
}
