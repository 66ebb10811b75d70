//! JSON with a strong entity tag, sent in the encoding that the client prefers.

use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use web::encoding::{self, Encoding};
use web::{Failure, etag};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Below this many bytes an answer fits one packet, and compressing it wins nothing.
const WORTH_COMPRESSING: usize = 1024;

/// The answer to a request with these headers: the body as JSON, or 304 if the client has these bytes already.
///
/// Clients may keep it and ask each time whether it still holds, so that the API agrees with the pages from the next request on.
pub(crate) fn json(body: &impl Serialize, asked: &HeaderMap) -> Result<Response, Failure> {
    let plain = Bytes::from(serde_json::to_vec(body)?);
    let encoding = match encoding::preferred(asked.get(header::ACCEPT_ENCODING)) {
        wanted if plain.len() > WORTH_COMPRESSING => wanted,
        _ => Encoding::Identity,
    };
    let bytes = match encoding {
        Encoding::Brotli => encoding::brotli(&plain),
        Encoding::Gzip => encoding::gzip(&plain),
        Encoding::Identity => plain,
    };
    let tag = etag::strong(&bytes);
    let known = asked.get_all(header::IF_NONE_MATCH).iter().any(|known| etag::matches(known, &tag));
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { bytes.into_response() };
    let headers = response.headers_mut();
    if !known {
        headers.insert(header::CONTENT_TYPE, JSON);
        headers.extend(encoding.header().map(|value| (header::CONTENT_ENCODING, value)));
    }
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &str, asked: &[(header::HeaderName, &HeaderValue)]) -> Response {
        let asked = asked.iter().map(|(name, value)| (name.clone(), (*value).clone())).collect();
        json(&body, &asked).unwrap()
    }

    #[test]
    fn long_answers_are_compressed_and_each_encoding_has_its_own_tag() {
        let long = "Assessment Only ".repeat(100);
        let mut tags = Vec::new();
        for (wanted, sent) in [("br, gzip", Some("br")), ("gzip", Some("gzip")), ("identity", None)] {
            let answer = answer(&long, &[(header::ACCEPT_ENCODING, &HeaderValue::from_static(wanted))]);
            let encoding = answer.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap());
            assert_eq!(encoding, sent, "{wanted}");
            assert_eq!(answer.headers()[header::VARY], "accept-encoding");
            tags.push(answer.headers()[header::ETAG].clone());
        }
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
        let short = answer("short", &[(header::ACCEPT_ENCODING, &HeaderValue::from_static("br"))]);
        assert!(!short.headers().contains_key(header::CONTENT_ENCODING));
    }

    #[test]
    fn a_client_that_has_the_answer_gets_no_bytes() {
        let first = answer("a page", &[]);
        assert_eq!((first.status(), &first.headers()[header::CONTENT_TYPE]), (StatusCode::OK, &JSON));
        let tag = &first.headers()[header::ETAG];
        let again = answer("a page", &[(header::IF_NONE_MATCH, tag)]);
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(&again.headers()[header::ETAG], tag);
        assert!(!again.headers().contains_key(header::CONTENT_TYPE));
        let changed = answer("a changed page", &[(header::IF_NONE_MATCH, tag)]);
        assert_eq!(changed.status(), StatusCode::OK);
    }
}
