//! The screen of what was found.

use chrono::{DateTime, Utc};
use content::{NodeId, Problems, RevisionId};
use serde::Serialize;
use store::passages::{Among, Hit, Look, OnNode, Shown};
use web::View;
use web::pagination::Pagination;

use super::asked::Asked;
use super::{ADDRESS, SHOWN, TITLE};
use crate::fields::{Choice, Field, Trouble};
use crate::row::RowView;
use crate::shell::Shell;
use crate::words;

/// The form and what was found.
#[derive(Debug, Serialize)]
pub(super) struct FindView {
    shell: Shell,
    troubles: Vec<Trouble>,
    fields: Vec<Field>,
    /// `None` while nothing is asked.
    found: Option<FoundView>,
    /// What was asked, for the form that replaces.
    hidden: Vec<(&'static str, String)>,
    /// The form's own fields: the new words, and what becomes of the pages.
    replacing: Vec<Field>,
}

/// What was found.
#[derive(Debug, Serialize)]
pub(super) struct FoundView {
    /// `12 places on 9 pages`, or that there are none.
    summary: String,
    /// What to do where nothing was found; empty else.
    empty: String,
    groups: Vec<GroupView>,
    pages: Pagination,
    /// Where the look goes on; empty where it is at its end.
    next_href: String,
    /// Said beside that link.
    next_hint: String,
    /// Whether anything can be ticked.
    may_replace: bool,
    may_publish: bool,
}

/// One page with its hits.
#[derive(Debug, Serialize)]
pub(super) struct GroupView {
    row: RowView,
    /// The titles of the pages above it: `Home › Events`.
    trail: String,
    /// `3 places`.
    count: String,
    /// By the text in which they stand.
    parts: Vec<PartView>,
}

/// The hits in one text of a page.
#[derive(Debug, Serialize)]
pub(super) struct PartView {
    /// `Draft and published text`, `Draft` or `Published text`.
    heading: &'static str,
    hits: Vec<HitView>,
    /// `and 12 more`; empty for none.
    more: String,
    /// Why nothing here can be ticked; empty where it can.
    why_not: &'static str,
}

/// One hit.
#[derive(Clone, Debug, Serialize)]
pub(super) struct HitView {
    /// What its tick sends; empty where it cannot be replaced.
    value: String,
    /// The id of its tick.
    id: String,
    place: String,
    before: String,
    found: String,
    after: String,
    /// Whether it stands in an address or a mark, so that it stays.
    stays: bool,
}

impl HitView {
    fn new(hit: &Hit, of: Option<(NodeId, RevisionId)>, number: usize) -> Self {
        let value = of.filter(|_| hit.is_words).map(|(node, revision)| format!("{node}-{revision}-{number}"));
        let value = value.unwrap_or_default();
        Self {
            id: format!("hit-{value}"),
            value,
            place: hit.place.clone(),
            before: hit.passage.before.clone(),
            found: hit.passage.found.clone(),
            after: hit.passage.after.clone(),
            stays: !hit.is_words,
        }
    }
}

impl PartView {
    /// The hits in a text; `None` where there are none. `of` is the node whose draft it is.
    fn new(
        heading: &'static str,
        text: Option<(RevisionId, usize)>,
        of: Option<NodeId>,
        shown: &Shown,
    ) -> Option<Self> {
        let (revision, count) = text?;
        let hits = shown.hits.get(&revision)?;
        let more = words::count(count.saturating_sub(hits.len()) as u64, "more place", "more places");
        let node = of.map(|node| (node, revision));
        Some(Self {
            heading,
            hits: hits.iter().enumerate().map(|(number, hit)| HitView::new(hit, node, number)).collect(),
            more: match (count > hits.len(), of.is_some()) {
                (false, _) => String::new(),
                (true, true) => format!("and {more}. Replace these first, then look again"),
                (true, false) => format!("and {more}"),
            },
            why_not: if of.is_none() { "The draft says something else here. Open the page to change it." } else { "" },
        })
    }
}

impl GroupView {
    /// A page with its hits; `None` for one that is gone since.
    pub(super) fn new(on_node: &OnNode, shown: &Shown, now: DateTime<Utc>) -> Option<Self> {
        let row = shown.rows.get(&on_node.node)?;
        let above = on_node.path.ancestors();
        let titles = above.iter().filter_map(|path| shown.titles.get(path.as_str()).map(String::as_str));
        let trail: Vec<&str> = titles.collect();
        let heading = if on_node.draft_is_live { "Draft and published text" } else { "Draft" };
        let draft = PartView::new(heading, on_node.draft, Some(on_node.node), shown);
        let live = PartView::new("Published text", on_node.live, None, shown);
        Some(Self {
            row: RowView::new(row, now),
            trail: trail.join(" › "),
            count: words::count(on_node.count() as u64, "place", "places"),
            parts: draft.into_iter().chain(live).collect(),
        })
    }

