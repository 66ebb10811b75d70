//! Pages are kept ready, and a change is seen in the very next request.

use std::io::Read as _;

use content::sample::ids;

use crate::support::{SEED_PAGE, Site};

#[tokio::test]
async fn each_encoding_is_the_same_page_with_a_tag_of_its_own() {
    let site = Site::sample().await;
    let plain = site.visitor().get(SEED_PAGE).await;
    let mut tags = vec![plain.header("etag").expect("a tag").to_owned()];
    for encoding in ["gzip", "br"] {
        let answer = site.visitor().with_header("accept-encoding", encoding).get(SEED_PAGE).await;
        assert_eq!(answer.header("content-encoding"), Some(encoding));
        assert_eq!(answer.header("vary").map(str::to_lowercase).as_deref(), Some("accept-encoding"));
        assert!(answer.bytes().len() < plain.bytes().len() / 2, "{encoding}");
        assert_eq!(unpacked(encoding, answer.bytes()), plain.text());
        tags.push(answer.header("etag").expect("a tag").to_owned());
    }
    assert!(tags.iter().all(|tag| tag.starts_with('"')), "strong tags");
    tags.dedup();
    assert_eq!(tags.len(), 3);
}

#[tokio::test]
async fn a_browser_that_has_the_page_gets_304_until_it_changes() {
    let site = Site::sample().await;
    let first = site.visitor().get(SEED_PAGE).await;
    let browser = site.visitor().with_header("if-none-match", first.header("etag").expect("a tag"));
    let again = browser.get(SEED_PAGE).await;
    assert_eq!((again.status().as_u16(), again.bytes().len()), (304, 0));
    assert_eq!(again.header("etag"), first.header("etag"));
    site.rewrite(ids::ASSESSMENT_ONLY, |draft| draft.title = "Assessed only".into()).await;
    assert_eq!(browser.get(SEED_PAGE).await.status(), 304, "a draft changes nothing");
    site.publish(ids::ASSESSMENT_ONLY).await.expect("a valid draft");
    let changed = browser.get(SEED_PAGE).await;
    assert_eq!(changed.status(), 200);
    assert!(changed.text().contains("<h1>Assessed only</h1>"));
}

#[tokio::test]
async fn a_change_elsewhere_is_seen_on_every_kept_page_at_once() {
    let site = Site::sample().await;
    let pages = [SEED_PAGE, "/explore-my-options/teacher-training-routes/specialist-training-options", "/"];
    for path in pages {
        site.reads(path).await;
    }
    site.rewrite(ids::EXPLORE, |draft| draft.navigation_title = "Explore everything".into()).await;
    site.publish(ids::EXPLORE).await.expect("a valid draft");
    for path in pages {
        assert!(site.reads(path).await.contains("Explore everything"), "{path}");
    }
}

#[tokio::test]
async fn assets_may_be_kept_for_ever_and_pages_are_asked_for_each_time() {
    let site = Site::sample().await;
    let page = site.visitor().get(SEED_PAGE).await;
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let links = crate::support::reading::links(page.text());
    let style = links.iter().find(|link| link.ends_with("/site.css")).expect("a style sheet");
    let style = site.visitor().get(style).await;
    assert_eq!(style.header("cache-control"), Some("public, max-age=31536000, immutable"));
    // A page that was kept before an upgrade still finds its style, which nobody keeps under the old name.
    let outdated = site.visitor().get("/assets/0000000000000000/site.css").await;
    assert_eq!((outdated.status().as_u16(), outdated.header("cache-control")), (200, Some("no-cache")));
    assert_eq!(site.visitor().get("/assets/0000000000000000/nothing.css").await.status(), 404);
    assert_eq!(site.visitor().get("/nothing").await.header("cache-control"), Some("no-store"));
}

fn unpacked(encoding: &str, bytes: &[u8]) -> String {
    let mut text = String::new();
    let read = match encoding {
        "gzip" => flate2::read::GzDecoder::new(bytes).read_to_string(&mut text),
        _ => brotli::Decompressor::new(bytes, 4_096).read_to_string(&mut text),
    };
    read.expect("well-packed text");
    text
}
