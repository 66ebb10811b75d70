//! Comments on a place of a node's text, their answers, and whether they are resolved. All permits are for [`Action::ReadDraft`]: who may read a draft
//! may speak about it.

use accounts::{Action, NoticeKind, UserId};
use content::RevisionId;
use store::{NewComment, NodeRow, Store, Tx, comments::Comment, reviews::ReviewState, rights::Permit};

use crate::{
    Refusal,
    notices::{self, Telling},
    review::written,
    verb::{address, note, permitted, title},
};

/// The place of a text that a comment is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The revision that its author read.
    pub revision: RevisionId,
    /// The field or the block by its name in the form; empty for the whole.
    pub place: String,
    /// What the form calls it.
    pub label: String,
}

/// Says something about a place.
pub async fn add(store: &Store, permit: &Permit, about: About, text: &str) -> Result<(), Refusal> {
    let text = some("text", text)?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::ReadDraft]).await?;
                address(&node)?;
                tx.draft(node.id, about.revision).await?.ok_or(Refusal::Missing)?;
                write(tx, &permit, &node, &about, None, &text).await?;
                let title = title(tx, &node).await?;
                note(tx, &permit, node.id, "commented on", &title, &about.label).await
            })
        })
        .await
}

/// Answers a comment. An answer to a resolved one opens it again.
pub async fn answer(store: &Store, permit: &Permit, comment: i64, text: &str) -> Result<(), Refusal> {
    let text = some("text", text)?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let (node, first) = thread(tx, &permit, comment).await?;
                let about =
                    About { revision: node.draft, place: first.place.clone(), label: first.place_label.clone() };
                write(tx, &permit, &node, &about, Some(first.id), &text).await?;
                if first.resolved_at.is_some() {
                    tx.set_resolved(first.id, None).await?;
                }
                let title = title(tx, &node).await?;
                note(tx, &permit, node.id, "answered a comment on", &title, &about.label).await
            })
        })
        .await
}

/// Says that a comment is dealt with, or that it is not after all.
pub async fn resolve(store: &Store, permit: &Permit, comment: i64, resolved: bool) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let (node, first) = thread(tx, &permit, comment).await?;
                if first.resolved_at.is_some() == resolved {
                    return Ok(());
                }
                tx.set_resolved(first.id, resolved.then_some(permit.actor())).await?;
                let action = if resolved { "resolved a comment on" } else { "reopened a comment on" };
                let title = title(tx, &node).await?;
                note(tx, &permit, node.id, action, &title, &first.place_label).await
            })
        })
        .await
}

async fn write(
    tx: &Tx,
    permit: &Permit,
    node: &NodeRow,
    about: &About,
    answers: Option<i64>,
    text: &str,
) -> Result<(), Refusal> {
    let new = NewComment {
        node: node.id,
        revision: about.revision,
        place: &about.place,
        place_label: &about.label,
        answers,
        text,
        by: permit.actor(),
    };
    tx.add_comment(new).await?;
    let title = title(tx, node).await?;
    let did = if answers.is_some() { "answered a comment on" } else { "commented on" };
    let telling = Telling {
        kind: NoticeKind::Comment,
        about: notices::About::Node(node.id, "comments"),
        sentence: format!("{} {did} “{title}”", permit.actor().label()),
        by: permit.actor(),
        once: None,
    };
    notices::tell(tx, &concerned(tx, node, answers).await?, &telling).await
}

/// Whom a comment concerns: the author of the draft, who submitted it, and who spoke in the same thread.
async fn concerned(tx: &Tx, node: &NodeRow, thread: Option<i64>) -> Result<Vec<UserId>, Refusal> {
    let author = tx.author_of(node.draft).await?.and_then(|(author, _)| author);
    let waiting = tx.reviews(node.id).await?.into_iter().find(|review| review.state == ReviewState::Open);
    let submitter = waiting.and_then(|review| review.submitted_by);
    let mut people: Vec<UserId> = author.into_iter().chain(submitter).collect();
    if thread.is_some() {
        let all = tx.comments(node.id).await?;
        let spoke = all.iter().filter(|comment| Some(comment.id) == thread || comment.answers == thread);
        people.extend(spoke.filter_map(|comment| comment.made_by));
    }
    Ok(people)
}

/// The permit's node and the first comment of a thread on it.
async fn thread(tx: &Tx, permit: &Permit, comment: i64) -> Result<(NodeRow, Comment), Refusal> {
    let node = permitted(tx, permit, &[Action::ReadDraft]).await?;
    address(&node)?;
    let all = tx.comments(node.id).await?;
    let first = all.into_iter().find(|row| row.id == comment && row.answers.is_none());
    Ok((node, first.ok_or(Refusal::Missing)?))
}

fn some(field: &str, text: &str) -> Result<String, Refusal> {
    match written(field, text)? {
        text if text.is_empty() => Err(Refusal::field(field, "Write something first")),
        text => Ok(text),
    }
}
