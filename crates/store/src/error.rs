use content::{DocumentError, NodeId};
use sea_orm::DbErr;
use thiserror::Error;

/// A surprise while reading or writing: nothing that a person typed can cause it.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database refused or failed.
    #[error("the database answered: {0}")]
    Database(#[from] DbErr),
    /// A row that says what cannot be.
    #[error("{table} {id}: column {column} holds what it cannot hold: {found}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's number or key.
        id: String,
        /// The column.
        column: &'static str,
        /// What stands there, cut short.
        found: String,
    },
    /// A revision that is no draft.
    #[error("revisions {revision}: {source}")]
    Document {
        /// The row.
        revision: i64,
        /// Why it is not readable.
        source: DocumentError,
    },
    /// Something that must be there is not.
    #[error("nodes {0}: the row is missing")]
    NoNode(NodeId),
    /// The task that wrote ended early, as it does while the server shuts down.
    #[error("the write was stopped before its end")]
    Stopped,
}

impl StoreError {
    /// Whether the disk has no room left.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Database(error) if error.to_string().contains("database or disk is full"))
    }

    /// Whether the database may only be read.
    pub fn is_read_only(&self) -> bool {
        matches!(self, Self::Database(error) if error.to_string().contains("readonly database"))
    }

    pub(crate) fn corrupt(table: &'static str, id: impl std::fmt::Display, column: &'static str, found: &str) -> Self {
        let found = found.chars().take(60).collect();
        Self::Corrupt { table, id: id.to_string(), column, found }
    }
}
