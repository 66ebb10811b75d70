//! What only one kind of live node has.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

use crate::columns::{date_time, date_time_null, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0004_live_kinds"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("live_pages")
                    .col(big_integer("node").primary_key())
                    .col(text("foot_choice"))
                    .col(text("foot"))
                    .col(text("canonical"))
                    .foreign_key(ForeignKey::create().from("live_pages", "node").to("live_nodes", "node"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("live_events")
                    .col(big_integer("node").primary_key())
                    .col(date_time("starts_at"))
                    .col(date_time_null("ends_at"))
                    .col(text("month"))
                    .col(text("place"))
                    .col(text("format"))
                    .col(text("status"))
                    .col(text("details"))
                    .foreign_key(ForeignKey::create().from("live_events", "node").to("live_nodes", "node"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("live_events_by_start")
                    .table("live_events")
                    .col("starts_at")
                    .col("node")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("live_providers")
                    .col(big_integer("node").primary_key())
                    .col(text("details"))
                    .foreign_key(ForeignKey::create().from("live_providers", "node").to("live_nodes", "node"))
                    .to_owned(),
            )
            .await
    }
}
