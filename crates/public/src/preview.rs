//! A draft as it would look, behind an address that expires.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue};
use store::published;
use web::headers::Policy;
use web::{Error, Failure, Page};

use crate::Public;

/// The page of a preview token, made by the same templates as the live page, with a ribbon. Never kept, never indexed, framed by this site only.
pub(crate) async fn draft(State(public): State<Public>, Path(token): Path<String>) -> Result<Response, Error> {
    let found = published::preview(&public.store, &token).await.map_err(Failure::from)?;
    let mut response = match found {
        Some(node) => {
            let (html, _) = public.rendered(node, true).await?;
            Page(html).into_response()
        }
        None => public.preview_expired().await?,
    };
    let policy = Policy::preview().with_https(public.https);
    response.headers_mut().extend(policy.headers());
    response
        .headers_mut()
        .insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    Ok(response)
}
