//! Two people open one page. Nobody's text is lost.

use content::sample::ids;

use crate::support::{Site, editing_form, reading};

#[tokio::test]
async fn the_second_save_is_refused_with_both_texts_and_kept_when_asked() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let hers = editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "Assessment without training");
    let his = publisher.opens(ids::ASSESSMENT_ONLY).await.set("title", "Assessment by a school");
    assert_eq!(hers.press("Save draft").await.status(), 303);

    let refused = his.press("Save draft").await;
    assert_eq!(refused.status(), 409);
    let text = reading::words(refused.text());
    assert!(text.contains("Cerys Morgan saved a newer version"), "{text}");
    assert!(text.contains("without training") && text.contains("by a school"), "{text}");
    let form = editing_form(&refused);
    assert_eq!(form.value("title").as_deref(), Some("Assessment by a school"), "what was typed is still there");
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Assessment without training");

    assert_eq!(form.press("Keep mine").await.status(), 303);
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Assessment by a school");
    assert_eq!(site.revisions(ids::ASSESSMENT_ONLY).await, 3, "hers stays in the history");
}

#[tokio::test]
async fn publishing_from_an_old_screen_is_refused_like_saving() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let his = publisher.opens(ids::ASSESSMENT_ONLY).await.set("summary", "Typed long ago.");
    editor.retitles(ids::ASSESSMENT_ONLY, "Not looked at by Ben").await;
    assert_eq!(his.press("Publish").await.status(), 409);
    assert!(site.reads(crate::support::SEED_PAGE).await.contains("<h1>Assessment Only</h1>"));
}

#[tokio::test]
async fn an_untouched_old_screen_publishes_nothing_that_its_person_has_not_seen() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let his = publisher.opens(ids::ASSESSMENT_ONLY).await;
    editor.retitles(ids::ASSESSMENT_ONLY, "Not looked at by Ben").await;
    let answer = his.press("Publish").await;
    assert!(answer.status() == 409 || answer.status() == 303, "{}", answer.status());
    assert!(site.reads(crate::support::SEED_PAGE).await.contains("<h1>Assessment Only</h1>"));
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Not looked at by Ben", "her draft stands");
}
