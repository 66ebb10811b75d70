//! What is due is done: one page, or all of a release in one transaction.

use std::collections::HashMap;

use accounts::{Action, Actor, UserId};
use content::{NodeId, RevisionId};
use store::{
    AuditLine, Pending, Store, StoreError, Tx,
    rights::{Subject, may},
    schedule::{Outcome, Overdue, Work},
};

use super::{action_for, with};
use crate::{
    Refusal, facts,
    notices::{self, About},
    publish::{Ready, Telling, publish_saying, unpublish_saying},
    verb::because_of,
};

/// Does all that is due by now, in order of time, and says how much there was; a release counts as one. What cannot be done is kept with its
/// reason; what another process does meanwhile is left to it. An error is a surprise, and what is left is still due.
pub async fn do_what_is_due(store: &Store) -> Result<usize, StoreError> {
    let overdue = store.overdue().await?;
    for what in &overdue {
        do_one(store, *what).await?;
    }
    Ok(overdue.len() + facts::do_what_is_due(store).await?)
}

/// Why nothing was done, and with which node it could not.
pub(super) struct Stop {
    node: Option<NodeId>,
    pub(super) refusal: Refusal,
}

impl Stop {
    fn at(node: NodeId, refusal: impl Into<Refusal>) -> Self {
        Self { node: Some(node), refusal: refusal.into() }
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self { node: None, refusal: error.into() }
    }
}

async fn do_one(store: &Store, what: Overdue) -> Result<(), StoreError> {
    let Stop { node, refusal } = match attempt(store, what).await {
        Ok(()) => return Ok(()),
        Err(stop) => stop,
    };
    let reason = match refusal {
        // What may be better in a minute is tried again.
        Refusal::Store(error) if error.is_full() || error.is_read_only() => return Err(error),
        Refusal::Store(error @ (StoreError::Database(_) | StoreError::Stopped)) => return Err(error),
        Refusal::Store(error) => {
            tracing::error!(%error, "what was due could not be done");
            in_a_sentence(Refusal::Store(error))
        }
        refusal => in_a_sentence(refusal),
    };
    let kept = store.write(move |tx| Box::pin(async move { keep_failure(tx, what, node, &reason).await })).await;
    match kept {
        Ok(()) => Ok(()),
        Err(Refusal::Store(error)) => Err(error),
        Err(refusal) => {
            tracing::error!(%refusal, "the reason for what was not done could not be kept");
            Ok(())
        }
    }
}

/// What is to be done together, while it is still to be done.
pub(super) struct Due {
    pub(super) works: Vec<Pending>,
    /// The name of the release; `None` for one thing by itself.
    name: Option<String>,
    /// Who made the release.
    made_by: Option<UserId>,
}

impl Due {
    pub(super) async fn read(tx: &Tx, what: Overdue) -> Result<Option<Self>, StoreError> {
        let due = match what {
            Overdue::Alone(id) => {
                let pending = tx.pending_schedule(id).await?.filter(|pending| pending.due.at <= tx.now());
                pending.map(|pending| Self { works: vec![pending], name: None, made_by: None })
            }
            Overdue::Together(id) => {
                let release = tx.pending_release(id).await?.filter(|release| release.due.at <= tx.now());
                release.map(|release| Self {
                    works: release.works,
                    name: Some(release.name),
                    made_by: release.made_by.user(),
                })
            }
        };
        Ok(due)
    }

    /// Everybody who asked for something of it.
    fn people(&self) -> Vec<UserId> {
        self.made_by.into_iter().chain(self.works.iter().filter_map(|work| work.asked_by.user())).collect()
    }
}

/// Does it in one transaction, which begins with the claim: two processes never do the same twice.
async fn attempt(store: &Store, what: Overdue) -> Result<(), Stop> {
    let found = store.write(move |tx| Box::pin(async move { Due::read(tx, what).await })).await?;
    let Some(due) = found else { return Ok(()) };
    let texts = texts(store, &due.works).await?;
    store.write(move |tx| Box::pin(async move { perform(tx, what, &texts).await })).await
}

/// The revisions that go live, with their texts rendered, which is done before the transaction.
pub(super) async fn texts(store: &Store, works: &[Pending]) -> Result<HashMap<RevisionId, Ready>, Stop> {
    let mut texts = HashMap::new();
    for work in works {
        let Work::Publish(revision) = work.work else { continue };
        let ready = ready(store, work, revision).await.map_err(|refusal| Stop::at(work.node, refusal))?;
        texts.insert(revision, ready);
    }
    Ok(texts)
}

async fn ready(store: &Store, work: &Pending, revision: RevisionId) -> Result<Ready, Refusal> {
    let permit = may(store, &Actor::Scheduler, Action::Publish, Subject::Node(work.node)).await?;
    let telling =
        Telling { readers: work.told.clone(), note: work.note.clone(), takes_address: false, despite: String::new() };
    Ok(Ready { telling, ..Ready::read(store, &permit, revision).await? })
}

