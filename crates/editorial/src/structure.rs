//! Renaming and moving: both change addresses, at once on draft and live, and leave redirects behind.

use accounts::Action;
use content::{Place, Position, Slug};
use store::{NodeRow, Relocated, Store, Tx, rights::Permit};

use crate::{
    Refusal,
    create::free_address,
    verb::{address, note, permitted, title},
};

/// Gives a node another last part of its address. The permit is for [`Action::Rename`].
pub async fn rename(store: &Store, permit: &Permit, slug: &str) -> Result<(), Refusal> {
    let (permit, slug) = (permit.clone(), slug.to_owned());
    store.write(move |tx| Box::pin(async move { rename_in(tx, &permit, &slug).await })).await
}

pub(crate) async fn rename_in(tx: &Tx, permit: &Permit, slug: &str) -> Result<(), Refusal> {
    let node = permitted(tx, permit, &[Action::Rename]).await?;
    let parent = parent_of(tx, &node).await?;
    if slug.trim().is_empty() {
        return Err(Refusal::field("slug", "Enter the last part of the address"));
    }
    let (slug, _) = free_address(tx, &parent, slug, "", Some(node.id)).await?;
    if node.slug.as_ref() == Some(&slug) {
        return Ok(());
    }
    readdress(tx, permit, &node, &parent, &slug, node.position, "renamed").await
}

/// Moves a node to another place, with another last part of its address where `slug` is given: all of it, or nothing.
/// Both permits are for [`Action::Move`]: on the node, and on the new parent.
pub async fn move_to(
    store: &Store,
    permit: &Permit,
    target: &Permit,
    place: Place,
    slug: Option<&Slug>,
) -> Result<(), Refusal> {
    let (permit, target, typed) = (permit.clone(), target.clone(), slug.cloned());
    store.write(move |tx| Box::pin(async move { move_in(tx, &permit, &target, place, typed.as_ref()).await })).await
}

pub(crate) async fn move_in(
    tx: &Tx,
    permit: &Permit,
    target: &Permit,
    place: Place,
    typed: Option<&Slug>,
) -> Result<(), Refusal> {
    let node = permitted(tx, permit, &[Action::Move]).await?;
    let parent = permitted(tx, target, &[Action::Move]).await?;
    if parent.id != place.parent {
        return Err(Refusal::Denied);
    }
    let Some(slug) = node.slug.clone() else {
        return Err(Refusal::field("parent", "The home page stays at the top"));
    };
    if tx.is_within(parent.id, node.id).await? {
        return Err(Refusal::field("parent", "A page cannot lie below itself. Choose another place"));
    }
    if place.position == Position::After(node.id) && typed.is_none() {
        return Ok(());
    }
    let found = match typed {
        Some(typed) => free_address(tx, &parent, typed.as_str(), "", Some(node.id)).await,
        None => free_address(tx, &parent, slug.as_str(), "", Some(node.id)).await.map_err(at_parent),
    };
    let (slug, _) = found?;
    let position = tx.position_at(place, Some(node.id)).await?;
    readdress(tx, permit, &node, &parent, &slug, position, "moved").await
}

pub(crate) async fn readdress(
    tx: &Tx,
    permit: &Permit,
    node: &NodeRow,
    parent: &NodeRow,
    slug: &Slug,
    position: i64,
    action: &str,
) -> Result<(), Refusal> {
    let old = address(node)?;
    let relocated = tx
        .relocate(node, &old, parent, slug, position)
        .await?
        .map_err(|error| Refusal::field("parent", error.to_string()))?;
    let moved: Vec<Relocated> = relocated.iter().filter(|moved| moved.old != moved.new).cloned().collect();
    tx.leave_behind(&moved, permit.actor()).await?;
    let new = tx.node(node.id).await?.and_then(|node| node.path);
    if !relocated.is_empty() {
        tx.change(Some(node.id), action, Some(&old), new.as_ref()).await?;
    }
    let title = title(tx, node).await?;
    let detail = new.filter(|new| *new != old).map(|new| format!("from {old} to {new}")).unwrap_or_default();
    note(tx, permit, node.id, action, &title, &detail).await
}

async fn parent_of(tx: &Tx, node: &NodeRow) -> Result<NodeRow, Refusal> {
    let parent = node.parent.ok_or_else(|| Refusal::field("slug", "The home page keeps its address"))?;
    tx.node(parent).await?.ok_or(Refusal::Missing)
}

/// An address that is taken at the new place is a problem of the chosen place.
fn at_parent(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(problems) => {
            let moved = problems.into_iter().map(|problem| content::Problem { field: "parent".into(), ..problem });
            Refusal::Invalid(moved.collect())
        }
        other => other,
    }
}
