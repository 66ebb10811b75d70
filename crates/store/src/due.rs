//! Pages that somebody should read again.

use chrono::NaiveDate;
use content::NodeId;
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Store, StoreError,
    entities::{live_nodes, live_pages},
};

/// A page whose text says that somebody should read it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePage {
    /// The page.
    pub node: NodeId,
    /// Its title, as the public reads it.
    pub title: String,
    /// Who should read it: a name or an e-mail address as typed; may be empty.
    pub owner: String,
    /// By which day.
    pub review_by: NaiveDate,
}

/// The live pages that say that they should be read again by this day or an earlier one, the earliest first. Index
/// `live_pages_by_review_day` holds them all.
pub async fn pages_due(store: &Store, today: NaiveDate) -> Result<Vec<DuePage>, StoreError> {
    let rows: Vec<(i64, String, String, NaiveDate)> = live_pages::Entity::find()
        .select_only()
        .column(live_pages::Column::Node)
        .column(live_nodes::Column::Title)
        .columns([live_pages::Column::Owner, live_pages::Column::ReviewBy])
        .join(
            JoinType::InnerJoin,
            live_pages::Entity::belongs_to(live_nodes::Entity)
                .from(live_pages::Column::Node)
                .to(live_nodes::Column::Node)
                .into(),
        )
        .filter(live_pages::Column::ReviewBy.lte(today))
        .order_by_asc(live_pages::Column::ReviewBy)
        .order_by_asc(live_pages::Column::Node)
        .into_tuple()
        .all(store.readers())
        .await?;
    let due = |(node, title, owner, review_by)| DuePage { node: NodeId(node), title, owner, review_by };
    Ok(rows.into_iter().map(due).collect())
}

#[cfg(test)]
mod tests {
    use accounts::{Actor, token::Secret};
    use content::{Clock, Details, Draft, Kind, Origin, UrlPath};
    use sea_orm::ActiveValue::Set;

    use super::*;
    use crate::{Dating, NewNodeRow, NewRevision, Opening, Projection, projection, write};

    /// A folder that goes when the test ends.
    struct Folder(std::path::PathBuf);

    impl Drop for Folder {
        #[expect(clippy::disallowed_methods, reason = "the test made this folder")]
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2021, 3, day).unwrap()
    }

    async fn publish(store: &Store, draft: Draft) {
        let rendered = projection::render(&draft).await;
        let work = store.write(|tx| {
            Box::pin(async move {
                let new = NewNodeRow {
                    id: Some(NodeId::HOME),
                    kind: Kind::Page,
                    parent: None,
                    slug: None,
                    position: 0,
                    path: UrlPath::root(),
                    created_by: None,
                };
                let id = tx.insert_node(new).await?;
                let author = &Actor::SetUp;
                let text = NewRevision { node: id, draft: &draft, author, origin: Origin::Typed, note: "" };
                let revision = tx.add_revision(text).await?;
                tx.set_draft(id, None, revision).await?;
                let node = tx.node(id).await?.expect("it was made");
                let projection = Projection {
                    node: &node,
                    path: &UrlPath::root(),
                    revision,
                    draft: &draft,
                    rendered: &rendered,
                    actor: author,
                    dating: Dating::Minor,
                    note: "",
                };
                tx.put_live(&projection).await
            })
        });
        work.await.unwrap();
    }

    #[tokio::test]
    async fn publishing_writes_the_day_down_and_so_does_a_schema_that_grew_for_what_was_public_before() {
        let folder = Folder(std::env::temp_dir().join(format!("waymark-due-{}", Secret::generate())));
        let clock = Clock::fixed("2021-03-15T09:00:00Z".parse().unwrap());
        let store = Store::open(&folder.0, clock, Opening::Server).await.unwrap();
        let mut draft = Draft::empty(Kind::Page);
        draft.title = "Fees".into();
        if let Details::Page(page) = &mut draft.details {
            page.owner = "Cerys Morgan".into();
            page.review_by = Some(day(20));
        }
        publish(&store, draft).await;
        assert_eq!(pages_due(&store, day(19)).await.unwrap(), []);
        let expected =
            DuePage { node: NodeId::HOME, title: "Fees".into(), owner: "Cerys Morgan".into(), review_by: day(20) };
        assert_eq!(pages_due(&store, day(20)).await.unwrap(), std::slice::from_ref(&expected));

        // As the version before left it.
        let row = live_pages::ActiveModel {
            node: Set(NodeId::HOME.0),
            review_by: Set(None),
            owner: Set(String::new()),
            ..Default::default()
        };
        live_pages::Entity::update(row).exec(&store.inner.writer).await.unwrap();
        assert_eq!(pages_due(&store, day(20)).await.unwrap(), []);
        write::fill_in_review_days(&store.inner.writer).await.unwrap();
        assert_eq!(pages_due(&store, day(20)).await.unwrap(), [expected]);
    }
}
