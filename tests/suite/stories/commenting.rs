//! Editors speak about a place of a draft, answer and resolve.

use content::sample::ids;

use crate::support::{Site, form_with};

const COMMENTS: &str = "/admin/nodes/5/comments";

#[tokio::test]
async fn a_comment_stands_beside_its_block_and_is_answered_and_resolved() {
    let site = Site::sample().await;
    assert_eq!(ids::ASSESSMENT_ONLY.0, 5);
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let screen = publisher.sees(COMMENTS).await;
    let form = form_with(&screen, "about").set("about", "block-body").set("text", "Is the fee still right?");
    assert_eq!(form.press("Add comment").await.status(), 303);

    let desk = editor.sees("/admin/nodes/5").await;
    assert!(desk.text().contains("1 open comment"), "beside the block");
    assert!(desk.text().contains("Is the fee still right?"), "below the form");
    assert!(editor.sees("/admin/nodes/5/review").await.text().contains("Is the fee still right?"));
    let screen = editor.sees(COMMENTS).await;
    assert!(screen.text().contains("Text block 1 of"));
    assert_eq!(form_with(&screen, "comment").set("text", "It is.").press("Answer").await.status(), 303);
    let screen = publisher.sees(COMMENTS).await;
    assert!(screen.text().contains("It is.") && screen.text().contains("Cerys Morgan"));
    form_with(&screen, "comment").press("Resolve").await;
    let desk = editor.sees("/admin/nodes/5").await;
    assert!(!desk.text().contains("1 open comment"));
    let screen = publisher.sees(COMMENTS).await;
    assert!(screen.text().contains("Resolved by Ben Okafor"));
    form_with(&screen, "comment").press("Reopen").await;
    assert!(editor.sees("/admin/nodes/5").await.text().contains("1 open comment"));
}

#[tokio::test]
async fn a_comment_outlives_its_block() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let screen = editor.sees(COMMENTS).await;
    form_with(&screen, "about").set("about", "block-body").set("text", "Out with it").press("Add comment").await;
    site.rewrite(ids::ASSESSMENT_ONLY, |draft| draft.body.clear()).await;
    let screen = editor.sees(COMMENTS).await;
    assert!(screen.text().contains("Out with it") && screen.text().contains("No longer in the draft"));
}

#[tokio::test]
async fn nothing_typed_is_lost_and_nothing_half_done() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let revision = site.open(ids::ASSESSMENT_ONLY).await.revision.to_string();
    for (fields, status, words) in [
        (vec![("action", "comment"), ("about", "nowhere"), ("revision", &revision), ("text", "Kept")], 422, "Kept"),
        (vec![("action", "comment"), ("revision", &revision), ("text", " ")], 422, "Write something first"),
        (vec![("action", "comment"), ("revision", "1"), ("text", "Of another page")], 404, ""),
        (vec![("action", "comment"), ("revision", "x"), ("text", "Kept")], 422, "Kept"),
        (vec![("action", "answer"), ("comment", "99"), ("text", "To nobody")], 404, ""),
        (vec![("action", "resolve"), ("comment", "-9")], 404, ""),
        (vec![("action", "sing")], 422, "not known"),
    ] {
        let answer = editor.browser().post_form(COMMENTS, &fields).await;
        assert_eq!(answer.status(), status, "{fields:?}");
        assert!(answer.text().contains(words), "{fields:?}");
    }
    assert!(editor.sees(COMMENTS).await.text().contains("Nobody has said anything yet"));
    assert_eq!(site.author().await.browser().get(COMMENTS).await.status(), 403, "an author does not read this draft");
}
