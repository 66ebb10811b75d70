//! Many pages at once, copies, the order among neighbours, and taking it all back.

use content::{Draft, Kind, NodeId, sample::ids};

use crate::support::{Site, form_with, reading};

#[tokio::test]
async fn three_pages_go_to_the_trash_together_and_one_press_brings_them_back() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let pages = [ids::HELP, ids::WEEK, ids::FIRST_YEARS];
    let mut addresses = Vec::new();
    for page in pages {
        addresses.push(site.path(page).await.expect("it is live"));
    }
    let before = site.reads(addresses[0].as_str()).await;
    let explorer = editor.sees(&format!("/admin/pages?open={}", ids::LIFE)).await;
    let mut form = explorer.form("/admin/bulk");
    for page in pages {
        form = form.check("node", &page.to_string());
    }
    let plan = form.press("Move to the trash").await;
    assert_eq!(plan.status(), 200, "{}", plan.text());
    let words = reading::words(plan.text());
    assert!(words.contains("Move 3 pages to the trash") && words.contains("Goes to the trash"), "{words}");
    assert_eq!(site.visitor().get(addresses[0].as_str()).await.status(), 200, "nothing is done yet");
    let form = plan.form("/admin/bulk").set("links", "leave");
    let done = form.press("Move 3 pages to the trash").await;
    assert_eq!(done.status(), 303, "{}", done.text());
    for address in &addresses {
        assert_eq!(site.visitor().get(address.as_str()).await.status(), 410, "{address}");
    }
    let after = editor.sees("/admin/pages").await;
    let undone = after.form("/admin/undo").press("Undo").await;
    assert_eq!(undone.status(), 303, "{}", undone.text());
    for address in &addresses {
        assert_eq!(site.visitor().get(address.as_str()).await.status(), 200, "{address}");
    }
    assert_eq!(site.reads(addresses[0].as_str()).await, before, "byte for byte");
    site.ends_well().await;
}

#[tokio::test]
async fn drafts_are_published_together_or_not_at_all() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let (one, other) = (site.new_page(NodeId::HOME, "One").await, site.new_page(NodeId::HOME, "Other").await);
    let mut dateless = Draft::empty(Kind::Event);
    dateless.title = "Nobody has said when".into();
    let dateless = site.create(ids::TRAIN_TO_TEACH, dateless).await.expect("a valid draft");
    let ticked = [one, other, dateless].map(|node| node.to_string());
    let fields = |count: usize| -> Vec<(&str, &str)> {
        let mut fields: Vec<(&str, &str)> = ticked.iter().take(count).map(|node| ("node", node.as_str())).collect();
        fields.push(("action", "publish"));
        fields
    };
    let refused = publisher.browser().post_form("/admin/bulk", &fields(3)).await;
    assert_eq!(refused.status(), 422, "{}", refused.text());
    assert_eq!(site.visitor().get("/one").await.status(), 404);
    let plan = publisher.browser().post_form("/admin/bulk", &fields(2)).await;
    assert_eq!(plan.form("/admin/bulk").press("Publish 2 pages").await.status(), 303);
    assert_eq!(site.visitor().get("/one").await.status(), 200);
    assert_eq!(site.visitor().get("/other").await.status(), 200);
    let editor = site.editor().await;
    let forbidden = editor.browser().post_form("/admin/bulk", &fields(2)).await;
    assert_eq!(forbidden.status(), 403, "an editor does not publish");
}

#[tokio::test]
async fn what_changed_since_the_plan_is_shown_again() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let page = site.new_page(NodeId::HOME, "One").await;
    let node = page.to_string();
    let other = site.new_page(NodeId::HOME, "Other").await.to_string();
    let fields = [("node", node.as_str()), ("node", other.as_str()), ("action", "publish")];
    let plan = publisher.browser().post_form("/admin/bulk", &fields).await;
    site.rewrite(page, |draft| draft.title = "One, changed".into()).await;
    let again = plan.form("/admin/bulk").press("Publish 2 pages").await;
    assert_eq!(again.status(), 200);
    assert!(reading::words(again.text()).contains("One, changed"));
    assert_eq!(site.visitor().get("/one").await.status(), 404, "nobody has looked at this text yet");
    assert_eq!(again.form("/admin/bulk").press("Publish 2 pages").await.status(), 303);
}

#[tokio::test]
async fn ten_thousand_ticks_are_refused_with_a_sentence() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let nodes: Vec<String> = (1..=10_000).map(|node: i64| node.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = nodes.iter().map(|node| ("node", node.as_str())).collect();
    fields.push(("action", "trash"));
    let answer = editor.browser().post_form("/admin/bulk", &fields).await;
    assert!(answer.status().is_client_error(), "{}", answer.status());
    let none = editor.browser().post_form("/admin/bulk", &[("action", "trash")]).await;
    assert_eq!(none.status(), 422);
    assert!(reading::words(none.text()).contains("Tick at least one page"));
    site.ends_well().await;
}

#[tokio::test]
async fn a_branch_is_copied_as_drafts_and_the_copy_taken_back() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let screen = editor.sees(&format!("/admin/nodes/{}/copy", ids::SPECIALIST)).await;
    let form = form_with(&screen, "below").set("title", "Routes for specialists").set("below", "/help-and-support");
    let plan = form.press("Show what is made").await;
    assert_eq!(plan.status(), 200, "{}", plan.text());
    assert!(reading::words(plan.text()).contains("New drafts"));
    let done = form_with(&plan, "plan").press("Copy").await;
    assert_eq!(done.status(), 303, "{}", done.text());
    let path = "/help-and-support/specialist-training-options/assessment-only";
    let copy = site.node_at(path).await.expect("it stands there");
    let (copied, original) = (site.open(copy).await, site.open(ids::ASSESSMENT_ONLY).await);
    assert_eq!(copied.draft, original.draft);
    assert!(copied.live_revision.is_none() && site.visitor().get(path).await.status() == 404);
    let below_itself =
        screen.form("/copy").set("below", "/explore-my-options/teacher-training-routes/specialist-training-options");
    assert_eq!(below_itself.press("Show what is made").await.status(), 422);
    let undone = editor.sees("/admin/pages").await.form("/admin/undo").press("Undo").await;
    assert_eq!(undone.status(), 303, "{}", undone.text());
    assert!(site.node_at(path).await.is_none());
    site.ends_well().await;
}

#[tokio::test]
async fn the_menu_follows_the_order_that_an_editor_makes() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let order = |text: &str| {
        let places = ["Explore my options", "Why teach"].map(|title| text.find(title).expect("it is in the menu"));
        places[0] < places[1]
    };
    assert!(order(&reading::words(&site.reads("/").await)));
    let screen = editor.sees("/admin/nodes/1/order").await;
    let pressed = screen.form("/order").press("Down Explore my options").await;
    assert_eq!(pressed.status(), 303, "{}", pressed.text());
    assert!(!order(&reading::words(&site.reads("/").await)));
    let after = editor.sees(pressed.location()).await;
    assert!(reading::words(after.text()).contains("“Explore my options” is number 2 of"), "it is said aloud");
    assert!(after.text().contains("autofocus"), "and the next press is where the last one was");
    let nonsense = editor.browser().post_form("/admin/nodes/1/order", &[("move", "sideways 2")]).await;
    assert_eq!(nonsense.status(), 400);
}
