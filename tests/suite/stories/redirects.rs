//! Redirects that people make by hand, and what they do for visitors.

use accounts::{Action, Actor};
use content::{NodeId, RedirectTarget, sample::ids};
use editorial::{Refusal, redirects};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use store::{
    published::Resolved,
    rights::{Permit, Subject, may},
};
use web::client::Answer;

use crate::support::{Person, SEED_PAGE, Site, form_with, reading};

/// Fills in the form for a new redirect.
async fn makes(person: &Person, from: &str, to: &str) -> Answer {
    let screen = person.sees("/admin/redirects/new").await;
    form_with(&screen, "leads").set("from", from).set("to", to).press("Create redirect").await
}

async fn made(person: &Person, from: &str, to: &str) {
    let answer = makes(person, from, to).await;
    assert_eq!(answer.status(), 303, "{from} to {to}: {}", reading::words(answer.text()));
}

async fn is_refused(person: &Person, from: &str, to: &str, sentence: &str) {
    let answer = makes(person, from, to).await;
    assert_eq!(answer.status(), 422, "{from} to {to}");
    let words = reading::words(answer.text());
    assert!(words.contains(sentence), "{from} to {to}: {words}");
    let again = form_with(&answer, "leads");
    assert_eq!((again.value("from").as_deref(), again.value("to").as_deref()), (Some(from), Some(to)), "still typed");
}

/// Where a visitor is sent from an address.
async fn leads(site: &Site, path: &str) -> (u16, String) {
    let answer = site.visitor().get(path).await;
    (answer.status().as_u16(), answer.header("location").unwrap_or_default().to_owned())
}

async fn publishes_redirects(site: &Site) -> Permit {
    may(site.store(), &Actor::CommandLine, Action::Publish, Subject::Site).await.expect("it may")
}

#[tokio::test]
async fn a_publisher_leads_an_old_address_to_a_page_that_then_moves() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    made(&publisher, "/Old/Help-Page.aspx/", "https://www.example.org/help-and-support").await;
    let help = || async { site.path(ids::HELP).await.expect("it is not in the trash").to_string() };
    assert_eq!(leads(&site, "/old/help-page.aspx").await, (308, help().await));
    assert_eq!(leads(&site, "/OLD//Help-Page.ASPX").await, (308, help().await), "however it is spelled");
    assert_eq!(leads(&site, "/old/help-page.aspx?from=leaflet").await.1, format!("{}?from=leaflet", help().await));
    site.rename(ids::HELP, "get-help").await.expect("a free address");
    assert_eq!(leads(&site, "/old/help-page.aspx").await, (308, "/get-help".into()), "it names the page");

    made(&publisher, "/elsewhere", "https://www.gov.uk/teach").await;
    assert_eq!(leads(&site, "/elsewhere").await, (308, "https://www.gov.uk/teach".into()));
    let screen = publisher.sees("/admin/redirects/new").await;
    let gone = form_with(&screen, "leads").set("from", "/over").set("leads", "gone").press("Create redirect").await;
    assert_eq!(gone.status(), 303);
    assert_eq!(site.visitor().get("/over").await.status(), 410);
    let answer = site.data("/api/v1/resolve?path=/elsewhere").await;
    assert_eq!(answer["location"], "https://www.gov.uk/teach");
    site.ends_well().await;
}

#[tokio::test]
async fn a_page_is_chosen_by_its_title() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    for title in ["Fees for one", "Fees for many"] {
        site.new_live_page(NodeId::HOME, title).await;
    }
    made(&publisher, "/one", "fees for one").await;
    assert_eq!(leads(&site, "/one").await, (308, "/fees-for-one".into()));
    let several = makes(&publisher, "/some", "fees for").await;
    assert_eq!(several.status(), 422);
    let chosen = form_with(&several, "leads").set("page", "/fees-for-many").press("Create redirect").await;
    assert_eq!(chosen.status(), 303, "{}", chosen.text());
    assert_eq!(leads(&site, "/some").await, (308, "/fees-for-many".into()));
    is_refused(&publisher, "/none", "xyzzy", "No page has these words in its title").await;
}

