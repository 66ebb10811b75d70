//! What the editor says of a node's links before it is published: who leads here, and which links lead nowhere.

use serde::Serialize;
use store::links;

use super::desk::Desk;
use super::screens::links::{attention, linking};
use crate::links_in_words as in_words;
use crate::refusal::failed;

/// Warnings that are shown; the screen of links has them all.
const SHOWN: usize = 5;

/// Pages that are counted.
const COUNTED: u64 = 100;

/// The panel beside the form.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct LinksPanel {
    href: String,
    /// `3 pages link here`.
    inbound: String,
    /// `2 links need attention`; empty for none.
    attention: String,
    warnings: Vec<String>,
}

impl LinksPanel {
    /// The links of the draft that is saved.
    pub(super) async fn of(desk: &Desk) -> Result<Self, web::Error> {
        let count = async { links::inbound_count(&desk.admin.store, &desk.permit, COUNTED + 1).await.map_err(failed) };
        let (count, warnings) = tokio::try_join!(count, warnings(desk))?;
        Ok(Self {
            href: desk.screen("links"),
            inbound: if count > COUNTED { format!("More than {COUNTED} pages link here") } else { linking(count) },
            attention: in_attention(&warnings),
            warnings: warnings.into_iter().take(SHOWN).collect(),
        })
    }

    /// What is added to the message that the page was published; empty when all is well.
    pub(super) async fn after_publishing(desk: &Desk) -> Result<String, web::Error> {
        let attention = in_attention(&warnings(desk).await?);
        Ok(if attention.is_empty() { String::new() } else { format!(" {attention}, see “Links”.") })
    }

    pub(super) fn sample() -> Self {
        Self {
            href: "/admin/nodes/12/links".to_owned(),
            inbound: linking(3),
            attention: attention(1),
            warnings: vec!["“apply now”, Text, block 2. The page is in the trash.".to_owned()],
        }
    }
}

/// Each link of the draft that leads nowhere, as two sentences.
async fn warnings(desk: &Desk) -> Result<Vec<String>, web::Error> {
    let all = links::outbound(&desk.admin.store, &desk.permit).await.map_err(failed)?;
    let of_draft = all.iter().filter(|link| link.mention.draft);
    let faulty = of_draft.filter_map(|link| {
        let fault = in_words::fault(link.fault.as_ref()?);
        Some(format!("“{}”, {}. {fault}", in_words::text(&link.mention), in_words::place(&link.mention)))
    });
    Ok(faulty.collect())
}

fn in_attention(warnings: &[String]) -> String {
    if warnings.is_empty() { String::new() } else { attention(warnings.len() as u64) }
}
