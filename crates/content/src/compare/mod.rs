//! Two drafts of one node compared: field by field, block by block, word by word.
//!
//! A block is known by its id, so that one which was moved and edited is the same block. Both texts of every field can be read from a comparison
//! without loss: what was added and what stayed is the later text, what was removed and what stayed is the earlier one.

mod fields;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashSet;

pub use words::{Change, Run, words};

use crate::{Block, BlockId, Draft, NodeId};

/// What differs between two drafts. Fields that are alike are left out; blocks are all there, so that one can see where a changed one stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The fields outside of blocks that differ, in the order of the form.
    pub fields: Vec<FieldChange>,
    /// The blocks of the body; each removed one stands where it stood.
    pub body: Vec<BlockChange>,
    /// The blocks at the foot, told like those of the body.
    pub foot: Vec<BlockChange>,
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// What the form calls it.
    pub label: &'static str,
    /// Both texts.
    pub runs: Vec<Run>,
}

/// What became of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockChange {
    /// Which block.
    pub id: BlockId,
    /// What the "Add a block" menu calls it.
    pub label: &'static str,
    /// Its number in the earlier draft, from 1.
    pub old_number: Option<usize>,
    /// Its number in the later draft, from 1.
    pub new_number: Option<usize>,
    /// What became of it.
    pub fate: Fate,
    /// Whether it stands elsewhere among the blocks that both drafts have.
    pub moved: bool,
    /// The fields that differ; for a new or a removed block all that say something.
    pub fields: Vec<FieldChange>,
}

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Both drafts have it, word for word.
    Same,
    /// Both have it, with differences.
    Changed,
    /// Only the later one has it.
    Added,
    /// Only the earlier one has it.
    Removed,
}

impl Comparison {
    /// Whether the two drafts say the same.
    pub fn is_same(&self) -> bool {
        let still = |blocks: &[BlockChange]| blocks.iter().all(|block| block.fate == Fate::Same && !block.moved);
        self.fields.is_empty() && still(&self.body) && still(&self.foot)
    }
}

/// Compares an earlier draft with a later one of the same node. `shown` says how a node that a setting refers to reads: its address.
pub fn compare(from: &Draft, to: &Draft, shown: &dyn Fn(NodeId) -> String) -> Comparison {
    Comparison {
        fields: differing(&fields::of_draft(from, shown), &fields::of_draft(to, shown)),
        body: blocks(&from.body, &to.body, shown),
        foot: blocks(from.foot(), to.foot(), shown),
    }
}

/// A field's label and its text as a person reads it.
type Field = (&'static str, String);

/// The fields that differ. A field that only one side has stands against an empty one.
fn differing(from: &[Field], to: &[Field]) -> Vec<FieldChange> {
    let old = |label: &str| from.iter().find(|(found, _)| *found == label).map_or("", |(_, text)| text.as_str());
    let gone = from.iter().filter(|(label, _)| !to.iter().any(|(found, _)| found == label));
    let changed = to.iter().map(|(label, text)| (*label, old(label), text.as_str()));
    changed
        .chain(gone.map(|(label, text)| (*label, text.as_str(), "")))
        .filter(|(_, old, new)| old != new)
        .map(|(label, old, new)| FieldChange { label, runs: words(old, new) })
        .collect()
}

fn blocks(from: &[Block], to: &[Block], shown: &dyn Fn(NodeId) -> String) -> Vec<BlockChange> {
    // A block that changed its type is another block.
    let pair = |block: &Block, among: &[Block]| {
        among.iter().position(|other| other.id == block.id && other.content.block_type() == block.content.block_type())
    };
    let kept: Vec<usize> = to.iter().filter_map(|block| pair(block, from)).collect();
    let in_order = longest_rising(&kept);
    let mut told: Vec<BlockChange> = Vec::with_capacity(to.len());
    for (at, block) in to.iter().enumerate() {
        let old = pair(block, from);
        let before = old.map(|old| fields::of_block(&from[old], shown)).unwrap_or_default();
        let fields = differing(&before, &fields::of_block(block, shown));
        let fate = match (old, fields.is_empty()) {
            (None, _) => Fate::Added,
            (Some(_), true) => Fate::Same,
            (Some(_), false) => Fate::Changed,
        };
        told.push(BlockChange {
            id: block.id.clone(),
            label: block.content.block_type().label(),
            old_number: old.map(|old| old + 1),
            new_number: Some(at + 1),
            fate,
            moved: old.is_some_and(|old| !in_order.contains(&old)),
            fields,
        });
    }
    for (at, block) in from.iter().enumerate().filter(|(_, block)| pair(block, to).is_none()) {
        let gone = BlockChange {
            id: block.id.clone(),
            label: block.content.block_type().label(),
            old_number: Some(at + 1),
            new_number: None,
            fate: Fate::Removed,
            moved: false,
            fields: differing(&fields::of_block(block, shown), &[]),
        };
        // Behind the block that stood before it, which is told by now: removed ones come in their order.
        let before = told.iter().position(|told| told.old_number == Some(at));
        told.insert(before.map_or(0, |before| before + 1), gone);
    }
    told
}

/// The members of a longest rising run: the blocks that need not be moved to turn one order into the other.
fn longest_rising(numbers: &[usize]) -> HashSet<usize> {
    // The place of the lowest end of a run of each length, and what stood before each member in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = HashSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.insert(numbers[at]);
        next = before[at];
    }
    run
}
