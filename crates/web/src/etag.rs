//! Entity tags: a short name for exact bytes, so that a browser need not fetch them twice.

use http::HeaderValue;
use sha2::{Digest as _, Sha256};

/// The strong entity tag of these bytes: the first 16 hexadecimal digits of their SHA-256, in double quotes.
///
/// 64 bits are plenty: a clash would need about four thousand million versions of one page.
pub fn strong(bytes: &[u8]) -> HeaderValue {
    HeaderValue::try_from(format!("\"{}\"", digest(bytes)))
        .expect("quotes and hexadecimal digits are a valid header value")
}

/// Whether `If-None-Match` names this tag (or is `*`), so that the answer is 304.
///
/// Tags are compared weakly, as RFC 9110 section 13.1.2 asks: a proxy that recompressed the page may have put `W/` before ours.
pub fn matches(if_none_match: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(asked), Ok(etag)) = (if_none_match.to_str(), etag.to_str()) else {
        return false;
    };
    let opaque = etag.trim_start_matches("W/");
    asked.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == opaque)
}

/// The first 16 hexadecimal digits of the SHA-256 of these bytes.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hex16(&Sha256::digest(bytes))
}

/// The first eight bytes as 16 hexadecimal digits.
pub(crate) fn hex16(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::with_capacity(16), |mut digits, byte| {
        for nibble in [byte >> 4, byte & 0xf] {
            digits.push(char::from_digit(u32::from(nibble), 16).expect("a nibble is below 16"));
        }
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_have_another_tag() {
        assert_eq!(strong(b""), "\"e3b0c44298fc1c14\"");
        assert_ne!(strong(b"a page"), strong(b"a page."));
    }

    #[test]
    fn a_browser_that_has_the_page_is_told_so() {
        let tag = strong(b"a page");
        let tag_text = tag.to_str().unwrap();
        for asked in ["*".to_owned(), tag_text.to_owned(), format!("W/{tag_text}"), format!("\"other\" , {tag_text}")] {
            assert!(matches(&HeaderValue::try_from(&asked).unwrap(), &tag), "{asked}");
        }
        for asked in ["\"other\"", "", "W/", &tag_text[1..5]] {
            assert!(!matches(&HeaderValue::try_from(asked).unwrap(), &tag), "{asked}");
        }
    }
}
