//! Pages that somebody should read again: `/admin/reports/ageing?kind=`, and the same as a file for spreadsheets.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use content::wall;
use serde::{Deserialize, Serialize};
use store::checks::{self, Neglect, Neglected};
use store::rights::Permit;
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

const TITLE: &str = "Ageing pages";
const HERE: &str = "/admin/reports/ageing";
/// How many days ahead a review date is soon.
const SOON: u64 = 30;
/// After how many months a page is old.
const OLD: u32 = 24;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/reports/ageing", get(show)).route("/admin/reports/ageing.csv", get(file))
}

/// A part of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    ReviewBy,
    NotUpdated,
}

impl Part {
    const ALL: [Self; 2] = [Self::ReviewBy, Self::NotUpdated];

    fn name(self) -> &'static str {
        match self {
            Self::ReviewBy => "review-by",
            Self::NotUpdated => "not-updated",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::ReviewBy => "To read again by now or within 30 days",
            Self::NotUpdated => "Not updated for two years",
        }
    }

    fn empty(self) -> &'static str {
        match self {
            Self::ReviewBy => {
                "No review date has come or comes within 30 days. Set one in the editor of a page, under “Read again by”."
            }
            Self::NotUpdated => "Every page was updated within the last two years.",
        }
    }

    fn asked(self, now: DateTime<Utc>) -> Neglect {
        match self {
            Self::ReviewBy => {
                let today = today(now);
                Neglect::ReviewBy(today.checked_add_days(Days::new(SOON)).unwrap_or(today))
            }
            Self::NotUpdated => Neglect::EditedBefore(now.checked_sub_months(Months::new(OLD)).unwrap_or(now)),
        }
    }
}

fn today(now: DateTime<Utc>) -> NaiveDate {
    wall::local(now, wall::UK).date()
}

/// How many pages each part has.
pub(super) async fn counts(admin: &Admin, permit: &Permit) -> Result<[u64; 2], web::Error> {
    let count = async |part: Part| {
        checks::neglected_count(&admin.store, permit, part.asked(admin.store.now())).await.map_err(failed)
    };
    Ok([count(Part::ReviewBy).await?, count(Part::NotUpdated).await?])
}

/// The report.
#[derive(Debug, Serialize)]
struct AgeingView {
    shell: Shell,
    parts: Vec<PartLink>,
    heading: &'static str,
    empty: &'static str,
    rows: Vec<AgedView>,
    pages: Option<Pagination>,
}

/// One page.
#[derive(Debug, Serialize)]
struct AgedView {
    row: RowView,
    /// When its text was saved.
    edited: String,
    /// `14 March 2021`; empty for none.
    review_by: String,
    /// `Overdue` or `Soon`; empty where there is no such date.
    urgency: &'static str,
    owner: String,
}

impl AgedView {
    fn new(page: Neglected, now: DateTime<Utc>) -> Self {
        let soon = today(now).checked_add_days(Days::new(SOON));
        Self {
            row: RowView::new(&page.page, now),
            edited: words::when(page.edited_at, now),
            review_by: page.review_by.map(|day| day.format("%-d %B %Y").to_string()).unwrap_or_default(),
            urgency: match page.review_by {
                Some(day) if day < today(now) => "Overdue",
                Some(day) if Some(day) <= soon => "Soon",
                _ => "",
            },
            owner: page.owner,
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    kind: Option<String>,
    page: Option<u64>,
}

async fn show(State(admin): State<Admin>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let part = match asked.kind.as_deref() {
        Some(name) => Part::ALL.into_iter().find(|part| part.name() == name).ok_or(web::Refusal::NotFound)?,
        None => Part::ReviewBy,
    };
    let now = admin.store.now();
    let number = asked.page.unwrap_or(1);
    let list = checks::neglected(&admin.store, &permit, part.asked(now), number, PER_PAGE).await.map_err(failed)?;
    let view = AgeingView {
        shell: shell_of(&admin, &signed_in, TITLE),
        parts: parts(counts(&admin, &permit).await?, part),
        heading: part.label(),
        empty: part.empty(),
        pages: Some(pagination(&list, HERE, &format!("kind={}", part.name()))?),
        rows: list.items.into_iter().map(|page| AgedView::new(page, now)).collect(),
    };
    Ok(admin.templates.render(&view)?)
}

fn parts(counts: [u64; 2], current: Part) -> Vec<PartLink> {
    let link = |(part, count): (Part, u64)| PartLink {
        label: part.label().to_owned(),
        count: words::count(count, "page", "pages"),
        href: format!("{HERE}?kind={}", part.name()),
        current: part == current,
    };
    Part::ALL.into_iter().zip(counts).map(link).collect()
}

/// All of it, as comma-separated values.
async fn file(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let now = admin.store.now();
    let mut text = csv::line(&["Page", "Address", "Why", "Last saved", "Read again by", "Owner"].map(str::to_owned));
    for part in Part::ALL {
        let found = checks::neglected(&admin.store, &permit, part.asked(now), 1, MOST_IN_A_FILE).await;
        for page in found.map_err(failed)?.items {
            let row = RowView::new(&page.page, now);
            let edited = wall::local(page.edited_at, wall::UK).format("%Y-%m-%d").to_string();
            let review_by = page.review_by.map(|day| day.to_string()).unwrap_or_default();
            let cells = [row.title, row.address, part.label().to_owned(), edited, review_by, page.owner];
            text.push_str(&csv::line(&cells));
        }
    }
    Ok(csv::file("ageing-pages.csv", text))
}

impl View for AgeingView {
    const TEMPLATE: &'static str = "reports/ageing.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |rows: Vec<AgedView>, part: Part| Self {
            shell: sample_shell(TITLE),
            parts: parts([rows.len() as u64, 0], part),
            heading: part.label(),
            empty: part.empty(),
            rows,
            pages: None,
        };
        let row = AgedView {
            row: RowView::sample("Assessment Only", "/assessment-only", content::State::Published),
            edited: "15 March 2019".to_owned(),
            review_by: "14 March 2021".to_owned(),
            urgency: "Overdue",
            owner: "Admissions team".to_owned(),
        };
        vec![("some", view(vec![row], Part::ReviewBy)), ("none", view(Vec::new(), Part::NotUpdated))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::AgeingView>();
    }
}
