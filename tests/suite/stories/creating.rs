//! New pages, events and providers.

use content::{NodeId, sample::ids};

use crate::support::{CATEGORY, Person, SEED_PAGE, Site, form_with, reading};

/// Fills in the form for a new node and gives its number.
async fn creates(person: &Person, kind: &str, parent: NodeId, fields: &[(&str, &str)]) -> NodeId {
    let screen = person.sees(&format!("/admin/new?kind={kind}&parent={parent}")).await;
    let mut form = form_with(&screen, "title");
    for (name, value) in fields {
        form = form.set(name, value);
    }
    let made = form.press(&format!("Create {kind}")).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    let number = made.location().strip_prefix("/admin/nodes/").expect("the editor opens");
    NodeId(number.parse().expect("a number"))
}

#[tokio::test]
async fn a_page_is_written_and_published() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let node = creates(&publisher, "page", ids::HELP, &[("title", "Ask a head teacher")]).await;
    assert_eq!(site.visitor().get("/help-and-support/ask-a-head-teacher").await.status(), 404);
    let form = publisher.opens(node).await;
    let block =
        form.fields().into_iter().find(|(name, _)| name.ends_with(".markdown")).expect("one empty text block").0;
    assert_eq!(form.value(&block).as_deref(), Some(""));
    assert_eq!(form.set(&block, "They answer on *Fridays*.").press("Publish").await.status(), 303);
    let page = site.reads("/help-and-support/ask-a-head-teacher").await;
    assert!(page.contains("They answer on <em>Fridays</em>."));
    assert!(site.addresses_of_the_sitemap().await.contains("/help-and-support/ask-a-head-teacher"));
    site.ends_well().await;
}

#[tokio::test]
async fn an_event_appears_on_the_seed_page_when_it_is_among_the_soonest_four() {
    let site = Site::sample().await;
    site.reads(SEED_PAGE).await;
    let publisher = site.publisher().await;
    let start = [("start.day", "20"), ("start.month", "3"), ("start.year", "2021"), ("start.time", "11:30am")];
    let fields = [&[("title", "Train to Teach Leeds"), ("place", "Leeds")][..], &start].concat();
    let node = creates(&publisher, "event", ids::TRAIN_TO_TEACH, &fields).await;
    assert!(!site.reads(SEED_PAGE).await.contains("Leeds"), "a draft shows nowhere");
    publisher.publishes(node).await;
    let page = site.reads(SEED_PAGE).await;
    let titles = reading::card_titles(reading::section(&page, "Upcoming events"));
    assert_eq!(titles[0], "Train to Teach Leeds");
    assert_eq!(titles.len(), 4, "the York event has made room");
    assert!(!titles.iter().any(|title| title.contains("York")));
    assert!(reading::card(&page, "Leeds").contains("datetime=\"2021-03-20T11:30:00+00:00\""));
    assert!(site.reads(CATEGORY).await.contains("Train to Teach Leeds"));
    let event = site.reads(&format!("{CATEGORY}/train-to-teach-leeds")).await;
    assert!(reading::structured(&event, "Event").get("endDate").is_none(), "no end is invented");
    site.ends_well().await;
}

#[tokio::test]
async fn an_event_without_a_start_is_a_draft_and_cannot_be_published() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let node = creates(&publisher, "event", ids::TRAIN_TO_TEACH, &[("title", "Some day")]).await;
    let refused = publisher.opens(node).await.press("Publish").await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("Enter the date and time at which the event starts"));
    assert_eq!(site.visitor().get(&format!("{CATEGORY}/some-day")).await.status(), 404);
}

#[tokio::test]
async fn a_provider_stands_in_each_of_its_regions() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let node = creates(&publisher, "provider", ids::PROVIDERS, &[("title", "Harbour School Partnership")]).await;
    let form = publisher.opens(node).await.check("regions", "North East").check("regions", "London");
    let form = form.set("routes", "Assessment Only").set("website", "https://harbour.example.org/");
    assert_eq!(form.press("Publish").await.status(), 303);
    let list = site.reads(site.path(ids::PROVIDERS).await.expect("it is live").as_str()).await;
    assert_eq!(reading::words(&list).matches("Harbour School Partnership").count(), 2, "{list}");
    let provider = site.reads(site.path(node).await.expect("it is live").as_str()).await;
    assert!(provider.contains("https://harbour.example.org/"));
    site.ends_well().await;
}

#[tokio::test]
async fn an_event_is_duplicated_to_a_new_date() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    site.set_status(crate::support::NEWCASTLE, content::EventStatus::Cancelled).await.expect("it is an event");
    let screen = publisher.sees("/admin/nodes/101/duplicate").await;
    let form = form_with(&screen, "start.day").set("start.day", "6").set("start.month", "4").set("start.year", "2021");
    let made = form.press("Duplicate event").await;
    assert_eq!(made.status(), 303, "{}", made.text());
    let node = NodeId(made.location().trim_start_matches("/admin/nodes/").parse().expect("a number"));
    let open = site.open(node).await;
    let event = open.draft.event().expect("an event");
    assert_eq!(event.start.map(|start| start.to_string()).as_deref(), Some("2021-04-06 17:00:00"));
    assert_eq!(event.starts_at(), Some(crate::support::moment("2021-04-06T16:00:00Z")), "summer time has begun");
    assert_eq!((event.end, event.status), (None, content::EventStatus::Scheduled));
    assert_eq!(open.draft.title, "Train to Teach Newcastle virtual event");
    assert_eq!(
        open.path.expect("an address").as_str(),
        format!("{CATEGORY}/train-to-teach-newcastle-virtual-event-060421")
    );
    assert!(open.live_revision.is_none());
}

#[tokio::test]
async fn the_search_takes_words_addresses_old_redirects_and_numbers() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    site.rename(ids::ASSESSMENT_ONLY, "ao").await.expect("the address is free");
    let old = SEED_PAGE;
    for typed in [
        old,
        "https://www.example.org/explore-my-options/teacher-training-routes/specialist-training-options/ao",
        "/node/5",
    ] {
        let answer =
            editor.browser().get(&format!("/admin/search?q={}", typed.replace('/', "%2F").replace(':', "%3A"))).await;
        assert_eq!((answer.status().as_u16(), answer.location()), (303, "/admin/nodes/5"), "{typed}");
    }
    let found = editor.sees("/admin/search?q=assessment+only").await;
    assert!(reading::links(found.text()).contains(&"/admin/nodes/5".to_owned()));
    let none = editor.sees("/admin/search?q=%25%27%22%5C_zzz").await;
    assert!(!reading::links(none.text()).contains(&"/admin/nodes/5".to_owned()));
}

#[tokio::test]
async fn the_tree_opens_level_by_level() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let closed = editor.sees("/admin/pages").await;
    assert!(!closed.text().contains("/admin/nodes/5\""));
    let opened = editor.sees("/admin/pages?open=2&open=3&open=4").await;
    assert!(opened.text().contains("/admin/nodes/5\""));
    assert!(opened.text().contains("Assessment Only"));
}
