//! How each person wants the admin to look: beside their account, because every screen asks for it with the person.

use sea_orm_migration::{
    prelude::*,
    schema::{boolean, text},
};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0100_display"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no more at once.
        for column in [
            text("theme").default("system").to_owned(),
            text("text_size").default("standard").to_owned(),
            boolean("shortcuts").default(true).to_owned(),
        ] {
            manager.alter_table(Table::alter().table("users").add_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
