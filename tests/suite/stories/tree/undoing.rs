//! What undoing must do: everything that an action changed is as before it, unless that was changed since; then it is refused as a whole.

use std::{collections::BTreeSet, rc::Rc};

use accounts::{Action, UserId};
use content::NodeId;

use super::{
    model::{Address, Due, Fate, Model, Page, Target},
    people::{Answer, Someone},
    promises::{Line, Now},
};

/// An action that can be undone, with the site before and after it.
#[derive(Clone, Debug)]
pub(super) struct Past {
    pub(super) group: String,
    /// What it was, for whoever reads of a failure.
    pub(super) what: String,
    /// Who did it; `None` for the scheduler.
    pub(super) by: Option<UserId>,
    pub(super) before: Rc<Model>,
    pub(super) after: Rc<Model>,
    /// The nodes that it placed elsewhere.
    pub(super) placed: Vec<NodeId>,
    pub(super) undone: bool,
}

impl Past {
    /// Whether it changed more than a draft.
    pub(super) fn can_be_undone(&self) -> bool {
        let shape = |model: &Model| {
            let nodes = model.nodes.iter();
            let of = |page: &Page| (page.parent, page.slug.clone(), page.trashed, page.public.clone());
            nodes.map(|(id, page)| (*id, of(page))).collect::<Vec<_>>()
        };
        let (before, after) = (&*self.before, &*self.after);
        shape(before) != shape(after) || before.claims != after.claims || !self.placed.is_empty()
    }

    /// What it did, for whoever reads of a failure.
    pub(super) fn told(&self) -> String {
        let of = |model: &Model, node: &NodeId| format!("{:?} {:?}", model.path(*node), model.nodes.get(node));
        let changed = self.changed();
        let changed = changed.iter().map(|node| {
            let before = self.before.nodes.contains_key(node).then(|| of(&self.before, node));
            format!("  node {node} was {before:?}\n    and became {}\n", of(&self.after, node))
        });
        let claims: BTreeSet<&Address> = self.before.claims.keys().chain(self.after.claims.keys()).collect();
        let claims =
            claims.into_iter().filter(|address| self.before.claims.get(*address) != self.after.claims.get(*address));
        let claims = claims.map(|address| {
            format!(
                "  {address} was {:?}, became {:?}\n",
                self.before.claims.get(address),
                self.after.claims.get(address)
            )
        });
        format!("It undoes: {}\n{}", self.what, changed.chain(claims).collect::<String>())
    }

    /// The nodes of which it changed something.
    fn changed(&self) -> Vec<NodeId> {
        let (before, after) = (&self.before.nodes, &self.after.nodes);
        let differs = |node: &NodeId| before.get(node) != after.get(node) || self.placed.contains(node);
        after.keys().copied().filter(differs).collect()
    }

    /// Whether it placed this node elsewhere.
    fn places(&self, node: NodeId, was: &Page, left: &Page) -> bool {
        (was.parent, &was.slug) != (left.parent, &left.slug) || self.placed.contains(&node)
    }

    /// What was due and need not be done any more because of it.
    fn ended(&self) -> impl Iterator<Item = &Due> {
        let left = |due: &Due| self.after.due.iter().any(|other| other.number == due.number);
        let trashed = |due: &Due| self.after.interrupted.iter().any(|(_, other)| other.number == due.number);
        self.before.due.iter().filter(move |due| !left(due) && !trashed(due))
    }
}

impl Model {
    /// Whether somebody may turn around all that an action changed; `after` is the site once it is undone.
    pub(super) fn may_undo(&self, someone: &Someone, past: &Past, after: &Self) -> bool {
        let may = |action, node| {
            let asked = |model: &Self| model.may(someone.user, someone.role, action, node) == Answer::Yes;
            asked(self) || asked(after)
        };
        let changed = past.changed();
        let allowed = changed.iter().all(|node| {
            let left = &past.after.nodes[node];
            let Some(was) = past.before.nodes.get(node) else { return may(Action::Trash, Some(*node)) };
            let public = match (&was.public, &left.public) {
                (was, left) if was == left => true,
                (Some(_), None) if past.by == Some(someone.user) => may(Action::Trash, Some(*node)),
                (Some(_), _) => may(Action::Publish, Some(*node)),
                (None, _) => may(Action::Unpublish, Some(*node)),
            };
            let trashed = match (was.trashed, left.trashed) {
                (None, Some(_)) => may(Action::Restore, Some(*node)),
                (Some(_), None) => may(Action::Trash, Some(*node)),
                _ => true,
            };
            let back =
                !past.places(*node, was, left) || (may(Action::Move, Some(*node)) && may(Action::Move, was.parent));
            back && public && trashed
        });
        allowed && (!changed.is_empty() || may(Action::Publish, None))
    }

