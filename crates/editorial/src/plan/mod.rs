//! What an action would do, before it does it.
//!
//! A plan is no forecast: the action is carried out in its transaction, described from the facts that it changed, and rolled back. Confirming
//! carries it out again; when it comes to something else than what was confirmed, because the site moved on in between, nothing is done and the new
//! plan is shown.

mod describe;
mod steps;
#[cfg(test)]
mod tests;
mod waiting;
mod words;

use chrono::{DateTime, Utc};
use content::{NodeId, RedirectTarget, RevisionId, UrlPath};
use serde::Serialize;
use store::{Store, StoreError, rights::Permit};

use crate::Refusal;
pub use steps::{MOST_STEPS, Proposal, Step};
pub use words::lines;

/// Everything that an action changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Every node that gets another address, in the order of the new ones.
    pub addresses: Vec<AddressChange>,
    /// Every address whose redirect is made, changed or ended.
    pub redirects: Vec<RedirectChange>,
    /// Every node of which the public reads something else afterwards.
    pub live: Vec<LiveChange>,
    /// What goes to the trash.
    pub trashed: Vec<Name>,
    /// What comes back from the trash.
    pub restored: Vec<Name>,
    /// Nodes that stand elsewhere among their neighbours, with the address that they had.
    pub reordered: Vec<Name>,
    /// Nodes that are new.
    pub created: Vec<Name>,
    /// Pages that refer to a node which moves or which the public no longer reads.
    pub linking: Vec<LinkingPage>,
    /// How many more pages refer to them, of which the person may not know.
    pub linking_hidden: usize,
    /// Live pages that stay public although the page above them does not.
    pub stranded: Vec<Name>,
    /// Which of them stand in the main menu.
    pub menu: Vec<Name>,
    /// What is due for the nodes of the plan, soonest first, and what becomes of it.
    pub schedules: Vec<ScheduleChange>,
    /// Reviews of the nodes of the plan that are not over, and what becomes of them.
    pub reviews: Vec<ReviewChange>,
    /// Facts that say something else, or will at a time, with the pages that show them.
    pub facts: Vec<FactPlan>,
    /// What this plan comes to, in short: two plans that do the same have the same.
    pub fingerprint: String,
}

/// A fact that says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactPlan {
    /// What editors call it.
    pub label: String,
    /// What it says today.
    pub was: String,
    /// What it will say.
    pub becomes: String,
    /// When; `None` for now.
    pub due_at: Option<DateTime<Utc>>,
    /// The pages that show it, in public or in their drafts.
    pub pages: Vec<FactPage>,
    /// How many more pages show it, of which the person may not know.
    pub hidden: usize,
}

/// A page that shows a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactPage {
    /// The page.
    pub node: NodeId,
    /// Its draft's title.
    pub title: String,
    /// Whether what the public reads shows it; else only the draft does.
    pub live: bool,
}

/// A node by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// The node.
    pub node: NodeId,
    /// Its draft's title.
    pub title: String,
    /// Its address before; `None` where it had none.
    pub path: Option<UrlPath>,
}

/// A node that gets another address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AddressChange {
    /// The node.
    pub node: NodeId,
    /// Its draft's title.
    pub title: String,
    /// Where it stood.
    pub old: UrlPath,
    /// Where it will stand.
    pub new: UrlPath,
    /// Whether the public reads it, so that a redirect is left behind.
    pub live: bool,
}

/// An address whose redirect changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RedirectChange {
    /// The address.
    pub path: String,
    /// Where it leads today; `None` for nowhere.
    pub was: Option<RedirectTarget>,
    /// Where it will lead; `None` when no redirect is left there.
    pub becomes: Option<RedirectTarget>,
    /// In words where it leads today; empty for nowhere.
    pub was_in_words: String,
    /// In words where it will lead; empty where a page stands there itself.
    pub becomes_in_words: String,
    /// Whether a page takes an address that leads elsewhere today, which needs a yes.
    pub asks: bool,
}

/// A node of which the public reads something else afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LiveChange {
    /// The node.
    pub node: NodeId,
    /// Its draft's title.
    pub title: String,
    /// Its address.
    pub path: Option<UrlPath>,
    /// What happens to it.
    pub becomes: Becomes,
    /// The revision that the public reads afterwards; `None` where it reads nothing.
    pub revision: Option<RevisionId>,
}

/// What the public finds of a node afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Becomes {
    /// It is new to the public.
    Published,
    /// It reads another version.
    Updated,
    /// It is not there any more.
    Withdrawn,
}

/// A page that refers to a node of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkingPage {
    /// The page.
    pub node: NodeId,
    /// Its draft's title.
    pub title: String,
    /// The node to which it refers.
    pub target: NodeId,
    /// Whether what the public reads refers to it; else only the draft does.
    pub live: bool,
}

