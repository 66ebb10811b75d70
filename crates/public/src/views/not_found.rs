//! The page for an address that leads nowhere.

use serde::Serialize;
use web::View;

use super::frame::{About, Frame, Surroundings};
use super::link::Link;
use super::samples;

/// The page for an address that leads nowhere, with ways onward.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NotFoundView {
    frame: Frame,
    title: &'static str,
    sentence: &'static str,
    suggestions: Vec<Link>,
}

impl NotFoundView {
    /// For an address that never led anywhere.
    pub(crate) fn new(suggestions: Vec<Link>, around: &Surroundings) -> Self {
        let title = "Page not found";
        let sentence = "If you typed the address, check that it is correct. If you followed a link, the page may have been removed.";
        Self { frame: frame(title, around), title, sentence, suggestions }
    }

    /// For a preview whose hour is over.
    pub(crate) fn of_preview(suggestions: Vec<Link>, around: &Surroundings) -> Self {
        let title = "This preview has expired";
        let sentence = "Ask whoever sent you the link for a new one. Editors open it again from the editor.";
        Self { frame: frame(title, around), title, sentence, suggestions }
    }

    /// For a preview at a moment by which the page is off the site.
    pub(crate) fn of_withdrawn(suggestions: Vec<Link>, around: &Surroundings) -> Self {
        let title = "This page is not public then";
        let sentence = "By the time that you chose, it is scheduled to come off the site. Choose an earlier time.";
        Self { frame: frame(title, around), title, sentence, suggestions }
    }
}

/// The frame of a page that is not one of the site's own.
pub(crate) fn frame(title: &str, around: &Surroundings) -> Frame {
    Frame::new(&About { title, noindex: true, ..About::default() }, around)
}

impl View for NotFoundView {
    const TEMPLATE: &'static str = "not_found.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let around = samples::around();
        vec![
            ("with ways onward", Self::new(samples::links(), &around)),
            ("on an empty site", Self::new(Vec::new(), &samples::empty_site())),
            ("expired preview", Self::of_preview(samples::links(), &around)),
            ("withdrawn by then", Self::of_withdrawn(samples::links(), &around)),
        ]
    }
}
