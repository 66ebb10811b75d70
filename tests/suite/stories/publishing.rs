//! An editor writes, a publisher publishes, the public reads.

use content::sample::ids;

use crate::support::{SEED_PAGE, Site, editing_form, reading};

#[tokio::test]
async fn a_saved_draft_is_for_editors_and_a_published_one_for_everybody_at_once() {
    let site = Site::sample().await;
    let before = site.reads(SEED_PAGE).await;
    let editor = site.editor().await;
    let form = editor.opens(ids::ASSESSMENT_ONLY).await;
    let text = form.value("block.body.markdown").expect("one block of text");
    let saved =
        form.set("block.body.markdown", &format!("{text}\n\nApply by the end of May.")).press("Save draft").await;
    assert_eq!((saved.status().as_u16(), saved.location()), (303, "/admin/nodes/5"));
    let screen = saved.follow().await;
    assert!(screen.text().contains("Draft saved") && screen.text().contains("Published, draft has changes"));
    assert_eq!(site.reads(SEED_PAGE).await, before, "the public reads what it read before");

    let publisher = site.publisher().await;
    publisher.publishes(ids::ASSESSMENT_ONLY).await;
    let after = site.reads(SEED_PAGE).await;
    assert!(after.contains("<p>Apply by the end of May.</p>"));
    assert!(after.contains("If you’re an experienced teacher"));
    let screen = publisher.sees("/admin/nodes/5").await;
    assert!(!screen.text().contains("draft has changes"));
    site.ends_well().await;
}

#[tokio::test]
async fn publish_saves_what_was_typed_first() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let answer = publisher.opens(ids::ASSESSMENT_ONLY).await.set("summary", "In short.").press("Publish").await;
    assert_eq!(answer.status(), 303);
    assert!(answer.follow().await.text().contains("Published."));
    assert!(site.reads(SEED_PAGE).await.contains("<meta name=\"description\" content=\"In short.\">"));
}

#[tokio::test]
async fn the_preview_shows_the_draft_and_nobody_else_sees_it() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let typed = editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "Assessed while you teach");
    let answer = typed.press("Preview").await;
    assert_eq!((answer.status().as_u16(), answer.location()), (303, "/admin/nodes/5/preview"));
    let screen = answer.follow().await;
    let address = reading::between(screen.text(), "<iframe class=\"preview\" src=\"", "\"").to_owned();
    let preview = site.reads(&reading::decoded(&address)).await;
    assert!(preview.contains("<h1>Assessed while you teach</h1>") && preview.contains("Draft preview"));
    assert!(preview.contains("Upcoming events"), "the same page, foot and all");
    assert!(!site.reads(SEED_PAGE).await.contains("Assessed while"));
}

#[tokio::test]
async fn an_editor_is_offered_no_publish_button_and_pressing_it_anyway_does_nothing() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let form = editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "Sneaked in");
    assert!(!form.buttons().contains(&"Publish".to_owned()), "{:?}", form.buttons());
    let mut fields = form.fields();
    fields.push(("action".into(), "publish".into()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(editor.browser().post_form("/admin/nodes/5", &fields).await.status(), 403);
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Assessment Only</h1>"));
}

#[tokio::test]
async fn everything_on_a_page_is_plain_about_its_state() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    for (node, words) in [(ids::ASSESSMENT_ONLY, "Published"), (ids::CAREER_CHANGE, "Draft")] {
        let screen = editor.sees(&format!("/admin/nodes/{node}")).await;
        assert!(reading::words(screen.text()).contains(words));
    }
    site.unpublish(ids::WEEK, None).await.expect("it is live");
    assert!(editor.sees(&format!("/admin/nodes/{}", ids::WEEK)).await.text().contains("Unpublished"));
    site.trash(ids::STORIES).await.expect("it is no home page");
    assert!(editor.sees(&format!("/admin/nodes/{}", ids::STORIES)).await.text().contains("In the trash"));
}

#[tokio::test]
async fn blocks_are_changed_by_buttons_and_only_saving_saves_them() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let before = site.open(ids::ASSESSMENT_ONLY).await;
    let mut fields = publisher.opens(ids::ASSESSMENT_ONLY).await.fields();
    fields.push(("action".into(), "add-block:call_out:body".into()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let screen = publisher.browser().post_form("/admin/nodes/5", &fields).await;
    assert_eq!(screen.status(), 200);
    assert!(screen.text().contains("not yet shared"));
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.revision, before.revision);
    let form = editing_form(&screen);
    let names: Vec<String> = form.fields().into_iter().map(|(name, _)| name).collect();
    let markdown =
        names.iter().find(|name| name.ends_with(".markdown") && *name != "block.body.markdown").expect("the new block");
    let answer = form.set(markdown, "Bring your *evidence*.").press("Publish").await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    let page = site.reads(SEED_PAGE).await;
    let (body, foot) = page.split_once("Upcoming events").expect("the foot is still there");
    assert!(body.contains("Bring your <em>evidence</em>.") && !foot.contains("evidence"));
}

#[tokio::test]
async fn a_link_to_an_address_of_the_site_follows_its_page() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let text = "See [our help](/help-and-support \"Help\").";
    let form = publisher.opens(ids::WEEK).await;
    let block = form.fields().into_iter().find(|(name, _)| name.ends_with(".markdown")).expect("a block of text").0;
    assert_eq!(form.set(&block, text).press("Publish").await.status(), 303);
    site.rename(ids::HELP, "ask-us").await.expect("the address is free");
    let page = site.reads(site.path(ids::WEEK).await.expect("it is live").as_str()).await;
    assert!(page.contains("<a href=\"/ask-us\" title=\"Help\">our help</a>"), "{page}");
    site.ends_well().await;
}
