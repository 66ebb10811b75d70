//! From the facts that a transaction changed to the plan that a person reads.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use content::{NodeId, RedirectTarget, RevisionId, UrlPath};
use store::{
    Effect, LiveFacts, Named, Spot, Tx,
    facts::{FactId, FactText},
    rights::Permit,
};

use super::{AddressChange, Becomes, FactPage, FactPlan, LinkingPage, LiveChange, Name, Plan, RedirectChange, waiting};
use crate::Refusal;

/// Pages of one plan that refer to its nodes; the rest is counted.
const MOST_LINKING: usize = 500;

/// The facts of one transaction, each thing once: what it was at first and what it is at last.
#[derive(Default)]
pub(super) struct Facts {
    placed: BTreeMap<NodeId, (Spot, Spot)>,
    live: BTreeMap<NodeId, (Option<LiveFacts>, Option<LiveFacts>)>,
    redirected: BTreeMap<String, (Option<RedirectTarget>, Option<RedirectTarget>)>,
    /// The acts that put something in the trash.
    pub(super) trashed: Vec<i64>,
    /// The acts whose nodes came back.
    pub(super) untrashed: Vec<i64>,
    restored: Vec<NodeId>,
    created: Vec<NodeId>,
    /// What is no longer due, by its number in the schedule.
    pub(super) unscheduled: Vec<i64>,
    /// Reviews with nothing left to decide.
    pub(super) closed: BTreeSet<i64>,
    /// Facts with what they say first and last, and when.
    told: Vec<(FactId, Told)>,
}

/// What becomes of a fact.
enum Told {
    Now(FactText, FactText),
    Later(String, DateTime<Utc>),
}

impl Facts {
    fn of(effects: Vec<Effect>) -> Self {
        let mut facts = Self::default();
        for effect in effects {
            match effect {
                Effect::Placed { node, old, new } => {
                    facts.placed.entry(node).and_modify(|(_, last)| last.clone_from(&new)).or_insert((old, new));
                }
                Effect::Live { node, old, new } => {
                    facts.live.entry(node).and_modify(|(_, last)| last.clone_from(&new)).or_insert((old, new));
                }
                Effect::Redirected { path, old, new } => {
                    facts.redirected.entry(path).and_modify(|(_, last)| last.clone_from(&new)).or_insert((old, new));
                }
                Effect::Trashed { trashing, .. } => facts.trashed.push(trashing),
                Effect::Untrashed { nodes, trashing, .. } => {
                    facts.restored.extend(nodes);
                    facts.untrashed.push(trashing);
                }
                Effect::Unscheduled { schedule, .. } => facts.unscheduled.push(schedule),
                Effect::ReviewsClosed { reviews, .. } => facts.closed.extend(reviews),
                Effect::Drafted { node, old: None, .. } => facts.created.push(node),
                Effect::Fact { fact, old: Some(old), new: Some(new) } => facts.told.push((fact, Told::Now(old, new))),
                Effect::FactDue { fact, value, due_at, .. } => facts.told.push((fact, Told::Later(value, due_at))),
                // Of a page that stands in, the redirect at the withdrawn page's address tells.
                Effect::Drafted { .. }
                | Effect::Ignoring { .. }
                | Effect::StoodIn { .. }
                | Effect::Fact { .. }
                | Effect::EachByItself => {}
            }
        }
        facts.redirected.retain(|_, (was, becomes)| was != becomes);
        facts
    }

    /// What the public read of a node before the action, where the action changed that.
    pub(super) fn was_live(&self, node: NodeId) -> Option<RevisionId> {
        self.live.get(&node).and_then(|(old, _)| revision(old.as_ref()))
    }
}

/// Describes what the transaction has changed so far. `reader` is for reading drafts: pages of which its holder may not know are counted, not named.
pub(super) async fn plan_of(tx: &Tx, reader: &Permit) -> Result<Plan, Refusal> {
    let facts = Facts::of(tx.effects());
    let mut plan = Plan::default();
    places(tx, &facts, &mut plan).await?;
    public(tx, &facts, &mut plan).await?;
    trash(tx, &facts, &mut plan).await?;
    redirects(tx, &facts, reader, &mut plan).await?;
    linking(tx, reader, &mut plan).await?;
    waiting::add(tx, &facts, &mut plan).await?;
    told(tx, &facts, reader, &mut plan).await?;
    plan.fingerprint = fingerprint(&plan);
    Ok(plan)
}

