//! Putting a node and all below it in the trash, and taking it out again. What is due for them goes along, and comes back.

use std::collections::HashMap;

use accounts::{Action, Actor};
use content::{NodeId, RedirectTarget, UrlPath};
use store::{NodeRow, Store, Tx, rights::Permit};

use crate::{
    Refusal, interrupted,
    publish::withdraw,
    verb::{address, note, permitted, title},
};

/// Puts a node and everything below it in the trash. What was public answers "gone". Returns how many nodes went. The
/// permit is for [`Action::Trash`].
pub async fn trash(store: &Store, permit: &Permit) -> Result<u64, Refusal> {
    let permit = permit.clone();
    let trashed = store.write(move |tx| Box::pin(async move { trash_in(tx, &permit).await })).await?;
    store.wake_timer();
    Ok(trashed)
}

pub(crate) async fn trash_in(tx: &Tx, permit: &Permit) -> Result<u64, Refusal> {
    let node = permitted(tx, permit, &[Action::Trash]).await?;
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
    let trashed = put_away(tx, &node, &path, permit.actor()).await?;
    let detail = if trashed > 1 { format!("with {} below it", trashed - 1) } else { String::new() };
    note(tx, permit, node.id, "moved to the trash", &title, &detail).await?;
    Ok(trashed)
}

/// Puts what is not live any more in the trash, and ends what is due for it. Returns how many nodes went.
pub(crate) async fn put_away(tx: &Tx, node: &NodeRow, path: &UrlPath, actor: &Actor) -> Result<u64, Refusal> {
    let (trashing, many) = tx.trash_subtree(node.id, path, actor).await?;
    interrupted::by_trashing(tx, actor, trashing).await?;
    Ok(many)
}

/// Takes a node and what went to the trash with it back to where it stood, as drafts. The permit is for
/// [`Action::Restore`].
pub async fn restore(store: &Store, permit: &Permit) -> Result<(), Refusal> {
    let permit = permit.clone();
    store.write(move |tx| Box::pin(async move { restore_in(tx, &permit).await })).await?;
    store.wake_timer();
    Ok(())
}

pub(crate) async fn restore_in(tx: &Tx, permit: &Permit) -> Result<(), Refusal> {
    let node = permitted(tx, permit, &[Action::Restore]).await?;
    let trashing = node.trashing.ok_or_else(|| Refusal::because("This page is not in the trash"))?;
    put_back(tx, &node, trashing).await?;
    interrupted::set_again(tx, permit.actor(), trashing).await?;
    let title = title(tx, &node).await?;
    note(tx, permit, node.id, "restored", &title, "").await
}

/// Gives everything that went to the trash with `node` its place back: all of it or nothing. What was due is set again by the caller, who knows
/// what of it is public by then.
pub(crate) async fn put_back(tx: &Tx, node: &NodeRow, trashing: i64) -> Result<(), Refusal> {
    let together = tx.trashed_together(trashing).await?;
    let Some(top) = together.first().filter(|top| top.id == node.id) else {
        return Err(Refusal::because("This page went to the trash with the page above it. Restore that page instead"));
    };
    let mut places: Vec<(NodeId, UrlPath)> = Vec::with_capacity(together.len());
    let mut paths: HashMap<NodeId, UrlPath> = HashMap::with_capacity(together.len());
    paths.extend(parent_of(tx, top).await?);
    for row in &together {
        let above = row.parent.and_then(|parent| paths.get(&parent)).ok_or(Refusal::Missing)?;
        let slug = row.slug.as_ref().ok_or(Refusal::Missing)?;
        let path = above.join(slug).map_err(|error| Refusal::because(error.to_string()))?;
        places.push((row.id, path.clone()));
        paths.insert(row.id, path);
    }
    // What lies below a free address is free too: a node stands below another only where that one stands.
    if let Some((_, path)) = places.first()
        && tx.node_at(path).await?.is_some()
    {
        let sentence = format!("Another page stands at {path} now. Change its address first, then restore this one");
        return Err(Refusal::because(sentence));
    }
    tx.untrash(trashing, &places).await?;
    Ok(())
}

/// The page above a trashed one, which must stand in the tree.
async fn parent_of(tx: &Tx, row: &NodeRow) -> Result<Option<(NodeId, UrlPath)>, Refusal> {
    let Some(parent) = row.parent else { return Ok(None) };
    let parent = tx.node(parent).await?.ok_or(Refusal::Missing)?;
    match parent.path {
        Some(path) => Ok(Some((parent.id, path))),
        None => Err(Refusal::because("The page above it is in the trash too. Restore that page first")),
    }
}
