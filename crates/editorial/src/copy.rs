//! Copying a node and everything below it, as drafts.

use std::collections::HashMap;

use accounts::Action;
use content::{NodeId, Origin, Place, Slug, UrlPath};
use store::{NewNodeRow, NewRevision, NodeRow, Tx, rights::Permit};

use crate::{
    Refusal,
    create::free_address,
    verb::{address, allowed, note, permitted, title},
};

/// The most nodes of one copy: a larger branch is more often a slip of the hand than a wish.
const MOST_NODES: usize = 10_000;

/// Copies a node and all below it to a place. Links of the copies lead where those of the originals lead. What the person may not read is left out,
/// with all below it: whoever makes a copy reads it. `permit` is to read the node, `target` is for [`Action::Create`] on the new parent.
pub(crate) async fn copy_in(
    tx: &Tx,
    permit: &Permit,
    target: &Permit,
    place: Place,
    slug: &str,
    new_title: &str,
) -> Result<NodeId, Refusal> {
    let node = permitted(tx, permit, &[Action::ReadDraft]).await?;
    let parent = permitted(tx, target, &[Action::Create]).await?;
    if parent.id != place.parent {
        return Err(Refusal::Denied);
    }
    let from = address(&node)?;
    if node.parent.is_none() {
        return Err(Refusal::field("parent", "The home page cannot be copied"));
    }
    if tx.is_within(parent.id, node.id).await? {
        return Err(Refusal::field("parent", "A page cannot be copied below itself. Choose another place"));
    }
    let originals = tx.subtree(&from).await?;
    if originals.len() > MOST_NODES {
        let sentence = format!("More than {MOST_NODES} pages lie there. Copy a smaller branch");
        return Err(Refusal::field("parent", sentence));
    }
    let (slug, path) = top_address(tx, &parent, &node, slug).await?;
    let mut copies: HashMap<NodeId, (NodeId, UrlPath)> = HashMap::new();
    copies.insert(parent.id, (parent.id, address(&parent)?));
    for original in originals {
        let row = tx.node(original.node).await?.ok_or(Refusal::Missing)?;
        let is_top = row.id == node.id;
        let above = if is_top { Some(parent.id) } else { row.parent };
        let Some((above, above_path)) = above.and_then(|id| copies.get(&id)).cloned() else { continue };
        if !is_top && !allowed(tx, permit.actor(), Action::ReadDraft, row.id).await? {
            continue;
        }
        let (slug, path, position) = if is_top {
            (slug.clone(), path.clone(), tx.position_at(place, None).await?)
        } else {
            let slug = row.slug.clone().ok_or(Refusal::Missing)?;
            let path = above_path.join(&slug).map_err(|error| Refusal::field("parent", error.to_string()))?;
            (slug, path, row.position)
        };
        let copy = copy_one(tx, permit, &row, (above, slug, path.clone(), position), is_top.then_some(new_title));
        copies.insert(row.id, (copy.await?, path));
    }
    let copy = copies.get(&node.id).map(|(copy, _)| *copy).ok_or(Refusal::Missing)?;
    let title = title(tx, &node).await?;
    let detail = if copies.len() > 2 { format!("with {} below it", copies.len() - 2) } else { String::new() };
    note(tx, permit, copy, "copied", &title, &detail).await?;
    Ok(copy)
}

/// As typed, or the original's own last part, numbered where it is taken.
async fn top_address(tx: &Tx, parent: &NodeRow, node: &NodeRow, typed: &str) -> Result<(Slug, UrlPath), Refusal> {
    if !typed.trim().is_empty() {
        return free_address(tx, parent, typed, "", None).await;
    }
    let own = node.slug.as_ref().map(ToString::to_string).unwrap_or_default();
    free_address(tx, parent, "", &own, None).await
}

async fn copy_one(
    tx: &Tx,
    permit: &Permit,
    original: &NodeRow,
    (parent, slug, path, position): (NodeId, Slug, UrlPath, i64),
    new_title: Option<&str>,
) -> Result<NodeId, Refusal> {
    let mut draft = tx.draft(original.id, original.draft).await?.ok_or(Refusal::Missing)?;
    if let Some(title) = new_title.filter(|title| !title.trim().is_empty()) {
        title.trim().clone_into(&mut draft.title);
    }
    let row = NewNodeRow {
        id: None,
        kind: original.kind,
        parent: Some(parent),
        slug: Some(slug),
        position,
        path,
        created_by: permit.actor().user(),
    };
    let id = tx.insert_node(row).await?;
    let new = NewRevision { node: id, draft: &draft, author: permit.actor(), origin: Origin::Typed, note: "" };
    let revision = tx.add_revision(new).await?;
    tx.set_draft(id, None, revision).await?;
    tx.copy_draft_facts(original.id, id).await?;
    Ok(id)
}
