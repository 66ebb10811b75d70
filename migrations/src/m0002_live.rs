//! What visitors read: a row stands here if and only if its node is live.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text, text_null},
};

use crate::columns::{date_time, date_time_null, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0002_live"
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
                table("live_nodes")
                    .col(big_integer("node").primary_key())
                    .col(text("kind"))
                    .col(big_integer_null("parent"))
                    .col(text("path").unique_key())
                    .col(big_integer("position"))
                    .col(text("title"))
                    .col(text("navigation_title"))
                    .col(text("summary"))
                    .col(boolean("in_menu"))
                    .col(boolean("noindex"))
                    .col(big_integer("revision"))
                    .col(date_time("first_published"))
                    .col(date_time("last_published"))
                    .foreign_key(ForeignKey::create().from("live_nodes", "node").to("nodes", "id"))
                    .foreign_key(ForeignKey::create().from("live_nodes", "revision").to("revisions", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("live_nodes_by_parent")
                    .table("live_nodes")
                    .col("parent")
                    .col("position")
                    .col("node")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("live_nodes_by_menu").table("live_nodes").col("in_menu").to_owned())
            .await?;
        manager
            .create_index(
                Index::create().name("live_nodes_by_kind").table("live_nodes").col("kind").col("node").to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("live_bodies")
                    .col(big_integer("node").primary_key())
                    .col(text("body"))
                    .foreign_key(ForeignKey::create().from("live_bodies", "node").to("live_nodes", "node"))
                    .to_owned(),
            )
            .await?;
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
            .await?;
        manager
            .create_table(
                table("redirects")
                    .col(text("path").primary_key())
                    .col(big_integer_null("target_node"))
                    .col(text_null("target_address"))
                    .col(date_time("made_at"))
                    .col(text("made_by_name"))
                    .foreign_key(ForeignKey::create().from("redirects", "target_node").to("nodes", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("redirects_by_target").table("redirects").col("target_node").to_owned())
            .await
    }
}
