//! What lists ask of a text, beside it, so that no list reads every text: when an event begins, and whether a page shows events.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, boolean_null},
};

use crate::columns::{date_time, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0019_facts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A table of its own: behind a long text in its row, a fact costs as much to read as the text.
        manager
            .create_table(
                table("event_times").col(big_integer("revision").primary_key()).col(date_time("starts_at")).to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("nodes_by_kind")
                    .table("nodes")
                    .col("kind")
                    .col("trashing")
                    .col("parent")
                    .to_owned(),
            )
            .await?;
        // True or nothing: the index holds only those that do.
        let lists_events = boolean_null("lists_events");
        manager.alter_table(Table::alter().table("revisions").add_column(lists_events).to_owned()).await?;
        let listing = Index::create()
            .name("revisions_listing_events")
            .table("revisions")
            .col("node")
            .and_where(Expr::col("lists_events").is_not_null())
            .to_owned();
        manager.create_index(listing).await
    }
}
