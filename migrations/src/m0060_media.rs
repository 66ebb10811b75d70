//! The library of files: what each is and who brought it, what it was before it was replaced, and the collections in which files lie.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, integer, integer_null, text},
};

use crate::columns::{date_time, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0060_media"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let collections = table("media_collections")
            .col(pk())
            .col(text("name").unique_key())
            .col(date_time("made_at"))
            .col(text("made_by_name"))
            .to_owned();
        manager.create_table(collections).await?;
        let media = table("media")
            .col(pk())
            .col(text("kind"))
            .col(text("hash"))
            .col(text("sent_hash"))
            .col(big_integer("length"))
            .col(integer_null("width"))
            .col(integer_null("height"))
            .col(text("name"))
            .col(text("description"))
            .col(text("credit"))
            .col(integer("focal_x"))
            .col(integer("focal_y"))
            .col(big_integer_null("collection"))
            .col(date_time("created_at"))
            .col(big_integer_null("created_by"))
            .col(text("created_by_name"))
            .col(date_time("updated_at"))
            .col(text("updated_by_name"))
            .foreign_key(ForeignKey::create().from("media", "collection").to("media_collections", "id"))
            .to_owned();
        manager.create_table(media).await?;
        let versions = table("media_versions")
            .col(pk())
            .col(big_integer("media"))
            .col(text("kind"))
            .col(text("hash"))
            .col(big_integer("length"))
            .col(integer_null("width"))
            .col(integer_null("height"))
            .col(text("name"))
            .col(date_time("replaced_at"))
            .col(text("replaced_by_name"))
            .foreign_key(
                ForeignKey::create()
                    .from("media_versions", "media")
                    .to("media", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(versions).await?;
        for (name, table, columns) in [
            ("media_by_sent_hash", "media", ["sent_hash", "id"]),
            ("media_by_collection", "media", ["collection", "id"]),
            ("media_versions_by_media", "media_versions", ["media", "id"]),
            // Where a file is used: a link to one is kept as the address `media:12`.
            ("links_by_address_and_node", "links", ["target_address", "node"]),
        ] {
            let index = Index::create().name(name).table(table).col(columns[0]).col(columns[1]).to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
