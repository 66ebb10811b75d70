//! The way of a transaction to the database. Each question takes that way and back by itself, which lasts longer than most of the writes in between; so
//! writes of which nobody needs an answer wait, in their order, and go along with the next question, or with the commit.

use std::{
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, QueryTrait, Statement,
    StatementBuilder,
};

use crate::{StoreError, Tx, dialect};

/// How many writes wait at most; an action over many nodes must not gather all of them in memory.
const MOST: usize = 64;

/// A transaction with the writes that wait.
#[derive(Debug)]
pub(crate) struct Connection {
    transaction: DatabaseTransaction,
    waiting: Mutex<Vec<Statement>>,
}

impl Tx {
    /// Writes something of which nobody needs an answer, such as how many rows it met. Every question of this transaction finds it written; what the
    /// database has against it is told by the next question, or instead of the commit.
    pub(crate) async fn later<Q: QueryTrait>(&self, write: Q) -> Result<(), StoreError> {
        self.statement_later(write.as_query()).await
    }

    /// The same for a statement.
    pub(crate) async fn statement_later<S: StatementBuilder>(&self, write: &S) -> Result<(), StoreError> {
        let connection = self.connection();
        let statement = connection.get_database_backend().build(write);
        let is_full = {
            let mut waiting = connection.waiting();
            waiting.push(statement);
            waiting.len() >= MOST
        };
        if is_full {
            connection.send_waiting().await?;
        }
        Ok(())
    }
}

impl Connection {
    pub(super) fn new(transaction: DatabaseTransaction) -> Self {
        Self { transaction, waiting: Mutex::default() }
    }

    pub(super) async fn commit(self) -> Result<(), DbErr> {
        self.send_waiting().await?;
        self.transaction.commit().await
    }

    /// Undoes everything; what still waits is never written.
    pub(super) async fn rollback(self) -> Result<(), DbErr> {
        self.transaction.rollback().await
    }

    async fn send_waiting(&self) -> Result<(), DbErr> {
        let waiting = mem::take(&mut *self.waiting());
        if !waiting.is_empty() {
            self.transaction.execute_raw(dialect::together(waiting)).await?;
        }
        Ok(())
    }

    /// A question behind everything that waits.
    fn along(&self, question: Statement) -> Statement {
        let mut all = mem::take(&mut *self.waiting());
        all.push(question);
        dialect::together(all)
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Statement>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }

    /// Alone, because the answer counts the rows of all that is sent together.
    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.send_waiting().await?;
        self.transaction.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.send_waiting().await?;
        self.transaction.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, question: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.transaction.query_one_raw(self.along(question)).await
    }

    async fn query_all_raw(&self, question: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.transaction.query_all_raw(self.along(question)).await
    }
}

#[cfg(test)]
mod tests {
    use content::Clock;
    use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait as _};

    use super::*;
    use crate::{Opening, Store, entities::settings};

    async fn fresh(name: &str) -> (Store, std::path::PathBuf) {
        let folder = std::env::temp_dir().join(format!("waymark-later-{name}-{}", std::process::id()));
        let clock = Clock::fixed("2021-03-15T09:00:00Z".parse().unwrap());
        (Store::open(&folder, clock, Opening::Server).await.unwrap(), folder)
    }

    fn setting(name: String) -> settings::ActiveModel {
        settings::ActiveModel { name: Set(name), value: Set("told later".into()) }
    }

    #[expect(clippy::disallowed_methods, reason = "the test clears its own folder away")]
    fn clear_away(folder: &std::path::Path) {
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn writes_that_wait_are_found_by_the_next_question_and_take_no_way_of_their_own() {
        let (store, folder) = fresh("found").await;
        let before = settings::Entity::find().count(store.readers()).await.unwrap();
        let (statements, ways) = (store.statements(), store.ways());
        let counted: Result<u64, StoreError> = store
            .write(|tx| {
                Box::pin(async move {
                    for number in 0..3 {
                        tx.later(settings::Entity::insert(setting(format!("waiting {number}")))).await?;
                    }
                    let found = settings::Entity::find().count(tx.connection()).await?;
                    tx.later(settings::Entity::delete_by_id("waiting 0")).await?;
                    Ok(found)
                })
            })
            .await;
        assert_eq!(counted.unwrap(), before + 3);
        assert_eq!(
            (store.statements() - statements, store.ways() - ways),
            (5, 2),
            "one with the question, one with the commit"
        );
        assert_eq!(settings::Entity::find().count(store.readers()).await.unwrap(), before + 2);
        drop(store);
        clear_away(&folder);
    }

    #[tokio::test]
    async fn many_writes_do_not_all_wait_and_a_wrong_one_undoes_the_transaction() {
        let (store, folder) = fresh("undone").await;
        let before = settings::Entity::find().count(store.readers()).await.unwrap();
        let ways = store.ways();
        let written: Result<(), StoreError> = store
            .write(|tx| {
                Box::pin(async move {
                    for number in 0..3 * MOST {
                        tx.later(settings::Entity::insert(setting(format!("waiting {number}")))).await?;
                    }
                    tx.later(settings::Entity::insert(setting("waiting 0".into()))).await
                })
            })
            .await;
        assert!(matches!(written, Err(StoreError::Database(_))), "{written:?}");
        assert_eq!(store.ways() - ways, 4);
        assert_eq!(settings::Entity::find().count(store.readers()).await.unwrap(), before, "nothing was written");
        drop(store);
        clear_away(&folder);
    }

    #[tokio::test]
    async fn the_rows_of_one_statement_are_counted_without_those_that_waited() {
        let (store, folder) = fresh("counted").await;
        let deleted: Result<u64, StoreError> = store
            .write(|tx| {
                Box::pin(async move {
                    for number in 0..3 {
                        tx.later(settings::Entity::insert(setting(format!("waiting {number}")))).await?;
                    }
                    Ok(settings::Entity::delete_by_id("waiting 1").exec(tx.connection()).await?.rows_affected)
                })
            })
            .await;
        assert_eq!(deleted.unwrap(), 1);
        drop(store);
        clear_away(&folder);
    }
}
