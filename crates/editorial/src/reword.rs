//! Other words in many texts at once: each page is saved as a draft, or published where nothing else would go live with it, all as one action that one
//! Undo turns around.
//!
//! Every page stands by itself. One that the person may not save, that moved on since it was looked at, or that the new words would make invalid is left
//! out with a sentence, and the others go through.

use accounts::{Action, Actor};
use content::{Draft, Needle, NodeId, Origin, RevisionId, publishable, valid_draft, wall};
use store::{
    AuditLine, NewRevision, Store, Tx,
    drafts::{self, OpenDraft},
    passages::{self, Hit, Unfit},
    projection::{self, Rendered},
    rights::{self, Permit, Refused, Subject},
    schedule::{self, Work},
};

use crate::{
    Refusal, checks,
    publish::{Ready, publish_in},
    verb::{address, note, permitted},
};

/// The most pages that are changed at once.
pub const MOST_PAGES: usize = 100;
/// How the mark of a fact begins, which is no word.
const FACT: &str = "{{fact:";
/// The most letters of the new words.
pub const LONGEST: usize = 500;

/// What is to be replaced.
#[derive(Clone, Debug)]
pub struct Rewording {
    /// The text that is looked for.
    pub needle: Needle,
    /// The words in its place; may be empty.
    pub with: String,
    /// The pages and the hits on them.
    pub pages: Vec<Chosen>,
    /// Whether what is changed goes live, where it may.
    pub publishes: bool,
}

/// The hits that were chosen on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The page.
    pub node: NodeId,
    /// The draft in which they were seen.
    pub revision: RevisionId,
    /// Their numbers: their places in the list that [`passages::shown`] gives.
    pub hits: Vec<usize>,
}

/// What would become of one page.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The page.
    pub node: NodeId,
    /// Its draft's title; empty where the person may not know of the page.
    pub title: String,
    /// What is done, or the sentence why it is left out.
    pub outcome: Result<Change, String>,
}

/// A change of one page.
#[derive(Clone, Debug)]
pub struct Change {
    /// The hits that are replaced.
    pub hits: Vec<Hit>,
    /// Why it is saved as a draft and not published; `None` where it goes live, or where only drafts are asked for.
    pub draft_alone: Option<String>,
    /// Whether it goes live.
    pub publishes: bool,
    /// What else to know before it is done, in sentences without their full stops: a version without the new words is due, a heading is called otherwise.
    pub warnings: Vec<String>,
    ready: Ready,
    permits: (Permit, Option<Permit>),
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reworded {
    /// The action, by which it is undone; empty where nothing was done.
    pub group: String,
    /// How many texts were replaced.
    pub hits: usize,
    /// The titles of the pages whose drafts were saved, with the sentence why they were not published, if that was asked for.
    pub saved: Vec<(String, Option<String>)>,
    /// The titles of the pages that were published.
    pub published: Vec<String>,
    /// The titles of the pages that were left out, and why.
    pub left: Vec<(String, String)>,
}

/// What would become of each page, as things stand. `actor` is asked for the right to save each.
pub async fn propose(store: &Store, actor: &Actor, rewording: &Rewording) -> Result<Vec<Proposed>, Refusal> {
    fits(rewording)?;
    let mut proposed = Vec::with_capacity(rewording.pages.len());
    for chosen in &rewording.pages {
        proposed.push(propose_one(store, actor, rewording, chosen).await?);
    }
    Ok(proposed)
}

/// Replaces what was chosen, as one action.
pub async fn replace(store: &Store, actor: &Actor, rewording: &Rewording) -> Result<Reworded, Refusal> {
    let proposed = propose(store, actor, rewording).await?;
    let (actor, old, new) = (actor.clone(), rewording.needle.text().to_owned(), rewording.with.clone());
    let (node_detail, publishes) = (format!("“{old}” became “{new}”"), rewording.publishes);
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut done = Reworded::default();
                for page in &proposed {
                    replace_on(tx, page, publishes, &node_detail, &mut done).await?;
                }
                let pages = done.saved.len() + done.published.len();
                if pages == 0 {
                    return Ok(done);
                }
                tx.each_by_itself();
                let title = if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
                let line = AuditLine {
                    actor: &actor,
                    action: "replaced text on",
                    node: None,
                    title: &title,
                    detail: &node_detail,
                };
                tx.audit(line).await?;
                done.group = tx.action_group().unwrap_or_default();
                Ok(done)
            })
        })
        .await
}

