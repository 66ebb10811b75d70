//! The panel of the checks before publishing: what they say of the form as it is typed, and the buttons that mend or accept a finding.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{Problem, Problems};
use editorial::checks::REASON;
use http::HeaderMap;
use serde::Serialize;
use store::checks::{self, Finding, Severity};
use web::{RawForm, View};

use super::desk::Desk;
use super::form::{Fields, Known, Region, Typed, block_field};
use super::lookup;
use super::view::ReferencesView;
use crate::Admin;
use crate::fields::{Field, id_of};
use crate::refusal::failed;
use crate::signed_in::SignedIn;
use crate::words;

/// Warnings and pieces of advice that are open at once.
const OPEN: usize = 5;
/// Errors that are open at once: they keep the page from going live, so most pages show all of them.
const OPEN_ERRORS: usize = 20;

/// The panel beside the form.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct ChecksPanel {
    /// `2 errors, 5 warnings`; empty for nothing.
    summary: String,
    /// That something was accepted; empty for nothing.
    accepted: String,
    groups: Vec<GroupView>,
    /// Whether the person has just asked for it.
    focus: bool,
    /// Why the page must go live all the same; none unless somebody tried.
    despite: Option<Field>,
}

/// Findings of one severity.
#[derive(Clone, Debug, Serialize)]
struct GroupView {
    id: &'static str,
    heading: String,
    open: Vec<FindingView>,
    more: Vec<FindingView>,
    /// `7 more warnings`.
    more_label: String,
}

/// One finding. It is a script's answer too.
#[derive(Clone, Debug, Serialize)]
struct FindingView {
    rule: &'static str,
    severity: &'static str,
    /// The element of the finding.
    id: String,
    /// The element that holds what it is about.
    element: String,
    /// `Block 2, line 14`; empty where the field says it all.
    place: String,
    line: usize,
    column: usize,
    sentence: String,
    why: &'static str,
    /// `Go to line 14`.
    goes: String,
    /// What the button that mends it says; empty where a person must.
    fix: &'static str,
    /// The value of that button.
    fix_value: String,
    /// The value of the button that accepts it; empty where nobody can.
    accept_value: String,
}

/// Findings, of which the same may be there more than once.
pub(super) struct Found {
    findings: Vec<Finding>,
    accepted: Vec<String>,
}

/// Which finding a button is about: the digest, and how many of the same stand before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Which {
    digest: String,
    before: usize,
}

impl Which {
    /// Reads what follows the verb in a button's value.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (digest, before) = text.split_once('.')?;
        let fits = digest.len() == 32 && digest.bytes().all(|digit| digit.is_ascii_hexdigit());
        Some(Self { digest: digest.to_owned(), before: before.parse().ok().filter(|_| fits)? })
    }
}

impl Found {
    /// What the checks say of a form as it is typed.
    pub(super) async fn of(desk: &Desk, typed: &Typed, known: &Known) -> Result<Self, web::Error> {
        let (draft, _) = typed.draft(desk.open.kind, known);
        let store = &desk.admin.store;
        let mut findings = checks::of_typed(store, draft, &desk.admin.settings.site_url).await.map_err(failed)?;
        findings.sort_by_key(|finding| finding.severity);
        Ok(Self { findings, accepted: checks::accepted(store, &desk.permit).await.map_err(failed)? })
    }

    /// Each finding with its digest and how many of the same stand before it.
    fn numbered(&self) -> Vec<(&Finding, Which)> {
        let mut seen = std::collections::HashMap::new();
        let which = |finding: &Finding| {
            let digest = finding.digest();
            let count: &mut usize = seen.entry(digest.clone()).or_default();
            *count += 1;
            Which { digest, before: *count - 1 }
        };
        let mut which = which;
        self.findings.iter().map(|finding| (finding, which(finding))).collect()
    }

    fn find(&self, wanted: &Which) -> Result<&Finding, Problem> {
        let found = self.numbered().into_iter().find(|(_, which)| which == wanted);
        found.map(|(finding, _)| finding).ok_or_else(|| {
            Problem::new(
                "checks",
                "The text has changed, and this is not found in it any more. Look at the checks again",
            )
        })
    }

    /// The finding that somebody accepts.
    pub(super) fn to_accept(&self, wanted: &Which) -> Result<&Finding, Problem> {
        self.find(wanted)
    }

