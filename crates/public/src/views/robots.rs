//! robots.txt.

use serde::Serialize;
use web::View;

/// What crawlers are told.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RobotsView {
    /// The absolute address of the sitemap.
    pub(crate) sitemap: String,
}

impl View for RobotsView {
    const TEMPLATE: &'static str = "robots.txt";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("a site", Self { sitemap: "https://example.org/sitemap.xml".to_owned() })]
    }
}
