//! Undoing an action: everything that it changed is turned around, in one transaction, as long as nothing that it changed was changed since.
//!
//! Undoing is an action like any other: it stands in the audit, leaves redirects at the addresses that were public in between, and can itself be
//! undone. Drafts that somebody wrote since stay what they are.

mod addresses;
mod apart;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use accounts::Action;
use content::{NodeId, Place, Position, RevisionId, UrlPath, redirect::unknown::IgnoreRule};
use store::{
    AuditLine, Dating, Effect, LiveFacts, NodeRow, Projection, Spot, Store, Tx,
    facts::{FactId, FactText},
    projection,
    rights::{Permit, Subject},
    schedule::Outcome,
};

use crate::{
    Refusal, interrupted, trash,
    verb::{address, allowed, expecting},
};

/// Undoes the action with this group. `permit` is to read the site; each thing that is turned around asks for the right to do so. Returns the
/// group of the undoing, which can itself be undone.
pub async fn undo(store: &Store, permit: &Permit, group: &str) -> Result<String, Refusal> {
    telling(store, permit, group).await.map(|undone| undone.group)
}

/// What an undoing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Its own group, by which it can be undone.
    pub group: String,
    /// The titles of the pages that were changed since and stay as they are, of an action that changed each by itself.
    pub left: Vec<String>,
}

/// The same, and tells what was left as it is.
pub async fn telling(store: &Store, permit: &Permit, group: &str) -> Result<Undone, Refusal> {
    expecting(permit, &[Action::ReadDraft])?;
    let (permit, group) = (permit.clone(), group.to_owned());
    let undone = store.write(move |tx| Box::pin(async move { undo_in(tx, &permit, &group).await })).await?;
    store.wake_timer();
    Ok(undone)
}

async fn undo_in(tx: &Tx, permit: &Permit, group: &str) -> Result<Undone, Refusal> {
    tx.still(permit).await?;
    let unknown = || Refusal::because("This cannot be undone");
    let mut journal = tx.journal(group).await?.ok_or_else(unknown)?;
    if !knows(tx, permit, &journal.effects).await? {
        return Err(unknown());
    }
    if journal.undone_by.is_some() {
        return Err(Refusal::because("This was undone already"));
    }
    let left = apart::changed_since(tx, permit, &journal.effects).await?;
    journal.effects.retain(|effect| node_of(effect).is_none_or(|node| !left.contains(&node)));
    // What pages left behind goes back with them, and the right to move them is asked below. Redirects that people made have nobody else to ask.
    let nodes: BTreeSet<NodeId> = journal.effects.iter().filter_map(node_of).collect();
    if nodes.is_empty() {
        tx.may(permit.actor(), Action::Publish, Subject::Site).await?;
    }
    let own = permit.actor().user().is_some_and(|user| journal.actor == Some(user.0));
    let mut turn = Turn {
        tx,
        permit,
        own,
        nodes,
        effects: &journal.effects,
        created: Vec::new(),
        taken_away: Vec::new(),
        stood_in: None,
        put_back: Vec::new(),
        were_public: BTreeMap::new(),
        restored: Vec::new(),
        unscheduled: Vec::new(),
    };
    for effect in journal.effects.iter().rev() {
        turn.around(effect).await?;
    }
    turn.take_back_what_was_created().await?;
    turn.leave_redirects().await?;
    // At last, when everything is public again that was: what comes down must be up by then.
    for trashing in &turn.restored {
        interrupted::set_again(tx, permit.actor(), *trashing).await?;
    }
    for schedule in &turn.unscheduled {
        interrupted::unpublishing_undone(tx, *schedule).await?;
    }
    let touched = journal.effects.iter().find_map(node_of);
    let line =
        AuditLine { actor: permit.actor(), action: "undid", node: touched, title: &journal.sentence, detail: "" };
    tx.audit(line).await?;
    tx.mark_undone(group).await?;
    let left = tx.named(&left).await?.into_iter().map(|named| named.title).collect();
    Ok(Undone { group: tx.action_group().unwrap_or_default(), left })
}

