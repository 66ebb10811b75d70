//! Links by which people without an account read one draft: a head teacher, a colleague of another team. The permits are for [`Action::Save`]: who may
//! write a draft may show it.

use accounts::Action;
use chrono::TimeDelta;
use content::Problem;
use store::{Store, rights::Permit};

use crate::{
    Refusal,
    verb::{address, note, permitted, title},
};

/// For how many days a link may be made.
pub const DAYS: [i64; 3] = [1, 7, 30];

/// How many links may open one draft at once.
pub const MOST: u64 = 20;

/// Makes a link that opens the draft, as it stands whenever somebody looks, for so many [`DAYS`].
pub async fn share(store: &Store, permit: &Permit, days: i64) -> Result<(), Refusal> {
    if !DAYS.contains(&days) {
        let problem = Problem::new("days", "Choose for how long the link works");
        return Err(Refusal::Invalid(vec![problem]));
    }
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                address(&node)?;
                if tx.shared_links(node.id).await? >= MOST {
                    return Err(Refusal::because(format!("{MOST} links open this draft already. End one first")));
                }
                tx.share(node.id, permit.actor(), tx.now() + TimeDelta::days(days)).await?;
                let title = title(tx, &node).await?;
                let detail = if days == 1 { "for a day".to_owned() } else { format!("for {days} days") };
                note(tx, &permit, node.id, "shared the draft of", &title, &detail).await
            })
        })
        .await
}

/// Ends a link at once. One that has ended already stays so.
pub async fn end(store: &Store, permit: &Permit, link: i64) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                if tx.end_share(node.id, link).await? {
                    let title = title(tx, &node).await?;
                    note(tx, &permit, node.id, "ended a link to the draft of", &title, "").await?;
                }
                Ok(())
            })
        })
        .await
}