#[tokio::test]
async fn what_cannot_lead_anywhere_is_refused_at_its_field() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    made(&publisher, "/a", "/b").await;
    for (from, to, sentence) in [
        (SEED_PAGE, "/help-and-support", "A public page has this address"),
        ("/admin/old", "/", "The site uses this address itself"),
        ("/", "/help-and-support", "The home page’s address cannot lead elsewhere"),
        ("old", "/", "begins with a slash"),
        ("/old?x=1", "/", "Leave out what follows"),
        ("/ol*d", "/", "A star may only stand at the end"),
        ("", "/", "Enter the old address"),
        ("/old", "", "Enter where the address leads"),
        ("/old", "http://example.net/", "must begin with https://"),
        ("/old", "javascript://example.net/", "Enter a path of this site"),
        ("/old", "//evil.example/", "Enter a path of this site"),
        ("/old", "/new/*", "A star can only stand at the end"),
        ("/a", "/help-and-support", "This address leads elsewhere already"),
        ("/b", "/a", "leads back to the old address"),
        ("/self", "/Self/", "leads back to the old address"),
        ("/x/*", "/x/y/*", "leads back to the old address"),
    ] {
        is_refused(&publisher, from, to, sentence).await;
    }
    site.new_page(NodeId::HOME, "Not yet").await;
    is_refused(&publisher, "/not-yet", "/not-yet", "leads back to the old address").await;
}

#[tokio::test]
async fn chains_collapse_when_they_are_saved() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    made(&publisher, "/first", "/second").await;
    assert_eq!(site.visitor().get("/first").await.status(), 404, "nothing is there yet");
    assert!(publisher.sees("/admin/redirects").await.text().contains("Nothing is there yet"));
    made(&publisher, "/second", "/third").await;
    made(&publisher, "/third", "/help-and-support").await;
    made(&publisher, "/fourth", "/first").await;
    let help = site.path(ids::HELP).await.expect("it is live").to_string();
    for old in ["/first", "/second", "/third", "/fourth"] {
        assert_eq!(leads(&site, old).await, (308, help.clone()), "{old}");
        let permit = publishes_redirects(&site).await;
        let stored = store::redirects::one(site.store(), &permit, old).await.expect("it answers").expect("it is there");
        assert_eq!(stored.1, RedirectTarget::Node(ids::HELP), "{old} is stored without a chain");
    }
}

#[tokio::test]
async fn wildcards_take_what_nothing_else_does() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let new = site.new_live_page(NodeId::HOME, "New").await;
    site.new_live_page(new, "Fees").await;
    made(&publisher, "/old/*", "/new/*").await;
    made(&publisher, "/old/deep/*", "/help-and-support").await;
    made(&publisher, "/old/deep/exact", "https://www.gov.uk/exact").await;
    let help = site.path(ids::HELP).await.expect("it is live").to_string();
    assert_eq!(leads(&site, "/old/fees").await, (308, "/new/fees".into()), "the rest is kept");
    assert_eq!(leads(&site, "/Old/Fees/?x=1").await, (308, "/new/fees?x=1".into()));
    assert_eq!(leads(&site, "/old/deep/anything/below").await, (308, help), "the longest wins");
    assert_eq!(leads(&site, "/old/deep/exact").await.1, "https://www.gov.uk/exact", "and one address before all");
    for missing in ["/old", "/older/fees", "/old/nothing", "/old/*", "/old/a%3fb", "/old//%2f/evil.example"] {
        assert_eq!(site.visitor().get(missing).await.status(), 404, "{missing}");
    }
    let old = site.new_live_page(NodeId::HOME, "Old").await;
    site.new_live_page(old, "Fees").await;
    assert_eq!(leads(&site, "/old/fees").await.0, 200, "a live page comes before every wildcard");
    site.rename(new, "newer").await.expect("a free address");
    site.unpublish(old, None).await.expect("it is live");
    site.trash(old).await.expect("it is there");
    made(&publisher, "/former/*", "/new/*").await;
    assert_eq!(leads(&site, "/former/fees").await, (308, "/newer/fees".into()), "at once to where the page is now");
}

