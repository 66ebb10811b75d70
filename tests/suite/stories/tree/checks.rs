//! Whether the site is what it must be.

use std::collections::{BTreeMap, BTreeSet};

use content::NodeId;
use store::{
    lists::Wanted,
    published::{Resolved, Slice},
    rights::Permit,
};

use super::{
    model::{Found, Model},
    promises::Lines,
};
use crate::support::{
    Site,
    whole::{StoredNode, Whole},
};

type Checked = Result<(), String>;

/// The tree, the trash and what is public, row by row.
pub(super) fn rows(model: &mut Model, whole: &Whole) -> Checked {
    let mut acts = BTreeMap::new();
    let stored: BTreeMap<NodeId, &StoredNode> = whole.nodes.iter().map(|row| (row.id, row)).collect();
    same("the nodes", &stored.keys().collect::<Vec<_>>(), &model.nodes.keys().collect::<Vec<_>>())?;
    let mut paths = BTreeSet::new();
    for (node, page) in &model.nodes {
        let row = stored[node];
        let path = model.path(*node);
        let live = page.public.as_ref().map(|public| public.revision);
        let found = (row.parent, &row.slug, &row.path, row.draft, row.live, row.trashing.is_some());
        let expected = (page.parent, &page.slug, &path, Some(page.draft), live, page.trashed.is_some());
        same(&format!("node {node} (parent, slug, address, draft, live, in the trash)"), &found, &expected)?;
        if let (Some(ours), Some(theirs)) = (page.trashed, row.trashing) {
            same(&format!("the act that trashed node {node}"), &theirs, acts.entry(ours).or_insert(theirs))?;
        }
        if let Some(path) = path.filter(|path| !paths.insert(path.clone())) {
            return Err(format!("{path} is the address of two nodes"));
        }
    }
    reaches_everything(whole)?;
    public_rows(model, &stored, whole)?;
    orders(model, whole)
}

/// From the home page down, each node once: no circle, no orphan, in the trash too.
fn reaches_everything(whole: &Whole) -> Checked {
    let mut below: BTreeMap<Option<NodeId>, Vec<NodeId>> = BTreeMap::new();
    for row in &whole.nodes {
        below.entry(row.parent).or_default().push(row.id);
    }
    let mut reached = vec![NodeId::HOME];
    let mut next = 0;
    while let Some(node) = reached.get(next).copied() {
        reached.extend(below.get(&Some(node)).into_iter().flatten());
        next += 1;
        if reached.len() > whole.nodes.len() {
            return Err("the tree holds a circle".into());
        }
    }
    if reached.len() == whole.nodes.len() { Ok(()) } else { Err("some nodes hang below nothing".into()) }
}

fn public_rows(model: &Model, stored: &BTreeMap<NodeId, &StoredNode>, whole: &Whole) -> Checked {
    let live: Vec<NodeId> =
        model.nodes.iter().filter(|(_, page)| page.public.is_some()).map(|(node, _)| *node).collect();
    same("what is public", &whole.public.iter().map(|row| row.node).collect::<Vec<_>>(), &live)?;
    for row in &whole.public {
        let node = stored[&row.node];
        let public = model.nodes[&row.node].public.as_ref().expect("the two sets are the same");
        let found = (Some(&row.path), row.parent, row.position, row.revision);
        let expected = (node.path.as_ref(), node.parent, node.position, public.revision);
        same(&format!("public node {} (address, parent, position, revision)", row.node), &found, &expected)?;
        let (found, expected) = ((row.first_published, row.last_published), (public.first, public.last));
        same(&format!("public node {} (first and last publication)", row.node), &found, &expected)?;
    }
    Ok(())
}

/// Neighbours stand in their order. Where the promise does not say between which of them a node stands, we learn it.
fn orders(model: &mut Model, whole: &Whole) -> Checked {
    let mut stored: BTreeMap<Option<NodeId>, Vec<(i64, NodeId)>> = BTreeMap::new();
    for row in whole.nodes.iter().filter(|row| row.path.is_some()) {
        stored.entry(row.parent).or_default().push((row.position, row.id));
    }
    let unsure = std::mem::take(&mut model.unsure);
    for (parent, children) in &mut model.order {
        let mut found = stored.remove(&Some(*parent)).unwrap_or_default();
        found.sort_unstable();
        let found: Vec<NodeId> = found.into_iter().map(|(_, node)| node).collect();
        if found == *children || model.nodes[parent].trashed.is_some() {
            continue;
        }
        let sure = |all: &[NodeId]| all.iter().copied().filter(|node| !unsure.contains(node)).collect::<Vec<_>>();
        same(&format!("the order below node {parent}"), &sure(&found), &sure(children))?;
        *children = found;
    }
    Ok(())
}

