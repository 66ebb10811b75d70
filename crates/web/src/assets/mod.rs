//! Style sheets, scripts and pictures of the product, at addresses which name their bytes, so that a browser asks for each version once.
//!
//! Only files that are embedded under `assets/` are ever served: a request's path is looked up among their names and never reaches the disk.

mod asset;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderMap, HeaderValue, header};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::Refusal;
use crate::{encoding, etag};
use asset::Asset;

/// The folder of an embed whose files are assets.
pub(crate) const ASSETS_FOLDER: &str = "assets";

/// The assets of an embedded folder. Clones share them.
#[derive(Clone, Debug)]
pub struct Assets {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    prefix: &'static str,
    read: fn(&str) -> Option<EmbeddedFile>,
    by_name: RwLock<BTreeMap<String, Arc<Asset>>>,
    /// The digits of the files in each folder below `assets/`: one for all, because scripts import each other by addresses relative to their own.
    folders: BTreeMap<String, String>,
}

impl Assets {
    /// The files below `assets/` of an embed, served under `prefix` (`/assets`). A release build compresses all of them here, once.
    pub fn new<E: RustEmbed>(prefix: &'static str) -> Self {
        let names = E::iter().filter_map(|name: Cow<'static, str>| {
            name.strip_prefix(ASSETS_FOLDER)?.strip_prefix('/').map(str::to_owned)
        });
        let mut by_name = BTreeMap::new();
        let mut bytes_in: BTreeMap<String, String> = BTreeMap::new();
        for name in names {
            if let Some(file) = read::<E>(&name) {
                let asset = Asset::new(&name, file);
                if !cfg!(debug_assertions) {
                    asset.compress();
                }
                by_name.insert(name, Arc::new(asset));
            }
        }
        for (name, asset) in &by_name {
            if let Some((folder, _)) = name.rsplit_once('/') {
                bytes_in.entry(folder.to_owned()).or_default().extend([name, " ", &asset.hash, "\n"]);
            }
        }
        let folders = bytes_in.into_iter().map(|(folder, bytes)| (folder, etag::digest(bytes.as_bytes()))).collect();
        Self { shared: Arc::new(Shared { prefix, read: read::<E>, by_name: RwLock::new(by_name), folders }) }
    }

    /// The address of a file: `/assets/{16 hexadecimal digits}/{name}`. A name that is not there is logged and gets an address that is not found.
    pub fn href(&self, name: &str) -> String {
        self.find(name).unwrap_or_else(|| {
            tracing::error!(name, "there is no such asset");
            format!("{}/missing/{name}", self.shared.prefix)
        })
    }

    /// The address of a file, or none if there is no such file.
    pub fn find(&self, name: &str) -> Option<String> {
        self.asset(name).map(|asset| format!("{}/{}/{name}", self.shared.prefix, self.digits(name, &asset)))
    }

    /// The digits in a file's address: they name its bytes, or those of all files of its folder.
    fn digits<'a>(&'a self, name: &str, asset: &'a Asset) -> &'a str {
        let folder = name.rsplit_once('/').and_then(|(folder, _)| self.shared.folders.get(folder));
        folder.unwrap_or(&asset.hash)
    }

    /// Serves the files, to be merged into the site's router.
    ///
    /// At its own address a file may be kept for a year. Under the digits of another version the present file is served, to be asked for anew: so
    /// pages that were cached before an upgrade still find it. In debug builds the files of a folder are always asked for anew, because each may change
    /// while the digits of the folder stay.
    pub fn router(&self) -> Router {
        let assets = self.clone();
        let path = format!("{}/{{hash}}/{{*name}}", self.shared.prefix);
        Router::new().route(
            &path,
            get(async move |Path((hash, name)): Path<(String, String)>, headers: HeaderMap| {
                assets.answer(&hash, &name, &headers)
            }),
        )
    }

    fn answer(&self, hash: &str, name: &str, asked: &HeaderMap) -> Response {
        let looks_hashed = hash.len() == 16 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let Some(asset) = self.asset(name).filter(|_| looks_hashed) else {
            return Refusal::NotFound.into_response();
        };
        let named = hash == self.digits(name, &asset) && !(cfg!(debug_assertions) && name.contains('/'));
        let caching = if named { "public, max-age=31536000, immutable" } else { "no-cache" };
        let sent = asset.sent(encoding::preferred(asked.get(header::ACCEPT_ENCODING)));
        let unchanged = asked.get(header::IF_NONE_MATCH).is_some_and(|known| etag::matches(known, &sent.etag));
        let mut response =
            if unchanged { http::StatusCode::NOT_MODIFIED.into_response() } else { sent.bytes.clone().into_response() };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(header::ETAG, sent.etag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if !unchanged {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
            if let Some(encoding) = sent.encoding.header() {
                headers.insert(header::CONTENT_ENCODING, encoding);
            }
        }
        response
    }

    /// The file of this name; in debug builds as it is on disk now.
    fn asset(&self, name: &str) -> Option<Arc<Asset>> {
        let known = self.shared.by_name.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(name).cloned();
        if !cfg!(debug_assertions) {
            return known;
        }
        let file = (self.shared.read)(name)?;
        match known {
            Some(known) if known.hash == etag::hex16(&file.metadata.sha256_hash()) => Some(known),
            _ => Some(self.keep(name.to_owned(), Asset::new(name, file))),
        }
    }

    fn keep(&self, name: String, asset: Asset) -> Arc<Asset> {
        let asset = Arc::new(asset);
        self.shared.by_name.write().unwrap_or_else(std::sync::PoisonError::into_inner).insert(name, Arc::clone(&asset));
        asset
    }
}

/// Reads an asset by name. Names that climb or are spelled oddly are none of ours.
fn read<E: RustEmbed>(name: &str) -> Option<EmbeddedFile> {
    let plain =
        name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ':']));
    plain.then(|| E::get(&format!("{ASSETS_FOLDER}/{name}"))).flatten()
}

#[cfg(test)]
mod tests;
