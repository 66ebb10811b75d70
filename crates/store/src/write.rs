//! The one way to write: a transaction of the one writer, given to a verb.

mod checks;
mod comments;
mod connection;
mod devices;
mod effects;
mod facts;
mod interrupted;
mod library;
mod links;
mod live;
mod many;
mod nodes;
mod notices;
mod numbers;
mod people;
mod places;
mod reach;
mod record;
mod redirects;
mod rehearsal;
mod releases;
mod reviews;
mod revisions;
mod schedules;
mod sharing;
mod survey;
mod tasks;
mod trash;
mod visits;

use std::sync::{
    Arc, Mutex, OnceLock,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;

use crate::{Store, StoreError, dialect, open::last_change_question, texts::Texts};

pub(crate) use checks::{Upkeep, fill_in_findings};
pub use comments::NewComment;
use connection::Connection;
pub use effects::{Effect, Journal, LiveFacts, Spot};
pub use library::NewFile;
pub use links::{Reference, Side};
pub(crate) use links::{known_nodes, links_of, place};
pub(crate) use live::fill_in_review_days;
pub use live::{Dating, Projection, PublicChange};
pub use many::NewLiveNode;
pub(crate) use nodes::state;
pub use nodes::{NewNodeRow, NodeRow};
pub use notices::NewNotice;
use numbers::Numbers;
pub use people::NewUserRow;
pub use places::Relocated;
pub use reach::{Linking, Named};
pub use record::AuditLine;
pub(crate) use redirects::target_of;
pub use releases::PendingRelease;
pub use revisions::{NewRevision, SavedBy};
pub(crate) use revisions::{draft_of, fill_in_facts, read_draft};
pub use schedules::{NewSchedule, Pending};
pub use survey::Survey;
pub use tasks::NewTask;

/// One transaction of the one writer. All verbs of an action share it, its moment and its group of audit rows.
#[derive(Debug)]
pub struct Tx {
    connection: Connection,
    /// The moment, in milliseconds of Unix time; a rehearsal moves it on.
    moment: AtomicI64,
    texts: Arc<Texts>,
    numbers: OnceLock<Numbers>,
    changed: AtomicBool,
    group: Mutex<Option<String>>,
    effects: Mutex<Vec<Effect>>,
}

impl Store {
    /// Runs `work` in a transaction: committed when it returns `Ok`, rolled back when it returns `Err`.
    ///
    /// Work, commit and raising the generation run in a task of their own, so that a client that hangs up cannot stop
    /// between them; the generation is raised before this returns, so that the next request sees the change.
    pub async fn write<T, E, W>(&self, work: W) -> Result<T, E>
    where
        W: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let store = self.clone();
        let task = tokio::spawn(async move {
            let tx = Tx::begin(&store).await?;
            let worked = match work(&tx).await {
                Ok(value) => tx.keep_effects().await.map(|()| value).map_err(E::from),
                Err(error) => Err(error),
            };
            match worked {
                Ok(value) => {
                    let last_change = tx.commit().await?;
                    store.inner.generation.fetch_max(last_change.unwrap_or(0), Ordering::AcqRel);
                    Ok(value)
                }
                Err(error) => {
                    tx.connection.roll_back().await;
                    Err(error)
                }
            }
        });
        match task.await {
            Ok(result) => result,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(StoreError::Stopped.into()),
        }
    }
}

impl Tx {
    async fn begin(store: &Store) -> Result<Self, StoreError> {
        let transaction = store.inner.writer.begin(dialect::BEGIN_WRITE).await?;
        Ok(Self {
            connection: Connection::new(transaction),
            moment: AtomicI64::new(store.now().timestamp_millis()),
            texts: store.inner.texts.clone(),
            numbers: OnceLock::new(),
            changed: AtomicBool::new(false),
            group: Mutex::new(None),
            effects: Mutex::new(Vec::new()),
        })
    }

    /// The moment of this transaction; everything written in it bears this one.
    pub fn now(&self) -> DateTime<Utc> {
        let moment = DateTime::from_timestamp_millis(self.moment.load(Ordering::Relaxed));
        moment.expect("it came from a moment")
    }

    /// Makes everything last. Returns the number of the newest change, when this transaction made one.
    async fn commit(self) -> Result<Option<i64>, StoreError> {
        let question = self.changed.load(Ordering::Acquire).then(last_change_question);
        let row = self.connection.commit(question.as_ref()).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}
