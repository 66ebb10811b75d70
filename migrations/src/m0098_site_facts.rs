//! Facts that are kept once for the whole site, and changes of them that are due at a time.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null},
};

use crate::columns::{date_time, date_time_null, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0098_site_facts"
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
                table("facts")
                    .col(pk())
                    .col(text("name").unique_key())
                    .col(text("label"))
                    .col(text("value"))
                    .col(date_time("changed_at"))
                    .col(text("changed_by_name"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("fact_changes")
                    .col(pk())
                    .col(big_integer("fact"))
                    .col(text("value"))
                    .col(date_time("due_at"))
                    .col(date_time("made_at"))
                    .col(big_integer_null("made_by"))
                    .col(text("made_by_name"))
                    .col(date_time_null("done_at"))
                    .col(text_null("outcome"))
                    .col(text("reason").default(""))
                    .foreign_key(ForeignKey::create().from("fact_changes", "fact").to("facts", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("fact_changes_by_fact").table("fact_changes").col("fact").to_owned())
            .await?;
        manager
            .create_index(
                Index::create().name("fact_changes_by_outcome").table("fact_changes").col("outcome").to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("fact_changes_by_due")
                    .table("fact_changes")
                    .col("done_at")
                    .col("due_at")
                    .to_owned(),
            )
            .await
    }
}
