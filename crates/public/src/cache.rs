//! Finished pages, kept until they are no longer true.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, header};
use http_body_util::Full;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use web::encoding::{self, Encoding};

use crate::answer::Variant;

/// All finished pages together, in bytes: some thousand pages, a small part of any server's memory.
const CAPACITY: u64 = 64 * 1024 * 1024;
/// How many pages that is, roughly: each takes about 20 KiB with its three encodings.
const EXPECTED_PAGES: usize = 3_000;

/// How long a page is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Validity {
    /// The generation that the page's content was read at. If parts were read at several, the oldest.
    pub(crate) sequence: i64,
    /// The first moment at which the page would say something else; none if only a change of content can do that.
    pub(crate) until: Option<DateTime<Utc>>,
    /// The look of the templates, see [`crate::embedded::look`].
    pub(crate) look: u64,
}

/// A finished page in every encoding.
#[derive(Debug)]
pub(crate) struct KeptPage {
    validity: Validity,
    brotli: Variant,
    gzip: Variant,
    identity: Variant,
}

impl KeptPage {
    /// Encodes a page in every way that browsers ask for.
    pub(crate) fn new(
        text: String,
        content_type: &'static str,
        validity: Validity,
        common: &[(HeaderName, HeaderValue)],
    ) -> Self {
        let text = Bytes::from(text);
        let variant = |encoding| Variant::new(&text, content_type, encoding, common);
        Self {
            validity,
            brotli: variant(Encoding::Brotli),
            gzip: variant(Encoding::Gzip),
            identity: variant(Encoding::Identity),
        }
    }

    /// The answer in the encoding that the browser prefers.
    pub(crate) fn answer(&self, method: &Method, asked: &HeaderMap) -> Response<Full<Bytes>> {
        let variant = match encoding::preferred(asked.get(header::ACCEPT_ENCODING)) {
            Encoding::Brotli => &self.brotli,
            Encoding::Gzip => &self.gzip,
            Encoding::Identity => &self.identity,
        };
        variant.answer(method, asked)
    }

    fn size(&self) -> usize {
        self.brotli.size() + self.gzip.size() + self.identity.size()
    }
}

/// What a page is measured against when it is asked for.
pub(crate) struct Present<Now> {
    /// The newest generation that this process knows.
    pub(crate) generation: i64,
    /// The look of the templates.
    pub(crate) look: u64,
    /// Reads the clock; asked only for pages that time can make untrue.
    pub(crate) now: Now,
}

/// The finished pages by the exact path of the request.
pub(crate) struct PageCache {
    pages: Cache<String, Arc<KeptPage>, BySize>,
}

impl PageCache {
    /// The page at this path, if it is still true.
    ///
    /// A page that was rendered while an editor published carries the older generation and so is never sent after that publication.
    pub(crate) fn get(&self, path: &str, present: Present<impl FnOnce() -> DateTime<Utc>>) -> Option<Arc<KeptPage>> {
        let page = self.pages.get(path)?;
        let Validity { sequence, until, look } = page.validity;
        let holds =
            sequence >= present.generation && look == present.look && until.is_none_or(|until| (present.now)() < until);
        holds.then_some(page)
    }

    /// Keeps a page, in the place of an older one.
    pub(crate) fn keep(&self, path: &str, page: Arc<KeptPage>) {
        self.pages.insert(path.to_owned(), page);
    }
}

impl Default for PageCache {
    fn default() -> Self {
        Self { pages: Cache::with_weighter(EXPECTED_PAGES, CAPACITY, BySize) }
    }
}

#[derive(Clone)]
struct BySize;

impl Weighter<String, Arc<KeptPage>> for BySize {
    fn weight(&self, path: &String, page: &Arc<KeptPage>) -> u64 {
        (path.len() + page.size()) as u64
    }
}

#[cfg(test)]
mod tests;