    /// Takes an action back, and returns what the audit must tell of it. An error says what later work would be lost: then the product must refuse.
    pub(super) fn undoes(&mut self, now: &Now<'_>, past: &Past) -> Result<Vec<Line>, String> {
        let (before, after, found) = (&*past.before, &*past.after, self.clone());
        let changed = past.changed();
        let mut lines = Vec::new();
        for node in &changed {
            self.turn(*node, past, &found)?;
        }
        // What came back or was made goes away: whole branches, by their tops.
        for node in &changed {
            let stood = before.nodes.get(node).is_some_and(|page| page.trashed.is_none());
            if stood || after.nodes[node].trashed.is_some() || self.nodes[node].trashed.is_some() {
                continue;
            }
            let top = after.lineage(*node).into_iter().rfind(|above| changed.contains(above));
            if before.nodes.contains_key(node) && top.is_some_and(|top| !self.lineage(*node).contains(&top)) {
                // Somebody moved it out of the branch that came back, and there it stays.
                continue;
            }
            if let Some(new) = self.branch(*node).iter().find(|below| !changed.contains(below)) {
                return Err(format!("node {new} was added below node {node} since"));
            }
            let top = self.lineage(*node).into_iter().rfind(|above| changed.contains(above));
            lines.extend(self.goes_to_the_trash(now, top.expect("at least the node itself")));
        }
        for node in &changed {
            self.stands_alone(*node)?;
        }
        if let Some(address) = changed.is_empty().then(|| self.given_since(past)).flatten() {
            return Err(format!("the redirect at {address} was changed since"));
        }
        for address in before.claims.keys().chain(after.claims.keys()).collect::<BTreeSet<_>>() {
            self.gives_back(address, past, &found);
        }
        self.nobody_loses_an_address(&found, past)?;
        for node in self.nodes.keys().copied().collect::<Vec<_>>() {
            if self.nodes[&node].public.is_some() {
                let path = self.path(node).ok_or_else(|| format!("node {node} is in the trash"))?;
                self.claims.insert(path.clone(), Target::Page(node));
                self.ever.insert(path);
            }
        }
        self.reopens_reviews(past);
        let acts = |node: &NodeId| after.nodes[node].trashed.filter(|_| self.nodes[node].trashed.is_none());
        for act in changed.iter().filter_map(acts).collect::<BTreeSet<_>>() {
            lines.extend(self.is_due_again(now, act));
        }
        for due in past.ended() {
            self.sets_again(now, due.clone());
        }
        lines.push(Line { by: now.someone.actor.label().into(), word: "undid", node: None });
        Ok(lines)
    }

