//! What each verb must do, or why it must be refused, as the promises say it.

mod later;
mod planning;

use accounts::UserId;
use chrono::{DateTime, Utc};
use content::{NodeId, RevisionId};

use super::{
    deeds::Deed,
    model::{Address, Fate, Model, Page, Public, Review, Target},
    people::Someone,
};

/// What the product numbered while it did something.
#[derive(Clone, Debug, Default)]
pub(super) struct Made {
    pub(super) nodes: Vec<NodeId>,
    pub(super) revisions: Vec<RevisionId>,
}

impl Made {
    /// Numbers for what was refused: why it was, does not depend on them.
    pub(super) fn invented() -> Self {
        let numbers = || 1_000_000..1_000_100;
        Self { nodes: numbers().map(NodeId).collect(), revisions: numbers().map(RevisionId).collect() }
    }
}

/// A line that the audit must hold: the person or part of Waymark, the verb, and the node if it is about one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) by: String,
    pub(super) word: &'static str,
    pub(super) node: Option<NodeId>,
}

/// The lines of each action that was done.
pub(super) type Lines = Vec<Vec<Line>>;

/// Who does something, and when.
pub(super) struct Now<'a> {
    pub(super) someone: &'a Someone,
    pub(super) moment: DateTime<Utc>,
    /// Who wrote each revision.
    pub(super) wrote: &'a dyn Fn(RevisionId) -> Option<UserId>,
}

impl Now<'_> {
    pub(super) fn says(&self, word: &'static str, node: NodeId) -> Line {
        Line { by: self.someone.actor.label().into(), word, node: Some(node) }
    }

    fn line(&self, word: &'static str, node: NodeId) -> Lines {
        vec![vec![self.says(word, node)]]
    }

    fn about_no_node(&self, word: &'static str) -> Lines {
        vec![vec![Line { by: self.someone.actor.label().into(), word, node: None }]]
    }
}

/// Done, or why it must not be.
type Promised<T> = Result<T, &'static str>;

impl Model {
    /// Does it, or says why it must not be done. Who may do it was asked before. Undoing is told elsewhere.
    pub(super) fn does(&mut self, now: &Now<'_>, deed: &Deed, made: &Made) -> Promised<Lines> {
        match deed {
            Deed::Create { parent, slug, .. } => {
                let above = self.path(*parent).ok_or("the parent is in the trash")?;
                self.free(&above, slug)?;
                let (node, draft) = (made.nodes[0], made.revisions[0]);
                self.add(now, node, *parent, slug, draft);
                self.order.entry(*parent).or_default().push(node);
                Ok(now.line("created", node))
            }
            Deed::Save { node, .. } | Deed::Revert { node, .. } => {
                self.path(*node).ok_or("it is in the trash")?;
                let page = self.page(*node);
                page.draft = made.revisions[0];
                page.revisions.push(made.revisions[0]);
                let word = if matches!(deed, Deed::Save { .. }) { "saved a draft of" } else { "restored a version of" };
                Ok(now.line(word, *node))
            }
            Deed::Discard { node } => {
                let page = self.page(*node);
                let live = page.public.as_ref().ok_or("there is nothing to go back to")?.revision;
                if page.draft == live {
                    return Err("there is nothing to discard");
                }
                page.draft = live;
                Ok(now.line("discarded the draft of", *node))
            }
            Deed::Publish { node, revision, told, takes } => {
                let mut asked = false;
                if !self.publishes(now, *node, *revision, told.as_deref(), &mut asked)? {
                    return Ok(Vec::new());
                }
                if asked && !takes {
                    Err("it takes an address without a yes")
                } else {
                    Ok(now.line("published", *node))
                }
            }
            Deed::Plan { steps, takes } => self.plan(now, steps, *takes, made),
            Deed::Redirect { before, from, target } => self.redirect(now, before.as_ref(), from, target),
            Deed::RemoveRedirect { from } => {
                self.row(from).ok_or("there is no redirect")?;
                self.claims.insert(from.clone(), Target::Nothing);
                Ok(now.about_no_node("removed the redirect from"))
            }
            Deed::Schedule { node, revision, minutes } => self.schedule(now, *node, *revision, *minutes),
            Deed::Cancel { node, publishing } => {
                let found = self.due.iter().position(|due| due.node == *node && due.revision.is_some() == *publishing);
                self.due.remove(found.ok_or("nothing is due")?);
                Ok(now.line("cancelled", *node))
            }
            Deed::Wait { .. } => Ok(self.time_comes(now)),
            Deed::Submit { node } => self.submit(now, *node),
            Deed::Decide { node, approves } => self.decide(now, *node, *approves),
            Deed::Rule { node, needed } => {
                match needed {
                    Some(needed) => self.rules.insert(*node, *needed),
                    None => self.rules.remove(node),
                };
                Ok(now.line("set the reviews of", *node))
            }
            Deed::Give { user, role, node } => {
                self.grants.retain(|(who, _, top)| (who, top) != (user, node));
                self.grants.push((*user, *role, *node));
                Ok(now.line("gave a role on", *node))
            }
            Deed::Take { user, node } => {
                let before = self.grants.len();
                self.grants.retain(|(who, _, top)| (who, top) != (user, node));
                if self.grants.len() == before {
                    Err("no such role")
                } else {
                    Ok(now.line("took back a role on", *node))
                }
            }
            Deed::Undo { .. } => Err("undoing is told elsewhere"),
        }
    }

