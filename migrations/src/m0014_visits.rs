//! How often redirects are used, and which addresses nobody knows.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text, text_null},
};

use crate::columns::{date_time, date_time_null, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0014_visits"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let hits = big_integer("hits").default(0).to_owned();
        manager.alter_table(Table::alter().table("redirects").add_column(hits).to_owned()).await?;
        let last = date_time_null("last_hit_at");
        manager.alter_table(Table::alter().table("redirects").add_column(last).to_owned()).await?;
        manager
            .create_index(
                Index::create().name("redirects_by_address").table("redirects").col("target_address").to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("redirects_by_age").table("redirects").col("made_at").to_owned())
            .await?;
        manager
            .create_table(
                table("unknown_addresses")
                    .col(text("path").primary_key())
                    .col(big_integer("visits"))
                    .col(big_integer("own_visits"))
                    .col(text_null("linked_from"))
                    .col(date_time("first_at"))
                    .col(date_time("last_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("ignored_addresses")
                    .col(text("rule").primary_key())
                    .col(date_time("made_at"))
                    .col(text("made_by_name"))
                    .to_owned(),
            )
            .await
    }
}
