//! Links that are mended: sent to another page, or made plain words.
//!
//! In a page that the person may publish, its live text and its draft are each changed by that link alone, as two new
//! versions: no unrelated draft goes live with it, and the date that the public sees stays. For pages of others a task is
//! left. All of it belongs to the transaction of the action that takes the target away, if there is one.

mod rewrite;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use accounts::{Action, Actor};
use content::{Draft, NodeId, Origin, RevisionId};
use markup::{Fate, Target};
use store::{
    AuditLine, Dating, NewRevision, NewTask, NodeRow, Projection, Side, Store, Tx,
    projection::{self, LinkPlace},
    rights::Permit,
};

pub use rewrite::{relinked, repoint, to_plain_text};

use crate::{
    Refusal,
    verb::{address, allowed, permitted},
};

/// A page whose texts lead to a node that goes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbound {
    /// The page.
    pub source: NodeId,
    /// Its draft's title; `None` where the person may not know of the page.
    pub title: Option<String>,
    /// The node that goes away.
    pub target: NodeId,
    /// Whether the draft refers to it.
    pub draft: bool,
    /// Whether what the public reads does.
    pub live: bool,
    /// The words of the links, each once.
    pub texts: Vec<(String, LinkPlace)>,
    /// Whether the person may change all texts that refer to it; else a task is left.
    pub may_edit: bool,
}

/// What becomes of a link by its target.
type Decide = Box<dyn Fn(&Target) -> Fate + Send + Sync>;

/// What becomes of the links from one page to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// They lead to this node.
    Repoint(NodeId),
    /// They become plain words.
    PlainText,
    /// They stay: shown as plain words until the node is public again.
    Leave,
}

/// A choice for one page and one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The page that refers.
    pub source: NodeId,
    /// The node to which it refers.
    pub target: NodeId,
    /// What becomes of its links.
    pub choice: Choice,
}

/// Who refers to these nodes from outside of them, page by page.
pub async fn inbound(tx: &Tx, actor: &Actor, nodes: &[NodeId]) -> Result<Vec<Inbound>, Refusal> {
    let mut found: BTreeMap<(NodeId, NodeId), Inbound> = BTreeMap::new();
    for reference in tx.references(nodes).await? {
        let page = found.entry((reference.source, reference.target)).or_insert_with(|| Inbound {
            source: reference.source,
            title: None,
            target: reference.target,
            draft: false,
            live: false,
            texts: Vec::new(),
            may_edit: false,
        });
        page.draft |= reference.side == Side::Draft;
        page.live |= reference.side == Side::Live;
        let text = (reference.text, reference.place);
        if !page.texts.contains(&text) {
            page.texts.push(text);
        }
    }
    let sources: Vec<NodeId> = found.keys().map(|(source, _)| *source).collect();
    let names: BTreeMap<NodeId, String> =
        tx.named(&sources).await?.into_iter().map(|named| (named.node, named.title)).collect();
    let mut pages = Vec::with_capacity(found.len());
    for mut page in found.into_values() {
        let Some(node) = tx.node(page.source).await? else { continue };
        if node.trashing.is_some() {
            continue;
        }
        page.may_edit = may_edit(tx, actor, &node).await?;
        if allowed(tx, actor, Action::ReadDraft, page.source).await? {
            page.title = Some(names.get(&page.source).cloned().unwrap_or_default());
        } else {
            // The words of a draft are as private as the draft.
            page.texts.clear();
        }
        pages.push(page);
    }
    Ok(pages)
}

/// Who refers to the permits' nodes, and to all below them where they are taken along, from outside of them.
pub async fn waiting(store: &Store, permits: &[Permit], takes_all_below: bool) -> Result<Vec<Inbound>, Refusal> {
    let Some(actor) = permits.first().map(|permit| permit.actor().clone()) else { return Ok(Vec::new()) };
    let permits = permits.to_vec();
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut going = BTreeSet::new();
                for permit in &permits {
                    let node = permitted(tx, permit, &[permit.action()]).await?;
                    going.insert(node.id);
                    if let Some(path) = node.path.as_ref().filter(|_| takes_all_below) {
                        going.extend(tx.subtree(path).await?.into_iter().map(|below| below.node));
                    }
                }
                inbound(tx, &actor, &going.into_iter().collect::<Vec<_>>()).await
            })
        })
        .await
}