async fn places(tx: &Tx, facts: &Facts, plan: &mut Plan) -> Result<(), Refusal> {
    for (node, (old, new)) in &facts.placed {
        if old.path == new.path {
            if old.after != new.after {
                let named = tx.named(&[*node]).await?;
                plan.reordered.extend(named.into_iter().map(name));
            }
            continue;
        }
        for below in tx.subtree(&new.path).await? {
            let Some(path) = below.path else { continue };
            let old = UrlPath::parse(&format!("{}{}", old.path, &path.as_str()[new.path.as_str().len()..]));
            let Ok(old) = old else { continue };
            let change = AddressChange { node: below.node, title: below.title, old, new: path, live: below.live };
            plan.addresses.push(change);
        }
    }
    // What came along with two moved nodes, one inside the other, is named once.
    let mut seen = HashSet::new();
    plan.addresses.retain(|change| seen.insert(change.node));
    plan.addresses.sort_by(|left, right| left.new.cmp(&right.new));
    plan.created = tx.named(&facts.created).await?.into_iter().map(name).collect();
    Ok(())
}

async fn public(tx: &Tx, facts: &Facts, plan: &mut Plan) -> Result<(), Refusal> {
    let changed: Vec<NodeId> = facts
        .live
        .iter()
        .filter(|(_, (old, new))| revision(old.as_ref()) != revision(new.as_ref()))
        .map(|(node, _)| *node)
        .collect();
    let mut withdrawn = Vec::new();
    for named in tx.named(&changed).await? {
        let becomes = match facts.live.get(&named.node) {
            Some((None, _)) => Becomes::Published,
            Some((Some(_), Some(_))) => Becomes::Updated,
            _ => Becomes::Withdrawn,
        };
        if becomes == Becomes::Withdrawn {
            withdrawn.extend(named.path.clone());
        }
        let revision = facts.live.get(&named.node).and_then(|(_, new)| revision(new.as_ref()));
        plan.live.push(LiveChange { node: named.node, title: named.title, path: named.path, becomes, revision });
    }
    for path in withdrawn {
        let below = tx.subtree(&path).await?;
        plan.stranded.extend(below.into_iter().filter(|below| below.live).map(name));
    }
    Ok(())
}

async fn trash(tx: &Tx, facts: &Facts, plan: &mut Plan) -> Result<(), Refusal> {
    for trashing in &facts.trashed {
        let nodes: Vec<NodeId> = tx.trashed_together(*trashing).await?.into_iter().map(|row| row.id).collect();
        plan.trashed.extend(in_order(tx.named(&nodes).await?, &nodes));
    }
    plan.restored = in_order(tx.named(&facts.restored).await?, &facts.restored);
    Ok(())
}

async fn redirects(tx: &Tx, facts: &Facts, reader: &Permit, plan: &mut Plan) -> Result<(), Refusal> {
    let targets: BTreeSet<NodeId> = facts
        .redirected
        .values()
        .flat_map(|(was, becomes)| [was, becomes])
        .filter_map(|target| match target {
            Some(RedirectTarget::Node(node)) => Some(*node),
            _ => None,
        })
        .collect();
    let targets: Vec<NodeId> = targets.into_iter().collect();
    let names = names_for(tx, reader, plan, &targets).await?;
    let ended = facts.redirected.iter().filter(|(_, (_, becomes))| becomes.is_none()).map(|(path, _)| path.as_str());
    let owners = tx.nodes_at(&ended.collect::<Vec<_>>()).await?;
    for (path, (was, becomes)) in &facts.redirected {
        let asks = match (was, becomes) {
            (Some(was), None) => Some(was) != owners.get(path).copied().map(RedirectTarget::Node).as_ref(),
            _ => false,
        };
        plan.redirects.push(RedirectChange {
            path: path.clone(),
            was_in_words: in_words(was.as_ref(), path, &names),
            becomes_in_words: in_words(becomes.as_ref(), path, &names),
            was: was.clone(),
            becomes: becomes.clone(),
            asks,
        });
    }
    Ok(())
}

/// Some nodes as the reader may know them: by their drafts' titles, by the public ones, or not at all.
async fn names_for(tx: &Tx, reader: &Permit, plan: &Plan, nodes: &[NodeId]) -> Result<HashMap<NodeId, Named>, Refusal> {
    let mut names: HashMap<NodeId, Named> =
        tx.named(nodes).await?.into_iter().map(|named| (named.node, named)).collect();
    if reader.reads_everything() {
        return Ok(names);
    }
    // What the plan itself changes, its maker may do that to.
    let own: HashSet<NodeId> = plan.addresses.iter().map(|change| change.node).collect();
    let others: Vec<NodeId> = nodes.iter().filter(|node| !own.contains(node)).copied().collect();
    let readable = tx.readable(reader.actor(), &others).await?;
    let unread: Vec<NodeId> = others.into_iter().filter(|node| !readable.contains(node)).collect();
    names.retain(|node, _| !unread.contains(node));
    names.extend(tx.publicly_named(&unread).await?.into_iter().map(|named| (named.node, named)));
    Ok(names)
}

