//! Who else has a page open, and taking it over.

use content::sample::ids;

use crate::support::{Site, editing_form, reading};

const EDITOR: &str = "/admin/nodes/5";

#[tokio::test]
async fn two_people_on_one_page_see_each_other_until_one_has_left() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    site.clock_reads("2021-03-15T09:11:00Z");
    assert!(!editor.sees(EDITOR).await.text().contains("has this open"), "she is alone");
    site.clock_reads("2021-03-15T09:15:00Z");
    let screen = publisher.sees(EDITOR).await;
    assert!(reading::words(screen.text()).contains("Cerys Morgan has this open since 9:11am."), "{}", screen.text());
    let refused = site.author().await.browser().get(EDITOR).await;
    assert!(!refused.text().contains("has this open"), "who may not know sees nobody");
    site.minutes_pass(16);
    assert!(!publisher.sees(EDITOR).await.text().contains("Cerys Morgan has this open"), "she went long ago");
    editor.sees(EDITOR).await;
    editor.browser().post_form("/admin/logout", &[]).await;
    assert!(!publisher.sees(EDITOR).await.text().contains("Cerys Morgan has this open"), "she signed out");
}

#[tokio::test]
async fn who_is_taken_over_is_told_on_any_screen_and_can_still_save() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let hers = editor.opens(ids::ASSESSMENT_ONLY).await.set("summary", "Typed by Cerys.");
    site.clock_reads("2021-03-15T09:45:00Z");
    // Fifteen minutes without a request: she opens it once more.
    editor.sees(EDITOR).await;
    let typed = editing_form(&publisher.sees(EDITOR).await).set("title", "Half typed by Ben");
    let taken = typed.press("Take over").await;
    assert_eq!(taken.status(), 303, "{}", taken.text());
    let screen = taken.follow().await;
    let text = reading::words(screen.text());
    assert!(text.contains("You have taken over. Cerys Morgan will be told on their next screen."), "{text}");
    assert_eq!(editing_form(&screen).value("title").as_deref(), Some("Half typed by Ben"), "his text is kept");

    let told = reading::words(editor.sees("/admin/pages").await.text());
    assert!(told.contains("Ben Okafor has taken over Assessment Only at 9:45am. Your text is kept."), "{told}");
    assert!(!editor.sees("/admin/pages").await.text().contains("has taken over"), "once is enough");
    for path in ["/admin/history", "/admin/history?kind=drafts", "/admin/history?page=node%3A5"] {
        let words = reading::words(editor.sees(path).await.text());
        assert!(words.contains("Ben Okafor took over Assessment Only from Cerys Morgan"), "{path}: {words}");
    }
    assert!(editor.sees("/admin/nodes/5/history").await.text().contains("/admin/history?page=node%3A5"));
    assert_eq!(hers.press("Save draft").await.status(), 303, "it is advice, not a lock");
    let nobody = publisher.browser().post_form("/admin/nodes/80/take-over", &[]).await;
    assert!(nobody.follow().await.text().contains("Nobody else has this open any more."));
    let words = reading::words(editor.sees("/admin/history?page=node%3A80").await.text());
    assert!(!words.contains("took over"), "of nobody nothing is said: {words}");
}

#[tokio::test]
async fn an_author_reads_who_took_over_an_own_draft() {
    let site = Site::sample().await;
    let dan = site.actor(&crate::support::people::AUTHOR).await;
    let own = site.creates(&dan, ids::LIFE, crate::support::verbs::page("Of Dan")).await;
    let (author, editor) = (site.author().await, site.editor().await);
    author.opens(own).await;
    assert_eq!(editor.opens(own).await.press("Take over").await.status(), 303);
    let words = reading::words(author.sees("/admin/history").await.text());
    assert!(words.contains("Cerys Morgan took over Of Dan from Dan Fisher"), "{words}");
}

#[tokio::test]
async fn taking_over_takes_a_permit_to_save() {
    let site = Site::sample().await;
    let permit = site.permit(accounts::Action::ReadDraft, ids::WEEK).await;
    let refused = editorial::take_over(site.store(), &permit, &["Somebody".to_owned()]).await;
    assert!(matches!(refused, Err(editorial::Refusal::Denied)), "a permit for another action is none: {refused:?}");
}
