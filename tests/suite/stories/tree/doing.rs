//! Doing it through the product: the permits first, then the verb, as its screen does.

use accounts::Action;
use chrono::NaiveDateTime;
use content::{
    Block, BlockContent, BlockId, Cards, CardsSource, Draft, Kind, NodeId, Place, Position, RevisionId, Slug, wall,
};
use editorial::{
    Refusal,
    create::NewNode,
    plan::{self, Confirmation, Proposal},
    publish::Telling,
    redirects::Typed,
};
use store::{
    reviews::ReviewState,
    rights::{Permit, Refused, Subject, may},
    schedule::Work,
};

use super::{
    deeds::{Among, Deed, Step, Text},
    model::{Model, Review, Target},
    people::{Answer, Someone},
    promises::Made,
};
use crate::support::Site;

/// What came of it.
#[derive(Debug)]
pub(super) enum Outcome {
    Done(Made),
    /// The person may not.
    Forbidden(Answer),
    /// It cannot be done as things stand, as this sentence says.
    Refused(String),
}

/// Does it.
pub(super) async fn does(site: &Site, model: &Model, someone: &Someone, deed: &Deed) -> Outcome {
    let mut permits = Vec::new();
    for (action, node) in deed.needs() {
        let subject = node.map_or(Subject::Site, Subject::Node);
        match may(site.store(), &someone.actor, action, subject).await {
            Ok(permit) => permits.push(permit),
            Err(Refused::Denied) => return Outcome::Forbidden(Answer::Denied),
            Err(Refused::Missing) => return Outcome::Forbidden(Answer::Missing),
            Err(Refused::Store(error)) => panic!("{error}"),
        }
    }
    match performs(site, model, deed, &permits).await {
        Ok(made) => Outcome::Done(made),
        Err(Refusal::Store(error)) => panic!("{deed:?}: {error}"),
        Err(Refusal::Invalid(problems)) => {
            Outcome::Refused(problems.into_iter().map(|problem| problem.sentence).collect::<Vec<_>>().join(". "))
        }
        Err(refusal) => Outcome::Refused(refusal.to_string()),
    }
}

async fn performs(site: &Site, model: &Model, deed: &Deed, permits: &[Permit]) -> Result<Made, Refusal> {
    let store = site.store();
    let permit = || permits.first().expect("it is asked for");
    let nothing = Made::default();
    let saved = |revision| Made { nodes: Vec::new(), revisions: vec![revision] };
    match deed {
        Deed::Create { parent, slug, text } => {
            let place = Place { parent: *parent, position: Position::Last };
            let new = NewNode { kind: Kind::Page, place, slug: slug.clone(), draft: draft(text) };
            let (node, revision) = editorial::create::node(store, permit(), new).await?;
            Ok(Made { nodes: vec![node], revisions: vec![revision] })
        }
        Deed::Save { node, text } => {
            let base = model.nodes[node].draft;
            Ok(saved(editorial::drafts::save(store, permit(), base, draft(text)).await?.revision))
        }
        Deed::Publish { revision, told, takes, .. } => {
            let telling =
                Telling { readers: told.clone(), note: String::new(), takes_address: *takes, ..Telling::default() };
            editorial::publish::telling(store, permit(), *revision, telling).await.map(|_| nothing)
        }
        Deed::Plan { steps, takes } => planned(site, steps, *takes, permits).await,
        Deed::Undo { group } => editorial::undo::undo(store, permit(), group).await.map(|_| nothing),
        Deed::Redirect { before, from, target } => {
            let to = typed(model, target);
            let typed = Typed { before: before.clone(), from: from.clone(), to, site_url: String::new() };
            editorial::redirects::save(store, permit(), typed).await.map(|_| nothing)
        }
        Deed::RemoveRedirect { from } => editorial::redirects::remove(store, permit(), from).await.map(|_| nothing),
        Deed::Schedule { revision, minutes, .. } => {
            let (work, wall) = (revision.map_or(Work::Unpublish, Work::Publish), on_the_wall(site, *minutes));
            editorial::schedule::set(store, permit(), work, wall, Telling::default()).await.map(|_| nothing)
        }
        Deed::Cancel { publishing, .. } => {
            let due = store::schedule::of_node(store, permit()).await?;
            let found = due.iter().find(|row| matches!(row.work, Work::Publish(_)) == *publishing);
            let found = found.ok_or_else(|| Refusal::Because("nothing is due".into()))?;
            editorial::schedule::cancel(store, permit(), found.id).await.map(|()| nothing)
        }
        Deed::Wait { minutes } => {
            site.minutes_pass(*minutes);
            editorial::schedule::do_what_is_due(store).await.map(|_| nothing).map_err(Refusal::from)
        }
        Deed::Discard { node } => {
            editorial::drafts::discard(store, permit(), model.nodes[node].draft).await.map(|()| nothing)
        }
        Deed::Revert { node, revision } => {
            editorial::drafts::restore(store, permit(), model.nodes[node].draft, *revision).await?;
            Ok(saved(site.open(*node).await.revision))
        }
        Deed::Submit { node } => {
            editorial::review::submit(store, permit(), model.nodes[node].draft, "").await.map(|()| nothing)
        }
        Deed::Decide { node, approves } => decides(site, model, *node, *approves, permit()).await,
        Deed::Rule { needed, .. } => editorial::review::set_rule(store, permit(), *needed).await.map(|()| nothing),
        Deed::Give { user, role, node } => {
            editorial::roles::give(store, permit(), *user, *role, *node).await.map(|()| nothing)
        }
        Deed::Take { user, node } => {
            let held = store::rights::held_by(store, permit(), *user).await?;
            let found = held.iter().find(|holding| holding.node == Some(*node));
            let found = found.ok_or_else(|| Refusal::Because("no such role".into()))?;
            editorial::roles::take(store, permit(), found.grant).await.map(|()| nothing)
        }
    }
}

