//! The block that a person copied last, to be pasted on another page.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

use crate::columns::{date_time, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0097_copied_blocks"
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
                table("copied_blocks")
                    .col(big_integer("user").primary_key())
                    .col(text("content"))
                    .col(date_time("made_at"))
                    .foreign_key(ForeignKey::create().from("copied_blocks", "user").to("users", "id"))
                    .to_owned(),
            )
            .await
    }
}
