//! A draft as it would look, behind an address that expires.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::due::in_words;
use http::{HeaderName, HeaderValue};
use store::published::{self, Previewing};
use web::headers::Policy;
use web::{Error, Failure, Page};

use crate::Public;

/// The page of a preview token, made by the same templates as the live page, with a ribbon. Never kept, never indexed, framed by this site only.
pub(crate) async fn draft(State(public): State<Public>, Path(token): Path<String>) -> Result<Response, Error> {
    let moment = published::preview_later(&public.store, &token).map(|later| later.moment);
    let ribbon = match moment {
        Some(moment) => format!("How this page will look on {} – not published", in_words(moment)),
        None => "Draft preview – not published".to_owned(),
    };
    let found = (public.previews)(token).await.map_err(Failure::from)?;
    let mut response = match found {
        Previewing::Shown(node) => {
            let at = moment.unwrap_or_else(|| public.store.now());
            let (html, _) = public.rendered(*node, Some((at, ribbon))).await?;
            Page(html).into_response()
        }
        Previewing::Withdrawn => public.preview_withdrawn().await?,
        Previewing::Over => public.preview_expired().await?,
    };
    let policy = Policy::preview().with_https(public.https);
    response.headers_mut().extend(policy.headers());
    response
        .headers_mut()
        .insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    Ok(response)
}
