//! Saving a draft beside what is live.

mod joining;

use accounts::Action;
use content::{Draft, Origin, RevisionId, valid_draft};
use store::{NewRevision, Store, projection, rights::Permit};

use crate::{
    Refusal,
    verb::{address, note, permitted, valid},
};

pub use joining::{Clash, Decided, Joined};
use joining::{Current, Typing};

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The draft now.
    pub revision: RevisionId,
    /// Whose changes came in with it; `None` when the draft had not moved on.
    pub joined: Option<Joined>,
}

/// Saves a draft that was typed on top of `base`. Nothing is overwritten: when the draft moved on in between, the
/// changes of both are joined; where they conflict nothing is saved and the refusal says what must be decided. An
/// unchanged draft keeps its revision. What the person kept on this node is let go. The permit is for
/// [`Action::Save`].
pub async fn save(store: &Store, permit: &Permit, base: RevisionId, draft: Draft) -> Result<Saved, Refusal> {
    write(store, permit, Typing { base, draft, decided: None }).await
}

/// The same after somebody decided the conflicts with one version of the draft. When the draft moved on since that
/// version too, what was decided is joined with it anew.
pub async fn save_decided(
    store: &Store,
    permit: &Permit,
    base: RevisionId,
    draft: Draft,
    decided: Decided,
) -> Result<Saved, Refusal> {
    write(store, permit, Typing { base, draft, decided: Some(decided) }).await
}

async fn write(store: &Store, permit: &Permit, typing: Typing) -> Result<Saved, Refusal> {
    valid(valid_draft(&typing.draft))?;
    let rendered = projection::render(&typing.draft).await;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                if let Some(node) = permit.node() {
                    tx.foresee_draft(node);
                }
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                address(&node)?;
                if typing.draft.kind() != node.kind {
                    return Err(Refusal::because("These are the fields of another kind of page. Open the page again"));
                }
                let current = Current::read(tx, &node).await?;
                let typed = typing.draft.clone();
                let text = typing.join(tx, &current).await?;
                valid(valid_draft(&text.draft))?;
                if let Some(author) = permit.actor().user() {
                    tx.let_go(node.id, author).await?;
                }
                if text.draft == current.draft {
                    return Ok(Saved { revision: node.draft, joined: text.joined });
                }
                let new = NewRevision {
                    node: node.id,
                    draft: &text.draft,
                    author: permit.actor(),
                    origin: text.origin,
                    note: "",
                };
                let revision = tx.add_revision(new).await?;
                tx.set_draft(node.id, Some(node.draft), revision).await?;
                if text.draft == typed {
                    tx.put_draft_facts(node.id, &rendered).await?;
                } else {
                    // Rendered inside the transaction: only here is it known what the text became.
                    tx.put_draft_facts(node.id, &projection::render(&text.draft).await).await?;
                }
                let detail = text.joined.as_ref().map(Joined::in_audit).unwrap_or_default();
                note(tx, &permit, node.id, "saved a draft of", &text.draft.title, &detail).await?;
                Ok(Saved { revision, joined: text.joined })
            })
        })
        .await
}

/// Brings an earlier version back as the newest draft, on top of `base`, the draft that the person saw: when it moved on in between, nothing is
/// brought back. `false` when the draft says the same already. The permit is for [`Action::Save`].
pub async fn restore(store: &Store, permit: &Permit, base: RevisionId, revision: RevisionId) -> Result<bool, Refusal> {
    let version = store::history::version(store, permit, revision).await?.ok_or(Refusal::Missing)?;
    let draft = store::drafts::revision(store, permit, revision).await?.ok_or(Refusal::Missing)?;
    valid(valid_draft(&draft))?;
    let links = projection::render(&draft).await;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                address(&node)?;
                if node.draft != base {
                    return Err(Refusal::Stale(Box::new(tx.open_draft(node.id).await?)));
                }
                if Current::read(tx, &node).await?.draft == draft {
                    return Ok(false);
                }
                let note_of = format!("From version {}", version.number);
                let new = NewRevision {
                    node: node.id,
                    draft: &draft,
                    author: permit.actor(),
                    origin: Origin::Reverted,
                    note: &note_of,
                };
                let revision = tx.add_revision(new).await?;
                tx.set_draft(node.id, Some(node.draft), revision).await?;
                tx.put_draft_facts(node.id, &links).await?;
                let detail = format!("from version {}", version.number);
                note(tx, &permit, node.id, "restored a version of", &draft.title, &detail).await?;
                Ok(true)
            })
        })
        .await
}

/// Points the draft back at what is live. The discarded text stays in the history. The permit is for [`Action::Save`].
pub async fn discard(store: &Store, permit: &Permit, base: RevisionId) -> Result<(), Refusal> {
    let live_links = {
        let permit = permit.clone();
        let draft = store
            .write(move |tx| {
                Box::pin(async move {
                    let node = permitted(tx, &permit, &[Action::Save]).await?;
                    let live = node.live.ok_or_else(|| {
                        Refusal::because(
                            "There is no published version to go back to. Move the page to the trash instead",
                        )
                    })?;
                    tx.draft(node.id, live).await?.ok_or(Refusal::Missing)
                })
            })
            .await?;
        projection::render(&draft).await
    };
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                if node.draft != base {
                    return Err(Refusal::Stale(Box::new(tx.open_draft(node.id).await?)));
                }
                let live = node.live.ok_or(Refusal::Missing)?;
                if node.draft == live {
                    return Err(Refusal::because("The draft says what is published. There is nothing to discard"));
                }
                tx.set_draft(node.id, Some(node.draft), live).await?;
                tx.put_draft_facts(node.id, &live_links).await?;
                let title = crate::verb::title(tx, &node).await?;
                note(tx, &permit, node.id, "discarded the draft of", &title, "").await
            })
        })
        .await
}
