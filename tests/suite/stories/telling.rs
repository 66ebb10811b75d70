//! Readers are told of what matters to them, and of nothing else.

use content::sample::ids;

use crate::support::{SEED_PAGE, Site, form_with, reading};

/// The part of the page that says when it was updated, as words.
async fn updated(site: &Site) -> String {
    let page = site.reads(SEED_PAGE).await;
    reading::words(reading::between(&page, "<p class=\"updated\">", "</main>"))
}

#[tokio::test]
async fn a_typo_is_mended_in_silence_and_readers_are_told_of_what_matters() {
    let site = Site::sample().await;
    let before = updated(&site).await;
    assert!(before.contains("Last updated 15 March 2021"), "{before}");
    site.clock_reads("2021-03-20T10:00:00Z");
    let ben = site.publisher().await;
    let form = ben.opens(ids::ASSESSMENT_ONLY).await.set("summary", "A typo less.").set("note", "Seen by Cerys");
    assert_eq!(form.press("Publish").await.status(), 303);
    assert!(site.reads(SEED_PAGE).await.contains("A typo less."));
    assert!(updated(&site).await.contains("Last updated 15 March 2021"), "a minor change keeps the date");
    assert!(!site.reads(SEED_PAGE).await.contains("See all updates"));

    site.clock_reads("2021-03-22T10:00:00Z");
    let ben = site.publisher().await;
    let minor = site.reads(SEED_PAGE).await;
    let form = ben.opens(ids::ASSESSMENT_ONLY).await.set("summary", "There is a new fee.").set("telling", "readers");
    let untold = form.press("Publish").await;
    assert_eq!(untold.status(), 422, "what is told must be written");
    assert!(reading::words(untold.text()).contains("Write what changed, for readers"));
    assert_eq!(site.reads(SEED_PAGE).await, minor, "nothing went live");
    let form = form_with(&untold, "told");
    assert_eq!(form.value("telling").as_deref(), Some("readers"), "nothing typed is lost");
    let told = form.set("told", "The <fee> is new").set("note", "Agreed with finance").press("Publish").await;
    assert_eq!(told.status(), 303, "{}", told.text());
    let page = site.reads(SEED_PAGE).await;
    let words = updated(&site).await;
    assert!(words.contains("Last updated 22 March 2021"), "{words}");
    assert!(words.contains("See all updates") && words.contains("First published."), "{words}");
    assert!(page.contains("The &lt;fee&gt; is new") && !page.contains("The <fee>"), "{page}");

    let data = site.data(&format!("/api/v1/resolve?path={SEED_PAGE}")).await;
    assert_eq!(data["updated_at"], "2021-03-22T10:00:00Z");
    assert_eq!(data["changes"][0]["note"], "The <fee> is new");
    for secret in ["Agreed with finance", "Seen by Cerys"] {
        assert!(!page.contains(secret) && !data.to_string().contains(secret), "{secret}");
        let history = ben.sees(&format!("/admin/nodes/{}/history", ids::ASSESSMENT_ONLY)).await;
        assert!(history.text().contains(secret), "{secret}");
    }

    site.clock_reads("2021-03-23T10:00:00Z");
    let ben = site.publisher().await;
    let screen = ben.sees(&format!("/admin/nodes/{}", ids::ASSESSMENT_ONLY)).await;
    let form = form_with(&screen, "told");
    assert_eq!(form.value("telling").as_deref(), Some("minor"), "every publication is asked about anew");
    assert_eq!(form.set("summary", "And a comma.").press("Publish").await.status(), 303);
    assert_eq!(updated(&site).await, words, "the list and the date stay");
    site.ends_well().await;
}

#[tokio::test]
async fn what_readers_were_told_is_taken_back_with_the_publication() {
    let site = Site::sample().await;
    let before = site.reads(SEED_PAGE).await;
    site.clock_reads("2021-03-22T10:00:00Z");
    let ben = site.publisher().await;
    let before_at_that_time = site.reads(SEED_PAGE).await;
    let form = ben.opens(ids::ASSESSMENT_ONLY).await.set("summary", "Too early.");
    let form = form.set("telling", "readers").set("told", "Announced too early");
    assert_eq!(form.press("Publish").await.status(), 303);
    assert!(site.reads(SEED_PAGE).await.contains("Announced too early"));
    let screen = ben.sees(&format!("/admin/nodes/{}", ids::ASSESSMENT_ONLY)).await;
    assert_eq!(screen.form("/admin/undo").press("Undo").await.status(), 303);
    assert_eq!(site.reads(SEED_PAGE).await, before_at_that_time, "byte for byte");
    assert_eq!(before, before_at_that_time);
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.summary, "Too early.", "the draft is kept");

    let form = ben.opens(ids::ASSESSMENT_ONLY).await.set("summary", "In time.");
    assert_eq!(form.press("Publish").await.status(), 303);
    let page = site.reads(SEED_PAGE).await;
    assert!(page.contains("In time.") && !page.contains("Announced too early"), "what was taken back stays so");
    site.ends_well().await;
}

#[tokio::test]
async fn a_list_of_changes_outlives_the_time_off_the_site() {
    let site = Site::sample().await;
    site.clock_reads("2021-03-22T10:00:00Z");
    let ben = site.publisher().await;
    let form = ben.opens(ids::ASSESSMENT_ONLY).await.set("telling", "readers").set("told", "Clearer wording");
    assert_eq!(form.set("summary", "Clearer.").press("Publish").await.status(), 303);
    let words = updated(&site).await;
    site.unpublish(ids::ASSESSMENT_ONLY, None).await.expect("it is live");
    site.clock_reads("2021-03-22T12:00:00Z");
    site.publish(ids::ASSESSMENT_ONLY).await.expect("a valid page");
    assert_eq!(updated(&site).await, words);
    site.ends_well().await;
}

#[tokio::test]
async fn a_page_that_nobody_has_read_asks_nothing() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let page = site.new_page(ids::HELP, "All new").await;
    assert!(!ben.sees(&format!("/admin/nodes/{page}")).await.text().contains("Tell readers"));
    let editor = site.editor().await;
    let screen = editor.sees(&format!("/admin/nodes/{}", ids::ASSESSMENT_ONLY)).await;
    assert!(!screen.text().contains("Tell readers"), "who may not publish is not asked");
}
