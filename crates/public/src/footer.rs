//! The links at the foot of every page: the pages directly below "About this site".

use std::sync::{Arc, Mutex, PoisonError};

use store::published::{self, EventFilter, Resolved};
use web::Failure;

use crate::Public;
use crate::views::link::Link;

/// The page whose children stand in the footer: accessibility, cookies, privacy, contact. Without it the footer has the site's name only.
const ABOUT: &str = "/about-this-site";
/// More links than these are left out; the page itself lists them.
const MOST_LINKS: usize = 8;

/// The footer as it was at one generation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Footer {
    /// Its links, all of them to live pages.
    pub(crate) links: Vec<Link>,
    /// The generation that it was read at.
    pub(crate) sequence: i64,
}

/// Keeps the footer of the present generation, so that it is read once and not for each page.
#[derive(Debug, Default)]
pub(crate) struct FooterShelf(Mutex<Option<Arc<Footer>>>);

impl Public {
    /// The footer of the present generation.
    pub(crate) async fn footer(&self) -> Result<Arc<Footer>, Failure> {
        let generation = self.store.generation();
        let kept = self.footer.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(footer) = kept.filter(|footer| footer.sequence >= generation) {
            return Ok(footer);
        }
        let links = match published::resolve(&self.store, ABOUT, &EventFilter::default()).await? {
            Resolved::Live(about) => about.children.iter().take(MOST_LINKS).map(Link::to).collect(),
            Resolved::Moved(_) | Resolved::Gone | Resolved::Missing => Vec::new(),
        };
        let footer = Arc::new(Footer { links, sequence: generation });
        *self.footer.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&footer));
        Ok(footer)
    }
}
