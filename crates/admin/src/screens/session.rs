//! Staying signed in: `POST /admin/session`, which the script behind the warning before a session's end asks for.

use axum::Router;
use axum::routing::post;
use serde::Serialize;
use store::sessions::IDLE_MINUTES;

use crate::Admin;
use crate::signed_in::SignedIn;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/session", post(stay))
}

/// For how many seconds the session now lasts: without another request, and at most.
#[derive(Serialize)]
struct Lasting {
    idle: i64,
    left: i64,
}

/// Every request of a signed-in person keeps the session; this one does nothing else.
async fn stay(signed_in: SignedIn) -> axum::Json<Lasting> {
    axum::Json(Lasting { idle: IDLE_MINUTES * 60, left: signed_in.session_left })
}
