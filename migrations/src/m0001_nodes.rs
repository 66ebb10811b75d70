//! Nodes: what stands in the tree, and what went to the trash together.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null},
};

use crate::columns::{date_time, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0001_nodes"
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
                table("nodes")
                    .col(pk())
                    .col(text("kind"))
                    .col(big_integer_null("parent"))
                    .col(text("slug"))
                    .col(big_integer("position"))
                    .col(text_null("path").unique_key())
                    .col(big_integer_null("draft_revision"))
                    .col(big_integer_null("live_revision"))
                    .col(big_integer_null("trashing"))
                    .col(date_time("created_at"))
                    .col(big_integer_null("created_by"))
                    .foreign_key(ForeignKey::create().from("nodes", "parent").to("nodes", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("nodes_by_parent")
                    .table("nodes")
                    .col("parent")
                    .col("position")
                    .col("id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("nodes_by_trashing").table("nodes").col("trashing").to_owned())
            .await?;
        manager
            .create_table(
                table("trashings")
                    .col(pk())
                    .col(big_integer("node"))
                    .col(text("old_path"))
                    .col(date_time("made_at"))
                    .col(big_integer_null("made_by"))
                    .col(text("made_by_name"))
                    .foreign_key(ForeignKey::create().from("trashings", "node").to("nodes", "id"))
                    .to_owned(),
            )
            .await
    }
}
