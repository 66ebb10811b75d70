//! The blocks of one region: what each of them says, and in which order they stand.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Choice, Conflict, Merger, Outcome, Side, Three};
use crate::{Block, BlockContent, BlockId, Prose};

/// A change of one block that only one person made.
struct Change {
    mine: bool,
    id: BlockId,
}

impl Merger<'_> {
    /// Merges the blocks of a region; `region` is what its keys begin with: `block` or `foot`.
    pub(super) fn blocks(&mut self, region: &str, three: Three<&[Block]>) -> Vec<Block> {
        let lists = Three { base: List::of(three.base), mine: List::of(three.mine), theirs: List::of(three.theirs) };
        let mut kept: HashMap<&BlockId, Vec<Block>> = HashMap::new();
        let mut changes = Vec::new();
        for id in ids(three) {
            kept.insert(id, self.block(region, &lists, id, &mut changes));
        }
        let order = self.order(region, three, &lists);
        let merged: Vec<Block> = order.into_iter().flat_map(|id| kept.remove(id).unwrap_or_default()).collect();
        self.tell(region, &lists, &changes, &merged);
        merged
    }

    /// What stands in the place of one block: nothing, the block, or two of them.
    fn block(&mut self, region: &str, lists: &Three<List<'_>>, id: &BlockId, changes: &mut Vec<Change>) -> Vec<Block> {
        let versions = Three { base: lists.base.get(id), mine: lists.mine.get(id), theirs: lists.theirs.get(id) };
        let alone = |block: Option<&Block>| block.cloned().into_iter().collect::<Vec<_>>();
        match versions.outcome() {
            Outcome::Agreed => alone(versions.mine),
            Outcome::OnlyMine => {
                changes.push(Change { mine: true, id: id.clone() });
                alone(versions.mine)
            }
            Outcome::OnlyTheirs => {
                changes.push(Change { mine: false, id: id.clone() });
                alone(versions.theirs)
            }
            Outcome::Disputed => {
                let conflict = Conflict {
                    key: format!("{region}.{id}"),
                    name: lists.mine.name(region, id).or_else(|| lists.theirs.name(region, id)).unwrap_or_default(),
                    base: side(versions.base),
                    mine: side(versions.mine),
                    theirs: side(versions.theirs),
                    can_join: versions.mine.is_some() && versions.theirs.is_some(),
                };
                match self.decided(conflict) {
                    // Undecided, a removal waits: the text stays until somebody says that it goes.
                    None => alone(versions.mine.or(versions.theirs)),
                    Some(Choice::Mine) => alone(versions.mine),
                    Some(Choice::Theirs) => alone(versions.theirs),
                    Some(Choice::Both) => versions
                        .mine
                        .zip(versions.theirs)
                        .map(|(mine, theirs)| self.both(mine, theirs))
                        .unwrap_or_default(),
                }
            }
        }
    }

    /// Two texts become one, theirs first; of other blocks both stay.
    fn both(&mut self, mine: &Block, theirs: &Block) -> Vec<Block> {
        if let (BlockContent::Prose(my_text), BlockContent::Prose(their_text)) = (&mine.content, &theirs.content) {
            let markdown = format!("{}\n\n{}", their_text.markdown.trim_end(), my_text.markdown);
            return vec![Block { id: theirs.id.clone(), content: BlockContent::Prose(Prose { markdown }) }];
        }
        let id = self.new_id(mine);
        vec![theirs.clone(), Block { id, content: mine.content.clone() }]
    }

    /// The order of all blocks of both sides.
    ///
    /// Of every two blocks that both have, the order stands that one person changed; when these orders run in a circle a
    /// person decides. A block that only one has follows the block that it follows there.
    fn order<'a>(&mut self, region: &str, three: Three<&'a [Block]>, lists: &Three<List<'a>>) -> Vec<&'a BlockId> {
        let common: Vec<&BlockId> =
            three.mine.iter().map(|block| &block.id).filter(|id| lists.theirs.get(id).is_some()).collect();
        let mut circle = false;
        let mut by_rank = BTreeMap::new();
        let mut moved = (false, false);
        for id in &common {
            let mut rank = 0;
            for other in common.iter().filter(|other| *other != id) {
                let first = pair(lists, other, id);
                circle |= first.is_none();
                moved.0 |= first.is_some_and(|(_, whose)| whose == Outcome::OnlyMine);
                moved.1 |= first.is_some_and(|(_, whose)| whose == Outcome::OnlyTheirs);
                rank += usize::from(first.is_some_and(|(before, _)| before));
            }
            by_rank.insert(rank, *id);
        }
        circle |= by_rank.len() < common.len();
        let theirs = || {
            let ids = three.theirs.iter().map(|block| &block.id);
            ids.filter(|id| lists.mine.get(id).is_some()).collect::<Vec<_>>()
        };
        let spine = if circle {
            let conflict = Conflict {
                key: format!("order.{region}"),
                name: order_name(region).into(),
                base: Side::Blocks(three.base.to_vec()),
                mine: Side::Blocks(three.mine.to_vec()),
                theirs: Side::Blocks(three.theirs.to_vec()),
                can_join: false,
            };
            if self.decided(conflict) == Some(Choice::Theirs) { theirs() } else { common.clone() }
        } else {
            if moved.0 {
                self.mine.push(order_name(region).into());
            }
            if moved.1 {
                self.theirs.push(order_name(region).into());
            }
            by_rank.into_values().collect()
        };
        with_added(&spine, three)
    }

    /// Names what each changed, by where it stands now, or stood before it was removed.
    fn tell(&mut self, region: &str, lists: &Three<List<'_>>, changes: &[Change], merged: &[Block]) {
        let now = List::of(merged);
        for change in changes {
            let standing = now
                .name(region, &change.id)
                .map(|name| if lists.base.get(&change.id).is_some() { name } else { format!("{name} (new)") });
            let removed = || lists.base.name(region, &change.id).map(|name| format!("{name} (removed)"));
            let name = standing.or_else(removed).unwrap_or_default();
            if change.mine { self.mine.push(name) } else { self.theirs.push(name) }
        }
    }
}

