//! A node by its address.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use content::Kind;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use percent_encoding::percent_decode_str;
use store::published::{self, EventFilter, PublishedContent, PublishedNode, Resolved};
use web::{Error, Failure, encoding, redirect};

use crate::Public;
use crate::answer::Variant;
use crate::cache::{KeptPage, Validity};
use crate::embedded::look;
use crate::query;
use crate::views::event::EventView;
use crate::views::frame::Surroundings;
use crate::views::link::Link;
use crate::views::page::PageView;
use crate::views::provider::ProviderView;

pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// What a request for a page says.
struct Asked {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

/// Answers every path that is not a fixed one.
pub(crate) async fn page(State(public): State<Public>, request: Request) -> Result<Response, Error> {
    if let Some(answer) = public.kept_answer(&request) {
        return Ok(answer.map(Body::new));
    }
    let (parts, _) = request.into_parts();
    let asked = Asked { method: parts.method, uri: parts.uri, headers: parts.headers };
    let Some(path) = readable(asked.uri.path()) else {
        return public.not_found("/").await;
    };
    let filter = query::event_filter(&asked.uri);
    let wanted = filter.clone().unwrap_or_default();
    match published::resolve(&public.store, &path, &wanted).await.map_err(Failure::from)? {
        Resolved::Live(node) if node.path.as_str() != asked.uri.path() => Ok(moved(node.path.as_str(), &asked.uri)),
        Resolved::Live(node) if node.listens_to_query && filter.is_none_or(|filter| !has_page(&node, &filter)) => {
            public.not_found(&path).await
        }
        Resolved::Live(node) => public.live(*node, &asked).await,
        Resolved::Moved(target) => Ok(moved(&target, &asked.uri)),
        Resolved::Gone => public.gone(&path).await,
        Resolved::Missing => {
            public.store.count_unknown(&path, public.own_page_before(&asked.headers));
            public.not_found(&path).await
        }
    }
}

impl Public {
    /// What follows the site's own address in the page from which somebody came, as far as the browser tells.
    fn own_page_before<'headers>(&self, headers: &'headers HeaderMap) -> Option<&'headers str> {
        let referer = headers.get(header::REFERER)?.to_str().ok()?;
        referer.strip_prefix(self.site.url.as_str())
    }

    async fn live(&self, node: PublishedNode, asked: &Asked) -> Result<Response, Error> {
        let (html, validity) = self.rendered(node, None).await?;
        if asked.uri.query().is_none() {
            let page = Arc::new(KeptPage::new(html, HTML, validity, &self.headers));
            self.cache.keep(asked.uri.path(), Arc::clone(&page));
            return Ok(page.answer(&asked.method, &asked.headers).map(Body::new));
        }
        let encoding = encoding::preferred(asked.headers.get(header::ACCEPT_ENCODING));
        let variant = Variant::new(&Bytes::from(html), HTML, encoding, &self.headers);
        Ok(variant.answer(&asked.method, &asked.headers).map(Body::new))
    }

    /// The HTML of a node and how long it is true; of a preview, at its moment and with its ribbon.
    pub(crate) async fn rendered(
        &self,
        mut node: PublishedNode,
        preview: Option<(DateTime<Utc>, String)>,
    ) -> Result<(String, Validity), Failure> {
        let (now, ribbon) = preview.map_or_else(|| (self.store.now(), None), |(at, ribbon)| (at, Some(ribbon)));
        let look = look();
        let footer = self.footer().await?;
        let around = Surroundings {
            site: (*self.site).clone(),
            menu: std::mem::take(&mut node.menu).iter().map(Link::to).collect(),
            footer: footer.links.clone(),
            now,
            ribbon,
        };
        let sequence = node.sequence.min(footer.sequence);
        let mut until = node.valid_until;
        let html = match node.kind {
            Kind::Page => self.templates.render(&PageView::new(node, &around))?,
            Kind::Event => {
                let view = EventView::new(node, &around);
                until = until.into_iter().chain(view.differs_at).min();
                self.templates.render(&view)?
            }
            Kind::Provider => self.templates.render(&ProviderView::new(node, &around))?,
        };
        Ok((html.0, Validity { sequence, until, look }))
    }
}

/// The path with its escapes read; none if that is not text.
fn readable(path: &str) -> Option<String> {
    let text = percent_decode_str(path).decode_utf8().ok()?;
    (!text.contains('\0')).then(|| text.into_owned())
}

/// Whether the page of the event list that the query asks for exists.
fn has_page(node: &PublishedNode, filter: &EventFilter) -> bool {
    let lists = node.body.iter().chain(&node.foot).filter_map(|block| match &block.content {
        PublishedContent::EventList { pages, .. } => Some((*pages).max(1)),
        _ => None,
    });
    lists.max().is_none_or(|pages| filter.page.max(1) <= pages)
}

/// 308 to the one address. The query goes along within the site, so that links made for campaigns keep what they carry.
fn moved(target: &str, asked: &Uri) -> Response {
    if target.starts_with('/') {
        return match asked.query() {
            Some(query) if !target.contains(['?', '#']) => redirect::permanent(&format!("{target}?{query}")),
            _ => redirect::permanent(target),
        };
    }
    let outside = target.starts_with("https://") || target.starts_with("http://");
    match HeaderValue::try_from(target) {
        Ok(location) if outside => {
            let mut response = redirect::permanent("/");
            response.headers_mut().insert(header::LOCATION, location);
            response
        }
        _ => {
            tracing::error!(target, "a redirect leads nowhere");
            StatusCode::NOT_FOUND.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(target: &str, asked: &'static str) -> String {
        let answer = moved(target, &Uri::from_static(asked));
        assert_eq!(answer.status(), StatusCode::PERMANENT_REDIRECT);
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "public, max-age=300");
        answer.headers()[header::LOCATION].to_str().unwrap().to_owned()
    }

    #[test]
    fn a_moved_page_takes_the_query_along_within_the_site() {
        assert_eq!(location("/teaching-events", "/Teaching-Events/?page=2"), "/teaching-events?page=2");
        assert_eq!(location("/teaching-events", "/node/12"), "/teaching-events");
        assert_eq!(location("https://www.gov.uk/x", "/old?secret=1"), "https://www.gov.uk/x");
    }

    #[test]
    fn a_redirect_never_runs_a_script() {
        let answer = moved("javascript:alert(1)", &Uri::from_static("/old"));
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn paths_that_are_no_text_are_no_pages() {
        assert_eq!(readable("/caf%C3%A9"), Some("/café".to_owned()));
        assert_eq!(readable("/%ff%fe"), None);
        assert_eq!(readable("/a%00b"), None);
    }
}
