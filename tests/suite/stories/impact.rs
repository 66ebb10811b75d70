//! What a plan says of times that were set and of reviews, and that it happens so.

use content::{NodeId, sample::ids};
use store::{
    rights::{Subject, may},
    schedule::Work,
};
use web::client::Answer;

use crate::support::{Person, SEED_PAGE, Site, form_with, people::PUBLISHER, reading};

/// The thirtieth of March at nine in the morning, by British summer time.
const NINE: &str = "2021-03-30T09:00:00";
const NINE_IN_UTC: &str = "2021-03-30T08:00:00Z";

impl Site {
    /// Ben Okafor sets a time.
    async fn is_due(&self, node: NodeId, work: Work, wall: &str) {
        let ben = self.actor(&PUBLISHER).await;
        let action = editorial::schedule::action_for(work);
        let permit = may(self.store(), &ben, action, Subject::Node(node)).await.expect("he may");
        let wall = wall.parse().expect("a time");
        editorial::schedule::set(self.store(), &permit, work, wall, editorial::publish::Telling::default())
            .await
            .expect("it can be done then");
    }

    /// A new version of a page that goes live at a time.
    async fn goes_live(&self, node: NodeId, title: &str, wall: &str) {
        let revision = self.rewrite(node, |draft| draft.title = title.into()).await;
        self.is_due(node, Work::Publish(revision), wall).await;
    }

    async fn comes(&self, moment: &str) {
        self.clock_reads(moment);
        editorial::schedule::do_what_is_due(self.store()).await.expect("the database answers");
    }
}

/// Opens a screen that takes a page away, and says what it tells.
async fn tells(person: &Person, node: NodeId, screen: &str) -> (Answer, String) {
    let answer = person.sees(&format!("/admin/nodes/{node}/{screen}")).await;
    let words = reading::words(answer.text());
    (answer, words)
}

/// Says yes, with all links left.
async fn confirms(plan: &Answer, button: &str) -> Answer {
    let mut form = form_with(plan, "plan");
    for (field, value) in [("links", "leave"), ("instead", "gone")] {
        if plan.text().contains(&format!("name=\"{field}\"")) {
            form = form.set(field, value);
        }
    }
    let done = form.press(button).await;
    assert_eq!(done.status(), 303, "{}", done.text());
    done
}

#[tokio::test]
async fn a_page_in_the_trash_does_not_go_live_and_one_press_makes_it_due_again() {
    let site = Site::sample().await;
    let (ben, cerys) = (site.publisher().await, site.editor().await);
    site.goes_live(ids::ASSESSMENT_ONLY, "Assessed in spring", NINE).await;
    let sentence = "Was to go live on 30 March 2021 at 9am (version 2). That will not happen, unless the page is restored before then.";
    let (plan, words) = tells(&cerys, ids::SPECIALIST, "trash").await;
    assert!(words.contains(&format!("Times that were set Assessed in spring {sentence}")), "{words}");
    confirms(&plan, "Move 36 pages to the trash").await;
    let told = reading::words(ben.sees("/admin/notices").await.text());
    assert!(
        told.contains("“Assessed in spring” will not go live on 30 March 2021 at 9am: it went to the trash"),
        "{told}"
    );
    let words = reading::words(cerys.sees("/admin/history").await.text());
    let cancelled = "cancelled Assessed in spring publishing on 30 March 2021 at 9am, because it went to the trash";
    assert!(words.contains(cancelled), "{words}");
    assert_eq!(site.store().next_due().await.expect("it answers"), None);

    let button = "Undo: Cerys Morgan moved to the trash Specialist training options";
    let undone = cerys.sees("/admin/history?kind=trash").await.form("/admin/undo").press(button).await;
    assert_eq!(undone.status(), 303, "{}", undone.text());
    let words = reading::words(cerys.sees("/admin/history").await.text());
    let again = "scheduled publishing of Assessed in spring for 30 March 2021 at 9am, as before";
    assert!(words.contains(again), "{words}");
    assert!(words.contains("undid moved to the trash Specialist training options"), "{words}");
    site.comes(NINE_IN_UTC).await;
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Assessed in spring</h1>"));
    site.ends_well().await;
}

