//! Publishing a revision, and taking a node off the public site.

use accounts::{Action, Actor};
use content::{Draft, NodeId, Problem, Problems, RedirectTarget, RevisionId, publishable};
use store::{
    Dating, NodeRow, Projection, Store, Tx,
    projection::{self, Rendered},
    rights::Permit,
};

use crate::{
    Refusal, checks, interrupted, review,
    verb::{address, leave_redirect, note, permitted, title, valid},
};

/// The most letters of what readers are told of a change.
pub const LONGEST_TOLD: usize = 500;

/// What a publication says: nothing, as a minor change, unless somebody fills it in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// What readers are told; `None` for a minor change, which leaves the public date and the list of changes as they are.
    pub readers: Option<String>,
    /// A note for editors, which is never public.
    pub note: String,
    /// Whether the page may take an address that leads elsewhere by a redirect, which then ends.
    pub takes_address: bool,
    /// Why the page must go live with errors that it brings in; empty where nobody says so.
    pub despite: String,
}

impl Telling {
    /// The same without surplus spaces and line ends, or what is wrong with it.
    pub(crate) fn checked(self) -> Result<Self, Refusal> {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let readers = self.readers.as_deref().map(one_line);
        let note = one_line(&self.note);
        let mut problems = Problems::new();
        match &readers {
            Some(told) if told.is_empty() => {
                problems.push(Problem::new("told", "Write what changed, for readers, or choose “Minor change”"));
            }
            Some(told) if told.chars().count() > LONGEST_TOLD => {
                problems.push(Problem::new("told", format!("Shorten it to {LONGEST_TOLD} letters at most")));
            }
            _ => {}
        }
        if note.chars().count() > LONGEST_TOLD {
            problems.push(Problem::new("note", format!("Shorten the note to {LONGEST_TOLD} letters at most")));
        }
        valid(problems)?;
        let despite = review::written(checks::REASON, &self.despite)?;
        Ok(Self { readers, note, takes_address: self.takes_address, despite })
    }
}

/// Makes a revision what the public reads, as a minor change. It names the revision, never "the draft": what was looked at is what goes live. The
/// permit is for [`Action::Publish`].
pub async fn now(store: &Store, permit: &Permit, revision: RevisionId) -> Result<(), Refusal> {
    telling(store, permit, revision, Telling::default()).await.map(drop)
}

/// The same, and says it to readers or to editors. Problems are about the fields `told` and `note`. Returns the action's group in the audit, by which
/// it is undone; empty when the public reads that revision already.
pub async fn telling(
    store: &Store,
    permit: &Permit,
    revision: RevisionId,
    telling: Telling,
) -> Result<String, Refusal> {
    let telling = telling.checked()?;
    let (ready, permit) = (Ready { telling, ..Ready::read(store, permit, revision).await? }, permit.clone());
    store
        .write(move |tx| {
            Box::pin(async move {
                publish_in(tx, &permit, &ready).await?;
                Ok(tx.action_group().unwrap_or_default())
            })
        })
        .await
}

/// A revision with its text rendered, which takes a while and so is done before the transaction.
#[derive(Clone, Debug)]
pub(crate) struct Ready {
    pub(crate) revision: RevisionId,
    pub(crate) draft: Draft,
    pub(crate) rendered: Rendered,
    pub(crate) telling: Telling,
}

impl Ready {
    /// Reads a revision of the permit's node, which must be fit to be published.
    pub(crate) async fn read(store: &Store, permit: &Permit, revision: RevisionId) -> Result<Self, Refusal> {
        let draft = text(store, permit, revision).await?;
        valid(publishable(&draft))?;
        let rendered = projection::render(&draft).await;
        Ok(Self::minor(revision, draft, rendered))
    }

    /// A minor change, with nothing to say, of a page whose address nothing else has or whose plan has asked for it.
    pub(crate) fn minor(revision: RevisionId, draft: Draft, rendered: Rendered) -> Self {
        Self { revision, draft, rendered, telling: Telling { takes_address: true, ..Telling::default() } }
    }

    /// The same, unless a redirect holds the page's address.
    pub(crate) fn asking(self) -> Self {
        Self { telling: Telling { takes_address: false, ..self.telling }, ..self }
    }
}

pub(crate) async fn publish_in(tx: &Tx, permit: &Permit, ready: &Ready) -> Result<(), Refusal> {
    publish_saying(tx, permit, ready, "").await
}

