//! Publishing and unpublishing at a time.
//!
//! Whose right counts: the person's who asked, twice. They need it when they set the time, and they must still hold it when the time comes; else
//! nothing is done, and the schedule says why, so that somebody else can set a time. What is done then, the scheduler does, and the audit names
//! for whom.

use accounts::{Action, Actor};
use chrono::NaiveDateTime;
use content::{
    due::{self, Due},
    publishable,
};
use store::{
    AuditLine, NewSchedule, NodeRow, Pending, Store, StoreError, Tx,
    rights::{Permit, Subject},
    schedule::{Outcome, ScheduleId, Work},
};

use crate::{
    Refusal, notices,
    publish::{Ready, nothing_leads_away, publish_saying, unpublish_saying},
    verb::{address, note, permitted, title, valid},
};

/// The field of a refusal that is about the time.
pub const TIME: &str = "when.day";

/// Sets when a revision goes live or the node is taken off the public site, in place of an earlier time for the same. The permit is for
/// [`Action::Publish`] or [`Action::Unpublish`], as the work asks.
pub async fn set(store: &Store, permit: &Permit, work: Work, wall: NaiveDateTime) -> Result<Due, Refusal> {
    let due = due::at(wall, store.now()).map_err(|error| Refusal::field(TIME, error.to_string()))?;
    let permit = permit.clone();
    store.write(move |tx| Box::pin(async move { set_in(tx, &permit, work, due).await })).await?;
    store.wake_timer();
    Ok(due)
}

async fn set_in(tx: &Tx, permit: &Permit, work: Work, due: Due) -> Result<(), Refusal> {
    let node = permitted(tx, permit, &[action_for(work)]).await?;
    address(&node)?;
    let pending = tx.pending(node.id).await?;
    let title = match work {
        Work::Publish(revision) => {
            let draft = tx.draft(node.id, revision).await?.ok_or(Refusal::Missing)?;
            valid(publishable(&draft))?;
            nothing_leads_away(tx, &node).await?;
            draft.title
        }
        Work::Unpublish => {
            may_come_down(&node, &pending, due)?;
            title(tx, &node).await?
        }
    };
    for earlier in pending.iter().filter(|earlier| earlier.work.is_like(work)) {
        tx.end_schedule(earlier.id, Outcome::Cancelled, "").await?;
    }
    tx.add_schedule(NewSchedule { node: node.id, work, due, actor: permit.actor() }).await?;
    note(tx, permit, node.id, done_word(work), &title, &format!("for {}", due::in_words(due.at))).await
}

/// What comes down must be up by then.
fn may_come_down(node: &NodeRow, pending: &[Pending], due: Due) -> Result<(), Refusal> {
    if node.parent.is_none() {
        return Err(Refusal::because("The home page must stay public"));
    }
    let goes_up = pending.iter().find(|earlier| matches!(earlier.work, Work::Publish(_)));
    match goes_up {
        _ if node.live.is_some() => Ok(()),
        None => Err(Refusal::because("This page is not published. Set a time for publishing first")),
        Some(up) if up.due_at < due.at => Ok(()),
        Some(up) => {
            let sentence =
                format!("The page goes live on {}. Enter a later time for unpublishing", due::in_words(up.due_at));
            Err(Refusal::field(TIME, sentence))
        }
    }
}

/// Takes back what is due for the permit's node. The permit is for [`Action::Publish`] or [`Action::Unpublish`], as the work asks.
pub async fn cancel(store: &Store, permit: &Permit, id: ScheduleId) -> Result<(), Refusal> {
    let permit = permit.clone();
    store.write(move |tx| Box::pin(async move { cancel_in(tx, &permit, id).await })).await?;
    store.wake_timer();
    Ok(())
}

async fn cancel_in(tx: &Tx, permit: &Permit, id: ScheduleId) -> Result<(), Refusal> {
    let node = permitted(tx, permit, &[Action::Publish, Action::Unpublish]).await?;
    let over = || Refusal::because("This is no longer due. It was done or taken back meanwhile");
    let pending = tx.pending_schedule(id).await?.filter(|pending| pending.node == node.id).ok_or_else(over)?;
    if action_for(pending.work) != permit.action() {
        return Err(Refusal::Denied);
    }
    if !tx.end_schedule(id, Outcome::Cancelled, "").await? {
        return Err(over());
    }
    let title = title(tx, &node).await?;
    let what = match pending.work {
        Work::Publish(_) => "publishing on",
        Work::Unpublish => "unpublishing on",
    };
    note(tx, permit, node.id, "cancelled", &title, &format!("{what} {}", due::in_words(pending.due_at))).await
}

/// What a person must be allowed for this.
pub fn action_for(work: Work) -> Action {
    match work {
        Work::Publish(_) => Action::Publish,
        Work::Unpublish => Action::Unpublish,
    }
}

