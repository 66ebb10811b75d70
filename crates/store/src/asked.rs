//! What the database is asked. A count of statements does not depend on the machine, and a plan tells what grows with the site: benchmarks and tests
//! read both.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::{Store, StoreError, dialect};

/// A statement that the database answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its text, with question marks for what was filled in.
    pub sql: String,
    /// How long the answer took; of statements that were sent together the last one has the time of all.
    pub took: Duration,
}

/// The statements of one store.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    count: AtomicU64,
    ways: AtomicU64,
    kept: Mutex<Option<Vec<Statement>>>,
}

impl Asked {
    /// Counts what went to the database and back together.
    pub(crate) fn answered(&self, sql: &str, took: Duration) {
        self.count.fetch_add(dialect::parts(sql).count() as u64, Ordering::Relaxed);
        self.ways.fetch_add(1, Ordering::Relaxed);
        if let Some(kept) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            kept.extend(dialect::parts(sql).map(|sql| Statement { sql: sql.to_owned(), took: Duration::ZERO }));
            if let Some(last) = kept.last_mut() {
                last.took = took;
            }
        }
    }
}

impl Store {
    /// How many statements were answered since the database was opened, without the beginnings and ends of transactions.
    pub fn statements(&self) -> u64 {
        self.inner.asked.count.load(Ordering::Relaxed)
    }

    /// How often somebody went to the database and back for them: statements that are sent together take one way.
    pub fn ways(&self) -> u64 {
        self.inner.asked.ways.load(Ordering::Relaxed)
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
