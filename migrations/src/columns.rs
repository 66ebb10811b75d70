//! The columns that every table spells alike.

use sea_orm_migration::{prelude::*, schema::timestamp_with_time_zone};

/// A table that must not exist yet.
pub(crate) fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

/// The table's own number: given by the database, never used again.
pub(crate) fn pk() -> ColumnDef {
    ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key().to_owned()
}

/// An instant in UTC.
pub(crate) fn date_time(name: &'static str) -> ColumnDef {
    timestamp_with_time_zone(name)
}

/// An instant in UTC, or none.
pub(crate) fn date_time_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().to_owned()
}
