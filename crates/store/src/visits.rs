//! Visits that are counted: those to redirects, and those to addresses that nobody knows. They are counted in memory and written many at a time, so
//! that no visit waits for the disk; when the machine stops at once, those since the last time are lost.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};
use content::redirect::unknown;

use crate::{Store, StoreError};

/// How many different unknown addresses wait in memory at most.
const MOST_WAITING: usize = 2_000;

/// What waits to be written.
#[derive(Debug, Default)]
pub(crate) struct Visits(Mutex<Waiting>);

#[derive(Debug, Default)]
pub(crate) struct Waiting {
    pub(crate) redirects: HashMap<String, Hits>,
    pub(crate) unknown: HashMap<String, Asked>,
}

/// Visits to one redirect.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hits {
    pub(crate) times: i64,
    pub(crate) last: DateTime<Utc>,
}

/// Visits to one unknown address.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) times: i64,
    /// Those that came from a page of the site itself.
    pub(crate) own: i64,
    /// The page of the site from which the last of them came.
    pub(crate) linked_from: Option<String>,
    pub(crate) first: DateTime<Utc>,
    pub(crate) last: DateTime<Utc>,
}

impl Visits {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn redirected(&self, source: &str, now: DateTime<Utc>) {
        self.waiting().add_hits(source.to_owned(), Hits { times: 1, last: now });
    }
}

impl Waiting {
    fn add_hits(&mut self, source: String, more: Hits) {
        let hits = self.redirects.entry(source).or_insert(Hits { times: 0, last: more.last });
        hits.times += more.times;
        hits.last = Ord::max(hits.last, more.last);
    }

    fn add_asked(&mut self, path: String, more: Asked) {
        if let Some(asked) = self.unknown.get_mut(&path) {
            asked.times += more.times;
            asked.own += more.own;
            asked.first = Ord::min(asked.first, more.first);
            asked.last = Ord::max(asked.last, more.last);
            asked.linked_from = more.linked_from.or(asked.linked_from.take());
            return;
        }
        if self.unknown.len() >= MOST_WAITING {
            // A broken link of our own is worth more than what a program guesses.
            let guessed = self.unknown.iter().find(|(_, asked)| asked.own < more.own).map(|(path, _)| path.clone());
            let Some(guessed) = guessed else { return };
            self.unknown.remove(&guessed);
        }
        self.unknown.insert(path, more);
    }
}

impl Store {
    /// Notes that a visitor asked for an address that nobody knows. `linked_from` is the path of the site's own page from which they came.
    pub fn count_unknown(&self, path: &str, linked_from: Option<&str>) {
        let Some(path) = unknown::remembered(path) else { return };
        let now = self.now();
        let linked_from = linked_from.and_then(unknown::remembered_page);
        let own = i64::from(linked_from.is_some());
        self.inner.visits.waiting().add_asked(path, Asked { times: 1, own, linked_from, first: now, last: now });
    }

    /// Writes the visits that were counted since the last time: one transaction, none when there were none. What cannot be written waits on.
    pub async fn keep_visits(&self) -> Result<(), StoreError> {
        let taken = Arc::new(std::mem::take(&mut *self.inner.visits.waiting()));
        if taken.redirects.is_empty() && taken.unknown.is_empty() {
            return Ok(());
        }
        let ours = Arc::clone(&taken);
        let written = self.write(move |tx| Box::pin(async move { tx.add_visits(&ours).await })).await;
        if written.is_err() {
            let mut again = self.inner.visits.waiting();
            for (source, hits) in &taken.redirects {
                again.add_hits(source.clone(), *hits);
            }
            for (path, asked) in &taken.unknown {
                again.add_asked(path.clone(), asked.clone());
            }
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_guesses_is_bounded_and_does_not_hide_a_broken_link_of_our_own() {
        let mut waiting = Waiting::default();
        let asked =
            |own| Asked { times: 1, own, linked_from: None, first: DateTime::UNIX_EPOCH, last: DateTime::UNIX_EPOCH };
        for number in 0..3 * MOST_WAITING {
            waiting.add_asked(format!("/guess-{number}"), asked(0));
        }
        assert_eq!(waiting.unknown.len(), MOST_WAITING);
        waiting.add_asked("/broken".into(), asked(1));
        waiting.add_asked("/broken".into(), asked(1));
        assert_eq!((waiting.unknown.len(), waiting.unknown["/broken"].times), (MOST_WAITING, 2));
    }
}
