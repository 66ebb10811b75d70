//! Releases: many pages go live or come down together at a time, under a name, in one transaction or not at all.

use std::collections::HashMap;

use accounts::Action;
use chrono::NaiveDateTime;
use content::{NodeId, due::Due};
use store::{
    NodeRow, Pending, PendingRelease, Store, Tx,
    rights::Permit,
    schedule::{Outcome, ReleaseId, Work},
};

use super::{When, action_for, done_word, due::in_a_sentence, may_come_down, moment, note_cancelled, put};
use crate::{
    Refusal,
    plan::MOST_STEPS,
    publish::Telling,
    verb::{because_of, note, title},
};

/// The most letters of a release's name.
pub const LONGEST_NAME: usize = 100;

/// With whom pages go.
#[derive(Clone, Debug)]
pub enum Group {
    /// A release that begins with them.
    New {
        /// Its name as typed.
        name: String,
        /// When, on the clocks of the United Kingdom.
        wall: NaiveDateTime,
    },
    /// One that is due already.
    Existing(ReleaseId),
}

/// Sets that pages go together, each in place of an earlier time for the same. Each permit is for [`Action::Publish`] or [`Action::Unpublish`], as its
/// work asks. Problems are about the fields `name`, `group`, `told`, `note` and [`TIME`](super::TIME). Returns the release and its moment.
pub async fn together(
    store: &Store,
    works: Vec<(Permit, Work)>,
    group: Group,
    telling: Telling,
) -> Result<(ReleaseId, Due), Refusal> {
    if works.is_empty() {
        return Err(Refusal::because("Nothing is selected. Tick at least one page"));
    }
    if works.len() > MOST_STEPS {
        return Err(Refusal::because(format!("Too many pages are selected. Choose {MOST_STEPS} at most")));
    }
    let telling = telling.checked()?;
    let group = match group {
        Group::New { name, wall } => Begun::New(named(&name)?, moment(wall, store)?),
        Group::Existing(id) => Begun::Existing(id),
    };
    let done = store.write(move |tx| Box::pin(async move { together_in(tx, &works, group, &telling).await })).await?;
    store.wake_timer();
    Ok(done)
}

enum Begun {
    New(String, Due),
    Existing(ReleaseId),
}

async fn together_in(
    tx: &Tx,
    works: &[(Permit, Work)],
    group: Begun,
    telling: &Telling,
) -> Result<(ReleaseId, Due), Refusal> {
    let (id, name, due) = match group {
        Begun::New(name, due) => {
            is_free(tx, &name, None).await?;
            let actor = works.first().map(|(permit, _)| permit.actor()).ok_or(Refusal::Missing)?;
            (tx.add_release(&name, due, actor).await?, name, due)
        }
        Begun::Existing(id) => {
            let found = tx.pending_release(id).await?.filter(|release| release.due.at > tx.now());
            let release = found.ok_or_else(|| {
                Refusal::field("group", "This group is no longer due. Choose another one, or make a new one")
            })?;
            if release.works.len() + works.len() > MOST_STEPS {
                let sentence = format!("The group would have too many pages. {MOST_STEPS} can go together at most");
                return Err(Refusal::field("group", sentence));
            }
            (id, release.name, release.due)
        }
    };
    let when = When { due, telling, release: Some((id, &name)) };
    for (permit, work) in works {
        if let Err(refusal) = put(tx, permit, *work, &when).await {
            return Err(naming(tx, permit.node(), refusal).await?);
        }
    }
    Ok((id, due))
}

/// Of many pages the refusal says which one it is about.
async fn naming(tx: &Tx, node: Option<NodeId>, refusal: Refusal) -> Result<Refusal, Refusal> {
    match (node, refusal) {
        (Some(node), refusal @ (Refusal::Because(_) | Refusal::Invalid(_))) => {
            Ok(Refusal::because(because_of(tx, node, &in_a_sentence(refusal)).await?))
        }
        (_, refusal) => Ok(refusal),
    }
}