fn fits(rewording: &Rewording) -> Result<(), Refusal> {
    if rewording.pages.len() > MOST_PAGES {
        return Err(Refusal::field("hit", format!("Too many pages are ticked. Choose {MOST_PAGES} at most")));
    }
    if rewording.pages.iter().all(|page| page.hits.is_empty()) {
        return Err(Refusal::field("hit", "Tick what is to be replaced"));
    }
    if rewording.with.chars().count() > LONGEST {
        return Err(Refusal::field("with", format!("Shorten the new words to {LONGEST} letters at most")));
    }
    if rewording.with.chars().any(char::is_control) {
        return Err(Refusal::field("with", "Write the new words in one line"));
    }
    if rewording.with.contains(FACT) {
        return Err(Refusal::field("with", "Write words here. Insert a fact on each page, with “Insert a fact”"));
    }
    if rewording.needle.matches_case() && rewording.with == rewording.needle.text() {
        return Err(Refusal::field("with", "The new words are the old ones. Change them"));
    }
    Ok(())
}

/// A permit, or none for who may not.
async fn permit(store: &Store, actor: &Actor, action: Action, node: NodeId) -> Result<Option<Permit>, Refusal> {
    match rights::may(store, actor, action, Subject::Node(node)).await {
        Ok(permit) => Ok(Some(permit)),
        Err(Refused::Denied | Refused::Missing) => Ok(None),
        Err(Refused::Store(error)) => Err(error.into()),
    }
}

const NOT_YOURS: &str = "You may not change this page, so it stays as it is";
const MOVED_ON: &str = "Its draft was changed since you looked. Look for the text again";

async fn propose_one(
    store: &Store,
    actor: &Actor,
    rewording: &Rewording,
    chosen: &Chosen,
) -> Result<Proposed, Refusal> {
    let (node, may_read) = (chosen.node, permit(store, actor, Action::ReadDraft, chosen.node).await?);
    let left = |title: &str, why: &str| Ok(Proposed { node, title: title.to_owned(), outcome: Err(why.to_owned()) });
    let Some(may_read) = may_read else { return left("", NOT_YOURS) };
    let open = drafts::open(store, &may_read).await?;
    let Some(saves) = permit(store, actor, Action::Save, node).await? else {
        return left(&open.draft.title, NOT_YOURS);
    };
    let (new, hits) = match weigh(rewording, chosen, &open).await {
        Ok(weighed) => weighed,
        Err(why) => return left(&open.draft.title, &why),
    };
    let goes_live = if rewording.publishes { permit(store, actor, Action::Publish, node).await? } else { None };
    let draft_alone = if rewording.publishes { why_not_live(&open, &new, goes_live.is_some()) } else { None };
    let publishes = rewording.publishes && draft_alone.is_none();
    let rendered = projection::render(&new).await;
    let mut warnings: Vec<String> = renamed_headings(&open.draft, &rendered).await.into_iter().collect();
    warnings.extend(due_without(store, &may_read).await?);
    let ready = Ready::minor(open.revision, new, rendered);
    let permits = (saves, goes_live.filter(|_| publishes));
    let change = Change { hits, draft_alone, publishes, warnings, ready, permits };
    Ok(Proposed { node, title: open.draft.title, outcome: Ok(change) })
}

/// That a version without the new words goes live later, and when.
async fn due_without(store: &Store, permit: &Permit) -> Result<Option<String>, Refusal> {
    let due = schedule::of_node(store, permit).await?;
    Ok(due.into_iter().find(|row| row.work != Work::Unpublish).map(|row| {
        let when = wall::date_time(wall::local(row.due_at, wall::UK));
        format!("A version without the new words is due on {when}. Schedule the new one instead")
    }))
}

/// The headings that links cannot find any more, because their names follow their words.
async fn renamed_headings(old: &Draft, new: &Rendered) -> Option<String> {
    let before = projection::render(old).await;
    let gone: Vec<&str> =
        before.anchors().iter().filter(|name| !new.anchors().contains(name)).map(String::as_str).collect();
    let (first, others) = gone.split_first()?;
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    Some(format!("Links to #{first}{more} open the page at its top then, because headings are found by their words"))
}

