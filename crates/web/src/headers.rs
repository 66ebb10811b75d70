//! Security headers on every answer, whatever its status.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::{HeaderName, HeaderValue, header};

/// What pages may load: nothing from elsewhere, no script at all.
const PUBLIC_CONTENT: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; object-src 'none'";
/// What the admin may load besides: its own scripts, their requests, the preview in a frame; no script may be made from text.
const ADMIN_CONTENT: &str = "; script-src 'self'; connect-src 'self'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
/// Data are never shown as a page.
const API_CONTENT: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Every powerful feature off; the site uses none of them.
const NO_FEATURES: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), \
     geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
     publickey-credentials-get=(), screen-wake-lock=(), usb=(), web-share=(), xr-spatial-tracking=()";
/// One year, as the browsers' preload list asks.
const ONE_YEAR: &str = "max-age=31536000; includeSubDomains";

/// The headers that all answers of one router carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The value of `Content-Security-Policy`.
    pub content_security_policy: String,
    /// The value of `Referrer-Policy`.
    pub referrer_policy: &'static str,
    /// The value of `Cross-Origin-Resource-Policy`: who may embed the answer.
    pub cross_origin_resource_policy: &'static str,
    /// `Cache-Control` for answers that say nothing themselves.
    pub cache_control: Option<&'static str>,
    /// Whether the site is reached by TLS: browsers are then told to use nothing else.
    pub https: bool,
}

impl Policy {
    /// For the public site: no script, no frame, no outside source.
    pub fn public() -> Self {
        Self {
            content_security_policy: PUBLIC_CONTENT.to_owned(),
            referrer_policy: "strict-origin-when-cross-origin",
            cross_origin_resource_policy: "same-origin",
            cache_control: None,
            https: false,
        }
    }

    /// For the admin: its own scripts only, nothing kept by any cache.
    pub fn admin() -> Self {
        Self {
            content_security_policy: format!("{PUBLIC_CONTENT}{ADMIN_CONTENT}"),
            referrer_policy: "same-origin",
            cache_control: Some("no-store"),
            ..Self::public()
        }
    }

    /// For data: an answer that a browser shows by mistake can do nothing.
    pub fn api() -> Self {
        Self { content_security_policy: API_CONTENT.to_owned(), ..Self::public() }
    }

    /// For previews of drafts: a public page which only this site may frame and no cache keeps.
    pub fn preview() -> Self {
        Self {
            content_security_policy: PUBLIC_CONTENT.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
            referrer_policy: "same-origin",
            cache_control: Some("no-store"),
            ..Self::public()
        }
    }

    /// The same policy for a site that is reached by TLS (or not).
    #[must_use]
    pub fn with_https(self, https: bool) -> Self {
        Self { https, ..self }
    }

    /// All headers with their values; cached answers carry them prebuilt.
    pub fn headers(&self) -> Vec<(HeaderName, HeaderValue)> {
        let content = HeaderValue::try_from(&self.content_security_policy)
            .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
        let mut headers = vec![
            (header::CONTENT_SECURITY_POLICY, content),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static(self.referrer_policy)),
            (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static(self.cross_origin_resource_policy),
            ),
            (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(NO_FEATURES)),
        ];
        if self.https {
            headers.push((header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONE_YEAR)));
        }
        headers.extend(self.cache_control.map(|value| (header::CACHE_CONTROL, HeaderValue::from_static(value))));
        headers
    }
}

/// Sets the policy's headers on every answer of this router: pages, redirects, refusals, failures.
///
/// A header which the answer already carries stays as it is: a preview says itself who may frame it, an asset how long it may be kept.
pub fn apply(router: Router, policy: &Policy) -> Router {
    let headers: Arc<[(HeaderName, HeaderValue)]> = policy.headers().into();
    router.layer(from_fn(move |request: Request, next: Next| {
        let headers = Arc::clone(&headers);
        async move {
            let mut response: Response = next.run(request).await;
            response.headers_mut().remove(header::SERVER);
            for (name, value) in headers.iter() {
                response.headers_mut().entry(name).or_insert_with(|| value.clone());
            }
            response
        }
    }))
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse as _;
    use axum::routing::get;
    use http::StatusCode;

    use super::*;
    use crate::client::Client;

    fn site() -> Router {
        Router::new()
            .route("/", get(|| async { "home" }))
            .route("/old", get(|| async { crate::redirect::permanent("/") }))
            .route("/broken", get(|| async { StatusCode::INTERNAL_SERVER_ERROR }))
            .route(
                "/own",
                get(|| async {
                    ([(header::CACHE_CONTROL, "max-age=9"), (header::SERVER, "x/1")], "own").into_response()
                }),
            )
    }

    #[tokio::test]
    async fn every_answer_is_strict() {
        let client = Client::new(apply(site(), &Policy::admin().with_https(true)));
        let mut statuses = Vec::new();
        for path in ["/", "/old", "/broken", "/missing", "/own"] {
            let answer = client.get(path).await;
            statuses.push(answer.status().as_u16());
            for (name, value) in Policy::admin().with_https(true).headers() {
                if name != header::CACHE_CONTROL {
                    assert_eq!(answer.header(name.as_str()), Some(value.to_str().unwrap()), "{path}");
                }
            }
            assert!(answer.header("server").is_none());
            assert!(answer.header("cache-control").is_some());
        }
        assert_eq!(statuses, [200, 308, 500, 404, 200]);
        assert_eq!(client.get("/own").await.header("cache-control"), Some("max-age=9"));
        assert_eq!(client.post_form("/", &[]).await.header("x-content-type-options"), Some("nosniff"), "405 too");
    }

    #[test]
    fn only_tls_sites_ask_for_tls() {
        let strict =
            |policy: Policy| policy.headers().iter().any(|(name, _)| name == header::STRICT_TRANSPORT_SECURITY);
        assert!(!strict(Policy::public()));
        assert!(strict(Policy::public().with_https(true)));
    }

    #[test]
    fn policies_differ_where_they_should() {
        assert!(!Policy::public().content_security_policy.contains("script-src"));
        assert!(Policy::admin().content_security_policy.contains("trusted-types 'none'"));
        assert!(Policy::preview().content_security_policy.contains("frame-ancestors 'self'"));
    }
}
