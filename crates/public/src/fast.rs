//! The fast path: finished bytes right after HTTP parsing.

use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::Full;
use web::serve::FastAnswer;

use crate::Public;
use crate::cache::{KeptPage, Present};
use crate::embedded::look;

impl Public {
    /// What the accept loop asks before any layer: the page if it is kept and still true.
    pub fn fast_answer(&self) -> FastAnswer {
        let public = self.clone();
        Arc::new(move |request| public.kept_answer(request))
    }

    /// The finished answer to a GET or HEAD without a query.
    pub(crate) fn kept_answer<Body>(&self, request: &Request<Body>) -> Option<Response<Full<Bytes>>> {
        let readable = matches!(*request.method(), Method::GET | Method::HEAD);
        if !readable || request.uri().query().is_some() {
            return None;
        }
        let page = self.kept(request.uri().path())?;
        Some(page.answer(request.method(), request.headers()))
    }

    /// The finished page at this path, if it is still true.
    pub(crate) fn kept(&self, path: &str) -> Option<Arc<KeptPage>> {
        let present = Present { generation: self.store.generation(), look: look(), now: || self.store.clock().now() };
        self.cache.get(path, present)
    }
}
