//! Publishing and unpublishing at a time: a page by itself, or many together as a [`release`].
//!
//! Whose right counts: the person's who asked, twice. They need it when they set the time, and they must still hold it when the time comes; else
//! nothing is done, and the schedule says why, so that somebody else can set a time. What is done then, the scheduler does, and the audit names
//! for whom.

mod due;
pub mod rehearsal;
pub mod release;

use accounts::Action;
use chrono::NaiveDateTime;
use content::{
    due::{at, in_words},
    publishable,
};
use store::{
    NewSchedule, NodeRow, Pending, Store, Tx,
    rights::Permit,
    schedule::{Outcome, ReleaseId, ScheduleId, Work},
};

pub use self::due::do_what_is_due;
use crate::{
    Refusal, checks,
    publish::{Telling, nothing_leads_away},
    verb::{address, note, permitted, title, valid},
};

/// The field of a refusal that is about the time.
pub const TIME: &str = "when.day";

/// When something is done, with whom, and what is said then.
struct When<'a> {
    due: content::due::Due,
    telling: &'a Telling,
    release: Option<(ReleaseId, &'a str)>,
}

impl When<'_> {
    /// `30 March 2027 at 9am`, and with which release.
    fn in_words(&self) -> String {
        let name = self.release.map(|(_, name)| name);
        with(in_words(self.due.at), name)
    }
}

/// Sets when a revision goes live or the node is taken off the public site, in place of an earlier time for the same; and what is said then. Problems
/// are about the fields [`TIME`], `told` and `note`. The permit is for [`Action::Publish`] or [`Action::Unpublish`], as the work asks.
pub async fn set(
    store: &Store,
    permit: &Permit,
    work: Work,
    wall: NaiveDateTime,
    telling: Telling,
) -> Result<content::due::Due, Refusal> {
    let due = moment(wall, store)?;
    let (permit, telling) = (permit.clone(), telling.checked()?);
    store
        .write(move |tx| {
            Box::pin(async move { put(tx, &permit, work, &When { due, telling: &telling, release: None }).await })
        })
        .await?;
    store.wake_timer();
    Ok(due)
}

/// A time on the wall that has not passed.
fn moment(wall: NaiveDateTime, store: &Store) -> Result<content::due::Due, Refusal> {
    at(wall, store.now()).map_err(|error| Refusal::field(TIME, error.to_string()))
}

/// Keeps one work in place of an earlier one for the same.
async fn put(tx: &Tx, permit: &Permit, work: Work, when: &When<'_>) -> Result<(), Refusal> {
    let node = permitted(tx, permit, &[action_for(work)]).await?;
    address(&node)?;
    let pending = tx.pending(node.id).await?;
    let title = match work {
        Work::Publish(revision) => {
            let draft = tx.draft(node.id, revision).await?.ok_or(Refusal::Missing)?;
            valid(publishable(&draft))?;
            nothing_leads_away(tx, &node).await?;
            checks::clear_text(tx, permit, &node, revision, &draft, &when.telling.despite).await?;
            draft.title
        }
        Work::Unpublish => {
            may_come_down(&node, &pending, when.due)?;
            title(tx, &node).await?
        }
    };
    for earlier in pending.iter().filter(|earlier| earlier.work.is_like(work)) {
        goes_by_itself(tx, earlier, when).await?;
        tx.end_schedule(earlier.id, Outcome::Cancelled, "").await?;
    }
    add(tx, permit, &node, work, when).await?;
    note(tx, permit, node.id, done_word(work), &title, &format!("for {}", when.in_words())).await
}

async fn add(tx: &Tx, permit: &Permit, node: &NodeRow, work: Work, when: &When<'_>) -> Result<(), Refusal> {
    let goes_live = matches!(work, Work::Publish(_));
    let new = NewSchedule {
        node: node.id,
        work,
        due: when.due,
        actor: permit.actor(),
        release: when.release.map(|(id, _)| id),
        told: when.telling.readers.as_deref().filter(|_| goes_live),
        note: if goes_live { &when.telling.note } else { "" },
    };
    tx.add_schedule(new).await?;
    Ok(())
}

/// What goes with others is not taken from them silently.
async fn goes_by_itself(tx: &Tx, earlier: &Pending, when: &When<'_>) -> Result<(), Refusal> {
    let Some(release) = earlier.release.filter(|id| when.release.is_none_or(|(own, _)| own != *id)) else {
        return Ok(());
    };
    let name = tx.release_name(release).await?.unwrap_or_default();
    let what = if earlier.work == Work::Unpublish { "comes off the public site" } else { "goes live" };
    Err(Refusal::field(
        TIME,
        format!(
            "The page {what} with the group “{name}” on {}. Take it out of that group first",
            in_words(earlier.due.at)
        ),
    ))
}

