//! What the verbs must do that are planned before they are done.

use std::collections::BTreeMap;

use accounts::Action;
use content::NodeId;

use super::{Line, Lines, Made, Now, Promised};
use crate::stories::tree::{
    deeds::{Among, Step},
    model::{Address, Model},
    people::Answer,
};

impl Model {
    pub(super) fn plan(&mut self, now: &Now<'_>, steps: &[Step], takes: bool, made: &Made) -> Promised<Lines> {
        let along = |step: &Step| matches!(step, Step::Move { .. } | Step::Copy { .. } | Step::Trash { .. });
        let mut carried = Vec::new();
        if steps.len() > 1 && steps.iter().all(along) {
            let chosen: Vec<NodeId> = steps.iter().map(Step::node).collect();
            let above = |node: &NodeId| self.lineage(*node).into_iter().skip(1).any(|above| chosen.contains(&above));
            carried = chosen.iter().copied().filter(above).collect();
        }
        let (mut lines, mut asked) = (Vec::new(), false);
        for step in steps.iter().filter(|step| !carried.contains(&step.node())) {
            lines.extend(self.step(now, step, made, &mut asked)?);
        }
        if asked && !takes {
            return Err("it takes an address without a yes");
        }
        Ok(if lines.is_empty() { Vec::new() } else { vec![lines] })
    }

    fn step(&mut self, now: &Now<'_>, step: &Step, made: &Made, asked: &mut bool) -> Promised<Vec<Line>> {
        match step {
            Step::Rename { node, slug } => {
                let parent = self.nodes[node].parent.ok_or("the home page keeps its address")?;
                let above = self.path(parent).ok_or("it is in the trash")?;
                if self.nodes[node].slug == *slug && self.nodes[node].trashed.is_none() {
                    return Ok(Vec::new());
                }
                self.path(*node).ok_or("it is in the trash")?;
                self.free(&above, slug)?;
                self.page(*node).slug.clone_from(slug);
                *asked |= self.settles(*node);
                Ok(vec![now.says("renamed", *node)])
            }
            Step::Move { node, parent, among } => {
                self.moves(*node, *parent, *among)?;
                *asked |= self.settles(*node);
                Ok(vec![now.says("moved", *node)])
            }
            Step::Copy { node, parent } => self.copy(now, *node, *parent, made),
            Step::Publish { node, revision } => {
                let done = self.publishes(now, *node, *revision, None, asked)?;
                Ok(if done { vec![now.says("published", *node)] } else { Vec::new() })
            }
            Step::Unpublish { node, instead } => {
                self.comes_down(*node)?;
                if instead.is_some_and(|other| other == *node || self.nodes[&other].public.is_none()) {
                    return Err("only another public page can stand in");
                }
                self.withdraws(*node, *instead);
                self.need_not_come_down(*node);
                Ok(vec![now.says("unpublished", *node)])
            }
            Step::Trash { node } => {
                self.path(*node).filter(|path| path != "/").ok_or("it is in the trash, or the home page")?;
                let mut lines = self.goes_to_the_trash(now, *node);
                lines.push(now.says("moved to the trash", *node));
                Ok(lines)
            }
            Step::Restore { node } => {
                let act = self.nodes[node].trashed.ok_or("it is not in the trash")?;
                let parent = self.nodes[node].parent.expect("the home page is never trashed");
                if self.nodes[&parent].trashed == Some(act) {
                    return Err("it went with the page above it");
                }
                let above = self.path(parent).ok_or("the page above it is in the trash too")?;
                let slug = self.nodes[node].slug.clone();
                self.free(&above, &slug)?;
                self.comes_back(*node);
                let mut lines = self.is_due_again(now, act);
                lines.push(now.says("restored", *node));
                Ok(lines)
            }
        }
    }

    fn moves(&mut self, node: NodeId, parent: NodeId, among: Among) -> Promised<()> {
        let from = self.nodes[&node].parent.ok_or("the home page stays at the top")?;
        self.path(node).ok_or("it is in the trash")?;
        let above = self.path(parent).ok_or("the new place is in the trash")?;
        if self.lineage(parent).contains(&node) {
            return Err("a page cannot lie below itself");
        }
        if from != parent {
            let slug = self.nodes[&node].slug.clone();
            self.free(&above, &slug)?;
        }
        self.order.entry(from).or_default().retain(|child| *child != node);
        let siblings = self.order.entry(parent).or_default();
        let index = match among {
            Among::First => 0,
            Among::Last => siblings.len(),
            Among::After(other) => {
                siblings.iter().position(|child| *child == other).map_or(siblings.len(), |index| index + 1)
            }
        };
        siblings.insert(index, node);
        self.page(node).parent = Some(parent);
        Ok(())
    }

