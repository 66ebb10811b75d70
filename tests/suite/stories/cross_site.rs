//! Other sites change nothing here.

use axum::body::Body;
use content::sample::ids;
use http::Request;

use crate::support::{
    PASSWORD, SEED_PAGE, Site,
    reading::{self, between},
};

#[tokio::test]
async fn a_form_on_another_site_is_refused_on_every_route_that_changes_something() {
    let site = Site::sample().await;
    let publisher = site.administrator().await;
    let fields: Vec<(String, String)> = publisher.opens(ids::ASSESSMENT_ONLY).await.set("title", "Owned").fields();
    let body = encoded(&fields);
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
async fn what_was_typed_into_a_refused_form_can_be_copied() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let text = "Written for an hour.\n\n</textarea><script>alert(1)</script> & more";
    let form =
        editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "A \"new\" title").set("block.body.markdown", text);
    let body = encoded(&form.fields());
    let send = async |path: &str, body: String| {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            // As browsers of people who hide where they come from say it.
            .header("origin", "null");
        editor.browser().send(request.body(Body::from(body)).unwrap()).await
    };
    let refused = send("/admin/nodes/5", body).await;
    assert_eq!(refused.status(), 403);
    let page = refused.text();
    assert!(page.contains("This form came from another site") && page.contains("Copy what you need"));
    assert_eq!(reading::decoded(between(page, "<label for=\"kept-1\">", "</label>")), "Title");
    let typed = reading::decoded(between(between(page, "id=\"kept-1\"", ">"), "value=\"", "\""));
    assert_eq!(typed, "A \"new\" title");
    let areas = reading::all_between(page, "<textarea", "</textarea>");
    let areas: Vec<_> = areas.iter().filter_map(|area| area.split_once(">\n")).collect();
    let area = areas.iter().find(|(_, value)| reading::decoded(value) == text).expect("the text as it was typed");
    assert!(area.0.ends_with("readonly"));
    assert!(!page.contains("<script>alert"));
    assert!(refused.forms().iter().all(|form| form.action() != "/admin/nodes/5"), "nothing sends it on");

    let fields = [("current", PASSWORD), ("password", "seven-lanterns-over-whitby"), ("email", "cerys@example.org")];
    let refused = send("/admin/account", encoded(&fields.map(|(name, value)| (name.into(), value.into())))).await;
    assert_eq!(refused.status(), 403);
    assert!(refused.text().contains("cerys@example.org"));
    assert!(!refused.text().contains(PASSWORD) && !refused.text().contains("seven-lanterns"));
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

fn encoded(fields: &[(String, String)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |escaped, byte| escaped + &format!("%{byte:02X}"))
}
