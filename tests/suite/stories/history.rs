//! What was saved when, what changed, and the way back.

use content::sample::ids;

use crate::support::{Site, form_with, reading};

const HISTORY: &str = "/admin/nodes/5/history";

#[tokio::test]
async fn an_editor_compares_two_versions_and_restores_the_earlier_one() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    editor.retitles(ids::ASSESSMENT_ONLY, "Assessment without training").await;
    let list = editor.sees(HISTORY).await;
    let words = reading::words(list.text());
    assert!(words.contains("Public since today at 9am"), "{words}");
    assert!(words.contains("Draft saved") && words.contains("by Cerys Morgan"), "{words}");
    let compared = form_with(&list, "from").press("Compare").await;
    assert_eq!(compared.status(), 200);
    let words = reading::words(compared.text());
    assert!(words.contains("− Removed: Only") && words.contains("+ Added: without training"), "{words}");

    let restored = form_with(&compared, "base").press("Restore version 1 as draft").await;
    assert_eq!(restored.status(), 303);
    assert!(restored.follow().await.text().contains("Version 1 is the draft again"));
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Assessment Only");
    assert_eq!(site.revisions(ids::ASSESSMENT_ONLY).await, 3, "nothing is taken out of the history");
    assert!(editor.sees(HISTORY).await.text().contains("Earlier version restored"));
    site.ends_well().await;
}

#[tokio::test]
async fn a_draft_saved_meanwhile_is_not_replaced() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    editor.retitles(ids::ASSESSMENT_ONLY, "By Cerys").await;
    let list = editor.sees(HISTORY).await;
    let form = form_with(&form_with(&list, "from").press("Compare").await, "base");
    publisher.retitles(ids::ASSESSMENT_ONLY, "By Ben").await;
    let refused = form.press("Restore version 1 as draft").await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().contains("Ben Okafor saved a newer version"));
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "By Ben");
}

#[tokio::test]
async fn a_discarded_draft_stays_in_the_history() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    assert_eq!(editor.browser().get("/admin/nodes/5/discard").await.status(), 409, "there is nothing to discard");
    editor.retitles(ids::ASSESSMENT_ONLY, "Not this way").await;
    assert!(editor.sees("/admin/nodes/5").await.text().contains("Discard draft"));
    let question = editor.sees("/admin/nodes/5/discard").await;
    assert_eq!(form_with(&question, "base").press("Discard draft").await.status(), 303);
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Assessment Only");
    assert_eq!(site.revisions(ids::ASSESSMENT_ONLY).await, 2);
}

#[tokio::test]
async fn only_versions_of_the_same_page_are_compared() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let (own, foreign) = (site.open(ids::ASSESSMENT_ONLY).await.revision, site.open(ids::WEEK).await.revision);
    let compare = |from: String, to: String| format!("/admin/nodes/5/compare?from={from}&to={to}");
    let same = editor.sees(&compare(own.to_string(), own.to_string())).await;
    assert!(same.text().contains("These versions are the same."));
    for (from, to) in [(own.to_string(), foreign.to_string()), ("x".into(), own.to_string()), ("0".into(), "-1".into())]
    {
        assert_eq!(editor.browser().get(&compare(from, to)).await.status(), 404);
    }
}
