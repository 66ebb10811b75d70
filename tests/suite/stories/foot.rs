//! What stands at the foot of a page: inherited, turned off, or its own.

use content::{Details, FootBlocks, NodeId, sample::ids};

use crate::support::{SEED_PAGE, Site, reading};

async fn sets_foot(site: &Site, node: NodeId, foot: FootBlocks) {
    site.rewrite(node, |draft| {
        let Details::Page(page) = &mut draft.details else { unreachable!("it is a page") };
        page.foot = foot;
    })
    .await;
    site.publish(node).await.expect("a valid draft");
}

#[tokio::test]
async fn it_is_inherited_from_the_nearest_page_that_says_anything() {
    let site = Site::sample().await;
    for path in ["/explore-my-options", "/explore-my-options/teacher-training-routes", SEED_PAGE] {
        assert!(site.reads(path).await.contains("<h2>Upcoming events</h2>"), "{path}");
    }
    assert!(!site.reads("/help-and-support").await.contains("<h2>Upcoming events</h2>"));
    sets_foot(&site, ids::SPECIALIST, FootBlocks::Off).await;
    assert!(!site.reads(SEED_PAGE).await.contains("<h2>Upcoming events</h2>"));
    assert!(site.reads("/explore-my-options/teacher-training-routes").await.contains("<h2>Upcoming events</h2>"));
    let block = content::Block::prose(content::BlockId::from_number(9), "Ask *us* first.");
    sets_foot(&site, ids::ASSESSMENT_ONLY, FootBlocks::Own(vec![block])).await;
    let page = site.reads(SEED_PAGE).await;
    assert!(page.contains("Ask <em>us</em> first.") && !page.contains("<h2>Upcoming events</h2>"));
    site.ends_well().await;
}

#[tokio::test]
async fn the_editor_says_what_is_inherited_and_from_where() {
    let site = Site::sample().await;
    let screen = site.editor().await.sees("/admin/nodes/5").await;
    let text = reading::words(screen.text());
    assert!(text.contains("Upcoming events, from Explore my options"), "{text}");
}

#[tokio::test]
async fn it_is_turned_off_and_on_again_in_the_editor() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    for (choice, shown) in [("off", false), ("inherit", true)] {
        let form = publisher.opens(ids::ASSESSMENT_ONLY).await.set("foot", choice);
        assert_eq!(form.press("Publish").await.status(), 303);
        assert_eq!(site.reads(SEED_PAGE).await.contains("<h2>Upcoming events</h2>"), shown, "{choice}");
    }
}

#[tokio::test]
async fn heading_number_and_target_of_the_block_are_the_editors_to_choose() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let form = publisher.opens(ids::EXPLORE).await;
    let names: Vec<String> = form.fields().into_iter().map(|(name, _)| name).collect();
    let field = |end: &str| {
        names.iter().find(|name| name.starts_with("foot.") && name.ends_with(end)).expect("a field").clone()
    };
    assert_eq!(form.value(&field(".view_all")).as_deref(), Some("/teaching-events"), "targets are shown as addresses");
    let form =
        form.set(&field(".heading"), "Come and meet us").set(&field(".count"), "2").set(&field(".view_all"), CONTACT);
    let answer = form.set(&field(".view_all_label"), "Write to us").press("Publish").await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    let page = site.reads(SEED_PAGE).await;
    let block = reading::section(&page, "Come and meet us");
    assert_eq!(reading::card_titles(block).len(), 2);
    let contact = site.path(ids::CONTACT).await.expect("it is live");
    assert!(block.contains(&format!("<a href=\"{contact}\">Write to us</a>")), "{block}");
}

/// The contact page as an editor copies it from the address bar.
const CONTACT: &str = "https://www.example.org/about-this-site/contact";
