//! What only events have: a copy for a new date, and whether they go ahead.

use accounts::Action;
use chrono::{NaiveDateTime, TimeDelta};
use content::{Details, Draft, EventStatus, NodeId, Origin, Place, Position, RevisionId, valid_draft};
use store::{
    NewRevision, NodeRow, Store, Tx,
    projection::{self, Rendered},
    rights::{Permit, Subject},
};

use crate::{
    Refusal, create,
    publish::{Ready, make_live},
    verb::{note, permitted, valid},
};

/// Makes a draft like an event, for a new date. It goes ahead, lasts as long, and stands beside the first one. The
/// permit is for [`Action::Create`] on the event.
pub async fn duplicate(store: &Store, permit: &Permit, start: NaiveDateTime) -> Result<NodeId, Refusal> {
    crate::verb::expecting(permit, &[Action::Create])?;
    // Below what is public everybody may add a page; only who reads an event's draft gets a copy of it.
    let node = permit.node().ok_or(Refusal::Denied)?;
    let read = store::rights::may(store, permit.actor(), Action::ReadDraft, Subject::Node(node)).await?;
    let open = store::drafts::open(store, &read).await?;
    let (Some(parent), mut draft) = (open.parent, open.draft) else { return Err(Refusal::Missing) };
    let Details::Event(event) = &mut draft.details else {
        return Err(Refusal::because("Only events can be duplicated to a new date"));
    };
    let length = event.start.zip(event.end).map(|(start, end)| end - start);
    event.start = Some(start);
    event.end = length.filter(|length| *length > TimeDelta::zero()).and_then(|length| start.checked_add_signed(length));
    event.status = EventStatus::Scheduled;
    valid(valid_draft(&draft))?;
    let actor = permit.actor().clone();
    let above = store::rights::may(store, &actor, Action::Create, Subject::Node(parent)).await?;
    let place = Place { parent, position: Position::After(open.id) };
    let slug = dated_slug(&draft.title, start);
    let new = create::NewNode { kind: draft.kind(), place, slug: slug.clone(), draft };
    match create::node(store, &above, new.clone()).await {
        // The dated address is taken: another event of that name on that day. A numbered one is made instead.
        Err(Refusal::Invalid(problems)) if problems.iter().all(|problem| problem.field == "slug") => {
            let (id, _) = create::node(store, &above, create::NewNode { slug: String::new(), ..new }).await?;
            Ok(id)
        }
        result => result.map(|(id, _)| id),
    }
}

/// Says whether an event goes ahead, on the draft and on what is live alike, and changes nothing else of either. The
/// permit is for [`Action::Publish`] when the event is live, else for [`Action::Save`].
pub async fn set_status(store: &Store, permit: &Permit, status: EventStatus) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Publish, Action::Save]).await?;
                crate::verb::address(&node)?;
                if node.live.is_some() && permit.action() != Action::Publish {
                    return Err(Refusal::Denied);
                }
                let draft = with_status(tx, &node, node.draft, status).await?;
                if let Some(live) = node.live {
                    let text = with_status(tx, &node, live, status).await?;
                    let rendered = projection::render(&text).await;
                    let revision = keep(tx, &permit, &node, &text).await?;
                    if tx.review_rule(node.id).await?.needed {
                        // Visitors must learn at once that an event is off; somebody else looks at it afterwards.
                        let reason = format!("Status set to {}", status.label().to_lowercase());
                        tx.flag_urgent(node.id, revision, permit.actor(), &reason).await?;
                    }
                    let ready = Ready::minor(revision, text.clone(), rendered.clone());
                    make_live(tx, &node, &ready, permit.actor()).await?;
                    if live == node.draft {
                        tx.set_draft(node.id, Some(node.draft), revision).await?;
                        return said(tx, &permit, &node, &text, status, &rendered).await;
                    }
                }
                let revision = keep(tx, &permit, &node, &draft).await?;
                tx.set_draft(node.id, Some(node.draft), revision).await?;
                let rendered = projection::render(&draft).await;
                said(tx, &permit, &node, &draft, status, &rendered).await
            })
        })
        .await
}

async fn said(
    tx: &Tx,
    permit: &Permit,
    node: &NodeRow,
    draft: &Draft,
    status: EventStatus,
    rendered: &Rendered,
) -> Result<(), Refusal> {
    tx.put_draft_facts(node.id, rendered).await?;
    note(tx, permit, node.id, "set the status of", &draft.title, &format!("to {}", status.label().to_lowercase())).await
}

async fn with_status(tx: &Tx, node: &NodeRow, revision: RevisionId, status: EventStatus) -> Result<Draft, Refusal> {
    let mut draft = tx.draft(node.id, revision).await?.ok_or(Refusal::Missing)?;
    match draft.event_mut() {
        Some(event) => event.status = status,
        None => return Err(Refusal::because("Only events can be full, postponed or cancelled")),
    }
    Ok(draft)
}

async fn keep(tx: &Tx, permit: &Permit, node: &NodeRow, draft: &Draft) -> Result<RevisionId, Refusal> {
    let new = NewRevision { node: node.id, draft, author: permit.actor(), origin: Origin::Typed, note: "Status" };
    Ok(tx.add_revision(new).await?)
}

/// The seed's way of naming events: the title and the date as six digits, `…-230321`.
fn dated_slug(title: &str, start: NaiveDateTime) -> String {
    content::Slug::from_title(title)
        .map(|slug| {
            let mut stem = slug.as_str().to_owned();
            stem.truncate(93);
            format!("{}-{}", stem.trim_end_matches('-'), start.format("%d%m%y"))
        })
        .unwrap_or_default()
}
