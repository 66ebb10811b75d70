//! Review: a named revision is submitted, approved or sent back; and where a second pair of eyes is needed, nothing goes live without.

use accounts::{Action, NoticeKind, UserId};
use content::{NodeId, RevisionId};
use store::{
    NodeRow, Store, Tx,
    reviews::{Review, ReviewState},
    rights::Permit,
};

use crate::{
    Refusal,
    notices::{self, About, Telling},
    publish::{Ready, publish_in},
    verb::{address, note, permitted, title},
};

/// The most letters of a message, of reasons and of a comment.
pub const LONGEST: usize = 5_000;

/// Asks that somebody reads a revision before it is published. The revision must be the draft as it stands. The permit is for [`Action::Submit`].
pub async fn submit(store: &Store, permit: &Permit, revision: RevisionId, message: &str) -> Result<(), Refusal> {
    let message = written("message", message)?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Submit]).await?;
                address(&node)?;
                if node.draft != revision {
                    return Err(Refusal::because(
                        "The draft has changed since you opened this screen. Look at it again, then submit it",
                    ));
                }
                if node.live == Some(revision) {
                    return Err(Refusal::because("Visitors read this version already. Change the draft first"));
                }
                let same = tx.reviews(node.id).await?.into_iter().find(|review| review.revision == revision);
                match same.map(|review| review.state) {
                    Some(ReviewState::Open) => {
                        return Err(Refusal::because("This version has been submitted already and waits for a review"));
                    }
                    Some(ReviewState::Approved) => {
                        return Err(Refusal::because("This version is approved already. It can be published"));
                    }
                    Some(ReviewState::SentBack | ReviewState::Closed) | None => {}
                }
                tx.close_reviews(node.id, revision).await?;
                tx.open_review(node.id, revision, permit.actor(), &message).await?;
                let title = title(tx, &node).await?;
                note(tx, &permit, node.id, "submitted for review", &title, &message).await?;
                let approvers = notices::approvers(tx, node.id).await?;
                let sentence = format!("{} submitted “{title}” for review", permit.actor().label());
                tell_of(tx, &permit, NoticeKind::Submitted, sentence, &approvers).await
            })
        })
        .await
}

/// Approves exactly the revision that was submitted. The permit is for [`Action::Approve`].
pub async fn approve(store: &Store, permit: &Permit, review: i64, remark: &str) -> Result<(), Refusal> {
    let remark = written("reasons", remark)?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let (node, review) = undecided(tx, &permit, review).await?;
                if tx.review_rule(node.id).await?.needed {
                    let author = tx.author_of(review.revision).await?.and_then(|(author, _)| author);
                    let me = permit.actor().user();
                    if me.is_some() && (me == review.submitted_by || me == author) {
                        return Err(Refusal::because(
                            "You wrote or submitted this version. Here a second pair of eyes is needed: ask somebody else to approve it",
                        ));
                    }
                }
                tx.decide_review(review.id, ReviewState::Approved, permit.actor(), &remark).await?;
                let title = title(tx, &node).await?;
                note(tx, &permit, node.id, "approved", &title, &remark).await?;
                let sentence = format!("{} approved “{title}”", permit.actor().label());
                tell_of(tx, &permit, NoticeKind::Approved, sentence, review.submitted_by.as_slice()).await
            })
        })
        .await
}

/// Sends a submitted revision back with the reasons, which must not be empty. The permit is for [`Action::Approve`].
pub async fn send_back(store: &Store, permit: &Permit, review: i64, reasons: &str) -> Result<(), Refusal> {
    let reasons = written("reasons", reasons)?;
    if reasons.is_empty() {
        return Err(Refusal::field("reasons", "Write what should change before you send it back"));
    }
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let (node, review) = undecided(tx, &permit, review).await?;
                tx.decide_review(review.id, ReviewState::SentBack, permit.actor(), &reasons).await?;
                let title = title(tx, &node).await?;
                note(tx, &permit, node.id, "sent back", &title, &reasons).await?;
                let sentence = format!("{} sent back “{title}”", permit.actor().label());
                tell_of(tx, &permit, NoticeKind::SentBack, sentence, review.submitted_by.as_slice()).await
            })
        })
        .await
}

/// Publishes a revision without waiting for a second pair of eyes, and flags it until somebody else has looked. The reason must not be empty. The
/// permit is for [`Action::Publish`].
pub async fn publish_urgently(
    store: &Store,
    permit: &Permit,
    revision: RevisionId,
    reason: &str,
) -> Result<(), Refusal> {
    let reason = written("reason", reason)?;
    if reason.is_empty() {
        return Err(Refusal::field("reason", "Write why this cannot wait for a review"));
    }
    let mut ready = Ready::read(store, permit, revision).await?.asking();
    // One reason is enough for both: that nobody else has looked, and that the text has errors.
    ready.telling.despite.clone_from(&reason);
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Publish]).await?;
                if node.live == Some(revision) {
                    return Err(Refusal::because("Visitors read this version already"));
                }
                if !tx.review_rule(node.id).await?.needed || is_approved(tx, &node, revision).await? {
                    return Err(Refusal::because("This version can be published in the ordinary way"));
                }
                tx.flag_urgent(node.id, revision, permit.actor(), &reason).await?;
                note(tx, &permit, node.id, "did not wait for a review of", &ready.draft.title, &reason).await?;
                publish_in(tx, &permit, &ready).await
            })
        })
        .await
}

