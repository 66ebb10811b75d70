//! Undoing takes nothing from anybody: no address, no word that readers were told, no choice that somebody made for a page.

use content::NodeId;
use editorial::{Refusal, publish::Telling};
use store::published::Resolved;

use crate::support::Site;

/// What a visitor is told at an address: the status and where it leads.
async fn leads(site: &Site, path: &str) -> (u16, String) {
    let answer = site.visitor().get(path).await;
    (answer.status().as_u16(), answer.header("location").unwrap_or_default().to_owned())
}

fn to(path: &str) -> (u16, String) {
    (308, path.to_owned())
}

#[tokio::test]
async fn an_address_that_leads_elsewhere_since_is_not_taken_by_undoing() {
    let site = Site::new().await;
    let page = site.new_page(NodeId::HOME, "First").await;
    site.rename(page, "second").await.expect("a free address");
    let renaming = site.last_action().await;
    let other = site.new_live_page(NodeId::HOME, "First").await;
    site.rename(other, "third").await.expect("a free address");
    site.publish(page).await.expect("a valid page");
    let refused = site.undo(&renaming).await;
    let Err(Refusal::Because(sentence)) = refused else { panic!("{refused:?}") };
    assert_eq!(sentence, "/first leads elsewhere since, so this cannot be undone. Remove that redirect first");
    assert_eq!(leads(&site, "/first").await, to("/third"), "it is the other page’s old address");
    assert_eq!(leads(&site, "/second").await.0, 200);
    site.ends_well().await;
}

#[tokio::test]
async fn a_page_that_comes_back_elsewhere_by_undoing_gets_its_old_address_too() {
    let site = Site::new().await;
    let instead = site.new_live_page(NodeId::HOME, "Instead").await;
    let page = site.new_live_page(NodeId::HOME, "First").await;
    site.unpublish(page, Some(instead)).await.expect("it is public");
    let unpublishing = site.last_action().await;
    site.rename(page, "second").await.expect("a free address");
    assert_eq!(leads(&site, "/first").await, to("/instead"));
    site.undo(&unpublishing).await.expect("nothing of it was changed since");
    assert_eq!(leads(&site, "/second").await.0, 200);
    assert_eq!(leads(&site, "/first").await, to("/second"), "nobody chose another page any more");
    site.ends_well().await;
}

#[tokio::test]
async fn what_readers_were_told_is_said_again_when_its_undoing_is_undone() {
    let site = Site::new().await;
    let page = site.new_live_page(NodeId::HOME, "First").await;
    let revision = site.rewrite(page, |draft| draft.title = "First, revised".into()).await;
    let permit = site.permit(accounts::Action::Publish, page).await;
    let telling = Telling { readers: Some("Fees for 2022 added".into()), ..Telling::default() };
    let told = editorial::publish::telling(site.store(), &permit, revision, telling).await.expect("a valid page");
    let undone = site.undo(&told).await.expect("nothing happened since");
    site.undo(&undone).await.expect("nothing happened since");
    assert!(site.reads("/first").await.contains("Fees for 2022 added"));
    site.unpublish(page, None).await.expect("it is public");
    site.publish(page).await.expect("a valid page");
    assert!(site.reads("/first").await.contains("Fees for 2022 added"), "it was said, and nobody took it back");
}

#[tokio::test]
async fn pages_that_stand_in_for_each_other_are_gone() {
    let site = Site::new().await;
    let [one, two] = [site.new_live_page(NodeId::HOME, "One").await, site.new_live_page(NodeId::HOME, "Two").await];
    site.unpublish(one, Some(two)).await.expect("it is public");
    let back = site.undo(&site.last_action().await).await.expect("nothing happened since");
    site.unpublish(two, Some(one)).await.expect("it is public");
    assert_eq!(leads(&site, "/two").await, to("/one"));
    site.undo(&back).await.expect("the first page is as it was left");
    for path in ["/one", "/two"] {
        assert!(matches!(site.resolve(path).await, Resolved::Gone), "{path}");
    }
    assert_eq!(leads(&site, &format!("/node/{one}")).await.0, 410);
}

#[tokio::test]
async fn what_was_chosen_for_a_page_holds_when_another_page_takes_its_address() {
    let site = Site::new().await;
    let instead = site.new_live_page(NodeId::HOME, "Instead").await;
    let page = site.new_live_page(NodeId::HOME, "First").await;
    site.rename(page, "second").await.expect("a free address");
    site.unpublish(page, Some(instead)).await.expect("it is public");
    site.rename(page, "third").await.expect("a free address");
    let other = site.new_page(NodeId::HOME, "Second").await;
    site.publish(other).await.expect("a valid page");
    assert_eq!(leads(&site, "/second").await.0, 200, "it was taken with a yes");
    assert_eq!(leads(&site, "/first").await, to("/instead"), "nobody chose anything else for the first page");
    site.publish(page).await.expect("a valid page");
    assert_eq!(leads(&site, "/first").await, to("/third"), "it is back");
    site.ends_well().await;
}
