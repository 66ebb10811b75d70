//! The router on a site where nothing is published yet: what it answers must not depend on content.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use content::Clock;
use http::{Method, Request, StatusCode};
use store::{Opening, Store};
use web::client::{Answer, Client};

use super::*;
use crate::{Previews, Settings};

struct Site {
    public: Public,
    visitor: Client,
    folder: PathBuf,
}

impl Drop for Site {
    #[expect(clippy::disallowed_methods, reason = "the test made this folder")]
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn empty_site() -> Site {
    static SITES: AtomicU64 = AtomicU64::new(0);
    let number = SITES.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("waymark-public-{}-{number}", std::process::id()));
    let clock = Clock::fixed("2021-03-15T09:00:00Z".parse().unwrap());
    let store = Store::open(&folder, clock, Opening::Server).await.unwrap();
    let settings = Settings { site_url: "https://example.org/".into(), site_name: "Waymark".into(), https: true };
    let storage = media::Storage::local(&folder.join("media")).unwrap();
    let reader = store.clone();
    let previews: Previews = Arc::new(move |token| {
        let store = reader.clone();
        Box::pin(async move { store::published::preview(&store, &token).await })
    });
    let public = Public::new(store, storage, previews, settings);
    Site { visitor: Client::new(router(public.clone())), public, folder }
}

fn assert_strict(answer: &Answer, what: &str) {
    for (name, value) in Policy::public().with_https(true).headers() {
        assert_eq!(answer.header(name.as_str()), value.to_str().ok(), "{name} on {what}");
    }
    assert_eq!(answer.header("set-cookie"), None, "{what}");
}

#[tokio::test]
async fn an_empty_site_says_that_there_is_no_such_page() {
    let site = empty_site().await;
    for path in
        ["/", "/no/such/page", "/node/463", "/%ff", "/a%00b", "/a%2Fb", "/?page=-1", "/sites/default/files/x.pdf"]
    {
        let answer = site.visitor.get(path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert!(answer.text().contains("<h1>Page not found</h1>"), "{path}");
        assert!(answer.text().contains("noindex"));
        assert_strict(&answer, path);
    }
    assert!(site.public.kept("/").is_none(), "a missing page is not kept");
}

#[tokio::test]
async fn visitors_only_read() {
    let site = empty_site().await;
    for path in ["/", "/robots.txt", "/some/page"] {
        let answer = site.visitor.post_form(path, &[("title", "mine")]).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert_eq!(answer.header("allow"), Some("GET,HEAD"), "{path}");
        assert!(answer.text().contains("<h1>That cannot be done here</h1>"));
        assert_strict(&answer, path);
    }
}

#[tokio::test]
async fn machines_find_what_they_ask_for() {
    let site = empty_site().await;
    let robots = site.visitor.get("/robots.txt").await;
    assert!(
        robots.text().contains("Disallow: /admin")
            && robots.text().contains("Sitemap: https://example.org/sitemap.xml")
    );
    assert_eq!(robots.header("content-type"), Some("text/plain; charset=utf-8"));
    let sitemap = site.visitor.get("/sitemap.xml").await;
    assert_eq!(sitemap.header("content-type"), Some("application/xml; charset=utf-8"));
    assert!(sitemap.text().contains("</urlset>"));
    assert_strict(&sitemap, "the sitemap");
    let icon = site.visitor.get("/favicon.ico").await;
    assert_eq!((icon.status(), icon.header("content-type")), (StatusCode::OK, Some("image/x-icon")));
    let sheet = site.public.assets.href("site.css");
    assert_eq!(site.visitor.get(&sheet).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_is_kept_is_answered_before_the_router_in_the_same_way() {
    let site = empty_site().await;
    let asked = |method: Method, path: &str| Request::builder().method(method).uri(path).body(()).unwrap();
    assert!(site.public.kept_answer(&asked(Method::GET, "/sitemap.xml")).is_none(), "nobody asked yet");
    let slow = site.visitor.get("/sitemap.xml").await;
    let fast = site.public.kept_answer(&asked(Method::GET, "/sitemap.xml")).unwrap();
    let head = site.public.kept_answer(&asked(Method::HEAD, "/sitemap.xml")).unwrap();
    for (name, value) in fast.headers() {
        assert_eq!(slow.header(name.as_str()), value.to_str().ok(), "{name}");
        assert_eq!(head.headers().get(name), Some(value));
    }
    assert!(site.public.kept_answer(&asked(Method::POST, "/sitemap.xml")).is_none());
    assert!(site.public.kept_answer(&asked(Method::GET, "/sitemap.xml?x=1")).is_none());
}

#[tokio::test]
async fn a_forged_preview_shows_nothing_and_is_kept_by_nobody() {
    let site = empty_site().await;
    let answer = site.visitor.get("/-/preview/1.1.99999999999.c2lnbmF0dXJl").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(answer.text().contains("This preview has expired"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("x-robots-tag"), Some("noindex, nofollow"));
    assert!(
        answer.header("content-security-policy").unwrap().contains("frame-ancestors 'self'"),
        "the admin frames it"
    );
}