    /// Mends a finding in the form; gives the id of the element that holds it.
    pub(super) fn mend(&self, wanted: &Which, typed: &mut Typed) -> Result<String, Problem> {
        let finding = self.find(wanted)?;
        let by_hand = || Problem::new("checks", "This cannot be mended by a button. Mend it in the text");
        let name = name_in(typed, &finding.field);
        let (region, key, field) = block_field(&name).ok_or_else(by_hand)?;
        let block = typed.blocks_mut(region).iter_mut().find(|block| block.id.as_str() == key).ok_or_else(by_hand)?;
        let fix = finding.fix.as_ref().ok_or_else(by_hand)?;
        let mended = fix.applied(block.fields.one(field)).ok_or_else(by_hand)?;
        block.fields.set(field, mended);
        Ok(id_of(&name))
    }
}

impl ChecksPanel {
    pub(super) fn new(found: &Found, typed: &Typed, problems: &Problems, saves: bool) -> Self {
        let accepted = |which: &Which| found.accepted.contains(&which.digest);
        let numbered = found.numbered();
        let open: Vec<_> = numbered.iter().filter(|(finding, which)| finding.is_error() || !accepted(which)).collect();
        let of = |severity: Severity| -> Vec<FindingView> {
            let those = open.iter().filter(|(finding, _)| finding.severity == severity);
            those.map(|(finding, which)| FindingView::new(finding, which, typed, saves)).collect()
        };
        let groups = [Severity::Error, Severity::Warning, Severity::Advice];
        let groups: Vec<GroupView> =
            groups.into_iter().filter_map(|severity| GroupView::new(severity, of(severity))).collect();
        let left_out = (numbered.len() - open.len()) as u64;
        Self {
            summary: groups.iter().map(|group| group.heading.to_lowercase()).collect::<Vec<_>>().join(", "),
            accepted: if left_out == 0 {
                String::new()
            } else {
                format!("{} accepted until the text changes.", words::count(left_out, "warning is", "warnings are"))
            },
            groups,
            focus: false,
            despite: despite(&typed.fields, problems),
        }
    }

    /// The same, and the keyboard goes there.
    #[must_use]
    pub(super) fn focused(self, focus: bool) -> Self {
        Self { focus, ..self }
    }

    pub(super) fn sample() -> Self {
        let finding = |severity: &'static str, number: usize| FindingView {
            rule: "empty-link",
            severity,
            id: format!("{severity}-{number}"),
            element: "block-intro-markdown".to_owned(),
            place: format!("Block 1, line {number}"),
            line: number,
            column: 1,
            sentence: "A link to /old has no words.".to_owned(),
            why: "Nobody can see or hear a link without words.",
            goes: format!("Go to line {number}"),
            fix: "Remove the link",
            fix_value: "fix:0123456789abcdef0123456789abcdef.0".to_owned(),
            accept_value: if severity == "error" { String::new() } else { "accept:0.0".to_owned() },
        };
        let group =
            |severity, name, count| GroupView::new(severity, (1..=count).map(|number| finding(name, number)).collect());
        Self {
            summary: "1 error, 7 warnings".to_owned(),
            accepted: "2 warnings are accepted until the text changes.".to_owned(),
            groups: [group(Severity::Error, "error", 1), group(Severity::Warning, "warning", 7)]
                .into_iter()
                .flatten()
                .collect(),
            focus: false,
            despite: None,
        }
    }
}

impl GroupView {
    fn new(severity: Severity, mut findings: Vec<FindingView>) -> Option<Self> {
        let total = findings.len();
        let (id, one, many, shown) = match severity {
            Severity::Error => ("checks-errors", "error", "errors", OPEN_ERRORS),
            Severity::Warning => ("checks-warnings", "warning", "warnings", OPEN),
            Severity::Advice => ("checks-advice", "piece of advice", "pieces of advice", OPEN),
        };
        let more = findings.split_off(total.min(shown));
        let label = words::count(more.len() as u64, &format!("more {one}"), &format!("more {many}"));
        let heading = words::count(total as u64, one, many);
        (total > 0).then_some(Self { id, heading, open: findings, more_label: label, more })
    }
}

