//! Which drafts a person created: what they read of the site's history asks for them.

use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0052_own_drafts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What is public belongs to the whole team: the index holds only what is not.
        let own = Index::create()
            .name("nodes_by_creator")
            .table("nodes")
            .col("created_by")
            .and_where(Expr::col("live_revision").is_null())
            .to_owned();
        manager.create_index(own).await
    }
}
