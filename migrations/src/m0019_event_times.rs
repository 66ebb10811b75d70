//! When an event begins, beside its text, so that a list of events is sorted without reading every text.

use sea_orm_migration::prelude::*;

use crate::columns::date_time_null;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0019_event_times"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let starts_at = date_time_null("starts_at");
        manager.alter_table(Table::alter().table("revisions").add_column(starts_at).to_owned()).await?;
        manager
            .create_index(
                Index::create().name("nodes_by_kind").table("nodes").col("kind").col("trashing").col("id").to_owned(),
            )
            .await
    }
}
