//! Putting a node and all below it in the trash, and taking it out again.

use accounts::Action;
use content::{RedirectTarget, UrlPath};
use store::{NodeRow, Store, Tx, rights::Permit};

use crate::{
    Refusal,
    publish::withdraw,
    verb::{address, note, permitted, title},
};

/// Puts a node and everything below it in the trash. What was public answers "gone". Returns how many nodes went. The
/// permit is for [`Action::Trash`].
pub async fn trash(store: &Store, permit: &Permit) -> Result<u64, Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Trash]).await?;
                if node.parent.is_none() {
                    return Err(Refusal::because("The home page cannot go to the trash"));
                }
                let path = address(&node)?;
                for live in tx.live_addresses(&path, &path).await? {
                    if let Some(row) = tx.node(live.node).await? {
                        withdraw(tx, &row, &RedirectTarget::Node(row.id), permit.actor(), "trashed").await?;
                    }
                }
                let title = title(tx, &node).await?;
                let trashed = tx.trash_subtree(node.id, &path, permit.actor()).await?;
                let detail = if trashed > 1 { format!("with {} below it", trashed - 1) } else { String::new() };
                note(tx, &permit, node.id, "moved to the trash", &title, &detail).await?;
                Ok(trashed)
            })
        })
        .await
}

/// Takes a node and what went to the trash with it back to where it stood, as drafts. The permit is for
/// [`Action::Restore`].
pub async fn restore(store: &Store, permit: &Permit) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Restore]).await?;
                let trashing = node.trashing.ok_or_else(|| Refusal::because("This page is not in the trash"))?;
                let together = tx.trashed_together(trashing).await?;
                let top = together.first().filter(|top| top.id == node.id);
                if top.is_none() {
                    return Err(Refusal::because(
                        "This page went to the trash with the page above it. Restore that page instead",
                    ));
                }
                for row in together {
                    let path = old_place(tx, &row).await?;
                    tx.untrash(row.id, &path).await?;
                }
                let title = title(tx, &node).await?;
                note(tx, &permit, node.id, "restored", &title, "").await
            })
        })
        .await
}

/// Where a trashed node stood: below its parent, which must be back already, at an address that must be free.
async fn old_place(tx: &Tx, row: &NodeRow) -> Result<UrlPath, Refusal> {
    let parent = match row.parent {
        Some(parent) => tx.node(parent).await?.ok_or(Refusal::Missing)?,
        None => return Err(Refusal::Missing),
    };
    let above = parent
        .path
        .ok_or_else(|| Refusal::because("The page above it is in the trash too. Restore that page first"))?;
    let slug = row.slug.as_ref().ok_or(Refusal::Missing)?;
    let path = above.join(slug).map_err(|error| Refusal::because(error.to_string()))?;
    if tx.node_at(&path).await?.is_some() {
        let sentence = format!("Another page stands at {path} now. Change its address first, then restore this one");
        return Err(Refusal::because(sentence));
    }
    Ok(path)
}
