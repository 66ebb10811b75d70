//! What somebody chose to stand in for a withdrawn page belongs to that page, not to the redirect at the address where it stood: another page may take
//! that address, and the choice is still the same.

use sea_orm_migration::{
    prelude::*,
    schema::big_integer_null,
    sea_orm::{ConnectionTrait, Statement},
};

pub(crate) struct Step;

/// A redirect that was led to another site since stood in for the page with that. Pages alone can stand in now; the redirect itself stays.
const FILL: &str = "UPDATE nodes SET stand_in = (SELECT MAX(redirects.target_node) FROM redirects \
    WHERE redirects.stands_in_for = nodes.id AND redirects.target_node <> nodes.id) WHERE live_revision IS NULL";

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0030_stand_ins_of_nodes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = big_integer_null("stand_in");
        manager.alter_table(Table::alter().table("nodes").add_column(column).to_owned()).await?;
        let connection = manager.get_connection();
        connection.execute_raw(Statement::from_string(connection.get_database_backend(), FILL)).await?;
        manager.drop_index(Index::drop().name("redirects_by_stand_in").table("redirects").to_owned()).await?;
        manager.alter_table(Table::alter().table("redirects").drop_column("stands_in_for").to_owned()).await
    }
}
