//! What the editors' screens ask most, so that no answer takes longer on a larger site: levels of the tree and their length, events by their time,
//! the pages that set a foot.

use sea_orm_migration::{prelude::*, schema::boolean_null};

use crate::columns::date_time_null;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0040_speed"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // When the draft of an event begins, beside its place, so that one index holds the events in their order.
        let starts_at = date_time_null("starts_at");
        manager.alter_table(Table::alter().table("nodes").add_column(starts_at).to_owned()).await?;
        // True or nothing, as with the lists of events.
        let sets_foot = boolean_null("sets_foot");
        manager.alter_table(Table::alter().table("revisions").add_column(sets_foot).to_owned()).await?;
        let by = |name: &'static str, columns: &[&'static str]| {
            let mut index = Index::create().name(name).table("nodes").to_owned();
            for column in columns {
                index.col(*column);
            }
            index
        };
        manager.create_index(by("nodes_by_start", &["kind", "trashing", "starts_at", "id"])).await?;
        // A level in its order, and its length, without a look at the rows.
        manager.create_index(by("nodes_of_level", &["parent", "trashing", "position", "id"])).await
    }
}
