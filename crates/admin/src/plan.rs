//! A plan as the screens show it, and the answer to a form that confirms one.

use content::due;
use editorial::Refusal;
use editorial::plan::{self, AddressChange, Becomes, Confirmation, Done, Name, Plan, Proposal};
use serde::Serialize;
use store::rights::Permit;
use web::View;

use crate::Admin;
use crate::editor::SettlingView;
use crate::fields::{Field, Trouble};
use crate::refusal::refused;
use crate::row::{editor_of, title_or_words};
use crate::shell::Shell;
use crate::words;

/// Rows of one part of a plan that are shown; the rest is counted.
const MOST_ROWS: usize = 200;

/// The screen that shows what an action would do and asks for a yes.
#[derive(Debug, Serialize)]
pub(crate) struct PlannedView {
    pub(crate) shell: Shell,
    pub(crate) troubles: Vec<Trouble>,
    /// Where the form goes.
    pub(crate) action: String,
    /// Sentences above everything else.
    pub(crate) intro: Vec<String>,
    /// What can still be chosen.
    pub(crate) fields: Vec<Field>,
    /// What earlier forms said, to be sent again.
    pub(crate) hidden: Vec<(String, String)>,
    /// `None` where the action cannot be done as things stand; the troubles say why.
    pub(crate) plan: Option<PlanView>,
    /// The words of the button.
    pub(crate) button: String,
    /// Whether the button warns by its colour.
    pub(crate) danger: bool,
    /// Whether the fields must be filled in before there is a plan.
    pub(crate) asks_first: bool,
    pub(crate) back_href: String,
    pub(crate) back_label: &'static str,
}

/// What would change, in the parts that there are.
#[derive(Debug, Serialize)]
pub(crate) struct PlanView {
    fingerprint: String,
    /// Whether the site changed since the plan was shown first.
    changed: bool,
    empty: bool,
    addresses: Vec<AddressView>,
    addresses_heading: String,
    addresses_more: String,
    parts: Vec<PartView>,
    /// Addresses that a page takes although they lead elsewhere today, each as a sentence.
    taken: Vec<String>,
    /// What becomes of the links to what goes away, where there are any.
    settling: Option<SettlingView>,
}

#[derive(Debug, Serialize)]
struct AddressView {
    title: String,
    href: String,
    old: String,
    new: String,
    live: bool,
}

/// A list of one kind.
#[derive(Debug, Serialize)]
struct PartView {
    heading: String,
    hint: &'static str,
    rows: Vec<RowView>,
    /// `and 12 more`; empty for none.
    more: String,
    /// Whether it names the pages that link here, which the question what becomes of their links does too.
    #[serde(skip)]
    names_who_links: bool,
}

#[derive(Debug, Serialize)]
struct RowView {
    text: String,
    href: String,
    detail: String,
}

/// What a person's form says to a plan: nothing yet, or a yes to the one that they saw.
pub(crate) fn confirmation(one: impl Fn(&str) -> String) -> Option<Confirmation> {
    let fingerprint = one("plan");
    (!fingerprint.is_empty()).then(|| Confirmation { fingerprint, takes_addresses: one("takes_addresses") == "yes" })
}

/// What came of a form about an action.
pub(crate) enum Outcome {
    /// It is to be looked at first.
    Ask(PlanView),
    /// It was done.
    Done(Box<Done>),
    /// It cannot be done; the refusal belongs on the form.
    Refused(Refusal),
}

/// Does what the form confirms, or says what it would do.
pub(crate) async fn answer(
    admin: &Admin,
    reader: &Permit,
    proposal: &Proposal,
    said: Option<Confirmation>,
) -> Result<Outcome, web::Error> {
    let result = match &said {
        None => plan::make(&admin.store, reader, proposal).await.map(|plan| Outcome::Ask(PlanView::new(&plan, false))),
        Some(said) => {
            plan::carry_out(&admin.store, reader, proposal, said).await.map(|done| Outcome::Done(Box::new(done)))
        }
    };
    match result {
        Ok(outcome) => Ok(outcome),
        Err(Refusal::Replanned(plan)) => {
            let changed = said.is_none_or(|said| said.fingerprint != plan.fingerprint);
            Ok(Outcome::Ask(PlanView::new(&plan, changed)))
        }
        Err(refusal @ (Refusal::Because(_) | Refusal::Invalid(_))) => Ok(Outcome::Refused(refusal)),
        Err(refusal) => Err(refused(refusal)),
    }
}

