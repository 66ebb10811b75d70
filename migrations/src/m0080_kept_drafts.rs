//! What a kept form would look like, for the preview beside it.

use sea_orm_migration::{prelude::*, schema::text_null};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0080_kept_drafts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("autosaves").add_column(text_null("draft")).to_owned()).await
    }
}
