//! What a link says of itself, the headings that links can lead to, and what is left for somebody to mend.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text, text_null},
};

use crate::columns::{date_time, date_time_null, pk, table};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0015_links"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            text("place").default("text").to_owned(),
            text_null("block"),
            text_null("fragment"),
            text_null("own_path"),
            boolean("here").default(true).to_owned(),
            big_integer_null("stray"),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table("links").add_column(column).to_owned()).await?;
        }
        let by = |name: &'static str, columns: [&'static str; 2]| {
            Index::create().name(name).table("links").col(columns[0]).col(columns[1]).to_owned()
        };
        // Pages that refer to a node, in their order, without a look at the rows.
        manager.create_index(by("links_by_target_and_node", ["target_node", "node"])).await?;
        // Few links have one of these; the report of broken links reads these indexes alone.
        for (name, column) in
            [("links_by_fragment", "fragment"), ("links_by_own_path", "own_path"), ("links_astray", "stray")]
        {
            let index = by(name, [column, "id"]).and_where(Expr::col(column).is_not_null()).to_owned();
            manager.create_index(index).await?;
        }
        let not_live = Index::create()
            .name("nodes_not_live")
            .table("nodes")
            .col("id")
            .and_where(Expr::col("live_revision").is_null())
            .to_owned();
        manager.create_index(not_live).await?;
        manager
            .create_table(
                table("live_anchors")
                    .col(big_integer("node"))
                    .col(text("anchor"))
                    .primary_key(Index::create().col("node").col("anchor"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("tasks")
                    .col(pk())
                    .col(big_integer("node"))
                    .col(big_integer("about"))
                    .col(text("words"))
                    .col(big_integer_null("person"))
                    .col(date_time("made_at"))
                    .col(text("made_by_name"))
                    .col(date_time_null("done_at"))
                    .col(text_null("done_by_name"))
                    .foreign_key(ForeignKey::create().from("tasks", "node").to("nodes", "id"))
                    .to_owned(),
            )
            .await?;
        for (name, column) in [("tasks_by_node", "node"), ("tasks_by_person", "person")] {
            let index = Index::create().name(name).table("tasks").col(column).col("done_at").to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
