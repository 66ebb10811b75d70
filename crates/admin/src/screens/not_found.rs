//! The addresses that visitors asked for and nobody knows: `/admin/not-found`.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use content::{NodeId, Problems};
use editorial::{Refusal, redirects};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::unknown::{self, RuleRow, Suggestion, UnknownRow};
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Form, Query, View, redirect};

use super::paging::pagination;
use super::redirects::{List, Tab, changes, may_change, tabs};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/not-found", get(show))
        .route("/admin/not-found/redirect", post(lead))
        .route("/admin/not-found/ignore", post(ignore))
        .route("/admin/not-found/stop-ignoring", post(stop_ignoring))
}

const TITLE: &str = "Asked for and not found";

/// The list of unknown addresses, and the rules by which some are not shown.
#[derive(Debug, Serialize)]
struct NotFoundView {
    shell: Shell,
    troubles: Vec<Trouble>,
    tabs: Vec<Tab>,
    /// `12 addresses`.
    count: String,
    may_change: bool,
    rows: Vec<UnknownRowView>,
    pages: Option<Pagination>,
    rules: Vec<RuleView>,
    rule: Field,
}

/// One address.
#[derive(Debug, Serialize)]
struct UnknownRowView {
    path: String,
    /// `12 visits`.
    visits: String,
    /// `3 from pages of this site`; empty for none.
    own: String,
    /// The page of the site that links there; empty for none.
    linked_from: String,
    last: String,
    /// The number of the page that was probably meant; empty for none.
    page: String,
    page_title: String,
    page_path: String,
    new_href: String,
}

/// One rule.
#[derive(Debug, Serialize)]
struct RuleView {
    rule: String,
    made: String,
    made_by: String,
}

impl UnknownRowView {
    fn new(row: UnknownRow, now: DateTime<Utc>) -> Self {
        let number = |visits: i64| u64::try_from(visits).unwrap_or_default();
        let (page, page_title, page_path) = match row.suggestion {
            Some(suggestion) => (suggestion.node.to_string(), suggestion.title, suggestion.path),
            None => Default::default(),
        };
        Self {
            visits: words::count(number(row.visits), "visit", "visits"),
            own: match row.own_visits {
                0 => String::new(),
                own => format!("{} from pages of this site", words::count(number(own), "visit", "visits")),
            },
            linked_from: row.linked_from.unwrap_or_default(),
            last: words::when(row.last_at, now),
            page,
            page_title,
            page_path,
            new_href: format!("/admin/redirects/new?from={}", words::in_query(&row.path)),
            path: row.path,
        }
    }
}

impl View for NotFoundView {
    const TEMPLATE: &'static str = "not-found.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |path: &str, own_visits, suggestion| UnknownRow {
            path: path.to_owned(),
            visits: 12,
            own_visits,
            linked_from: (own_visits > 0).then(|| "/teaching-events".to_owned()),
            last_at: DateTime::UNIX_EPOCH,
            suggestion,
        };
        let rows = || {
            let page = Suggestion { node: NodeId(7), title: "Fees".into(), path: "/funding/fees".into() };
            let rows = [row("/old/fees.html", 3, Some(page)), row("/nobody-knows", 0, None)];
            rows.into_iter().map(|row| UnknownRowView::new(row, DateTime::UNIX_EPOCH)).collect()
        };
        let rules =
            || vec![RuleView { rule: "/old*".into(), made: "Today at 9am".into(), made_by: "Asha Patel".into() }];
        let view = |rows, total, may_change, rules, problems: &Problems| {
            Self::new(Shell::sample(TITLE), rows, total, may_change, rules, "", problems, 0)
        };
        let problems = vec![content::Problem::new("rule", "This rule is there already")];
        vec![
            ("some", view(rows(), 2, true, rules(), &Vec::new())),
            ("to read only", view(rows(), 2, false, rules(), &Vec::new())),
            ("with problems", view(rows(), 2, true, rules(), &problems)),
            ("none", view(Vec::new(), 0, true, Vec::new(), &Vec::new())),
        ]
    }
}

