//! What a connection sends back: bytes from the cache, the router's answer, or a refusal of the request's framing.

use std::panic::AssertUnwindSafe;

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::{Method, Request, StatusCode, Version, header};
use http_body_util::{Either, Full};
use hyper::body::Incoming;

use super::FastAnswer;
use crate::headers::Policy;

/// The body of an answer.
pub(super) type Sent = Either<Full<Bytes>, Body>;

/// A refusal of what no client in order sends: no `Host` or two of them, TRACE, CONNECT.
///
/// Two things are hyper's to decide before anything is asked here. A head that it cannot read it refuses itself, with 400, 414 or 431 and an empty
/// body; it offers no way to add headers, and without a body there is nothing for them to guard. Of a request with both `Content-Length` and
/// `Transfer-Encoding` it drops the former unseen, reads the body by the latter and closes the connection after the answer (RFC 9112, 6.3), so
/// that nothing can hide behind the difference.
pub(super) fn badly_framed<B>(request: &Request<B>) -> Option<Response> {
    if matches!(*request.method(), Method::TRACE | Method::CONNECT) {
        return Some(refusal(StatusCode::METHOD_NOT_ALLOWED, "This method is not used here.\n"));
    }
    let hosts = request.headers().get_all(header::HOST).iter().count();
    let needed = request.version() == Version::HTTP_11;
    if hosts > 1 || (needed && hosts == 0) {
        return Some(refusal(StatusCode::BAD_REQUEST, "A request names one host.\n"));
    }
    None
}

/// The cache's answer, if it has one. A panic in the cache counts as none: the router will answer.
pub(super) fn from_cache(fast: &FastAnswer, request: &Request<Incoming>) -> Option<Response<Sent>> {
    let asked = std::panic::catch_unwind(AssertUnwindSafe(|| fast(request)));
    asked
        .unwrap_or_else(|_| {
            tracing::error!("the page cache panicked");
            None
        })
        .map(|answer| answer.map(Either::Left))
}

pub(super) fn from_router(answer: Response) -> Response<Sent> {
    answer.map(Either::Right)
}

/// The answer to a panic outside of every page layer.
pub(super) fn last_resort() -> Response {
    strict(crate::error::plain_500())
}

fn refusal(status: StatusCode, sentence: &'static str) -> Response {
    let mut response = strict((status, sentence).into_response());
    // Whatever follows on this connection is not to be trusted either.
    response.headers_mut().insert(header::CONNECTION, http::HeaderValue::from_static("close"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, http::HeaderValue::from_static("GET, HEAD, POST"));
    }
    response
}

fn strict(mut response: Response) -> Response {
    response.headers_mut().extend(Policy::public().headers());
    response.headers_mut().insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    response
}
