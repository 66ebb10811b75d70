use web::assets::Assets;
use web::{Templates, View};

use super::error::ErrorView;
use super::event::EventView;
use super::gone::GoneView;
use super::not_found::NotFoundView;
use super::page::PageView;
use super::provider::ProviderView;
use super::robots::RobotsView;
use super::sitemap::SitemapView;
use crate::embedded::PublicTemplates;

fn templates() -> Templates {
    let assets = Assets::new::<PublicTemplates>("/assets");
    Templates::new::<PublicTemplates>().with_assets(&assets)
}

fn sample<V: View>(name: &str) -> String {
    let (_, view) = V::samples().into_iter().find(|(sample, _)| *sample == name).unwrap();
    templates().render(&view).unwrap().0
}

#[test]
fn every_template_shows_every_sample() {
    let templates = templates();
    let checked = [
        (PageView::TEMPLATE, templates.check::<PageView>()),
        (EventView::TEMPLATE, templates.check::<EventView>()),
        (ProviderView::TEMPLATE, templates.check::<ProviderView>()),
        (NotFoundView::TEMPLATE, templates.check::<NotFoundView>()),
        (GoneView::TEMPLATE, templates.check::<GoneView>()),
        (ErrorView::TEMPLATE, templates.check::<ErrorView>()),
        (SitemapView::TEMPLATE, templates.check::<SitemapView>()),
        (RobotsView::TEMPLATE, templates.check::<RobotsView>()),
    ];
    for (template, problems) in &checked {
        assert_eq!(problems, &Vec::<String>::new(), "{template}");
    }
    let is_part = |name: &String| name == "layout.html" || name.starts_with("blocks/") || name.starts_with("parts/");
    for name in templates.names().iter().filter(|name| !is_part(name)) {
        assert!(checked.iter().any(|(template, _)| template == name), "{name} has no view");
    }
}

#[test]
fn the_seed_page_is_light_and_complete() {
    let page = sample::<PageView>("seed page");
    let weight = web::encoding::gzip(page.as_bytes()).len();
    assert!(weight <= 6 * 1024, "{weight} bytes");
    assert!(page.contains("<title>Assessment Only – Waymark</title>"));
    let address = "/explore-my-options/teacher-training-routes/specialist-training-options/assessment-only";
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"https://example.org{address}\">")));
    assert_eq!(page.matches("<h1").count(), 1);
    assert_eq!(page.matches("<h3").count(), 4);
    assert!(page.contains("<time datetime=\"2021-03-30T18:00:00+01:00\">Tuesday 30 March 2021, 6pm</time>"));
    assert!(page.contains("Last updated <time datetime=\"2021-03-01\">1 March 2021</time>"));
    assert!(page.contains("title=\"Providers of the Assessment Only route to QTS\""));
    assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains("noindex"));
    assert_eq!(page.matches("<script").count(), page.matches("application/ld+json").count());
}

#[test]
fn without_events_the_block_says_so_beside_its_link() {
    let page = sample::<PageView>("seed page without events");
    assert!(page.contains("There are no upcoming events at the moment."));
    assert!(page.contains("<a href=\"/teaching-events\">View all events</a>"));
    assert!(!page.contains("<ul class=\"cards\""));
}

#[test]
fn headings_leave_out_no_level() {
    let templates = templates();
    let mut pages: Vec<(&str, String)> = Vec::new();
    pages.extend(PageView::samples().iter().map(|(name, view)| (*name, templates.render(view).unwrap().0)));
    pages.extend(EventView::samples().iter().map(|(name, view)| (*name, templates.render(view).unwrap().0)));
    pages.extend(ProviderView::samples().iter().map(|(name, view)| (*name, templates.render(view).unwrap().0)));
    for (name, page) in pages {
        let levels = page.split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10));
        let mut before = 0;
        for level in levels {
            assert!(level <= before + 1, "{name}: a heading of level {level} after one of level {before}");
            before = level;
        }
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
    }
}

#[test]
fn an_event_says_in_words_and_to_machines_what_became_of_it() {
    let cancelled = sample::<EventView>("cancelled");
    assert!(cancelled.contains("https://schema.org/EventCancelled"));
    assert!(cancelled.contains("This event has been cancelled") && cancelled.contains(">Cancelled<"));
    let finished = sample::<EventView>("finished");
    assert!(finished.contains("This event has finished"));
    let announced = sample::<EventView>("as announced");
    assert!(
        announced.contains("\"startDate\":\"2021-03-23T17:00:00+00:00\"") && !announced.contains("endDate"),
        "no end is invented"
    );
    assert!(announced.contains("https://example.org/book"));
    assert!(!finished.contains("https://example.org/book"));
}

#[test]
fn filters_can_be_taken_off_one_by_one() {
    let page = sample::<PageView>("event list, filtered");
    assert!(
        page.contains("<a href=\"/teaching-events?month=2021-03&amp;format=online\">Remove filter: King’s Lynn</a>")
    );
    assert!(page.contains("87 events"));
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/teaching-events\">"));
    assert!(page.contains(
        "href=\"/teaching-events?place=King%E2%80%99s%20Lynn&amp;month=2021-03&amp;format=online&amp;page=2\""
    ));
    let second = sample::<PageView>("event list, second page");
    assert!(second.contains("<title>Teaching events (page 2 of 5) – Waymark</title>"));
    assert!(second.contains("<link rel=\"canonical\" href=\"https://example.org/teaching-events?page=2\">"));
}

#[test]
fn errors_are_kept_from_search_engines_and_show_a_reference() {
    let page = sample::<ErrorView>("failure");
    assert!(page.contains("noindex") && page.contains("Reference"));
    assert!(!page.contains("a sample of a failure"));
    assert!(!page.contains("<nav"), "no empty landmark");
}
