//! Actions that changed each of their pages by itself: what was changed since stays, and all else goes back.

use std::collections::{BTreeMap, BTreeSet};

use accounts::Action;
use content::{NodeId, RevisionId};
use store::{Effect, Tx, rights::Permit};

use crate::{Refusal, verb::allowed};

/// The nodes of an action that cannot go back: they were edited, published or put away since, or the person may not change them. None of an action whose
/// changes belong together. Where no node is left to go back it is refused.
pub(super) async fn changed_since(tx: &Tx, permit: &Permit, effects: &[Effect]) -> Result<Vec<NodeId>, Refusal> {
    if !effects.contains(&Effect::EachByItself) {
        return Ok(Vec::new());
    }
    let mut drafts: BTreeMap<NodeId, RevisionId> = BTreeMap::new();
    let mut live: BTreeMap<NodeId, Option<RevisionId>> = BTreeMap::new();
    for effect in effects {
        match effect {
            Effect::Drafted { node, new, .. } => {
                drafts.insert(*node, *new);
            }
            Effect::Live { node, new, .. } => {
                live.insert(*node, new.as_ref().map(|facts| facts.revision));
            }
            _ => {}
        }
    }
    let nodes: BTreeSet<NodeId> = drafts.keys().chain(live.keys()).copied().collect();
    let mut left = Vec::new();
    for node in &nodes {
        let now = tx.node(*node).await?;
        let stands = now.is_some_and(|now| {
            now.path.is_some()
                && drafts.get(node).is_none_or(|draft| now.draft == *draft)
                && live.get(node).is_none_or(|live| now.live == *live)
        });
        let may = allowed(tx, permit.actor(), Action::Save, *node).await?
            && (!live.contains_key(node) || allowed(tx, permit.actor(), Action::Publish, *node).await?);
        if !(stands && may) {
            left.push(*node);
        }
    }
    if left.len() == nodes.len() {
        return Err(Refusal::because(
            "Every page of this was changed since, so nothing can be undone. Open the history of a page to go back to an earlier version",
        ));
    }
    Ok(left)
}
