//! What is said of an event is said everywhere in the very next request, and the clock alone decides whether it is still to come.

use content::{EventStatus, sample::ids};
use web::client::FilledForm;

use crate::support::{CATEGORY, NEWCASTLE, SEED_EVENTS, SEED_PAGE, Site, event_path, form_with, moment, reading};

const TITLE: &str = SEED_EVENTS[0].2;

/// Everywhere a visitor meets the Newcastle event.
async fn is_read_everywhere(site: &Site) -> [String; 4] {
    [
        site.reads(SEED_PAGE).await,
        site.reads("/teaching-events").await,
        site.reads(CATEGORY).await,
        site.reads(&event_path(0)).await,
    ]
}

/// The event in a list of the API.
async fn in_api_list(site: &Site, when: &str) -> Option<serde_json::Value> {
    let list = site.data(&format!("/api/v1/events?when={when}&limit=100")).await;
    list["items"].as_array().expect("a list").iter().find(|event| event["id"] == NEWCASTLE.0).cloned()
}

async fn status_form(site: &Site) -> FilledForm {
    site.publisher().await.sees("/admin/events").await.form("/admin/events/101/status")
}

#[tokio::test]
async fn cancelled_in_the_list_is_cancelled_everywhere() {
    let site = Site::sample().await;
    for page in is_read_everywhere(&site).await {
        assert!(page.contains(TITLE), "the pages are kept ready before");
    }
    let form = status_form(&site).await.set("status", "cancelled");
    let answer = form.press("Set status of Train to Teach Newcastle virtual event").await;
    assert_eq!(answer.status(), 303);
    let [seed, list, category, event] = is_read_everywhere(&site).await;
    for page in [&seed, &list, &category] {
        assert!(reading::words(reading::card(page, TITLE)).contains("Cancelled"), "{page}");
        assert!(!reading::words(reading::card(page, "Southampton")).contains("Cancelled"));
    }
    assert!(reading::words(reading::main_part(&event)).contains("This event has been cancelled"));
    assert_eq!(reading::structured(&event, "Event")["eventStatus"], "https://schema.org/EventCancelled");
    assert_eq!(in_api_list(&site, "upcoming").await.expect("it is still listed")["status"], "cancelled");
    assert_eq!(site.data(&format!("/api/v1/resolve?path={}", event_path(0))).await["event"]["status"], "cancelled");
    let screen = site.editor().await.opens(NEWCASTLE).await;
    assert_eq!(screen.value("status").as_deref(), Some("cancelled"), "the draft says so too");
    site.ends_well().await;
}

#[tokio::test]
async fn a_status_changes_nothing_else_of_a_draft_that_differs() {
    let site = Site::sample().await;
    site.rewrite(NEWCASTLE, |draft| draft.title = "A title in the making".into()).await;
    site.set_status(NEWCASTLE, EventStatus::Full).await.expect("it is an event");
    let page = site.reads(SEED_PAGE).await;
    assert!(reading::words(reading::card(&page, TITLE)).contains("Full"));
    let draft = site.open(NEWCASTLE).await.draft;
    assert_eq!(
        (draft.title.as_str(), draft.event().map(|event| event.status)),
        ("A title in the making", Some(EventStatus::Full))
    );
    site.set_status(NEWCASTLE, EventStatus::Scheduled).await.expect("it is an event");
    assert!(!reading::words(reading::card(&site.reads(SEED_PAGE).await, TITLE)).contains("Full"));
}

#[tokio::test]
async fn renamed_it_is_linked_under_its_new_address_everywhere() {
    let site = Site::sample().await;
    is_read_everywhere(&site).await;
    site.rename(NEWCASTLE, "newcastle-in-march").await.expect("the address is free");
    let new = format!("{CATEGORY}/newcastle-in-march");
    for path in [SEED_PAGE, "/teaching-events", CATEGORY] {
        let page = site.reads(path).await;
        assert_eq!(reading::links(reading::card(&page, TITLE)), [new.as_str()], "{path}");
    }
    let old = site.visitor().get(&event_path(0)).await;
    assert_eq!((old.status().as_u16(), old.location()), (308, new.as_str()));
    let event = site.reads(&new).await;
    assert_eq!(reading::structured(&event, "Event")["url"], format!("https://www.example.org{new}"));
    assert_eq!(in_api_list(&site, "upcoming").await.expect("it is listed")["path"], new.as_str());
    let resolved = site.data(&format!("/api/v1/resolve?path={}", event_path(0))).await;
    assert_eq!((resolved["kind"].as_str(), resolved["location"].as_str()), (Some("redirect"), Some(new.as_str())));
    site.ends_well().await;
}

