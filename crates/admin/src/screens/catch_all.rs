//! What is not there: told to signed-in people only, so that others learn nothing of which addresses exist.

use axum::Router;
use axum::http::Uri;
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use web::redirect;

use crate::Admin;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/", any(async || redirect::see_other("/admin"))).route("/admin/{*rest}", any(missing))
}

/// An address with a slash at its end leads to the one without.
async fn missing(uri: Uri) -> Response {
    match uri.path().strip_suffix('/') {
        Some(path) if !path.ends_with('/') => redirect::see_other(path),
        _ => web::Refusal::NotFound.into_response(),
    }
}
