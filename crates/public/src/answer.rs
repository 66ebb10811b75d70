//! One representation of a page: its bytes in one encoding, with every header it is sent with.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use http_body_util::Full;
use web::encoding::{self, Encoding};
use web::etag;

/// Headers that say something about the bytes, which a 304 does not send.
const OF_THE_BYTES: [HeaderName; 2] = [header::CONTENT_TYPE, header::CONTENT_ENCODING];

/// A page in one encoding, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    headers: HeaderMap,
    bytes: Bytes,
    etag: HeaderValue,
}

impl Variant {
    /// The text in this encoding. `common` are the site's security headers.
    ///
    /// Browsers may keep it and ask each time whether it still holds, so that all pages agree from the next request on.
    pub(crate) fn new(
        text: &Bytes,
        content_type: &'static str,
        encoding: Encoding,
        common: &[(HeaderName, HeaderValue)],
    ) -> Self {
        let bytes = match encoding {
            Encoding::Brotli => encoding::brotli(text),
            Encoding::Gzip => encoding::gzip(text),
            Encoding::Identity => text.clone(),
        };
        let etag = etag::strong(&bytes);
        let mut headers: HeaderMap = common.iter().cloned().collect();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::ETAG, etag.clone());
        if let Some(value) = encoding.header() {
            headers.insert(header::CONTENT_ENCODING, value);
        }
        Self { headers, bytes, etag }
    }

    /// How much memory it takes, in bytes; the headers are counted as a kilobyte.
    pub(crate) fn size(&self) -> usize {
        self.bytes.len() + 1024
    }

    /// The answer to this request: the bytes, or 304 if the browser has them already. A HEAD gets the headers from hyper.
    pub(crate) fn answer(&self, method: &Method, asked: &HeaderMap) -> Response<Full<Bytes>> {
        let known = asked.get_all(header::IF_NONE_MATCH);
        let unchanged = known.iter().any(|known| etag::matches(known, &self.etag));
        let safe = *method == Method::GET || *method == Method::HEAD;
        let mut response = Response::new(Full::default());
        *response.headers_mut() = self.headers.clone();
        if unchanged && safe {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            for name in OF_THE_BYTES {
                response.headers_mut().remove(name);
            }
        } else {
            *response.body_mut() = Full::new(self.bytes.clone());
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(encoding: Encoding) -> Variant {
        let common = [(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))];
        Variant::new(&Bytes::from("<p>Assessment Only</p>".repeat(9)), "text/html; charset=utf-8", encoding, &common)
    }

    #[test]
    fn a_browser_that_has_the_page_gets_no_bytes_but_every_other_header() {
        let variant = page(Encoding::Gzip);
        let mut asked = HeaderMap::new();
        asked.insert(header::IF_NONE_MATCH, variant.etag.clone());
        let answer = variant.answer(&Method::GET, &asked);
        assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
        assert!(!answer.headers().contains_key(header::CONTENT_ENCODING));
        for name in [header::ETAG, header::VARY, header::CACHE_CONTROL, header::X_CONTENT_TYPE_OPTIONS] {
            assert_eq!(answer.headers().get(&name), variant.headers.get(&name), "{name}");
        }
        asked.insert(header::IF_NONE_MATCH, page(Encoding::Brotli).etag);
        let answer = variant.answer(&Method::GET, &asked);
        assert_eq!(answer.status(), StatusCode::OK, "the tag of another encoding names other bytes");
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip");
    }

    #[test]
    fn each_encoding_has_its_own_tag() {
        let tags = [Encoding::Identity, Encoding::Gzip, Encoding::Brotli].map(|encoding| page(encoding).etag);
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2]);
    }
}
