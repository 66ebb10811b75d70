//! What machines ask for: robots.txt, the sitemap, the favicon.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, header};
use store::published;
use web::{Error, Failure, Refusal, View as _};

use crate::Public;
use crate::cache::{KeptPage, Validity};
use crate::embedded::{PublicTemplates, look};
use crate::views::robots::RobotsView;
use crate::views::sitemap::SitemapView;

/// The path of the sitemap.
pub(crate) const SITEMAP: &str = "/sitemap.xml";

/// Which addresses crawlers should leave alone, and where the sitemap is.
pub(crate) async fn robots(State(public): State<Public>) -> Result<Response, Error> {
    let view = RobotsView { sitemap: public.site.address(SITEMAP) };
    let text = public.templates.render_named(RobotsView::TEMPLATE, &view)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

/// Every live page with its last publication.
pub(crate) async fn sitemap(State(public): State<Public>, request: Request) -> Result<Response, Error> {
    let page = if let Some(kept) = public.kept(SITEMAP) {
        kept
    } else {
        let validity = Validity { sequence: public.store.generation(), until: None, look: look() };
        let entries = published::sitemap(&public.store).await.map_err(Failure::from)?;
        let view = SitemapView::new(&entries, &public.site);
        let text = public.templates.render_named(SitemapView::TEMPLATE, &view)?;
        let page = Arc::new(KeptPage::new(text, "application/xml; charset=utf-8", validity, &public.headers));
        public.cache.keep(SITEMAP, Arc::clone(&page));
        page
    };
    Ok(page.answer(request.method(), request.headers()).map(Body::new))
}

/// The icon for browsers that ask for it by its old name.
pub(crate) async fn favicon() -> Result<Response, Error> {
    let icon = PublicTemplates::get("assets/favicon.ico").ok_or(Refusal::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/x-icon")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")),
    ];
    Ok((headers, icon.data.into_owned()).into_response())
}
