//! The page that the whole product was made for.

use content::sample::ids;

use crate::support::{SEED_EVENTS, SEED_PAGE, Site, event_path, reading};

/// The paragraphs as a person reads them; curly apostrophes, and the hard space at the end of the fourth, are part of the words.
const WORDS: [&str; 6] = [
    "If you’re an experienced teacher with a degree, you can achieve qualified teacher status (QTS) without having to do any further training. \
     Assessment Only allows you to demonstrate that you already meet all of the standards for QTS.",
    "To achieve QTS via the AO route, you’ll need to present detailed evidence that you meet the standards. Your teaching will be assessed in a \
     school by an accredited and approved AO provider. You’ll also need to meet all the entry requirements at section A1 of assessment only \
     criteria and supporting advice before you can be accepted onto the route.",
    "This way of achieving QTS is only available to unqualified teachers who have taught in at least two schools, early years and/or further \
     education settings.",
    "A number of universities, colleges, schools and SCITTs around the country offer AO. Their criteria for entry may vary, and you will need to \
     apply to them directly if you are interested in this route to QTS.",
    "How to apply",
    "If you would like to apply for the AO route, you can apply directly to an approved provider.",
];

#[tokio::test]
async fn a_visitor_reads_it_word_for_word() {
    let site = Site::sample().await;
    let page = site.reads(SEED_PAGE).await;
    let text = reading::words(reading::main_part(&page));
    let mut rest = text.as_str();
    for paragraph in WORDS {
        let (_, after) = rest.split_once(paragraph).unwrap_or_else(|| panic!("{paragraph:?} is not next in\n{rest}"));
        rest = after;
    }
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(page.contains("<h1>Assessment Only</h1>"));
    assert!(page.contains(
        "href=\"https://www.gov.uk/government/publications/the-assessment-only-route-to-qts/\
         assessment-only-route-to-qts-criteria-and-supporting-advice\""
    ));
}

#[tokio::test]
async fn its_trail_has_five_steps() {
    let site = Site::sample().await;
    let trail = reading::trail(&site.reads(SEED_PAGE).await);
    let step = |label: &str, href: &str| (label.to_owned(), Some(href.to_owned()));
    let expected = [
        step("Home", "/"),
        step("Explore my options", "/explore-my-options"),
        step("Teacher training routes", "/explore-my-options/teacher-training-routes"),
        step("Specialist training options", "/explore-my-options/teacher-training-routes/specialist-training-options"),
        ("Assessment Only".to_owned(), None),
    ];
    assert_eq!(trail, expected);
}

#[tokio::test]
async fn it_shows_the_four_events_in_order_with_the_offset_of_each() {
    let site = Site::sample().await;
    let page = site.reads(SEED_PAGE).await;
    let block = reading::section(&page, "Upcoming events");
    assert_eq!(reading::card_titles(block), SEED_EVENTS.map(|(_, _, title, _)| title));
    assert_eq!(reading::all_between(block, "<time datetime=\"", "\""), SEED_EVENTS.map(|(_, _, _, start)| start));
    let links: Vec<String> = (0..4).map(event_path).collect();
    let cards = reading::between(block, "<ul class=\"cards\">", "</ul>");
    assert_eq!(reading::links(cards), links);
    for city in ["Newcastle", "Southampton", "London", "York"] {
        assert!(reading::words(block).contains(city));
    }
    assert!(page.contains("<a href=\"/teaching-events\">View all events</a>"));
}

#[tokio::test]
async fn its_provider_link_carries_the_lists_address_and_title_of_today() {
    let site = Site::sample().await;
    let link = |path: &str| {
        format!("<a href=\"{path}\" title=\"Providers of the Assessment Only route to QTS\">approved provider</a>")
    };
    let old = site.path(ids::PROVIDERS).await.expect("the list has an address");
    assert!(site.reads(SEED_PAGE).await.contains(&link(old.as_str())));
    site.rename(ids::PROVIDERS, "approved-providers").await.expect("the address is free");
    site.move_below(ids::PROVIDERS, ids::HELP).await.expect("the place is free");
    let page = site.reads(SEED_PAGE).await;
    assert!(page.contains(&link("/help-and-support/approved-providers")), "{page}");
    assert_eq!(site.visitor().get("/node/463").await.location(), "/help-and-support/approved-providers");
    site.ends_well().await;
}

#[tokio::test]
async fn it_is_light_and_asks_nothing_of_the_browser() {
    let site = Site::sample().await;
    let answer = site.visitor().get(SEED_PAGE).await;
    assert!(web::encoding::gzip(answer.bytes()).len() <= 6 * 1024);
    let page = answer.text();
    let style = reading::links(page).into_iter().find(|link| link.ends_with("/site.css")).expect("a style sheet");
    let style = site.visitor().get(&style).await;
    assert!(web::encoding::gzip(style.bytes()).len() <= 8 * 1024);
    assert_eq!(answer.header("set-cookie"), None);
    assert_eq!(page.matches("<script").count(), page.matches("<script type=\"application/ld+json\">").count());
    assert!(!page.contains(" style=") && !page.contains(" onclick="));
}

#[tokio::test]
async fn its_html_is_read_as_a_difference_when_it_changes() {
    let site = Site::sample().await;
    let page = site.reads(SEED_PAGE).await;
    let hashed = reading::all_between(&page, "\"/assets/", "/");
    let steady = hashed.iter().fold(page.clone(), |page, hash| page.replace(hash, "HASH"));
    insta::assert_snapshot!("seed_page", steady);
}
