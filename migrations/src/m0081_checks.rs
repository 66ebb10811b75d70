//! What the checks before publishing found in each text, what people accepted of it, what went live with errors, and what keeps a page in good repair.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean_null, date_null, integer, text, text_null},
};

use crate::columns::{date_time, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0081_checks"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        findings(manager).await?;
        decisions(manager).await?;
        upkeep(manager).await
    }
}

async fn findings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("findings")
                .col(pk())
                .col(big_integer("node"))
                .col(text("side"))
                .col(text("severity"))
                .col(text("rule"))
                .col(text_null("block"))
                .col(integer("line"))
                .col(text("digest"))
                .col(text("sentence"))
                .foreign_key(ForeignKey::create().from("findings", "node").to("nodes", "id"))
                .to_owned(),
        )
        .await?;
    let by_node = Index::create().name("findings_by_node").table("findings").col("node").col("side").to_owned();
    manager.create_index(by_node).await?;
    // The report reads one part of this index, in its order.
    let by_severity = Index::create()
        .name("findings_by_severity")
        .table("findings")
        .col("side")
        .col("severity")
        .col("node")
        .col("id")
        .to_owned();
    manager.create_index(by_severity).await
}

async fn decisions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("accepted_findings")
                .col(big_integer("node"))
                .col(text("rule"))
                .col(text("digest"))
                .col(date_time("made_at"))
                .col(big_integer_null("made_by"))
                .col(text("made_by_name"))
                .primary_key(Index::create().col("node").col("rule").col("digest"))
                .foreign_key(ForeignKey::create().from("accepted_findings", "node").to("nodes", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            table("published_anyway")
                .col(pk())
                .col(big_integer("node"))
                .col(big_integer("revision"))
                .col(text("reason"))
                .col(text("errors"))
                .col(date_time("made_at"))
                .col(big_integer_null("made_by"))
                .col(text("made_by_name"))
                .foreign_key(ForeignKey::create().from("published_anyway", "node").to("nodes", "id"))
                .to_owned(),
        )
        .await?;
    let by_node = Index::create()
        .name("published_anyway_by_node")
        .table("published_anyway")
        .col("node")
        .col("revision")
        .to_owned();
    manager.create_index(by_node).await
}

async fn upkeep(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("upkeep")
                .col(ColumnDef::new("node").big_integer().not_null().primary_key())
                .col(date_time("edited_at"))
                .col(date_null("review_by"))
                .col(text("owner"))
                .col(boolean_null("described"))
                .foreign_key(ForeignKey::create().from("upkeep", "node").to("nodes", "id"))
                .to_owned(),
        )
        .await?;
    let by = |name: &'static str, column: &'static str| {
        Index::create().name(name).table("upkeep").col(column).col("node").to_owned()
    };
    manager.create_index(by("upkeep_by_edited", "edited_at")).await?;
    let by_review = by("upkeep_by_review", "review_by").and_where(Expr::col("review_by").is_not_null()).to_owned();
    manager.create_index(by_review).await?;
    manager.create_index(by("upkeep_by_described", "described")).await
}
