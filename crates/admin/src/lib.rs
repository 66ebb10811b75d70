//! The editors' screens: everything below `/admin`.
//!
//! [`router()`] puts the screens together. Whoever is not signed in reaches four things: the sign-in, the first set-up,
//! the one-time link to choose a password, and the style sheets. All else stands behind one guard, so that a new route
//! is closed until somebody says otherwise; what the person may do there, `store::rights` decides on each request.
//! Screens work without JavaScript: each is a page, each change a form that is answered by a redirect, or by the same
//! screen with the problems beside the fields.
//!
//! To add a screen: a file in `screens/` with its view (and its samples), its handlers and a function `router()`; its
//! template in `admin-templates/`; a line in `screens/mod.rs`; and, where it deserves one, a link in `shell.rs`.

mod csv;
mod editor;
mod error_pages;
mod fields;
mod guard;
mod help;
mod kept_text;
mod links_in_words;
mod lists;
mod notice;
mod plan;
mod presence;
mod refusal;
mod row;
mod schedule;
mod screens;
mod shell;
mod signed_in;
mod state;
#[cfg(test)]
mod style_sheet;
mod tag;
mod words;

use axum::Router;
use axum::middleware::from_fn_with_state;
use store::sessions::Sessions;
use tower_sessions::SessionManagerLayer;
use tower_sessions::cookie::SameSite;
use web::headers::Policy;
use web::{cross_site, error, headers, limits};

pub use state::{Admin, Settings};

/// The session's cookie where the site is reached by TLS: the prefix makes browsers refuse it from other hosts and
/// without TLS.
const SECURE_COOKIE: &str = "__Host-waymark";
/// The session's cookie on plain HTTP, for a trial on one's own machine.
const PLAIN_COOKIE: &str = "waymark";

/// All screens below `/admin`, with their layers.
pub fn router(admin: Admin) -> Router {
    let guarded = |router: Router<Admin>| router.layer(from_fn_with_state(admin.clone(), guard::only_signed_in));
    // One for both: messages for the next page lie in its memory.
    let sessions = sessions(&admin);
    let with_session = |router: Router<Admin>| router.layer(sessions.clone()).with_state(admin.clone());
    let behind = guarded(screens::signed_in().merge(editor::router()));
    let forms = with_session(screens::open().merge(behind)).merge(admin.assets.router());
    // Who is not signed in is refused before a byte of an upload is read.
    let uploads = with_session(guarded(web::upload::apply(screens::uploads().merge(editor::uploads()))));
    let router = limits::apply(forms).merge(uploads);
    let router = cross_site::no_embedding(only_from_here(router, &admin));
    let policy = Policy::admin().with_https(admin.settings.https);
    let router = error::pages(router, error_pages::renderer(admin));
    // Around the error pages, so that they know whom the guard let in.
    let router = router.layer(axum::middleware::from_fn(guard::remember_person));
    headers::apply(router, &policy)
}

/// Sessions in the database. The cookie lasts as long as the browser; how long the session lasts, the store decides by
/// the site's clock.
fn sessions(admin: &Admin) -> SessionManagerLayer<Sessions> {
    let https = admin.settings.https;
    SessionManagerLayer::new(Sessions::new(admin.store.clone()))
        .with_name(if https { SECURE_COOKIE } else { PLAIN_COOKIE })
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
}

/// Refuses forms from other sites. The site's own address is trusted, in case a proxy in front changes `Host`.
fn only_from_here(router: Router, admin: &Admin) -> Router {
    let origin = origin(&admin.settings.site_url);
    match cross_site::apply(router.clone(), &[origin]) {
        Ok(guarded) => guarded,
        Err(error) => {
            tracing::warn!(%error, "the site's address is no origin; only requests that match their Host are accepted");
            cross_site::apply(router, &[]).expect("no trusted origin means none that can be wrong")
        }
    }
}

/// The part of an address that browsers send as `Origin`: scheme, host and port.
fn origin(site_url: &str) -> String {
    let Some((scheme, rest)) = site_url.split_once("://") else { return site_url.to_owned() };
    let host = rest.split('/').next().unwrap_or(rest);
    format!("{scheme}://{host}").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn the_origin_is_what_browsers_send() {
        for (address, expected) in [
            ("https://www.example.org", "https://www.example.org"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            ("https://Example.org/site", "https://example.org"),
        ] {
            assert_eq!(origin(address), expected);
        }
    }
}