#[tokio::test]
async fn changing_removing_and_undoing() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    made(&publisher, "/old", "/help-and-support").await;
    let screen = publisher.sees("/admin/redirects/change?path=%2Fold").await;
    let form = form_with(&screen, "leads");
    assert_eq!(form.value("to").as_deref(), Some("/help-and-support"));
    assert_eq!(form.press("Save redirect").await.status(), 422, "nothing was changed");
    let saved = form.set("from", "/older").set("to", SEED_PAGE).press("Save redirect").await;
    assert_eq!(saved.status(), 303, "{}", saved.text());
    assert_eq!(leads(&site, "/older").await, (308, SEED_PAGE.into()));
    assert_eq!(site.visitor().get("/old").await.status(), 404);
    let list = publisher.sees("/admin/redirects").await;
    assert!(reading::words(list.text()).contains(&format!("/older now leads to {SEED_PAGE}.")));
    assert_eq!(list.form("/admin/undo").press("Undo").await.status(), 303);
    assert_eq!(leads(&site, "/old").await, (308, "/help-and-support".into()), "as before");
    assert_eq!(site.visitor().get("/older").await.status(), 404);

    let list = publisher.sees("/admin/redirects?q=old").await;
    let removed = list.form("/admin/redirects/remove").press("Remove the redirect from /old").await;
    assert_eq!(removed.status(), 303, "{}", removed.text());
    assert_eq!(site.visitor().get("/old").await.status(), 404);
    let again = publisher.browser().post_form("/admin/redirects/remove", &[("path", "/old")]).await;
    assert_eq!(again.status(), 409, "a second press says so");
    assert_eq!(publisher.sees("/admin/redirects").await.form("/admin/undo").press("Undo").await.status(), 303);
    assert_eq!(leads(&site, "/old").await.0, 308);
    let history = reading::words(publisher.sees("/admin/history").await.text());
    for line in ["redirected /old", "removed the redirect from /old", "undid"] {
        assert!(history.to_lowercase().contains(line), "{line}: {history}");
    }
}

#[tokio::test]
async fn who_may_not_publish_the_whole_site_may_only_look() {
    let site = Site::sample().await;
    let permit = publishes_redirects(&site).await;
    let typed =
        redirects::Typed { before: None, from: "/old".into(), to: "/help-and-support".into(), site_url: String::new() };
    let saved = redirects::save(site.store(), &permit, typed).await.expect("a valid redirect");
    for person in [site.author().await, site.editor().await] {
        let list = person.sees("/admin/redirects").await;
        assert!(list.text().contains("/old") && !list.text().contains("Create redirect"), "{}", list.text());
        let undone = person.browser().post_form("/admin/undo", &[("group", &saved.group)]).await;
        assert_eq!(undone.status(), 403, "undoing is a change too");
    }
    let reader = site.permit(Action::ReadDraft, NodeId::HOME).await;
    let refused = redirects::remove(site.store(), &reader, "/old").await;
    assert!(matches!(refused, Err(Refusal::Denied)), "a permit for something else opens nothing");
    assert_eq!(leads(&site, "/old").await.0, 308);
}

