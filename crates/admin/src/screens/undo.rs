//! Undoing an action: `POST /admin/undo`.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use http::{HeaderMap, header};
use tower_sessions::Session;
use web::{RawForm, redirect};

use crate::Admin;
use crate::notice;
use crate::refusal::refused;
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/undo", post(undo))
}

async fn undo(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    headers: HeaderMap,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let group = pairs.into_iter().find(|(name, _)| name == "group").map(|(_, value)| value).unwrap_or_default();
    let undone = editorial::undo::telling(&admin.store, &permit, &group).await.map_err(refused)?;
    notice::set_undoable(&session, &told(&undone.left), &undone.group).await;
    Ok(redirect::see_other(came_from(&headers).as_deref().unwrap_or("/admin")))
}

/// How many pages a message names.
const NAMED: usize = 10;

fn told(left: &[String]) -> String {
    if left.is_empty() {
        return "Undone. Everything is as it was before.".to_owned();
    }
    let mut names: Vec<String> = left.iter().take(NAMED).map(|title| format!("“{title}”")).collect();
    if left.len() > NAMED {
        names.push(words::count((left.len() - NAMED) as u64, "more page", "more pages"));
    }
    let verb = if left.len() == 1 {
        "was changed since and stays as it is"
    } else {
        "were changed since and stay as they are"
    };
    format!("Undone, but not everywhere: {} {verb}.", words::listed(&names))
}

/// The screen whose button was pressed, as far as the browser tells.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = referer.split_once("://")?;
    let path = redirect::local_path(&rest[rest.find('/')?..])?;
    (path == "/admin" || path.starts_with("/admin/")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_back_to_the_screen_and_never_out_of_the_admin() {
        let from = |referer: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, referer.parse().unwrap());
            came_from(&headers)
        };
        assert_eq!(from("https://www.example.org/admin/pages?open=2").as_deref(), Some("/admin/pages?open=2"));
        for elsewhere in ["https://www.example.org/", "https://evil.example//admin", "nonsense", "https://x"] {
            assert_eq!(from(elsewhere), None, "{elsewhere}");
        }
    }
}
