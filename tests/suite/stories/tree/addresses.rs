//! Which addresses may answer something else than before. An address answers by rows: a public page there, a redirect, a wildcard above it, and the page
//! to which that leads or the one that stands in. Where none of them changed and nothing else is promised, the answer of last time holds.

use std::collections::{BTreeMap, BTreeSet};

use content::NodeId;

use super::model::{Address, Model};
use crate::support::whole::{StoredRedirect, Whole};

/// What must be looked at again.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub(super) addresses: BTreeSet<Address>,
    /// Pages that are elsewhere now, or not there, or back, or other words.
    pub(super) nodes: BTreeSet<NodeId>,
}

/// What differs between two moments, in the rows or in what is promised.
pub(super) fn touched(before: (&Whole, &Model), after: (&Whole, &Model)) -> Touched {
    let nodes = nodes(before, after);
    let rows = [before.0, after.0].map(|whole| {
        let rows = whole.redirects.iter().map(|row| (row.path.as_str(), row));
        rows.collect::<BTreeMap<&str, &StoredRedirect>>()
    });
    let public = [before.0, after.0].map(|whole| {
        let rows = whole.public.iter().map(|row| (row.path.as_str(), row.node));
        rows.collect::<BTreeMap<&str, NodeId>>()
    });
    let known = before.1.claims.keys().chain(after.1.claims.keys()).chain(&before.1.ever).chain(&after.1.ever);
    let known: BTreeSet<&Address> = known.filter(|address| !address.ends_with("/*")).collect();
    let wild = |address: &str| rows.iter().any(|rows| is_covered(rows, address));
    let differs = |address: &str| {
        let leads_on = |row: &&StoredRedirect| {
            row.page.is_some_and(|page| nodes.contains(&page))
                || row.address.as_ref().is_some_and(|target| target.starts_with('/'))
        };
        rows[0].get(address) != rows[1].get(address)
            || public[0].get(address) != public[1].get(address)
            || rows[1].get(address).is_some_and(leads_on)
            || wild(address)
            || before.1.answer(address) != after.1.answer(address)
    };
    let addresses = known.into_iter().filter(|address| differs(address)).cloned().collect();
    Touched { addresses, nodes }
}

fn is_covered(rows: &BTreeMap<&str, &StoredRedirect>, address: &str) -> bool {
    let mut above = address;
    while let Some((stem, _)) = above.rsplit_once('/').filter(|(stem, _)| !stem.is_empty()) {
        if rows.contains_key(format!("{stem}/*").as_str()) {
            return true;
        }
        above = stem;
    }
    false
}

fn nodes(before: (&Whole, &Model), after: (&Whole, &Model)) -> BTreeSet<NodeId> {
    let public = [before.0, after.0].map(|whole| {
        let rows = whole.public.iter().map(|row| (row.node, (row.path.as_str(), row.revision)));
        rows.collect::<BTreeMap<_, _>>()
    });
    let stand_ins = [before.0, after.0].map(|whole| {
        let rows = whole.nodes.iter().filter_map(|row| Some((row.id, row.stand_in?)));
        rows.collect::<BTreeMap<NodeId, NodeId>>()
    });
    let mut changed: BTreeSet<NodeId> = after.1.nodes.keys().copied().collect();
    changed.retain(|node| {
        public[0].get(node) != public[1].get(node)
            || stand_ins[0].get(node) != stand_ins[1].get(node)
            || !before.1.nodes.contains_key(node)
            || before.1.found_by_number(*node) != after.1.found_by_number(*node)
    });
    // What stands in for another, and again for another.
    loop {
        let more = stand_ins.iter().flatten().filter(|(_, other)| changed.contains(other)).map(|(node, _)| *node);
        let more: Vec<NodeId> = more.filter(|node| !changed.contains(node)).collect();
        if more.is_empty() {
            return changed;
        }
        changed.extend(more);
    }
}
