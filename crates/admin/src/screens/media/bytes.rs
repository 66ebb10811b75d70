//! The files themselves, for those who are signed in, whether or not a public page uses them.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::HeaderMap;
use media::{FileKind, Rendition, Shape, name, widths};
use store::library::FileRow;
use web::Failure;
use web::file::{FileAnswer, Wanted};

use super::{open, sees};
use crate::Admin;
use crate::signed_in::SignedIn;

/// How wide the picture on a file's own screen is at most, in pixels.
const LARGE: u32 = 960;
/// How wide a picture in a list is at most.
const SMALL: u32 = 320;
/// The address names the version, so the browser of this person may keep it.
const FOR_EVER: &str = "private, max-age=31536000, immutable";

/// A file as it is now: `/admin/media/{id}/file`.
pub(super) async fn file(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let row = open(&admin, &permit, &id).await?;
    let described = FileAnswer {
        media_type: row.kind.media_type(),
        disposition: name::disposition(&row.name, row.kind.is_picture() || row.kind == FileKind::Pdf),
        version: row.hash.short(),
        length: row.length,
        cache_control: "private, no-cache",
    };
    let wanted = described.wanted(&headers);
    let body = match wanted.bytes() {
        Some(part) => Body::from_stream(admin.storage.read(row.hash, part).await.map_err(Failure::from)?),
        None => Body::empty(),
    };
    Ok(described.answer(&wanted, body))
}

/// A picture as it stands on its own screen: `/admin/media/{id}/picture`.
pub(super) async fn picture(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    shown(&admin, &signed_in, &id, |_| Shape::Whole, LARGE).await
}

/// A picture as it stands in lists, cut around the point that stays in sight: `/admin/media/{id}/thumbnail`.
pub(super) async fn thumbnail(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, web::Error> {
    shown(&admin, &signed_in, &id, |row| Shape::Card(row.focal), SMALL).await
}

async fn shown(
    admin: &Admin,
    signed_in: &SignedIn,
    id: &str,
    shape: impl Fn(&FileRow) -> Shape,
    most: u32,
) -> Result<Response, web::Error> {
    let permit = sees(admin, signed_in).await?;
    let row = open(admin, &permit, id).await?;
    let rendition = row.size.and_then(|size| {
        let shape = shape(&row);
        let offered = widths(shape.width_of(size));
        let width = offered.iter().rfind(|width| **width <= most).or(offered.first())?;
        Rendition::new(row.hash, row.kind, size, shape, *width, FileKind::WebP)
    });
    let Some(rendition) = rendition else { return Err(web::Refusal::NotFound.into()) };
    let bytes = admin.storage.rendition(rendition).await.map_err(Failure::from)?;
    let described = FileAnswer {
        media_type: FileKind::WebP.media_type(),
        disposition: name::disposition(&name::clean(&row.name, FileKind::WebP), true),
        version: row.hash.short(),
        length: bytes.len() as u64,
        cache_control: FOR_EVER,
    };
    Ok(described.answer(&Wanted::Whole, Body::from(bytes)))
}
