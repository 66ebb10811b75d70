//! What of a list a person wants to see again, under a name of their own.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

use crate::columns::{date_time, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0105_saved_filters"
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
                table("saved_filters")
                    .col(pk())
                    .col(big_integer("user"))
                    .col(text("list"))
                    .col(text("name"))
                    .col(text("query"))
                    .col(date_time("made_at"))
                    .foreign_key(ForeignKey::create().from("saved_filters", "user").to("users", "id"))
                    .to_owned(),
            )
            .await?;
        let of_person = Index::create()
            .name("saved_filters_of_person")
            .table("saved_filters")
            .col("user")
            .col("list")
            .col("name")
            .unique()
            .to_owned();
        manager.create_index(of_person).await
    }
}