impl PlanView {
    /// A plan in words.
    pub(crate) fn new(plan: &Plan, changed: bool) -> Self {
        let mut parts = Vec::new();
        let live = |becomes: Becomes| -> Vec<RowView> {
            let rows = plan.live.iter().filter(|change| change.becomes == becomes);
            rows.map(|change| row(&change.title, change.node, change.path.as_ref().map(ToString::to_string))).collect()
        };
        let names = |names: &[Name]| -> Vec<RowView> {
            names.iter().map(|name| row(&name.title, name.node, name.path.as_ref().map(ToString::to_string))).collect()
        };
        for fact in &plan.facts {
            let becomes = match fact.due_at {
                Some(due_at) => {
                    format!("{} instead of {} from {}", fact.becomes, fact.was, due::in_words(due_at))
                }
                None if fact.becomes == fact.was => format!("Only the label changes: {}", fact.label),
                None => format!("{} instead of {}", fact.becomes, fact.was),
            };
            let row = RowView { text: fact.label.clone(), href: String::new(), detail: becomes };
            parts.extend(part("Fact", "", vec![row]));
            let hint = if fact.becomes == fact.was { "" } else { "They show the new value by themselves." };
            parts.extend(part("Pages that show it", hint, showing(fact)));
        }
        let mut add = |heading: &str, hint: &'static str, rows: Vec<RowView>| parts.extend(part(heading, hint, rows));
        add("New to the public", "", live(Becomes::Published));
        add("The public reads another version", "", live(Becomes::Updated));
        add("No longer public", "", live(Becomes::Withdrawn));
        add("Goes to the trash", "Everything can be brought back from there.", names(&plan.trashed));
        add("Comes back as a draft", "", names(&plan.restored));
        add("New drafts", "", names(&plan.created));
        add("Stands elsewhere among its neighbours", "", names(&plan.reordered));
        add(
            "Stays public below a page that is not",
            "The trail of these pages leaves that page out.",
            names(&plan.stranded),
        );
        add("In the main menu", "The menu follows by itself.", names(&plan.menu));
        add("Redirects", "Visitors of these addresses are led on.", redirects(plan));
        let waits = |title: &str, node, sentence: String| row(title, node, Some(sentence));
        let due = plan.schedules.iter().map(|due| waits(&due.title, due.node, due.sentence()));
        add("Times that were set", "", due.collect());
        let reviews = plan.reviews.iter().map(|review| waits(&review.title, review.node, review.sentence()));
        add("Reviews", "", reviews.collect());
        let linking = part("Pages that link here", linking_hint(plan), linking(plan));
        parts.extend(linking.map(|part| PartView { names_who_links: true, ..part }));
        let taken = plan.redirects.iter().filter(|redirect| redirect.asks);
        Self {
            fingerprint: plan.fingerprint.clone(),
            changed,
            empty: plan.is_empty(),
            addresses: plan.addresses.iter().take(MOST_ROWS).map(address).collect(),
            addresses_heading: match plan.addresses.len() {
                1 => "1 address changes".to_owned(),
                many => format!("{} change", words::count(many as u64, "address", "addresses")),
            },
            addresses_more: more(plan.addresses.len()),
            parts,
            taken: taken
                .map(|redirect| format!("{} leads to {} today", redirect.path, redirect.was_in_words))
                .collect(),
            settling: None,
        }
    }

    /// The same plan with the question what becomes of links, which names the pages that link here.
    #[must_use]
    pub(crate) fn with_settling(mut self, settling: Option<SettlingView>) -> Self {
        self.parts.retain(|part| settling.is_none() || !part.names_who_links);
        Self { settling, ..self }
    }

    pub(crate) fn sample(changed: bool) -> Self {
        let path = |text: &str| content::UrlPath::parse(text).ok();
        let name =
            |title: &str| Name { node: content::NodeId(12), title: title.to_owned(), path: path("/events/york") };
        let plan = Plan {
            addresses: path("/events/york")
                .zip(path("/teaching-events/york"))
                .map(|(old, new)| AddressChange {
                    node: content::NodeId(12),
                    title: "Train to Teach York".to_owned(),
                    old,
                    new,
                    live: true,
                })
                .into_iter()
                .collect(),
            redirects: vec![plan::RedirectChange {
                path: "/teaching-events/york".to_owned(),
                was: Some(content::RedirectTarget::Gone),
                becomes: None,
                was_in_words: "a note that the page is gone".to_owned(),
                becomes_in_words: String::new(),
                asks: true,
            }],
            trashed: vec![name("Old fair"), name("")],
            linking: vec![plan::LinkingPage {
                node: content::NodeId(5),
                title: "Assessment Only".to_owned(),
                target: content::NodeId(12),
                live: true,
            }],
            linking_hidden: 2,
            schedules: vec![plan::ScheduleChange {
                node: content::NodeId(12),
                title: "Old fair".to_owned(),
                publishes: true,
                version: Some(4),
                due_at: chrono::DateTime::UNIX_EPOCH,
                becomes: plan::ScheduleBecomes::Cancelled,
            }],
            reviews: vec![plan::ReviewChange {
                node: content::NodeId(12),
                title: "Old fair".to_owned(),
                version: Some(5),
                approved: false,
                by: "Cerys Morgan".to_owned(),
                becomes: plan::ReviewBecomes::WaitsInTrash,
            }],
            facts: vec![plan::FactPlan {
                label: "Tuition fee".to_owned(),
                was: "£9,250".to_owned(),
                becomes: "£9,535".to_owned(),
                due_at: Some(chrono::DateTime::UNIX_EPOCH),
                pages: vec![plan::FactPage { node: content::NodeId(5), title: "Fees".to_owned(), live: false }],
                hidden: 1,
            }],
            fingerprint: "0123".to_owned(),
            ..Plan::default()
        };
        Self::new(&plan, changed)
    }
}

