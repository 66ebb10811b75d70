//! What every handler of the API needs.

use std::sync::Arc;

use store::Store;

/// What the API is told when it is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The site's own address, such as `https://example.org`: absolute links are made from it and never from a request's `Host`.
    pub site_url: String,
    /// Whether the site is reached by TLS.
    pub https: bool,
}

/// The API of one site. Clones share its store.
#[derive(Clone, Debug)]
pub struct Api {
    pub(crate) store: Store,
    pub(crate) site: Site,
    pub(crate) https: bool,
}

impl Api {
    /// The API of this store.
    pub fn new(store: Store, settings: Settings) -> Self {
        let Settings { site_url, https } = settings;
        Self { store, site: Site::at(&site_url), https }
    }
}

/// Where the site is. Makes absolute addresses.
#[derive(Clone, Debug)]
pub(crate) struct Site(Arc<str>);

impl Site {
    /// The site at this address; a slash at the end is dropped.
    pub(crate) fn at(url: &str) -> Self {
        Self(url.trim_end_matches('/').into())
    }

    /// The absolute address of a path.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}