impl NotFoundView {
    #[expect(clippy::too_many_arguments, reason = "each is one part of the screen, named where it is put")]
    fn new(
        shell: Shell,
        rows: Vec<UnknownRowView>,
        total: u64,
        may_change: bool,
        rules: Vec<RuleView>,
        typed: &str,
        problems: &Problems,
        unused: u64,
    ) -> Self {
        Self {
            shell: shell.with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            tabs: tabs(List::NotFound, unused),
            count: words::count(total, "address", "addresses"),
            may_change,
            rows,
            pages: None,
            rules,
            rule: Field { spellcheck: false, ..Field::text("rule", "Addresses to ignore", typed) }
                .with_hint("One address such as /old-page, or how addresses begin with a star behind it, such as /old*")
                .with_width("half")
                .with_problems(problems),
        }
    }
}

#[derive(Default, Deserialize)]
struct Asked {
    page: Option<u64>,
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let notice = notice::take(&session).await;
    let shell = Shell::new(&admin, &signed_in, Section::Redirects, TITLE).with_notice(notice);
    screen(&admin, &signed_in, shell, asked.page.unwrap_or(1), "", &Problems::new()).await
}

async fn screen(
    admin: &Admin,
    signed_in: &SignedIn,
    shell: Shell,
    page: u64,
    typed: &str,
    problems: &Problems,
) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(admin).await?;
    let list = unknown::list(&admin.store, &permit, page).await.map_err(failed)?;
    let rules = unknown::rules(&admin.store, &permit).await.map_err(failed)?;
    let unused = store::redirects::unused_count(&admin.store, &permit).await.map_err(failed)?;
    let pages = pagination(&list, "/admin/not-found", "")?;
    let now = admin.store.now();
    let rows = list.items.into_iter().map(|row| UnknownRowView::new(row, now)).collect();
    let rule = |row: RuleRow| RuleView { rule: row.rule, made: words::when(row.made_at, now), made_by: row.made_by };
    let rules = rules.into_iter().map(rule).collect();
    let may_change = may_change(admin, signed_in).await?;
    let view = NotFoundView::new(shell, rows, list.total, may_change, rules, typed, problems, unused);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, admin.templates.render(&NotFoundView { pages: Some(pages), ..view })?).into_response())
}

#[derive(Deserialize)]
struct Led {
    #[serde(default)]
    from: String,
    #[serde(default)]
    page: String,
}

async fn lead(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Led>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let node =
        typed.page.parse().map(NodeId).map_err(|_| web::Refusal::BadRequest {
            sentence: "Choose the page to which the address leads.".to_owned(),
        })?;
    match redirects::lead_to(&admin.store, &permit, &typed.from, node).await {
        Ok(saved) => {
            notice::set_undoable(&session, &format!("{} is a redirect now.", saved.source), &saved.group).await;
            Ok(redirect::see_other("/admin/not-found"))
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    rule: String,
}

async fn ignore(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    match redirects::ignore(&admin.store, &permit, &typed.rule, true).await {
        Ok(group) => {
            notice::set_undoable(&session, &format!("{} is ignored from now on.", typed.rule.trim()), &group).await;
            Ok(redirect::see_other("/admin/not-found"))
        }
        Err(Refusal::Invalid(problems)) => {
            let shell = Shell::new(&admin, &signed_in, Section::Redirects, TITLE);
            screen(&admin, &signed_in, shell, 1, &typed.rule, &problems).await
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

async fn stop_ignoring(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let group = redirects::ignore(&admin.store, &permit, &typed.rule, false).await.map_err(refused)?;
    notice::set_undoable(&session, &format!("{} is shown again.", typed.rule.trim()), &group).await;
    Ok(redirect::see_other("/admin/not-found"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::NotFoundView>();
    }
}
