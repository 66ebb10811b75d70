//! The reports on the whole site: `/admin/reports`, and each report below it, also as a file for spreadsheets.

mod accessibility;
mod ageing;
mod broken_links;
mod descriptions;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::Serialize;
use store::Side;
use store::checks::{self, Severity};
use store::links::{self, Kind};
use store::rights::Permit;
use web::{Page, View};

use crate::Admin;
use crate::refusal::failed;
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::words;

const TITLE: &str = "Reports";
/// Rows of one screen.
const PER_PAGE: u64 = 50;
/// Rows of one kind in a file.
const MOST_IN_A_FILE: u64 = 20_000;

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/reports", get(show))
        .merge(accessibility::router())
        .merge(ageing::router())
        .merge(broken_links::router())
        .merge(descriptions::router())
}

/// The list of reports.
#[derive(Debug, Serialize)]
struct ReportsView {
    shell: Shell,
    reports: Vec<ReportLink>,
}

/// One report.
#[derive(Debug, Serialize)]
struct ReportLink {
    label: &'static str,
    href: &'static str,
    /// What it finds today.
    count: String,
    about: &'static str,
}

/// One part of a report.
#[derive(Debug, Serialize)]
struct PartLink {
    label: String,
    count: String,
    href: String,
    current: bool,
}

/// The frame of one report.
fn shell_of(admin: &Admin, signed_in: &SignedIn, title: &str) -> Shell {
    Shell::new(admin, signed_in, Section::Reports, title).with_trail(trail(title))
}

fn sample_shell(title: &str) -> Shell {
    Shell::sample(title).with_trail(trail(title))
}

fn trail(title: &str) -> Vec<TrailLink> {
    vec![TrailLink::new(TITLE, "/admin/reports"), TrailLink::new(title, "")]
}

/// Something that keeps readers from what they came for, in a few words: `3 errors on public pages`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ProblemLink {
    label: String,
    href: &'static str,
}

impl ProblemLink {
    fn new(number: u64, one: &str, many: &str, href: &'static str) -> Option<Self> {
        (number > 0).then(|| Self { label: words::count(number, one, many), href })
    }

    pub(super) fn sample() -> Vec<Self> {
        problem_links(1, 2, 3)
    }
}

fn problem_links(errors: u64, broken: u64, due: u64) -> Vec<ProblemLink> {
    let links = [
        ProblemLink::new(errors, "error on public pages", "errors on public pages", "/admin/reports/accessibility"),
        ProblemLink::new(broken, "broken link", "broken links", "/admin/reports/links"),
        ProblemLink::new(due, "page to read again", "pages to read again", "/admin/reports/ageing"),
    ];
    links.into_iter().flatten().collect()
}

/// What needs mending on the site, as far as the person may see it; nothing for what is well.
pub(super) async fn problems(admin: &Admin, permit: &Permit) -> Result<Vec<ProblemLink>, web::Error> {
    let errors = checks::count(&admin.store, permit, Side::Live, Severity::Error).await.map_err(failed)?;
    let [due, _] = ageing::counts(admin, permit).await?;
    Ok(problem_links(errors, broken(admin, permit).await?, due))
}

/// How many links lead nowhere, of every kind.
async fn broken(admin: &Admin, permit: &Permit) -> Result<u64, web::Error> {
    let mut broken = 0;
    for kind in Kind::ALL {
        broken += links::count(&admin.store, permit, kind).await.map_err(failed)?;
    }
    Ok(broken)
}

async fn show(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let store = &admin.store;
    let errors = checks::count(store, &permit, Side::Live, Severity::Error).await.map_err(failed)?;
    let warnings = checks::count(store, &permit, Side::Live, Severity::Warning).await.map_err(failed)?;
    let broken = broken(&admin, &permit).await?;
    let [due, old] = ageing::counts(&admin, &permit).await?;
    let undescribed = checks::undescribed_count(store, &permit).await.map_err(failed)?;
    let view = ReportsView {
        shell: Shell::new(&admin, &signed_in, Section::Reports, TITLE),
        reports: reports([errors, warnings, broken, due, old, undescribed]),
    };
    Ok(admin.templates.render(&view)?)
}

fn reports([errors, warnings, broken, due, old, undescribed]: [u64; 6]) -> Vec<ReportLink> {
    vec![
        ReportLink {
            label: "Accessibility",
            href: "/admin/reports/accessibility",
            count: format!(
                "{}, {}",
                words::count(errors, "error", "errors"),
                words::count(warnings, "warning", "warnings")
            ),
            about: "What automatic checks find in all texts, and what went live despite errors.",
        },
        ReportLink {
            label: "Broken links",
            href: "/admin/reports/links",
            count: words::count(broken, "link", "links"),
            about: "Links that lead nowhere.",
        },
        ReportLink {
            label: "Ageing pages",
            href: "/admin/reports/ageing",
            count: format!("{} to read again, {} not updated for two years", words::count(due, "page", "pages"), old),
            about: "Pages whose review date has come, and pages that nobody has changed for long.",
        },
        ReportLink {
            label: "Missing descriptions",
            href: "/admin/reports/descriptions",
            count: words::count(undescribed, "page", "pages"),
            about: "Pages and events without a summary for lists and search engines.",
        },
    ]
}

impl View for ReportsView {
    const TEMPLATE: &'static str = "reports/index.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("counts", Self { shell: Shell::sample(TITLE), reports: reports([1, 7, 2, 1, 0, 3]) })]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::ReportsView>();
    }
}
