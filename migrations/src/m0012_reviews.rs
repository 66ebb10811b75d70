//! Reviews of drafts, where a second pair of eyes is needed, what went live without one, and comments.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text, text_null},
};

use crate::columns::{date_time, date_time_null, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0012_reviews"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        reviews(manager).await?;
        comments(manager).await
    }
}

async fn reviews(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("reviews")
                .col(pk())
                .col(big_integer("node"))
                .col(big_integer("revision"))
                .col(text("state"))
                .col(date_time("submitted_at"))
                .col(big_integer_null("submitted_by"))
                .col(text("submitted_by_name"))
                .col(text("message"))
                .col(date_time_null("decided_at"))
                .col(big_integer_null("decided_by"))
                .col(text_null("decided_by_name"))
                .col(text("reasons"))
                .foreign_key(ForeignKey::create().from("reviews", "node").to("nodes", "id"))
                .foreign_key(ForeignKey::create().from("reviews", "revision").to("revisions", "id"))
                .to_owned(),
        )
        .await?;
    for (name, column) in [("reviews_by_node", "node"), ("reviews_by_state", "state")] {
        manager.create_index(Index::create().name(name).table("reviews").col(column).col("id").to_owned()).await?;
    }
    manager
        .create_table(
            table("review_rules")
                .col(ColumnDef::new("node").big_integer().not_null().primary_key())
                .col(boolean("needed"))
                .col(date_time("made_at"))
                .col(text("made_by_name"))
                .foreign_key(ForeignKey::create().from("review_rules", "node").to("nodes", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            table("urgent_publications")
                .col(pk())
                .col(big_integer("node"))
                .col(big_integer("revision"))
                .col(text("reason"))
                .col(date_time("made_at"))
                .col(big_integer_null("made_by"))
                .col(text("made_by_name"))
                .col(date_time_null("looked_at"))
                .col(text_null("looked_by_name"))
                .foreign_key(ForeignKey::create().from("urgent_publications", "node").to("nodes", "id"))
                .to_owned(),
        )
        .await?;
    for (name, column) in [("urgent_publications_by_node", "node"), ("urgent_publications_by_look", "looked_at")] {
        let index = Index::create().name(name).table("urgent_publications").col(column).to_owned();
        manager.create_index(index).await?;
    }
    Ok(())
}

async fn comments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("comments")
                .col(pk())
                .col(big_integer("node"))
                .col(big_integer("revision"))
                .col(text("place"))
                .col(text("place_label"))
                .col(big_integer_null("answers"))
                .col(text("text"))
                .col(date_time("made_at"))
                .col(big_integer_null("made_by"))
                .col(text("made_by_name"))
                .col(date_time_null("resolved_at"))
                .col(text_null("resolved_by_name"))
                .foreign_key(ForeignKey::create().from("comments", "node").to("nodes", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(Index::create().name("comments_by_node").table("comments").col("node").col("id").to_owned())
        .await
}
