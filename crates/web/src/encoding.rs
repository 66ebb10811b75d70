//! Content encodings: which one a browser prefers, and the two that we make.

use std::io::Write as _;

use bytes::Bytes;
use http::HeaderValue;

/// Brotli's quality for pages of tens of kilobytes: from 7 on each step costs more time than it saves bytes.
const BROTLI_QUALITY: i32 = 6;
/// Brotli's window in bits (256 KiB), larger than any page we send.
const BROTLI_WINDOW: i32 = 18;

/// An encoding that an answer can be sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// `br`, the smallest.
    Brotli,
    /// `gzip`, known to every client.
    Gzip,
    /// The bytes as they are.
    Identity,
}

impl Encoding {
    /// The value of `Content-Encoding`, or none for the plain bytes.
    pub fn header(self) -> Option<HeaderValue> {
        match self {
            Self::Brotli => Some(HeaderValue::from_static("br")),
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Identity => None,
        }
    }
}

/// The best encoding which `Accept-Encoding` allows: the highest `q`, and of equals Brotli before gzip before the plain bytes.
///
/// Without the header, or if it allows nothing that we have, the plain bytes.
pub fn preferred(accept_encoding: Option<&HeaderValue>) -> Encoding {
    let Some(text) = accept_encoding.and_then(|value| value.to_str().ok()) else {
        return Encoding::Identity;
    };
    let brotli = quality(text, "br").unwrap_or(0);
    let gzip = quality(text, "gzip").unwrap_or(0);
    // Plain bytes are acceptable unless refused; unnamed they rank below every named encoding.
    let identity = quality_of_name(text, "identity").unwrap_or(0);
    if brotli > 0 && brotli >= gzip && brotli >= identity {
        Encoding::Brotli
    } else if gzip > 0 && gzip >= identity {
        Encoding::Gzip
    } else {
        Encoding::Identity
    }
}

/// These bytes as one gzip member without a time stamp, so that equal input gives equal output.
pub fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder =
        flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 3), flate2::Compression::default());
    encoder.write_all(bytes).expect("writing to memory does not fail");
    Bytes::from(encoder.finish().expect("writing to memory does not fail"))
}

/// These bytes as a Brotli stream.
pub fn brotli(bytes: &[u8]) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters).expect("writing to memory does not fail");
    Bytes::from(compressed)
}

/// The quality of this encoding in thousandths, by its own name or else by `*`.
fn quality(accept_encoding: &str, name: &str) -> Option<u16> {
    quality_of_name(accept_encoding, name).or_else(|| quality_of_name(accept_encoding, "*"))
}

fn quality_of_name(accept_encoding: &str, name: &str) -> Option<u16> {
    accept_encoding.split(',').find_map(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|coding| {
            coding.eq_ignore_ascii_case(name) || (name == "gzip" && coding.eq_ignore_ascii_case("x-gzip"))
        });
        named.then(|| {
            pieces
                .find_map(|parameter| parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q=")))
                .map_or(1000, thousandths)
        })
    })
}

/// `0.5` as 500; what is not a quality counts as a refusal.
fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    match whole {
        "1" => 1000,
        "0" => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn browsers_get_what_they_prefer() {
        for (header, expected) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("x-gzip", Encoding::Gzip),
            ("br;q=0.2, gzip;q=0.9", Encoding::Gzip),
            ("br;q=0, gzip;q=0", Encoding::Identity),
            ("*", Encoding::Brotli),
            ("*;q=0.1, br;q=0", Encoding::Gzip),
            ("identity;q=1, gzip;q=0.5", Encoding::Identity),
            ("GZIP ; q=1.000", Encoding::Gzip),
            ("gzip;q=nonsense", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            assert_eq!(preferred(Some(&HeaderValue::from_static(header))), expected, "{header}");
        }
        assert_eq!(preferred(None), Encoding::Identity);
    }

    #[test]
    fn both_encodings_give_back_the_page() {
        let page = "<p>Assessment Only</p>\n".repeat(400);
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*gzip(page.as_bytes())).read_to_string(&mut back).unwrap();
        assert_eq!(back, page);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(page.as_bytes()), &mut back).unwrap();
        assert_eq!(back, page.as_bytes());
        assert!(brotli(page.as_bytes()).len() < 200);
    }
}
