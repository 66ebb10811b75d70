//! A draft is submitted, sent back, approved and published; and where a second pair of eyes is needed, nothing goes live without.

use accounts::{Action, Actor};
use content::{NodeId, sample::ids};
use store::rights::{Subject, may};
use web::client::Answer;

use crate::support::{
    Person, SEED_PAGE, Site, form_with,
    people::{AUTHOR, EDITOR, Named, PUBLISHER},
};

fn review_of(node: NodeId) -> String {
    format!("/admin/nodes/{node}/review")
}

impl Person {
    /// Submits the draft of a node as it stands.
    async fn submits(&self, node: NodeId, message: &str) -> Answer {
        let screen = self.sees(&review_of(node)).await;
        form_with(&screen, "message").set("message", message).press("Submit for review").await
    }

    /// Decides about what waits.
    async fn decides(&self, node: NodeId, words: &str, button: &str) -> Answer {
        let screen = self.sees(&review_of(node)).await;
        form_with(&screen, "reasons").set("reasons", words).press(button).await
    }

    /// Says whether a second pair of eyes is needed from a node downwards.
    async fn sets_rule(&self, node: NodeId, rule: &str) {
        let screen = self.sees(&review_of(node)).await;
        let saved = form_with(&screen, "rule").set("rule", rule).press("Save").await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
    }
}

async fn actor(site: &Site, named: &Named) -> Actor {
    let everybody = store::people::everybody(site.store()).await.expect("people");
    let person = everybody.into_iter().find(|person| person.email == named.email).expect("a person");
    Actor::Person { id: person.id, name: person.name }
}

#[tokio::test]
async fn a_draft_is_submitted_sent_back_approved_and_published() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    site.administrator().await.sets_rule(ids::HOME, "needed").await;
    editor.retitles(ids::ASSESSMENT_ONLY, "Assessed at work").await;
    assert_eq!(editor.submits(ids::ASSESSMENT_ONLY, "Only the title is new.").await.status(), 303);

    let home = publisher.sees("/admin").await;
    assert!(home.text().contains("Waiting for you to decide") && home.text().contains("submitted by Cerys Morgan"));
    let screen = publisher.sees(&review_of(ids::ASSESSMENT_ONLY)).await;
    assert!(screen.text().contains("Only the title is new."));
    assert!(!editor.sees("/admin").await.text().contains("Waiting for you to decide"), "an editor decides nothing");

    let silent = publisher.decides(ids::ASSESSMENT_ONLY, " ", "Send back").await;
    assert_eq!(silent.status(), 422);
    assert!(silent.text().contains("Write what should change before you send it back"));
    assert_eq!(publisher.decides(ids::ASSESSMENT_ONLY, "Keep the word “only”.", "Send back").await.status(), 303);
    let home = editor.sees("/admin").await;
    assert!(home.text().contains("Sent back to you") && home.text().contains("Keep the word “only”."));

    editor.retitles(ids::ASSESSMENT_ONLY, "Assessment only, at work").await;
    editor.submits(ids::ASSESSMENT_ONLY, "").await;
    assert!(!editor.sees("/admin").await.text().contains("Sent back to you"), "it is submitted again");
    assert_eq!(publisher.decides(ids::ASSESSMENT_ONLY, "", "Approve").await.status(), 303);
    assert!(!site.reads(SEED_PAGE).await.contains("Assessment only, at work"), "approving is not publishing");
    let screen = publisher.sees(&review_of(ids::ASSESSMENT_ONLY)).await;
    assert!(screen.text().contains("Ben Okafor approved this"));
    assert_eq!(form_with(&screen, "revision").press("Publish").await.status(), 303);
    assert!(site.reads(SEED_PAGE).await.contains("Assessment only, at work"));
    assert!(publisher.sees("/admin/history").await.text().contains("sent back"));
    site.ends_well().await;
}

#[tokio::test]
async fn a_second_pair_of_eyes_is_another_persons() {
    let site = Site::sample().await;
    let (publisher, administrator) = (site.publisher().await, site.administrator().await);
    administrator.sets_rule(ids::ASSESSMENT_ONLY, "needed").await;
    let own = publisher.opens(ids::ASSESSMENT_ONLY).await.set("title", "Ben’s own title").press("Publish").await;
    assert_eq!(own.status(), 409, "nobody has approved it");
    assert!(own.text().contains("Submit it for review"), "{}", own.text());
    assert!(publisher.opens(ids::ASSESSMENT_ONLY).await.value("title").expect("a title").contains("Ben’s own title"));

    publisher.submits(ids::ASSESSMENT_ONLY, "").await;
    let approved = publisher.decides(ids::ASSESSMENT_ONLY, "", "Approve").await;
    assert_eq!(approved.status(), 409);
    assert!(approved.text().contains("ask somebody else to approve it"));
    administrator.decides(ids::ASSESSMENT_ONLY, "", "Approve").await;

    publisher.retitles(ids::ASSESSMENT_ONLY, "Changed after the approval").await;
    let screen = publisher.sees(&review_of(ids::ASSESSMENT_ONLY)).await;
    assert!(screen.text().contains("The new version needs a review of its own"));
    let later = publisher.opens(ids::ASSESSMENT_ONLY).await.press("Publish").await;
    assert_eq!(later.status(), 409, "the approval was of another version");
    assert!(later.text().contains("has changed since it was approved"));
    assert!(!site.reads(SEED_PAGE).await.contains("Changed after"));
}