/// A page with some text that leads to another page, and the cards of what lies below it.
fn draft(text: &Text) -> Draft {
    let mut draft = Draft::empty(Kind::Page);
    draft.title.clone_from(&text.title);
    let words = format!("The text of {}, which leads [onward](node:{}).", text.title, text.link);
    draft.body.push(Block::prose(BlockId::from_number(1), words));
    let below = Cards { heading: String::new(), source: CardsSource::Children };
    draft.body.push(Block { id: BlockId::from_number(2), content: BlockContent::Cards(below) });
    draft
}

/// What is seen first, and then confirmed.
async fn planned(site: &Site, steps: &[Step], takes: bool, permits: &[Permit]) -> Result<Made, Refusal> {
    let store = site.store();
    let mut given = permits.iter().cloned();
    let mut next = || given.next().expect("it is asked for");
    let steps = steps.iter().map(|step| match step {
        Step::Rename { slug, .. } => plan::Step::Rename { permit: next(), slug: slug.clone() },
        Step::Move { parent, among, .. } => {
            let position = match among {
                Among::First => Position::First,
                Among::After(other) => Position::After(*other),
                Among::Last => Position::Last,
            };
            let place = Place { parent: *parent, position };
            plan::Step::Move { permit: next(), target: next(), place, slug: None::<Slug> }
        }
        Step::Copy { parent, .. } => plan::Step::Copy {
            permit: next(),
            target: next(),
            place: Place { parent: *parent, position: Position::Last },
            slug: String::new(),
            title: String::new(),
        },
        Step::Publish { revision, .. } => plan::Step::Publish { permit: next(), revision: *revision },
        Step::Unpublish { instead, .. } => plan::Step::Unpublish { permit: next(), instead: *instead },
        Step::Trash { .. } => plan::Step::Trash { permit: next() },
        Step::Restore { .. } => plan::Step::Restore { permit: next() },
    });
    let steps: Vec<plan::Step> = steps.collect();
    let proposal = if let [step] = steps.as_slice() { Proposal::one(step.clone()) } else { Proposal::many(steps)? };
    let reader = site.permit(Action::ReadDraft, NodeId::HOME).await;
    let plan = plan::make(store, &reader, &proposal).await?;
    let said = Confirmation { fingerprint: plan.fingerprint, takes_addresses: takes };
    let done = plan::carry_out(store, &reader, &proposal, &said).await?;
    let mut made = Vec::new();
    for new in done.plan.created {
        let open = site.open(new.node).await;
        made.push((open.path, new.node, open.revision));
    }
    made.sort();
    let (nodes, revisions) = made.into_iter().map(|(_, node, revision)| (node, revision)).unzip();
    Ok(Made { nodes, revisions })
}

async fn decides(site: &Site, model: &Model, node: NodeId, approves: bool, permit: &Permit) -> Result<Made, Refusal> {
    let waits = |review: &&Review| review.node == node && review.decided.is_none() && !review.closed;
    let wanted: Option<RevisionId> = model.reviews.iter().rev().find(waits).map(|review| review.revision);
    let reviews = store::reviews::of_node(site.store(), permit).await?;
    let open = reviews.iter().find(|review| review.state == ReviewState::Open && Some(review.revision) == wanted);
    let open = open.ok_or_else(|| Refusal::Because("nothing waits for a review".into()))?;
    if approves {
        editorial::review::approve(site.store(), permit, open.id, "").await?;
    } else {
        editorial::review::send_back(site.store(), permit, open.id, "Not yet").await?;
    }
    Ok(Made::default())
}

fn typed(model: &Model, target: &Target) -> String {
    match target {
        Target::Page(node) => model.path(*node).expect("it was chosen in the tree"),
        Target::Elsewhere(address) => address.clone(),
        Target::Through(address, suffix) => format!("{address}{suffix}"),
        Target::Gone | Target::Nothing => "gone".into(),
    }
}

fn on_the_wall(site: &Site, minutes: i64) -> NaiveDateTime {
    wall::local(site.store().now() + chrono::TimeDelta::minutes(minutes), wall::UK)
}
