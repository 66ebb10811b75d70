//! What is due for pages that go to the trash, or that are taken off the public site before their time.
//!
//! A page in the trash neither goes live nor comes down: trashing ends what is due for it and all below it, and whoever set the time is told. What
//! comes back from the trash is due again, as far as its time has not passed. Whether whoever set the time may still do so is asked at the time, as always.

use accounts::{Actor, NoticeKind};
use content::{NodeId, due};
use store::{
    AuditLine, Pending, Tx,
    schedule::{Outcome, ScheduleId, Work},
};

use crate::{
    Refusal,
    notices::{self, About, Telling},
};

/// Ends what is due for everything that went to the trash with this act.
pub(crate) async fn by_trashing(tx: &Tx, actor: &Actor, trashing: i64) -> Result<(), Refusal> {
    let nodes: Vec<NodeId> = tx.trashed_together(trashing).await?.into_iter().map(|row| row.id).collect();
    let pending = tx.pending_of(&nodes).await?;
    let ids: Vec<ScheduleId> = pending.iter().map(|pending| pending.id).collect();
    tx.end_with_trashing(&ids, trashing).await?;
    for ended in &pending {
        let title = title(tx, ended.node).await?;
        let when = due::in_words(ended.due.at);
        let detail = format!("{} on {when}, because it went to the trash", doing(ended.work));
        tell(tx, actor, "cancelled", ended.node, &title, &detail).await?;
        let telling = Telling {
            kind: NoticeKind::ScheduleFailed,
            about: About::Node(ended.node, ""),
            sentence: format!("“{title}” will not {} on {when}: it went to the trash", will(ended.work)),
            by: actor,
            once: None,
        };
        let asked_by = ended.asked_by.user();
        notices::tell(tx, asked_by.as_slice(), &telling).await?;
    }
    Ok(())
}

/// Sets again what an act of trashing ended, now that its pages are back: what has not passed, and comes down only after it went up.
pub(crate) async fn set_again(tx: &Tx, actor: &Actor, trashing: i64) -> Result<(), Refusal> {
    for ended in tx.ended_by_trashing(trashing).await? {
        if may_be_set(tx, &ended).await? {
            tx.set_again(ended.id).await?;
            let title = title(tx, ended.node).await?;
            let action = match ended.work {
                Work::Publish(_) => "scheduled publishing of",
                Work::Unpublish => "scheduled unpublishing of",
            };
            let detail = format!("for {}, as before", due::in_words(ended.due.at));
            tell(tx, actor, action, ended.node, &title, &detail).await?;
        }
    }
    Ok(())
}

/// A page that comes down now need not come down at its time, unless it goes up before.
pub(crate) async fn by_unpublishing(tx: &Tx, node: NodeId) -> Result<(), Refusal> {
    let pending = tx.pending(node).await?;
    let goes_up = pending.iter().find(|pending| matches!(pending.work, Work::Publish(_)));
    for down in pending.iter().filter(|pending| pending.work == Work::Unpublish) {
        if goes_up.is_none_or(|up| up.due.at >= down.due.at) && tx.end_schedule(down.id, Outcome::Cancelled, "").await?
        {
            tx.note_unscheduled(node, down.id);
        }
    }
    Ok(())
}

/// The same turned around: it comes down at its time again, if that has not passed.
pub(crate) async fn unpublishing_undone(tx: &Tx, schedule: i64) -> Result<(), Refusal> {
    for ended in tx.scheduled_as(&[ScheduleId(schedule)]).await? {
        if may_be_set(tx, &ended).await? {
            tx.set_again(ended.id).await?;
        }
    }
    Ok(())
}

async fn may_be_set(tx: &Tx, ended: &Pending) -> Result<bool, Refusal> {
    let Some(node) = tx.node(ended.node).await?.filter(|node| node.path.is_some()) else { return Ok(false) };
    // A group that was done or taken back meanwhile is not begun again for one of its pages.
    if let Some(release) = ended.release
        && tx.pending_release(release).await?.is_none()
    {
        return Ok(false);
    }
    let pending = tx.pending(ended.node).await?;
    if ended.due.at <= tx.now() || pending.iter().any(|other| other.work.is_like(ended.work)) {
        return Ok(false);
    }
    let goes_up_before =
        pending.iter().any(|other| matches!(other.work, Work::Publish(_)) && other.due.at < ended.due.at);
    Ok(match ended.work {
        Work::Publish(_) => true,
        Work::Unpublish => node.live.is_some() || goes_up_before,
    })
}

fn doing(work: Work) -> &'static str {
    match work {
        Work::Publish(_) => "publishing",
        Work::Unpublish => "unpublishing",
    }
}

fn will(work: Work) -> &'static str {
    match work {
        Work::Publish(_) => "go live",
        Work::Unpublish => "come off the public site",
    }
}

async fn title(tx: &Tx, node: NodeId) -> Result<String, Refusal> {
    Ok(tx.named(&[node]).await?.into_iter().next().map(|named| named.title).unwrap_or_default())
}

async fn tell(tx: &Tx, actor: &Actor, action: &str, node: NodeId, title: &str, detail: &str) -> Result<(), Refusal> {
    tx.audit(AuditLine { actor, action, node: Some(node), title, detail }).await?;
    Ok(())
}
