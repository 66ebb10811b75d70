//! What each action changed, so that it can be undone.

use sea_orm_migration::{
    prelude::*,
    schema::{text, text_null},
};

use crate::columns::{pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0008_effects"
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
                table("effects")
                    .col(pk())
                    .col(text("action_group"))
                    .col(text("effects"))
                    .col(text_null("undone_by"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("effects_by_group").table("effects").col("action_group").to_owned())
            .await?;
        manager.create_index(Index::create().name("audit_by_group").table("audit").col("action_group").to_owned()).await
    }
}
