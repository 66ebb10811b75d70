//! What every verb does before and after its own work.

use accounts::{Action, Actor, UserId};
use content::{NodeId, Problems, RedirectTarget, UrlPath};
use store::{
    AuditLine, NodeRow, Tx,
    rights::{Permit, Refused, Subject},
};

use crate::Refusal;

/// The node that a permit is for, when it permits one of these actions and still holds.
pub(crate) async fn permitted(tx: &Tx, permit: &Permit, actions: &[Action]) -> Result<NodeRow, Refusal> {
    expecting(permit, actions)?;
    permit.node().ok_or(Refusal::Denied)?;
    Ok(tx.still_for_node(permit).await?)
}

/// Whether somebody may do this to a node, as things stand inside the transaction.
pub(crate) async fn allowed(tx: &Tx, actor: &Actor, action: Action, node: NodeId) -> Result<bool, Refusal> {
    match tx.may(actor, action, Subject::Node(node)).await {
        Ok(_) => Ok(true),
        Err(Refused::Denied | Refused::Missing) => Ok(false),
        Err(Refused::Store(error)) => Err(error.into()),
    }
}

/// Whose permit it is, if it still holds, for what is a person's own. The scheduler and the command line have nothing of their own.
pub(crate) async fn holder(tx: &Tx, permit: &Permit) -> Result<UserId, Refusal> {
    tx.still(permit).await?;
    permit.actor().user().ok_or(Refusal::Denied)
}

/// A permit for another action is a mistake in the program; it opens nothing.
pub(crate) fn expecting(permit: &Permit, actions: &[Action]) -> Result<(), Refusal> {
    if actions.contains(&permit.action()) { Ok(()) } else { Err(Refusal::Denied) }
}

/// The address of a node that must not lie in the trash.
pub(crate) fn address(node: &NodeRow) -> Result<UrlPath, Refusal> {
    node.path.clone().ok_or_else(|| Refusal::because("This page is in the trash. Restore it first"))
}

pub(crate) fn valid(problems: Problems) -> Result<(), Refusal> {
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
}

/// What a node's draft is called.
pub(crate) async fn title(tx: &Tx, node: &NodeRow) -> Result<String, Refusal> {
    let draft = tx.draft(node.id, node.draft).await?;
    Ok(draft.map(|draft| draft.title).unwrap_or_default())
}

/// Leaves a redirect at an address that was public, unless a node stands there now.
pub(crate) async fn leave_redirect(
    tx: &Tx,
    path: &UrlPath,
    target: &RedirectTarget,
    actor: &Actor,
) -> Result<(), Refusal> {
    if tx.node_at(path).await?.is_none_or(|node| node.live.is_none()) {
        tx.put_redirect(path.as_str(), target, actor).await?;
    }
    Ok(())
}

/// Writes the verb's line of the audit.
pub(crate) async fn note(
    tx: &Tx,
    permit: &Permit,
    node: NodeId,
    action: &str,
    title: &str,
    detail: &str,
) -> Result<(), Refusal> {
    tx.audit(AuditLine { actor: permit.actor(), action, node: Some(node), title, detail }).await?;
    Ok(())
}

/// Why nothing was done with many nodes, by the title of the one that stood in the way.
pub(crate) async fn because_of(tx: &Tx, node: NodeId, sentence: &str) -> Result<String, Refusal> {
    let title = tx.named(&[node]).await?.pop().map(|named| named.title).unwrap_or_default();
    Ok(format!("Nothing was done, because of “{title}”: {sentence}"))
}
