//! The guard before every screen but the open ones, and what it leaves for the error pages.

use std::sync::{Arc, OnceLock};

use axum::extract::{FromRequest as _, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode};
use tower_sessions::Session;
use web::{RawForm, redirect};

use crate::Admin;
use crate::lists::SavedFilters;
use crate::screens::sign_in::{self, Kept};
use crate::signed_in::{SignedIn, sign_in_address};

/// A place around the guard where it says who was let in, so that an error page outside of it shows the person's own
/// navigation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remembered(Arc<OnceLock<SignedIn>>);

impl Remembered {
    /// The person that the guard let in.
    pub(crate) fn person(&self) -> Option<&SignedIn> {
        self.0.get()
    }
}

/// Makes the place.
pub(crate) async fn remember_person(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(Remembered::default());
    next.run(request).await
}

/// Lets signed-in people pass. Others are led to the sign-in; a form that they sent is kept there, so that no text is
/// lost when a session ends while somebody writes.
pub(crate) async fn only_signed_in(
    State(admin): State<Admin>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    match SignedIn::from_session(&admin, &session).await {
        Ok(Some(mut signed_in)) => {
            match SavedFilters::of_request(&admin, &signed_in, request.method(), request.uri()).await {
                Ok(saved) => signed_in.saved = saved,
                Err(error) => return error.into_response(),
            }
            if let Some(remembered) = request.extensions().get::<Remembered>() {
                // It is set once for each request, by this guard.
                let _ = remembered.0.set(signed_in.clone());
            }
            request.extensions_mut().insert(signed_in);
            next.run(request).await
        }
        Ok(None) if request.method() == Method::POST => keep_form(&admin, request).await,
        Ok(None) => {
            let (parts, _) = request.into_parts();
            redirect::see_other(&sign_in_address(&parts))
        }
        Err(error) => error.into_response(),
    }
}

/// The sign-in with the form in it; signing out again needs no sign-in.
async fn keep_form(admin: &Admin, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let action = parts.uri.path().to_owned();
    let next = sign_in_address(&parts);
    match RawForm::from_request(Request::from_parts(parts, body), admin).await {
        Ok(RawForm(pairs)) if !pairs.is_empty() => {
            let screen = sign_in::ended(admin, Kept { action, pairs });
            (StatusCode::UNAUTHORIZED, screen).into_response()
        }
        _ => redirect::see_other(&next),
    }
}