#[tokio::test]
async fn visits_are_counted_together_and_unused_redirects_are_reported() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    made(&publisher, "/used", "/help-and-support").await;
    made(&publisher, "/idle", "/help-and-support").await;
    let row = |path: &'static str| {
        let site = &site;
        async move {
            let permit = publishes_redirects(site).await;
            store::redirects::one(site.store(), &permit, path).await.expect("it answers").expect("it is there").0
        }
    };
    let generation = site.store().generation();
    site.minutes_pass(10);
    for _ in 0..3 {
        assert_eq!(leads(&site, "/used").await.0, 308);
    }
    assert_eq!(row("/used").await.hits, 0, "no visit writes");
    site.store().keep_visits().await.expect("the database answers");
    site.store().keep_visits().await.expect("nothing waits any more");
    assert_eq!(row("/used").await.hits, 3);
    assert_eq!(row("/used").await.last_hit_at, Some(site.store().now()));
    assert_eq!(site.store().generation(), generation, "no kept page is dropped for that");
    assert!(reading::words(publisher.sees("/admin/redirects").await.text()).contains("3 times"));

    let unused = "/admin/redirects?shown=unused";
    assert!(!publisher.sees(unused).await.text().contains("/idle"), "it is new");
    site.clock_reads("2022-03-14T09:00:00Z");
    assert_eq!(leads(&site, "/used").await.0, 308);
    site.store().keep_visits().await.expect("the database answers");
    site.clock_reads("2022-03-20T09:00:00Z");
    let publisher = site.publisher().await;
    let report = publisher.sees(unused).await;
    assert!(report.text().contains("/idle") && !report.text().contains("\">/used<"));
    assert_eq!(report.form("/admin/redirects/remove").press("Remove the redirect from /idle").await.status(), 303);
    assert_eq!(site.visitor().get("/idle").await.status(), 404);
}

/// One thing that somebody does to addresses.
#[derive(Clone, Debug)]
enum Step {
    Redirect(String, String),
    Rename(prop::sample::Index, u8),
    Move(prop::sample::Index, prop::sample::Index),
    Withdraw(prop::sample::Index),
    Publish(prop::sample::Index),
    Undo(prop::sample::Index),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let any = any::<prop::sample::Index>;
    let step = prop_oneof![
        8 => ("/name[0-3](/name[0-3])?(/\\*)?", "/name[0-5](/name[0-3])?(/\\*)?").prop_map(|(from, to)| Step::Redirect(from, to)),
        3 => (any(), 0..4_u8).prop_map(|(node, name)| Step::Rename(node, name)),
        3 => (any(), any()).prop_map(|(node, below)| Step::Move(node, below)),
        1 => any().prop_map(Step::Withdraw),
        2 => any().prop_map(Step::Publish),
        2 => any().prop_map(Step::Undo),
    ];
    proptest::collection::vec(step, 20..60)
}

/// Every address that the steps can name.
fn addresses() -> Vec<String> {
    let names: Vec<String> = (0..6).map(|name| format!("/name{name}")).collect();
    let below = names.iter().flat_map(|above| names.iter().map(move |name| format!("{above}{name}")));
    let deeper = names.iter().map(|name| format!("/name1/name2{name}"));
    below.chain(deeper).chain(names.clone()).collect()
}

