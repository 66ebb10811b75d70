//! The files that public pages show or link to.
//!
//! `/media/12/term-dates.pdf` is a file as it is now, for as long as it is in the library; browsers ask each time whether theirs still holds, so
//! that a replaced file is seen at the next request. `/media/12/{version}/640.webp` is a picture of one version in one width, which never changes.
//! What no live text uses is not there, but in the preview whose token the address brings. Nothing in a file runs: each is served in a sandbox,
//! under the type that it was found to have.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::HeaderMap;
use media::{FileId, FileKind, Rendition, StorageError, name};
use serde::Deserialize;
use store::published::{self, PublishedFile};
use web::file::{FileAnswer, Wanted};
use web::{Error, Failure, Query, redirect};

use crate::Public;

/// Browsers keep a file and ask each time whether it still holds.
const ASK: &str = "no-cache";
/// What never changes is kept for a year.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// What a preview shows is nobody else's business.
const OWN: &str = "private, no-store";

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The token of the preview that shows the file; empty on the public site.
    #[serde(default)]
    preview: String,
}

/// A file as it is now.
pub(crate) async fn file(
    State(public): State<Public>,
    Path((id, asked_name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let Some(file) = public.file(&id, &asked.preview).await? else { return public.not_found("/").await };
    if name::for_address(&file.name) != asked_name {
        return Ok(redirect::permanent(&file.address()));
    }
    let described = FileAnswer {
        media_type: file.kind.media_type(),
        disposition: name::disposition(&file.name, file.kind.is_picture() || file.kind == FileKind::Pdf),
        version: file.hash.short(),
        length: file.length,
        cache_control: if asked.preview.is_empty() { ASK } else { OWN },
    };
    let wanted = described.wanted(&headers);
    let body = match wanted.bytes() {
        Some(part) => Body::from_stream(public.storage.read(file.hash, part).await.map_err(Failure::from)?),
        None => Body::empty(),
    };
    Ok(described.answer(&wanted, body))
}

/// A picture of one version in one width.
pub(crate) async fn rendition(
    State(public): State<Public>,
    Path((id, version, asked_name)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let Some(file) = public.file(&id, &asked.preview).await? else { return public.not_found("/").await };
    let Some(rendition) = file.rendition_at(&version, &asked_name) else {
        return public.outdated(&file, &version).await;
    };
    let cache_control = if asked.preview.is_empty() { FOR_EVER } else { OWN };
    public.picture(rendition, &asked_name, cache_control, &headers).await.map_err(|error| Failure::from(error).into())
}

impl Public {
    async fn file(&self, id: &str, preview: &str) -> Result<Option<PublishedFile>, Error> {
        let Ok(id) = id.parse().map(FileId) else { return Ok(None) };
        Ok(published::file(&self.store, id, preview).await.map_err(Failure::from)?)
    }

    /// A page that was loaded before a picture was replaced still asks for the old version, and gets the picture of now.
    async fn outdated(&self, file: &PublishedFile, version: &str) -> Result<Response, Error> {
        if file.kind.is_picture() && version != file.hash.short() && version.len() == file.hash.short().len() {
            return Ok(redirect::see_other(&file.address()));
        }
        self.not_found("/").await
    }

    async fn picture(
        &self,
        rendition: Rendition,
        name: &str,
        cache_control: &'static str,
        headers: &HeaderMap,
    ) -> Result<Response, StorageError> {
        let bytes = self.storage.rendition(rendition).await?;
        let described = FileAnswer {
            media_type: rendition.written().media_type(),
            disposition: name::disposition(name, true),
            version: web::etag::strong(&bytes).to_str().unwrap_or_default().trim_matches('"').to_owned(),
            length: bytes.len() as u64,
            cache_control,
        };
        // Small enough to be sent whole; parts of a picture are of no use.
        let wanted = match described.wanted(headers) {
            Wanted::Known => Wanted::Known,
            _ => Wanted::Whole,
        };
        Ok(described.answer(&wanted, Body::from(bytes)))
    }
}