/// Says that another person has looked at an urgent publication. The permit is for [`Action::Approve`].
pub async fn looked_at(store: &Store, permit: &Permit, urgent: i64) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Approve]).await?;
                let urgent = tx.urgent(node.id, urgent).await?.ok_or(Refusal::Missing)?;
                if urgent.looked_at.is_some() {
                    return Ok(());
                }
                if urgent.made_by.is_some() && urgent.made_by == permit.actor().user() {
                    return Err(Refusal::because("You published this yourself. Ask somebody else to look at it"));
                }
                tx.set_looked_at(urgent.id, permit.actor()).await?;
                let title = title(tx, &node).await?;
                note(tx, &permit, node.id, "looked at the urgent publication of", &title, "").await
            })
        })
        .await
}

/// Says for a node and everything below it whether a second pair of eyes is needed; `None` leaves it to the pages above. The permit is for
/// [`Action::Approve`].
pub async fn set_rule(store: &Store, permit: &Permit, needed: Option<bool>) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Approve]).await?;
                tx.set_review_rule(node.id, needed, permit.actor()).await?;
                let title = title(tx, &node).await?;
                let detail = match needed {
                    Some(true) => "a second pair of eyes is needed",
                    Some(false) => "no second pair of eyes is needed",
                    None => "as the pages above say",
                };
                note(tx, &permit, node.id, "set the reviews of", &title, detail).await
            })
        })
        .await
}

/// Every publication passes here: refuses what still needs an approval, and ends the reviews that have nothing left to decide.
pub(crate) async fn clear(tx: &Tx, node: &NodeRow, revision: RevisionId) -> Result<(), Refusal> {
    let (rule, open) = tx.review_rule_and_open(node.id, revision).await?;
    if rule.needed && !is_approved(tx, node, revision).await? && !tx.is_flagged(node.id, revision).await? {
        return Err(Refusal::because(what_to_do(tx, node.id, revision).await?));
    }
    Ok(tx.close_reviews_by_publishing(node.id, open).await?)
}

/// Whether somebody else than the authors has approved exactly this revision.
async fn is_approved(tx: &Tx, node: &NodeRow, revision: RevisionId) -> Result<bool, Refusal> {
    let author = tx.author_of(revision).await?.and_then(|(author, _)| author);
    let counts = |review: &Review| {
        review.revision == revision
            && review.state == ReviewState::Approved
            && review.decided_by.is_some()
            && review.decided_by != review.submitted_by
            && review.decided_by != author
    };
    Ok(tx.reviews(node.id).await?.iter().any(counts))
}

async fn what_to_do(tx: &Tx, node: NodeId, revision: RevisionId) -> Result<String, Refusal> {
    let reviews = tx.reviews(node).await?;
    let of_this = reviews.iter().find(|review| review.revision == revision).map(|review| review.state);
    let sentence = match of_this {
        Some(ReviewState::Open) => {
            "This needs a second pair of eyes: it has been submitted and waits for somebody else to approve it"
        }
        Some(ReviewState::SentBack) => {
            "This version was sent back. Change what the reviewer asked for and submit it again"
        }
        _ if reviews.iter().any(|review| review.state == ReviewState::Approved) => {
            "This needs a second pair of eyes, and the draft has changed since it was approved. Submit the new version for review"
        }
        _ => "This needs a second pair of eyes. Submit it for review, so that somebody else can approve it",
    };
    Ok(sentence.to_owned())
}

/// Tells people what the permit's person did with its node.
async fn tell_of(tx: &Tx, permit: &Permit, kind: NoticeKind, sentence: String, to: &[UserId]) -> Result<(), Refusal> {
    let node = permit.node().ok_or(Refusal::Missing)?;
    let telling = Telling { kind, about: About::Node(node, "review"), sentence, by: permit.actor(), once: None };
    notices::tell(tx, to, &telling).await
}

/// The permit's node and a review of it on which nobody has decided.
async fn undecided(tx: &Tx, permit: &Permit, review: i64) -> Result<(NodeRow, Review), Refusal> {
    let node = permitted(tx, permit, &[Action::Approve]).await?;
    address(&node)?;
    let review = tx.review(node.id, review).await?.ok_or(Refusal::Missing)?;
    match review.state {
        ReviewState::Open => Ok((node, review)),
        ReviewState::Approved | ReviewState::SentBack => {
            Err(Refusal::because(format!("{} has decided about this version meanwhile", review.decided_by_name)))
        }
        ReviewState::Closed => {
            Err(Refusal::because("There is nothing to decide about this version any more. Look at the newest one"))
        }
    }
}

/// What somebody typed, without blanks around it, when it is short enough and holds nothing that cannot be shown.
pub(crate) fn written(field: &str, text: &str) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(Refusal::field(field, "Write at most 5,000 letters"));
    }
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\t')) {
        return Err(Refusal::field(field, "The text holds a character that cannot be shown"));
    }
    Ok(text.to_owned())
}
