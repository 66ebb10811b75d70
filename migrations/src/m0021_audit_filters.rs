//! The site's history by person, by action and by day.

use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0021_audit_filters"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, column) in [("audit_by_actor", "actor"), ("audit_by_action", "action"), ("audit_by_time", "made_at")]
        {
            manager.create_index(Index::create().name(name).table("audit").col(column).col("id").to_owned()).await?;
        }
        Ok(())
    }
}
