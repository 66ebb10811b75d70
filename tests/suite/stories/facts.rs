//! Facts that are kept once and shown wherever they are inserted.

use content::{Block, BlockId, NodeId, sample::ids};
use web::client::Answer;

use super::media::presses;
use super::previewing::framed;
use crate::support::{Person, Site, editing_form, form_with, reading};

/// Ben adds the tuition fee, and a page shows it.
async fn fee(site: &Site, ben: &Person) -> NodeId {
    let form = ben.sees("/admin/facts/new").await.form("/admin/facts/new");
    let form = form.set("label", "Tuition fee").set("value", "£9,250").set("name", "tuition-fee");
    assert_eq!(form.press("Add the fact").await.location(), "/admin/facts");
    shows(site, "Fees", "You pay {{fact:tuition-fee}} a year, or [ask](node:463).").await
}

async fn shows(site: &Site, title: &str, text: &str) -> NodeId {
    let node = site.new_page(NodeId::HOME, title).await;
    let block = Block::prose(BlockId::parse("text").expect("plain letters"), text);
    site.rewrite(node, |draft| draft.body = vec![block]).await;
    site.publish(node).await.expect("a valid page");
    node
}

/// Types a value and a time, and gives the screen that says what changes.
async fn plans(person: &Person, value: &str, when: [&str; 4]) -> Answer {
    let mut form = form_with(&person.sees("/admin/facts/tuition-fee").await, "when.day").set("value", value);
    for (part, typed) in ["day", "month", "year", "time"].into_iter().zip(when) {
        form = form.set(&format!("when.{part}"), typed);
    }
    form.press("See what changes").await
}

const NOW: [&str; 4] = ["", "", "", ""];

#[tokio::test]
async fn a_fact_is_changed_once_and_every_page_shows_it_at_the_next_request() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let node = fee(&site, &ben).await;
    assert!(site.reads("/fees").await.contains("You pay £9,250 a year"));
    let draft = shows(&site, "Draft of it", "Nothing yet.").await;
    site.rewrite(draft, |draft| draft.body = vec![Block::prose(BlockId::from_number(1), "Soon {{fact:tuition-fee}}.")])
        .await;

    let plan = plans(&ben, "£9,535 & more", NOW).await;
    let words = reading::words(plan.text());
    assert!(
        words.contains("£9,535 &amp; more instead of £9,250") || words.contains("£9,535 & more instead of £9,250"),
        "{words}"
    );
    assert!(words.contains("Pages that show it (2)") && words.contains("Draft of it in its draft"), "{words}");
    assert!(site.reads("/fees").await.contains("£9,250"), "nothing has changed yet");
    let done = plan.form("/admin/facts/tuition-fee").press("Change the fact").await;
    assert_eq!(done.status(), 303);
    let screen = done.follow().await;
    assert!(site.reads("/fees").await.contains("You pay £9,535 &amp; more a year"));
    let data = site.data("/api/v1/resolve?path=/fees").await;
    assert!(data["blocks"][0]["value"]["html"].as_str().expect("HTML").contains("£9,535 &amp; more"), "{data}");
    let preview = ben.sees(&format!("/admin/nodes/{node}/preview")).await;
    let frame = reading::between(preview.text(), "src=\"/-/preview/", "\"");
    assert!(site.reads(&format!("/-/preview/{frame}")).await.contains("£9,535"), "the preview shows it too");

    let history = reading::words(ben.sees("/admin/history").await.text());
    assert!(history.contains("Ben Okafor changed the fact Tuition fee from £9,250 to £9,535"), "{history}");
    let undone = screen.forms().into_iter().find(|form| form.action().contains("undo")).expect("it can be undone");
    assert_eq!(undone.press("Undo").await.status(), 303);
    assert!(site.reads("/fees").await.contains("You pay £9,250 a year"));
    site.ends_well().await;
}

#[tokio::test]
async fn a_plan_that_the_site_outran_is_shown_again() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    fee(&site, &ben).await;
    let plan = plans(&ben, "£9,535", NOW).await;
    shows(&site, "Another page", "Also {{fact:tuition-fee}}.").await;
    let again = plan.form("/admin/facts/tuition-fee").press("Change the fact").await;
    assert_eq!(again.status(), 200);
    let words = reading::words(again.text());
    assert!(words.contains("The site has changed since you looked") && words.contains("Another page"), "{words}");
    assert!(site.reads("/fees").await.contains("£9,250"));
    assert_eq!(again.form("/admin/facts/tuition-fee").press("Change the fact").await.status(), 303);
    assert!(site.reads("/another-page").await.contains("£9,535"));
}

