//! Files as answers: whole or in part, with what lets a browser keep them and nothing that lets them run.

use std::ops::Range;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::etag;

/// What a file may do in a browser that shows it: nothing, in a world of its own.
const INERT: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// What is said of a file in the headers.
#[derive(Clone, Debug)]
pub struct FileAnswer {
    /// Its `Content-Type`.
    pub media_type: &'static str,
    /// Its `Content-Disposition`: shown or saved, and under which name.
    pub disposition: String,
    /// What names its bytes; without quotes.
    pub version: String,
    /// Its length in bytes.
    pub length: u64,
    /// How long it may be kept.
    pub cache_control: &'static str,
}

/// Which bytes a request gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// None: the browser has them.
    Known,
    /// None: the file has no such part.
    Beyond,
    /// All of them.
    Whole,
    /// Those.
    Part(Range<u64>),
}

impl FileAnswer {
    /// Which bytes a request with these headers gets. Of several parts, and of what is no range, it gets the whole (RFC 9110, 14.2).
    pub fn wanted(&self, asked: &HeaderMap) -> Wanted {
        let tag = self.tag();
        if asked.get_all(header::IF_NONE_MATCH).iter().any(|known| etag::matches(known, &tag)) {
            return Wanted::Known;
        }
        let same = asked.get(header::IF_RANGE).is_none_or(|known| *known == tag);
        let range = asked.get(header::RANGE).filter(|_| same).and_then(|range| range.to_str().ok());
        range.and_then(|range| part(range, self.length)).unwrap_or(Wanted::Whole)
    }

    /// The answer, around the bytes that are wanted.
    pub fn answer(&self, wanted: &Wanted, body: Body) -> Response {
        let (status, length) = match wanted {
            Wanted::Known => (StatusCode::NOT_MODIFIED, None),
            Wanted::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, None),
            Wanted::Whole => (StatusCode::OK, Some(self.length)),
            Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, Some(part.end - part.start)),
        };
        let mut response = Response::new(if length.is_some() { body } else { Body::empty() });
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.tag());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache_control));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(INERT));
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers
            .insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
        match wanted {
            Wanted::Part(part) => {
                let range = format!("bytes {}-{}/{}", part.start, part.end - 1, self.length);
                headers.insert(header::CONTENT_RANGE, HeaderValue::try_from(range).expect("digits and signs"));
            }
            Wanted::Beyond => {
                let range = format!("bytes */{}", self.length);
                headers.insert(header::CONTENT_RANGE, HeaderValue::try_from(range).expect("digits and signs"));
            }
            Wanted::Known | Wanted::Whole => {}
        }
        if let Some(length) = length {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
            if let Ok(disposition) = HeaderValue::try_from(&self.disposition) {
                headers.insert(header::CONTENT_DISPOSITION, disposition);
            }
        }
        response
    }

    fn tag(&self) -> HeaderValue {
        HeaderValue::try_from(format!("\"{}\"", self.version)).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
    }
}

impl Wanted {
    /// The bytes to read; `None` where the answer has none. The range of a whole file is `None` inside.
    pub fn bytes(&self) -> Option<Option<Range<u64>>> {
        match self {
            Self::Known | Self::Beyond => None,
            Self::Whole => Some(None),
            Self::Part(part) => Some(Some(part.clone())),
        }
    }
}

/// Reads `bytes=5-9`, `bytes=5-` or `bytes=-5`.
fn part(range: &str, length: u64) -> Option<Wanted> {
    let (start, end) = range.strip_prefix("bytes=")?.split_once('-')?;
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    let part = match (start, end) {
        ("", last) => length.saturating_sub(number(last)?)..length,
        (start, "") => number(start)?..length,
        (start, end) => {
            let (start, end) = (number(start)?, number(end)?);
            if end < start {
                return None;
            }
            start..end.saturating_add(1).min(length)
        }
    };
    Some(if part.start < part.end { Wanted::Part(part) } else { Wanted::Beyond })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> FileAnswer {
        FileAnswer {
            media_type: "application/pdf",
            disposition: "inline; filename=\"a.pdf\"".to_owned(),
            version: "0123".to_owned(),
            length: 10,
            cache_control: "no-cache",
        }
    }

    fn asked(headers: &[(HeaderName, &'static str)]) -> Wanted {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        file().wanted(&headers.collect())
    }

    #[test]
    fn a_part_is_what_was_asked_for_within_the_file() {
        for (range, wanted) in [
            ("bytes=0-3", Wanted::Part(0..4)),
            ("bytes=4-", Wanted::Part(4..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-30", Wanted::Part(0..10)),
            ("bytes=8-99999999999999999999", Wanted::Whole),
            ("bytes=8-18446744073709551615", Wanted::Part(8..10)),
            ("bytes=10-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=5-3", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("lines=1-2", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
        ] {
            assert_eq!(asked(&[(header::RANGE, range)]), wanted, "{range}");
        }
    }

    #[test]
    fn a_part_of_an_older_version_is_never_given() {
        assert_eq!(asked(&[(header::RANGE, "bytes=0-3"), (header::IF_RANGE, "\"0123\"")]), Wanted::Part(0..4));
        assert_eq!(asked(&[(header::RANGE, "bytes=0-3"), (header::IF_RANGE, "\"old\"")]), Wanted::Whole);
        assert_eq!(asked(&[(header::IF_NONE_MATCH, "\"0123\""), (header::RANGE, "bytes=0-3")]), Wanted::Known);
    }

    #[test]
    fn an_answer_says_how_long_it_is_and_that_it_may_do_nothing() {
        let answer = file().answer(&Wanted::Part(2..5), Body::from("abc"));
        assert_eq!(answer.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(answer.headers()[header::CONTENT_RANGE], "bytes 2-4/10");
        assert_eq!(answer.headers()[header::CONTENT_LENGTH], "3");
        assert!(answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().ends_with("; sandbox"));
        let unchanged = file().answer(&Wanted::Known, Body::from("abc"));
        assert_eq!(
            (unchanged.status(), unchanged.headers().get(header::CONTENT_LENGTH)),
            (StatusCode::NOT_MODIFIED, None)
        );
    }
}
