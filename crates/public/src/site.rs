//! What every handler of the public site needs.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use http::{HeaderName, HeaderValue};
use media::Storage;
use store::published::Previewing;
use store::{Store, StoreError};
use web::assets::Assets;
use web::headers::Policy;
use web::templates::Templates;

use crate::cache::PageCache;
use crate::embedded::PublicTemplates;
use crate::footer::FooterShelf;

/// What the public site is told when it is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The site's own address, such as `https://example.org`: absolute links are made from it and never from a request's `Host`.
    pub site_url: String,
    /// The site's name, in the header and at the end of every title.
    pub site_name: String,
    /// Whether the site is reached by TLS.
    pub https: bool,
}

/// The site's name and address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// As in the header.
    pub name: String,
    /// Scheme and host, without a slash at the end.
    pub url: String,
}

impl Site {
    /// The absolute address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

/// Reads what a preview's address leads to. The site at a later moment is one on which everything due by then is done, and doing things is not for
/// this crate: whoever puts the product together hands over who can.
pub type Previews =
    Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = Result<Previewing, StoreError>> + Send>> + Send + Sync>;

/// The public site: its content, its look and its finished pages. Clones share them.
#[derive(Clone)]
pub struct Public {
    pub(crate) store: Store,
    pub(crate) storage: Storage,
    pub(crate) templates: Templates,
    pub(crate) assets: Assets,
    pub(crate) cache: Arc<PageCache>,
    pub(crate) footer: Arc<FooterShelf>,
    pub(crate) site: Arc<Site>,
    pub(crate) headers: Arc<[(HeaderName, HeaderValue)]>,
    pub(crate) https: bool,
    pub(crate) previews: Previews,
}

impl Public {
    /// The public site of this store, with the files of this storage.
    pub fn new(store: Store, storage: Storage, previews: Previews, settings: Settings) -> Self {
        let assets = Assets::new::<PublicTemplates>("/assets");
        let site = Site { name: settings.site_name, url: settings.site_url.trim_end_matches('/').to_owned() };
        let policy = Policy::public().with_https(settings.https);
        Self {
            store,
            storage,
            templates: Templates::new::<PublicTemplates>().with_assets(&assets),
            assets,
            cache: Arc::default(),
            footer: Arc::default(),
            site: Arc::new(site),
            headers: policy.headers().into(),
            https: settings.https,
            previews,
        }
    }
}

impl fmt::Debug for Public {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Public").field("site", &self.site).finish_non_exhaustive()
    }
}
