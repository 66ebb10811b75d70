//! A rendered page as an answer.

use axum::response::{Html, IntoResponse, Response};

/// The HTML of a whole page, sent as `text/html; charset=utf-8`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page(pub String);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        Html(self.0).into_response()
    }
}
