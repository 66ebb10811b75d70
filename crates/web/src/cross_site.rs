//! Requests from other sites change nothing.
//!
//! The guard is tower-http's, which asks `Sec-Fetch-Site` and `Origin` (the scheme of Go's standard library); no token stands in any form. It lets
//! requests pass which carry neither header, as command-line clients send them: session cookies are `SameSite` besides, and nothing changes on GET.

use std::convert::Infallible;

use axum::Router;
use axum::extract::{FromRequest as _, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method, StatusCode, request};
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::csrf::{ConfigError, CsrfLayer};

use crate::error::{Refusal, reported};
use crate::form::RawForm;

/// An origin in the settings that no browser sends.
#[derive(Debug, thiserror::Error)]
#[error(
    "The trusted origin cannot be used: {0}. Write it as a browser does, for example https://www.example.org, without a path."
)]
pub struct UnusableOrigin(#[from] ConfigError);

/// Refuses with 403 ([`Refusal::CrossSite`]) every request but GET, HEAD and OPTIONS that a browser sends from another site. What stood in the form
/// goes with the refusal ([`ErrorReport::kept`](crate::ErrorReport::kept)): a person whose browser hides where a form comes from loses no text.
///
/// `trusted_origins` are other names of this site, each as browsers write an origin (`https://www.example.org`); the site's own address belongs
/// there if a proxy changes `Host`.
pub fn apply(router: Router, trusted_origins: &[String]) -> Result<Router, UnusableOrigin> {
    let mut guard = CsrfLayer::new();
    for origin in trusted_origins {
        guard = guard.add_trusted_origin(origin)?;
    }
    Ok(router.layer(from_fn(move |request: Request, next: Next| {
        let guard = guard.clone();
        async move {
            let (parts, body) = request.into_parts();
            let from_here = lets_pass(&guard, &parts).await;
            let request = Request::from_parts(parts, body);
            if from_here { next.run(request).await } else { refused(request).await }
        }
    })))
}

/// Asks the guard by the head of a request alone. The guard would drop the body of what it refuses.
async fn lets_pass(guard: &CsrfLayer, parts: &request::Parts) -> bool {
    let behind = guard.layer(service_fn(async |_: http::Request<()>| Ok::<_, Infallible>(http::Response::new(()))));
    let Ok(answer) = behind.oneshot(http::Request::from_parts(parts.clone(), ())).await;
    answer.status() == StatusCode::OK
}

async fn refused(request: Request) -> Response {
    let mut report = Refusal::CrossSite.report();
    // What is no form, or too much of one, was not typed into ours.
    if let Ok(RawForm(pairs)) = RawForm::from_request(request, &()).await {
        report.kept = pairs.into_iter().filter(|(name, value)| may_be_shown(name, value)).collect();
    }
    reported(report)
}

/// Passwords are never shown again.
fn may_be_shown(name: &str, value: &str) -> bool {
    !value.trim().is_empty() && !name.to_lowercase().contains("password")
}

/// Refuses with 403 what another site's page embeds or fetches from this router, so that it cannot learn from timing or size what a person sees
/// there. Following a link from another site is allowed.
pub fn no_embedding(router: Router) -> Router {
    router.layer(from_fn(|request: Request, next: Next| async move {
        if matches!(*request.method(), Method::GET | Method::HEAD) && is_embedded(request.headers()) {
            return Refusal::CrossSite.into_response();
        }
        next.run(request).await
    }))
}

fn is_embedded(headers: &HeaderMap) -> bool {
    let says = |name: &str, word: &str| headers.get(name).is_some_and(|value| value == word);
    says("sec-fetch-site", "cross-site") && !says("sec-fetch-mode", "navigate")
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;
    use http::StatusCode;

    use super::*;
    use crate::client::Client;

    fn router() -> Router {
        apply(
            Router::new().route("/", get(|| async { "form" }).post(|| async { "changed" })),
            &["https://www.example.org".to_owned()],
        )
        .unwrap()
    }

    async fn post(headers: &[(&str, &str)]) -> StatusCode {
        let mut request = Request::builder().method("POST").uri("/").header("host", "site.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Client::new(router()).send(request.body(Body::empty()).unwrap()).await.status()
    }

    #[tokio::test]
    async fn other_sites_change_nothing() {
        for hostile in [
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")][..],
            &[("sec-fetch-site", "same-site"), ("origin", "https://blog.site.example")],
            &[("sec-fetch-site", "cross-site")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("origin", "https://site.example.evil.example")],
            &[("origin", "https://site.example:444")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://site.example")],
        ] {
            assert_eq!(post(hostile).await, StatusCode::FORBIDDEN, "{hostile:?}");
        }
    }

    #[tokio::test]
    async fn the_sites_own_forms_pass() {
        for own in [
            &[("sec-fetch-site", "same-origin"), ("origin", "https://site.example")][..],
            &[("origin", "https://site.example")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://www.example.org")],
            &[],
        ] {
            assert_eq!(post(own).await, StatusCode::OK, "{own:?}");
        }
        assert_eq!(Client::new(router()).post_form("/", &[]).await.text(), "changed");
    }

    #[tokio::test]
    async fn what_was_typed_goes_with_the_refusal_but_for_passwords() {
        let foreign = Client::new(router()).with_header("origin", "https://evil.example");
        let send = async |kind: &str, body: String| {
            let request = Request::post("/").header("sec-fetch-site", "cross-site").header("content-type", kind);
            let answer = foreign.send(request.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN);
            answer.report().expect("a refusal").kept.clone()
        };
        let form = "application/x-www-form-urlencoded";
        let body = "title=Two+words&blank=+%0D%0A&password=a+secret&New.Password=another&text=One%0D%0A%3Cb%3E";
        let typed = [("title", "Two words"), ("text", "One\n<b>")].map(|(name, value)| (name.into(), value.into()));
        assert_eq!(send(form, body.to_owned()).await, typed);
        for (kind, body) in [
            ("application/json", body.to_owned()),
            ("text/plain", body.to_owned()),
            (form, "title=%FF".to_owned()),
            (form, format!("title={}", "x".repeat(crate::limits::FORM_TEXT))),
        ] {
            assert_eq!(send(kind, body).await, [], "{kind}");
        }
    }

    #[test]
    fn an_origin_that_no_browser_sends_is_told_at_start() {
        let error = apply(Router::new(), &["example.org/path".to_owned()]).unwrap_err().to_string();
        assert!(error.contains("https://www.example.org"), "{error}");
    }

    #[tokio::test]
    async fn links_from_elsewhere_work_and_embedding_does_not() {
        let client = Client::new(no_embedding(Router::new().route("/", get(|| async { "page" }))));
        for (mode, status) in [("navigate", 200), ("no-cors", 403), ("cors", 403)] {
            let request =
                Request::builder().uri("/").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", mode);
            assert_eq!(client.send(request.body(Body::empty()).unwrap()).await.status().as_u16(), status, "{mode}");
        }
        assert_eq!(client.get("/").await.status(), StatusCode::OK);
    }
}
