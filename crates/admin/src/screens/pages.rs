//! The tree of all pages: `/admin/pages?open=12&open=35`. A level is read when it is open, and only then. A script that asks for JSON gets one level in
//! short: `?under=12`.

use std::collections::HashSet;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use content::NodeId;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use store::rights::Permit;
use store::tree::{self, TreeRow};
use tower_sessions::Session;
use web::{Query, View, wants_json};

use super::{choosing, level};
use crate::Admin;
use crate::notice;
use crate::refusal::failed;
use crate::row::RowView;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

/// How many levels may be open at once: an address that asks for more is cut, so that none makes the server read the
/// whole tree.
const MOST_OPEN: usize = 100;
/// The deepest indentation of the style sheet; deeper rows stand there too.
const DEEPEST_INDENT: usize = 8;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/pages", get(show))
}

/// The explorer.
#[derive(Debug, Serialize)]
struct PagesView {
    shell: Shell,
    rows: Vec<TreeRowView>,
}

/// One row of the explorer.
#[derive(Debug, Serialize)]
struct TreeRowView {
    /// Names the row, so that the page is shown at it after a level was opened or closed.
    id: String,
    /// How far it stands to the right, from 0 to 8.
    indent: usize,
    row: RowView,
    /// The value of its checkbox; empty for the home page, which stays where and as it is.
    tick: String,
    /// The screen that reorders the level below; empty where fewer than two lie there.
    order_href: String,
    /// The link that opens or closes the level below; none if there is no level below, or if it is the top, which stays
    /// open.
    switch: Option<Switch>,
    /// The screen for a page below this one; empty for events and providers, which hold none.
    add_href: String,
    /// Says after the last row shown of a long level how many are left out; empty elsewhere.
    left_out: String,
}

/// What opens or closes a level.
#[derive(Debug, Serialize)]
struct Switch {
    href: String,
    /// Whether the level is open now.
    open: bool,
    /// `4 pages`.
    count: String,
}

impl View for PagesView {
    const TEMPLATE: &'static str = "pages.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |id: i64, title: &str, path: &str, state| TreeRow {
            id: NodeId(id),
            kind: content::Kind::Page,
            title: title.to_owned(),
            slug: None,
            path: content::UrlPath::parse(path).ok(),
            state,
            updated_at: DateTime::UNIX_EPOCH,
            updated_by: "Asha Patel".to_owned(),
        };
        let live = content::State::Published;
        let home = row(1, "Get into teaching", "/", live);
        let routes = row(
            35,
            "Teacher training routes",
            "/explore-my-options/teacher-training-routes",
            content::State::PublishedWithChanges,
        );
        let rows = [
            (0, home.clone(), 2),
            (1, row(12, "Explore my options", "/explore-my-options", live), 4),
            (2, routes, 0),
            (1, row(13, "", "/teaching-events", content::State::Draft), 1),
        ];
        let open = Open::from_numbers(&[12]);
        let view = |rows: &[(usize, TreeRow, u64)]| {
            let shown = |(depth, row, below): &(usize, TreeRow, u64)| {
                TreeRowView::new(row, *below, *depth, &open, DateTime::UNIX_EPOCH)
            };
            let mut rows: Vec<TreeRowView> = rows.iter().map(shown).collect();
            if let Some(last) = rows.last_mut() {
                last.left_out = left_out(3);
            }
            Self { shell: Shell::sample(TITLE), rows }
        };
        vec![("two levels", view(&rows)), ("only the home page", view(&[(0, home, 0)]))]
    }
}

const TITLE: &str = "Pages";

/// Which levels are open, in the order of the address.
#[derive(Default)]
struct Open {
    order: Vec<i64>,
    set: HashSet<i64>,
}

impl Open {
    fn from_numbers(numbers: &[i64]) -> Self {
        let mut open = Self::default();
        for number in numbers.iter().copied().take(MOST_OPEN) {
            if open.set.insert(number) {
                open.order.push(number);
            }
        }
        open
    }

    fn holds(&self, node: NodeId) -> bool {
        node == NodeId::HOME || self.set.contains(&node.0)
    }

    /// The explorer with this level open if it is closed, and closed if it is open, shown at its row.
    fn switched(&self, node: NodeId) -> String {
        let others = self.order.iter().filter(|number| **number != node.0);
        let mut numbers: Vec<String> = others.map(|number| format!("open={number}")).collect();
        if !self.holds(node) {
            numbers.push(format!("open={node}"));
        }
        let query = if numbers.is_empty() { String::new() } else { format!("?{}", numbers.join("&")) };
        format!("/admin/pages{query}#row-{node}")
    }
}