pub(super) async fn perform(tx: &Tx, what: Overdue, texts: &HashMap<RevisionId, Ready>) -> Result<(), Stop> {
    let Some(due) = Due::read(tx, what).await? else { return Ok(()) };
    let claimed = match what {
        Overdue::Alone(id) => tx.end_schedule(id, Outcome::Done, "").await?,
        Overdue::Together(id) => tx.end_release(id, Outcome::Done, "").await?,
    };
    if !claimed {
        return Ok(());
    }
    for work in in_order(tx, due.works).await? {
        let done = perform_one(tx, &work, texts, due.name.as_deref()).await;
        done.map_err(|refusal| Stop::at(work.node, refusal))?;
    }
    Ok(())
}

/// What goes live first, a page before those below it; then what comes down.
async fn in_order(tx: &Tx, works: Vec<Pending>) -> Result<Vec<Pending>, StoreError> {
    let nodes: Vec<NodeId> = works.iter().map(|work| work.node).collect();
    let paths: HashMap<NodeId, _> = tx.named(&nodes).await?.into_iter().map(|named| (named.node, named.path)).collect();
    let mut works = works;
    works.sort_by_key(|work| (work.work == Work::Unpublish, paths.get(&work.node).cloned().flatten()));
    Ok(works)
}

async fn perform_one(
    tx: &Tx,
    work: &Pending,
    texts: &HashMap<RevisionId, Ready>,
    release: Option<&str>,
) -> Result<(), Refusal> {
    let action = action_for(work.work);
    if tx.may(&work.asked_by, action, Subject::Node(work.node)).await.is_err() {
        return Err(Refusal::because(format!(
            "{} may no longer {} this page. Somebody who may must set a new time",
            work.asked_by.label(),
            if action == Action::Publish { "publish" } else { "unpublish" }
        )));
    }
    let permit = tx.may(&Actor::Scheduler, action, Subject::Node(work.node)).await?;
    let detail = with(format!("as {} scheduled", work.asked_by.label()), release);
    match work.work {
        Work::Publish(revision) => {
            let ready = texts.get(&revision).ok_or(Refusal::Missing)?;
            publish_saying(tx, &permit, ready, &detail).await
        }
        Work::Unpublish => unpublish_saying(tx, &permit, None, &detail).await,
    }
}

/// Keeps the reason where people look for it, and tells whoever set the time.
async fn keep_failure(tx: &Tx, what: Overdue, culprit: Option<NodeId>, reason: &str) -> Result<(), Refusal> {
    let Some(due) = Due::read(tx, what).await? else { return Ok(()) };
    let node = culprit.or_else(|| due.works.first().map(|work| work.node));
    let reason = match (what, node) {
        (Overdue::Together(_), Some(node)) => because_of(tx, node, reason).await?,
        _ => reason.to_owned(),
    };
    let ended = match what {
        Overdue::Alone(id) => tx.end_schedule(id, Outcome::Failed, &reason).await?,
        Overdue::Together(id) => tx.end_release(id, Outcome::Failed, &reason).await?,
    };
    if !ended {
        return Ok(());
    }
    let title = match node {
        Some(node) => tx.named(&[node]).await?.pop().map(|named| named.title).unwrap_or_default(),
        None => String::new(),
    };
    let (action, audited, title) = match (&due.name, due.works.first().map(|work| work.work)) {
        (Some(name), _) => ("could not publish the group", None, name.clone()),
        (None, Some(Work::Unpublish)) => ("could not unpublish", node, title),
        (None, _) => ("could not publish", node, title),
    };
    tx.audit(AuditLine { actor: &Actor::Scheduler, action, node: audited, title: &title, detail: &reason }).await?;
    let Some(node) = node else { return Ok(()) };
    let subject = if due.name.is_some() { format!("the group “{title}”") } else { format!("“{title}”") };
    let sentence = format!("What was scheduled for {subject} could not be done: {reason}");
    notices::schedule_failed(tx, About::Node(node, ""), &due.people(), sentence).await
}

pub(super) fn in_a_sentence(refusal: Refusal) -> String {
    match refusal {
        Refusal::Invalid(problems) => {
            let sentences: Vec<String> = problems.into_iter().map(|problem| problem.sentence).collect();
            sentences.join(". ")
        }
        Refusal::Because(sentence) => sentence,
        Refusal::Missing => "The page or this version of it is not there any more".into(),
        Refusal::Denied => "This is not allowed here".into(),
        Refusal::Stale(_) | Refusal::Clash(_) | Refusal::Replanned(_) => {
            "The page changed at the same moment. Set a new time".into()
        }
        Refusal::Store(_) => "Something went wrong. Try it by hand".into(),
    }
}
