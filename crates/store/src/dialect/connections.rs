//! The store's own connections.
//!
//! A pool of the driver's tests each connection with a way to the database and back after every question, and begins and ends transactions with ways of
//! their own. Here a connection goes back as it is, what begins a transaction goes along with its first question, and what ends it with its last writes.

use std::{
    fmt, mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement,
    sea_query::Values,
    sqlx::{
        self, AssertSqlSafe, ConnectOptions as _, Connection as _, Either, Executor as _, Sqlite, SqliteConnection,
        sqlite::{SqliteConnectOptions, SqliteQueryResult},
    },
};
use sea_query_sqlx::SqlxValues;
use tokio::{
    runtime::Handle,
    sync::{Semaphore, TryAcquireError},
};

use super::together;
use crate::{asked::Asked, together::Asking};

/// How long somebody waits for a connection that others use.
const PATIENCE: Duration = Duration::from_secs(30);

/// What ends a transaction.
pub(crate) const COMMIT: &str = "COMMIT";
/// What undoes it.
pub(crate) const ROLLBACK: &str = "ROLLBACK";

/// Some connections to one file, each lent to one asker at a time; cheap to clone.
#[derive(Clone)]
pub(crate) struct Connections(Arc<Shared>);

struct Shared {
    options: SqliteConnectOptions,
    /// Those that nobody uses; the one that came back last goes out first, because it has the most at hand.
    idle: Mutex<Vec<Line>>,
    /// How many may still be lent.
    room: Semaphore,
    most: u32,
    asked: Arc<Asked>,
}

/// One connection.
struct Line {
    connection: SqliteConnection,
    /// Whether a transaction was begun on it and not ended.
    begun: bool,
    /// Whether it answers no more.
    broken: bool,
    asked: Arc<Asked>,
}

/// What one statement was answered.
pub(crate) struct Answered {
    pub(crate) rows: Vec<QueryResult>,
    pub(crate) result: SqliteQueryResult,
}

/// A connection in use, which goes back when it is dropped.
struct Lent {
    line: Option<Line>,
    connections: Connections,
}

/// A transaction, begun with its first question. Undone when it is dropped before its commit.
#[derive(Debug)]
pub(crate) struct Transaction {
    lent: tokio::sync::Mutex<Lent>,
    begin: &'static str,
}

impl Connections {
    /// At most so many connections, the first of which is opened now.
    pub(crate) async fn open(options: SqliteConnectOptions, most: u32, asked: Arc<Asked>) -> Result<Self, DbErr> {
        let room = Semaphore::new(usize::try_from(most).unwrap_or(1));
        let shared = Shared { options: options.disable_statement_logging(), idle: Mutex::default(), room, most, asked };
        let connections = Self(Arc::new(shared));
        drop(connections.lend().await?);
        Ok(connections)
    }

    /// A transaction that begins so.
    pub(crate) async fn begin(&self, begin: &'static str) -> Result<Transaction, DbErr> {
        Ok(Transaction { lent: tokio::sync::Mutex::new(self.lend().await?), begin })
    }

    /// Closes each as soon as nobody uses it, and lends none any more.
    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        if let Ok(all) = self.0.room.acquire_many(self.0.most).await {
            all.forget();
        }
        self.0.room.close();
        let lines = mem::take(&mut *self.idle());
        for line in lines {
            line.connection.close().await.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
        }
        Ok(())
    }

    async fn lend(&self) -> Result<Lent, DbErr> {
        let closed = || DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed);
        let room = match self.0.room.try_acquire() {
            Ok(room) => room,
            Err(TryAcquireError::Closed) => return Err(closed()),
            Err(TryAcquireError::NoPermits) => match tokio::time::timeout(PATIENCE, self.0.room.acquire()).await {
                Ok(room) => room.map_err(|_| closed())?,
                Err(_) => return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
            },
        };
        // The room is free again when what is lent comes back.
        room.forget();
        let mut lent = Lent { line: None, connections: self.clone() };
        let idle = self.idle().pop();
        lent.line = Some(match idle {
            Some(line) => line,
            None => self.another().await?,
        });
        Ok(lent)
    }

    async fn another(&self) -> Result<Line, DbErr> {
        let connection = self.0.options.connect().await;
        let connection = connection.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
        Ok(Line { connection, begun: false, broken: false, asked: self.0.asked.clone() })
    }

    fn take_back(&self, line: Option<Line>) {
        if let Some(line) = line.filter(|line| !line.broken && !line.begun) {
            self.idle().push(line);
        }
        self.0.room.add_permits(1);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Line>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn one(&self, statement: Statement) -> Result<Option<Answered>, DbErr> {
        let mut lent = self.lend().await?;
        let mut answers = Vec::with_capacity(1);
        lent.line().ask(statement, &mut answers).await?;
        Ok(answers.pop())
    }
}

