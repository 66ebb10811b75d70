//! The page for what was taken down.

use serde::Serialize;
use web::View;

use super::frame::{Frame, Surroundings};
use super::link::Link;
use super::not_found::frame;
use super::samples;

/// The page for what was taken down, with ways onward.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GoneView {
    frame: Frame,
    title: &'static str,
    suggestions: Vec<Link>,
}

impl GoneView {
    /// For an address that was public once.
    pub(crate) fn new(suggestions: Vec<Link>, around: &Surroundings) -> Self {
        let title = "This page is no longer here";
        Self { frame: frame(title, around), title, suggestions }
    }
}

impl View for GoneView {
    const TEMPLATE: &'static str = "gone.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![
            ("with ways onward", Self::new(samples::links(), &samples::around())),
            ("on an empty site", Self::new(Vec::new(), &samples::empty_site())),
        ]
    }
}
