//! Puts two people's changes of one draft together.
//!
//! Both started from the same text, the base. What only one of them changed is taken; what both changed alike is no
//! conflict; what both changed differently is one, and a person decides it. Fields are merged one by one, blocks by
//! their ids; the text within one block is never mixed line by line, because two sentences that fit apart may contradict
//! each other together. No word of either side is lost without a conflict that shows it.

mod blocks;
mod fields;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    str::FromStr,
};

use crate::{Block, BlockId, Draft, LinkTarget};

/// Two people's changes put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text with the changes of both. Where they conflict it holds mine, until somebody decides.
    pub draft: Draft,
    /// What a person must decide.
    pub conflicts: Vec<Conflict>,
    /// What only I changed, in the editors' words: “Title”, “Text block 2”.
    pub mine: Vec<String>,
    /// What only they changed.
    pub theirs: Vec<String>,
}

/// One thing that both changed, and differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Names it in [`Decisions`]: `title`, `block.intro`.
    pub key: String,
    /// Its name in the editors' words: “Summary”, “Text block 2”.
    pub name: String,
    /// What stood there before.
    pub base: Side,
    /// What I made of it.
    pub mine: Side,
    /// What they made of it.
    pub theirs: Side,
    /// Whether [`Choice::Both`] is possible.
    pub can_join: bool,
}

/// One version of a thing in conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// Empty, or removed.
    Nothing,
    /// A field's words.
    Text(String),
    /// Where a link leads.
    Link(LinkTarget),
    /// One block, or several in their order.
    Blocks(Vec<Block>),
}

/// What somebody decides about a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Mine alone.
    Mine,
    /// Theirs alone.
    Theirs,
    /// Theirs, then mine.
    Both,
}

/// What was decided, by the conflicts' keys.
pub type Decisions = BTreeMap<String, Choice>;

impl Choice {
    /// Every choice, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Theirs, Self::Both];

    /// The word used in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Theirs => "theirs",
            Self::Both => "both",
        }
    }
}

impl FromStr for Choice {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == text).ok_or(())
    }
}

/// Merges two drafts of one node that were both made from `base`.
pub fn merge(base: &Draft, mine: &Draft, theirs: &Draft) -> Merged {
    settle(base, mine, theirs, &Decisions::new())
}

/// The same, with what was decided about its conflicts. What nobody decided, or decided as cannot be, stays a conflict.
pub fn settle(base: &Draft, mine: &Draft, theirs: &Draft, decisions: &Decisions) -> Merged {
    let taken = [base, mine, theirs].into_iter().flat_map(Draft::blocks).map(|block| block.id.clone()).collect();
    let mut merger = Merger { decisions, taken, conflicts: Vec::new(), mine: Vec::new(), theirs: Vec::new() };
    let mut draft = merger.draft(Three { base, mine, theirs });
    merger.give_own_ids(&mut draft);
    Merged { draft, conflicts: merger.conflicts, mine: merger.mine, theirs: merger.theirs }
}

/// One thing in its three versions.
#[derive(Clone, Copy, Debug)]
struct Three<T> {
    base: T,
    mine: T,
    theirs: T,
}

impl<'a, T> Three<&'a T> {
    /// A part of each.
    fn part<P: ?Sized>(self, of: impl Fn(&'a T) -> &'a P) -> Three<&'a P> {
        Three { base: of(self.base), mine: of(self.mine), theirs: of(self.theirs) }
    }
}

/// Whose version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nobody changed it, or both alike.
    Agreed,
    OnlyMine,
    OnlyTheirs,
    Disputed,
}

impl<T: PartialEq> Three<T> {
    fn outcome(&self) -> Outcome {
        if self.mine == self.theirs {
            Outcome::Agreed
        } else if self.theirs == self.base {
            Outcome::OnlyMine
        } else if self.mine == self.base {
            Outcome::OnlyTheirs
        } else {
            Outcome::Disputed
        }
    }
}

/// A merge under way.
struct Merger<'a> {
    decisions: &'a Decisions,
    /// The ids that a new block cannot have.
    taken: HashSet<BlockId>,
    conflicts: Vec<Conflict>,
    mine: Vec<String>,
    theirs: Vec<String>,
}

impl Merger<'_> {
    /// What was decided about a conflict; a conflict that nobody decided is noted.
    fn decided(&mut self, conflict: Conflict) -> Option<Choice> {
        let possible = |choice: &Choice| *choice != Choice::Both || conflict.can_join;
        let choice = self.decisions.get(&conflict.key).copied().filter(possible);
        if choice.is_none() {
            self.conflicts.push(conflict);
        }
        choice
    }

    /// An id for a block that stands beside another of its own. It follows from the block's text, so that the same merge
    /// gives the same draft.
    fn new_id(&mut self, block: &Block) -> BlockId {
        let mut hasher = DefaultHasher::new();
        format!("{block:?}").hash(&mut hasher);
        let first = hasher.finish();
        let ids = (0..u64::MAX).map(|step| BlockId::from_number(first.wrapping_add(step)));
        let id = ids.into_iter().find(|id| !self.taken.contains(id)).expect("there are more numbers than blocks");
        self.taken.insert(id.clone());
        id
    }

    /// A block that one person moved to the foot while the other kept it in the body stands twice: each gets its own id.
    fn give_own_ids(&mut self, draft: &mut Draft) {
        let mut seen = HashSet::new();
        for block in draft.blocks_mut() {
            if !seen.insert(block.id.clone()) {
                block.id = self.new_id(block);
            }
        }
    }
}