/// Carries out the choices. Each page is changed, or gets a task where the person may not change it.
pub async fn settle(tx: &Tx, actor: &Actor, choices: &[Settled]) -> Result<(), Refusal> {
    for settled in choices {
        let Some(node) = tx.node(settled.source).await?.filter(|node| node.trashing.is_none()) else { continue };
        let (from, title) = (settled.target, name(tx, settled.target).await?);
        let (fate, words): (Decide, String) = match settled.choice {
            Choice::Leave => continue,
            Choice::PlainText => (Box::new(move |target| only(target, from, || Fate::Text)), turn(&title)),
            Choice::Repoint(to) => {
                let other = tx.node(to).await?.filter(|node| node.live.is_some() && node.id != from);
                let other = other.ok_or_else(|| Refusal::field("links", "Send links to a published page"))?;
                let anchors = tx.anchors(other.id).await?;
                let fate = move |target: &Target| {
                    only(target, from, || {
                        Fate::Leads(Target::Node { id: other.id.0, fragment: kept_fragment(target, &anchors) })
                    })
                };
                (Box::new(fate), send(&title, &name(tx, to).await?))
            }
        };
        if !may_edit(tx, actor, &node).await? {
            let person = tx.last_author(node.id).await?;
            tx.add_task(NewTask { node: node.id, about: from, words: &words, person }, actor).await?;
            continue;
        }
        if !relink(tx, actor, &node, fate.as_ref(), &title).await? {
            let words = name(tx, node.id).await?;
            return Err(Refusal::because(format!(
                "The link on “{words}” stands in raw HTML that cannot be changed by itself. Open that page and change it first"
            )));
        }
    }
    Ok(())
}

/// Mends the links of one page that lead to a target, in its draft and in what the public reads. The permit is for
/// [`Action::Publish`] where the public reads such a link, else [`Action::Save`] is enough.
pub async fn mend(store: &Store, permit: &Permit, broken: Broken, choice: Choice) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Publish, Action::Save]).await?;
                address(&node)?;
                if !may_edit(tx, permit.actor(), &node).await? {
                    return Err(Refusal::Denied);
                }
                let new = match choice {
                    Choice::Leave => return Ok(()),
                    Choice::PlainText => Fate::Text,
                    Choice::Repoint(to) => {
                        let other = tx.node(to).await?.filter(|node| node.live.is_some());
                        let other = other.ok_or_else(|| Refusal::field("to", "Choose a published page"))?;
                        Fate::Leads(Target::Node { id: other.id.0, fragment: None })
                    }
                };
                let leads_there = matches!((&new, &broken), (Fate::Leads(Target::Node { id, .. }), Broken::Node(old, None)) if *id == old.0);
                if leads_there {
                    return Err(Refusal::field("to", "The link leads there already. Choose another page"));
                }
                let fate = move |target: &Target| if broken.is(target) { new.clone() } else { Fate::Stays };
                if relink(tx, permit.actor(), &node, &fate, "").await? {
                    return Ok(());
                }
                Err(Refusal::because(
                    "This link stands in raw HTML that cannot be changed by itself. Open the editor and change it there",
                ))
            })
        })
        .await
}

/// A link that leads nowhere, by where it was to lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// To a node, or to a heading of it.
    Node(NodeId, Option<String>),
    /// To an address of the site, or to a heading of the page itself.
    Address(String),
}

impl Broken {
    fn is(&self, target: &Target) -> bool {
        match (self, target) {
            (Self::Node(node, None), Target::Node { id, .. }) => node.0 == *id,
            (Self::Node(node, Some(wanted)), Target::Node { id, fragment: Some(fragment) }) => {
                node.0 == *id && projection::decoded(fragment) == *wanted
            }
            (Self::Address(wanted), Target::Address(address)) => wanted == address,
            _ => false,
        }
    }
}

/// Says that a task of the permit's node is done. The permit is for [`Action::Save`].
pub async fn finish_task(store: &Store, permit: &Permit, task: i64) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                if tx.finish_task(node.id, task, permit.actor()).await? {
                    let title = name(tx, node.id).await?;
                    crate::verb::note(tx, &permit, node.id, "finished a task on", &title, "").await?;
                }
                Ok(())
            })
        })
        .await
}

/// Whether a person may change every text of a page: what the public reads takes a publisher.
async fn may_edit(tx: &Tx, actor: &Actor, node: &NodeRow) -> Result<bool, Refusal> {
    let action = if node.live.is_some() { Action::Publish } else { Action::Save };
    allowed(tx, actor, action, node.id).await
}

