//! What happened, what is due, and the site's own settings.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null},
};

use crate::columns::{date_time, date_time_null, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0006_record"
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
                table("changes")
                    .col(pk())
                    .col(big_integer_null("node"))
                    .col(text("what"))
                    .col(text_null("old_path"))
                    .col(text_null("new_path"))
                    .col(date_time("made_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("audit")
                    .col(pk())
                    .col(text("action_group"))
                    .col(date_time("made_at"))
                    .col(big_integer_null("actor"))
                    .col(text("actor_name"))
                    .col(text("action"))
                    .col(big_integer_null("node"))
                    .col(text("title"))
                    .col(text("detail"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("audit_by_node").table("audit").col("node").col("id").to_owned())
            .await?;
        manager
            .create_table(
                table("schedules")
                    .col(pk())
                    .col(big_integer("node"))
                    .col(big_integer_null("revision"))
                    .col(text("action"))
                    .col(date_time("due_at"))
                    .col(date_time("made_at"))
                    .col(big_integer_null("made_by"))
                    .col(text("made_by_name"))
                    .col(date_time_null("done_at"))
                    .col(text_null("outcome"))
                    .foreign_key(ForeignKey::create().from("schedules", "node").to("nodes", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("schedules_by_due").table("schedules").col("done_at").col("due_at").to_owned(),
            )
            .await?;
        manager.create_table(table("settings").col(text("name").primary_key()).col(text("value")).to_owned()).await
    }
}