/// Publishes, with the rest of the audit's sentence.
pub(crate) async fn publish_saying(tx: &Tx, permit: &Permit, ready: &Ready, detail: &str) -> Result<(), Refusal> {
    if let Some(node) = permit.node() {
        tx.foresee_live(node, ready.revision, &ready.rendered);
    }
    let node = permitted(tx, permit, &[Action::Publish]).await?;
    if node.live == Some(ready.revision) {
        return Ok(());
    }
    review::clear(tx, &node, ready.revision).await?;
    checks::clear(tx, permit, &node, ready.revision, &ready.rendered, &ready.telling.despite).await?;
    let led = make_live(tx, &node, ready, permit.actor()).await?;
    if !ready.telling.takes_address {
        leads_nowhere_else(&node, led)?;
    }
    note(tx, permit, node.id, "published", &ready.draft.title, detail).await
}

/// A page never takes an address silently that people were sent from.
pub(crate) async fn nothing_leads_away(tx: &Tx, node: &NodeRow) -> Result<(), Refusal> {
    let path = address(node)?;
    leads_nowhere_else(node, tx.redirect_at(path.as_str()).await?)
}

fn leads_nowhere_else(node: &NodeRow, target: Option<RedirectTarget>) -> Result<(), Refusal> {
    let path = address(node)?;
    match target {
        Some(target) if target != RedirectTarget::Node(node.id) => Err(Refusal::field(
            "takes_address",
            format!("{path} leads elsewhere today. Say in the editor that this page takes it, or remove that redirect"),
        )),
        _ => Ok(()),
    }
}

/// Takes a node off the public site. Its address says "gone", or leads to `instead`. The permit is for
/// [`Action::Unpublish`].
pub async fn unpublish(store: &Store, permit: &Permit, instead: Option<NodeId>) -> Result<(), Refusal> {
    let permit = permit.clone();
    store.write(move |tx| Box::pin(async move { unpublish_in(tx, &permit, instead).await })).await?;
    store.wake_timer();
    Ok(())
}

pub(crate) async fn unpublish_in(tx: &Tx, permit: &Permit, instead: Option<NodeId>) -> Result<(), Refusal> {
    unpublish_saying(tx, permit, instead, "").await
}

/// Takes a node off the public site, with the rest of the audit's sentence.
pub(crate) async fn unpublish_saying(
    tx: &Tx,
    permit: &Permit,
    instead: Option<NodeId>,
    detail: &str,
) -> Result<(), Refusal> {
    let node = permitted(tx, permit, &[Action::Unpublish]).await?;
    if node.parent.is_none() {
        return Err(Refusal::because("The home page must stay public"));
    }
    if node.live.is_none() {
        return Err(Refusal::because("This page is not published"));
    }
    let target = match instead {
        None => RedirectTarget::Node(node.id),
        Some(other) if other == node.id => {
            return Err(Refusal::field("instead", "Choose another page than this one"));
        }
        Some(other) => match tx.node(other).await? {
            Some(other) if other.live.is_some() => RedirectTarget::Node(other.id),
            _ => return Err(Refusal::field("instead", "Choose a published page")),
        },
    };
    let title = title(tx, &node).await?;
    withdraw(tx, &node, &target, permit.actor(), "unpublished").await?;
    interrupted::by_unpublishing(tx, node.id).await?;
    note(tx, permit, node.id, "unpublished", &title, detail).await
}

/// Writes a revision to the live tables and says so to the caches. Returns where the address led, when it was taken from a redirect.
pub(crate) async fn make_live(
    tx: &Tx,
    node: &NodeRow,
    ready: &Ready,
    actor: &Actor,
) -> Result<Option<RedirectTarget>, Refusal> {
    let Ready { revision, draft, rendered, telling } = ready;
    let path = address(node)?;
    let dating = telling.readers.as_deref().map_or(Dating::Minor, Dating::Told);
    let projection =
        Projection { node, path: &path, revision: *revision, draft, rendered, actor, dating, note: &telling.note };
    let led = tx.put_live(&projection).await?;
    tx.change(Some(node.id), "published", None, Some(&path)).await?;
    Ok(led)
}

/// Takes a live node off the public site and says where its address leads now: to another node, or to the node itself,
/// which answers "gone" until it is live again, wherever it stands by then.
pub(crate) async fn withdraw(
    tx: &Tx,
    node: &NodeRow,
    target: &RedirectTarget,
    actor: &Actor,
    reason: &str,
) -> Result<(), Refusal> {
    let path = address(node)?;
    tx.remove_live(node.id, reason).await?;
    leave_redirect(tx, &path, target, actor).await?;
    let stand_in = match target {
        RedirectTarget::Node(other) if *other != node.id => Some(*other),
        _ => None,
    };
    tx.set_stand_in(node.id, stand_in).await?;
    tx.change(Some(node.id), reason, Some(&path), None).await?;
    Ok(())
}

/// The text of a revision of the permit's node. A revision never changes, so it may be read and rendered before the
/// transaction.
async fn text(store: &Store, permit: &Permit, revision: RevisionId) -> Result<Draft, Refusal> {
    let found = store::drafts::revision(store, permit, revision).await?;
    found.ok_or(Refusal::Missing)
}