async fn name(tx: &Tx, node: NodeId) -> Result<String, Refusal> {
    Ok(tx.named(&[node]).await?.into_iter().next().map(|named| named.title).unwrap_or_default())
}

fn turn(title: &str) -> String {
    format!("Turn the links to “{title}” into plain text, or send them to another page")
}

fn send(from: &str, to: &str) -> String {
    format!("Send the links to “{from}” to “{to}”")
}

fn only(target: &Target, from: NodeId, fate: impl FnOnce() -> Fate) -> Fate {
    if matches!(target, Target::Node { id, .. } if *id == from.0) { fate() } else { Fate::Stays }
}

/// A fragment goes along only where the new page has that heading too.
fn kept_fragment(target: &Target, anchors: &std::collections::HashSet<String>) -> Option<String> {
    match target {
        Target::Node { fragment: Some(fragment), .. } if anchors.contains(&projection::decoded(fragment)) => {
            Some(fragment.clone())
        }
        _ => None,
    }
}

/// Changes the links of one page's two texts, each for itself. `false` where a text cannot be changed.
async fn relink(
    tx: &Tx,
    actor: &Actor,
    node: &NodeRow,
    fate: &(dyn Fn(&Target) -> Fate + Send + Sync),
    about: &str,
) -> Result<bool, Refusal> {
    let mut draft_is_done = false;
    let mut changed = None;
    if let Some(live) = node.live {
        match rewritten(tx, node.id, live, fate).await? {
            Rewritten::Not => return Ok(false),
            Rewritten::Same => draft_is_done = live == node.draft,
            Rewritten::New(text) => {
                let revision = keep(tx, actor, node, &text).await?;
                republish(tx, actor, node, revision, &text).await?;
                if live == node.draft {
                    point_draft(tx, node, revision, &text).await?;
                    draft_is_done = true;
                }
                changed = Some(text.title.clone());
            }
        }
    }
    if !draft_is_done {
        match rewritten(tx, node.id, node.draft, fate).await? {
            Rewritten::Not => return Ok(false),
            Rewritten::Same => {}
            Rewritten::New(text) => {
                let revision = keep(tx, actor, node, &text).await?;
                point_draft(tx, node, revision, &text).await?;
                changed = Some(text.title.clone());
            }
        }
    }
    if let Some(title) = changed {
        let detail = if about.is_empty() { String::new() } else { format!("that led to {about}") };
        let line = AuditLine { actor, action: "changed links on", node: Some(node.id), title: &title, detail: &detail };
        tx.audit(line).await?;
    }
    Ok(true)
}

enum Rewritten {
    Not,
    Same,
    New(Box<Draft>),
}

async fn rewritten(
    tx: &Tx,
    node: NodeId,
    revision: RevisionId,
    fate: &(dyn Fn(&Target) -> Fate + Send + Sync),
) -> Result<Rewritten, Refusal> {
    let text = tx.draft(node, revision).await?.ok_or(Refusal::Missing)?;
    Ok(match relinked(&text, fate) {
        None => Rewritten::Not,
        Some(new) if new == text => Rewritten::Same,
        Some(new) => Rewritten::New(Box::new(new)),
    })
}

async fn keep(tx: &Tx, actor: &Actor, node: &NodeRow, draft: &Draft) -> Result<RevisionId, Refusal> {
    let new = NewRevision { node: node.id, draft, author: actor, origin: Origin::Typed, note: "Links changed" };
    Ok(tx.add_revision(new).await?)
}

async fn point_draft(tx: &Tx, node: &NodeRow, revision: RevisionId, draft: &Draft) -> Result<(), Refusal> {
    let rendered = projection::render(draft).await;
    tx.set_draft(node.id, Some(node.draft), revision).await?;
    tx.put_draft_facts(node.id, &rendered).await?;
    Ok(())
}

/// A minor change: the dates that the public sees stay.
async fn republish(tx: &Tx, actor: &Actor, node: &NodeRow, revision: RevisionId, draft: &Draft) -> Result<(), Refusal> {
    let rendered = projection::render(draft).await;
    let path = address(node)?;
    let projection = Projection {
        node,
        path: &path,
        revision,
        draft,
        rendered: &rendered,
        actor,
        dating: Dating::Minor,
        note: "Links changed",
    };
    tx.put_live(&projection).await?;
    tx.change(Some(node.id), "published", None, Some(&path)).await?;
    Ok(())
}
