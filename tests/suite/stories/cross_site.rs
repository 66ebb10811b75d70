//! Other sites change nothing here.

use axum::body::Body;
use content::sample::ids;
use http::Request;

use crate::support::{SEED_PAGE, Site};

#[tokio::test]
async fn a_form_on_another_site_is_refused_on_every_route_that_changes_something() {
    let site = Site::sample().await;
    let publisher = site.administrator().await;
    let fields: Vec<(String, String)> = publisher.opens(ids::ASSESSMENT_ONLY).await.set("title", "Owned").fields();
    let body = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&");
    let origins = [
        "https://evil.example",
        "http://localhost.evil.example",
        "http://localhost:81",
        "https://www.example.org.evil.example",
        "null",
        "http://evil.localhost",
    ];
    for path in [
        "/admin/nodes/5",
        "/admin/events/101/status",
        "/admin/nodes/5/trash",
        "/admin/users",
        "/admin/login",
        "/admin/logout",
    ] {
        for origin in origins {
            for fetch_site in [Some("cross-site"), Some("same-site"), None] {
                let mut request = Request::post(path)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("origin", origin);
                if let Some(fetch_site) = fetch_site {
                    request = request.header("sec-fetch-site", fetch_site);
                }
                let answer = publisher.browser().send(request.body(Body::from(body.clone())).unwrap()).await;
                assert_eq!(answer.status(), 403, "{path} from {origin} ({fetch_site:?})");
            }
        }
    }
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Assessment Only");
    assert_eq!(site.visitor().get(SEED_PAGE).await.status(), 200);
    publisher.sees("/admin").await;
}

#[tokio::test]
async fn no_screen_of_the_admin_changes_anything_by_being_opened() {
    let site = Site::sample().await;
    let administrator = site.administrator().await;
    let before = site.store().generation();
    for path in [
        "/admin/nodes/5/trash",
        "/admin/nodes/5/unpublish",
        "/admin/nodes/5/move",
        "/admin/nodes/5/restore",
        "/admin/nodes/101/duplicate",
        "/admin/logout",
        "/admin/nodes/5?action=publish&title=x",
    ] {
        let answer = administrator.browser().get(path).await;
        assert!(!answer.status().is_server_error(), "{path}");
    }
    assert_eq!(administrator.browser().get("/admin/events/101/status").await.status(), 405);
    assert_eq!(site.store().generation(), before);
    administrator.sees("/admin").await;
}

#[tokio::test]
async fn another_site_learns_nothing_by_embedding_a_screen() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let request =
        Request::get("/admin/nodes/5").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "no-cors");
    assert_eq!(editor.browser().send(request.body(Body::empty()).unwrap()).await.status(), 403);
    let followed =
        Request::get("/admin/nodes/5").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
    assert_eq!(editor.browser().send(followed.body(Body::empty()).unwrap()).await.status(), 200);
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |escaped, byte| escaped + &format!("%{byte:02X}"))
}
