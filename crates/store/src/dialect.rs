//! Everything that only SQLite says: how its connections are opened and what its file carries.

mod connections;

use std::{path::Path, sync::Arc, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement, TransactionTrait,
    sea_query::Expr,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::asked::Asked;
pub(crate) use connections::{Answered, Connections, Transaction, executed};
use connections::{COMMIT, ROLLBACK};

/// Marks the file as ours ("WAYM" in ASCII), as `file` and other tools read it.
pub(crate) const APPLICATION_ID: i64 = 0x5741_594D;

/// How many connections read at once. On two cores more than four brought nothing in our measurements.
const READERS: u32 = 4;

/// How much of the database each connection keeps at hand, in KiB when negative: the upper levels of the indexes of a large site.
const CACHE: &str = "-16000";

/// How the one connection that writes is opened. Acknowledged means saved, through power loss too: the journal is synced on every
/// commit (`synchronous=FULL`).
fn writing(sqlite: SqliteConnectOptions) -> SqliteConnectOptions {
    common(sqlite)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", CACHE)
        .pragma("journal_size_limit", "67108864")
}

/// The one connection that writes, while the file is looked at and its schema grows.
pub(crate) async fn open_first(file: &Path) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(address(file));
    options.max_connections(1).min_connections(1).map_sqlx_sqlite_opts(writing);
    connect(options).await
}

/// The one connection that writes.
pub(crate) async fn open_writer(file: &Path, asked: Arc<Asked>) -> Result<Connections, DbErr> {
    let options = writing(SqliteConnectOptions::new().filename(file)).optimize_on_close(true, None);
    Connections::open(options, 1, asked).await
}

/// The connections that read; SQLite refuses any write on them.
pub(crate) async fn open_readers(file: &Path, asked: Arc<Asked>) -> Result<Connections, DbErr> {
    let reading =
        common(SqliteConnectOptions::new().filename(file)).pragma("query_only", "ON").pragma("cache_size", CACHE);
    Connections::open(reading, READERS, asked).await
}

/// One more connection, for a copy of the whole database: the readers refuse even that, and the writer must stay free.
pub(crate) async fn open_copier(file: &Path) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(address(file));
    options.max_connections(1).map_sqlx_sqlite_opts(common);
    connect(options).await
}

/// Begins a write: the lock is taken at once, so that a read inside it stays true until the commit.
pub(crate) const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";
/// Begins to read at one moment.
pub(crate) const BEGIN_READ: &str = "BEGIN";

/// The two numbers in the file's header: whose file it is, and the version of its schema.
pub(crate) async fn header<C: ConnectionTrait>(connection: &C) -> Result<(i64, i64), DbErr> {
    Ok((pragma(connection, "application_id").await?, pragma(connection, "user_version").await?))
}

/// Writes the two numbers of the header.
pub(crate) async fn set_header(connection: &DatabaseConnection, version: i64) -> Result<(), DbErr> {
    connection.execute_unprepared(&format!("PRAGMA application_id = {APPLICATION_ID}")).await?;
    connection.execute_unprepared(&format!("PRAGMA user_version = {version}")).await?;
    Ok(())
}

/// Parts statements that go to the database together; none of them has a line end in it.
const AND: &str = ";\n";

/// Several statements as one, each of which is answered. Another database would be asked one after the other.
pub(crate) fn together(mut statements: Vec<Statement>) -> Statement {
    if statements.len() == 1
        && let Some(only) = statements.pop()
    {
        return only;
    }
    let sql = statements.iter().map(|statement| statement.sql.as_str()).collect::<Vec<_>>().join(AND);
    let values = statements.into_iter().filter_map(|statement| statement.values).flat_map(|values| values.0);
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
}

/// The statements of a question, in their order, without the beginnings and ends of transactions.
pub(crate) fn parts(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(AND).filter(|part| ![BEGIN_READ, BEGIN_WRITE, COMMIT, ROLLBACK].contains(part))
}

/// Copies the whole database into a new file while others read and write.
pub(crate) async fn copy_into(connection: &DatabaseConnection, file: &Path) -> Result<(), DbErr> {
    let name = file.to_string_lossy().replace('\'', "''");
    connection.execute_unprepared(&format!("VACUUM INTO '{name}'")).await?;
    Ok(())
}

/// What SQLite finds wrong with its own file; empty when all is well.
pub(crate) async fn integrity<C: ConnectionTrait>(connection: &C) -> Result<Vec<String>, DbErr> {
    let rows = connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA quick_check(20)")).await?;
    let findings = rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<Vec<_>, _>>()?;
    Ok(findings.into_iter().filter(|finding| finding != "ok").collect())
}

/// How SQLite finds the answer to a statement, a step a line; a step that reads a whole table begins with `SCAN`.
pub(crate) async fn plan<C: ConnectionTrait>(connection: &C, sql: &str) -> Result<Vec<String>, DbErr> {
    let question = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
    let rows = connection.query_all_raw(question).await?;
    rows.iter().map(|row| row.try_get::<String>("", "detail")).collect()
}