/// Something that is due for a node of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScheduleChange {
    /// The node.
    pub node: NodeId,
    /// Its draft's title.
    pub title: String,
    /// Whether a version goes live; else the node comes off the public site.
    pub publishes: bool,
    /// The number within the node of the version that goes live.
    pub version: Option<i64>,
    /// When.
    pub due_at: DateTime<Utc>,
    /// What becomes of it.
    pub becomes: ScheduleBecomes,
}

/// What becomes of something that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleBecomes {
    /// It is not done: the page is in the trash by then. It is set again if the page comes back before.
    Cancelled,
    /// It is done at its time.
    Stays,
    /// It is done at its time, at the new address.
    MovesAlong,
    /// The page is withdrawn now, and public again from that time on.
    PublicAgain,
    /// What is published now is replaced by another version then.
    Replaces,
    /// The plan does it now; nothing more happens then.
    DoneNow,
    /// The trash had ended it; it is due again.
    SetAgain,
    /// The trash had ended it, and its time has passed.
    Lapsed,
    /// The trash had ended it, and it need not be done: the page comes back as a draft.
    NotNeeded,
}

/// A review of a node of the plan that is not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewChange {
    /// The node.
    pub node: NodeId,
    /// Its draft's title.
    pub title: String,
    /// The number within the node of the version that was submitted.
    pub version: Option<i64>,
    /// Whether somebody has approved it; else it waits.
    pub approved: bool,
    /// Who approved it, or who submitted it.
    pub by: String,
    /// What becomes of it.
    pub becomes: ReviewBecomes,
}

/// What becomes of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewBecomes {
    /// It goes on as it is.
    Stays,
    /// Nobody can go on with it before the page is restored.
    WaitsInTrash,
    /// The page is back, and so is its review.
    WaitsAgain,
    /// It ends: what it was about is published.
    Closed,
    /// Another version than the approved one is published.
    Overtaken,
}

impl Plan {
    /// Whether a page takes an address that leads elsewhere today.
    pub fn asks(&self) -> bool {
        self.redirects.iter().any(|redirect| redirect.asks)
    }

    /// Whether nothing would change at all.
    pub fn is_empty(&self) -> bool {
        let Self { addresses, redirects, live, trashed, restored, reordered, created, facts, .. } = self;
        addresses.is_empty()
            && redirects.is_empty()
            && live.is_empty()
            && trashed.is_empty()
            && restored.is_empty()
            && reordered.is_empty()
            && created.is_empty()
            && facts.is_empty()
    }
}

/// What a person said to a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The fingerprint of the plan that they saw.
    pub fingerprint: String,
    /// Whether pages may take addresses that lead elsewhere today.
    pub takes_addresses: bool,
}

/// An action that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What it did.
    pub plan: Plan,
    /// Its name in the audit, by which it is undone.
    pub group: String,
}

/// What the person sees of an action before it is done. Nothing is changed. `reader` is for reading drafts of the site.
pub async fn make(store: &Store, reader: &Permit, proposal: &Proposal) -> Result<Plan, Refusal> {
    match run(store, reader, proposal, None).await {
        Err(Stop::Planned(plan)) => Ok(*plan),
        Err(Stop::Refused(refusal)) => Err(refusal),
        Ok(done) => Ok(done.plan),
    }
}

/// Does what was confirmed, in one transaction, or nothing: [`Refusal::Replanned`] when it would come to something else by now, or when it takes
/// addresses without a yes.
pub async fn carry_out(
    store: &Store,
    reader: &Permit,
    proposal: &Proposal,
    confirmation: &Confirmation,
) -> Result<Done, Refusal> {
    match run(store, reader, proposal, Some(confirmation.clone())).await {
        Ok(done) => {
            store.wake_timer();
            Ok(done)
        }
        Err(Stop::Planned(plan)) => Err(Refusal::Replanned(plan)),
        Err(Stop::Refused(refusal)) => Err(refusal),
    }
}

/// Why the transaction is rolled back.
enum Stop {
    Planned(Box<Plan>),
    Refused(Refusal),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

async fn run(
    store: &Store,
    reader: &Permit,
    proposal: &Proposal,
    confirmation: Option<Confirmation>,
) -> Result<Done, Stop> {
    let ready = proposal.prepare(store).await?;
    let reader = reader.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                ready.perform(tx).await?;
                let plan = describe::plan_of(tx, &reader).await?;
                match confirmation {
                    Some(said) if said.fingerprint == plan.fingerprint && (said.takes_addresses || !plan.asks()) => {
                        Ok(Done { plan, group: tx.action_group().unwrap_or_default() })
                    }
                    _ => Err(Stop::Planned(Box::new(plan))),
                }
            })
        })
        .await
}
