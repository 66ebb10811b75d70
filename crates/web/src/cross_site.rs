//! Requests from other sites change nothing.
//!
//! The guard is tower-http's, which asks `Sec-Fetch-Site` and `Origin` (the scheme of Go's standard library); no token stands in any form. It lets
//! requests pass which carry neither header, as command-line clients send them: session cookies are `SameSite` besides, and nothing changes on GET.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method};
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

use crate::error::Refusal;

/// An origin in the settings that no browser sends.
#[derive(Debug, thiserror::Error)]
#[error(
    "The trusted origin cannot be used: {0}. Write it as a browser does, for example https://www.example.org, without a path."
)]
pub struct UnusableOrigin(#[from] ConfigError);

/// Refuses with 403 ([`Refusal::CrossSite`]) every request but GET, HEAD and OPTIONS that a browser sends from another site.
///
/// `trusted_origins` are other names of this site, each as browsers write an origin (`https://www.example.org`); the site's own address belongs
/// there if a proxy changes `Host`.
pub fn apply(router: Router, trusted_origins: &[String]) -> Result<Router, UnusableOrigin> {
    let mut guard = CsrfLayer::new();
    for origin in trusted_origins {
        guard = guard.add_trusted_origin(origin)?;
    }
    let refuse = |_: ProtectionError| -> Response { Refusal::CrossSite.into_response() };
    Ok(router.layer(guard.with_rejection_response(refuse)))
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
