//! For which withdrawn page a redirect answers.

use sea_orm_migration::{
    prelude::*,
    schema::big_integer_null,
    sea_orm::{ConnectionTrait, Statement},
};

pub(crate) struct Step;

/// Until now the redirect at the address of a page that was not public answered for it, whoever had left it there.
const FILL: &str = "UPDATE redirects SET stands_in_for = (SELECT nodes.id FROM nodes WHERE nodes.path = redirects.path \
    AND (redirects.target_node IS NULL OR redirects.target_node <> nodes.id) \
    AND NOT EXISTS (SELECT 1 FROM live_nodes WHERE live_nodes.node = nodes.id))";

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0022_stand_ins"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = big_integer_null("stands_in_for");
        manager.alter_table(Table::alter().table("redirects").add_column(column).to_owned()).await?;
        manager
            .create_index(
                Index::create().name("redirects_by_stand_in").table("redirects").col("stands_in_for").to_owned(),
            )
            .await?;
        let connection = manager.get_connection();
        connection.execute_raw(Statement::from_string(connection.get_database_backend(), FILL)).await?;
        Ok(())
    }
}