/// Gives a release another name and time. The permits are those of all its pages, each for what is done with it.
pub async fn change(
    store: &Store,
    permits: Vec<Permit>,
    id: ReleaseId,
    name: &str,
    wall: NaiveDateTime,
) -> Result<Due, Refusal> {
    let (name, due) = (named(name)?, moment(wall, store)?);
    store
        .write(move |tx| {
            Box::pin(async move {
                let (release, permits) = all_permitted(tx, permits, id).await?;
                is_free(tx, &name, Some(id)).await?;
                tx.change_release(id, &name, due).await?;
                let telling = Telling::default();
                let when = When { due, telling: &telling, release: Some((id, &name)) };
                for work in &release.works {
                    let node = node_of(tx, work).await?;
                    if work.work == Work::Unpublish {
                        let pending = tx.pending(node.id).await?;
                        if let Err(refusal) = may_come_down(&node, &pending, due) {
                            return Err(naming(tx, Some(node.id), refusal).await?);
                        }
                    }
                    let permit = permits.get(&(work.node, action_for(work.work))).ok_or_else(changed)?;
                    let title = title(tx, &node).await?;
                    let detail = format!("for {}", when.in_words());
                    note(tx, permit, node.id, done_word(work.work), &title, &detail).await?;
                }
                Ok::<(), Refusal>(())
            })
        })
        .await?;
    store.wake_timer();
    Ok(due)
}

/// Takes back a whole release. The permits are those of all its pages, each for what is done with it.
pub async fn cancel(store: &Store, permits: Vec<Permit>, id: ReleaseId) -> Result<(), Refusal> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let (release, permits) = all_permitted(tx, permits, id).await?;
                if !tx.end_release(id, Outcome::Cancelled, "").await? {
                    return Err(over());
                }
                for work in &release.works {
                    let permit = permits.get(&(work.node, action_for(work.work))).ok_or_else(changed)?;
                    note_cancelled(tx, permit, &node_of(tx, work).await?, work).await?;
                }
                Ok::<(), Refusal>(())
            })
        })
        .await?;
    store.wake_timer();
    Ok(())
}

type Permits = HashMap<(NodeId, Action), Permit>;

/// The release as it is now, when the permits are for everything that goes with it and still hold.
async fn all_permitted(tx: &Tx, permits: Vec<Permit>, id: ReleaseId) -> Result<(PendingRelease, Permits), Refusal> {
    let release = tx.pending_release(id).await?.ok_or_else(over)?;
    let permits: Permits =
        permits.into_iter().filter_map(|permit| Some(((permit.node()?, permit.action()), permit))).collect();
    for work in &release.works {
        tx.still(permits.get(&(work.node, action_for(work.work))).ok_or_else(changed)?).await?;
    }
    Ok((release, permits))
}

async fn node_of(tx: &Tx, work: &Pending) -> Result<NodeRow, Refusal> {
    tx.node(work.node).await?.ok_or(Refusal::Missing)
}

fn over() -> Refusal {
    Refusal::because("This group is no longer due. It was done or taken back meanwhile")
}

fn changed() -> Refusal {
    Refusal::because("The group has other pages by now. Open it again and look at them first")
}

/// Two groups that are due under one name could not be told apart.
async fn is_free(tx: &Tx, name: &str, own: Option<ReleaseId>) -> Result<(), Refusal> {
    match tx.release_named(name).await? {
        Some(other) if own != Some(other) => Err(Refusal::field(
            "name",
            "A group with this name is due already. Choose another name, or add the pages to that group",
        )),
        _ => Ok(()),
    }
}

fn named(typed: &str) -> Result<String, Refusal> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Refusal::field("name", "Enter a name for the group, such as Spring campaign"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Refusal::field("name", format!("Shorten the name to {LONGEST_NAME} letters at most")));
    }
    Ok(name)
}
