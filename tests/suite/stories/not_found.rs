//! Addresses that visitors ask for and nobody knows.

use content::NodeId;

use crate::support::{SITE_URL, Site, form_with, reading};

/// Visits that are written as on a tick of the clock.
async fn asks(site: &Site, paths: &[&str]) {
    for path in paths {
        assert_eq!(site.visitor().get(path).await.status(), 404, "{path}");
    }
    site.store().keep_visits().await.expect("the database answers");
}

/// The addresses of the list, in their order.
fn listed(page: &str) -> Vec<String> {
    let rows = reading::all_between(page, "<th scope=\"row\" class=\"address\">", "</th>");
    rows.into_iter().map(reading::decoded).collect()
}

#[tokio::test]
async fn broken_links_of_our_own_come_first_and_probes_are_left_out() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    asks(&site, &["/asked-often", "/asked-often", "/Asked-Often/", "/wp-login.php", "/.env", "/old/index.php"]).await;
    let from_us = site.visitor().with_header("referer", &format!("{SITE_URL}/help-and-support?x=1"));
    assert_eq!(from_us.get("/broken-link").await.status(), 404);
    let from_others = site.visitor().with_header("referer", "https://www.example.org.evil.example/help");
    assert_eq!(from_others.get("/asked-once").await.status(), 404);
    assert!(listed(editor.sees("/admin/not-found").await.text()).contains(&"/asked-often".to_owned()));
    assert_eq!(listed(editor.sees("/admin/not-found").await.text()).len(), 1, "no visit writes");
    site.store().keep_visits().await.expect("the database answers");
    let screen = editor.sees("/admin/not-found").await;
    assert_eq!(listed(screen.text()), ["/broken-link", "/asked-often", "/asked-once"]);
    let words = reading::words(screen.text());
    assert!(words.contains("1 visit from pages of this site, last from /help-and-support"), "{words}");
    assert!(words.contains("3 visits"), "{words}");
    assert!(!screen.text().contains("Redirect elsewhere"), "an editor looks only");
}

#[tokio::test]
async fn one_press_makes_the_redirect_that_was_probably_meant() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let fees = site.new_live_page(NodeId::HOME, "Paying for it").await;
    site.rename(fees, "tuition-fees").await.expect("a free address");
    site.rename(fees, "costs").await.expect("a free address");
    asks(&site, &["/leaflet/tuition-fees.html", "/costz", "/nothing-like-it"]).await;
    let screen = publisher.sees("/admin/not-found").await;
    let forms: Vec<_> =
        screen.forms().into_iter().filter(|form| form.action() == "/admin/not-found/redirect").collect();
    assert_eq!(forms.len(), 2, "an old address and a slip of the pen are recognised");
    for form in &forms {
        assert_eq!(form.value("page"), Some(fees.to_string()));
    }
    let pressed = forms
        .iter()
        .find(|form| form.value("from").as_deref() == Some("/leaflet/tuition-fees.html"))
        .expect("it is suggested")
        .press("Redirect there from /leaflet/tuition-fees.html")
        .await;
    assert_eq!(pressed.status(), 303, "{}", pressed.text());
    assert_eq!(site.visitor().get("/leaflet/tuition-fees.html").await.location(), "/costs");
    let after = publisher.sees("/admin/not-found").await;
    assert_eq!(listed(after.text()), ["/costz", "/nothing-like-it"], "what leads somewhere is unknown no more");
    assert_eq!(after.form("/admin/undo").press("Undo").await.status(), 303);
    assert_eq!(listed(publisher.sees("/admin/not-found").await.text()).len(), 3, "and is again after undoing");
    let elsewhere = publisher.sees("/admin/redirects/new?from=%2Fnothing-like-it").await;
    assert_eq!(form_with(&elsewhere, "leads").value("from").as_deref(), Some("/nothing-like-it"));
    let withdrawn =
        publisher.browser().post_form("/admin/not-found/redirect", &[("from", "/costz"), ("page", "999999")]).await;
    assert_eq!(withdrawn.status(), 409);
}

#[tokio::test]
async fn a_rule_hides_what_nobody_wants_to_see() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    asks(&site, &["/campaign-a", "/campaign-b", "/other", "/odd_one", "/oddxone"]).await;
    let screen = publisher.sees("/admin/not-found").await;
    let ignored = form_with(&screen, "rule");
    let refused =
        screen.forms().into_iter().rfind(|form| form.action() == "/admin/not-found/ignore").expect("the form");
    let refused = refused.set("rule", "/*").press("Ignore these addresses").await;
    assert_eq!(refused.status(), 422);
    assert!(reading::words(refused.text()).contains("This would hide every address"));
    assert_eq!(ignored.press(&ignored.buttons()[0]).await.status(), 303, "one address by its own button");
    let by_hand = publisher.browser().post_form("/admin/not-found/ignore", &[("rule", "/campaign*")]).await;
    assert_eq!(by_hand.status(), 303);
    let by_hand = publisher.browser().post_form("/admin/not-found/ignore", &[("rule", "/odd_*")]).await;
    assert_eq!(by_hand.status(), 303);
    let shown = publisher.sees("/admin/not-found").await;
    let addresses = listed(reading::between(shown.text(), "Probably meant", "</tbody>"));
    assert_eq!(addresses, ["/oddxone", "/other"], "an underscore is an underscore");
    asks(&site, &["/campaign-c"]).await;
    assert!(!publisher.sees("/admin/not-found").await.text().contains("/campaign-c"));
    let twice = publisher.browser().post_form("/admin/not-found/ignore", &[("rule", "/campaign*")]).await;
    assert_eq!(twice.status(), 422);

    let again = publisher.browser().post_form("/admin/not-found/stop-ignoring", &[("rule", "/campaign*")]).await;
    assert_eq!(again.status(), 303);
    let shown = publisher.sees("/admin/not-found").await;
    assert!(shown.text().contains("/campaign-b"));
    assert!(!shown.text().contains("/campaign-c"), "what is ignored is not even collected");
    assert_eq!(shown.form("/admin/undo").press("Undo").await.status(), 303);
    let shown = publisher.sees("/admin/not-found").await;
    assert!(!listed(shown.text()).contains(&"/campaign-b".to_owned()), "the rule holds again");
}

#[tokio::test]
async fn a_flood_of_guesses_stays_bounded() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let from_us = site.visitor().with_header("referer", &format!("{SITE_URL}/"));
    assert_eq!(from_us.get("/broken-link").await.status(), 404);
    for number in 0..1_200 {
        site.store().count_unknown(&format!("/guess-{number}"), None);
    }
    site.store().keep_visits().await.expect("the database answers");
    let screen = editor.sees("/admin/not-found").await;
    assert!(reading::words(screen.text()).contains("1,000 addresses"));
    assert_eq!(listed(screen.text())[0], "/broken-link", "ours is kept, and first");
    let answer = site.visitor().get(&format!("/{}", "a".repeat(1_500))).await;
    assert_eq!(answer.status(), 404);
    site.store().keep_visits().await.expect("the database answers");
    assert!(!editor.sees("/admin/not-found").await.text().contains("aaaaaaaa"), "nobody mends such an address");
}