#[tokio::test]
async fn a_fact_changes_on_its_second_for_whoever_still_may() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    fee(&site, &ben).await;
    let past = plans(&ben, "£9,535", ["1", "3", "2021", "9am"]).await;
    assert_eq!(past.status(), 422);
    assert!(reading::words(past.text()).contains("This time has passed"));
    let plan = plans(&ben, "£9,535", ["1", "8", "2021", "9am"]).await;
    assert!(reading::words(plan.text()).contains("£9,535 instead of £9,250 from 1 August 2021 at 9am"));
    assert_eq!(plan.form("/admin/facts/tuition-fee").press("Set this time").await.status(), 303);
    let listed = reading::words(ben.sees("/admin/facts").await.text());
    assert!(listed.contains("£9,535 from 1 August 2021 at 9am") && listed.contains("On 1 page"), "{listed}");
    let due = site.store().next_due().await.expect("the database answers").expect("something is due");
    assert_eq!(due, crate::support::moment("2021-08-01T08:00:00Z"), "the timer wakes for it");

    let does = || editorial::schedule::do_what_is_due(site.store());
    site.clock_reads("2021-08-01T07:59:59Z");
    does().await.expect("the database answers");
    assert!(site.reads("/fees").await.contains("£9,250"));
    site.clock_reads("2021-08-01T08:00:00Z");
    assert_eq!(does().await.expect("the database answers"), 1);
    assert!(site.reads("/fees").await.contains("£9,535"));
    assert_eq!(does().await.expect("the database answers"), 0, "it is done once");
    let asha = site.administrator().await;
    let history = reading::words(asha.sees("/admin/history").await.text());
    assert!(history.contains("from £9,250 to £9,535, as Ben Okafor scheduled"), "{history}");

    let ben = site.publisher().await;
    let plan = plans(&ben, "£10,000", ["1", "9", "2021", "9am"]).await;
    plan.form("/admin/facts/tuition-fee").press("Set this time").await;
    let actor = site.actor(&crate::support::people::PUBLISHER).await;
    site.becomes(&actor, accounts::Role::Editor).await;
    site.clock_reads("2021-09-01T08:00:00Z");
    does().await.expect("the database answers");
    assert!(site.reads("/fees").await.contains("£9,535"), "who may no longer change facts changes none");
    let asha = site.administrator().await;
    let history = reading::words(asha.sees("/admin/history").await.text());
    assert!(
        history.contains("could not change the fact Tuition fee Ben Okafor may no longer change facts"),
        "{history}"
    );
    let ben = site.publisher().await;
    let told = reading::words(ben.sees("/admin/notices").await.text());
    assert!(
        told.contains("The fact “Tuition fee” could not be changed to £10,000: Ben Okafor may no longer"),
        "{told}"
    );
    let failed = "£10,000 from 1 September 2021 at 9am";
    let screen = asha.sees("/admin/facts/tuition-fee").await;
    assert!(reading::words(screen.text()).contains(&format!("{failed}, set by Ben Okafor. This was not done:")));
    assert!(!screen.text().contains("/cancel"), "there is nothing to cancel");
    let plan = plans(&asha, "£10,000", NOW).await;
    assert_eq!(plan.form("/admin/facts/tuition-fee").press("Change the fact").await.status(), 303);
    let listed = reading::words(asha.sees("/admin/facts").await.text());
    assert!(!listed.contains(failed), "somebody has seen to it");
}

#[tokio::test]
async fn a_fact_comes_back_to_what_it_says_and_a_preview_at_a_date_shows_each() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let node = fee(&site, &ben).await;
    for (value, month) in [("£9,535", "5"), ("£9,250", "7")] {
        let plan = plans(&ben, value, ["1", month, "2021", "9am"]).await;
        assert_eq!(plan.form("/admin/facts/tuition-fee").press("Set this time").await.status(), 303, "{value}");
    }
    let same = plans(&ben, "£9,535", ["1", "6", "2021", "9am"]).await;
    assert_eq!(same.status(), 422);
    assert!(reading::words(same.text()).contains("This is what the fact says by then already."));
    for (day, month, value) in [("30", "4", "£9,250"), ("1", "5", "£9,535"), ("1", "7", "£9,250")] {
        let query = format!("on.day={day}&on.month={month}&on.year=2021&on.time=9am");
        let screen = ben.browser().get(&format!("/admin/nodes/{node}/preview?{query}")).await;
        let page = framed(&site, &screen).await;
        assert!(page.text().contains(&format!("You pay {value} a year")), "{day}/{month}");
    }
    assert!(site.reads("/fees").await.contains("£9,250"), "nothing has changed");
}

