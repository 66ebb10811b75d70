//! By which day a live page should be read again, and by whom, beside its text: once a day one index answers.

use sea_orm_migration::{
    prelude::*,
    schema::{date_null, text},
};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0051_review_days"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no more at once.
        for column in [date_null("review_by"), text("owner").default("").to_owned()] {
            manager.alter_table(Table::alter().table("live_pages").add_column(column).to_owned()).await?;
        }
        // Most pages name no day: the index holds only those that do.
        let by_day = Index::create()
            .name("live_pages_by_review_day")
            .table("live_pages")
            .col("review_by")
            .and_where(Expr::col("review_by").is_not_null())
            .to_owned();
        manager.create_index(by_day).await
    }
}
