//! Who does what next: mostly what can be done, now and then what cannot.

use accounts::Role;
use content::{NodeId, RevisionId};

use super::{
    chance::Chance,
    deeds::{Among, Deed, Step, Text},
    model::{Address, Model, Page, Target},
    people::Someone,
    undoing::Past,
};

/// A tree of so many pages is large enough for all that can happen.
const ENOUGH: usize = 60;
/// Few names, so that they meet.
const NAMES: usize = 7;

/// What somebody looks at who chooses.
pub(super) struct Sight<'a> {
    pub(super) model: &'a Model,
    pub(super) past: &'a [Past],
    pub(super) people: &'a [Someone],
    pub(super) text_of: &'a dyn Fn(RevisionId) -> Option<Text>,
}

/// Who acts: those who may do much act more often.
pub(super) fn somebody(chance: &Chance, people: &[Someone]) -> Someone {
    people[chance.weighted(&[8, 5, 3, 1, 2, 2])].clone()
}

impl Sight<'_> {
    /// What they do.
    pub(super) fn deed(&self, chance: &Chance, number: usize) -> Deed {
        let few = self.model.nodes.values().filter(|page| page.trashed.is_none()).count() < ENOUGH;
        let weights = [if few { 22 } else { 2 }, 9, 20, 8, 10, 3, 8, 4, 6, 7, 20, 7, 3, 5, 6, 1, 2, 2, 3, 3, 1, 3, 1];
        match chance.weighted(&weights) {
            0 => Deed::Create { parent: self.placed(chance), slug: name(chance), text: self.text(chance, number) },
            1 => Deed::Save { node: self.placed(chance), text: self.text(chance, number) },
            2 => self.publishes(chance, number),
            3 => one(chance, Step::Rename { node: self.below_home(chance), slug: name(chance) }),
            4 => one(chance, self.moves(chance)),
            5 => one(chance, Step::Copy { node: self.small_branch(chance), parent: self.placed(chance) }),
            6 => one(chance, self.unpublishes(chance)),
            7 => one(chance, Step::Trash { node: self.below_home(chance) }),
            8 => one(chance, Step::Restore { node: self.trashed(chance) }),
            9 => self.many(chance),
            10 => self.undoes(chance),
            11 => self.redirects(chance),
            12 => Deed::RemoveRedirect { from: self.led(chance) },
            13 => self.schedules(chance),
            14 => Deed::Wait { minutes: 10 },
            15 => match chance.one(&self.model.due) {
                Some(due) => Deed::Cancel { node: due.node, publishing: due.revision.is_some() },
                None => Deed::Cancel { node: self.placed(chance), publishing: true },
            },
            16 => Deed::Discard { node: self.public(chance) },
            17 => self.reverts(chance),
            18 => Deed::Submit { node: self.placed(chance) },
            19 => {
                let waiting = self.model.reviews.iter().filter(|review| review.decided.is_none() && !review.closed);
                let waiting: Vec<NodeId> = waiting.map(|review| review.node).collect();
                let node = chance.one(&waiting).copied().unwrap_or(NodeId::HOME);
                Deed::Decide { node, approves: !chance.once_in(3) }
            }
            20 => {
                let needed = *chance.one(&[Some(true), Some(false), None, None]).expect("there are four");
                Deed::Rule { node: self.below_home(chance), needed }
            }
            21 => {
                let role = if chance.once_in(2) { Role::Editor } else { Role::Publisher };
                let someone = chance.one(&self.people[3..]).expect("there are three");
                Deed::Give { user: someone.user, role, node: self.placed(chance) }
            }
            _ => match chance.one(&self.model.grants) {
                Some((user, _, node)) => Deed::Take { user: *user, node: *node },
                None => Deed::Take { user: self.people[4].user, node: self.placed(chance) },
            },
        }
    }

    fn text(&self, chance: &Chance, number: usize) -> Text {
        Text { title: format!("Page {number}"), link: self.any(chance) }
    }

    fn nodes(&self, wanted: impl Fn(&Page) -> bool) -> Vec<NodeId> {
        self.model.nodes.iter().filter(|(_, page)| wanted(page)).map(|(node, _)| *node).collect()
    }

    fn any(&self, chance: &Chance) -> NodeId {
        *chance.one(&self.nodes(|_| true)).expect("the home page is always there")
    }

    /// A node in the tree, or, once in a while, any.
    fn placed(&self, chance: &Chance) -> NodeId {
        if chance.once_in(25) {
            return self.any(chance);
        }
        *chance.one(&self.nodes(|page| page.trashed.is_none())).expect("the home page is always there")
    }

    fn below_home(&self, chance: &Chance) -> NodeId {
        let below = self.nodes(|page| page.trashed.is_none() && page.parent.is_some());
        chance.one(&below).copied().unwrap_or(NodeId::HOME)
    }

    fn public(&self, chance: &Chance) -> NodeId {
        let public = self.nodes(|page| page.public.is_some() && page.parent.is_some());
        chance.one(&public).copied().unwrap_or(NodeId::HOME)
    }

    fn trashed(&self, chance: &Chance) -> NodeId {
        let tops = self.nodes(|page| {
            page.trashed.is_some() && page.parent.is_none_or(|parent| self.model.nodes[&parent].trashed != page.trashed)
        });
        if chance.once_in(15) { self.any(chance) } else { chance.one(&tops).copied().unwrap_or(NodeId::HOME) }
    }

    fn small_branch(&self, chance: &Chance) -> NodeId {
        let node = self.below_home(chance);
        if self.model.branch(node).len() > 4 { NodeId::HOME } else { node }
    }

    fn publishes(&self, chance: &Chance, number: usize) -> Deed {
        let unread = self.nodes(|page| {
            page.trashed.is_none() && page.public.as_ref().is_none_or(|public| public.revision != page.draft)
        });
        let node = chance.one(&unread).copied().unwrap_or(NodeId::HOME);
        let page = &self.model.nodes[&node];
        let revision = if chance.once_in(8) { *chance.one(&page.revisions).expect("the first") } else { page.draft };
        let told = chance.once_in(4).then(|| format!("What changed at {number}"));
        Deed::Publish { node, revision, told, takes: !chance.once_in(3) }
    }

    fn moves(&self, chance: &Chance) -> Step {
        let node = self.below_home(chance);
        let parent = if chance.once_in(3) {
            self.model.nodes[&node].parent.unwrap_or(NodeId::HOME)
        } else {
            self.placed(chance)
        };
        let siblings = self.model.order.get(&parent).into_iter().flatten().copied();
        let siblings: Vec<NodeId> = siblings.filter(|child| *child != node).collect();
        let among = match (chance.below(3), chance.one(&siblings)) {
            (0, Some(other)) => Among::After(*other),
            (1, _) => Among::First,
            _ => Among::Last,
        };
        Step::Move { node, parent, among }
    }

    fn unpublishes(&self, chance: &Chance) -> Step {
        let instead = chance.once_in(2).then(|| self.public(chance));
        Step::Unpublish { node: self.public(chance), instead }
    }

    fn many(&self, chance: &Chance) -> Deed {
        let (many, kind, parent) = (2 + chance.below(3), chance.below(5), self.placed(chance));
        let mut steps: Vec<Step> = Vec::new();
        for _ in 0..many {
            let step = match kind {
                0 => Step::Trash { node: self.below_home(chance) },
                1 => Step::Move { node: self.below_home(chance), parent, among: Among::Last },
                2 => self.unpublishes(chance),
                _ => {
                    let node = self.placed(chance);
                    Step::Publish { node, revision: self.model.nodes[&node].draft }
                }
            };
            if steps.iter().all(|other| other.node() != step.node()) {
                steps.push(step);
            }
        }
        Deed::Plan { steps, takes: !chance.once_in(4) }
    }

    fn undoes(&self, chance: &Chance) -> Deed {
        // The latest more often than the earlier ones.
        let back = Ord::min(chance.below(10), chance.below(10));
        let found = self.past.iter().rev().filter(|past| !past.undone).nth(back).or_else(|| self.past.last());
        Deed::Undo { group: found.map_or_else(|| "g1".into(), |past| past.group.clone()) }
    }

    fn led(&self, chance: &Chance) -> Address {
        let all: Vec<&Address> = self.model.claims.keys().filter(|from| self.model.led(from).is_some()).collect();
        chance.one(&all).map_or_else(|| "/old-nothing".into(), |from| (*from).clone())
    }

    fn redirects(&self, chance: &Chance) -> Deed {
        let target = match chance.below(8) {
            0 => Target::Gone,
            1 | 2 => Target::Elsewhere(format!("https://www.example.net/{}", chance.below(5))),
            3 => Target::Through(self.model.path(self.public(chance)).expect("it is public"), "?from=old".into()),
            _ => Target::Page(*chance.one(&self.nodes(|page| page.trashed.is_none())).expect("the home page")),
        };
        let before = chance.once_in(2).then(|| self.led(chance));
        let fresh = |chance: &Chance| format!("/old-{}", chance.below(8));
        let from = match (&before, chance.below(8)) {
            (Some(before), 0..=5) => before.clone(),
            (_, 0) => format!("/{}/*", name(chance)),
            (_, 1..=3) => {
                let known: Vec<&Address> = self.model.claims.keys().collect();
                chance.one(&known).map_or_else(|| fresh(chance), |known| (*known).clone())
            }
            (_, 4) => format!("/{}", name(chance)),
            _ => fresh(chance),
        };
        if from == "/" { Deed::RemoveRedirect { from } } else { Deed::Redirect { before, from, target } }
    }

    fn schedules(&self, chance: &Chance) -> Deed {
        let minutes = 2 + i64::try_from(chance.below(15)).expect("a small number");
        if chance.once_in(3) {
            return Deed::Schedule { node: self.public(chance), revision: None, minutes };
        }
        let node = self.placed(chance);
        Deed::Schedule { node, revision: Some(self.model.nodes[&node].draft), minutes }
    }

    fn reverts(&self, chance: &Chance) -> Deed {
        let node = self.placed(chance);
        let page = &self.model.nodes[&node];
        let now = (self.text_of)(page.draft);
        let others = page.revisions.iter().copied().filter(|revision| (self.text_of)(*revision) != now);
        match chance.one(&others.collect::<Vec<_>>()) {
            Some(revision) => Deed::Revert { node, revision: *revision },
            None => Deed::Discard { node },
        }
    }
}

fn one(chance: &Chance, step: Step) -> Deed {
    Deed::Plan { steps: vec![step], takes: !chance.once_in(4) }
}

fn name(chance: &Chance) -> String {
    format!("name{}", chance.below(NAMES))
}
