//! Taking in a list of redirects: judged first, and stored only as it was judged.

use accounts::Action;
use content::redirect::import::{self, Entry, Report};
use store::{Store, Survey, rights::Permit};

use super::{changed, note};
use crate::{Refusal, verb::expecting};

/// What came of a confirmed list.
#[derive(Clone, Debug)]
pub enum Confirmed {
    /// It was taken in.
    Done(Imported),
    /// The site changed since the list was judged: this is what would become of it now. Nothing was stored.
    Changed(Report),
}

/// A list that was taken in.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What became of each line.
    pub report: Report,
    /// The action, which can be undone as a whole; `None` when there was nothing to store.
    pub group: Option<String>,
}

/// Says what would become of each line, and stores nothing. `permit` is for [`Action::Publish`] on the site.
pub async fn judge(store: &Store, permit: &Permit, entries: &[Entry], site_url: &str) -> Result<Report, Refusal> {
    expecting(permit, &[Action::Publish])?;
    let mut survey = Survey::default();
    loop {
        let report = import::judge(entries, site_url, &survey, |path| survey.is_live(path));
        if !survey.learn_from(store, permit).await? {
            return Ok(report);
        }
    }
}

/// Takes a list in, in one transaction: what contradicts itself or the site is left out, all else is stored. `seen` is the [`fingerprint`] of the
/// report that was looked at. `permit` is for [`Action::Publish`] on the site.
pub async fn import(
    store: &Store,
    permit: &Permit,
    entries: Vec<Entry>,
    site_url: &str,
    seen: &str,
) -> Result<Confirmed, Refusal> {
    expecting(permit, &[Action::Publish])?;
    let (permit, site_url, seen) = (permit.clone(), site_url.to_owned(), seen.to_owned());
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.still(&permit).await?;
                let mut survey = Survey::default();
                let report = loop {
                    let report = import::judge(&entries, &site_url, &survey, |path| survey.is_live(path));
                    if !survey.learn_in(tx).await? {
                        break report;
                    }
                };
                if fingerprint(&report) != seen {
                    return Ok(Confirmed::Changed(report));
                }
                let counts = report.counts();
                if counts.taken_in == 0 {
                    return Ok(Confirmed::Done(Imported { report, group: None }));
                }
                for (source, target) in report.stored() {
                    tx.put_redirect(source, target, permit.actor()).await?;
                    tx.lead_on(source, target, permit.actor()).await?;
                }
                changed(tx, "").await?;
                let title =
                    if counts.taken_in == 1 { "1 redirect".into() } else { format!("{} redirects", counts.taken_in) };
                note(tx, &permit, "imported", &title, "").await?;
                Ok(Confirmed::Done(Imported { report, group: tx.action_group() }))
            })
        })
        .await
}

/// What of a report must be the same when it is confirmed: everything that is stored.
pub fn fingerprint(report: &Report) -> String {
    let stored: Vec<_> = report.stored().collect();
    accounts::token::fingerprint(&serde_json::to_string(&stored).expect("addresses are text"))
}
