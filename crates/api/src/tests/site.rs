use std::path::PathBuf;

use chrono::DateTime;
use content::Clock;
use serde_json::{Value, json};
use store::{Opening, Store};
use web::client::{Answer, Client};

use crate::{Api, Settings, router};

/// The folder of a test's database; goes when the test ends.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        #[expect(clippy::disallowed_methods, reason = "a test tidies its own folder")]
        let removed = std::fs::remove_dir_all(&self.0);
        removed.expect("the folder is there until now");
    }
}

/// A client of the API of a new, empty site.
async fn client(name: &str) -> (Folder, Client) {
    let folder = Folder(std::env::temp_dir().join(format!("waymark-api-{}-{name}", std::process::id())));
    let now = DateTime::parse_from_rfc3339("2021-03-15T09:00:00Z").unwrap().to_utc();
    let store = Store::open(&folder.0, Clock::fixed(now), Opening::Server).await.unwrap();
    let settings = Settings { site_url: "https://example.org/".to_owned(), https: true };
    (folder, Client::new(router(Api::new(store, settings))))
}

fn body(answer: &Answer) -> Value {
    serde_json::from_str(answer.text()).unwrap()
}

#[tokio::test]
async fn whatever_goes_wrong_is_a_problem() {
    let (_folder, client) = client("problems").await;
    for (path, status, title, word) in [
        ("/api", 404, "Not Found", "/api/v1/resolve"),
        ("/api/", 404, "Not Found", "/api/v1/resolve"),
        ("/api/v1/pages/", 404, "Not Found", "/api/v1/resolve"),
        ("/api/v2/pages", 404, "Not Found", "/api/v1/resolve"),
        ("/api/v1/resolve?path=/no/such", 404, "Not Found", "published at this path"),
        ("/api/v1/resolve?path=/a&draft=1", 400, "Bad Request", "“draft” is not known here. Use path."),
        ("/api/v1/pages?when=past", 400, "Bad Request", "“when” is not known here. Use limit or offset."),
        ("/api/v1/events?limit=0", 400, "Bad Request", "from 1 to 100"),
        ("/api/v1/providers?limit=5&limit=6", 400, "Bad Request", "twice"),
    ] {
        let answer = client.get(path).await;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
        assert!(answer.header("content-security-policy").is_some(), "{path}");
        let problem = body(&answer);
        assert_eq!((&problem["type"], &problem["title"]), (&json!("about:blank"), &json!(title)), "{path}");
        assert_eq!(problem["status"], json!(status), "{path}");
        assert!(problem["detail"].as_str().unwrap().contains(word), "{path}: {problem}");
    }
}

#[tokio::test]
async fn the_api_can_only_be_read() {
    let (_folder, client) = client("read-only").await;
    let answer = client.post_form("/api/v1/pages", &[("title", "Mine")]).await;
    assert_eq!((answer.status().as_u16(), answer.header("allow")), (405, Some("GET,HEAD")));
    let head = http::Request::head("/api/v1/pages").body(axum::body::Body::empty()).unwrap();
    let head = client.send(head).await;
    let get = client.get("/api/v1/pages").await;
    assert_eq!((head.status().as_u16(), head.bytes().len()), (200, 0));
    assert_eq!(head.header("etag"), get.header("etag"));
    assert_eq!(body(&answer)["detail"], "The API can only be read. Send the request with GET or HEAD.");
}

#[tokio::test]
async fn a_list_of_nothing_is_a_list() {
    let (_folder, client) = client("empty").await;
    for path in ["/api/v1/pages", "/api/v1/events?when=upcoming", "/api/v1/events?when=past", "/api/v1/providers"] {
        let answer = client.get(path).await;
        let meta = json!({"total_count": 0, "limit": 20, "offset": 0, "next": null, "previous": null});
        assert_eq!(body(&answer), json!({"items": [], "meta": meta}), "{path}");
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000; includeSubDomains"));
        let tag = answer.header("etag").unwrap().to_owned();
        let again = client.clone().with_header("if-none-match", &tag).get(path).await;
        assert_eq!((again.status().as_u16(), again.bytes().len()), (304, 0), "{path}");
    }
}

#[tokio::test]
async fn the_furthest_part_of_a_list_is_empty_and_no_failure() {
    let (_folder, client) = client("far").await;
    for path in ["/api/v1/pages", "/api/v1/events", "/api/v1/providers"] {
        let answer = client.get(&format!("{path}?limit=100&offset=1000000000")).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(body(&answer)["meta"]["previous"], format!("https://example.org{path}?limit=100&offset=0"));
    }
}
