//! Everything that only SQLite says: how its connections are opened and what its file carries.

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

/// Marks the file as ours ("WAYM" in ASCII), as `file` and other tools read it.
pub(crate) const APPLICATION_ID: i64 = 0x5741_594D;

/// How many connections read at once. On two cores more than four brought nothing in our measurements.
const READERS: u32 = 4;

/// The one connection that writes. Acknowledged means saved, through power loss too: the journal is synced on every
/// commit (`synchronous=FULL`).
pub(crate) async fn open_writer(file: &Path) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(address(file));
    options.max_connections(1).min_connections(1).map_sqlx_sqlite_opts(|sqlite| {
        common(sqlite)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("journal_size_limit", "67108864")
            .optimize_on_close(true, None)
    });
    connect(options).await
}

/// The connections that read; SQLite refuses any write on them.
pub(crate) async fn open_readers(file: &Path) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(address(file));
    options
        .max_connections(READERS)
        .min_connections(1)
        .map_sqlx_sqlite_opts(|sqlite| common(sqlite).pragma("query_only", "ON").pragma("cache_size", "-16000"));
    connect(options).await
}

/// One more connection, for a copy of the whole database: the readers refuse even that, and the writer must stay free.
pub(crate) async fn open_copier(file: &Path) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(address(file));
    options.max_connections(1).map_sqlx_sqlite_opts(common);
    connect(options).await
}

/// Begins a write: the lock is taken at once, so that a read inside it stays true until the commit.
pub(crate) async fn begin_write(writer: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    writer.begin_with_options(options).await
}

/// The two numbers in the file's header: whose file it is, and the version of its schema.
pub(crate) async fn header(connection: &DatabaseConnection) -> Result<(i64, i64), DbErr> {
    Ok((pragma(connection, "application_id").await?, pragma(connection, "user_version").await?))
}

/// Writes the two numbers of the header.
pub(crate) async fn set_header(connection: &DatabaseConnection, version: i64) -> Result<(), DbErr> {
    connection.execute_unprepared(&format!("PRAGMA application_id = {APPLICATION_ID}")).await?;
    connection.execute_unprepared(&format!("PRAGMA user_version = {version}")).await?;
    Ok(())
}

/// Copies the whole database into a new file while others read and write.
pub(crate) async fn copy_into(connection: &DatabaseConnection, file: &Path) -> Result<(), DbErr> {
    let name = file.to_string_lossy().replace('\'', "''");
    connection.execute_unprepared(&format!("VACUUM INTO '{name}'")).await?;
    Ok(())
}

/// What SQLite finds wrong with its own file; empty when all is well.
pub(crate) async fn integrity(connection: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let rows = connection
        .query_all_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA quick_check(20)"))
        .await?;
    let findings = rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<Vec<_>, _>>()?;
    Ok(findings.into_iter().filter(|finding| finding != "ok").collect())
}

/// Moves everything from the journal into the file, as a clean stop does.
pub(crate) async fn checkpoint(writer: &DatabaseConnection) -> Result<(), DbErr> {
    writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(())
}

async fn pragma(connection: &DatabaseConnection, name: &str) -> Result<i64, DbErr> {
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, format!("PRAGMA {name}"));
    let row = connection.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get_by_index::<i32>(0).map(i64::from))
}

fn common(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(256)
}

async fn connect(mut options: ConnectOptions) -> Result<DatabaseConnection, DbErr> {
    options.sqlx_logging(false).test_before_acquire(false);
    options.idle_timeout(None).max_lifetime(None).acquire_timeout(Duration::from_secs(30));
    Database::connect(options).await
}

fn address(file: &Path) -> String {
    let encoded = file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("sqlite://{encoded}")
}
