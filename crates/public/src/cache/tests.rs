use chrono::TimeDelta;
use http::StatusCode;

use super::*;

const PATH: &str = "/teaching-events";

fn nine() -> DateTime<Utc> {
    "2021-03-15T09:00:00Z".parse().unwrap()
}

fn keep(cache: &PageCache, sequence: i64, until: Option<DateTime<Utc>>) {
    let validity = Validity { sequence, until, look: 0 };
    let page = KeptPage::new("<h1>Teaching events</h1>".repeat(40), "text/html; charset=utf-8", validity, &[]);
    cache.keep(PATH, Arc::new(page));
}

fn found(cache: &PageCache, generation: i64, now: DateTime<Utc>) -> bool {
    let present = Present { generation, look: 0, now: || now };
    cache.get(PATH, present).is_some()
}

#[test]
fn a_page_goes_with_the_generation_that_it_was_read_at() {
    let cache = PageCache::default();
    assert!(!found(&cache, 7, nine()), "nothing is kept yet");
    keep(&cache, 7, None);
    assert!(found(&cache, 7, nine()));
    assert!(!found(&cache, 8, nine()), "somebody published since");
    keep(&cache, 8, None);
    assert!(found(&cache, 8, nine()));
}

#[test]
fn a_page_rendered_while_somebody_published_is_not_sent() {
    let cache = PageCache::default();
    // Read at 7, published as 8, and only then finished and kept.
    keep(&cache, 7, None);
    assert!(!found(&cache, 8, nine()));
}

#[test]
fn a_page_read_ahead_of_the_known_generation_is_sent() {
    let cache = PageCache::default();
    // Another process published; its rows were read before this process heard of it.
    keep(&cache, 9, None);
    assert!(found(&cache, 8, nine()));
    assert!(found(&cache, 9, nine()));
}

#[test]
fn an_upcoming_event_leaves_at_its_start_minute() {
    let cache = PageCache::default();
    keep(&cache, 1, Some(nine()));
    assert!(found(&cache, 1, nine() - TimeDelta::milliseconds(1)));
    assert!(!found(&cache, 1, nine()));
}

#[test]
fn the_clock_is_read_only_for_pages_that_time_can_change() {
    let cache = PageCache::default();
    keep(&cache, 1, None);
    let present = Present { generation: 1, look: 0, now: || panic!("nobody needs the time") };
    assert!(cache.get(PATH, present).is_some());
}

#[test]
fn an_edited_template_shows_at_once() {
    let cache = PageCache::default();
    keep(&cache, 1, None);
    let present = Present { generation: 1, look: 5, now: nine };
    assert!(cache.get(PATH, present).is_none());
}

#[test]
fn browsers_get_the_encoding_that_they_ask_for() {
    let cache = PageCache::default();
    keep(&cache, 1, None);
    let page = cache.get(PATH, Present { generation: 1, look: 0, now: nine }).unwrap();
    let mut tags = Vec::new();
    for (accepted, sent) in [("gzip, deflate, br", Some("br")), ("gzip", Some("gzip")), ("identity", None)] {
        let mut asked = HeaderMap::new();
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
        let answer = page.answer(&Method::HEAD, &asked);
        assert_eq!(answer.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap()), sent);
        assert_eq!(answer.headers()[header::VARY], "accept-encoding");
        let tag = answer.headers()[header::ETAG].clone();
        asked.insert(header::IF_NONE_MATCH, tag.clone());
        assert_eq!(page.answer(&Method::GET, &asked).status(), StatusCode::NOT_MODIFIED);
        tags.push(tag);
    }
    tags.dedup();
    assert_eq!(tags.len(), 3, "one strong tag for each");
}

#[test]
fn the_pages_stay_within_their_room() {
    let cache = PageCache::default();
    let text = "0123456789abcdef".repeat(64 * 1024);
    let validity = Validity { sequence: 1, until: None, look: 0 };
    let page = Arc::new(KeptPage::new(text, "text/html; charset=utf-8", validity, &[]));
    for number in 0..200 {
        cache.keep(&format!("/page-{number}"), Arc::clone(&page));
    }
    assert!(cache.pages.weight() <= CAPACITY);
    assert!(!cache.pages.is_empty());
}
