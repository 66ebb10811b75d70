//! Every address has one form, and none is a dead end.

use content::sample::ids;
use http::Request;

use crate::support::{SEED_PAGE, Site, event_path, reading};

#[tokio::test]
async fn a_nodes_number_leads_to_its_address_for_good() {
    let site = Site::sample().await;
    let answer = site.visitor().get("/node/463").await;
    assert_eq!(answer.status(), 308);
    let list = site.path(ids::PROVIDERS).await.expect("the list has an address");
    assert_eq!(answer.location(), list.as_str());
    assert_eq!(answer.follow().await.status(), 200);
    for nobody in ["/node/999999", "/node/0", "/node/-1", "/node/99999999999999999999", "/node/x", "/node"] {
        assert_eq!(site.visitor().get(nobody).await.status(), 404, "{nobody}");
    }
}

#[tokio::test]
async fn other_forms_of_an_address_lead_to_the_one() {
    let site = Site::sample().await;
    for (typed, right) in [
        (format!("{SEED_PAGE}/"), SEED_PAGE),
        (SEED_PAGE.to_uppercase(), SEED_PAGE),
        (SEED_PAGE.replace("/teacher", "//teacher"), SEED_PAGE),
        ("/Teaching-Events/?page=1".into(), "/teaching-events?page=1"),
        ("/teaching%2Devents".into(), "/teaching-events"),
    ] {
        let answer = site.visitor().get(&typed).await;
        assert_eq!((answer.status().as_u16(), answer.location()), (308, right), "{typed}");
        assert_eq!(answer.header("cache-control"), Some("public, max-age=300"));
    }
}

#[tokio::test]
async fn a_redirect_never_leaves_the_site() {
    let site = Site::sample().await;
    for hostile in [
        "//evil.example/",
        "///evil.example",
        "/%2F%2Fevil.example",
        "/%5Cevil.example",
        "/\\evil.example",
        "//EVIL.example/..",
    ] {
        let Ok(request) = Request::get(hostile).body(axum::body::Body::empty()) else { continue };
        let answer = site.visitor().send(request).await;
        assert!(
            answer.status().is_client_error() || answer.location().starts_with("/evil"),
            "{hostile}: {}",
            answer.status()
        );
        if let Some(location) = answer.header("location") {
            assert!(
                location.starts_with('/') && !location.starts_with("//") && !location.contains('\\'),
                "{hostile}: {location}"
            );
        }
    }
}

#[tokio::test]
async fn a_missing_page_shows_ways_onward() {
    let site = Site::sample().await;
    let answer = site.visitor().get("/explore-my-options/teacher-training-routes/nothing-here").await;
    assert_eq!(answer.status(), 404);
    let main = reading::main_part(answer.text());
    assert!(reading::links(main).contains(&"/explore-my-options/teacher-training-routes".to_owned()), "{main}");
    for odd in ["/%ff%fe", "/a%00b", "/sites/default/files/a.pdf", "/..%2f..%2fetc%2fpasswd", "/a?%ff"] {
        assert_eq!(site.visitor().get(odd).await.status(), 404, "{odd}");
    }
    let long = format!("/{}", "a".repeat(5_000));
    assert_eq!(site.visitor().get(&long).await.status(), 404);
}

#[tokio::test]
async fn search_engines_learn_every_live_page_and_no_draft() {
    let site = Site::sample().await;
    let robots = site.reads("/robots.txt").await;
    assert!(robots.contains("Sitemap: https://www.example.org/sitemap.xml"), "{robots}");
    let addresses = site.addresses_of_the_sitemap().await;
    assert!(addresses.contains(SEED_PAGE) && addresses.contains("/") && addresses.contains(&event_path(3)));
    let nodes = content::sample::site(site.store().now());
    let live = nodes.iter().filter(|node| node.published).count();
    assert_eq!(addresses.len(), live);
    let draft = site.path(ids::CAREER_CHANGE).await.expect("the draft has an address");
    assert!(!addresses.contains(draft.as_str()));
    assert_eq!(site.visitor().get(draft.as_str()).await.status(), 404);
    site.ends_well().await;
}

#[tokio::test]
async fn absolute_addresses_come_from_the_settings_and_never_from_the_request() {
    let site = Site::sample().await;
    let own = site.reads(SEED_PAGE).await;
    assert!(own.contains("<link rel=\"canonical\" href=\"https://www.example.org/explore-my-options/"));
    let foreign = site.visitor().at_host("evil.example").with_header("x-forwarded-host", "evil.example");
    for path in
        [SEED_PAGE, "/sitemap.xml", "/robots.txt", "/teaching-events", "/api/v1/pages", "/nothing", "/admin/login"]
    {
        let answer = foreign.get(path).await;
        assert!(!answer.text().contains("evil.example"), "{path}");
    }
    assert_eq!(foreign.get(SEED_PAGE).await.text(), own);
}

#[tokio::test]
async fn the_public_site_is_for_reading_only() {
    let site = Site::sample().await;
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE"] {
        let request = Request::builder().method(method).uri(SEED_PAGE).body(axum::body::Body::empty()).unwrap();
        let answer = site.visitor().send(request).await;
        assert_eq!(answer.status(), 405, "{method}");
        assert!(answer.header("allow").is_some_and(|allowed| allowed.contains("GET")), "{method}");
    }
    let head = Request::head(SEED_PAGE).body(axum::body::Body::empty()).unwrap();
    let head = site.visitor().send(head).await;
    assert_eq!((head.status().as_u16(), head.header("etag").is_some()), (200, true));
}

#[tokio::test]
async fn the_icon_is_there() {
    let site = Site::sample().await;
    let answer = site.visitor().get("/favicon.ico").await;
    assert_eq!(answer.status(), 200);
    assert!(!answer.bytes().is_empty());
}
