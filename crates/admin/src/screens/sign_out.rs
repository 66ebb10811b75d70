//! Signing out: `POST /admin/logout`.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use http::{HeaderName, HeaderValue};
use tower_sessions::Session;
use web::redirect;

use crate::Admin;
use crate::signed_in::SignedIn;

pub(super) fn router() -> Router<Admin> {
    // A person who comes back here by the browser's history is led on.
    Router::new().route("/admin/logout", post(sign_out).merge(get(async || redirect::see_other("/admin"))))
}

/// Ends the session. The browser drops what it kept of the admin; its cookie goes with the session, and cookies of
/// other sites below the same domain, which `"cookies"` would take too, stay.
async fn sign_out(State(admin): State<Admin>, session: Session) -> Result<Response, web::Error> {
    if let Some(signed_in) = SignedIn::from_session(&admin, &session).await? {
        admin.presence.leave_all(signed_in.person.id);
    }
    if session.id().is_some() {
        session.flush().await.map_err(web::Failure::from)?;
    }
    let drop_kept = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(([drop_kept], redirect::see_other("/admin/login?done=signed-out")).into_response())
}
