//! A page as it will be at a later moment: what is due by then is done in a transaction that is never committed.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use content::RevisionId;
use store::{
    Store, StoreError,
    published::{self, Previewing},
    schedule::Overdue,
};

use super::due::{Due, Stop, perform, texts};
use crate::{Refusal, publish::Ready};

/// How much may be due by the moment that is asked for, a group counting as one: while it is rehearsed, nobody can save.
pub const MOST: usize = 50;

/// One thing that is due, and when.
type Timed = (Overdue, DateTime<Utc>);

/// Why a rehearsal did not reach its end.
enum Halt {
    /// This cannot be done when its time comes, as things stand.
    At(Overdue),
    Store(StoreError),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What a preview's address leads to, at the moment that it names. What is due by then and cannot be done is left out, as it will be.
pub async fn preview(store: &Store, token: &str) -> Result<Previewing, StoreError> {
    let Some(moment) = published::preview_moment(store, token) else { return published::preview(store, token).await };
    let mut due = store.due_by(moment).await?;
    due.truncate(MOST);
    let mut ready = Vec::new();
    for timed in due {
        // What cannot even be read is left out like what cannot be done.
        if let Ok(texts) = texts_of(store, timed).await {
            ready.push((timed, texts));
        }
    }
    let mut left_out = HashSet::new();
    loop {
        let through = ready.iter().filter(|((what, _), _)| !left_out.contains(what)).cloned().collect();
        match rehearse(store, through, moment, token.to_owned()).await {
            Ok(found) => return Ok(found),
            Err(Halt::At(what)) => left_out.insert(what),
            Err(Halt::Store(error)) => return Err(error),
        };
    }
}

/// The texts that go live with one thing.
async fn texts_of(store: &Store, (what, at): Timed) -> Result<HashMap<RevisionId, Ready>, Stop> {
    let found = store.rehearse(move |tx| {
        Box::pin(async move {
            tx.move_on_to(at);
            Due::read(tx, what).await
        })
    });
    match found.await? {
        Some(due) => texts(store, &due.works).await,
        None => Ok(HashMap::new()),
    }
}

async fn rehearse(
    store: &Store,
    through: Vec<(Timed, HashMap<RevisionId, Ready>)>,
    moment: DateTime<Utc>,
    token: String,
) -> Result<Previewing, Halt> {
    let reader = store.clone();
    store
        .rehearse(move |tx| {
            Box::pin(async move {
                for ((what, at), texts) in through {
                    tx.move_on_to(at);
                    match perform(tx, what, &texts).await {
                        Ok(()) => {}
                        Err(Stop { refusal: Refusal::Store(error), .. }) => return Err(Halt::Store(error)),
                        Err(_) => return Err(Halt::At(what)),
                    }
                }
                tx.move_on_to(moment);
                Ok(published::preview_within(&reader, tx, &token).await?)
            })
        })
        .await
}
