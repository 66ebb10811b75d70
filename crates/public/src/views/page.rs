//! A page.

use content::wall;
use serde::Serialize;
use store::published::{PublishedContent, PublishedNode};
use web::View;

use super::block::BlockView;
use super::frame::{About, Frame, Surroundings};
use super::samples;
use crate::query;

/// A page: its words and its blocks.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageView {
    frame: Frame,
    /// The home page opens with a band that holds its summary.
    home: bool,
    title: String,
    lead: String,
    updated: Option<Updated>,
    body: Vec<BlockView>,
    foot: Vec<BlockView>,
}

/// The day of which readers know, in words and for machines, and what they were told.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Updated {
    datetime: String,
    words: String,
    /// Newest first; empty as long as readers were told of nothing.
    changes: Vec<ChangeView>,
}

/// What readers were told on a day.
#[derive(Clone, Debug, Serialize)]
struct ChangeView {
    datetime: String,
    words: String,
    note: String,
}

impl PageView {
    /// The view of a page.
    pub(crate) fn new(node: PublishedNode, around: &Surroundings) -> Self {
        let (page, address) = position(&node);
        let title = match page {
            Some((page, pages)) => format!("{} (page {page} of {pages})", node.title),
            None => node.title.clone(),
        };
        let about = About {
            title: &title,
            summary: &node.summary,
            path: Some(&address),
            canonical: &node.canonical,
            noindex: node.noindex,
            trail: &node.trail,
        };
        let home = node.path.is_root();
        Self {
            frame: Frame::new(&about, around),
            home,
            updated: Updated::of(&node).filter(|_| !home),
            lead: node.summary,
            title,
            body: BlockView::all(node.body, node.path.as_str()),
            foot: BlockView::all(node.foot, node.path.as_str()),
        }
    }
}

impl Updated {
    /// Days on British calendars. The list ends with the day on which the page was new.
    pub(crate) fn of(node: &PublishedNode) -> Option<Self> {
        let day = |at| wall::local(at, wall::UK).date();
        let line = |at, note: &str| {
            let day = day(at);
            ChangeView { datetime: day.to_string(), words: wall::date(day), note: note.to_owned() }
        };
        let mut changes: Vec<ChangeView> =
            node.changes.iter().rev().map(|change| line(change.at, &change.note)).collect();
        if let Some(first) = node.first_published.filter(|_| !changes.is_empty()) {
            changes.push(line(first, "First published."));
        }
        let day = day(node.last_published?);
        Some(Self { datetime: day.to_string(), words: wall::date(day), changes })
    }
}

/// Which page of a long event list this is, if not the first, and the address that search engines should know: a filtered list is a part of the
/// whole list, and the second page of the whole list is a page of its own.
fn position(node: &PublishedNode) -> (Option<(u64, u64)>, String) {
    let path = node.path.to_string();
    let list = node.body.iter().chain(&node.foot).find_map(|block| match &block.content {
        PublishedContent::EventList { page, pages, filter, .. } if *page > 1 => Some((*page, *pages, filter)),
        _ => None,
    });
    match list {
        Some((page, pages, filter)) if query::written(filter).is_empty() => {
            (Some((page, pages)), format!("{path}?page={page}"))
        }
        Some((page, pages, _)) => (Some((page, pages)), path),
        None => (None, path),
    }
}

impl View for PageView {
    const TEMPLATE: &'static str = "page.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let around = samples::around();
        samples::pages().into_iter().map(|(name, node)| (name, Self::new(node, &around))).collect()
    }
}
