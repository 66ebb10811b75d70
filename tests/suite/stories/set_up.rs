//! The first hour of a new site.

use crate::support::{Person, Site};

#[tokio::test]
async fn the_first_administrator_comes_in_by_an_address_that_works_once() {
    let site = Site::new().await;
    assert_eq!(site.visitor().get("/").await.status(), 200, "there is a home page");
    let secret =
        editorial::people::set_up_link(site.store()).await.expect("the database answers").expect("nobody is there");
    let path = format!("/admin/set-up/{secret}");
    let form =
        site.visitor().get(&path).await.form("/admin/set-up/").set("name", "Asha").set("email", "asha@example.org");
    let weak = form.clone().set("password", "asha").press("Create account").await;
    assert_eq!(weak.status(), 422);
    assert_eq!(weak.form("/admin/set-up/").value("name").as_deref(), Some("Asha"), "what was typed is still there");
    let made = form.set("password", "quiet-harbours-at-dawn-9").press("Create account").await;
    assert_eq!((made.status().as_u16(), made.location()), (303, "/admin"));
    assert_eq!(made.follow().await.status(), 200, "signed in already");
    assert_eq!(site.visitor().get(&path).await.status(), 404);
    let thief = [("name", "Thief"), ("email", "thief@example.org"), ("password", "quiet-harbours-at-dawn-8")];
    assert_eq!(site.visitor().post_form(&path, &thief).await.status(), 404);
    assert!(editorial::people::set_up_link(site.store()).await.expect("the database answers").is_none());
    let asha = Person::signs_in(site.visitor(), "asha@example.org", "quiet-harbours-at-dawn-9").await;
    asha.sees("/admin/users").await;
}

#[tokio::test]
async fn no_other_address_sets_anything_up() {
    let site = Site::new().await;
    let first =
        editorial::people::set_up_link(site.store()).await.expect("the database answers").expect("nobody is there");
    let second =
        editorial::people::set_up_link(site.store()).await.expect("the database answers").expect("nobody is there");
    assert_eq!(site.visitor().get(&format!("/admin/set-up/{first}")).await.status(), 404, "a later one ends it");
    assert_eq!(site.visitor().get("/admin/set-up/guess").await.status(), 404);
    site.minutes_pass(3 * 24 * 60 + 1);
    assert_eq!(site.visitor().get(&format!("/admin/set-up/{second}")).await.status(), 404, "it has grown old");
}

#[tokio::test]
async fn a_new_site_has_no_account_that_anybody_could_know() {
    let site = Site::new().await;
    assert!(!store::people::any(site.store()).await.expect("the database answers"));
    assert_eq!(site.visitor().get("/admin").await.status(), 303);
}
