//! What the database is asked. A count of statements does not depend on the machine, and a plan tells what grows with the site: benchmarks and tests
//! read both.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::DatabaseConnection;

use crate::{Store, StoreError, dialect};

/// A statement that the database answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its text, with question marks for what was filled in.
    pub sql: String,
    /// How long the answer took.
    pub took: Duration,
}

/// The statements of one store.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    count: AtomicU64,
    kept: Mutex<Option<Vec<Statement>>>,
}

impl Asked {
    /// Counts what is asked by this connection.
    pub(crate) fn count_on(self: &Arc<Self>, connection: &mut DatabaseConnection) {
        let asked = self.clone();
        connection.set_metric_callback(move |info| {
            asked.count.fetch_add(1, Ordering::Relaxed);
            if let Some(kept) = asked.kept.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
                kept.push(Statement { sql: info.statement.sql.clone(), took: info.elapsed });
            }
        });
    }
}

impl Store {
    /// How many statements were answered since the database was opened, without the beginnings and ends of transactions.
    pub fn statements(&self) -> u64 {
        self.inner.asked.count.load(Ordering::Relaxed)
    }

    /// Keeps each statement from now on, until [`Store::heard`] asks for them.
    pub fn listen(&self) {
        *self.kept() = Some(Vec::new());
    }

    /// The statements since [`Store::listen`], in their order; from now on they are kept no more.
    pub fn heard(&self) -> Vec<Statement> {
        self.kept().take().unwrap_or_default()
    }

    /// How the database finds the answer to a statement, step by step, in its own words.
    pub async fn plan(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        Ok(dialect::plan(self.readers(), sql).await?)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Vec<Statement>>> {
        self.inner.asked.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
