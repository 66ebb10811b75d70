//! Keeping what somebody typed, for them alone. Nothing of it is shared, so no line of the audit tells of it.

use accounts::Action;
use content::{Draft, RevisionId};
use store::{Store, kept::Fields, rights::Permit};

use crate::{Refusal, verb::permitted};

/// The most text that is kept of one form, in bytes: a full page with all its fields.
pub const MOST: usize = 1_200_000;

/// Keeps a form as it was sent, whether or not it can be saved, in the place of what the person kept there before. The
/// permit is for [`Action::Save`]. `draft` is what the form would become, as far as it can be read: previews show it.
pub async fn keep(
    store: &Store,
    permit: &Permit,
    base: RevisionId,
    fields: Fields,
    draft: Draft,
) -> Result<(), Refusal> {
    let size: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > MOST {
        return Err(Refusal::because("This text is too long to be kept. Copy it to another place"));
    }
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                let author = permit.actor().user().ok_or(Refusal::Denied)?;
                tx.keep(node.id, author, base, &fields, &draft).await?;
                Ok(())
            })
        })
        .await
}

/// Keeps a block for the person, to be pasted on another page, in the place of what they copied before. The permit is for [`Action::ReadDraft`] of the
/// page that holds it; `block` is as the editor writes it.
pub async fn copy_block(store: &Store, permit: &Permit, block: String) -> Result<(), Refusal> {
    if block.len() > MOST {
        return Err(Refusal::because("This block is too long to be copied. Split it first"));
    }
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                permitted(tx, &permit, &[Action::ReadDraft]).await?;
                let user = permit.actor().user().ok_or(Refusal::Denied)?;
                Ok(tx.keep_copied(user, &block).await?)
            })
        })
        .await
}

/// Lets go of what the person kept. The permit is for [`Action::Save`].
pub async fn discard(store: &Store, permit: &Permit) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                let author = permit.actor().user().ok_or(Refusal::Denied)?;
                tx.let_go(node.id, author).await?;
                Ok(())
            })
        })
        .await
}