fn node_of(effect: &Effect) -> Option<NodeId> {
    match effect {
        Effect::Placed { node, .. }
        | Effect::Live { node, .. }
        | Effect::Trashed { node, .. }
        | Effect::Untrashed { node, .. }
        | Effect::Unscheduled { node, .. }
        | Effect::ReviewsClosed { node, .. }
        | Effect::StoodIn { node, .. }
        | Effect::Drafted { node, .. } => Some(*node),
        Effect::Redirected { .. }
        | Effect::Ignoring { .. }
        | Effect::Fact { .. }
        | Effect::FactDue { .. }
        | Effect::EachByItself => None,
    }
}

/// Whether the person may know of every node that an action changed. Actions are numbered one after the other, so who may not must learn no more than
/// of an action that there is not.
async fn knows(tx: &Tx, permit: &Permit, effects: &[Effect]) -> Result<bool, Refusal> {
    if permit.reads_everything() {
        return Ok(true);
    }
    let nodes: BTreeSet<NodeId> = effects.iter().filter_map(node_of).collect();
    for node in nodes {
        if !allowed(tx, permit.actor(), Action::ReadDraft, node).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// One undoing under way.
struct Turn<'a> {
    tx: &'a Tx,
    permit: &'a Permit,
    /// Whether the person undoes what they did themselves.
    own: bool,
    /// Every page of which the action changed something; none where a person's redirect is all that it changed.
    nodes: BTreeSet<NodeId>,
    /// All that the action changed, in its order.
    effects: &'a [Effect],
    /// What the action had made, with its first revision.
    created: Vec<(NodeId, RevisionId)>,
    /// Addresses whose redirect was taken away, with the node that it had led to.
    taken_away: Vec<(String, NodeId)>,
    /// A withdrawn page with the one that stood in for it, until the redirect at its address is turned around too.
    stood_in: Option<(NodeId, NodeId)>,
    /// Addresses at which a redirect was put back.
    put_back: Vec<String>,
    /// Addresses that were public when the undoing began, with the nodes that stood there.
    were_public: BTreeMap<UrlPath, NodeId>,
    /// The acts of trashing that are turned around.
    restored: Vec<i64>,
    /// What was no longer due, by its number in the schedule.
    unscheduled: Vec<i64>,
}

impl Turn<'_> {
    async fn around(&mut self, effect: &Effect) -> Result<(), Refusal> {
        match effect {
            Effect::Placed { node, old, new } => self.place(*node, old, new).await,
            Effect::Live { node, old, new } => self.live(*node, old.as_ref(), new.as_ref()).await,
            Effect::Trashed { node, trashing } => self.restore(*node, *trashing).await,
            Effect::Untrashed { node, nodes, .. } => self.trash(*node, nodes).await,
            Effect::Unscheduled { schedule, .. } => {
                self.unscheduled.push(*schedule);
                Ok(())
            }
            Effect::ReviewsClosed { node, reviews } => Ok(self.tx.reopen_reviews(*node, reviews).await?),
            Effect::Redirected { path, old, new } => self.redirect(path, old.as_ref(), new.as_ref()).await,
            Effect::StoodIn { node, old, new } => self.stood_in(*node, *old, *new).await,
            Effect::Ignoring { rule, holds } => self.ignoring(rule, *holds).await,
            Effect::Fact { fact, old, new } => self.fact(*fact, old.as_ref(), new.as_ref()).await,
            Effect::FactDue { change, .. } => {
                if self.tx.end_fact_change(*change, Outcome::Cancelled, "").await? {
                    return Ok(());
                }
                Err(Refusal::because("This is not due any more, so it cannot be undone"))
            }
            Effect::Drafted { node, old: None, new } => {
                self.created.push((*node, *new));
                Ok(())
            }
            Effect::EachByItself => {
                self.tx.each_by_itself();
                Ok(())
            }
            Effect::Drafted { node, old: Some(old), new } => self.draft(*node, *old, *new).await,
        }
    }

    async fn allowed(&self, action: Action, node: NodeId) -> Result<(), Refusal> {
        self.tx.may(self.permit.actor(), action, Subject::Node(node)).await?;
        Ok(())
    }

    async fn node(&self, id: NodeId) -> Result<NodeRow, Refusal> {
        self.tx.node(id).await?.ok_or(Refusal::Missing)
    }

    /// A sentence that names the page which stands in the way.
    async fn conflict(&self, node: NodeId, what: &str) -> Refusal {
        let title = match self.tx.named(&[node]).await {
            Ok(named) => named.first().map(|named| named.title.clone()).unwrap_or_default(),
            Err(error) => return error.into(),
        };
        Refusal::because(format!("“{title}” {what} since, so this cannot be undone. Undo that first"))
    }

    async fn place(&mut self, id: NodeId, old: &Spot, new: &Spot) -> Result<(), Refusal> {
        self.allowed(Action::Move, id).await?;
        self.allowed(Action::Move, old.parent).await?;
        let node = self.node(id).await?;
        let Some(here) = self.tx.spot(&node).await? else {
            return Err(self.conflict(id, "went to the trash").await);
        };
        if (here.parent, &here.slug) != (new.parent, &new.slug) {
            return Err(self.conflict(id, "was moved or renamed").await);
        }
        let parent = self.node(old.parent).await?;
        let Some(above) = parent.path.clone() else {
            return Err(self.conflict(old.parent, "went to the trash").await);
        };
        if self.tx.is_within(parent.id, id).await? {
            return Err(self.conflict(old.parent, "was moved below it").await);
        }
        let path = above.join(&old.slug).map_err(|error| Refusal::because(error.to_string()))?;
        if let Some(other) = self.tx.node_at(&path).await?.filter(|other| other.id != id) {
            return Err(self.conflict(other.id, "took the old address").await);
        }
        let position = match old.after {
            Some(after) => Position::After(after),
            None => Position::First,
        };
        let position = self.tx.position_at(Place { parent: parent.id, position }, Some(id)).await?;
        let relocated = self.tx.relocate(&node, &here.path, &parent, &old.slug, position).await?;
        let relocated = relocated.map_err(|error| Refusal::because(error.to_string()))?;
        if !relocated.is_empty() {
            self.tx.change(Some(id), "moved", Some(&here.path), Some(&path)).await?;
        }
        for moved in relocated.into_iter().filter(|moved| moved.old != moved.new) {
            self.come_back_to(&moved.new, moved.node).await?;
            self.were_public.insert(moved.old, moved.node);
        }
        Ok(())
    }

    async fn live(&mut self, id: NodeId, old: Option<&LiveFacts>, new: Option<&LiveFacts>) -> Result<(), Refusal> {
        let needed = match (old, new) {
            // What somebody took off the site by mistake they may put back: a publisher has approved of it before.
            (Some(_), None) if self.own => Action::Trash,
            (Some(_), _) => Action::Publish,
            (None, _) => Action::Unpublish,
        };
        self.allowed(needed, id).await?;
        let node = self.node(id).await?;
        if node.live != new.map(|facts| facts.revision) {
            return Err(self.conflict(id, "was published or unpublished").await);
        }
        let path = address(&node)?;
        if new.is_some() {
            self.were_public.insert(path.clone(), id);
        }
        let Some(facts) = old else {
            self.tx.remove_live(id, "undone").await?;
            self.tx.change(Some(id), "unpublished", Some(&path), None).await?;
            return Ok(());
        };
        let draft = self.tx.draft(id, facts.revision).await?.ok_or(Refusal::Missing)?;
        let rendered = projection::render(&draft).await;
        self.come_back_to(&path, id).await?;
        let projection = Projection {
            node: &node,
            path: &path,
            revision: facts.revision,
            draft: &draft,
            rendered: &rendered,
            actor: self.permit.actor(),
            dating: Dating::Undone(facts),
            note: "",
        };
        self.tx.put_live(&projection).await?;
        self.tx.change(Some(id), "published", None, Some(&path)).await?;
        Ok(())
    }

    async fn restore(&mut self, id: NodeId, trashing: i64) -> Result<(), Refusal> {
        self.allowed(Action::Restore, id).await?;
        let node = self.node(id).await?;
        if node.trashing != Some(trashing) {
            return Err(self.conflict(id, "was restored").await);
        }
        trash::put_back(self.tx, &node, trashing).await?;
        self.restored.push(trashing);
        Ok(())
    }

    async fn trash(&mut self, id: NodeId, nodes: &[NodeId]) -> Result<(), Refusal> {
        self.allowed(Action::Trash, id).await?;
        let node = self.node(id).await?;
        let Some(path) = node.path.clone() else {
            return Err(self.conflict(id, "went to the trash").await);
        };
        for below in self.tx.subtree(&path).await? {
            if below.live {
                return Err(self.conflict(below.node, "was published").await);
            }
            if !nodes.contains(&below.node) {
                return Err(self.conflict(below.node, "was added below it").await);
            }
        }
        trash::put_away(self.tx, &node, &path, self.permit.actor()).await?;
        Ok(())
    }

    async fn ignoring(&mut self, rule: &str, holds: bool) -> Result<(), Refusal> {
        let rule = IgnoreRule::parse(rule).map_err(|error| Refusal::because(error.to_string()))?;
        if self.tx.is_ignored(&rule).await? != holds {
            return Err(Refusal::because("This rule was changed since, so this cannot be undone. Undo that first"));
        }
        self.tx.set_ignored(&rule, !holds, self.permit.actor()).await?;
        Ok(())
    }

    async fn fact(&mut self, id: FactId, old: Option<&FactText>, new: Option<&FactText>) -> Result<(), Refusal> {
        let changed = || Refusal::because("This fact was changed since, so this cannot be undone. Undo that first");
        let now = self.tx.fact(id).await?.filter(|now| Some(&now.text) == new).ok_or_else(changed)?;
        match old {
            Some(old) => self.tx.set_fact(&now, old, self.permit.actor()).await?,
            None if self.tx.fact_uses(&now.name).await?.is_empty() => self.tx.remove_fact(&now).await?,
            None => return Err(Refusal::because("Pages use this fact by now. Take it out of their texts first")),
        }
        Ok(())
    }

    async fn draft(&mut self, id: NodeId, old: RevisionId, new: RevisionId) -> Result<(), Refusal> {
        self.allowed(Action::Save, id).await?;
        if self.node(id).await?.draft != new {
            return Err(self.conflict(id, "was edited").await);
        }
        let draft = self.tx.draft(id, old).await?.ok_or(Refusal::Missing)?;
        let rendered = projection::render(&draft).await;
        self.tx.set_draft(id, Some(new), old).await?;
        self.tx.put_draft_facts(id, &rendered).await?;
        Ok(())
    }

    /// What the action had made goes to the trash, unless somebody worked on it.
    async fn take_back_what_was_created(&mut self) -> Result<(), Refusal> {
        let created: BTreeMap<NodeId, RevisionId> = self.created.iter().copied().collect();
        for (id, revision) in &created {
            let node = self.node(*id).await?;
            if node.parent.is_some_and(|parent| created.contains_key(&parent)) {
                continue;
            }
            self.allowed(Action::Trash, *id).await?;
            let Some(path) = node.path.clone() else {
                return Err(self.conflict(*id, "went to the trash").await);
            };
            if node.draft != *revision {
                return Err(self.conflict(*id, "was edited").await);
            }
            for below in self.tx.subtree(&path).await? {
                let untouched = created.get(&below.node).copied();
                if below.live || untouched != Some(self.node(below.node).await?.draft) {
                    return Err(self.conflict(below.node, "was edited or published").await);
                }
            }
            trash::put_away(self.tx, &node, &path, self.permit.actor()).await?;
        }
        Ok(())
    }
}
