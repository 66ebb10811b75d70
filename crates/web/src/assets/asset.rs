//! One file in the three forms in which it is sent.

use std::sync::OnceLock;

use bytes::Bytes;
use http::HeaderValue;
use rust_embed::EmbeddedFile;

use crate::encoding::{self, Encoding};
use crate::etag;

/// A file of the product.
#[derive(Debug)]
pub(super) struct Asset {
    /// The first 16 hexadecimal digits of the SHA-256 of its bytes.
    pub(super) hash: String,
    pub(super) content_type: &'static str,
    plain: Sent,
    gzip: OnceLock<Sent>,
    brotli: OnceLock<Sent>,
}

/// Bytes with the encoding they are in and their own entity tag.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) encoding: Encoding,
    pub(super) bytes: Bytes,
    pub(super) etag: HeaderValue,
}

impl Asset {
    pub(super) fn new(name: &str, file: EmbeddedFile) -> Self {
        let hash = etag::hex16(&file.metadata.sha256_hash());
        let bytes = match file.data {
            std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Self {
            hash,
            content_type: content_type(name),
            plain: Sent::new(Encoding::Identity, bytes),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
        }
    }

    /// Makes the compressed forms now instead of at the first request.
    pub(super) fn compress(&self) {
        self.sent(Encoding::Gzip);
        self.sent(Encoding::Brotli);
    }

    /// The file in this encoding, or as it is if it is of a kind that is compressed already.
    pub(super) fn sent(&self, encoding: Encoding) -> &Sent {
        let is_text = self.content_type.contains("charset")
            || self.content_type.contains("xml")
            || self.content_type.contains("json");
        match encoding {
            Encoding::Gzip if is_text => {
                self.gzip.get_or_init(|| Sent::new(encoding, encoding::gzip(&self.plain.bytes)))
            }
            Encoding::Brotli if is_text => {
                self.brotli.get_or_init(|| Sent::new(encoding, encoding::brotli(&self.plain.bytes)))
            }
            _ => &self.plain,
        }
    }
}

impl Sent {
    fn new(encoding: Encoding, bytes: Bytes) -> Self {
        Self { encoding, etag: etag::strong(&bytes), bytes }
    }
}

/// The content type by the name's ending; what is unknown is a download.
fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