#[tokio::test]
async fn what_is_due_is_taken_back() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    fee(&site, &ben).await;
    let plan = plans(&ben, "£9,535", ["1", "8", "2021", "9am"]).await;
    plan.form("/admin/facts/tuition-fee").press("Set this time").await;
    let form = ben.sees("/admin/facts/new").await.form("/admin/facts/new");
    form.set("label", "Phone").set("value", "0800 389 2500").set("name", "phone").press("Add the fact").await;
    let other = ben.browser().post_form("/admin/facts/phone/cancel", &[("change", "1")]).await;
    assert!(reading::words(other.follow().await.text()).contains("This is not due any more."), "it is another fact’s");
    let form = ben.sees("/admin/facts/tuition-fee").await.form("/admin/facts/tuition-fee/cancel");
    let done = form.press("Cancel £9,535 from 1 August 2021 at 9am, set by Ben Okafor").await;
    assert!(reading::words(done.follow().await.text()).contains("Cancelled."));
    assert_eq!(site.store().next_due().await.expect("the database answers"), None);
}

#[tokio::test]
async fn a_fact_is_inserted_without_braces_and_told_in_words() {
    let site = Site::sample().await;
    let (ben, cerys) = (site.publisher().await, site.editor().await);
    fee(&site, &ben).await;
    let form = cerys.opens(ids::APPLYING).await.set("block.intro.markdown", "The fee is");
    let to_facts = presses(&cerys, &form, "choose-fact:intro").await;
    assert_eq!(to_facts.status(), 303, "{}", to_facts.text());
    let list = to_facts.follow().await;
    let insert = reading::links(list.text()).into_iter().find(|link| link.contains("fact=tuition-fee"));
    let chosen = cerys.sees(&reading::decoded(&insert.expect("the fact can be inserted"))).await;
    let form = editing_form(&chosen);
    assert_eq!(form.value("block.intro.markdown").as_deref(), Some("The fee is {{fact:tuition-fee}}"));
    let words = reading::words(chosen.text());
    assert!(words.contains("Tuition fee → £9,250"), "the block tells it in words: {words}");
    assert_eq!(form.press("Save draft").await.status(), 303);
    let used = reading::words(ben.sees("/admin/facts/tuition-fee").await.text());
    assert!(used.contains("How to apply") && used.contains("Draft only."), "{used}");
    let refused = ben.sees("/admin/facts/tuition-fee").await;
    assert!(!refused.text().contains("/delete"), "a fact that pages use is not deleted");
    let script = cerys.browser().clone().with_header("accept", "application/json").get("/admin/facts").await;
    assert!(script.text().contains("{{fact:tuition-fee}}"), "scripts get the mark: {}", script.text());
}

#[tokio::test]
async fn an_unknown_fact_keeps_a_page_from_going_live() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let form =
        ben.opens(ids::APPLYING).await.set("block.intro.markdown", "It costs {{fact:no-such}} and `{{fact:code}}`.");
    let refused = form.press("Publish").await;
    assert_eq!(refused.status(), 422);
    let words = reading::words(refused.text());
    assert!(words.contains("There is no fact named “no-such”. Insert another one."), "{words}");
    assert!(!words.contains("named “code”"), "in code the braces are shown");
}

#[tokio::test]
async fn a_fact_that_nobody_uses_is_deleted_and_its_name_is_free_again() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let name = site.new_fact("0800 389 2500").await;
    let form = ben.sees(&format!("/admin/facts/{name}")).await.form("delete");
    assert_eq!(form.press("Delete this fact").await.location(), "/admin/facts");
    assert_eq!(ben.browser().get(&format!("/admin/facts/{name}")).await.status(), 404);
    let again = ben.sees("/admin/facts/new").await.form("/admin/facts/new");
    let again = again.set("label", "Line").set("value", "0800").set("name", "Not A Name").press("Add the fact").await;
    assert_eq!(again.status(), 422);
    assert!(reading::words(again.text()).contains("lower-case letters, digits and hyphens"));
}
