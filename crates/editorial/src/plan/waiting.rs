//! What becomes of what waits for the pages of a plan: times that were set, and reviews.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use content::{NodeId, RevisionId};
use store::{
    Pending, Tx,
    reviews::{Review, ReviewState},
    schedule::{ScheduleId, Work},
};

use super::{Becomes, Plan, ReviewBecomes, ReviewChange, ScheduleBecomes, ScheduleChange, describe::Facts};
use crate::Refusal;

/// What the plan does to each of its nodes, the strongest of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Trashed,
    Restored,
    Withdrawn,
    /// The public reads this revision afterwards.
    Published(RevisionId),
    Moved,
}

/// Adds to a plan what becomes of the times that were set and of the reviews of its nodes. Asked when all else of it is known.
pub(super) async fn add(tx: &Tx, facts: &Facts, plan: &mut Plan) -> Result<(), Refusal> {
    let fates = fates(plan);
    let titles = titles(plan);
    schedules(tx, facts, &fates, &titles, plan).await?;
    reviews(tx, facts, &fates, &titles, plan).await
}

fn fates(plan: &Plan) -> BTreeMap<NodeId, Fate> {
    let moved = plan.addresses.iter().map(|change| (change.node, Fate::Moved));
    let public = plan.live.iter().filter_map(|change| match (change.becomes, change.revision) {
        (Becomes::Withdrawn, _) => Some((change.node, Fate::Withdrawn)),
        (_, Some(revision)) => Some((change.node, Fate::Published(revision))),
        (_, None) => None,
    });
    let restored = plan.restored.iter().map(|name| (name.node, Fate::Restored));
    let trashed = plan.trashed.iter().map(|name| (name.node, Fate::Trashed));
    moved.chain(public).chain(restored).chain(trashed).collect()
}

/// What the plan calls its nodes.
fn titles(plan: &Plan) -> HashMap<NodeId, String> {
    let moved = plan.addresses.iter().map(|change| (change.node, change.title.clone()));
    let public = plan.live.iter().map(|change| (change.node, change.title.clone()));
    let names = plan.restored.iter().chain(&plan.trashed).map(|name| (name.node, name.title.clone()));
    moved.chain(public).chain(names).collect()
}

async fn schedules(
    tx: &Tx,
    facts: &Facts,
    fates: &BTreeMap<NodeId, Fate>,
    titles: &HashMap<NodeId, String>,
    plan: &mut Plan,
) -> Result<(), Refusal> {
    let mut found: Vec<(Pending, ScheduleBecomes)> = Vec::new();
    for trashing in &facts.trashed {
        let ended = tx.ended_by_trashing(*trashing).await?;
        found.extend(ended.into_iter().map(|pending| (pending, ScheduleBecomes::Cancelled)));
    }
    for trashing in &facts.untrashed {
        for ended in tx.ended_by_trashing(*trashing).await? {
            let passed = ended.due.at <= tx.now();
            found.push((ended, if passed { ScheduleBecomes::Lapsed } else { ScheduleBecomes::NotNeeded }));
        }
    }
    let done_now: Vec<ScheduleId> = facts.unscheduled.iter().copied().map(ScheduleId).collect();
    let done_now = tx.scheduled_as(&done_now).await?;
    found.extend(done_now.into_iter().map(|pending| (pending, ScheduleBecomes::DoneNow)));
    let nodes: Vec<NodeId> = fates.keys().copied().collect();
    for pending in tx.pending_of(&nodes).await? {
        let Some(fate) = fates.get(&pending.node) else { continue };
        let becomes = match (fate, pending.work) {
            (Fate::Restored, _) => ScheduleBecomes::SetAgain,
            (Fate::Withdrawn, Work::Publish(_)) => ScheduleBecomes::PublicAgain,
            (Fate::Published(now), Work::Publish(then)) if *now == then => ScheduleBecomes::DoneNow,
            (Fate::Published(_), Work::Publish(_)) => ScheduleBecomes::Replaces,
            (Fate::Moved, _) => ScheduleBecomes::MovesAlong,
            _ => ScheduleBecomes::Stays,
        };
        found.push((pending, becomes));
    }
    found.sort_by_key(|(pending, _)| (pending.due.at, pending.id));
    for (pending, becomes) in found {
        let version = match pending.work {
            Work::Publish(revision) => tx.author_of(revision).await?.map(|(_, number)| number),
            Work::Unpublish => None,
        };
        plan.schedules.push(ScheduleChange {
            node: pending.node,
            title: titles.get(&pending.node).cloned().unwrap_or_default(),
            publishes: matches!(pending.work, Work::Publish(_)),
            version,
            due_at: pending.due.at,
            becomes,
        });
    }
    Ok(())
}

async fn reviews(
    tx: &Tx,
    facts: &Facts,
    fates: &BTreeMap<NodeId, Fate>,
    titles: &HashMap<NodeId, String>,
    plan: &mut Plan,
) -> Result<(), Refusal> {
    let nodes: Vec<NodeId> = fates.keys().copied().collect();
    for review in tx.newest_reviews(&nodes).await? {
        let Some(fate) = fates.get(&review.node) else { continue };
        let was_live = facts.was_live(review.node).or(tx.node(review.node).await?.and_then(|node| node.live));
        let Some(becomes) = becomes(&review, *fate, was_live, &facts.closed) else { continue };
        let version = tx.author_of(review.revision).await?.map(|(_, number)| number);
        plan.reviews.push(ReviewChange {
            node: review.node,
            title: titles.get(&review.node).cloned().unwrap_or_default(),
            version,
            approved: review.state == ReviewState::Approved,
            by: if review.state == ReviewState::Approved { review.decided_by_name } else { review.submitted_by_name },
            becomes,
        });
    }
    Ok(())
}

/// `None` where there is nothing to say: nobody waits, or visitors read the approved version already.
fn becomes(review: &Review, fate: Fate, was_live: Option<RevisionId>, closed: &BTreeSet<i64>) -> Option<ReviewBecomes> {
    match review.state {
        ReviewState::Closed => match fate {
            Fate::Published(_) if closed.contains(&review.id) => Some(ReviewBecomes::Closed),
            _ => None,
        },
        ReviewState::SentBack => None,
        ReviewState::Approved if was_live == Some(review.revision) => None,
        ReviewState::Approved | ReviewState::Open => match fate {
            Fate::Trashed => Some(ReviewBecomes::WaitsInTrash),
            Fate::Restored => Some(ReviewBecomes::WaitsAgain),
            Fate::Published(now) if review.state == ReviewState::Approved => {
                (now > review.revision).then_some(ReviewBecomes::Overtaken)
            }
            Fate::Published(_) | Fate::Withdrawn | Fate::Moved => Some(ReviewBecomes::Stays),
        },
    }
}