fn in_words(target: Option<&RedirectTarget>, path: &str, known: &HashMap<NodeId, Named>) -> String {
    match target {
        None => String::new(),
        Some(RedirectTarget::Address(address)) => address.clone(),
        Some(RedirectTarget::Gone) => "a note that the page is gone".into(),
        Some(RedirectTarget::Node(node)) => match known.get(node) {
            Some(named) if named.path.is_none() || named.path.as_ref().is_some_and(|own| own.as_str() == path) => {
                format!("a note that “{}” is gone", named.title)
            }
            Some(named) => format!("“{}”", named.title),
            None => "a note that the page is gone".into(),
        },
    }
}

/// Who refers to what moves or is withdrawn, and what of it stands in the menu.
async fn linking(tx: &Tx, reader: &Permit, plan: &mut Plan) -> Result<(), Refusal> {
    let moved = plan.addresses.iter().map(|change| change.node);
    let withdrawn = plan.live.iter().filter(|change| change.becomes == Becomes::Withdrawn).map(|change| change.node);
    let targets: BTreeSet<NodeId> = moved.chain(withdrawn).chain(plan.trashed.iter().map(|name| name.node)).collect();
    let targets: Vec<NodeId> = targets.into_iter().collect();
    let found = tx.linking(&targets, MOST_LINKING).await?;
    let sources: BTreeSet<NodeId> = found.iter().map(|linking| linking.source).collect();
    let sources: Vec<NodeId> = sources.into_iter().collect();
    let known = tx.readable(reader.actor(), &sources).await?;
    let ids: Vec<NodeId> = known.into_iter().collect();
    let titles: HashMap<NodeId, String> =
        tx.named(&ids).await?.into_iter().map(|named| (named.node, named.title)).collect();
    for linking in found {
        match titles.get(&linking.source) {
            Some(title) => plan.linking.push(LinkingPage {
                node: linking.source,
                title: title.clone(),
                target: linking.target,
                live: linking.live,
            }),
            None => plan.linking_hidden += 1,
        }
    }
    let menu = tx.in_menu(&targets).await?;
    plan.menu = tx.named(&menu).await?.into_iter().map(name).collect();
    Ok(())
}

/// The facts that say something else, with the pages that show them.
async fn told(tx: &Tx, facts: &Facts, reader: &Permit, plan: &mut Plan) -> Result<(), Refusal> {
    for (id, told) in &facts.told {
        let Some(fact) = tx.fact(*id).await? else { continue };
        let (label, was, becomes, due_at) = match told {
            Told::Now(old, new) => (&old.label, &old.value, &new.value, None),
            Told::Later(value, due_at) => (&fact.text.label, &fact.text.value, value, Some(*due_at)),
        };
        let uses = tx.fact_uses(&fact.name).await?;
        let nodes: BTreeSet<NodeId> = uses.iter().map(|used| used.node).collect();
        let nodes: Vec<NodeId> = nodes.into_iter().collect();
        let known: Vec<NodeId> = tx.readable(reader.actor(), &nodes).await?.into_iter().collect();
        let named = tx.named(&known).await?;
        let live = |node: NodeId| uses.iter().any(|used| used.node == node && used.live);
        let pages =
            named.into_iter().map(|named| FactPage { live: live(named.node), node: named.node, title: named.title });
        let mut pages: Vec<FactPage> = pages.collect();
        pages.sort_by_key(|page| (!page.live, page.node));
        plan.facts.push(FactPlan {
            label: label.clone(),
            was: was.clone(),
            becomes: becomes.clone(),
            due_at,
            hidden: nodes.len() - pages.len(),
            pages,
        });
    }
    Ok(())
}

/// The plan's content as a digest: SHA-256 of its JSON.
fn fingerprint(plan: &Plan) -> String {
    let mut plan = plan.clone();
    // Numbers of new nodes depend on what else was made in between.
    plan.created.iter_mut().for_each(|name| name.node = NodeId(0));
    let text = serde_json::to_string(&plan).expect("a plan has only text keys");
    accounts::token::fingerprint(&text)
}

fn revision(facts: Option<&LiveFacts>) -> Option<RevisionId> {
    facts.map(|facts| facts.revision)
}

fn name(named: Named) -> Name {
    Name { node: named.node, title: named.title, path: named.path }
}

/// Names in the order in which the nodes were given.
fn in_order(named: Vec<Named>, order: &[NodeId]) -> Vec<Name> {
    let mut by_node: HashMap<NodeId, Named> = named.into_iter().map(|named| (named.node, named)).collect();
    order.iter().filter_map(|node| by_node.remove(node)).map(name).collect()
}