    /// All that is public in a branch stands where it stands now. Says whether somebody else's redirect ends there.
    fn settles(&mut self, top: NodeId) -> bool {
        let mut asked = false;
        for node in self.branch(top) {
            if self.nodes[&node].public.is_some() {
                let path = self.path(node).expect("what is public stands in the tree");
                asked |= self.takes(node, path);
            }
        }
        asked
    }

    /// A branch goes to the trash, and nothing is due for it any more.
    pub(in crate::stories::tree) fn goes_to_the_trash(&mut self, now: &Now<'_>, top: NodeId) -> Vec<Line> {
        self.acts += 1;
        let act = self.acts;
        let branch = self.branch(top);
        for node in &branch {
            if self.nodes[node].public.is_some() {
                self.withdraws(*node, None);
            }
        }
        for node in &branch {
            self.page(*node).trashed = Some(act);
        }
        let parent = self.nodes[&top].parent.expect("the home page is never trashed");
        self.order.entry(parent).or_default().retain(|child| *child != top);
        let (ended, due) = std::mem::take(&mut self.due).into_iter().partition(|due| branch.contains(&due.node));
        self.due = due;
        let ended: Vec<_> = ended;
        let lines = ended.iter().map(|due| now.says("cancelled", due.node)).collect();
        self.interrupted.extend(ended.into_iter().map(|due| (act, due)));
        lines
    }

    pub(in crate::stories::tree) fn comes_back(&mut self, top: NodeId) {
        for node in self.branch(top) {
            self.page(node).trashed = None;
        }
        let parent = self.nodes[&top].parent.expect("the home page is never trashed");
        self.order.entry(parent).or_default().push(top);
        self.unsure.insert(top);
    }

    pub(super) fn comes_down(&self, node: NodeId) -> Promised<()> {
        match &self.nodes[&node] {
            page if page.parent.is_none() => Err("the home page must stay public"),
            page if page.public.is_none() => Err("it is not public"),
            _ => Ok(()),
        }
    }

    /// What the person may not read is not copied, nor what lies below it.
    fn copied(&self, now: &Now<'_>, top: NodeId) -> Vec<(Address, NodeId)> {
        let (mut found, mut waiting) = (Vec::new(), vec![top]);
        while let Some(node) = waiting.pop() {
            let someone = now.someone;
            let reads = self.may(someone.user, someone.role, Action::ReadDraft, Some(node)) == Answer::Yes;
            if reads || node == top {
                found.push((self.path(node).expect("it stands in the tree"), node));
                waiting.extend(&self.order[&node]);
            }
        }
        found.sort();
        found
    }

    fn copy(&mut self, now: &Now<'_>, node: NodeId, parent: NodeId, made: &Made) -> Promised<Vec<Line>> {
        self.path(node).filter(|path| path != "/").ok_or("it is in the trash, or the home page")?;
        let above = self.path(parent).ok_or("the new place is in the trash")?;
        if self.lineage(parent).contains(&node) {
            return Err("a page cannot be copied below itself");
        }
        let own = self.nodes[&node].slug.clone();
        let mut numbered = (1..).map(|number| if number == 1 { own.clone() } else { format!("{own}-{number}") });
        let slug = numbered.find(|slug| self.free(&above, slug).is_ok()).expect("there is always a number");
        let originals = self.copied(now, node);
        let mut copies = BTreeMap::new();
        for ((_, original), (copy, draft)) in originals.iter().zip(made.nodes.iter().zip(&made.revisions)) {
            let (above, slug) = if *original == node {
                (parent, slug.clone())
            } else {
                let page = &self.nodes[original];
                (copies[&page.parent.expect("it lies below")], page.slug.clone())
            };
            self.add(now, *copy, above, &slug, *draft);
            copies.insert(*original, *copy);
        }
        for (_, original) in &originals {
            let children = self.order[original].iter().filter_map(|child| copies.get(child)).copied().collect();
            self.order.insert(copies[original], children);
        }
        let copy = copies[&node];
        self.order.entry(parent).or_default().push(copy);
        Ok(vec![now.says("copied", copy)])
    }
}
