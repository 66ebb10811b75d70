//! A list of redirects, looked at before it is taken in: `/admin/redirects/import`.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::redirect::import::{Entry, Report, Shape, read};
use content::{Problem, Problems};
use editorial::redirects::{self, Confirmed};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use web::{Form, View, redirect};

use super::{TITLE, changes};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::refusal::refused;
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/redirects/import", get(begin).post(act))
}

const IMPORT: &str = "Import redirects";
/// How many lines of one kind are shown.
const SHOWN: usize = 200;

/// The form for a list, and what would become of it.
#[derive(Debug, Serialize)]
struct ImportView {
    shell: Shell,
    troubles: Vec<Trouble>,
    list: Field,
    report: Option<ReportView>,
}

/// What would become of a list.
#[derive(Debug, Serialize)]
struct ReportView {
    /// `336 lines with 295 addresses. 40 addresses are given more than once, 6 of them with different targets.`
    summary: String,
    groups: Vec<GroupView>,
    /// What is confirmed; empty when nothing would be stored.
    seen: String,
    /// `Take in 280 redirects`.
    button: String,
}

/// Lines that share their fate.
#[derive(Debug, Serialize)]
struct GroupView {
    heading: String,
    hint: &'static str,
    rows: Vec<LineView>,
    /// How many more there are; empty for none.
    more: String,
}

/// One line.
#[derive(Debug, Serialize)]
struct LineView {
    number: usize,
    from: String,
    to: String,
    said: String,
}

impl View for ImportView {
    const TEMPLATE: &'static str = "redirects-import.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let list = "/old,/new\n/old,/other\n/a,/\n/b,gone\n/b,gone\n";
        let entries = read(list, Shape::Csv).expect("the sample is well-formed");
        let report = content::redirect::import::judge(&entries, "", &store::Survey::default(), |path| path == "/");
        let view = |list: &str, report, problems: &Problems| Self::new(Shell::sample(IMPORT), list, report, problems);
        let problems = vec![Problem::new("list", "Line 2 has 3 instead of two columns.")];
        let nothing = Report::default();
        vec![
            ("empty", view("", None, &Vec::new())),
            ("a report", view(list, Some(&report), &Vec::new())),
            ("nothing to take in", view(list, Some(&nothing), &Vec::new())),
            ("with problems", view(list, None, &problems)),
        ]
    }
}

impl ImportView {
    fn new(shell: Shell, list: &str, report: Option<&Report>, problems: &Problems) -> Self {
        let trail = vec![TrailLink::new(TITLE, "/admin/redirects"), TrailLink::new(IMPORT, "")];
        let list = Field { spellcheck: false, ..Field::textarea("list", "List of redirects", list, 12) }
            .with_hint(
                "Two columns with a comma between them, the old address and where it leads, such as /old-page,/new-page. \
                 Or YAML with such a pair on each line.",
            )
            .with_problems(problems);
        Self {
            shell: shell.with_problem(!problems.is_empty()).with_trail(trail),
            troubles: troubles(problems),
            list,
            report: report.map(ReportView::new),
        }
    }
}

impl ReportView {
    fn new(report: &Report) -> Self {
        let counts = report.counts();
        let number = |number: usize| number as u64;
        let twice = match counts.repeated {
            0 => String::new(),
            1 => " One address is given more than once".to_owned(),
            many => format!(" {} are given more than once", words::count(number(many), "address", "addresses")),
        };
        let torn = match (counts.repeated, counts.conflicting) {
            (0, _) => "",
            (_, 0) => ", always with the same target.",
            (1, _) => ", with different targets.",
            (_, 1) => ", one of them with different targets.",
            (_, many) => &format!(", {many} of them with different targets."),
        };
        let summary = format!(
            "{} with {}.{twice}{torn}",
            words::count(number(counts.lines), "line", "lines"),
            words::count(number(counts.addresses), "address", "addresses")
        );
        let taken_in = words::count(number(counts.taken_in), "redirect", "redirects");
        Self {
            summary,
            groups: report.groups().iter().map(GroupView::new).collect(),
            seen: if counts.taken_in == 0 { String::new() } else { redirects::fingerprint(report) },
            button: format!("Take in {taken_in}"),
        }
    }
}

impl GroupView {
    fn new(group: &content::redirect::import::Group<'_>) -> Self {
        let rows = group.lines.iter().take(SHOWN).map(|(judged, said)| LineView {
            number: judged.entry.line,
            from: judged.entry.from.clone(),
            to: judged.entry.to.clone(),
            said: said.clone(),
        });
        let more = group.lines.len().saturating_sub(SHOWN);
        Self {
            heading: format!("{} ({})", group.heading, group.lines.len()),
            hint: group.hint,
            rows: rows.collect(),
            more: if more == 0 { String::new() } else { words::count(more as u64, "more line", "more lines") },
        }
    }
}

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    list: String,
    /// The fingerprint of the report that the person confirms; empty to look first.
    #[serde(default)]
    seen: String,
}

async fn begin(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Response, web::Error> {
    changes(&admin, &signed_in).await?;
    screen(&admin, &signed_in, StatusCode::OK, "", None, &Problems::new())
}

async fn act(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let entries: Vec<Entry> = match read(&typed.list, Shape::of(&typed.list)) {
        Ok(entries) => entries,
        Err(error) => {
            let problems = vec![Problem::new("list", error.to_string())];
            return screen(&admin, &signed_in, StatusCode::UNPROCESSABLE_ENTITY, &typed.list, None, &problems);
        }
    };
    let site_url = &admin.settings.site_url;
    if typed.seen.is_empty() {
        let report = redirects::judge(&admin.store, &permit, &entries, site_url).await.map_err(refused)?;
        return screen(&admin, &signed_in, StatusCode::OK, &typed.list, Some(&report), &Problems::new());
    }
    match redirects::import(&admin.store, &permit, entries, site_url, &typed.seen).await.map_err(refused)? {
        Confirmed::Done(done) => {
            let many = words::count(done.report.counts().taken_in as u64, "redirect is", "redirects are");
            let text = format!("{many} taken in.");
            match done.group {
                Some(group) => notice::set_undoable(&session, &text, &group).await,
                None => notice::set(&session, &text).await,
            }
            Ok(redirect::see_other("/admin/redirects"))
        }
        Confirmed::Changed(report) => {
            let problems = vec![Problem::new(
                "list",
                "The site or the list has changed since you looked. This is what would be taken in now",
            )];
            screen(&admin, &signed_in, StatusCode::CONFLICT, &typed.list, Some(&report), &problems)
        }
    }
}

fn screen(
    admin: &Admin,
    signed_in: &SignedIn,
    status: StatusCode,
    list: &str,
    report: Option<&Report>,
    problems: &Problems,
) -> Result<Response, web::Error> {
    let shell = Shell::new(admin, signed_in, Section::Redirects, IMPORT);
    Ok((status, admin.templates.render(&ImportView::new(shell, list, report, problems))?).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::ImportView>();
    }
}
