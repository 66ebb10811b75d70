//! People are told what concerns them, as they chose.

use chrono::NaiveDate;
use content::{Details, sample::ids};

use crate::support::{Person, Site, form_with};

const REVIEW: &str = "/admin/nodes/5/review";

impl Person {
    /// Chooses how to be told about one kind of thing.
    async fn is_told(&self, kind: &str, delivery: &str) {
        let screen = self.sees("/admin/account/notices").await;
        let saved = form_with(&screen, kind).set(kind, delivery).press("Save").await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
    }

    async fn notices(&self) -> String {
        self.sees("/admin/notices").await.text().to_owned()
    }
}

/// The outbox as an administrator reads it.
async fn outbox(site: &Site) -> String {
    site.administrator().await.sees("/admin/outbox").await.text().to_owned()
}

async fn submits(person: &Person, title: &str) {
    person.retitles(ids::ASSESSMENT_ONLY, title).await;
    let screen = person.sees(REVIEW).await;
    assert_eq!(form_with(&screen, "message").press("Submit for review").await.status(), 303);
}

async fn decides(person: &Person, reasons: &str, button: &str) {
    let screen = person.sees(REVIEW).await;
    assert_eq!(form_with(&screen, "reasons").set("reasons", reasons).press(button).await.status(), 303);
}

#[tokio::test]
async fn reviewers_and_submitters_are_told_in_the_admin_and_by_mail() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    submits(&editor, "Assessed at work").await;
    assert!(
        publisher.sees("/admin").await.text().contains("1<span class=\"unseen\"> new</span>"),
        "the frame counts what is new"
    );
    assert!(publisher.notices().await.contains("Cerys Morgan submitted “Assessed at work” for review"));
    assert!(!editor.notices().await.contains("Cerys Morgan submitted"), "who did it knows");
    let mails = outbox(&site).await;
    assert!(mails.contains("Ben Okafor &lt;ben@example.org&gt;"), "{mails}");
    assert!(mails.contains("https://www.example.org/admin/nodes/5/review"), "the address is the site’s own");
    assert!(mails.contains("No mail server is set up"));
    assert!(!mails.contains("cerys@example.org") && !mails.contains("dan@example.org"));

    decides(&publisher, "Keep the old title", "Send back").await;
    assert!(editor.notices().await.contains("Ben Okafor sent back “Assessed at work”"));
    submits(&editor, "Assessment only, at work").await;
    decides(&publisher, "", "Approve").await;
    assert!(editor.notices().await.contains("Ben Okafor approved “Assessment only, at work”"));
    let screen = editor.sees("/admin/notices").await;
    assert_eq!(screen.form("/admin/notices").press("Mark all as seen").await.status(), 303);
    assert!(!editor.sees("/admin").await.text().contains(" new</span>"));
    assert_eq!(publisher.browser().get("/admin/outbox").await.status(), 403);
}

#[tokio::test]
async fn each_person_turns_each_kind_off_or_to_once_a_day() {
    let site = Site::sample().await;
    let (editor, publisher, administrator) = (site.editor().await, site.publisher().await, site.administrator().await);
    publisher.is_told("submitted", "off").await;
    administrator.is_told("submitted", "daily").await;
    submits(&editor, "Assessed at work").await;
    assert!(!publisher.notices().await.contains("Cerys Morgan submitted"), "turned off");
    assert!(administrator.notices().await.contains("Cerys Morgan submitted"), "the admin shows it at once");
    assert!(outbox(&site).await.contains("Nothing has been written yet"), "no e-mail before the morning");

    site.clock_reads("2021-03-16T06:59:00Z");
    assert!(!editorial::notices::daily(site.store()).await.expect("it works"), "before seven");
    site.clock_reads("2021-03-16T07:00:00Z");
    assert!(editorial::notices::daily(site.store()).await.expect("it works"));
    assert!(!editorial::notices::daily(site.store()).await.expect("it works"), "once a day");
    let mails = outbox(&site).await;
    assert!(mails.contains("1 notice since yesterday") && mails.contains("asha@example.org"), "{mails}");
    assert!(!mails.contains("ben@example.org"));
    site.clock_reads("2021-03-17T12:00:00Z");
    assert!(editorial::notices::daily(site.store()).await.expect("it works"));
    assert_eq!(outbox(&site).await.matches("since yesterday").count(), 1, "nothing new, no e-mail");
}

