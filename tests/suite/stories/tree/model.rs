//! What the site must be after all that was done: kept in memory, written from the promises, and never asked of the product.

use std::collections::{BTreeMap, BTreeSet};

use accounts::{Role, UserId};
use chrono::{DateTime, Utc};
use content::{NodeId, RevisionId};

/// An address as visitors type it.
pub(super) type Address = String;
/// A moment and what readers were told then.
pub(super) type Told = (DateTime<Utc>, String);

/// What somebody chose for an address, or what follows from what they did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// It is this page's, wherever that stands.
    Page(NodeId),
    /// Another site.
    Elsewhere(String),
    /// Another address of the site, with a query behind it.
    Through(Address, String),
    /// Gone for good.
    Gone,
    /// Somebody took its redirect away.
    Nothing,
}

/// What becomes of a page's addresses while it is not public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    NeverPublic,
    Gone,
    /// Somebody chose this page to stand in for it.
    Instead(NodeId),
}

/// What the public reads of a page besides its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Public {
    pub(super) revision: RevisionId,
    pub(super) first: DateTime<Utc>,
    pub(super) last: DateTime<Utc>,
    pub(super) told: Vec<Told>,
}

/// A page in the tree or in the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) parent: Option<NodeId>,
    pub(super) slug: String,
    /// The act that put it in the trash, by a number of ours.
    pub(super) trashed: Option<u32>,
    pub(super) draft: RevisionId,
    pub(super) public: Option<Public>,
    pub(super) fate: Fate,
    /// When the public first read it, ever.
    pub(super) first: Option<DateTime<Utc>>,
    /// All that readers were ever told of it and that nobody undid.
    pub(super) told: Vec<Told>,
    pub(super) made_by: Option<UserId>,
    /// Every revision of it, the oldest first.
    pub(super) revisions: Vec<RevisionId>,
}

/// Something to be done at its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) number: u32,
    pub(super) node: NodeId,
    /// What goes live; `None` takes the page off the site.
    pub(super) revision: Option<RevisionId>,
    pub(super) at: DateTime<Utc>,
    pub(super) asked_by: (UserId, Role),
}

/// A revision that was submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Review {
    pub(super) node: NodeId,
    pub(super) revision: RevisionId,
    pub(super) submitted_by: UserId,
    /// Who approved it or sent it back; `None` while it waits.
    pub(super) decided: Option<(UserId, bool)>,
    /// There is nothing to decide any more.
    pub(super) closed: bool,
}

/// The site as it must be.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) nodes: BTreeMap<NodeId, Page>,
    /// The children that stand together below a page, in their order: in the tree, or in the trash by one act.
    pub(super) order: BTreeMap<NodeId, Vec<NodeId>>,
    /// What every address answers at which no public page stands; a wildcard ends with `/*`.
    pub(super) claims: BTreeMap<Address, Target>,
    /// Every address that ever was public.
    pub(super) ever: BTreeSet<Address>,
    pub(super) grants: Vec<(UserId, Role, NodeId)>,
    pub(super) due: Vec<Due>,
    /// What is not due any more because its page went to the trash, with the act.
    pub(super) interrupted: Vec<(u32, Due)>,
    pub(super) reviews: Vec<Review>,
    pub(super) rules: BTreeMap<NodeId, bool>,
    /// How many acts of trashing there were, and times that were set.
    pub(super) acts: u32,
    /// Nodes of which the promise does not say between which neighbours they stand now.
    pub(super) unsure: BTreeSet<NodeId>,
}

/// What a visitor finds at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Page(NodeId),
    LedTo(String),
    Gone,
    Missing,
    /// Nobody ever read it there: it may say either that it is gone or that there is nothing.
    GoneOrMissing,
}

impl Model {
    /// A node's numbers upwards, itself first.
    pub(super) fn lineage(&self, node: NodeId) -> Vec<NodeId> {
        let mut numbers = vec![node];
        while let Some(parent) = numbers.last().and_then(|last| self.nodes[last].parent) {
            numbers.push(parent);
        }
        numbers
    }

