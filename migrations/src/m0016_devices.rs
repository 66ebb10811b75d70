//! The browsers in which people have signed in before.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

use crate::columns::{date_time, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0016_devices"
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
                table("devices")
                    .col(pk())
                    .col(big_integer("user"))
                    .col(text("fingerprint"))
                    .col(date_time("made_at"))
                    .foreign_key(ForeignKey::create().from("devices", "user").to("users", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("devices_by_fingerprint")
                    .table("devices")
                    .col("fingerprint")
                    .col("user")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("devices_by_user").table("devices").col("user").to_owned()).await
    }
}
