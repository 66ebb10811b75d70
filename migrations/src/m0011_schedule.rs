//! What is due: the time as it was typed, why it could not be done, and pages that go live together.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer_null, text, text_null},
};

use crate::columns::{date_time, date_time_null, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0011_schedule"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no more at once.
        for column in
            [text("wall").default("").to_owned(), text("reason").default("").to_owned(), big_integer_null("release")]
        {
            manager.alter_table(Table::alter().table("schedules").add_column(column).to_owned()).await?;
        }
        manager
            .create_index(Index::create().name("schedules_by_node").table("schedules").col("node").to_owned())
            .await?;
        manager
            .create_index(Index::create().name("schedules_by_release").table("schedules").col("release").to_owned())
            .await?;
        manager
            .create_table(
                table("releases")
                    .col(pk())
                    .col(text("name"))
                    .col(text("wall"))
                    .col(date_time("due_at"))
                    .col(date_time("made_at"))
                    .col(big_integer_null("made_by"))
                    .col(text("made_by_name"))
                    .col(date_time_null("done_at"))
                    .col(text_null("outcome"))
                    .col(text("reason").default(""))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("releases_by_due").table("releases").col("done_at").col("due_at").to_owned(),
            )
            .await
    }
}
