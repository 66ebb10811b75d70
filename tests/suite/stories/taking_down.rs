//! Unpublishing, the trash, and coming back.

use content::{NodeId, sample::ids};

use crate::support::{SEED_PAGE, Site, form_with, reading};

#[tokio::test]
async fn an_unpublished_page_says_that_it_is_gone_or_leads_elsewhere() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let week = site.path(ids::WEEK).await.expect("it is live");
    let screen = publisher.sees(&format!("/admin/nodes/{}/unpublish", ids::WEEK)).await;
    let form = form_with(&screen, "target").set("instead", "gone").set("links", "leave");
    assert_eq!(form.press("Unpublish").await.status(), 303);
    let gone = site.visitor().get(week.as_str()).await;
    assert_eq!(gone.status(), 410);
    assert!(reading::links(reading::main_part(gone.text())).contains(&"/life-as-a-teacher".to_owned()), "ways onward");
    assert_eq!(site.visitor().get(&format!("/node/{}", ids::WEEK)).await.status(), 410);
    assert_eq!(site.data(&format!("/api/v1/resolve?path={week}")).await["kind"], "gone");

    let first_years = site.path(ids::FIRST_YEARS).await.expect("it is live");
    let screen = publisher.sees(&format!("/admin/nodes/{}/unpublish", ids::FIRST_YEARS)).await;
    let form = form_with(&screen, "target").set("instead", "redirect").set("target", SEED_PAGE);
    let form = form.set("links", "leave");
    let plan = form.press("Unpublish").await;
    assert!(reading::words(plan.text()).contains(&format!("{first_years} leads to “Assessment Only”")), "told first");
    assert_eq!(form_with(&plan, "target").press("Unpublish").await.status(), 303);
    assert_eq!(site.visitor().get(first_years.as_str()).await.location(), SEED_PAGE);

    site.publish(ids::WEEK).await.expect("the draft is valid");
    assert_eq!(site.visitor().get(week.as_str()).await.status(), 200);
    site.ends_well().await;
}

#[tokio::test]
async fn what_visitors_are_sent_to_must_be_public() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let draft = site.path(ids::CAREER_CHANGE).await.expect("an address");
    for target in [draft.as_str(), "/nothing-here", "https://evil.example/", ""] {
        let fields = [("instead", "redirect"), ("target", target)];
        let answer = publisher.browser().post_form(&format!("/admin/nodes/{}/unpublish", ids::WEEK), &fields).await;
        assert_eq!(answer.status(), 422, "{target}");
        assert_eq!(form_with(&answer, "target").value("target").as_deref(), Some(target), "it is still there");
    }
    assert!(site.open(ids::WEEK).await.live_revision.is_some());
}

#[tokio::test]
async fn the_home_page_stays() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    for verb in ["unpublish", "trash"] {
        let answer = publisher.browser().post_form(&format!("/admin/nodes/1/{verb}"), &[("instead", "gone")]).await;
        assert!(answer.status().is_client_error(), "{verb}: {}", answer.status());
    }
    assert_eq!(site.visitor().get("/").await.status(), 200);
}

#[tokio::test]
async fn trashed_and_restored_a_branch_stands_where_it_stood_as_drafts() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let before = site.open(ids::ASSESSMENT_ONLY).await;
    let question = editor.sees(&format!("/admin/nodes/{}/trash", ids::SPECIALIST)).await;
    let button = form_with_button(&question, "to the trash");
    let answer = question.form("/trash").set("links", "leave").press(&button).await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    assert_eq!(site.visitor().get(SEED_PAGE).await.status(), 410);
    assert!(!site.addresses_of_the_sitemap().await.contains(SEED_PAGE));
    site.ends_well().await;

    let trash = editor.sees("/admin/trash").await;
    assert!(reading::words(trash.text()).contains("Specialist training options"));
    let plan = editor.sees(&format!("/admin/nodes/{}/restore", ids::SPECIALIST)).await;
    assert!(reading::words(plan.text()).contains("Assessment Only"), "what comes back is named");
    assert_eq!(plan.form("/restore").press("Restore").await.status(), 303);
    let after = site.open(ids::ASSESSMENT_ONLY).await;
    assert_eq!((after.path, &after.draft), (before.path, &before.draft));
    assert!(after.live_revision.is_none(), "nothing becomes public by itself");
    assert_eq!(site.visitor().get(SEED_PAGE).await.status(), 410);
    site.publish(ids::ASSESSMENT_ONLY).await.expect("a valid draft");
    let page = site.reads(SEED_PAGE).await;
    let labels: Vec<String> = reading::trail(&page).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["Home", "Explore my options", "Teacher training routes", "Assessment Only"], "live steps only");
    site.ends_well().await;
}

/// The text of the one button which holds these words.
fn form_with_button(screen: &web::client::Answer, words: &str) -> String {
    let mut buttons = screen.forms().into_iter().flat_map(|form| form.buttons());
    buttons.find(|button| button.contains(words)).expect("a button")
}

#[tokio::test]
async fn restoring_says_why_it_cannot_when_the_address_is_taken() {
    let site = Site::sample().await;
    site.trash(ids::HELP).await.expect("no home page");
    site.new_live_page(NodeId::HOME, "Help and support").await;
    let editor = site.editor().await;
    let answer = editor.browser().post_form(&format!("/admin/nodes/{}/restore", ids::HELP), &[]).await;
    assert_eq!(answer.status(), 409);
    assert!(reading::words(answer.text()).contains("Another page stands at /help-and-support now"));
    let twice = editor.browser().post_form(&format!("/admin/nodes/{}/restore", ids::WEEK), &[]).await;
    assert_eq!(twice.status(), 409, "it is not in the trash");
}

#[tokio::test]
async fn nobody_edits_what_lies_in_the_trash() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let form = publisher.opens(ids::WEEK).await.set("title", "Typed before");
    site.trash(ids::WEEK).await.expect("no home page");
    for button in ["Save draft", "Publish"] {
        let answer = form.press(button).await;
        assert!(answer.status().is_client_error(), "{button}: {}", answer.status());
    }
    assert_ne!(site.open(ids::WEEK).await.draft.title, "Typed before");
}