#[tokio::test]
async fn the_rule_holds_below_a_page_until_another_page_says_otherwise() {
    let site = Site::sample().await;
    let below = site.new_page(ids::ASSESSMENT_ONLY, "Below").await;
    let beside = site.new_page(ids::HELP, "Beside").await;
    let publisher = site.publisher().await;
    publisher.sets_rule(ids::ASSESSMENT_ONLY, "needed").await;
    assert!(site.publish(below).await.expect_err("it inherits the rule").to_string().contains("second pair of eyes"));
    site.publish(beside).await.expect("the rule does not reach here");
    let screen = publisher.sees(&review_of(below)).await;
    assert!(screen.text().contains("says: a second pair of eyes is needed"), "{}", screen.text());
    publisher.sets_rule(below, "not-needed").await;
    site.publish(below).await.expect("the nearest page decides");

    let editor = site.editor().await;
    assert!(editor.sees(&review_of(below)).await.forms().iter().all(|form| form.value("rule").is_none()));
    let forced = editor.browser().post_form(&review_of(below), &[("action", "rule"), ("rule", "needed")]).await;
    assert_eq!(forced.status(), 403);
}

#[tokio::test]
async fn what_could_not_wait_is_flagged_until_another_person_has_looked() {
    let site = Site::sample().await;
    let (publisher, administrator) = (site.publisher().await, site.administrator().await);
    administrator.sets_rule(ids::HOME, "needed").await;
    publisher.retitles(ids::ASSESSMENT_ONLY, "The fee has changed").await;
    let urgent = |reason: &'static str| {
        let publisher = publisher.clone();
        async move {
            let screen = publisher.sees(&review_of(ids::ASSESSMENT_ONLY)).await;
            form_with(&screen, "reason").set("reason", reason).press("Publish without a review").await
        }
    };
    assert_eq!(urgent("").await.status(), 422, "a reason must be given");
    assert_eq!(urgent("The fee on the page was wrong.").await.status(), 303);
    assert!(site.reads(SEED_PAGE).await.contains("The fee has changed"));

    let own = publisher.sees(&review_of(ids::ASSESSMENT_ONLY)).await;
    assert!(own.text().contains("Nobody else has looked at it yet"));
    assert!(!publisher.sees("/admin").await.text().contains("for you to look at"), "not for the one who did it");
    let fields = [("action", "look"), ("urgent", "1")];
    assert_eq!(publisher.browser().post_form(&review_of(ids::ASSESSMENT_ONLY), &fields).await.status(), 409);

    assert!(administrator.sees("/admin").await.text().contains("The fee on the page was wrong."));
    let screen = administrator.sees(&review_of(ids::ASSESSMENT_ONLY)).await;
    assert_eq!(form_with(&screen, "urgent").press("I have looked at it").await.status(), 303);
    let screen = publisher.sees(&review_of(ids::ASSESSMENT_ONLY)).await;
    assert!(screen.text().contains("Looked at by Asha Patel"));
    assert!(!administrator.sees("/admin").await.text().contains("for you to look at"));
}

#[tokio::test]
async fn an_author_submits_own_drafts_and_decides_nothing() {
    let site = Site::sample().await;
    let author = site.author().await;
    let screen = author.sees("/admin/new?kind=page&parent=80").await;
    let made = form_with(&screen, "title").set("title", "Dan’s page").press("Create page").await;
    let own = NodeId(made.location().trim_start_matches("/admin/nodes/").parse().expect("a number"));
    assert_eq!(author.submits(own, "My first page").await.status(), 303);
    let again = author.browser().post_form(&review_of(own), &[("action", "approve"), ("review", "1")]).await;
    assert_eq!(again.status(), 403);
    let dan = actor(&site, &AUTHOR).await;
    assert!(may(site.store(), &dan, Action::Submit, Subject::Node(ids::ASSESSMENT_ONLY)).await.is_err());
    for named in [&EDITOR, &AUTHOR] {
        let who = actor(&site, named).await;
        assert!(may(site.store(), &who, Action::Approve, Subject::Node(own)).await.is_err(), "{}", named.name);
    }
    assert!(may(site.store(), &actor(&site, &PUBLISHER).await, Action::Approve, Subject::Node(own)).await.is_ok());
    assert!(site.publisher().await.sees("/admin/reviews").await.text().contains("submitted by Dan Fisher"));
}

#[tokio::test]
async fn what_makes_no_sense_is_answered_with_a_sentence() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let path = review_of(ids::ASSESSMENT_ONLY);
    let revision = site.open(ids::ASSESSMENT_ONLY).await.revision.to_string();
    let long = "x".repeat(5_001);
    for (fields, status) in [
        (vec![("action", "dance")], 422),
        (vec![("action", "submit"), ("revision", "many")], 422),
        (vec![("action", "submit"), ("revision", "999999999")], 409),
        (vec![("action", "submit"), ("revision", revision.as_str())], 409),
        (vec![("action", "submit"), ("revision", revision.as_str()), ("message", long.as_str())], 422),
        (vec![("action", "submit"), ("revision", revision.as_str()), ("message", "a\u{0}b")], 422),
        (vec![("action", "approve"), ("review", "77")], 404),
        (vec![("action", "send-back"), ("review", "-1"), ("reasons", "No")], 404),
        (vec![("action", "look"), ("urgent", "9223372036854775807")], 404),
        (vec![("action", "publish"), ("revision", "1")], 404),
        (vec![("action", "publish-urgently"), ("revision", revision.as_str()), ("reason", "Now")], 409),
        (vec![("action", "rule"), ("rule", "sometimes")], 422),
    ] {
        let answer = publisher.browser().post_form(&path, &fields).await;
        assert_eq!(answer.status(), status, "{:?}: {}", &fields[..1], answer.text());
    }
}