/// The audit has these lines since the last look, and no others: each action's lines share a group of their own.
pub(super) async fn audit(site: &Site, reader: &Permit, before: i64, whole: &Whole, lines: &Lines) -> Checked {
    let many: usize = lines.iter().map(Vec::len).sum();
    let found = whole.last_line - before;
    if found != i64::try_from(many).expect("few") {
        return Err(format!("the audit has {found} new lines, and must have {many}: {lines:?}"));
    }
    if many == 0 {
        return Ok(());
    }
    let rows = store::lists::lines(site.store(), reader, &Wanted::default(), many as u64).await.expect("it answers");
    let mut rows = rows.into_iter().rev();
    let mut groups = BTreeSet::new();
    for action in lines {
        let of_action: Vec<_> = rows.by_ref().take(action.len()).collect();
        let mut told: Vec<_> =
            of_action.iter().map(|row| (row.actor.as_str(), row.action.as_str(), row.node)).collect();
        let mut due: Vec<_> = action.iter().map(|line| (line.by.as_str(), line.word, line.node)).collect();
        // An undoing names the first page that it touched, whichever that was.
        told.iter_mut().filter(|(_, word, _)| *word == "undid").for_each(|line| line.2 = None);
        told.sort_unstable();
        due.sort_unstable();
        same("what the audit tells of an action", &told, &due)?;
        let names: BTreeSet<&String> = of_action.iter().map(|row| &row.group).collect();
        if names.len() != 1 || !groups.insert(of_action[0].group.clone()) {
            return Err(format!("an action has one name of its own in the audit, and not {names:?}"));
        }
    }
    Ok(())
}

/// A visitor of this address finds what somebody chose, or the page that was there, in one hop.
pub(super) async fn address(site: &Site, model: &Model, address: &str) -> Checked {
    let expected = model.answer(address);
    let wrong = |found: &dyn std::fmt::Debug| {
        let claim = model.claims.get(address);
        Err(format!("{address} must answer {expected:?} (it was last given to {claim:?}), and answers {found:?}"))
    };
    match (site.resolve(address).await, &expected) {
        (Resolved::Live(live), Found::Page(node)) if live.id == *node => Ok(()),
        (Resolved::Live(live), _) => wrong(&live.id),
        (Resolved::Moved(there), Found::LedTo(expected)) if there == *expected => one_hop(site, model, &there).await,
        (Resolved::Gone, Found::Gone | Found::GoneOrMissing)
        | (Resolved::Missing, Found::Missing | Found::GoneOrMissing) => Ok(()),
        (found, _) => wrong(&found),
    }
}

/// A visitor who was led on stands before a page, on this site or another.
async fn one_hop(site: &Site, model: &Model, there: &str) -> Checked {
    let path = there.split('?').next().unwrap_or_default();
    if there.starts_with("https://") || model.public_at(path).is_some() {
        return Ok(());
    }
    Err(format!("a visitor is led to {there}, and there is {:?}", site.resolve(path).await))
}

/// Every address that ever was public or that somebody redirected.
pub(super) async fn all_addresses(site: &Site, model: &Model) -> Checked {
    let known: BTreeSet<&String> = model.claims.keys().chain(&model.ever).collect();
    for known in known.into_iter().filter(|known| !known.ends_with("/*")) {
        address(site, model, known).await?;
    }
    for number in model.nodes.keys() {
        by_number(site, model, *number).await?;
    }
    Ok(())
}

/// `/node/5` leads to the page for ever, wherever that stands.
pub(super) async fn by_number(site: &Site, model: &Model, node: NodeId) -> Checked {
    let expected = model.found_by_number(node);
    let path = format!("/node/{node}");
    match (site.resolve(&path).await, &expected) {
        (Resolved::Moved(there), Found::LedTo(expected)) if there == *expected => Ok(()),
        // Where somebody took the page's last redirect away, nothing tells any more that it was public.
        (Resolved::Gone | Resolved::Missing, Found::Gone | Found::GoneOrMissing) => Ok(()),
        (found, _) => Err(format!("{path} must answer {expected:?}, and answers {found:?}")),
    }
}

/// Search engines and other front ends learn exactly what is public.
pub(super) async fn lists(site: &Site, model: &Model) -> Checked {
    let public = model.public();
    same("the sitemap", &site.addresses_of_the_sitemap().await, &public)?;
    let all = Slice { limit: 100_000, offset: 0 };
    let pages = store::published::pages(site.store(), all).await.expect("the database answers");
    let listed: BTreeSet<String> = pages.items.iter().map(|page| page.path.to_string()).collect();
    same("the list of pages", &listed, &public)?;
    let mut heard = BTreeSet::new();
    let mut next = Some("/api/v1/pages?limit=100".to_owned());
    while let Some(address) = next {
        let data = site.data(&address).await;
        let items = data["items"].as_array().expect("a list");
        heard.extend(items.iter().filter_map(|item| item["path"].as_str().map(str::to_owned)));
        next = data["meta"]["next"].as_str().map(str::to_owned);
    }
    same("what the API lists", &heard, &public)
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Checked {
    if found == expected { Ok(()) } else { Err(format!("{what} is {found:?}, and must be {expected:?}")) }
}
