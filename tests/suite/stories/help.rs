//! The help: every topic is there for everybody, leads somewhere, and is one press away from each screen.

use std::collections::BTreeSet;

use crate::support::{Site, reading};

/// The topics that the index names.
async fn topics(person: &crate::support::Person) -> Vec<String> {
    let index = person.sees("/admin/help").await;
    let found = reading::links(reading::main_part(index.text()));
    found.into_iter().filter(|href| href.starts_with("/admin/help/")).collect()
}

#[tokio::test]
async fn an_author_reads_every_topic_and_finds_the_way_through_them() {
    let site = Site::sample().await;
    let author = site.author().await;
    let topics = topics(&author).await;
    assert!(topics.len() > 15, "{topics:?}");
    for (at, topic) in topics.iter().enumerate() {
        let page = author.sees(topic).await;
        let main = reading::main_part(page.text());
        assert_eq!(page.text().matches("<h1").count(), 1, "{topic}");
        let title = reading::words(reading::between(main, "<h1>", "</h1>"));
        let trail = reading::trail(page.text());
        assert_eq!(trail, [("Help".to_owned(), Some("/admin/help".to_owned())), (title, None)], "{topic}");
        let contents = reading::links(reading::between(main, "aria-labelledby=\"on-this-page\">", "</nav>"));
        assert_eq!(
            contents.len(),
            main.matches("<h2 id=\"").count() - 1,
            "{topic}: each section, and not the list itself"
        );
        let around = reading::links(reading::between(main, "aria-label=\"More help\"", "</nav>"));
        let expected: Vec<_> =
            [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| topics.get(at)).collect();
        assert_eq!(around.iter().collect::<Vec<_>>(), expected, "{topic}");
    }
    assert_eq!(author.browser().get("/admin/help/no-such-topic").await.status(), 404);
    assert_eq!(site.visitor().get(&topics[0]).await.status(), 303, "strangers sign in first");
}

#[tokio::test]
async fn every_link_of_the_help_leads_to_a_screen_and_every_heading_is_there() {
    let site = Site::sample().await;
    let administrator = site.administrator().await;
    let mut wanted = BTreeSet::new();
    for topic in topics(&administrator).await {
        let page = administrator.sees(&topic).await;
        for href in reading::links(reading::main_part(page.text())) {
            wanted.insert(if href.starts_with('#') { format!("{topic}{href}") } else { href });
        }
    }
    assert!(wanted.len() > 100, "{}", wanted.len());
    for href in wanted {
        assert!(href.starts_with("/admin"), "the help leads elsewhere: {href}");
        let (path, heading) = href.split_once('#').unwrap_or((&href, ""));
        let page = administrator.sees(path).await;
        assert!(heading.is_empty() || page.text().contains(&format!(" id=\"{heading}\"")), "{href}: no such heading");
    }
}

#[tokio::test]
async fn words_are_found_in_the_help_with_the_section_that_holds_them() {
    let site = Site::sample().await;
    let author = site.author().await;
    let found = author.sees("/admin/help?q=decorative%20picture").await;
    let main = reading::main_part(found.text());
    let links = reading::links(main);
    assert!(links.contains(&"/admin/help/your-first-page#add-a-picture".to_owned()), "{links:?}");
    assert!(reading::words(main).contains("sections for “decorative picture”"));
    let none = author.sees("/admin/help?q=%3Czebra%3E").await;
    assert!(reading::words(reading::main_part(none.text())).contains("Nothing in the help holds “<zebra>”"));
}

/// WCAG 2.2, 3.2.6: where help stands, it stands at the same place.
#[tokio::test]
async fn help_stands_last_in_the_navigation_of_every_screen_and_knows_the_screen() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    for (screen, topic) in [
        ("/admin", "/your-first-page"),
        ("/admin/pages", "/tree"),
        ("/admin/events", "/events"),
        ("/admin/media", "/pictures"),
        ("/admin/find", "/find-and-replace"),
        ("/admin/reports/links", "/links"),
        ("/admin/reports/accessibility", "/checks"),
        ("/admin/history", "/history"),
        ("/admin/notices", "/settings"),
        ("/admin/new?kind=page", "/your-first-page"),
        ("/admin/nodes/5", "/publishing"),
        ("/admin/nodes/5/history", "/history"),
        ("/admin/nodes/5/review", "/reviews"),
        ("/admin/nodes/5/access", "/people"),
        ("/admin/nodes/5/move", "/tree"),
        ("/admin/search?q=teach", ""),
        ("/admin/help", ""),
        ("/admin/help/tables", ""),
    ] {
        let page = editor.sees(screen).await;
        let navigations = reading::all_between(page.text(), "aria-label=\"Admin\">", "</nav>");
        assert_eq!(navigations.len(), 2, "{screen}: one for wide screens and one for narrow ones");
        for navigation in navigations {
            assert_eq!(reading::links(navigation).last(), Some(&format!("/admin/help{topic}")), "{screen}");
            assert!(reading::words(navigation).ends_with(" Help"), "{screen}");
        }
    }
    let missing = editor.browser().get("/admin/nodes/99999999").await;
    assert!(missing.text().contains(" href=\"/admin/help\""), "also where a screen is not there");
}