/// The index by which the editors' search finds nodes: every three letters that follow each other in the titles of a node and in the last part of its
/// address. It holds no text itself. A trigger keeps it in the transaction that changes a title, so that no verb can forget to.
const SEARCH: [&str; 2] = [
    "CREATE VIRTUAL TABLE search \
     USING fts5(titles, slug, tokenize = 'trigram', detail = column, content = '', contentless_delete = 1)",
    "CREATE TRIGGER search_follows_nodes AFTER UPDATE OF draft_revision, live_revision, slug ON nodes \
     WHEN new.slug IS NOT old.slug \
     OR (SELECT title FROM revisions WHERE id = new.draft_revision) IS NOT \
        (SELECT title FROM revisions WHERE id = old.draft_revision) \
     OR (SELECT title FROM revisions WHERE id = new.live_revision) IS NOT \
        (SELECT title FROM revisions WHERE id = old.live_revision) \
     BEGIN \
     DELETE FROM search WHERE rowid = new.id; \
     INSERT INTO search (rowid, titles, slug) \
     SELECT new.id, draft.title || CASE WHEN live.title <> draft.title THEN ' ' || live.title ELSE '' END, new.slug \
     FROM revisions AS draft LEFT JOIN revisions AS live ON live.id = new.live_revision \
     WHERE draft.id = new.draft_revision; \
     END",
];

/// Makes the index of the editors' search, where it is not there yet, and fills it.
pub(crate) async fn make_search(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let there = "SELECT name FROM sqlite_master WHERE name = 'search'";
    if connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, there)).await?.is_some() {
        return Ok(());
    }
    let transaction = connection.begin().await?;
    for statement in SEARCH {
        transaction.execute_unprepared(statement).await?;
    }
    add_to_search(&transaction, i64::MIN, i64::MAX).await?;
    transaction.commit().await
}

/// Takes new nodes into the index of the search, which are written without a change of theirs.
pub(crate) async fn add_to_search<C: ConnectionTrait>(connection: &C, first: i64, last: i64) -> Result<(), DbErr> {
    const ADD: &str = "INSERT INTO search (rowid, titles, slug) \
        SELECT nodes.id, draft.title || CASE WHEN live.title <> draft.title THEN ' ' || live.title ELSE '' END, nodes.slug \
        FROM nodes JOIN revisions AS draft ON draft.id = nodes.draft_revision \
        LEFT JOIN revisions AS live ON live.id = nodes.live_revision WHERE nodes.id BETWEEN ? AND ?";
    connection.execute_raw(asked(ADD, [first.into(), last.into()])).await?;
    Ok(())
}

/// The nodes that may have a word in a title or in their address: those that the index finds, and all below one that has it in the last part of its own.
const FOUND: &str = "SELECT rowid FROM search WHERE search MATCH ? UNION ALL \
    SELECT below.id FROM nodes AS above JOIN nodes AS below ON below.path > above.path || '/' AND below.path < above.path || '0' \
    WHERE above.id IN (SELECT rowid FROM search WHERE search MATCH ?)";

/// How many nodes [`found`] finds, counted up to `most`; `None` for a word that the index cannot look up.
pub(crate) async fn count_found<C: ConnectionTrait>(
    connection: &C,
    word: &str,
    most: i64,
) -> Result<Option<i64>, DbErr> {
    let Some([letters, in_slug]) = letters(word) else { return Ok(None) };
    let count = format!("SELECT COUNT(*) FROM ({FOUND} LIMIT ?)");
    let row = connection.query_one_raw(asked(&count, [letters.into(), in_slug.into(), most.into()])).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}

/// That a node is one of those that may have a word; `None` for a word that the index cannot look up.
pub(crate) fn found(word: &str) -> Option<Expr> {
    Some(Expr::cust_with_values(format!("nodes.id IN ({FOUND})"), letters(word)?))
}

/// A word as the index is asked for it, anywhere and in the last part of an address: each three letters of it. Shorter words, and signs that no word has,
/// it cannot look up.
fn letters(word: &str) -> Option<[String; 2]> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 || letters.contains(&'/') || letters.iter().any(|letter| letter.is_control()) {
        return None;
    }
    let threes =
        letters.windows(3).map(|three| format!("\"{}\"", three.iter().collect::<String>().replace('"', "\"\"")));
    let threes = threes.collect::<Vec<_>>().join(" AND ");
    let in_slug = format!("slug : ({threes})");
    Some([threes, in_slug])
}

fn asked<const N: usize>(sql: &str, values: [sea_orm::Value; N]) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
}

/// How many commits a write-ahead log (`waymark.db-wal`) holds since it began anew: its frames that end one, as SQLite's description of the file format
/// has it. Each was synced to the disk once.
pub fn commits(log: &[u8]) -> usize {
    const HEADER: usize = 32;
    const FRAME_HEADER: usize = 24;
    let Some((header, frames)) = log.split_at_checked(HEADER) else { return 0 };
    let number = |bytes: &[u8]| bytes.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
    let page = number(&header[8..12]);
    // Frames of an earlier round of the log bear another salt.
    let present = frames.chunks_exact(FRAME_HEADER + page).take_while(|frame| frame[8..16] == header[16..24]);
    present.filter(|frame| number(&frame[4..8]) > 0).count()
}

/// Moves everything from the journal into the file, as a clean stop does.
pub(crate) async fn checkpoint(writer: &Connections) -> Result<(), DbErr> {
    writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(())
}

async fn pragma<C: ConnectionTrait>(connection: &C, name: &str) -> Result<i64, DbErr> {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
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
