//! What publishing says: to readers, or to nobody but the editors.

use content::{Problems, RedirectTarget, State as Life};
use editorial::checks::REASON;
use editorial::publish::{LONGEST_TOLD, Telling};
use serde::Serialize;

use super::desk::Desk;
use super::form::Fields;
use crate::fields::{Choice, Field};
use crate::refusal::failed;

/// The fields of the form that only publishing reads.
pub(crate) const FIELDS: [&str; 5] = ["telling", "told", "note", "takes_address", REASON];

/// The question beside the button.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TellingView {
    /// `Minor change: readers are not told`.
    summary: &'static str,
    /// Whether it is shown open.
    open: bool,
    fields: Vec<Field>,
}

impl TellingView {
    /// The question for a node; `None` as long as the public never read it, because then all of it is new.
    pub(crate) fn of(state: Life, fields: &Fields, problems: &Problems) -> Option<Self> {
        (state != Life::Draft).then(|| Self::asking(fields, problems))
    }

    /// The question for pages of which the public has read at least one.
    pub(crate) fn asking(fields: &Fields, problems: &Problems) -> Self {
        let tells = fields.one("telling") == "readers";
        let wrong = problems.iter().any(|problem| ["telling", "told", "note"].contains(&problem.field.as_str()));
        let choices = vec![
            Choice::new("minor", "Minor change", !tells)
                .with_hint("Readers are not told. The date on the page stays as it is."),
            Choice::new("readers", "Tell readers", tells)
                .with_hint("The date moves to that day, and the page lists what changed."),
        ];
        let told = Field::text("told", "What changed, for readers", fields.one("told"))
            .with_hint(format!("Only needed for “Tell readers”. One sentence, {LONGEST_TOLD} letters at most."));
        let note = Field::text("note", "Note for other editors", fields.one("note"))
            .with_hint("Shown in the history, never to the public.");
        let asked = [Field::radios("telling", "When you publish", choices), told, note];
        Self {
            summary: if tells { "When you publish: tell readers" } else { "When you publish: minor change" },
            open: tells || wrong || !fields.one("note").is_empty(),
            fields: asked.into_iter().map(|field| field.with_problems(problems)).collect(),
        }
    }

    /// The question for samples.
    pub(crate) fn sample() -> Option<Self> {
        Self::of(Life::Published, &Fields::default(), &Problems::new())
    }
}

/// What the form says.
pub(crate) fn typed(fields: &Fields) -> Telling {
    let readers = (fields.one("telling") == "readers").then(|| fields.one("told").to_owned());
    Telling {
        readers,
        note: fields.one("note").to_owned(),
        takes_address: fields.one("takes_address") == "yes",
        despite: fields.one(REASON).to_owned(),
    }
}

/// The question whether the page takes its address from a redirect; `None` where nothing leads away from there.
pub(crate) async fn taking(desk: &Desk, fields: &Fields, problems: &Problems) -> Result<Option<Field>, web::Error> {
    let (store, open) = (&desk.admin.store, &desk.open);
    let Some(path) = open.path.as_ref().filter(|_| !open.state.is_live()) else { return Ok(None) };
    let target = store::redirects::target_at(store, &desk.permit, path.as_str()).await.map_err(failed)?;
    let leads = match target {
        None => return Ok(None),
        Some(RedirectTarget::Node(node)) if node == open.id => return Ok(None),
        Some(RedirectTarget::Node(node)) => {
            let titles = store::tree::titles(store, &desk.permit, &[node]).await.map_err(failed)?;
            titles.get(&node).map_or_else(|| "another page".to_owned(), |title| format!("“{title}”"))
        }
        Some(RedirectTarget::Address(address)) => address,
        Some(RedirectTarget::Gone) => "a note that the page is gone".to_owned(),
    };
    let ticked = fields.one("takes_address") == "yes";
    let field = Field::checkbox("takes_address", "This page takes the address when it is published", "yes", ticked)
        .with_hint(format!("{path} leads to {leads} today. That ends."));
    Ok(Some(field.with_problems(problems)))
}
