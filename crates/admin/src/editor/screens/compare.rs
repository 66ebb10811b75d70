//! Two versions of a node, word by word: `/admin/nodes/{id}/compare?from=…&to=…`.

use axum::extract::{Path, State};
use content::compare::{self, BlockChange, Change, Comparison, Fate, FieldChange, Run};
use content::{Draft, NodeId};
use serde::{Deserialize, Serialize};
use store::history::{self, Version};
use store::{drafts, rights::Permit};
use web::{Page, Query, View};

use super::super::desk::Desk;
use super::super::lookup;
use super::history::{Restoring, version_of};
use crate::Admin;
use crate::refusal::failed;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// The comparison of two versions.
#[derive(Debug, Serialize)]
struct CompareView {
    shell: Shell,
    from: Side,
    to: Side,
    /// Whether both say the same.
    same: bool,
    fields: Vec<FieldView>,
    parts: Vec<PartView>,
    /// The form that brings the earlier one back.
    restoring: Option<Restoring>,
    history_href: String,
}

/// One of the two versions.
#[derive(Debug, Serialize)]
struct Side {
    /// `Version 2, public now`.
    name: String,
    /// `saved today at 10:42am by Asha Patel`.
    saved: String,
    href: String,
}

/// The blocks of the body or of the foot.
#[derive(Debug, Serialize)]
struct PartView {
    id: &'static str,
    heading: &'static str,
    blocks: Vec<BlockView>,
}

/// What became of a block.
#[derive(Debug, Serialize)]
struct BlockView {
    /// `Text block 2`.
    name: String,
    /// `Changed, and moved from place 3 to place 1`.
    fate: String,
    tag: &'static str,
    fields: Vec<FieldView>,
}

/// One field that differs, for both layouts.
#[derive(Debug, Serialize)]
struct FieldView {
    label: &'static str,
    earlier: Vec<RunView>,
    later: Vec<RunView>,
    both: Vec<RunView>,
}

/// Words as the template's macro marks them.
#[derive(Clone, Debug, Serialize)]
struct RunView {
    change: &'static str,
    text: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    from: Option<String>,
    to: Option<String>,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let to = match &asked.to {
        Some(to) => version_of(&desk, to).await?,
        None => version_of(&desk, &desk.open.revision.to_string()).await?,
    };
    let from = match &asked.from {
        Some(from) => version_of(&desk, from).await?,
        None => earlier_than(&desk, &to).await?,
    };
    // Whichever was chosen in which column: the earlier one stands first.
    let (from, to) = if from.number > to.number { (to, from) } else { (from, to) };
    let comparison = comparison(&desk, &from, &to).await?;
    let view = CompareView {
        shell: desk.shell("Compare versions").await?,
        same: comparison.is_same(),
        fields: comparison.fields.iter().map(FieldView::new).collect(),
        parts: parts(comparison.body, comparison.foot),
        restoring: Restoring::of(&desk, &from),
        from: Side::new(&desk, &from),
        to: Side::new(&desk, &to),
        history_href: desk.screen("history"),
    };
    Ok(desk.admin.templates.render(&view)?)
}

/// What a version is compared with when nobody says: what the public reads, else the version before it.
async fn earlier_than(desk: &Desk, to: &Version) -> Result<Version, web::Error> {
    let live = desk.open.live_revision.filter(|live| *live != to.id);
    let before = match live {
        Some(live) => Some(live),
        None => history::before(&desk.admin.store, &desk.permit, to.number).await.map_err(failed)?,
    };
    version_of(desk, &before.unwrap_or(to.id).to_string()).await
}

async fn comparison(desk: &Desk, from: &Version, to: &Version) -> Result<Comparison, web::Error> {
    let (from, to) = (text(desk, &desk.permit, from).await?, text(desk, &desk.permit, to).await?);
    let earlier = lookup::of_draft(&desk.admin, &desk.permit, &from).await?;
    let later = lookup::of_draft(&desk.admin, &desk.permit, &to).await?;
    let work = move || {
        let shown = |id: NodeId| if later.has_node(id) { later.shown(id) } else { earlier.shown(id) };
        compare::compare(&from, &to, &shown)
    };
    Ok(tokio::task::spawn_blocking(work).await.map_err(web::Failure::from)?)
}