#[tokio::test]
async fn what_comes_back_in_time_goes_live_and_what_comes_back_too_late_does_not() {
    let site = Site::sample().await;
    let page = site.new_page(NodeId::HOME, "In spring").await;
    site.is_due(page, Work::Publish(site.open(page).await.revision), NINE).await;
    site.is_due(page, Work::Unpublish, "2021-04-01T09:00:00").await;
    let cerys = site.editor().await;
    site.trash(page).await.expect("nobody reads it");
    let (plan, words) = tells(&cerys, page, "restore").await;
    let again = "Goes live on 30 March 2021 at 9am (version 1), as it was set before it went to the trash.";
    let down = "Comes off the public site on 1 April 2021 at 9am, as it was set before it went to the trash.";
    assert!(words.contains(again) && words.contains(down), "{words}");
    confirms(&plan, "Restore").await;
    site.comes(NINE_IN_UTC).await;
    assert_eq!(site.visitor().get("/in-spring").await.status(), 200);
    site.comes("2021-04-01T08:00:00Z").await;
    assert_eq!(site.visitor().get("/in-spring").await.status(), 410);

    let late = site.new_page(NodeId::HOME, "Too late").await;
    site.is_due(late, Work::Publish(site.open(late).await.revision), "2021-04-02T09:00:00").await;
    site.is_due(late, Work::Unpublish, "2021-04-04T09:00:00").await;
    site.trash(late).await.expect("nobody reads it");
    site.comes("2021-04-03T09:00:00Z").await;
    let cerys = site.editor().await;
    let (plan, words) = tells(&cerys, late, "restore").await;
    assert!(words.contains("Was to go live on 2 April 2021 at 9am (version 1). That time has passed."), "{words}");
    assert!(words.contains("Was to come off the public site on 4 April 2021 at 9am. That is not set again"), "{words}");
    confirms(&plan, "Restore").await;
    assert_eq!(site.store().next_due().await.expect("it answers"), None);
    let words = reading::words(cerys.sees("/admin/schedule").await.text());
    assert!(!words.contains("Failed"), "nothing has failed: {words}");
    site.ends_well().await;
}

#[tokio::test]
async fn unpublishing_says_what_is_still_to_come_and_does_what_was_due_later() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    site.is_due(ids::WEEK, Work::Unpublish, NINE).await;
    let (plan, words) = tells(&ben, ids::WEEK, "unpublish").await;
    let now = "Was to come off the public site on 30 March 2021 at 9am. It comes off the public site now, and nothing more happens then.";
    assert!(words.contains(now), "{words}");
    confirms(&plan, "Unpublish").await;
    assert_eq!(site.store().next_due().await.expect("it answers"), None);
    let undone = ben.sees(&format!("/admin/nodes/{}", ids::WEEK)).await.form("/admin/undo").press("Undo").await;
    assert_eq!(undone.status(), 303, "{}", undone.text());
    assert!(site.store().next_due().await.expect("it answers").is_some(), "due again with the page");

    site.goes_live(ids::STORIES, "Stories of spring", NINE).await;
    let (plan, words) = tells(&ben, ids::STORIES, "unpublish").await;
    let again = "Goes live on 30 March 2021 at 9am (version 2), and is public again then. Cancel that in its schedule if it shall stay away.";
    assert!(words.contains(again), "{words}");
    confirms(&plan, "Unpublish").await;
    let path = site.path(ids::STORIES).await.expect("an address").to_string();
    assert_eq!(site.visitor().get(&path).await.status(), 410);
    site.comes(NINE_IN_UTC).await;
    assert!(site.reads(&path).await.contains("<h1>Stories of spring</h1>"));
    site.ends_well().await;
}

#[tokio::test]
async fn what_is_due_moves_along_and_a_newer_version_may_be_replaced_by_it() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    site.goes_live(ids::WEEK, "A week in spring", NINE).await;
    let parent = ids::WHY_TEACH.to_string();
    let moved = [("slug", "week"), ("parent", parent.as_str()), ("position", "last")];
    let plan = ben.browser().post_form(&format!("/admin/nodes/{}/move", ids::WEEK), &moved).await;
    let words = reading::words(plan.text());
    assert!(words.contains("Goes live on 30 March 2021 at 9am (version 2), at its new address."), "{words}");
    confirms(&plan, "Confirm the move").await;

    site.rewrite(ids::WEEK, |draft| draft.title = "A newer week".into()).await;
    let week = ids::WEEK.to_string();
    let publish = [("action", "publish"), ("node", week.as_str())];
    let plan = ben.browser().post_form("/admin/bulk", &publish).await;
    let words = reading::words(plan.text());
    let replaced = "Goes live on 30 March 2021 at 9am (version 2), in place of the version that is published now.";
    assert!(words.contains(replaced), "{words}");
    // Somebody sets another time before the yes: the plan is told anew.
    site.is_due(ids::WEEK, Work::Unpublish, "2021-04-01T09:00:00").await;
    let again = form_with(&plan, "plan").press("Publish 1 page").await;
    let words = reading::words(again.text());
    assert!(words.contains("The site has changed since you looked"), "{words}");
    assert!(words.contains("Comes off the public site on 1 April 2021 at 9am."), "{words}");
    confirms(&again, "Publish 1 page").await;
    site.comes(NINE_IN_UTC).await;
    assert!(site.reads("/why-teach/week").await.contains("<h1>A week in spring</h1>"));
    site.ends_well().await;
}

