//! What visitors read: a row stands here if and only if its node is live. And where else addresses lead.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text, text_null},
};

use crate::columns::{date_time, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0003_live_nodes"
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