    /// Where a node stands; `None` in the trash.
    pub(super) fn path(&self, node: NodeId) -> Option<Address> {
        let page = self.nodes.get(&node)?;
        if page.trashed.is_some() {
            return None;
        }
        let mut parts: Vec<&str> = self.lineage(node).iter().map(|id| self.nodes[id].slug.as_str()).collect();
        parts.pop();
        parts.reverse();
        Some(format!("/{}", parts.join("/")))
    }

    /// A node and all that stands below it with it: in the tree, or in the trash by the same act.
    pub(super) fn branch(&self, top: NodeId) -> Vec<NodeId> {
        let mut found = vec![top];
        let mut next = 0;
        while let Some(node) = found.get(next).copied() {
            found.extend(self.order.get(&node).into_iter().flatten());
            next += 1;
        }
        found
    }

    /// The addresses of all public pages.
    pub(super) fn public(&self) -> BTreeSet<Address> {
        let public = self.nodes.iter().filter(|(_, page)| page.public.is_some());
        public.filter_map(|(node, _)| self.path(*node)).collect()
    }

    /// The node at an address, drafts included.
    pub(super) fn standing_at(&self, address: &str) -> Option<NodeId> {
        let mut here = NodeId::HOME;
        for part in address.split('/').filter(|part| !part.is_empty()) {
            here = *self.order.get(&here)?.iter().find(|child| self.nodes[child].slug == part)?;
        }
        Some(here)
    }

    /// The public page at an address.
    pub(super) fn public_at(&self, address: &str) -> Option<NodeId> {
        self.standing_at(address).filter(|node| self.nodes[node].public.is_some())
    }

    /// Where an address leads by a redirect, when no public page stands there.
    pub(super) fn led(&self, address: &str) -> Option<&Target> {
        let target = self.claims.get(address).filter(|target| **target != Target::Nothing)?;
        if self.public_at(address).is_some() { None } else { Some(target) }
    }

    /// What a visitor must find.
    pub(super) fn answer(&self, address: &str) -> Found {
        match self.public_at(address) {
            Some(node) => Found::Page(node),
            None => match self.led(address).or_else(|| self.covering(address)) {
                Some(target) => self.follow(target, ""),
                None => Found::Missing,
            },
        }
    }

    /// What `/node/5` must answer.
    pub(super) fn found_by_number(&self, node: NodeId) -> Found {
        self.stands_for(node, "")
    }

    fn follow(&self, target: &Target, suffix: &str) -> Found {
        match target {
            Target::Page(node) => self.stands_for(*node, suffix),
            Target::Elsewhere(address) => Found::LedTo(address.clone()),
            Target::Gone => Found::Gone,
            Target::Nothing => Found::Missing,
            Target::Through(address, own) => {
                let suffix = if suffix.is_empty() { own } else { suffix };
                match (self.public_at(address), self.led(address).or_else(|| self.covering(address))) {
                    (Some(node), _) => self.stands_for(node, suffix),
                    (None, Some(next)) => self.follow(next, suffix),
                    (None, None) => Found::Missing,
                }
            }
        }
    }

    /// What answers for a page: itself, or what somebody chose in its place.
    fn stands_for(&self, node: NodeId, suffix: &str) -> Found {
        let (mut here, mut seen) = (node, BTreeSet::new());
        loop {
            let page = &self.nodes[&here];
            if page.public.is_some() {
                let path = self.path(here).expect("what is public stands in the tree");
                return Found::LedTo(path + suffix);
            }
            match &page.fate {
                Fate::NeverPublic => return Found::GoneOrMissing,
                Fate::Gone => return Found::Gone,
                Fate::Instead(_) if !seen.insert(here) => return Found::Gone,
                Fate::Instead(other) => here = *other,
            }
        }
    }

    /// The longest wildcard above an address.
    fn covering(&self, address: &str) -> Option<&Target> {
        let mut above = address;
        while let Some((stem, _)) = above.rsplit_once('/').filter(|(stem, _)| !stem.is_empty()) {
            if let Some(target) = self.claims.get(&format!("{stem}/*")).filter(|target| **target != Target::Nothing) {
                return Some(target);
            }
            above = stem;
        }
        None
    }

    /// Whether the pages above say that a second pair of eyes is needed.
    pub(super) fn needs_eyes(&self, node: NodeId) -> bool {
        self.lineage(node).iter().find_map(|above| self.rules.get(above).copied()).unwrap_or(false)
    }
}