fn done_word(work: Work) -> &'static str {
    match work {
        Work::Publish(_) => "scheduled publishing of",
        Work::Unpublish => "scheduled unpublishing of",
    }
}

/// Does all that is due by now, in order of time, and says how much there was. What cannot be done is kept with its reason; what another process
/// does meanwhile is left to it. An error is a surprise, and what is left is still due.
pub async fn do_what_is_due(store: &Store) -> Result<usize, StoreError> {
    let overdue = store.overdue().await?;
    for id in &overdue {
        do_one(store, *id).await?;
    }
    Ok(overdue.len())
}

async fn do_one(store: &Store, id: ScheduleId) -> Result<(), StoreError> {
    let refusal = match attempt(store, id).await {
        Ok(()) => return Ok(()),
        // What may be better in a minute is tried again.
        Err(Refusal::Store(error)) if error.is_full() || error.is_read_only() => return Err(error),
        Err(Refusal::Store(error @ (StoreError::Database(_) | StoreError::Stopped))) => return Err(error),
        Err(refusal) => refusal,
    };
    if let Refusal::Store(error) = &refusal {
        tracing::error!(%error, "what was due could not be done");
    }
    let reason = in_a_sentence(refusal);
    let kept = store.write(move |tx| Box::pin(async move { keep_failure(tx, id, &reason).await })).await;
    match kept {
        Ok(()) => Ok(()),
        Err(Refusal::Store(error)) => Err(error),
        Err(refusal) => {
            tracing::error!(%refusal, "the reason for what was not done could not be kept");
            Ok(())
        }
    }
}

/// Does it in one transaction, which begins with the claim: two processes never do the same twice.
async fn attempt(store: &Store, id: ScheduleId) -> Result<(), Refusal> {
    let ready = ready(store, id).await?;
    store.write(move |tx| Box::pin(async move { perform(tx, id, ready.as_ref()).await })).await
}

/// The revision that goes live, with its text rendered, which is done before the transaction.
async fn ready(store: &Store, id: ScheduleId) -> Result<Option<Ready>, Refusal> {
    let found = store.write(move |tx| Box::pin(async move { tx.pending_schedule(id).await })).await?;
    let Some(Pending { node, work: Work::Publish(revision), .. }) = found else { return Ok(None) };
    let permit = store::rights::may(store, &Actor::Scheduler, Action::Publish, Subject::Node(node)).await?;
    Ok(Some(Ready::read(store, &permit, revision).await?.asking()))
}

async fn perform(tx: &Tx, id: ScheduleId, ready: Option<&Ready>) -> Result<(), Refusal> {
    let Some(pending) = tx.pending_schedule(id).await?.filter(|pending| pending.due_at <= tx.now()) else {
        return Ok(());
    };
    if !tx.end_schedule(id, Outcome::Done, "").await? {
        return Ok(());
    }
    let action = action_for(pending.work);
    if tx.may(&pending.asked_by, action, Subject::Node(pending.node)).await.is_err() {
        return Err(Refusal::because(format!(
            "{} may no longer {} this page. Somebody who may must set a new time",
            pending.asked_by.label(),
            if action == Action::Publish { "publish" } else { "unpublish" }
        )));
    }
    let permit = tx.may(&Actor::Scheduler, action, Subject::Node(pending.node)).await?;
    let detail = format!("as {} scheduled", pending.asked_by.label());
    match (pending.work, ready) {
        (Work::Publish(_), Some(ready)) => publish_saying(tx, &permit, ready, &detail).await,
        (Work::Publish(_), None) => Err(Refusal::Missing),
        (Work::Unpublish, _) => unpublish_saying(tx, &permit, None, &detail).await,
    }
}

/// Keeps the reason where people look for it, and tells whoever set the time.
async fn keep_failure(tx: &Tx, id: ScheduleId, reason: &str) -> Result<(), Refusal> {
    let Some(pending) = tx.pending_schedule(id).await? else { return Ok(()) };
    if !tx.end_schedule(id, Outcome::Failed, reason).await? {
        return Ok(());
    }
    let action = match pending.work {
        Work::Publish(_) => "could not publish",
        Work::Unpublish => "could not unpublish",
    };
    let draft = tx.open_draft(pending.node).await?;
    let line = AuditLine {
        actor: &Actor::Scheduler,
        action,
        node: Some(pending.node),
        title: &draft.draft.title,
        detail: reason,
    };
    tx.audit(line).await?;
    match tx.node(pending.node).await? {
        Some(node) => notices::schedule_failed(tx, &node, pending.asked_by.user(), reason).await,
        None => Ok(()),
    }
}

fn in_a_sentence(refusal: Refusal) -> String {
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