impl FindingView {
    fn new(finding: &Finding, which: &Which, typed: &Typed, saves: bool) -> Self {
        let value = |verb: &str| format!("{verb}:{}.{}", which.digest, which.before);
        let fix = finding.fix.as_ref().filter(|_| saves).map(|fix| fix.label).unwrap_or_default();
        Self {
            rule: finding.rule,
            severity: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "advice",
            },
            id: format!("finding-{}-{}", which.digest, which.before),
            element: id_of(&name_in(typed, &finding.field)),
            place: finding.place(),
            line: finding.line,
            column: finding.column,
            sentence: finding.sentence.clone(),
            why: finding.why,
            goes: if finding.line == 0 { "Go to the field".to_owned() } else { format!("Go to line {}", finding.line) },
            fix_value: if fix.is_empty() { String::new() } else { value("fix") },
            fix,
            accept_value: if saves && !finding.is_error() { value("accept") } else { String::new() },
        }
    }
}

/// The field as the form names it.
fn name_in(typed: &Typed, field: &str) -> String {
    let named = typed.in_form(vec![Problem::new(field, "")]).pop().map(|problem| problem.field).unwrap_or_default();
    // A link of a card may stand in a field that the form names by its place; the block is there in any case.
    match block_field(&named) {
        Some((region, key, _)) if !has(typed, region, key, &named) => format!("{}.{key}", region.prefix()),
        _ => named,
    }
}

fn has(typed: &Typed, region: Region, key: &str, name: &str) -> bool {
    let field = name.rsplit('.').next().unwrap_or_default();
    typed.blocks(region).iter().any(|block| block.id.as_str() == key && block.fields.has(field))
}

/// The question why a page must go live with its errors; `None` unless somebody tried to publish them.
pub(super) fn despite(fields: &Fields, problems: &Problems) -> Option<Field> {
    let asked = problems.iter().any(|problem| problem.field == REASON) || !fields.one(REASON).is_empty();
    asked.then(|| {
        Field::text(REASON, "Why it must go live with these errors", fields.one(REASON))
            .with_hint("Only if it cannot wait until they are mended. The reason stays on the report of accessibility.")
            .with_problems(problems)
    })
}

/// What a script gets: the panel's findings as data.
#[derive(Debug, Serialize)]
struct ChecksAnswer<'a> {
    summary: &'a str,
    findings: Vec<&'a FindingView>,
}

/// What is said of a form as it is typed.
#[derive(Debug, Serialize)]
struct AsTypedView {
    checking: ChecksPanel,
    references: Vec<ReferencesView>,
    /// Whether its buttons are shown.
    saves: bool,
}

/// Says what the checks find in a form as it is typed, and keeps nothing: `POST /admin/nodes/{id}/checks`. A script that asks for JSON gets the findings,
/// else the panel is sent as it stands in the editor, with what each block refers to.
pub(super) async fn of_typed(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let (typed, _) = Typed::parse(pairs);
    let known = lookup::of_form(&desk.admin, &desk.permit, &typed).await?;
    let found = Found::of(&desk, &typed, &known).await?;
    let saves = desk.saves();
    let checking = ChecksPanel::new(&found, &typed, &Problems::new(), saves);
    if web::wants_json(&headers) {
        let all = checking.groups.iter().flat_map(|group| group.open.iter().chain(&group.more));
        return Ok(axum::Json(ChecksAnswer { summary: &checking.summary, findings: all.collect() }).into_response());
    }
    let references = ReferencesView::of_all(&typed, &known);
    Ok(desk.admin.templates.render(&AsTypedView { checking, references, saves })?.into_response())
}

impl View for AsTypedView {
    const TEMPLATE: &'static str = "editor/as-typed.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![
            (
                "findings",
                Self { checking: ChecksPanel::sample(), references: vec![ReferencesView::sample()], saves: true },
            ),
            ("nothing", Self { checking: ChecksPanel::default(), references: Vec::new(), saves: true }),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<AsTypedView>();
    }

    #[test]
    fn at_most_five_warnings_are_open() {
        let panel = ChecksPanel::sample();
        let warnings = &panel.groups[1];
        assert_eq!((warnings.open.len(), warnings.more_label.as_str()), (5, "2 more warnings"));
    }

    #[test]
    fn a_button_names_a_finding_or_nothing() {
        let digest = "0123456789abcdef0123456789abcdef";
        assert_eq!(Which::parse(&format!("{digest}.2")), Some(Which { digest: digest.to_owned(), before: 2 }));
        for value in
            ["", digest, "0.1", &format!("{digest}."), &format!("{digest}.-1"), "zz23456789abcdef0123456789abcdef.0"]
        {
            assert_eq!(Which::parse(value), None, "{value}");
        }
    }
}
