//! The links of the whole site that lead nowhere: `/admin/reports/links?kind=`, and the same as a file for spreadsheets.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use store::links::{self, Broken, Fault, Kind, Leads, Mention};
use store::projection::{BlockSpot, LinkPlace};
use store::rights::Permit;
use web::pagination::Pagination;
use web::{Page, Query, View};

use super::{MOST_IN_A_FILE, PER_PAGE, sample_shell, shell_of};
use crate::Admin;
use crate::csv;
use crate::editor::mend_query;
use crate::help::Screen;
use crate::links_in_words as in_words;
use crate::refusal::failed;
use crate::row::{RowView, editor_of};
use crate::screens::pagination;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

const TITLE: &str = "Broken links";

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/reports/links", get(show)).route("/admin/reports/links.csv", get(file))
}

/// The report.
#[derive(Debug, Serialize)]
struct BrokenLinksView {
    shell: Shell,
    /// The parts of the report.
    kinds: Vec<KindView>,
    /// The name of the part that is shown.
    heading: &'static str,
    hint: &'static str,
    rows: Vec<BrokenView>,
    pages: Option<Pagination>,
}

/// One part of the report.
#[derive(Debug, Serialize)]
struct KindView {
    label: &'static str,
    /// `3 links`.
    count: String,
    href: String,
    current: bool,
}

/// One link.
#[derive(Debug, Serialize)]
struct BrokenView {
    row: RowView,
    text: String,
    place: String,
    sides: &'static str,
    target: String,
    target_href: String,
    address: String,
    fault: String,
    mend_href: String,
}

impl BrokenView {
    fn new(broken: &Broken, now: chrono::DateTime<chrono::Utc>) -> Self {
        let (target, target_href, address) = in_words::target(&broken.leads);
        let mend = broken.fault.as_ref().map(|fault| mend_query(&broken.leads, fault)).unwrap_or_default();
        Self {
            row: RowView::new(&broken.page, now),
            text: in_words::text(&broken.mention),
            place: in_words::place(&broken.mention),
            sides: in_words::sides(&broken.mention),
            target,
            target_href,
            address,
            fault: broken.fault.as_ref().map(in_words::fault).unwrap_or_default(),
            mend_href: format!("{}/links/mend?{mend}", editor_of(broken.page.id)),
        }
    }
}

/// What each part is called in addresses and on the screen.
fn named(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::NotPublic => (
            "not-public",
            "Pages that are not public",
            "Visitors read these links as plain text. They are links again once the page is public.",
        ),
        Kind::Missing => ("missing", "Pages that do not exist", "No page has ever had this number."),
        Kind::UnknownAddress => ("unknown", "Addresses that nobody knows", "Neither a page nor a redirect is there."),
        Kind::NoHeading => ("headings", "Headings that are gone", "The page opens at its top instead."),
    }
}

#[derive(Deserialize)]
struct Asked {
    kind: Option<String>,
    page: Option<u64>,
}

async fn show(State(admin): State<Admin>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let mut counts = Vec::with_capacity(Kind::ALL.len());
    for kind in Kind::ALL {
        counts.push((kind, links::count(&admin.store, &permit, kind).await.map_err(failed)?));
    }
    let kind = match asked.kind.as_deref() {
        Some(name) => Kind::ALL.into_iter().find(|kind| named(*kind).0 == name).ok_or(web::Refusal::NotFound)?,
        None => counts.iter().find(|(_, count)| *count > 0).map_or(Kind::NotPublic, |(kind, _)| *kind),
    };
    let list = links::broken(&admin.store, &permit, kind, asked.page.unwrap_or(1), PER_PAGE).await.map_err(failed)?;
    let (name, heading, hint) = named(kind);
    let now = admin.store.now();
    let view = BrokenLinksView {
        shell: shell_of(&admin, &signed_in, TITLE).with_help(Screen::Called(TITLE)),
        kinds: counts.into_iter().map(|(of, count)| KindView::new(of, count, of == kind)).collect(),
        heading,
        hint,
        pages: Some(pagination(&list, "/admin/reports/links", &format!("kind={name}"))?),
        rows: list.items.iter().map(|broken| BrokenView::new(broken, now)).collect(),
    };
    Ok(admin.templates.render(&view)?)
}

impl KindView {
    fn new(kind: Kind, count: u64, current: bool) -> Self {
        let (name, label, _) = named(kind);
        let href = format!("/admin/reports/links?kind={name}");
        Self { label, count: words::count(count, "link", "links"), href, current }
    }
}

/// Every broken link of every kind, as comma-separated values.
async fn file(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let text = as_csv(&admin, &permit).await?;
    Ok(csv::file("broken-links.csv", text))
}

async fn as_csv(admin: &Admin, permit: &Permit) -> Result<String, web::Error> {
    let heads = ["Page", "Address", "Link text", "Where", "In", "Leads to", "Target address", "What is wrong"];
    let mut text = csv::line(&heads.map(str::to_owned));
    let now = admin.store.now();
    for kind in Kind::ALL {
        let list = links::broken(&admin.store, permit, kind, 1, MOST_IN_A_FILE).await.map_err(failed)?;
        for broken in &list.items {
            let row = BrokenView::new(broken, now);
            let cells = [
                row.row.title,
                row.row.address,
                row.text,
                row.place,
                row.sides.to_owned(),
                row.target,
                row.address,
                row.fault,
            ];
            text.push_str(&csv::line(&cells));
        }
    }
    Ok(text)
}

impl View for BrokenLinksView {
    const TEMPLATE: &'static str = "reports/broken-links.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = BrokenView {
            row: RowView::sample("Assessment Only", "/assessment-only", content::State::Published),
            text: "apply now".to_owned(),
            place: in_words::place(&Mention {
                text: String::new(),
                place: LinkPlace::Text,
                block: Some(BlockSpot::Foot(1)),
                draft: true,
                live: true,
            }),
            sides: "Draft and live",
            target: in_words::target(&Leads::Address("/old".to_owned())).0,
            target_href: String::new(),
            address: String::new(),
            fault: in_words::fault(&Fault::UnknownAddress),
            mend_href: "/admin/nodes/5/links/mend?address=%2Fold".to_owned(),
        };
        let view = |rows: Vec<BrokenView>| Self {
            shell: sample_shell(TITLE),
            kinds: Kind::ALL
                .into_iter()
                .map(|kind| KindView::new(kind, rows.len() as u64, kind == Kind::UnknownAddress))
                .collect(),
            heading: named(Kind::UnknownAddress).1,
            hint: named(Kind::UnknownAddress).2,
            rows,
            pages: None,
        };
        vec![("some", view(vec![row])), ("none", view(Vec::new()))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::BrokenLinksView>();
    }
}
