//! Answers that send a browser elsewhere, and never away from the site.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What a `Location` cannot hold as it is. A `%` stays: paths come here already encoded or made of slugs.
const LOCATION: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// 303: the form is done, now look at this page. A path that would leave the site becomes `/`.
pub fn see_other(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, location(path))]).into_response()
}

/// 308: the page lives at this address now.
///
/// Browsers may keep it for five minutes only, so that an address which is used again is not shadowed for ever.
pub fn permanent(path: &str) -> Response {
    let caching = HeaderValue::from_static("public, max-age=300");
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location(path)), (header::CACHE_CONTROL, caching)])
        .into_response()
}

/// The path itself if it stays on this site: exactly one `/` at the start, no backslash, no control character (browsers drop some of them and read
/// `/\t/host` as another site), no `//` at the start after decoding.
pub fn local_path(next: &str) -> Option<&str> {
    let after = next.strip_prefix('/')?;
    let encoded_slash =
        after.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("%2f") || start.eq_ignore_ascii_case("%5c"));
    let stays =
        !after.starts_with('/') && !encoded_slash && !next.contains('\\') && !next.chars().any(char::is_control);
    stays.then_some(next)
}

fn location(path: &str) -> HeaderValue {
    let path = local_path(path).unwrap_or_else(|| {
        tracing::warn!(path, "a redirect would have left the site");
        "/"
    });
    let encoded = utf8_percent_encode(path, LOCATION).to_string();
    HeaderValue::try_from(encoded).unwrap_or_else(|_| HeaderValue::from_static("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stay_home() {
        for hostile in [
            "https://evil.example/",
            "//evil.example/",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/%2Fevil.example",
            "/%5cevil.example",
            "/a\r\nSet-Cookie: x=1",
            "/a\u{85}b",
            "javascript:alert(1)",
            " /admin",
            "admin",
            "",
        ] {
            assert_eq!(local_path(hostile), None, "{hostile:?}");
            assert_eq!(see_other(hostile).headers()[header::LOCATION], "/", "{hostile:?}");
        }
        for path in ["/", "/admin", "/admin/nodes/12?tab=links#foot", "/a//b"] {
            assert_eq!(local_path(path), Some(path));
        }
    }

    #[test]
    fn addresses_are_sent_encoded() {
        assert_eq!(see_other("/suche?q=é ü").headers()[header::LOCATION], "/suche?q=%C3%A9%20%C3%BC");
        assert_eq!(see_other("/a%20b").headers()[header::LOCATION], "/a%20b");
    }

    #[test]
    fn a_moved_page_is_remembered_for_five_minutes() {
        let answer = permanent("/new");
        assert_eq!(answer.status(), StatusCode::PERMANENT_REDIRECT);
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "public, max-age=300");
        assert_eq!(answer.headers()[header::LOCATION], "/new");
    }
}
