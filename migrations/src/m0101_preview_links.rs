//! Links by which people without an account read one draft.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text},
};

use crate::columns::{date_time, date_time_null, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0101_preview_links"
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
                table("preview_links")
                    .col(pk())
                    .col(big_integer("node"))
                    .col(date_time("made_at"))
                    .col(big_integer_null("made_by"))
                    .col(text("made_by_name"))
                    .col(date_time("expires_at"))
                    .col(date_time_null("revoked_at"))
                    .foreign_key(ForeignKey::create().from("preview_links", "node").to("nodes", "id"))
                    .foreign_key(ForeignKey::create().from("preview_links", "made_by").to("users", "id"))
                    .to_owned(),
            )
            .await?;
        let by_node = Index::create().name("preview_links_by_node").table("preview_links").col("node").to_owned();
        manager.create_index(by_node).await?;
        // Foreign keys ask for the rows of a user when an account is removed.
        let by_user = Index::create().name("preview_links_by_maker").table("preview_links").col("made_by").to_owned();
        manager.create_index(by_user).await
    }
}
