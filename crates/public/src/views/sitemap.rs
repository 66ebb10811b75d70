//! The sitemap.

use chrono::SecondsFormat;
use serde::Serialize;
use store::published::SitemapEntry;
use web::View;

use crate::site::Site;

/// The most entries of one sitemap, as sitemaps.org sets it.
const MOST_ENTRIES: usize = 50_000;

/// Every live page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SitemapView {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, Serialize)]
struct Entry {
    address: String,
    changed: String,
}

impl SitemapView {
    /// The sitemap of a site. Entries beyond the most that a sitemap may have are left out.
    pub(crate) fn new(entries: &[SitemapEntry], site: &Site) -> Self {
        if entries.len() > MOST_ENTRIES {
            tracing::warn!(pages = entries.len(), "the sitemap leaves out all pages after the first {MOST_ENTRIES}");
        }
        let entry = |entry: &SitemapEntry| Entry {
            address: site.address(entry.path.as_str()),
            changed: entry.last_published.to_rfc3339_opts(SecondsFormat::Secs, true),
        };
        Self { entries: entries.iter().take(MOST_ENTRIES).map(entry).collect() }
    }
}

impl View for SitemapView {
    const TEMPLATE: &'static str = "sitemap.xml";

    fn samples() -> Vec<(&'static str, Self)> {
        let entry = |address: &str| Entry { address: address.to_owned(), changed: "2021-03-01T09:00:00Z".to_owned() };
        vec![
            (
                "two pages",
                Self { entries: vec![entry("https://example.org/"), entry("https://example.org/teaching-events")] },
            ),
            ("an empty site", Self { entries: Vec::new() }),
        ]
    }
}