#[test]
fn redirects_never_loop_and_every_address_arrives_after_one_hop() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let config = Config { cases: 8, failure_persistence: None, max_shrink_iters: 40, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let result = runner.run(&steps(), |steps| {
        runtime.block_on(async {
            let site = Site::new().await;
            let mut nodes = vec![NodeId::HOME];
            for name in ["name1", "name2", "name5"] {
                nodes.push(site.new_live_page(NodeId::HOME, name).await);
            }
            nodes.push(site.new_live_page(nodes[1], "name2").await);
            let permit = publishes_redirects(&site).await;
            for step in steps {
                let pick = |index: &prop::sample::Index| nodes[index.index(nodes.len())];
                match &step {
                    Step::Redirect(from, to) => {
                        let (from, to) = (from.clone(), to.clone());
                        let typed = redirects::Typed { before: None, from, to, site_url: String::new() };
                        drop(redirects::save(site.store(), &permit, typed).await);
                    }
                    Step::Rename(node, name) => drop(site.rename(pick(node), &format!("name{name}")).await),
                    Step::Move(node, below) => drop(site.move_below(pick(node), pick(below)).await),
                    Step::Withdraw(node) => drop(site.unpublish(pick(node), None).await),
                    Step::Publish(node) => drop(site.publish(pick(node)).await),
                    Step::Undo(which) => drop(site.undo_one_of_the_last(6, *which).await),
                }
            }
            for address in addresses() {
                if let Resolved::Moved(target) = site.resolve(&address).await {
                    let there = site.resolve(&target).await;
                    prop_assert!(
                        matches!(there, Resolved::Live(_)),
                        "{address} leads to {target}, and there: {there:?}"
                    );
                }
            }
            Ok(())
        })
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
}

#[tokio::test]
async fn a_page_takes_an_address_that_leads_elsewhere_only_with_a_yes() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let old = site.path(ids::HELP).await.expect("an address");
    site.rename(ids::HELP, "ask-us").await.expect("a free address");
    let page = site.new_page(NodeId::HOME, "Help and support").await;
    assert_eq!(site.path(page).await.expect("an address"), old);

    let screen = publisher.sees(&format!("/admin/nodes/{page}")).await;
    assert!(reading::words(screen.text()).contains(&format!("{old} leads to “Help and support” today. That ends.")));
    let refused = form_with(&screen, "title").press("Publish").await;
    assert_eq!(refused.status(), 422);
    assert!(reading::words(refused.text()).contains("leads elsewhere today"));
    assert_eq!(site.visitor().get(old.as_str()).await.location(), "/ask-us", "nothing happened silently");

    let taken = form_with(&refused, "title").check("takes_address", "yes").press("Publish").await;
    assert_eq!(taken.status(), 303, "{}", taken.text());
    assert_eq!(site.visitor().get(old.as_str()).await.status(), 200);
    let after = publisher.sees(&format!("/admin/nodes/{page}")).await;
    assert!(!after.text().contains("takes_address"), "it is asked once");
    assert_eq!(after.form("/admin/undo").press("Undo").await.status(), 303);
    assert_eq!(site.visitor().get(old.as_str()).await.location(), "/ask-us", "and taken back");
    site.ends_well().await;
}

#[tokio::test]
async fn a_withdrawn_page_is_not_taken_for_another_that_left_the_address_where_its_draft_stands() {
    let site = Site::sample().await;
    let help = site.path(ids::HELP).await.expect("it is not in the trash").to_string();
    let withdrawn = site.new_live_page(NodeId::HOME, "Bursaries").await;
    site.unpublish(withdrawn, None).await.expect("it is public");
    assert_eq!(leads(&site, "/bursaries").await.0, 410);
    site.rename(ids::HELP, "get-help").await.expect("a free address");
    site.rename(withdrawn, help.trim_start_matches('/')).await.expect("no page stands there");
    assert_eq!(leads(&site, &help).await, (308, "/get-help".into()), "the page that left it is public");
    assert_eq!(leads(&site, "/bursaries").await.0, 410, "the draft is another page");
}

#[tokio::test]
async fn what_was_chosen_instead_of_a_page_answers_for_it_wherever_its_draft_goes() {
    let site = Site::sample().await;
    let help = site.path(ids::HELP).await.expect("it is not in the trash").to_string();
    let page = site.new_live_page(NodeId::HOME, "Bursaries").await;
    site.rename(page, "grants").await.expect("a free address");
    site.unpublish(page, Some(ids::HELP)).await.expect("it is public");
    site.rename(page, "scholarships").await.expect("a free address");
    for old in ["/bursaries", "/grants"] {
        assert_eq!(leads(&site, old).await, (308, help.clone()), "{old}");
    }
    site.publish(page).await.expect("a valid page");
    assert_eq!(leads(&site, "/bursaries").await, (308, "/scholarships".into()), "it is back");
}