async fn text(desk: &Desk, permit: &Permit, version: &Version) -> Result<Draft, web::Error> {
    let found = drafts::revision(&desk.admin.store, permit, version.id).await.map_err(failed)?;
    Ok(found.ok_or(web::Refusal::NotFound)?)
}

fn parts(body: Vec<BlockChange>, foot: Vec<BlockChange>) -> Vec<PartView> {
    let part = |id, heading, blocks: Vec<BlockChange>| PartView {
        id,
        heading,
        blocks: blocks.iter().map(BlockView::new).collect(),
    };
    [part("body", "Body", body), part("foot", "Foot of the page", foot)]
        .into_iter()
        .filter(|part| !part.blocks.is_empty())
        .collect()
}

impl Side {
    fn new(desk: &Desk, version: &Version) -> Self {
        let standing = match (version.live, version.draft) {
            (true, true) => ", the draft, public now",
            (true, false) => ", public now",
            (false, true) => ", the draft",
            (false, false) => "",
        };
        let when = words::when_inside(version.made_at, desk.admin.store.now());
        Self {
            name: format!("Version {}{standing}", version.number),
            saved: format!("saved {when} by {}", version.made_by),
            href: format!("{}/{}", desk.screen("history"), version.id),
        }
    }
}

impl BlockView {
    fn new(block: &BlockChange) -> Self {
        let number = block.new_number.or(block.old_number).unwrap_or_default();
        let (word, tag) = match block.fate {
            Fate::Same if block.moved => ("Moved", "blue"),
            Fate::Same => ("The same", "grey"),
            Fate::Changed => ("Changed", "amber"),
            Fate::Added => ("Added", "green"),
            Fate::Removed => ("Removed", "red"),
        };
        let places = format!("from place {} to place {number}", block.old_number.unwrap_or_default());
        let fate = match (block.moved, block.fate) {
            (true, Fate::Same) => format!("Moved {places}"),
            (true, _) => format!("{word}, and moved {places}"),
            (false, _) => word.to_owned(),
        };
        Self {
            name: format!("{} block {number}", block.label),
            fate,
            tag,
            fields: block.fields.iter().map(FieldView::new).collect(),
        }
    }
}

impl FieldView {
    fn new(field: &FieldChange) -> Self {
        let side = |left_out| -> Vec<RunView> {
            field.runs.iter().filter(|run| run.change != left_out).map(RunView::new).collect()
        };
        Self {
            label: field.label,
            earlier: side(Change::Added),
            later: side(Change::Removed),
            both: field.runs.iter().map(RunView::new).collect(),
        }
    }
}

impl RunView {
    fn new(run: &Run) -> Self {
        let change = match run.change {
            Change::Same => "same",
            Change::Added => "added",
            Change::Removed => "removed",
        };
        Self { change, text: run.text.clone() }
    }
}

impl View for CompareView {
    const TEMPLATE: &'static str = "editor/compare.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let block =
            |id: &str, text: &str| content::Block::prose(content::BlockId::parse(id).expect("plain letters"), text);
        let mut from = Draft::empty(content::Kind::Page);
        from.title = "Assessment Only".into();
        from.body = vec![block("a", "The fee is **£2,500**."), block("b", "Moved."), block("c", "Gone.")];
        let mut to = from.clone();
        to.title = "The Assessment Only route".into();
        to.body = vec![block("b", "Moved."), block("a", "The fee is **£2,750**."), block("d", "New.")];
        let view = |from: &Draft, to: &Draft, restoring| {
            let comparison = compare::compare(from, to, &|id| format!("/node/{id}"));
            let side = |number: i64| Side {
                name: format!("Version {number}"),
                saved: "saved today at 10:42am by Asha Patel".to_owned(),
                href: format!("/admin/nodes/12/history/{number}"),
            };
            Self {
                shell: Shell::sample("Compare versions: Assessment Only"),
                from: side(2),
                to: side(3),
                same: comparison.is_same(),
                fields: comparison.fields.iter().map(FieldView::new).collect(),
                parts: parts(comparison.body, comparison.foot),
                restoring,
                history_href: "/admin/nodes/12/history".to_owned(),
            }
        };
        vec![
            ("two versions", view(&from, &to, Some(Restoring::sample()))),
            ("the same twice", view(&from, &from, None)),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_comparison_shows_its_samples() {
        crate::state::check::<super::CompareView>();
    }
}
