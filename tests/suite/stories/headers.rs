//! Strict headers stand on every answer, whatever it says.

use http::Request;
use web::client::Answer;

use crate::support::{SEED_PAGE, Site};

/// What every answer carries.
const EVERYWHERE: [&str; 6] = [
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
];

fn is_strict(answer: &Answer, status: u16) {
    assert_eq!(answer.status().as_u16(), status, "{}", answer.path());
    for name in EVERYWHERE {
        assert!(answer.header(name).is_some(), "{} ({status}) has no {name}", answer.path());
    }
    assert_eq!(answer.header("server"), None);
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    let policy = answer.header("content-security-policy").expect("just seen");
    assert!(policy.starts_with("default-src 'none'"), "{}: {policy}", answer.path());
    assert!(!policy.contains("unsafe"), "{}: {policy}", answer.path());
}

#[tokio::test]
async fn on_the_public_site() {
    let site = Site::sample().await;
    let browser = site.visitor();
    let page = browser.get(SEED_PAGE).await;
    is_strict(&page, 200);
    let known = browser.clone().with_header("if-none-match", page.header("etag").expect("a tag"));
    is_strict(&known.get(SEED_PAGE).await, 304);
    is_strict(&browser.get("/node/463").await, 308);
    is_strict(&browser.get("/nothing").await, 404);
    let request = Request::post(SEED_PAGE).body(axum::body::Body::empty()).unwrap();
    is_strict(&browser.send(request).await, 405);
    let gone = site.new_live_page(content::NodeId::HOME, "Soon gone").await;
    site.unpublish(gone, None).await.expect("it is live");
    is_strict(&browser.get("/soon-gone").await, 410);
    for file in ["/robots.txt", "/sitemap.xml", "/favicon.ico", "/healthz", "/readyz"] {
        is_strict(&browser.get(file).await, 200);
    }
}

#[tokio::test]
async fn in_the_admin_where_nothing_is_kept_besides() {
    let site = Site::sample().await;
    let visitor = site.visitor();
    let editor = site.editor().await;
    let too_long = "a".repeat(3 << 20);
    let answers = [
        (visitor.get("/admin/login").await, 200),
        (visitor.get("/admin").await, 303),
        (editor.browser().get("/admin").await, 200),
        (editor.browser().get("/admin/nothing").await, 404),
        (editor.browser().get("/admin/users").await, 403),
        (editor.browser().post_form("/admin/events/101/status", &[("status", "soon")]).await, 403),
        (editor.browser().post_form("/admin/account", &[("current", &too_long)]).await, 413),
    ];
    for (answer, status) in &answers {
        is_strict(answer, *status);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{}", answer.path());
    }
}

#[tokio::test]
async fn in_the_api() {
    let site = Site::sample().await;
    for (path, status) in [
        ("/api/v1/pages", 200),
        ("/api/v1/pages?colour=red", 400),
        ("/api/v1/nothing", 404),
        ("/api/v1/resolve?path=/nothing", 404),
    ] {
        is_strict(&site.visitor().get(path).await, status);
    }
}

#[tokio::test]
async fn a_preview_may_be_framed_by_this_site_alone_and_is_never_kept() {
    let site = Site::sample().await;
    let node = content::sample::ids::CAREER_CHANGE;
    let permit = site.permit(accounts::Action::ReadDraft, node).await;
    let token = store::drafts::preview_token(site.store(), &permit, site.open(node).await.revision);
    let preview = site.visitor().get(&format!("/-/preview/{token}")).await;
    is_strict(&preview, 200);
    assert!(preview.header("content-security-policy").is_some_and(|policy| policy.contains("frame-ancestors 'self'")));
    assert_eq!(preview.header("cache-control"), Some("no-store"));
    assert!(preview.header("x-robots-tag").is_some_and(|robots| robots.contains("noindex")));
    assert!(preview.text().contains("Draft preview"));
    site.minutes_pass(61);
    is_strict(&site.visitor().get(&format!("/-/preview/{token}")).await, 404);
    is_strict(&site.visitor().get("/-/preview/5.1.9999999999.AAAA").await, 404);
}