/// The draft with the new words and the hits in whose places they stand, or why the page is left out.
async fn weigh(rewording: &Rewording, chosen: &Chosen, open: &OpenDraft) -> Result<(Draft, Vec<Hit>), String> {
    if open.path.is_none() {
        return Err("It is in the trash. Restore it first".to_owned());
    }
    if open.revision != chosen.revision {
        return Err(MOVED_ON.to_owned());
    }
    let weighed = passages::replaced(&open.draft, &rewording.needle, &chosen.hits, &rewording.with).await;
    let (new, hits) = weighed.map_err(|unfit| match unfit {
        Unfit::NoWords => "What was ticked is not there as words any more. Look for the text again".to_owned(),
        Unfit::Marks(place) => {
            format!("{place}: the new words would change how the text is made up. Untick it, or open the page and change it there")
        }
    })?;
    if new == open.draft {
        return Err("It says so already".to_owned());
    }
    let problems = valid_draft(&new);
    if problems.is_empty() { Ok((new, hits)) } else { Err(in_sentences(problems)) }
}

/// Why a page is saved as a draft alone although it was to be published.
fn why_not_live(open: &OpenDraft, new: &Draft, may: bool) -> Option<String> {
    if open.live_revision.is_none() {
        return Some("It is not published, so only its draft is saved".to_owned());
    }
    if open.live_revision != Some(open.revision) {
        return Some("Its draft has other changes that nobody has published, so only the draft is saved".to_owned());
    }
    if !may {
        return Some("You may not publish this page, so only its draft is saved".to_owned());
    }
    let problems = publishable(new);
    (!problems.is_empty()).then(|| format!("Only the draft is saved: {}", in_sentences(problems)))
}

fn in_sentences(problems: content::Problems) -> String {
    problems.into_iter().map(|problem| problem.sentence).collect::<Vec<_>>().join(". ")
}

async fn replace_on(
    tx: &Tx,
    page: &Proposed,
    was_to_publish: bool,
    detail: &str,
    done: &mut Reworded,
) -> Result<(), Refusal> {
    let mut left = |why: &str| done.left.push((page.title.clone(), why.to_owned()));
    let change = match &page.outcome {
        Ok(change) => change,
        Err(why) => {
            left(why);
            return Ok(());
        }
    };
    let (saves, goes_live) = &change.permits;
    tx.foresee_draft(page.node);
    let node = match permitted(tx, saves, &[Action::Save]).await {
        Ok(node) => node,
        Err(Refusal::Denied | Refusal::Missing) => {
            left(NOT_YOURS);
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    if address(&node).is_err() || node.draft != change.ready.revision {
        left(MOVED_ON);
        return Ok(());
    }
    let Ready { draft, rendered, .. } = &change.ready;
    let new = NewRevision { node: node.id, draft, author: saves.actor(), origin: Origin::Typed, note: "" };
    let revision = tx.add_revision(new).await?;
    tx.set_draft(node.id, Some(node.draft), revision).await?;
    tx.put_draft_facts(node.id, rendered).await?;
    note(tx, saves, node.id, "replaced text in", &draft.title, detail).await?;
    done.hits += change.hits.len();
    let mut why = change.draft_alone.clone();
    if let Some(goes_live) = goes_live.as_ref().filter(|_| node.live == Some(node.draft)) {
        let ready = Ready { revision, ..change.ready.clone() };
        match go_live(tx, goes_live, &ready).await? {
            None => {
                done.published.push(draft.title.clone());
                return Ok(());
            }
            Some(sentence) => why = Some(format!("Only the draft is saved: {sentence}")),
        }
    } else if was_to_publish && why.is_none() {
        why = Some("It was published or unpublished meanwhile, so only its draft is saved".to_owned());
    }
    done.saved.push((draft.title.clone(), why));
    Ok(())
}

/// Publishes, or says why not. A refusal takes nothing back, because the draft stays saved: so all that can refuse is asked before [`publish_in`], which ends
/// reviews before it asks.
async fn go_live(tx: &Tx, permit: &Permit, ready: &Ready) -> Result<Option<String>, Refusal> {
    let refused = match ask_and_publish(tx, permit, ready).await {
        Ok(()) => return Ok(None),
        Err(Refusal::Store(error)) => return Err(error.into()),
        Err(Refusal::Invalid(problems)) => in_sentences(problems),
        Err(refusal) => refusal.to_string(),
    };
    Ok(Some(refused))
}

async fn ask_and_publish(tx: &Tx, permit: &Permit, ready: &Ready) -> Result<(), Refusal> {
    let node = permitted(tx, permit, &[Action::Publish]).await?;
    address(&node)?;
    checks::clear(tx, permit, &node, ready.revision, &ready.rendered, "").await?;
    publish_in(tx, permit, ready).await
}