#[tokio::test]
async fn moved_to_another_category_it_leaves_the_first_and_joins_the_second() {
    let site = Site::sample().await;
    is_read_everywhere(&site).await;
    let other = site.path(ids::ONLINE_EVENTS).await.expect("it is live");
    site.reads(other.as_str()).await;
    site.move_below(NEWCASTLE, ids::ONLINE_EVENTS).await.expect("the place is free");
    assert!(!site.reads(SEED_PAGE).await.contains(TITLE));
    assert!(!site.reads(CATEGORY).await.contains(TITLE));
    assert!(site.reads(other.as_str()).await.contains(TITLE));
    assert!(site.reads("/teaching-events").await.contains(TITLE));
    let event = in_api_list(&site, "upcoming").await.expect("it is listed");
    assert_eq!(event["category"]["id"], ids::ONLINE_EVENTS.0);
    site.ends_well().await;
}

#[tokio::test]
async fn at_its_start_minute_it_leaves_every_upcoming_list_without_a_job() {
    let site = Site::sample().await;
    site.clock_reads("2021-03-23T16:59:59.999Z");
    for page in is_read_everywhere(&site).await {
        assert!(page.contains(TITLE));
    }
    assert!(in_api_list(&site, "upcoming").await.is_some() && in_api_list(&site, "past").await.is_none());
    let generation = site.store().generation();

    site.clock_reads("2021-03-23T17:00:00Z");
    for path in [SEED_PAGE, "/teaching-events", CATEGORY] {
        assert!(!site.reads(path).await.contains(TITLE), "{path}");
    }
    let page = site.reads(SEED_PAGE).await;
    let titles = reading::card_titles(reading::section(&page, "Upcoming events"));
    assert_eq!(titles.len(), 4, "the next one has moved up");
    assert_eq!(titles[0], SEED_EVENTS[1].2);
    assert!(in_api_list(&site, "upcoming").await.is_none() && in_api_list(&site, "past").await.is_some());
    assert_eq!(site.reads(&event_path(0)).await.matches("<h1>").count(), 1, "its own page stays");
    assert_eq!(site.store().generation(), generation, "nothing was written");
}

#[tokio::test]
async fn an_event_whose_end_nobody_said_is_over_on_its_page_some_day_without_anybody_doing_anything() {
    let site = Site::sample().await;
    assert!(!site.reads(&event_path(0)).await.contains("This event has finished"));
    site.clock_reads("2021-04-23T17:00:00Z");
    assert!(site.reads(&event_path(0)).await.contains("This event has finished"));
}

#[tokio::test]
async fn times_are_those_on_the_clocks_of_the_event() {
    let site = Site::sample().await;
    let york = site.reads(&event_path(3)).await;
    assert!(york.contains("<time datetime=\"2021-03-30T18:00:00+01:00\">Tuesday 30 March 2021, 6pm</time>"), "{york}");
    assert_eq!(reading::structured(&york, "Event")["startDate"], "2021-03-30T18:00:00+01:00");
    site.clock_reads("2021-03-30T16:59:59Z");
    assert!(site.reads(SEED_PAGE).await.contains("York"));
    site.clock_reads("2021-03-30T17:00:00Z");
    assert!(!reading::section(&site.reads(SEED_PAGE).await, "Upcoming events").contains("York"));
    assert_eq!(site.store().now(), moment("2021-03-30T17:00:00Z"));
}

#[tokio::test]
async fn a_block_without_events_says_so_beside_its_link() {
    let site = Site::sample().await;
    site.trash(ids::TRAIN_TO_TEACH).await.expect("no home page");
    let page = site.reads(SEED_PAGE).await;
    let rest = page.split_once("<h2>Upcoming events</h2>").expect("the heading stays").1;
    assert!(rest.contains("There are no upcoming events at the moment."));
    assert!(rest.contains("<a href=\"/teaching-events\">View all events</a>"));
    assert!(reading::card_titles(rest).is_empty(), "no event of another category takes their place");
    site.ends_well().await;
}

#[tokio::test]
async fn the_list_is_filtered_by_place_month_and_format() {
    let site = Site::sample().await;
    let page = site.reads("/teaching-events?place=Newcastle&month=2021-03&format=online").await;
    assert_eq!(reading::card_titles(&page), [TITLE]);
    assert!(reading::words(&page).contains("Remove filter: Newcastle"));
    for nonsense in ["/teaching-events?page=0", "/teaching-events?page=999", "/teaching-events?month=soon"] {
        assert_eq!(site.visitor().get(nonsense).await.status(), 404, "{nonsense}");
    }
    let campaign = site.reads("/teaching-events?utm_source=letter").await;
    assert!(campaign.contains("<link rel=\"canonical\" href=\"https://www.example.org/teaching-events\">"));
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_listed_in_the_order_of_its_fields() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let screen = editor.sees(&format!("/admin/nodes/{NEWCASTLE}")).await;
    let form = form_with(&screen, "title").set("title", "").set("start.day", "99").set("venue_coordinates", "north");
    let refused = form.press("Save draft").await;
    assert_eq!(refused.status(), 422);
    let listed = reading::links(reading::between(refused.text(), "There is a problem", "</ul>"));
    let places: Vec<usize> = listed
        .iter()
        .map(|link| refused.text().find(&format!("id=\"{}\"", &link[1..])).unwrap_or_else(|| panic!("{link}")))
        .collect();
    assert!(listed.len() > 2 && places.is_sorted(), "{listed:?} stand at {places:?}");
}
