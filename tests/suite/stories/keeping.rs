//! What somebody typed and did not save is kept for them alone.

use content::sample::ids;
use http::{Request, header};

use crate::support::{SEED_PAGE, Site, editing_form, form_with, reading};

fn editor_of(node: content::NodeId) -> String {
    format!("/admin/nodes/{node}")
}

#[tokio::test]
async fn a_text_that_was_kept_comes_back_under_its_banner_and_nobody_else_sees_it() {
    let site = Site::sample().await;
    let (editor, publisher, administrator) = (site.editor().await, site.publisher().await, site.administrator().await);
    site.clock_reads("2021-03-15T09:42:00Z");
    let typed = editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "Half a thought");
    let kept = typed.press("Keep for later").await;
    assert_eq!(kept.status(), 303, "{}", kept.text());
    let screen = kept.follow().await;
    let text = reading::words(screen.text());
    assert!(text.contains("Kept for you 9:42am, not yet shared."), "{text}");
    assert!(!text.contains("Draft saved"), "{text}");
    assert_eq!(editing_form(&screen).value("title").as_deref(), Some("Half a thought"));
    assert_eq!(site.revisions(ids::ASSESSMENT_ONLY).await, 1, "nothing was shared");

    for person in [&publisher, &administrator] {
        for path in ["", "/history", "/preview"] {
            let seen = person.browser().get(&format!("{}{path}", editor_of(ids::ASSESSMENT_ONLY))).await;
            assert!(!seen.text().contains("Half a thought"), "{path}");
        }
        assert!(!person.sees("/admin/search?q=thought").await.text().contains("Half a thought"));
        assert!(!person.sees("/admin/history").await.text().contains("Half a thought"));
    }
    assert!(!site.reads(SEED_PAGE).await.contains("Half a thought"));

    let saved = editing_form(&screen).press("Save draft").await;
    assert_eq!(saved.status(), 303);
    let after = saved.follow().await;
    assert!(after.text().contains("Draft saved.") && !after.text().contains("Kept for you"), "her save lets go of it");
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Half a thought");
}

#[tokio::test]
async fn kept_text_can_be_discarded() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let typed = editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "Never mind");
    let screen = typed.press("Keep for later").await.follow().await;
    let gone = editing_form(&screen).press("Discard your kept text").await;
    assert_eq!(gone.status(), 303);
    let shared = gone.follow().await;
    assert!(shared.text().contains("Discarded. You see the shared draft."));
    assert_eq!(editing_form(&shared).value("title").as_deref(), Some("Assessment Only"));
}

#[tokio::test]
async fn what_is_refused_or_half_arranged_is_kept_by_itself() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let wrong = editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "").set("summary", "Typed for an hour.");
    assert_eq!(wrong.press("Save draft").await.status(), 422);
    let again = editor.opens(ids::ASSESSMENT_ONLY).await;
    assert_eq!(
        (again.value("title").as_deref(), again.value("summary").as_deref()),
        (Some(""), Some("Typed for an hour."))
    );

    let arranged = editor.opens(ids::HELP).await.set("title", "Help and more").press("Remove text block 1").await;
    assert_eq!(arranged.status(), 200);
    assert!(reading::words(arranged.text()).contains("Kept for you 9am, not yet shared."), "{}", arranged.text());
    let screen = editor.sees(&editor_of(ids::HELP)).await;
    assert_eq!(editing_form(&screen).value("title").as_deref(), Some("Help and more"));
    assert!(screen.text().contains("Block removed."), "the block can still be brought back");
}

#[tokio::test]
async fn the_banner_says_when_the_shared_draft_moved_on_and_saving_joins_both() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let typed = editor.opens(ids::ASSESSMENT_ONLY).await.set("summary", "Kept before.");
    assert_eq!(typed.press("Keep for later").await.status(), 303);
    site.clock_reads("2021-03-15T09:50:00Z");
    publisher.retitles(ids::ASSESSMENT_ONLY, "Saved since").await;
    let screen = editor.sees(&editor_of(ids::ASSESSMENT_ONLY)).await;
    let text = reading::words(screen.text());
    assert!(text.contains("The shared draft has moved on since: Ben Okafor saved it (9:50am)."), "{text}");
    assert_eq!(editing_form(&screen).press("Save draft").await.status(), 303);
    let draft = site.open(ids::ASSESSMENT_ONLY).await.draft;
    assert_eq!((draft.title.as_str(), draft.summary.as_str()), ("Saved since", "Kept before."));
}

#[tokio::test]
async fn a_conflict_is_kept_too_and_can_be_left() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let his = publisher.opens(ids::ASSESSMENT_ONLY).await.set("title", "His title");
    editor.retitles(ids::ASSESSMENT_ONLY, "Her title").await;
    let asks = his.press("Save draft").await;
    assert_eq!(asks.status(), 409);
    assert!(asks.text().contains("Go on editing"));
    let back = publisher.opens(ids::ASSESSMENT_ONLY).await;
    assert_eq!(back.value("title").as_deref(), Some("His title"));
    assert_eq!(editor.opens(ids::ASSESSMENT_ONLY).await.value("title").as_deref(), Some("Her title"));
}

#[tokio::test]
async fn a_script_gets_few_words_and_a_form_of_another_page_is_not_kept() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let base = site.open(ids::ASSESSMENT_ONLY).await.revision.to_string();
    let keep = format!("{}/keep", editor_of(ids::ASSESSMENT_ONLY));
    let request = Request::post(&keep)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json")
        .header("sec-fetch-site", "same-origin");
    let body = format!("base={base}&title=By+a+script");
    let answer = editor.browser().send(request.body(body.into()).expect("a valid request")).await;
    assert_eq!(answer.status(), 200);
    let said: serde_json::Value = serde_json::from_str(answer.text()).expect("JSON");
    assert_eq!(said["sentence"], "Kept for you 9am, not yet shared.");
    assert_eq!(said["moved_on"], false);
    assert_eq!(editor.opens(ids::ASSESSMENT_ONLY).await.value("title").as_deref(), Some("By a script"));

    let other = site.open(ids::HELP).await.revision.to_string();
    let refused = editor.browser().post_form(&keep, &[("base", &other), ("title", "Astray")]).await;
    assert_eq!(refused.status(), 409);
    assert!(reading::words(refused.text()).contains("This form was not made from a version of this page"));
    assert_eq!(form_with(&refused, "base").value("title").as_deref(), Some("Astray"), "the text is still there");
    assert_eq!(editor.opens(ids::ASSESSMENT_ONLY).await.value("title").as_deref(), Some("By a script"));
}
