use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;

use crate::{Store, StoreError, Tx};

impl Store {
    /// Runs `work` in a transaction that is always rolled back: what it finds out is how things would be. It holds the one writer meanwhile, as every
    /// transaction does.
    pub async fn rehearse<T, E, W>(&self, work: W) -> Result<T, E>
    where
        W: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let store = self.clone();
        // A task of its own, so that somebody who goes away cannot stop before the rollback.
        let task = tokio::spawn(async move {
            let tx = Tx::begin(&store).await?;
            let found = work(&tx).await;
            tx.connection.roll_back().await;
            found
        });
        match task.await {
            Ok(result) => result,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(StoreError::Stopped.into()),
        }
    }
}

impl Tx {
    /// Moves a rehearsal on to a later moment: what is done from here on bears that one.
    pub fn move_on_to(&self, moment: DateTime<Utc>) {
        self.moment.store(moment.timestamp_millis(), Ordering::Relaxed);
    }
}
