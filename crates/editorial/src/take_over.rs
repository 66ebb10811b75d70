//! Going on with a page that somebody else has open. It locks nobody out, but concerns others, and so stands in the history.

use accounts::Action;
use store::{Store, rights::Permit};

use crate::{
    Refusal,
    verb::{note, permitted, title},
};

/// Says that the permit's person goes on with its node in place of the people with these names; of nobody nothing is said. The permit is for
/// [`Action::Save`].
pub async fn take_over(store: &Store, permit: &Permit, from: &[String]) -> Result<(), Refusal> {
    let Some((last, others)) = from.split_last() else { return Ok(()) };
    let names = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                let title = title(tx, &node).await?;
                note(tx, &permit, node.id, "took over", &title, &format!("from {names}")).await
            })
        })
        .await
}