impl TreeRowView {
    /// `below` nodes lie directly below the row.
    fn new(row: &TreeRow, below: u64, depth: usize, open: &Open, now: DateTime<Utc>) -> Self {
        let has_switch = below > 0 && row.id != NodeId::HOME;
        let switch = has_switch.then(|| Switch {
            href: open.switched(row.id),
            open: open.holds(row.id),
            count: level::count(below),
        });
        let add_href = if row.kind == content::Kind::Page {
            format!("/admin/new?kind=page&parent={}", row.id)
        } else {
            String::new()
        };
        Self {
            id: format!("row-{}", row.id),
            indent: depth.min(DEEPEST_INDENT),
            row: RowView::new(row, now),
            tick: if row.id == NodeId::HOME { String::new() } else { row.id.to_string() },
            order_href: if below > 1 { format!("/admin/nodes/{}/order", row.id) } else { String::new() },
            switch,
            add_href,
            left_out: String::new(),
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    open: Vec<i64>,
    /// The level that a script asks for.
    under: Option<i64>,
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    if wants_json(&headers) {
        return Ok(axum::Json(choosing::level(&admin, &permit, asked.under).await?).into_response());
    }
    let rows = rows(&admin, &permit, &Open::from_numbers(&asked.open)).await?;
    let shell = Shell::new(&admin, &signed_in, Section::Pages, TITLE).with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&PagesView { shell, rows })?.into_response())
}

/// The home page and what is open below it, in the order of the screen. A stack instead of a recursion: trees may be
/// 300 levels deep.
async fn rows(admin: &Admin, permit: &Permit, open: &Open) -> Result<Vec<TreeRowView>, web::Error> {
    let now = admin.store.now();
    let mut shown = Vec::new();
    let home = tree::row(&admin.store, permit, NodeId::HOME).await.map_err(failed)?;
    let mut waiting = with_lengths(admin, permit, Vec::from_iter(home), 0, 0).await?;
    while let Some(Waiting { row, below, depth, more }) = waiting.pop() {
        let mut view = TreeRowView::new(&row, below, depth, open, now);
        if more > 0 {
            view.left_out = left_out(more);
        }
        shown.push(view);
        if below > 0 && open.holds(row.id) {
            let level = tree::level(&admin.store, permit, row.id, level::MOST_ROWS).await.map_err(failed)?;
            let level = with_lengths(admin, permit, level.rows, depth + 1, level.more).await?;
            waiting.extend(level.into_iter().rev());
        }
    }
    Ok(shown)
}

/// A row that is still to be shown.
struct Waiting {
    row: TreeRow,
    /// How many nodes lie directly below.
    below: u64,
    depth: usize,
    /// How many rows of its level are left out after it.
    more: u64,
}

/// The rows of one level, after the last of which `more` are left out.
async fn with_lengths(
    admin: &Admin,
    permit: &Permit,
    level: Vec<TreeRow>,
    depth: usize,
    more: u64,
) -> Result<Vec<Waiting>, web::Error> {
    let last = level.len().saturating_sub(1);
    let lengths = level::with_lengths(admin, permit, level).await?;
    let waiting = lengths.into_iter().enumerate().map(|(at, (row, below))| Waiting {
        below,
        depth,
        more: if at == last { more } else { 0 },
        row,
    });
    Ok(waiting.collect())
}

fn left_out(more: u64) -> String {
    format!("{} not shown here. Search for a title to find it.", words::count(more, "more page is", "more pages are"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<PagesView>();
    }

    #[test]
    fn a_link_opens_one_level_and_leaves_the_others_as_they_are() {
        let open = Open::from_numbers(&[12, 35, 12]);
        assert_eq!(open.switched(NodeId(40)), "/admin/pages?open=12&open=35&open=40#row-40");
        assert_eq!(open.switched(NodeId(12)), "/admin/pages?open=35#row-12");
        assert_eq!(Open::from_numbers(&[12]).switched(NodeId(12)), "/admin/pages#row-12");
    }

    #[test]
    fn an_address_opens_a_hundred_levels_at_most() {
        let numbers: Vec<i64> = (0..1_000).collect();
        assert_eq!(Open::from_numbers(&numbers).order.len(), MOST_OPEN);
    }
}
