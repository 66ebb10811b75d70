//! The layer that gives every error its page.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header, request};
use tower_http::catch_panic::CatchPanicLayer;

use super::{ErrorReport, Failure, Refusal};

/// Renders an error report for the request that led to it, as HTML or problem+json. It must not fail: if its template does, it answers
/// [`plain_500`].
pub type Render = Arc<dyn Fn(&ErrorReport, &request::Parts) -> Response<Body> + Send + Sync>;

/// Turns every error of this router into a page made by `render`: answers that carry an [`ErrorReport`], bare answers of axum and the layers inside
/// (status 400 and up without a body or in plain text), and panics.
///
/// Headers of the original answer stay (`Allow`, `Retry-After`, cookies), except those that describe its body.
pub fn pages(router: Router, render: Render) -> Router {
    router.layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| panicked(&*panic))).layer(from_fn(
        move |request: Request, next: Next| {
            let render = Arc::clone(&render);
            async move {
                let (parts, body) = request.into_parts();
                let asked = parts.clone();
                let response = next.run(Request::from_parts(parts, body)).await;
                match report_of(&response) {
                    Some(report) => dressed(&report, render(&report, &asked), response.into_parts().0.headers),
                    None => response,
                }
            }
        },
    ))
}

/// The answer of last resort: fixed text, needs no template.
pub fn plain_500() -> Response {
    let content_type = HeaderValue::from_static("text/html; charset=utf-8");
    let page = "<!doctype html><html lang=\"en\"><title>Something went wrong</title><h1>Something went wrong</h1>\
                <p>Go back and try again. If it happens again, tell the person who runs the site.</p>";
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, content_type)], page).into_response()
}

/// The failure that a panic stands for.
pub(crate) fn panicked(panic: &(dyn Any + Send)) -> Response {
    let what = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Failure::new(format!("a handler panicked: {what}")).into_response()
}

fn report_of(response: &Response) -> Option<ErrorReport> {
    if let Some(report) = response.extensions().get::<ErrorReport>() {
        return Some(report.clone());
    }
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let bare =
        response.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    (is_error && bare).then(|| Refusal::from_status(status).map_or_else(|| unknown(status), |refusal| refusal.report()))
}

/// The report of a status that has no words of its own.
fn unknown(status: StatusCode) -> ErrorReport {
    let (title, sentence) = if status.is_server_error() {
        ("Something went wrong", "Go back and try again.")
    } else {
        ("The request could not be understood", "Go back, check what you sent and try again.")
    };
    ErrorReport { status, title: title.to_owned(), sentence: sentence.to_owned(), reference: None, kept: Vec::new() }
}

/// The rendered page with the report's status and the original answer's headers.
fn dressed(report: &ErrorReport, mut page: Response, original: HeaderMap) -> Response {
    if page.status() == StatusCode::OK {
        *page.status_mut() = report.status;
    }
    let describes_body = |name: &header::HeaderName| {
        name.as_str().starts_with("content-") || *name == header::ETAG || *name == header::TRANSFER_ENCODING
    };
    let mut last = None;
    for (name, value) in original {
        // A header map yields a name once for several values.
        if name.is_some() {
            last = name;
        }
        if let Some(name) = &last
            && !describes_body(name)
        {
            page.headers_mut().append(name, value);
        }
    }
    page.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    page.extensions_mut().insert(report.clone());
    page
}

#[cfg(test)]
mod tests {
    use axum::response::Html;
    use axum::routing::{get, post};

    use super::*;
    use crate::client::Client;
    use crate::error::Error;

    fn site() -> Client {
        let router = Router::new()
            .route("/ok", get(|| async { "fine" }))
            .route("/throttled", post(|| async { Err::<(), Error>(Refusal::TooMany { seconds: 900 }.into()) }))
            .route("/broken", get(|| async { Err::<(), Error>(Failure::new("the secret cause").into()) }))
            .route("/panics", get(panics))
            .route("/own", get(|| async { (StatusCode::UNPROCESSABLE_ENTITY, Html("<p>own page")) }))
            .route("/bare", get(|| async { StatusCode::IM_A_TEAPOT }));
        let render: Render = Arc::new(|report, asked| {
            let reference = report.reference.as_deref().unwrap_or("none");
            Html(format!("{}|{}|{reference}|{}", report.title, report.sentence, asked.uri.path())).into_response()
        });
        Client::new(pages(router, render))
    }

    async fn panics() -> &'static str {
        panic!("the secret reason")
    }

    #[tokio::test]
    async fn refusals_get_a_page() {
        let answer = site().post_form("/throttled", &[]).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.text(), "Too many attempts|Try again in 15 minutes.|none|/throttled");
        assert_eq!(answer.header("retry-after"), Some("900"));
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    }

    #[tokio::test]
    async fn bare_answers_of_the_router_get_a_page() {
        let answer = site().get("/no/such").await;
        assert_eq!((answer.status().as_u16(), answer.text().split('|').next()), (404, Some("Page not found")));
        let answer = site().post_form("/ok", &[]).await;
        assert_eq!((answer.status().as_u16(), answer.header("allow")), (405, Some("GET,HEAD")));
        assert!(answer.text().starts_with("That cannot be done here"));
        let answer = site().get("/bare").await;
        assert_eq!(answer.status(), StatusCode::IM_A_TEAPOT);
        assert!(answer.text().contains("Go back"));
    }

    #[tokio::test]
    async fn surprises_and_panics_show_a_reference_only() {
        for path in ["/broken", "/panics"] {
            let answer = site().get(path).await;
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let reference = answer.text().split('|').nth(2).unwrap().to_owned();
            assert!(reference.len() == 8 && reference != "none", "{}", answer.text());
            assert!(!answer.text().contains("secret"));
        }
    }

    #[tokio::test]
    async fn a_screen_with_its_own_words_is_left_alone() {
        let answer = site().get("/own").await;
        assert_eq!((answer.status().as_u16(), answer.text()), (422, "<p>own page"));
        assert_eq!(site().get("/ok").await.text(), "fine");
    }
}
