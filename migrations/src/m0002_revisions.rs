//! What is kept of each node's texts.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null},
};

use crate::columns::{date_time, date_time_null, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0002_revisions"
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
                table("revisions")
                    .col(pk())
                    .col(big_integer("node"))
                    .col(big_integer("number"))
                    .col(big_integer_null("author"))
                    .col(text("author_name"))
                    .col(date_time("made_at"))
                    .col(text("note"))
                    .col(text("origin"))
                    .col(text("title"))
                    .col(text("content"))
                    .foreign_key(ForeignKey::create().from("revisions", "node").to("nodes", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("revisions_by_node")
                    .table("revisions")
                    .col("node")
                    .col("number")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("revisions_by_author").table("revisions").col("author").col("id").to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("autosaves")
                    .col(big_integer("node"))
                    .col(big_integer("author"))
                    .col(big_integer("base_revision"))
                    .col(text("content"))
                    .col(date_time("made_at"))
                    .primary_key(Index::create().col("node").col("author"))
                    .foreign_key(ForeignKey::create().from("autosaves", "node").to("nodes", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("publications")
                    .col(pk())
                    .col(big_integer("node"))
                    .col(big_integer("revision"))
                    .col(date_time("live_from"))
                    .col(date_time_null("live_until"))
                    .col(big_integer_null("published_by"))
                    .col(text("published_by_name"))
                    .col(text_null("ended_because"))
                    .foreign_key(ForeignKey::create().from("publications", "node").to("nodes", "id"))
                    .foreign_key(ForeignKey::create().from("publications", "revision").to("revisions", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("publications_by_node").table("publications").col("node").col("id").to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("links")
                    .col(pk())
                    .col(big_integer("node"))
                    .col(text("side"))
                    .col(big_integer_null("target_node"))
                    .col(text_null("target_address"))
                    .col(text("text"))
                    .foreign_key(ForeignKey::create().from("links", "node").to("nodes", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("links_by_node").table("links").col("node").col("side").to_owned())
            .await?;
        manager.create_index(Index::create().name("links_by_target").table("links").col("target_node").to_owned()).await
    }
}
