//! What the checks find on the whole site: `/admin/reports/accessibility?in=&kind=`, and the same as a file for spreadsheets.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::Side;
use store::checks::{self, Anyway, Reported, Severity};
use web::pagination::Pagination;
use web::{Page, Query, View};

use super::{MOST_IN_A_FILE, PER_PAGE, PartLink, sample_shell, shell_of};
use crate::Admin;
use crate::csv;
use crate::refusal::failed;
use crate::row::RowView;
use crate::screens::pagination;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

const TITLE: &str = "Accessibility";
const HERE: &str = "/admin/reports/accessibility";
const SIDES: [(Side, &str, &str); 2] = [(Side::Live, "live", "What visitors read"), (Side::Draft, "draft", "Drafts")];
const SEVERITIES: [(Severity, &str, &str); 3] = [
    (Severity::Error, "errors", "Errors"),
    (Severity::Warning, "warnings", "Warnings"),
    (Severity::Advice, "advice", "Advice"),
];

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/reports/accessibility", get(show)).route("/admin/reports/accessibility.csv", get(file))
}

/// The report.
#[derive(Debug, Serialize)]
struct AccessibilityView {
    shell: Shell,
    /// The texts of visitors and of editors.
    sides: Vec<PartLink>,
    /// The severities.
    parts: Vec<PartLink>,
    heading: String,
    rows: Vec<FoundView>,
    pages: Option<Pagination>,
    anyway: Vec<AnywayView>,
}

/// One finding.
#[derive(Debug, Serialize)]
struct FoundView {
    row: RowView,
    place: String,
    sentence: String,
    rule: String,
}

/// One version that went live with errors.
#[derive(Debug, Serialize)]
struct AnywayView {
    row: RowView,
    when: String,
    by: String,
    reason: String,
    errors: Vec<String>,
}

impl FoundView {
    fn new(found: Reported, now: DateTime<Utc>) -> Self {
        Self {
            row: RowView::new(&found.page, now),
            place: checks::place(found.spot, found.line),
            sentence: found.sentence,
            rule: found.rule,
        }
    }
}

impl AnywayView {
    fn new(anyway: Anyway, now: DateTime<Utc>) -> Self {
        Self {
            row: RowView::new(&anyway.page, now),
            when: words::when(anyway.at, now),
            by: anyway.by,
            reason: anyway.reason,
            errors: anyway.errors.lines().map(str::to_owned).collect(),
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(rename = "in")]
    side: Option<String>,
    kind: Option<String>,
    page: Option<u64>,
}

/// The one of a list that is asked for; the first where none is.
fn chosen<T: Copy>(
    list: &[(T, &'static str, &'static str)],
    asked: Option<&str>,
) -> Result<(T, &'static str, &'static str), web::Error> {
    let found = asked.map_or(list.first(), |name| list.iter().find(|(_, known, _)| *known == name));
    found.copied().ok_or_else(|| web::Refusal::NotFound.into())
}

async fn show(State(admin): State<Admin>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let (side, side_name, side_label) = chosen(&SIDES, asked.side.as_deref())?;
    let (severity, name, label) = chosen(&SEVERITIES, asked.kind.as_deref())?;
    let (store, number) = (&admin.store, asked.page.unwrap_or(1));
    let mut parts = Vec::new();
    for (of, name, label) in SEVERITIES {
        let count = checks::count(store, &permit, side, of).await.map_err(failed)?;
        let href = format!("{HERE}?in={side_name}&kind={name}");
        parts.push(PartLink { label: label.to_owned(), count: count.to_string(), href, current: of == severity });
    }
    let list = checks::reported(store, &permit, (side, severity), number, PER_PAGE).await.map_err(failed)?;
    let anyway = if number == 1 { checks::anyway(store, &permit).await.map_err(failed)? } else { Vec::new() };
    let now = store.now();
    let view = AccessibilityView {
        shell: shell_of(&admin, &signed_in, TITLE),
        sides: sides(side, name),
        parts,
        heading: format!("{label}: {}", side_label.to_lowercase()),
        pages: Some(pagination(&list, HERE, &format!("in={side_name}&kind={name}"))?),
        rows: list.items.into_iter().map(|found| FoundView::new(found, now)).collect(),
        anyway: anyway.into_iter().map(|anyway| AnywayView::new(anyway, now)).collect(),
    };
    Ok(admin.templates.render(&view)?)
}

fn sides(current: Side, kind: &str) -> Vec<PartLink> {
    let link = |(side, name, label): (Side, &str, &str)| PartLink {
        label: label.to_owned(),
        count: String::new(),
        href: format!("{HERE}?in={name}&kind={kind}"),
        current: side == current,
    };
    SIDES.into_iter().map(link).collect()
}

/// Every finding, as comma-separated values.
async fn file(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let now = admin.store.now();
    let mut text =
        csv::line(&["Page", "Address", "In", "Severity", "Rule", "Where", "What was found"].map(str::to_owned));
    for (side, _, side_label) in SIDES {
        for (severity, _, label) in SEVERITIES {
            let found = checks::reported(&admin.store, &permit, (side, severity), 1, MOST_IN_A_FILE).await;
            for found in found.map_err(failed)?.items {
                let FoundView { row, place, sentence, rule } = FoundView::new(found, now);
                let (side, severity) = (side_label.to_owned(), label.to_owned());
                text.push_str(&csv::line(&[row.title, row.address, side, severity, rule, place, sentence]));
            }
        }
    }
    Ok(csv::file("accessibility.csv", text))
}

impl View for AccessibilityView {
    const TEMPLATE: &'static str = "reports/accessibility.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = || RowView::sample("Assessment Only", "/assessment-only", content::State::Published);
        let view = |rows: Vec<FoundView>, anyway: Vec<AnywayView>| Self {
            shell: sample_shell(TITLE),
            sides: sides(Side::Live, "errors"),
            parts: SEVERITIES
                .into_iter()
                .map(|(severity, name, label)| PartLink {
                    label: label.to_owned(),
                    count: rows.len().to_string(),
                    href: format!("{HERE}?in=live&kind={name}"),
                    current: severity == Severity::Error,
                })
                .collect(),
            heading: "Errors: what visitors read".to_owned(),
            rows,
            pages: None,
            anyway,
        };
        let found = FoundView {
            row: row(),
            place: "Block 2, line 14".to_owned(),
            sentence: "A link to /old has no words.".to_owned(),
            rule: "empty-link".to_owned(),
        };
        let anyway = AnywayView {
            row: row(),
            when: "15 March 2021".to_owned(),
            by: "Ben Okafor".to_owned(),
            reason: "The fee changes today".to_owned(),
            errors: vec!["Block 2, line 14: A link to /old has no words.".to_owned()],
        };
        vec![("some", view(vec![found], vec![anyway])), ("none", view(Vec::new(), Vec::new()))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::AccessibilityView>();
    }
}
