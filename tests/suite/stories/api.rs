//! Other front ends read the same content.

use content::sample::ids;
use http::Request;

use crate::support::{SEED_EVENTS, SEED_PAGE, Site, event_path};

#[tokio::test]
async fn one_answer_holds_the_whole_page() {
    let site = Site::sample().await;
    let page = site.data(&format!("/api/v1/resolve?path={SEED_PAGE}")).await;
    assert_eq!(
        (page["kind"].as_str(), page["id"].as_i64(), page["title"].as_str()),
        (Some("page"), Some(5), Some("Assessment Only"))
    );
    assert_eq!(page["path"], SEED_PAGE);
    let titles: Vec<&str> = page["breadcrumbs"]
        .as_array()
        .expect("a trail")
        .iter()
        .map(|step| step["title"].as_str().expect("a title"))
        .collect();
    assert_eq!(
        titles,
        ["Home", "Explore my options", "Teacher training routes", "Specialist training options", "Assessment Only"]
    );
    assert_eq!(page["breadcrumbs"][1]["id"], ids::EXPLORE.0);
    assert!(page["body_html"].as_str().expect("HTML").contains("If you’re an experienced teacher"));
    let foot = &page["foot_blocks"][0];
    assert_eq!(foot["type"], "upcoming_events");
    let starts: Vec<&str> = foot["value"]["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| event["starts_at"].as_str().expect("a start"))
        .collect();
    assert_eq!(starts, SEED_EVENTS.map(|(_, _, _, start)| start));
    let event = site.data(&format!("/api/v1/resolve?path={}", event_path(3))).await;
    assert_eq!(event["event"]["starts_at"], "2021-03-30T18:00:00+01:00");
    assert!(event["event"]["ends_at"].is_null());
    let provider = site.data("/api/v1/providers?limit=1").await["items"][0].clone();
    let provider = site.data(&format!("/api/v1/resolve?path={}", provider["path"].as_str().expect("a path"))).await;
    assert_eq!(provider["kind"], "provider");
}

#[tokio::test]
async fn it_agrees_with_the_site_in_the_very_next_request() {
    let site = Site::sample().await;
    let address = format!("/api/v1/resolve?path={SEED_PAGE}");
    let before = site.visitor().get(&address).await;
    let known = site.visitor().with_header("if-none-match", before.header("etag").expect("a tag"));
    assert_eq!(known.get(&address).await.status(), 304);
    site.rewrite(ids::ASSESSMENT_ONLY, |draft| draft.title = "Assessed only".into()).await;
    assert_eq!(known.get(&address).await.status(), 304, "a draft changes nothing");
    site.publish(ids::ASSESSMENT_ONLY).await.expect("a valid draft");
    assert_eq!(known.get(&address).await.status(), 200);
    assert_eq!(site.data(&address).await["title"], "Assessed only");
}

#[tokio::test]
async fn lists_are_read_part_by_part_without_a_gap() {
    let site = Site::sample().await;
    for list in ["pages", "events?when=upcoming", "events?when=past", "providers"] {
        let join = if list.contains('?') { '&' } else { '?' };
        let mut next = Some(format!("/api/v1/{list}{join}limit=3"));
        let (mut ids, mut total) = (Vec::new(), 0);
        while let Some(address) = next {
            let part = site.data(&address).await;
            total = part["meta"]["total_count"].as_u64().expect("a number");
            ids.extend(
                part["items"].as_array().expect("items").iter().map(|item| item["id"].as_i64().expect("a number")),
            );
            next = part["meta"]["next"]
                .as_str()
                .map(|url| url.strip_prefix("https://www.example.org").expect("absolute").to_owned());
        }
        let seen = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), ids.len() as u64), (seen, total), "{list}");
        assert!(seen > 3, "{list}: more than one part");
    }
}

#[tokio::test]
async fn what_it_does_not_know_it_says() {
    let site = Site::sample().await;
    for (path, status) in [
        ("/api/v1/pages?colour=red", 400),
        ("/api/v1/pages?limit=0", 400),
        ("/api/v1/pages?limit=101", 400),
        ("/api/v1/pages?limit=ten", 400),
        ("/api/v1/pages?offset=-1", 400),
        ("/api/v1/pages?limit=1&limit=2", 400),
        ("/api/v1/events?when=soon", 400),
        ("/api/v1/resolve", 400),
        ("/api/v1/resolve?path=%ff", 400),
        ("/api/v1/resolve?path=/nothing-here", 404),
        ("/api/v1/nothing", 404),
        ("/api/v2/pages", 404),
    ] {
        let answer = site.visitor().get(path).await;
        assert_eq!(answer.status().as_u16(), status, "{path}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        let problem: serde_json::Value = serde_json::from_str(answer.text()).expect("JSON");
        assert_eq!(problem["status"], status);
    }
    let named = site.data("/api/v1/pages?colour=red").await;
    assert!(named["detail"].as_str().expect("a sentence").contains("colour"));
    let post = Request::post("/api/v1/pages").body(axum::body::Body::empty()).unwrap();
    assert_eq!(site.visitor().send(post).await.status(), 405);
    let huge = site.data("/api/v1/pages?offset=9223372036854775807").await;
    assert!(huge["detail"].as_str().expect("a sentence").contains("offset"));
}