/// What comes down must be up by then.
fn may_come_down(node: &NodeRow, pending: &[Pending], due: content::due::Due) -> Result<(), Refusal> {
    if node.parent.is_none() {
        return Err(Refusal::because("The home page must stay public"));
    }
    let goes_up = pending.iter().find(|earlier| matches!(earlier.work, Work::Publish(_)));
    match goes_up {
        _ if node.live.is_some() => Ok(()),
        None => Err(Refusal::because("This page is not published. Set a time for publishing first")),
        Some(up) if up.due.at < due.at => Ok(()),
        Some(up) => {
            let sentence =
                format!("The page goes live on {}. Enter a later time for unpublishing", in_words(up.due.at));
            Err(Refusal::field(TIME, sentence))
        }
    }
}

/// The draft as it stands now goes live at the time that was set for an earlier one, with the same release. The permit is for [`Action::Publish`].
pub async fn use_draft(store: &Store, permit: &Permit, id: ScheduleId) -> Result<content::due::Due, Refusal> {
    let permit = permit.clone();
    store.write(move |tx| Box::pin(async move { use_draft_in(tx, &permit, id).await })).await
}

async fn use_draft_in(tx: &Tx, permit: &Permit, id: ScheduleId) -> Result<content::due::Due, Refusal> {
    let node = permitted(tx, permit, &[Action::Publish]).await?;
    let pending = own(tx, &node, id).await?;
    let draft = tx.draft(node.id, node.draft).await?.ok_or(Refusal::Missing)?;
    valid(publishable(&draft))?;
    checks::clear_text(tx, permit, &node, node.draft, &draft, "").await?;
    if !tx.end_schedule(id, Outcome::Cancelled, "").await? {
        return Err(over());
    }
    let name = name_of(tx, pending.release).await?;
    let telling = Telling { readers: pending.told, note: pending.note, ..Telling::default() };
    let when = When { due: pending.due, telling: &telling, release: pending.release.zip(name.as_deref()) };
    let work = Work::Publish(node.draft);
    add(tx, permit, &node, work, &when).await?;
    note(tx, permit, node.id, done_word(work), &draft.title, &format!("for {}", when.in_words())).await?;
    Ok(pending.due)
}

/// Takes back what is due for the permit's node; a release of which nothing is left ends with it. The permit is for [`Action::Publish`] or
/// [`Action::Unpublish`], as the work asks.
pub async fn cancel(store: &Store, permit: &Permit, id: ScheduleId) -> Result<(), Refusal> {
    let permit = permit.clone();
    store.write(move |tx| Box::pin(async move { cancel_in(tx, &permit, id).await })).await?;
    store.wake_timer();
    Ok(())
}

async fn cancel_in(tx: &Tx, permit: &Permit, id: ScheduleId) -> Result<(), Refusal> {
    let node = permitted(tx, permit, &[Action::Publish, Action::Unpublish]).await?;
    let pending = own(tx, &node, id).await?;
    if action_for(pending.work) != permit.action() {
        return Err(Refusal::Denied);
    }
    if !tx.end_schedule(id, Outcome::Cancelled, "").await? {
        return Err(over());
    }
    note_cancelled(tx, permit, &node, &pending).await?;
    if let Some(release) = pending.release
        && tx.pending_release(release).await?.is_some_and(|release| release.works.is_empty())
    {
        tx.end_release(release, Outcome::Cancelled, "").await?;
    }
    Ok(())
}

async fn note_cancelled(tx: &Tx, permit: &Permit, node: &NodeRow, pending: &Pending) -> Result<(), Refusal> {
    let title = title(tx, node).await?;
    let what = match pending.work {
        Work::Publish(_) => "publishing on",
        Work::Unpublish => "unpublishing on",
    };
    let name = name_of(tx, pending.release).await?;
    let when = with(in_words(pending.due.at), name.as_deref());
    note(tx, permit, node.id, "cancelled", &title, &format!("{what} {when}")).await
}

/// What is still due under this number, of this node.
async fn own(tx: &Tx, node: &NodeRow, id: ScheduleId) -> Result<Pending, Refusal> {
    tx.pending_schedule(id).await?.filter(|pending| pending.node == node.id).ok_or_else(over)
}

fn over() -> Refusal {
    Refusal::because("This is no longer due. It was done or taken back meanwhile")
}

async fn name_of(tx: &Tx, release: Option<ReleaseId>) -> Result<Option<String>, Refusal> {
    match release {
        Some(release) => Ok(tx.release_name(release).await?),
        None => Ok(None),
    }
}

fn with(when: String, release: Option<&str>) -> String {
    match release {
        Some(name) => format!("{when} with “{name}”"),
        None => when,
    }
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