    /// An address that somebody gave to another since.
    fn given_since<'past>(&self, past: &'past Past) -> Option<&'past Address> {
        let (before, after) = (&past.before.claims, &past.after.claims);
        before.keys().chain(after.keys()).find(|address| {
            let (earlier, left, is) = (before.get(*address), after.get(*address), self.claims.get(*address));
            earlier != left && is != left && is != earlier
        })
    }

    /// An address has its earlier target again, unless it was given away since. One that was public only until the undoing stays its page's for ever.
    fn gives_back(&mut self, address: &Address, past: &Past, found: &Self) {
        let (earlier, left) = (past.before.claims.get(address), past.after.claims.get(address));
        if earlier == left || found.claims.get(address) != left {
            return;
        }
        match earlier {
            Some(Target::Nothing) if past.after.public_at(address).is_some() => {}
            None if self.ever.contains(address) => {}
            Some(earlier) => {
                self.claims.insert(address.clone(), earlier.clone());
            }
            None => {
                self.claims.remove(address);
            }
        }
    }

    /// One node as it was before the action, in all that the action changed of it.
    fn turn(&mut self, node: NodeId, past: &Past, found: &Self) -> Result<(), String> {
        let lost = |what: &str| Err(format!("the {what} of node {node} was changed since"));
        let (left, is) = (&past.after.nodes[&node], &found.nodes[&node]);
        let Some(was) = past.before.nodes.get(&node) else {
            let touched = is.draft != left.draft || is.public.is_some() || is.trashed.is_some();
            return if touched { lost("text") } else { Ok(()) };
        };
        if past.places(node, was, left) {
            if (is.parent, &is.slug) != (left.parent, &left.slug) || is.trashed.is_some() {
                return lost("place");
            }
            self.placed(node, was.parent.expect("the home page is never moved"), &was.slug);
        }
        if was.trashed.is_some() != left.trashed.is_some() {
            if is.trashed != left.trashed {
                return lost("way to the trash");
            }
            if left.trashed.is_none() && left.public.is_none() && is.public.is_some() {
                return lost("publication");
            }
            let parent = left.parent.expect("the home page is never trashed");
            if left.trashed.is_some() && past.after.nodes[&parent].trashed != left.trashed {
                self.comes_back(node);
            }
        }
        if was.public != left.public {
            let revision = |page: &Page| page.public.as_ref().map(|public| public.revision);
            if revision(is) != revision(left) {
                return lost("publication");
            }
            let page = self.page(node);
            page.public.clone_from(&was.public);
            page.fate = if was.fate == Fate::NeverPublic { Fate::Gone } else { was.fate.clone() };
            if is.told == left.told {
                page.told.clone_from(&was.told);
            }
        }
        Ok(())
    }

    /// Nothing comes back where another page stands by now, or below what is in the trash.
    fn stands_alone(&self, node: NodeId) -> Result<(), String> {
        let page = &self.nodes[&node];
        let Some(parent) = page.parent.filter(|_| page.trashed.is_none()) else { return Ok(()) };
        if self.nodes[&parent].trashed.is_some() {
            return Err(format!("the page above node {node} is in the trash"));
        }
        let namesake = self.order[&parent].iter().find(|other| **other != node && self.nodes[other].slug == page.slug);
        match namesake {
            Some(other) => Err(format!("node {other} has the address of node {node}")),
            None => Ok(()),
        }
    }

    fn placed(&mut self, node: NodeId, parent: NodeId, slug: &str) {
        let from = self.nodes[&node].parent.expect("the home page is never moved");
        self.order.entry(from).or_default().retain(|child| *child != node);
        self.order.entry(parent).or_default().push(node);
        slug.clone_into(&mut self.page(node).slug);
        self.page(node).parent = Some(parent);
        self.unsure.insert(node);
    }

    /// A page comes back only to an address that leads to it, to nothing, or where the action itself had taken it from another.
    fn nobody_loses_an_address(&self, found: &Self, past: &Past) -> Result<(), String> {
        for (node, page) in &self.nodes {
            let Some(path) = self.path(*node).filter(|_| page.public.is_some()) else { continue };
            if found.public_at(&path).is_some() || self.claims.get(&path) == Some(&Target::Page(*node)) {
                continue;
            }
            let left = past.after.claims.get(&path);
            let turned_back = left != past.before.claims.get(&path) && left == found.claims.get(&path);
            if let Some(target) = found.led(&path).filter(|target| **target != Target::Page(*node) && !turned_back) {
                return Err(format!("node {node} would take {path}, which leads elsewhere since: {target:?}"));
            }
        }
        Ok(())
    }

    /// What waited for a review before it was published waits again, unless something newer does.
    fn reopens_reviews(&mut self, past: &Past) {
        let closed = |index: &usize| !past.before.reviews[*index].closed && past.after.reviews[*index].closed;
        let indexes: Vec<usize> = (0..past.before.reviews.len()).filter(closed).collect();
        for node in indexes.iter().map(|index| self.reviews[*index].node).collect::<BTreeSet<_>>() {
            let of_node: Vec<usize> =
                indexes.iter().copied().filter(|index| self.reviews[*index].node == node).collect();
            let newest = of_node.last().copied().unwrap_or_default();
            if self.reviews.iter().skip(newest + 1).all(|review| review.node != node) {
                for index in of_node {
                    self.reviews[index].closed = false;
                }
            }
        }
    }
}