    fn can_be_ticked(&self) -> bool {
        self.parts.iter().any(|part| part.hits.iter().any(|hit| !hit.value.is_empty()))
    }
}

impl FoundView {
    pub(super) fn new(
        look: &Look,
        hits: usize,
        nodes: usize,
        groups: Vec<GroupView>,
        pages: Pagination,
        next_href: String,
        may_publish: bool,
    ) -> Self {
        let text = look.needle.text();
        let where_to = match look.among {
            Among::Both => "drafts and published texts",
            Among::Drafts => "drafts",
            Among::Published => "published texts",
        };
        let summary = if nodes == 0 {
            format!("“{text}” was not found in {where_to}")
        } else {
            let (hits, nodes) = (hits as u64, nodes as u64);
            format!("“{text}”: {} on {}", words::count(hits, "place", "places"), words::count(nodes, "page", "pages"))
        };
        let empty = if nodes == 0 && next_href.is_empty() {
            "Check the spelling, allow small letters for capitals, or look in the whole site. Only what you may read is looked through. Text that runs over a line end, or of which a part is bold or a link, is not found.".to_owned()
        } else {
            String::new()
        };
        let limit = words::count(store::passages::MOST_NODES as u64, "page", "pages");
        let next_hint = if next_href.is_empty() {
            String::new()
        } else {
            format!("One look goes through {limit}. There are more behind these.")
        };
        Self {
            summary,
            empty,
            may_replace: groups.iter().any(GroupView::can_be_ticked),
            groups,
            pages,
            next_href,
            next_hint,
            may_publish,
        }
    }
}

/// The new words, and what becomes of the pages.
pub(super) fn replacing(with: &str, publishes: bool, may_publish: bool, problems: &Problems) -> Vec<Field> {
    let words = Field::text("with", "Replace by", with)
        .with_hint("One line. Leave it empty to take the text out.")
        .with_problems(problems);
    let mut fields = vec![words];
    if may_publish {
        let choices = vec![
            Choice::new("drafts", "Save as drafts", !publishes).with_hint("The public sees nothing of it yet."),
            Choice::new("publish", "Save and publish", publishes)
                .with_hint("Only pages without other unpublished changes go live. Of the others the draft is saved."),
        ];
        fields.push(Field::radios("do", "What becomes of the pages", choices));
    }
    fields
}

impl FindView {
    pub(super) fn new(
        shell: Shell,
        asked: &Asked,
        problems: &Problems,
        troubles: Vec<Trouble>,
        found: Option<FoundView>,
    ) -> Self {
        let may_publish = found.as_ref().is_some_and(|found| found.may_publish);
        Self {
            shell,
            troubles,
            fields: asked.fields(problems),
            found,
            hidden: asked.pairs(),
            replacing: replacing("", false, may_publish, &Problems::new()),
        }
    }
}

impl View for FindView {
    const TEMPLATE: &'static str = "find.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let asked = |text: &str| Asked::of_form(|name| if name == "q" { text.to_owned() } else { String::new() });
        let hit = |is_words| Hit {
            place: "Block 1, Text".to_owned(),
            passage: store::passages::Piece {
                before: "Call us on ".to_owned(),
                found: "<0800>".to_owned(),
                after: " today.".to_owned(),
            },
            is_words,
        };
        let group = |live: bool| {
            let path = content::UrlPath::parse("/help/fees").expect("an address");
            let row = crate::row::sample_row("Fees", "/help/fees", content::State::Published);
            let on_node = OnNode {
                node: NodeId(12),
                path,
                draft: Some((RevisionId(7), 60)),
                draft_is_live: live,
                live: (!live).then_some((RevisionId(6), 1)),
            };
            let shown = Shown {
                rows: [(NodeId(12), row)].into(),
                titles: [("/".to_owned(), "Home".to_owned()), ("/help".to_owned(), "Help".to_owned())].into(),
                hits: [(RevisionId(7), vec![hit(true), hit(false)]), (RevisionId(6), vec![hit(true)])].into(),
            };
            GroupView::new(&on_node, &shown, DateTime::UNIX_EPOCH).expect("it is there")
        };
        let view = |text: &str, groups: Vec<GroupView>, nodes: usize, next: &str| {
            let asked = asked(text);
            let found = asked.needle().map(|needle| {
                let look = Look { needle, among: Among::Both, below: None, kind: None, after: None };
                let pages = Pagination::new(ADDRESS, "", 1, SHOWN, nodes).expect("there is a first page");
                FoundView::new(&look, nodes * 3, nodes, groups, pages, next.to_owned(), true)
            });
            Self::new(Shell::sample(TITLE), &asked, &Problems::new(), Vec::new(), found)
        };
        let short = vec![content::Problem::new("q", "Enter 2 to 200 letters")];
        let refused = Self::new(
            Shell::sample(TITLE).with_problem(true),
            &asked("a"),
            &short,
            crate::fields::troubles(&short),
            None,
        );
        vec![
            ("nothing asked", view("", Vec::new(), 0, "")),
            ("found", view("<0800>", vec![group(true), group(false)], 60, "/admin/find?q=0800&after=%2Fz")),
            ("nothing found", view("zebra", Vec::new(), 0, "")),
            ("too short", refused),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<FindView>();
    }
}