    pub(super) fn page(&mut self, node: NodeId) -> &mut Page {
        self.nodes.get_mut(&node).expect("nodes are never forgotten")
    }

    /// The redirect that begins at an address, wildcards too.
    fn row(&self, from: &str) -> Option<&Target> {
        let wildcard = from.ends_with("/*");
        if wildcard { self.claims.get(from).filter(|target| **target != Target::Nothing) } else { self.led(from) }
    }

    fn free(&self, above: &str, slug: &str) -> Promised<Address> {
        let path = format!("{}/{slug}", above.trim_end_matches('/'));
        if self.standing_at(&path).is_some() { Err("another page has the address") } else { Ok(path) }
    }

    fn add(&mut self, now: &Now<'_>, node: NodeId, parent: NodeId, slug: &str, draft: RevisionId) {
        let page = Page {
            parent: Some(parent),
            slug: slug.into(),
            trashed: None,
            draft,
            public: None,
            fate: Fate::NeverPublic,
            first: None,
            told: Vec::new(),
            made_by: Some(now.someone.user),
            revisions: vec![draft],
        };
        self.nodes.insert(node, page);
        self.order.insert(node, Vec::new());
    }

    /// A public page stands at this address from now on. Says whether somebody else's redirect ends there.
    fn takes(&mut self, node: NodeId, address: Address) -> bool {
        let own = Target::Page(node);
        let asked = self.claims.get(&address).is_some_and(|target| *target != own && *target != Target::Nothing);
        self.claims.insert(address.clone(), own);
        self.ever.insert(address);
        asked
    }

    /// `false` when the public reads this revision already.
    fn publishes(
        &mut self,
        now: &Now<'_>,
        node: NodeId,
        revision: RevisionId,
        told: Option<&str>,
        asked: &mut bool,
    ) -> Promised<bool> {
        if self.nodes[&node].public.as_ref().is_some_and(|public| public.revision == revision) {
            return Ok(false);
        }
        let author = (now.wrote)(revision);
        let counts = |review: &Review| match review.decided {
            Some((by, true)) => by != review.submitted_by && Some(by) != author && review.revision == revision,
            _ => false,
        };
        if self.needs_eyes(node) && !self.reviews.iter().any(|review| review.node == node && counts(review)) {
            return Err("a second pair of eyes is needed");
        }
        let path = self.path(node).ok_or("it is in the trash")?;
        *asked |= self.takes(node, path);
        for review in self.reviews.iter_mut().filter(|review| review.node == node && review.revision <= revision) {
            review.closed |= review.decided.is_none();
        }
        let moment = now.moment;
        let page = self.page(node);
        let first = *page.first.get_or_insert(moment);
        let before = page.public.as_ref().map(|public| (public.last, public.told.clone()));
        let mut said = before.as_ref().map_or_else(|| page.told.clone(), |(_, told)| told.clone());
        let mut last = before.map_or_else(|| page.told.last().map_or(first, |(at, _)| *at), |(last, _)| last);
        if let Some(told) = told {
            said.push((moment, told.to_owned()));
            page.told.push((moment, told.to_owned()));
            last = moment;
        }
        page.public = Some(Public { revision, first, last, told: said });
        Ok(true)
    }

    fn withdraws(&mut self, node: NodeId, instead: Option<NodeId>) {
        let path = self.path(node).expect("it is public");
        self.claims.insert(path, Target::Page(instead.unwrap_or(node)));
        let page = self.page(node);
        page.public = None;
        page.fate = instead.map_or(Fate::Gone, Fate::Instead);
    }

    fn redirect(
        &mut self,
        now: &Now<'_>,
        before: Option<&Address>,
        from: &Address,
        target: &Target,
    ) -> Promised<Lines> {
        if let Some(before) = before {
            self.row(before).ok_or("there is no redirect to change")?;
        }
        if self.public_at(from).is_some() {
            return Err("a public page has this address");
        }
        match target {
            Target::Page(node) if self.path(*node).as_ref() == Some(from) => return Err("it leads in a circle"),
            Target::Through(address, _) if address == from => return Err("it leads in a circle"),
            _ => {}
        }
        if self.row(from).is_some() && before != Some(from) {
            return Err("the address leads elsewhere already");
        }
        if before == Some(from) && self.row(from) == Some(target) {
            return Err("it leads there already");
        }
        if let Some(before) = before {
            self.claims.insert(before.clone(), Target::Nothing);
        }
        self.claims.insert(from.clone(), target.clone());
        Ok(now.about_no_node("redirected"))
    }
}
