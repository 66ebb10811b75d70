//! What people are told, how they want to be told, and the e-mail that waits to be sent.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, integer, text, text_null},
};

use crate::columns::{date_time, date_time_null, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0013_notices"
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
                table("notices")
                    .col(pk())
                    .col(big_integer("user"))
                    .col(text("kind"))
                    .col(big_integer_null("node"))
                    .col(text("sentence"))
                    .col(text("path"))
                    .col(date_time("made_at"))
                    .col(date_time_null("read_at"))
                    .col(text("mail"))
                    .col(text_null("once"))
                    .foreign_key(ForeignKey::create().from("notices", "user").to("users", "id"))
                    .to_owned(),
            )
            .await?;
        for (name, column) in [("notices_by_user", "user"), ("notices_by_mail", "mail")] {
            manager.create_index(Index::create().name(name).table("notices").col(column).col("id").to_owned()).await?;
        }
        manager
            .create_index(
                Index::create().name("notices_once").table("notices").col("user").col("once").unique().to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("notice_choices")
                    .col(big_integer("user"))
                    .col(text("kind"))
                    .col(text("delivery"))
                    .primary_key(Index::create().col("user").col("kind"))
                    .foreign_key(ForeignKey::create().from("notice_choices", "user").to("users", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("outbox")
                    .col(pk())
                    .col(text("name"))
                    .col(text("address"))
                    .col(text("subject"))
                    .col(text("lines"))
                    .col(date_time("made_at"))
                    .col(date_time("due_at"))
                    .col(integer("attempts"))
                    .col(text("state"))
                    .col(date_time_null("ended_at"))
                    .col(text("problem"))
                    .to_owned(),
            )
            .await?;
        let index = Index::create().name("outbox_by_state").table("outbox").col("state").col("due_at").to_owned();
        manager.create_index(index).await
    }
}
