//! Which act of trashing ended what was due for a page, so that coming back from the trash sets it again.

use sea_orm_migration::{prelude::*, schema::big_integer_null};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0050_trash_ends_schedules"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = big_integer_null("trashing");
        manager.alter_table(Table::alter().table("schedules").add_column(column).to_owned()).await?;
        // Few lines were ended by the trash: the index holds only those.
        let ended = Index::create()
            .name("schedules_by_trashing")
            .table("schedules")
            .col("trashing")
            .and_where(Expr::col("trashing").is_not_null())
            .to_owned();
        manager.create_index(ended).await
    }
}