impl Line {
    /// Asks statements that go along together. What was answered before one failed stands in `answers` all the same.
    async fn ask(&mut self, statement: Statement, answers: &mut Vec<Answered>) -> Result<(), DbErr> {
        let sql: Arc<str> = statement.sql.into();
        let values = SqlxValues(statement.values.unwrap_or_else(|| Values(Vec::new())));
        let begun = Instant::now();
        let mut steps = self.connection.fetch_many(sqlx::query_with::<Sqlite, _>(AssertSqlSafe(sql.clone()), values));
        let mut rows = Vec::new();
        let answered = loop {
            match steps.try_next().await {
                Ok(Some(Either::Right(row))) => rows.push(row.into()),
                Ok(Some(Either::Left(result))) => answers.push(Answered { rows: mem::take(&mut rows), result }),
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        drop(steps);
        self.asked.answered(&sql, begun.elapsed());
        answered.map_err(|error| {
            self.broken |= matches!(error, sqlx::Error::WorkerCrashed);
            DbErr::Query(RuntimeErr::SqlxError(error.into()))
        })
    }

    /// The same inside a transaction that begins so, unless it has begun.
    async fn ask_inside(&mut self, begin: &str, mut all: Vec<Statement>) -> Result<Vec<Answered>, DbErr> {
        let begins = !mem::replace(&mut self.begun, true);
        if begins {
            all.insert(0, Statement::from_string(DbBackend::Sqlite, begin));
        }
        let mut answers = Vec::with_capacity(all.len());
        let asked = self.ask(together(all), &mut answers).await;
        if begins && answers.is_empty() {
            // Even this was refused, so nothing was done.
            self.begun = false;
        } else if begins {
            answers.remove(0);
        }
        asked.map(|()| answers)
    }

    /// Undoes the transaction, unless the database has undone it already.
    async fn roll_back(&mut self) {
        let undone = self.ask(Statement::from_string(DbBackend::Sqlite, ROLLBACK), &mut Vec::new()).await;
        if let Err(error) = undone {
            tracing::debug!(%error, "the database had ended the transaction itself");
        }
        self.begun = false;
    }
}

impl Lent {
    fn line(&mut self) -> &mut Line {
        self.line.as_mut().expect("it is taken by its drop alone")
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let connections = self.connections.clone();
        match (self.line.take(), Handle::try_current()) {
            (Some(mut line), Ok(runtime)) if line.begun => {
                runtime.spawn(async move {
                    line.roll_back().await;
                    connections.take_back(Some(line));
                });
            }
            (line, _) => connections.take_back(line),
        }
    }
}

impl Transaction {
    /// The answers to statements that go along together, in their order.
    pub(crate) async fn each(&self, statements: Vec<Statement>) -> Result<Vec<Answered>, DbErr> {
        self.lent.lock().await.line().ask_inside(self.begin, statements).await
    }

    /// Makes everything last, together with these statements, whose answers it returns.
    pub(crate) async fn commit(self, mut last: Vec<Statement>) -> Result<Vec<Answered>, DbErr> {
        let mut lent = self.lent.into_inner();
        let line = lent.line();
        if !line.begun && last.is_empty() {
            return Ok(Vec::new());
        }
        last.push(Statement::from_string(DbBackend::Sqlite, COMMIT));
        match line.ask_inside(self.begin, last).await {
            Ok(mut answers) => {
                line.begun = false;
                answers.pop();
                Ok(answers)
            }
            Err(error) => {
                if line.begun {
                    line.roll_back().await;
                }
                Err(error)
            }
        }
    }

    /// Undoes everything.
    pub(crate) async fn roll_back(self) {
        let mut lent = self.lent.into_inner();
        let line = lent.line();
        if line.begun {
            line.roll_back().await;
        }
    }
}

#[async_trait]
impl Asking for Connections {
    async fn ask_each(&self, questions: Vec<Statement>) -> Result<Vec<Vec<QueryResult>>, DbErr> {
        let mut lent = self.lend().await?;
        let mut answers = Vec::with_capacity(questions.len());
        lent.line().ask(together(questions), &mut answers).await?;
        Ok(answers.into_iter().map(|answer| answer.rows).collect())
    }
}

#[async_trait]
impl Asking for Transaction {
    async fn ask_each(&self, questions: Vec<Statement>) -> Result<Vec<Vec<QueryResult>>, DbErr> {
        Ok(self.each(questions).await?.into_iter().map(|answer| answer.rows).collect())
    }
}

/// What `ConnectionTrait` wants, from one answer.
pub(crate) fn executed(answer: Option<Answered>) -> Result<ExecResult, DbErr> {
    answer.map(|answer| answer.result.into()).ok_or_else(|| DbErr::Custom("a statement had no answer".into()))
}

#[async_trait]
impl ConnectionTrait for Connections {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        executed(self.one(statement).await?)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(DbBackend::Sqlite, sql)).await
    }

    async fn query_one_raw(&self, question: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(question).await?.into_iter().next())
    }

    async fn query_all_raw(&self, question: Statement) -> Result<Vec<QueryResult>, DbErr> {
        Ok(self.one(question).await?.map(|answer| answer.rows).unwrap_or_default())
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        executed(self.each(vec![statement]).await?.pop())
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(DbBackend::Sqlite, sql)).await
    }

    async fn query_one_raw(&self, question: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(question).await?.into_iter().next())
    }

    async fn query_all_raw(&self, question: Statement) -> Result<Vec<QueryResult>, DbErr> {
        Ok(self.each(vec![question]).await?.pop().map(|answer| answer.rows).unwrap_or_default())
    }
}

impl fmt::Debug for Connections {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Connections(at most {})", self.0.most)
    }
}

impl fmt::Debug for Lent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Lent")
    }
}
