//! People, what they may do, how they sign in.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null},
};

use crate::columns::{date_time, date_time_null, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0005_people"
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
                table("users")
                    .col(pk())
                    .col(text("name"))
                    .col(text("email"))
                    .col(text("email_key").unique_key())
                    .col(text_null("password"))
                    .col(date_time("created_at"))
                    .col(date_time_null("disabled_at"))
                    .col(date_time_null("last_signed_in_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("grants")
                    .col(pk())
                    .col(big_integer("user"))
                    .col(text("role"))
                    .col(big_integer_null("node"))
                    .col(date_time("made_at"))
                    .col(text("made_by_name"))
                    .foreign_key(ForeignKey::create().from("grants", "user").to("users", "id"))
                    .foreign_key(ForeignKey::create().from("grants", "node").to("nodes", "id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("grants_by_user").table("grants").col("user").to_owned()).await?;
        manager
            .create_table(
                table("one_time_links")
                    .col(text("fingerprint").primary_key())
                    .col(text("purpose"))
                    .col(big_integer_null("user"))
                    .col(date_time("made_at"))
                    .col(date_time("expires_at"))
                    .col(date_time_null("used_at"))
                    .foreign_key(ForeignKey::create().from("one_time_links", "user").to("users", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("sessions")
                    .col(text("fingerprint").primary_key())
                    .col(big_integer_null("user"))
                    .col(text("data"))
                    .col(date_time("created_at"))
                    .col(date_time("last_seen_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("sessions_by_user").table("sessions").col("user").to_owned()).await
    }
}
