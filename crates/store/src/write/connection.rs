//! The way of a transaction to the database. Each question takes that way and back by itself, which lasts longer than most of the writes in between; so
//! writes of which nobody needs an answer wait, in their order, and go along with the next question, or with the commit. And what a verb will ask for
//! certain goes along before it is asked.

use std::{
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, QueryTrait, Statement, StatementBuilder,
    sea_query::SelectStatement,
};

use crate::{
    StoreError, Tx,
    dialect::{Answered, Transaction, executed},
    together::Asking,
};

/// How many writes wait at most; an action over many nodes must not gather all of them in memory.
const MOST: usize = 64;

/// A transaction with the writes that wait, and with what it will be asked.
#[derive(Debug)]
pub(crate) struct Connection {
    transaction: Transaction,
    ahead: Mutex<Ahead>,
}

/// What goes along with the next question, and what went along with the one before.
#[derive(Debug, Default)]
struct Ahead {
    /// Writes of which nobody needs an answer.
    waiting: Vec<Statement>,
    /// Questions that will be asked.
    foreseen: Vec<Statement>,
    /// Questions that were asked ahead, with their answers, which hold until one of their tables is written.
    known: Vec<(Statement, Vec<QueryResult>)>,
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
            let mut ahead = connection.ahead();
            ahead.forget_what_changes(&statement);
            ahead.waiting.push(statement);
            ahead.waiting.len() >= MOST
        };
        if is_full {
            connection.send_waiting().await?;
        }
        Ok(())
    }

    /// Says what will be asked for certain: it goes along with the next question, and when it is asked its answer is there, unless what it reads was
    /// written in between.
    pub(crate) fn foresee(&self, questions: &[SelectStatement]) {
        let connection = self.connection();
        let questions = questions.iter().map(|question| connection.get_database_backend().build(question));
        connection.ahead().foreseen.extend(questions);
    }
}

impl Ahead {
    /// Forgets the answers from the table that this statement writes. Nothing that is foreseen anywhere is deleted along
    /// with something else, and the one trigger keeps the index of the search.
    fn forget_what_changes(&mut self, write: &Statement) {
        match write.sql.split('"').nth(1) {
            Some(table) => {
                let table = format!("\"{table}\"");
                self.known.retain(|(question, _)| !question.sql.contains(&table));
            }
            None => self.known.clear(),
        }
    }
}

impl Connection {
    pub(super) fn new(transaction: Transaction) -> Self {
        Self { transaction, ahead: Mutex::default() }
    }

    /// Makes everything last, and answers a last question along with it.
    pub(super) async fn commit(self, question: Option<&SelectStatement>) -> Result<Option<QueryResult>, DbErr> {
        let mut last = mem::take(&mut self.ahead().waiting);
        let question = question.map(|question| self.get_database_backend().build(question));
        let is_asked = question.is_some();
        last.extend(question);
        let answer = self.transaction.commit(last).await?.pop();
        Ok(answer.filter(|_| is_asked).and_then(|answer| answer.rows.into_iter().next()))
    }

    /// Undoes everything; what still waits is never written.
    pub(super) async fn roll_back(self) {
        self.transaction.roll_back().await;
    }

    async fn send_waiting(&self) -> Result<(), DbErr> {
        let waiting = mem::take(&mut self.ahead().waiting);
        if !waiting.is_empty() {
            self.transaction.each(waiting).await?;
        }
        Ok(())
    }

    /// Asks questions behind everything that waits, with what is foreseen behind them.
    async fn ask(&self, mut questions: Vec<Statement>) -> Result<Vec<Answered>, DbErr> {
        let asked = questions.len();
        let (mut all, foreseen) = {
            let mut ahead = self.ahead();
            (mem::take(&mut ahead.waiting), mem::take(&mut ahead.foreseen))
        };
        let waited = all.len();
        all.append(&mut questions);
        all.extend(foreseen.iter().cloned());
        let mut answers = self.transaction.each(all).await?;
        let known = answers.split_off(waited + asked);
        self.ahead().known.extend(foreseen.into_iter().zip(known.into_iter().map(|answer| answer.rows)));
        Ok(answers.split_off(waited))
    }

    /// The answer to a question that was asked ahead.
    fn known(&self, question: &Statement) -> Option<Vec<QueryResult>> {
        let mut ahead = self.ahead();
        let place = ahead.known.iter().position(|(asked, _)| asked == question)?;
        Some(ahead.known.swap_remove(place).1)
    }

