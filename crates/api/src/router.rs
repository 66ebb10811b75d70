//! The addresses of the API.

use axum::Router;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{any, get};
use http::{HeaderValue, header};
use web::Refusal;
use web::headers::{self, Policy};

use crate::{Api, lists, problem, resolve, schemas};

/// Every address below `/api`, also those where nothing is. GET and HEAD only.
pub fn router(api: Api) -> Router {
    let policy = Policy::api().with_https(api.https);
    let router = Router::new()
        .route("/api/v1/resolve", get(resolve::node))
        .route("/api/v1/pages", get(lists::pages))
        .route("/api/v1/events", get(lists::events))
        .route("/api/v1/providers", get(lists::providers))
        .route("/api/v1/schemas/blocks", get(schemas::all))
        .route("/api/v1/schemas/blocks/{block_type}", get(schemas::one))
        // Other addresses below /api are the API's too: whoever asks for them reads JSON, not the site's own page.
        .route("/api", any(nothing))
        .route("/api/", any(nothing))
        .route("/api/{*rest}", any(nothing))
        .with_state(api);
    let router = web::error::pages(router, problem::render());
    headers::apply(router.layer(map_response(open_to_all)), &policy)
}

async fn nothing() -> Refusal {
    Refusal::NotFound
}

/// Lets the scripts of every site read the answer: it is public already, and no cookie has a part in it.
async fn open_to_all(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
    response
}
