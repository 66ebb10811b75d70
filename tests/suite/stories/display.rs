//! How the admin looks to one person, and finding things in it.

use content::{Details, sample::ids};

use crate::support::{Site, form_with, reading};

#[tokio::test]
async fn ben_chooses_dark_large_and_no_shortcuts_for_himself_alone() {
    let site = Site::sample().await;
    let (ben, asha) = (site.editor().await, site.administrator().await);
    let before = ben.sees("/admin/account/display").await;
    assert!(before.text().contains("<body data-session-idle=\"3600\""), "shortcuts work at first");
    let form = before.form("/admin/account/display").set("theme", "dark").set("text_size", "large");
    let saved = form.uncheck("shortcuts", "on").press("Save").await.follow().await;
    for part in ["data-theme=\"dark\"", "data-text=\"large\"", "data-shortcuts=\"off\"", "content=\"dark\""] {
        assert!(saved.text().contains(part), "{part}");
    }
    assert!(ben.sees("/admin").await.text().contains("data-theme=\"dark\""), "on every screen");
    let hers = asha.sees("/admin").await;
    assert!(!hers.text().contains("data-theme") && !hers.text().contains("data-shortcuts"), "nobody else sees it");
    assert!(!site.reads("/").await.contains("data-theme"), "nor does the public site");
}

#[tokio::test]
async fn colours_that_there_are_not_are_refused_at_their_field() {
    let site = Site::sample().await;
    let ben = site.editor().await;
    let refused =
        ben.browser().post_form("/admin/account/display", &[("theme", "plaid"), ("text_size", "large")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("Choose the colours that you want"));
    assert!(!ben.sees("/admin").await.text().contains("data-theme"));
}

#[tokio::test]
async fn the_search_finds_drafts_files_redirects_and_for_administrators_people() {
    let site = Site::sample().await;
    let (asha, cerys) = (site.administrator().await, site.author().await);
    let new =
        form_with(&cerys.sees("/admin/new?kind=page&parent=80").await, "title").set("title", "Bursaries for Whitby");
    assert_eq!(new.press("Create page").await.status(), 303);
    let found = asha.sees("/admin/search?q=whitby").await;
    assert!(found.text().contains("Bursaries for Whitby") && found.text().contains("Draft"), "a draft of another");
    let form = asha.sees("/admin/redirects/new").await.form("/admin/redirects/new");
    form.set("from", "/whitby-day").set("to", "/teaching-events").press("Create redirect").await;
    let found = asha.sees("/admin/search?q=whitby").await;
    assert!(found.text().contains("<h3>Redirects</h3>") && found.text().contains("/whitby-day"));
    assert!(asha.sees("/admin/search?q=cerys").await.text().contains("<h3>Users</h3>"));
    assert!(!cerys.sees("/admin/search?q=asha").await.text().contains("<h3>Users</h3>"), "who may not manage them");
}

#[tokio::test]
async fn home_says_what_needs_mending_and_leads_there() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let before = reading::words(ben.sees("/admin").await.text());
    assert!(!before.contains("1 page to read again"), "{before}");
    site.rewrite(ids::ASSESSMENT_ONLY, |draft| {
        if let Details::Page(page) = &mut draft.details {
            page.review_by = chrono::NaiveDate::from_ymd_opt(2021, 3, 14);
        }
    })
    .await;
    site.publish(ids::ASSESSMENT_ONLY).await.expect("a valid page");
    let after = ben.sees("/admin").await;
    assert!(reading::words(after.text()).contains("1 page to read again"), "{}", reading::words(after.text()));
    assert!(after.text().contains("href=\"/admin/reports/ageing\""));
}