#[tokio::test]
async fn who_speaks_about_a_draft_reaches_its_author_and_the_others_in_the_thread() {
    let site = Site::sample().await;
    let (editor, publisher, administrator) = (site.editor().await, site.publisher().await, site.administrator().await);
    editor.retitles(ids::ASSESSMENT_ONLY, "Cerys’s draft").await;
    let screen = publisher.sees("/admin/nodes/5/comments").await;
    form_with(&screen, "about").set("text", "Is this right?").press("Add comment").await;
    assert!(editor.notices().await.contains("Ben Okafor commented on “Cerys’s draft”"));
    let screen = administrator.sees("/admin/nodes/5/comments").await;
    form_with(&screen, "comment").set("text", "I asked").press("Answer").await;
    assert!(publisher.notices().await.contains("Asha Patel answered a comment on “Cerys’s draft”"));
    assert!(!site.author().await.notices().await.contains("Cerys"), "who may not read it is told nothing");
}

#[tokio::test]
async fn an_owner_is_told_once_that_a_page_should_be_read_again() {
    let site = Site::sample().await;
    site.rewrite(ids::ASSESSMENT_ONLY, |draft| {
        if let Details::Page(page) = &mut draft.details {
            page.owner = "Cerys Morgan".into();
            page.review_by = NaiveDate::from_ymd_opt(2021, 3, 20);
        }
    })
    .await;
    site.publish(ids::ASSESSMENT_ONLY).await.expect("a valid page");
    for (moment, told) in [("2021-03-19T12:00:00Z", 0), ("2021-03-20T12:00:00Z", 1), ("2021-03-21T12:00:00Z", 1)] {
        site.clock_reads(moment);
        assert!(editorial::notices::daily(site.store()).await.expect("it works"), "{moment}");
        let editor = site.editor().await;
        assert_eq!(editor.notices().await.matches("should be read again by 20 March 2021").count(), told, "{moment}");
    }
    assert!(outbox(&site).await.contains("should be read again by 20 March 2021"));
}

#[tokio::test]
async fn what_failed_on_schedule_is_told_to_whoever_scheduled_it() {
    let site = Site::sample().await;
    site.rewrite(ids::ASSESSMENT_ONLY, |draft| draft.title = "Assessed in spring".into()).await;
    let screen = site.publisher().await.sees(&format!("/admin/nodes/{}/schedule", ids::ASSESSMENT_ONLY)).await;
    let form = form_with(&screen, "when.day").set("when.day", "16").set("when.month", "3").set("when.year", "2021");
    assert_eq!(form.set("when.time", "9am").press("Set the time").await.status(), 303);
    let ben = site.actor(&crate::support::people::PUBLISHER).await;
    site.becomes(&ben, accounts::Role::Editor).await;
    site.clock_reads("2021-03-16T09:00:00Z");
    editorial::schedule::do_what_is_due(site.store()).await.expect("the database answers");
    let reason = "could not be done: Ben Okafor may no longer publish this page";
    assert!(site.publisher().await.notices().await.contains(reason));
    assert!(!site.editor().await.notices().await.contains("could not be done"), "nobody else is bothered");
}

#[tokio::test]
async fn choices_that_are_none_are_shown_again() {
    let site = Site::sample().await;
    let author = site.author().await;
    let answer = author.browser().post_form("/admin/account/notices", &[("submitted", "weekly")]).await;
    assert_eq!(answer.status(), 422);
    assert!(answer.text().contains("Choose how you want to be told"));
    assert_eq!(author.browser().post_form("/admin/notices", &[("action", "burn")]).await.status(), 409);
}