#[tokio::test]
async fn what_waits_for_a_review_is_named_with_what_becomes_of_it() {
    let site = Site::sample().await;
    let (ben, cerys) = (site.publisher().await, site.editor().await);
    let submits = async |node: NodeId, title: &str| {
        cerys.retitles(node, title).await;
        let screen = cerys.sees(&format!("/admin/nodes/{node}/review")).await;
        assert_eq!(form_with(&screen, "message").press("Submit for review").await.status(), 303);
    };
    submits(ids::WEEK, "A week to read").await;
    let (plan, words) = tells(&cerys, ids::WEEK, "trash").await;
    let waits = "Version 2 was submitted by Cerys Morgan and waits for a review. Nobody can decide about it before the page is restored.";
    assert!(words.contains(&format!("Reviews A week to read {waits}")), "{words}");
    confirms(&plan, "Move 1 page to the trash").await;
    assert!(!ben.sees("/admin/reviews").await.text().contains("A week to read"));
    let (plan, words) = tells(&cerys, ids::WEEK, "restore").await;
    assert!(words.contains("waits for a review. It waits again."), "{words}");
    confirms(&plan, "Restore").await;
    assert!(ben.sees("/admin/reviews").await.text().contains("A week to read"));

    let week = ids::WEEK.to_string();
    let plan = ben.browser().post_form("/admin/bulk", &[("action", "publish"), ("node", week.as_str())]).await;
    let words = reading::words(plan.text());
    assert!(words.contains("waits for a review. The review ends with the publication."), "{words}");
    confirms(&plan, "Publish 1 page").await;
    assert!(!ben.sees("/admin/reviews").await.text().contains("A week to read"));
    let undone = ben.sees("/admin/pages").await.form("/admin/undo").press("Undo").await;
    assert_eq!(undone.status(), 303, "{}", undone.text());
    assert!(ben.sees("/admin/reviews").await.text().contains("A week to read"), "undone, it waits again");

    submits(ids::STORIES, "Stories to read").await;
    let screen = ben.sees(&format!("/admin/nodes/{}/review", ids::STORIES)).await;
    assert_eq!(form_with(&screen, "reasons").press("Approve").await.status(), 303);
    let (_, words) = tells(&ben, ids::STORIES, "unpublish").await;
    assert!(words.contains("Version 2 was approved by Ben Okafor. It can still be published."), "{words}");
    cerys.retitles(ids::STORIES, "Stories changed since").await;
    let stories = ids::STORIES.to_string();
    let plan = ben.browser().post_form("/admin/bulk", &[("action", "publish"), ("node", stories.as_str())]).await;
    let words = reading::words(plan.text());
    assert!(
        words.contains("Version 2 was approved by Ben Okafor. Another version than that one is published."),
        "{words}"
    );
    site.ends_well().await;
}

#[tokio::test]
async fn pages_that_link_to_what_goes_away_are_named_once() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    for screen in ["trash", "unpublish"] {
        let (plan, words) = tells(&ben, ids::ASSESSMENT_ONLY, screen).await;
        assert!(words.contains("What becomes of all these links"), "{screen}: {words}");
        assert!(!words.contains("Pages that link here"), "{screen}: {words}");
        let links = reading::links(reading::main_part(plan.text()));
        let of_them = links.iter().filter(|link| link.as_str() == format!("/admin/nodes/{}", ids::STORY_ASSESSED));
        assert_eq!(of_them.count(), 1, "{screen}: {links:?}");
    }
    let parent = ids::HELP.to_string();
    let moved = [("slug", "assessed"), ("parent", parent.as_str()), ("position", "last")];
    let plan = ben.browser().post_form("/admin/nodes/5/move", &moved).await;
    assert!(reading::words(plan.text()).contains("Pages that link here"), "where nothing is asked, they are named");
}
