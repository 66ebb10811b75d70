//! A page as it will be at a later moment: what is due by then is done in a transaction that is never committed.
//!
//! What goes live meanwhile shows in lists and links of other pages. So only that is done whose draft the person who looks may read.

use std::collections::{HashMap, HashSet};

use accounts::{Action, Actor, UserId};
use chrono::{DateTime, Utc};
use content::RevisionId;
use store::{
    Store, StoreError, Tx,
    facts::FactChangeId,
    published::{self, Later, Previewing},
    schedule::Overdue,
};

use super::due::{Due, Stop, perform, texts};
use crate::{Refusal, facts, publish::Ready, verb::allowed};

/// How much may be due by the moment that is asked for, on pages and of facts each, a group counting as one: while it is rehearsed, nobody can save.
pub const MOST: usize = 50;

/// One thing that is due on pages, and when.
type Timed = (Overdue, DateTime<Utc>);

/// What is done on the way to the moment.
#[derive(Clone)]
enum Step {
    Pages(Overdue, HashMap<RevisionId, Ready>),
    /// Facts are no secret: whoever sees a preview sees what they will say.
    Fact(FactChangeId),
}

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
    let Some(Later { moment, by }) = published::preview_later(store, token) else {
        return published::preview(store, token).await;
    };
    let mut due = store.due_by(moment).await?;
    due.truncate(MOST);
    let mut ready = Vec::new();
    for (what, at) in due {
        ready.extend(texts_of(store, by, (what, at)).await?.map(|texts| (Step::Pages(what, texts), at)));
    }
    ready.extend(store.facts_due_by(moment).await?.into_iter().take(MOST).map(|(id, at)| (Step::Fact(id), at)));
    ready.sort_by_key(|(_, at)| *at);
    let mut left_out = HashSet::new();
    loop {
        let goes_through = |step: &Step| !matches!(step, Step::Pages(what, _) if left_out.contains(what));
        let through = ready.iter().filter(|(step, _)| goes_through(step)).cloned().collect();
        match rehearse(store, through, moment, token.to_owned()).await {
            Ok(found) => return Ok(found),
            Err(Halt::At(what)) => left_out.insert(what),
            Err(Halt::Store(error)) => return Err(error),
        };
    }
}

/// The texts that go live with one thing; `None` where the person may not know of it. What cannot even be read is left out like what cannot be done.
async fn texts_of(
    store: &Store,
    by: UserId,
    (what, at): Timed,
) -> Result<Option<HashMap<RevisionId, Ready>>, StoreError> {
    let known: Result<Option<Due>, Refusal> = store
        .rehearse(move |tx| {
            Box::pin(async move {
                tx.move_on_to(at);
                let due = Due::read(tx, what).await?;
                Ok(match due {
                    Some(due) if reads_all(tx, by, &due).await? => Some(due),
                    _ => None,
                })
            })
        })
        .await;
    let texts = match known {
        Ok(Some(due)) => texts(store, &due.works).await.map_err(|stop| stop.refusal),
        Ok(None) => return Ok(None),
        Err(refusal) => Err(refusal),
    };
    match texts {
        Ok(texts) => Ok(Some(texts)),
        Err(Refusal::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// Whether the person may read every draft of what is done together: of a group all goes live or nothing.
async fn reads_all(tx: &Tx, by: UserId, due: &Due) -> Result<bool, Refusal> {
    let Some(person) = tx.person(by).await?.filter(|person| !person.disabled) else { return Ok(false) };
    let actor = Actor::Person { id: person.id, name: person.name };
    for work in &due.works {
        if !allowed(tx, &actor, Action::ReadDraft, work.node).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn rehearse(
    store: &Store,
    through: Vec<(Step, DateTime<Utc>)>,
    moment: DateTime<Utc>,
    token: String,
) -> Result<Previewing, Halt> {
    let reader = store.clone();
    store
        .rehearse(move |tx| {
            Box::pin(async move {
                for (step, at) in through {
                    tx.move_on_to(at);
                    match step {
                        Step::Pages(what, texts) => match perform(tx, what, &texts).await {
                            Ok(()) => {}
                            Err(Stop { refusal: Refusal::Store(error), .. }) => return Err(Halt::Store(error)),
                            Err(_) => return Err(Halt::At(what)),
                        },
                        Step::Fact(id) => {
                            // What is refused fails alone, as it will.
                            if let Err(Refusal::Store(error)) = facts::do_one(tx, id).await {
                                return Err(Halt::Store(error));
                            }
                        }
                    }
                }
                tx.move_on_to(moment);
                Ok(published::preview_within(&reader, tx, &token).await?)
            })
        })
        .await
}
