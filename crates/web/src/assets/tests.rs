//! A browser asks for style sheets, and an attacker for everything else.

use axum::body::Body;
use axum::extract::Request;

use super::*;
use crate::client::{Answer, Client};

#[derive(rust_embed::Embed)]
#[folder = "test-templates"]
struct Folder;

fn assets() -> Assets {
    Assets::new::<Folder>("/assets")
}

async fn ask(path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Client::new(assets().router()).send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_style_sheet_is_kept_for_a_year() {
    let href = assets().href("site.css");
    assert_eq!(href, format!("/assets/{}/site.css", etag::digest(&Folder::get("assets/site.css").unwrap().data)));
    let answer = ask(&href, &[]).await;
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(answer.header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(answer.header("vary"), Some("accept-encoding"));
    assert!(answer.text().starts_with("h1 {"));
}

#[tokio::test]
async fn each_encoding_has_its_own_tag_and_the_second_visit_is_free() {
    let href = assets().href("site.css");
    let mut tags = Vec::new();
    for (accepted, sent) in [("br, gzip", Some("br")), ("gzip", Some("gzip")), ("identity", None)] {
        let answer = ask(&href, &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.header("content-encoding"), sent);
        let tag = answer.header("etag").unwrap().to_owned();
        let again = ask(&href, &[("accept-encoding", accepted), ("if-none-match", &tag)]).await;
        assert_eq!((again.status().as_u16(), again.bytes().len(), again.header("etag")), (304, 0, Some(&*tag)));
        tags.push(tag);
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 3);
}

#[tokio::test]
async fn a_script_and_what_it_imports_have_one_folder_in_their_addresses() {
    let href = assets().href("js/editor.js");
    assert_eq!(assets().href("js/other.js"), href.replace("editor.js", "other.js"), "the address of `./other.js`");
    let kept = if cfg!(debug_assertions) { "no-cache" } else { "public, max-age=31536000, immutable" };
    assert_eq!(ask(&href, &[]).await.header("cache-control"), Some(kept));
    let both = ["editor.js", "other.js"].map(|name| {
        let file = Folder::get(&format!("assets/js/{name}")).unwrap();
        format!("js/{name} {}\n", etag::digest(&file.data))
    });
    assert!(href.starts_with(&format!("/assets/{}/", etag::digest(both.concat().as_bytes()))), "of the bytes of both");
}

#[tokio::test]
async fn a_script_is_found_under_the_digits_of_another_version() {
    let answer = ask("/assets/0123456789abcdef/js/editor.js", &[]).await;
    assert_eq!((answer.status().as_u16(), answer.header("cache-control")), (200, Some("no-cache")));
}

#[tokio::test]
async fn nothing_but_assets_is_served() {
    let hash = assets().find("site.css").unwrap().split('/').nth(2).unwrap().to_owned();
    for name in [
        "page.html",
        "../page.html",
        "..%2Fpage.html",
        "%2e%2e/page.html",
        "js/../../page.html",
        "js/..%5c..%5cpage.html",
        "/etc/passwd",
        "//site.css",
        "./site.css",
        ".hidden",
        "site.css/",
        "site.css%00",
        "js",
        "js/",
        "SITE.CSS",
        "C:%5cwindows",
    ] {
        let answer = ask(&format!("/assets/{hash}/{name}"), &[]).await;
        assert_eq!(answer.status().as_u16(), 404, "{name}");
    }
    for path in ["/assets/site.css", "/assets/missing/site.css", "/assets/../Cargo.toml", "/assets", "/assets/"] {
        assert_eq!(ask(path, &[]).await.status().as_u16(), 404, "{path}");
    }
    assert_eq!(assets().find("nowhere.css"), None);
    assert_eq!(assets().href("nowhere.css"), "/assets/missing/nowhere.css");
}
