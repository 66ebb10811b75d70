//! How much a request may bring.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use tower_http::limit::RequestBodyLimitLayer;

/// The most text that one form may hold once decoded, in bytes: a body of 1 MiB and 64 KiB for all other fields.
pub const FORM_TEXT: usize = 1024 * 1024 + 64 * 1024;
/// The most bytes of a request's body as sent: a browser writes most letters outside ASCII, and every line end, three times as long.
pub const BODY: usize = 3 * FORM_TEXT;
/// The most fields of one form; the largest editor screen has some hundreds.
pub const FIELDS: usize = 10_000;

/// Refuses bodies above [`BODY`] bytes with 413: at once if they are announced, else as soon as they pass it.
pub fn apply(router: Router) -> Router {
    router.layer(RequestBodyLimitLayer::new(BODY)).layer(DefaultBodyLimit::max(BODY))
}

#[cfg(test)]
mod tests {
    use axum::routing::post;
    use http::StatusCode;

    use super::*;
    use crate::client::Client;
    use crate::form::RawForm;

    fn site() -> Client {
        Client::new(apply(
            Router::new().route("/", post(|RawForm(pairs): RawForm| async move { pairs.len().to_string() })),
        ))
    }

    #[tokio::test]
    async fn a_body_of_the_full_size_arrives_however_it_is_encoded() {
        let text = "é\r\n".repeat(1024 * 1024 / 4);
        assert_eq!(site().post_form("/", &[("markdown", &text)]).await.text(), "1");
    }

    #[tokio::test]
    async fn what_is_too_large_is_refused() {
        let long = "a".repeat(FORM_TEXT);
        assert_eq!(site().post_form("/", &[("markdown", &long)]).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let longer = "a".repeat(BODY);
        assert_eq!(site().post_form("/", &[("markdown", &longer)]).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let many = vec![("x", ""); FIELDS + 1];
        assert_eq!(site().post_form("/", &many).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    }
}