/// Blocks by their ids, with their places.
struct List<'a>(HashMap<&'a BlockId, (usize, &'a Block)>);

impl<'a> List<'a> {
    fn of(blocks: &'a [Block]) -> Self {
        Self(blocks.iter().enumerate().map(|(at, block)| (&block.id, (at, block))).collect())
    }

    fn get(&self, id: &BlockId) -> Option<&'a Block> {
        self.0.get(id).map(|(_, block)| *block)
    }

    fn place(&self, id: &BlockId) -> Option<usize> {
        self.0.get(id).map(|(at, _)| *at)
    }

    /// `Text block 2`, as the editor's form calls it.
    fn name(&self, region: &str, id: &BlockId) -> Option<String> {
        let (at, block) = self.0.get(id)?;
        let place = if region == "foot" { "foot block" } else { "block" };
        Some(format!("{} {place} {}", block.content.block_type().label(), at + 1))
    }
}

/// The ids that either side still has.
fn ids(three: Three<&[Block]>) -> Vec<&BlockId> {
    let mut seen = HashSet::new();
    let all = three.mine.iter().chain(three.theirs).map(|block| &block.id);
    all.filter(|id| seen.insert(*id)).collect()
}

/// Whether one block stands before another, and who wanted it so; `None` when nothing tells which of two orders was
/// there first.
fn pair(lists: &Three<List<'_>>, one: &BlockId, other: &BlockId) -> Option<(bool, Outcome)> {
    let before = |list: &List<'_>| Some(list.place(one)? < list.place(other)?);
    let (mine, theirs) = (before(&lists.mine)?, before(&lists.theirs)?);
    if mine == theirs {
        return Some((mine, Outcome::Agreed));
    }
    let base = before(&lists.base)?;
    Some(if theirs == base { (mine, Outcome::OnlyMine) } else { (theirs, Outcome::OnlyTheirs) })
}

/// Puts what only one side has behind the block that it follows there. Two chains at the same place stand in the order
/// of their ids, so that it does not matter who saved first.
fn with_added<'a>(spine: &[&'a BlockId], three: Three<&'a [Block]>) -> Vec<&'a BlockId> {
    let common: HashSet<&BlockId> = spine.iter().copied().collect();
    let chains = |blocks: &'a [Block]| {
        let mut chains: HashMap<Option<&BlockId>, Vec<&BlockId>> = HashMap::new();
        let mut anchor = None;
        for block in blocks {
            if common.contains(&block.id) {
                anchor = Some(&block.id);
            } else {
                chains.entry(anchor).or_default().push(&block.id);
            }
        }
        chains
    };
    let (mut mine, mut theirs) = (chains(three.mine), chains(three.theirs));
    let mut order = Vec::new();
    for anchor in std::iter::once(None).chain(spine.iter().copied().map(Some)) {
        order.extend(anchor);
        let mut here: Vec<Vec<&BlockId>> =
            [mine.remove(&anchor), theirs.remove(&anchor)].into_iter().flatten().collect();
        here.sort();
        order.extend(here.into_iter().flatten());
    }
    order
}

fn side(block: Option<&Block>) -> Side {
    block.map_or(Side::Nothing, |block| Side::Blocks(vec![block.clone()]))
}

fn order_name(region: &str) -> &'static str {
    if region == "foot" { "Order of the foot blocks" } else { "Order of the blocks" }
}
