//! What a publication says: to readers, and to editors alone.

use sea_orm_migration::{
    prelude::*,
    schema::{text, text_null},
};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0020_telling"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Nothing told is a minor change.
        for table in ["publications", "schedules"] {
            for column in [text_null("told"), text("note").default("").to_owned()] {
                manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
            }
        }
        // The list of changes that readers see, as JSON, beside the body: no page needs another query for it.
        let changes = text("changes").default("[]").to_owned();
        manager.alter_table(Table::alter().table("live_bodies").add_column(changes).to_owned()).await
    }
}