    fn ahead(&self) -> MutexGuard<'_, Ahead> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl Asking for Connection {
    async fn ask_each(&self, questions: Vec<Statement>) -> Result<Vec<Vec<QueryResult>>, DbErr> {
        let known: Vec<Option<Vec<QueryResult>>> = questions.iter().map(|question| self.known(question)).collect();
        let open = questions.into_iter().zip(&known).filter(|(_, known)| known.is_none());
        let open: Vec<Statement> = open.map(|(question, _)| question).collect();
        let answers = if open.is_empty() { Vec::new() } else { self.ask(open).await? };
        let mut answers = answers.into_iter().map(|answer| answer.rows);
        Ok(known.into_iter().map(|known| known.or_else(|| answers.next()).unwrap_or_default()).collect())
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.ahead().forget_what_changes(&statement);
        executed(self.ask(vec![statement]).await?.pop())
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(self.get_database_backend(), sql)).await
    }

    async fn query_one_raw(&self, question: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(question).await?.into_iter().next())
    }

    async fn query_all_raw(&self, question: Statement) -> Result<Vec<QueryResult>, DbErr> {
        // A write that gives back what it wrote comes this way too.
        if !reads(&question.sql) {
            self.ahead().forget_what_changes(&question);
        }
        Ok(self.ask_each(vec![question]).await?.pop().unwrap_or_default())
    }
}

fn reads(sql: &str) -> bool {
    ["SELECT", "WITH"].iter().any(|begin| sql.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use content::Clock;
    use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait, PaginatorTrait as _, QueryFilter as _};

    use super::*;
    use crate::{
        Opening, Store,
        entities::{changes, settings},
    };

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
        assert_eq!(store.ways() - ways, 5, "three times as many as may wait, the commit, and the way back");
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

    fn named(name: &str) -> sea_orm::Select<settings::Entity> {
        settings::Entity::find().filter(settings::Column::Name.eq(name))
    }

    #[tokio::test]
    async fn what_is_foreseen_takes_no_way_of_its_own_and_is_asked_again_after_a_write() {
        let (store, folder) = fresh("foreseen").await;
        let ways = store.ways();
        let read: Result<(usize, usize), StoreError> = store
            .write(|tx| {
                Box::pin(async move {
                    let elsewhere = changes::Entity::find();
                    let foreseen = [elsewhere.clone().into_query(), named("b").into_query(), named("c").into_query()];
                    tx.foresee(&foreseen);
                    assert!(named("a").one(tx.connection()).await?.is_none());
                    let before = named("b").all(tx.connection()).await?.len();
                    tx.later(settings::Entity::insert(setting("c".into()))).await?;
                    assert_eq!(elsewhere.all(tx.connection()).await?, [], "this holds on");
                    let after = named("c").all(tx.connection()).await?.len();
                    Ok((before, after))
                })
            })
            .await;
        assert_eq!(read.unwrap(), (0, 1), "what was known before the write holds no longer");
        assert_eq!(store.ways() - ways, 3, "the first question with both, the one after the write, the commit");
        drop(store);
        clear_away(&folder);
    }

    #[tokio::test]
    async fn a_transaction_that_only_looks_writes_nothing_and_one_that_panics_is_undone() {
        let (store, folder) = fresh("panics").await;
        let before = settings::Entity::find().count(store.readers()).await.unwrap();
        let (writing, asking) = (store.clone(), store.clone());
        let panicked = tokio::spawn(async move {
            let work: Result<(), StoreError> = writing
                .write(|tx| {
                    Box::pin(async move {
                        tx.later(settings::Entity::insert(setting("lost".into()))).await?;
                        let found = named("lost").all(tx.connection()).await?;
                        assert!(found.is_empty(), "this is meant to fail: it was written a moment ago");
                        Ok(())
                    })
                })
                .await;
            work
        });
        assert!(panicked.await.unwrap_err().is_panic());
        let next: Result<u64, StoreError> = asking
            .write(|tx| {
                Box::pin(async move {
                    tx.later(settings::Entity::insert(setting("kept".into()))).await?;
                    Ok(settings::Entity::find().count(tx.connection()).await?)
                })
            })
            .await;
        assert_eq!(next.unwrap(), before + 1, "the writer is free again, and what the first wrote is gone");
        assert_eq!(settings::Entity::find().count(store.readers()).await.unwrap(), before + 1);
        drop((store, asking));
        clear_away(&folder);
    }
}
