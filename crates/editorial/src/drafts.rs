//! Saving a draft beside what is live.

use accounts::Action;
use content::{Draft, Origin, RevisionId, valid_draft};
use store::{NewRevision, Store, projection, rights::Permit};

use crate::{
    Refusal,
    verb::{address, note, permitted, valid},
};

/// Saves a draft that was typed on top of `base`. Nothing is overwritten: when the draft moved on in between, the save
/// is refused with what stands there now. An unchanged draft keeps its revision. The permit is for [`Action::Save`].
pub async fn save(store: &Store, permit: &Permit, base: RevisionId, draft: Draft) -> Result<RevisionId, Refusal> {
    valid(valid_draft(&draft))?;
    let links = projection::render(&draft).await;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                address(&node)?;
                if draft.kind() != node.kind {
                    return Err(Refusal::because("These are the fields of another kind of page. Open the page again"));
                }
                let current = tx.open_draft(node.id).await?;
                if current.draft == draft {
                    return Ok(node.draft);
                }
                if node.draft != base {
                    return Err(Refusal::Stale(Box::new(current)));
                }
                let new = NewRevision {
                    node: node.id,
                    draft: &draft,
                    author: permit.actor(),
                    origin: Origin::Typed,
                    note: "",
                };
                let revision = tx.add_revision(new).await?;
                tx.set_draft(node.id, revision).await?;
                tx.put_draft_links(node.id, links.links()).await?;
                note(tx, &permit, node.id, "saved a draft of", &draft.title, "").await?;
                Ok(revision)
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
                tx.set_draft(node.id, live).await?;
                tx.put_draft_links(node.id, live_links.links()).await?;
                let title = crate::verb::title(tx, &node).await?;
                note(tx, &permit, node.id, "discarded the draft of", &title, "").await
            })
        })
        .await
}