fn row(title: &str, node: content::NodeId, detail: Option<String>) -> RowView {
    RowView { text: title_or_words(title, "page"), href: editor_of(node), detail: detail.unwrap_or_default() }
}

fn address(change: &AddressChange) -> AddressView {
    AddressView {
        title: title_or_words(&change.title, "page"),
        href: editor_of(change.node),
        old: change.old.to_string(),
        new: change.new.to_string(),
        live: change.live,
    }
}

fn part(heading: &str, hint: &'static str, mut rows: Vec<RowView>) -> Option<PartView> {
    if rows.is_empty() {
        return None;
    }
    let more = more(rows.len());
    let heading = if rows.len() > 1 { format!("{heading} ({})", rows.len()) } else { heading.to_owned() };
    rows.truncate(MOST_ROWS);
    Some(PartView { heading, hint, rows, more, names_who_links: false })
}

fn more(rows: usize) -> String {
    match rows.saturating_sub(MOST_ROWS) {
        0 => String::new(),
        more => format!("and {} more", words::count(more as u64, "page", "pages")),
    }
}

fn redirects(plan: &Plan) -> Vec<RowView> {
    let rows = plan.redirects.iter().filter(|redirect| redirect.becomes.is_some());
    rows.map(|redirect| RowView {
        text: redirect.path.clone(),
        href: String::new(),
        detail: if redirect.was.is_some() {
            format!("leads to {} instead of {}", redirect.becomes_in_words, redirect.was_in_words)
        } else {
            format!("leads to {}", redirect.becomes_in_words)
        },
    })
    .collect()
}

fn showing(fact: &plan::FactPlan) -> Vec<RowView> {
    let pages = fact.pages.iter();
    let mut rows: Vec<RowView> =
        pages.map(|page| row(&page.title, page.node, (!page.live).then(|| "in its draft".to_owned()))).collect();
    if fact.hidden > 0 {
        let text = format!("{} that you may not see", words::count(fact.hidden as u64, "page", "pages"));
        rows.push(RowView { text, href: String::new(), detail: String::new() });
    }
    rows
}

fn linking(plan: &Plan) -> Vec<RowView> {
    let mut rows: Vec<RowView> = plan
        .linking
        .iter()
        .map(|page| row(&page.title, page.node, (!page.live).then(|| "in its draft".to_owned())))
        .collect();
    rows.dedup_by(|left, right| left.href == right.href);
    if plan.linking_hidden > 0 {
        let text = format!("{} that you may not see", words::count(plan.linking_hidden as u64, "page", "pages"));
        rows.push(RowView { text, href: String::new(), detail: String::new() });
    }
    rows
}

fn linking_hint(plan: &Plan) -> &'static str {
    if plan.live.iter().any(|change| change.becomes == Becomes::Withdrawn) {
        "Their links become plain text while the page is not public, and come back with it."
    } else {
        "Their links follow by themselves."
    }
}

impl View for PlannedView {
    const TEMPLATE: &'static str = "planned.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |plan: Option<PlanView>, danger, troubles: Vec<Trouble>| Self {
            shell: Shell::sample("Move to the trash: Old fair").with_problem(!troubles.is_empty()),
            troubles,
            action: "/admin/nodes/12/trash".to_owned(),
            intro: vec!["You can bring everything back from the trash.".to_owned()],
            fields: vec![Field::text("slug", "Address (last part)", "york")],
            hidden: vec![("parent".to_owned(), "3".to_owned())],
            plan,
            button: "Move 2 pages to the trash".to_owned(),
            danger,
            asks_first: false,
            back_href: "/admin/nodes/12".to_owned(),
            back_label: "Back to the editor",
        };
        let refused = Trouble { href: String::new(), sentence: "The home page cannot go to the trash".to_owned() };
        vec![
            ("a plan", view(Some(PlanView::sample(false)), true, Vec::new())),
            (
                "links to settle",
                view(Some(PlanView::sample(false).with_settling(Some(SettlingView::sample()))), true, Vec::new()),
            ),
            ("the site changed", view(Some(PlanView::sample(true)), false, Vec::new())),
            ("nothing changes", view(Some(PlanView::new(&Plan::default(), false)), false, Vec::new())),
            ("refused", view(None, true, vec![refused])),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::PlannedView>();
    }
}
