//! Pages that go live, and come down, by themselves.

use content::{NodeId, sample::ids};
use editorial::publish::Telling;
use store::schedule::Work;
use web::client::Answer;

use crate::support::{Person, SEED_PAGE, Site, form_with, moment, people::PUBLISHER, reading};

const SCREEN: &str = "/admin/nodes/5/schedule";

/// Sets a time on the screen.
async fn sets(person: &Person, node: NodeId, work: &str, day: [&str; 3], time: &str) -> Answer {
    let screen = person.sees(&format!("/admin/nodes/{node}/schedule")).await;
    let form = form_with(&screen, "when.day").set("work", work);
    let form = form.set("when.day", day[0]).set("when.month", day[1]).set("when.year", day[2]);
    form.set("when.time", time).press("Set the time").await
}

async fn do_what_is_due(site: &Site) {
    editorial::schedule::do_what_is_due(site.store()).await.expect("the database answers");
}

#[tokio::test]
async fn a_version_goes_live_on_its_second_and_a_later_draft_does_not() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Assessed in spring").await;
    let answer = sets(&ben, ids::ASSESSMENT_ONLY, "publish", ["28", "March", "2021"], "9am").await;
    assert_eq!((answer.status().as_u16(), answer.location()), (303, SCREEN));
    let words = reading::words(answer.follow().await.text());
    assert!(words.contains("Goes live on 28 March 2021 at 9am"), "{words}");

    ben.retitles(ids::ASSESSMENT_ONLY, "Not yet ready").await;
    let words = reading::words(ben.sees(SCREEN).await.text());
    assert!(words.contains("A newer draft exists"), "{words}");
    let editor = site.editor().await;
    let words = reading::words(editor.sees("/admin/nodes/5").await.text());
    assert!(words.contains("Goes live on 28 March 2021 at 9am (version 2)"), "{words}");
    for path in ["/admin", "/admin/schedule"] {
        let words = reading::words(ben.sees(path).await.text());
        assert!(words.contains("Publish version 2") && words.contains("28 March 2021 at 9am"), "{path}: {words}");
    }

    // The clocks went forward that night: nine is eight in Greenwich.
    site.clock_reads("2021-03-28T07:59:59.999Z");
    do_what_is_due(&site).await;
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Assessment Only</h1>"));
    site.clock_reads("2021-03-28T08:00:00Z");
    do_what_is_due(&site).await;
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Assessed in spring</h1>"));
    let ben = site.publisher().await;
    let words = reading::words(ben.sees("/admin/history").await.text());
    assert!(words.contains("Scheduler published Assessed in spring as Ben Okafor scheduled"), "{words}");
    let words = reading::words(ben.sees("/admin/schedule").await.text());
    assert!(words.contains("Nothing is due") && words.contains("Done"), "{words}");
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Not yet ready", "the later draft is kept");
    site.ends_well().await;
}

#[tokio::test]
async fn a_page_comes_down_at_its_time_and_another_time_takes_the_place_of_the_first() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    for hour in ["9am", "11am"] {
        let answer = sets(&ben, ids::ASSESSMENT_ONLY, "unpublish", ["15", "3", "2021"], hour).await;
        assert_eq!(answer.status() == 303, hour == "11am", "nine has passed: {}", answer.status());
    }
    let answer = sets(&ben, ids::ASSESSMENT_ONLY, "unpublish", ["15", "3", "2021"], "10am").await;
    assert_eq!(answer.status(), 303);
    site.clock_reads("2021-03-15T10:00:00Z");
    do_what_is_due(&site).await;
    assert_eq!(site.visitor().get(SEED_PAGE).await.status(), 410);
    site.publish(ids::ASSESSMENT_ONLY).await.expect("a valid page");
    site.clock_reads("2021-03-15T11:00:00Z");
    do_what_is_due(&site).await;
    site.reads(SEED_PAGE).await;
}

#[tokio::test]
async fn what_is_cancelled_does_not_happen() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Never seen").await;
    sets(&ben, ids::ASSESSMENT_ONLY, "publish", ["16", "3", "2021"], "9am").await;
    let screen = ben.sees(SCREEN).await;
    let cancel = screen.forms().into_iter().find(|form| form.buttons().iter().any(|button| button.contains("Cancel")));
    let cancel = cancel.expect("a form to cancel");
    let button = cancel.buttons().into_iter().find(|button| button.contains("Cancel")).expect("its button");
    let answer = cancel.clone().press(&button).await;
    assert_eq!(answer.status(), 303);
    assert!(reading::words(answer.follow().await.text()).contains("Cancelled."));
    let again = cancel.press(&button).await;
    assert_eq!(again.status(), 422);
    assert!(reading::words(again.text()).contains("This is no longer due"));
    site.clock_reads("2021-03-17T09:00:00Z");
    do_what_is_due(&site).await;
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Assessment Only</h1>"));
}

#[tokio::test]
async fn the_newer_draft_goes_out_when_somebody_chooses_it() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "First thought").await;
    sets(&ben, ids::ASSESSMENT_ONLY, "publish", ["16", "3", "2021"], "9am").await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Second thought").await;
    let screen = ben.sees(SCREEN).await;
    let form = screen.forms().into_iter().find(|form| form.buttons().contains(&"Use the newer draft".to_owned()));
    assert_eq!(form.expect("the offer").press("Use the newer draft").await.status(), 303);
    site.clock_reads("2021-03-16T09:00:00Z");
    do_what_is_due(&site).await;
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Second thought</h1>"));
}

#[tokio::test]
async fn what_cannot_be_done_is_left_undone_with_its_reason() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let page = site.new_page(NodeId::HOME, "Autumn offers").await;
    assert_eq!(sets(&ben, page, "publish", ["16", "3", "2021"], "9am").await.status(), 303);
    let asha = site.administrator().await;
    let led = [("from", "/autumn-offers"), ("to", SEED_PAGE)];
    assert_eq!(asha.browser().post_form("/admin/redirects/new", &led).await.status(), 303);
    site.clock_reads("2021-03-16T09:00:00Z");
    do_what_is_due(&site).await;
    let ben = site.publisher().await;
    let reason = "/autumn-offers leads elsewhere today. Say in the editor that this page takes it";
    for path in [format!("/admin/nodes/{page}"), "/admin/schedule".into(), "/admin/history".into()] {
        let words = reading::words(ben.sees(&path).await.text());
        assert!(words.contains(reason), "{path}: {words}");
    }
    assert_eq!(site.visitor().get("/autumn-offers").await.location(), SEED_PAGE);
    do_what_is_due(&site).await;
    site.ends_well().await;
}

#[tokio::test]
async fn nothing_goes_out_for_somebody_who_may_publish_no_longer() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Ben’s last word").await;
    sets(&ben, ids::ASSESSMENT_ONLY, "publish", ["16", "3", "2021"], "9am").await;
    let everybody = store::people::everybody(site.store()).await.expect("people");
    let gone = everybody.iter().find(|person| person.email == PUBLISHER.email).expect("he was there").id;
    let asha = site.administrator().await;
    assert_eq!(asha.browser().post_form(&format!("/admin/users/{}/disable", gone.0), &[]).await.status(), 303);
    site.clock_reads("2021-03-16T09:00:00Z");
    do_what_is_due(&site).await;
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Assessment Only</h1>"));
    let asha = site.administrator().await;
    let words = reading::words(asha.sees(SCREEN).await.text());
    assert!(words.contains("Ben Okafor may no longer publish this page"), "{words}");
}

#[tokio::test]
async fn two_processes_do_everything_once_and_in_order() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let pages: Vec<NodeId> = [ids::WEEK, ids::STORIES, ids::HELP].into();
    for (page, hour) in pages.iter().zip(["11am", "9am", "10am"]) {
        assert_eq!(sets(&ben, *page, "unpublish", ["16", "3", "2021"], hour).await.status(), 303);
    }
    site.clock_reads("2021-03-17T09:00:00Z");
    let other = site.another_process().await;
    let (one, two) =
        tokio::join!(editorial::schedule::do_what_is_due(site.store()), editorial::schedule::do_what_is_due(&other));
    assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    site.store().refresh_generation().await.expect("the database answers");
    let permit = site.permit(accounts::Action::ReadDraft, NodeId::HOME).await;
    let lines = store::lists::recent(site.store(), &permit, 50).await.expect("the audit");
    let done: Vec<NodeId> =
        lines.iter().rev().filter(|line| line.action == "unpublished").filter_map(|line| line.node).collect();
    assert_eq!(done, [ids::STORIES, ids::HELP, ids::WEEK], "each once, in order of time");
}

#[tokio::test]
async fn a_start_does_what_is_overdue_first_and_the_timer_what_comes_due() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Due while it was off").await;
    sets(&ben, ids::ASSESSMENT_ONLY, "publish", ["16", "3", "2021"], "9am").await;
    site.clock_reads("2021-03-20T09:00:00Z");
    waymark::timer::catch_up(site.store()).await;
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Due while it was off</h1>"));

    let ben = site.publisher().await;
    sets(&ben, ids::ASSESSMENT_ONLY, "unpublish", ["20", "3", "2021"], "10am").await;
    let timer = tokio::spawn(waymark::timer::run(site.store().clone()));
    let generation = site.store().generation();
    site.clock_reads("2021-03-20T10:00:00Z");
    site.store().wake_timer();
    let done = async {
        while site.store().generation() == generation {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_mins(1), done).await.expect("the timer woke and did it");
    timer.abort();
    assert_eq!(site.visitor().get(SEED_PAGE).await.status(), 410);
}

#[tokio::test]
async fn a_time_that_cannot_be_is_refused_at_its_field_and_what_was_typed_stays() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    for (day, time, sentence) in [
        (["28", "3", "2021"], "1:30am", "skip this time. The next time that there is: 2am"),
        (["14", "3", "2021"], "9am", "This time has passed. It is 15 March 2021 at 9am now"),
        (["31", "2", "2022"], "9am", "This day is not in the calendar"),
        (["1", "4", "2021"], "tea time", "Enter a time such as 5pm"),
        (["", "", ""], "", "Enter the date and the time"),
    ] {
        let answer = sets(&ben, ids::ASSESSMENT_ONLY, "publish", day, time).await;
        assert_eq!(answer.status(), 422, "{sentence}");
        assert!(reading::words(answer.text()).contains(sentence), "{sentence}: {}", reading::words(answer.text()));
        assert_eq!(form_with(&answer, "when.day").value("when.time").as_deref(), Some(time));
    }
    let answer = sets(&ben, ids::ASSESSMENT_ONLY, "publish", ["31", "10", "2021"], "1:30am").await;
    assert!(reading::words(answer.follow().await.text()).contains("it is done the first time"));
    assert_eq!(site.store().next_due().await.expect("it answers"), Some(moment("2021-10-31T00:30:00Z")));
}

#[tokio::test]
async fn nonsense_changes_nothing() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let other = site.open(ids::WEEK).await.revision.to_string();
    let when = [("when.day", "1"), ("when.month", "4"), ("when.year", "2021"), ("when.time", "9am")];
    for odd in [
        vec![("work", "publish"), ("version", other.as_str())],
        vec![("work", "publish"), ("version", "-1")],
        vec![("work", "publish"), ("version", "x")],
        vec![("work", "explode")],
        vec![("action", "cancel:99999999999999999999")],
        vec![("action", "newer:7")],
        vec![],
    ] {
        let fields: Vec<(&str, &str)> = odd.iter().chain(&when).copied().collect();
        let status = ben.browser().post_form(SCREEN, &fields).await.status();
        assert!(status.is_client_error(), "{odd:?}: {status}");
    }
    let home = [("work", "unpublish"), when[0], when[1], when[2], when[3]];
    let answer = ben.browser().post_form("/admin/nodes/1/schedule", &home).await;
    assert!(reading::words(answer.text()).contains("The home page must stay public"));
    let draft = site.new_page(NodeId::HOME, "Not public").await;
    let answer = ben.browser().post_form(&format!("/admin/nodes/{draft}/schedule"), &home).await;
    assert!(reading::words(answer.text()).contains("This page is not published. Set a time for publishing first"));
    assert_eq!(site.store().next_due().await.expect("it answers"), None);
    for month in ["2021-13", "0", "99999-01", "2021-03-01", "%00"] {
        assert_eq!(ben.browser().get(&format!("/admin/schedule?month={month}")).await.status(), 404, "{month}");
    }
    let editor = site.editor().await;
    assert_eq!(editor.browser().post_form(SCREEN, &home).await.status(), 403);
    let permit = site.permit(accounts::Action::Save, ids::WEEK).await;
    let wall = "2021-04-01T09:00:00".parse().expect("a time");
    let refused = editorial::schedule::set(site.store(), &permit, Work::Unpublish, wall, Telling::default()).await;
    assert!(matches!(refused, Err(editorial::Refusal::Denied)), "a permit for another action is none");
}

#[tokio::test]
async fn the_schedule_keeps_the_secrets_of_others() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let secret = site.new_page(NodeId::HOME, "A secret of the editors").await;
    sets(&ben, secret, "publish", ["16", "3", "2021"], "9am").await;
    let author = site.author().await;
    for path in ["/admin", "/admin/schedule", "/admin/schedule?month=2021-03"] {
        assert!(!author.sees(path).await.text().contains("A secret of the editors"), "{path}");
        assert!(ben.sees(path).await.text().contains("A secret of the editors"), "{path}");
    }
    assert_eq!(author.browser().get(&format!("/admin/nodes/{secret}/schedule")).await.status(), 404);
}

#[tokio::test]
async fn whoever_may_not_read_a_draft_of_a_live_page_does_not_learn_that_it_is_due() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Assessed in spring").await;
    assert_eq!(sets(&ben, ids::ASSESSMENT_ONLY, "publish", ["28", "3", "2021"], "9am").await.status(), 303);
    assert_eq!(sets(&ben, ids::WEEK, "unpublish", ["29", "3", "2021"], "9am").await.status(), 303);
    let (author, editor) = (site.author().await, site.editor().await);
    for path in ["/admin/schedule", "/admin/schedule?month=2021-03", "/admin"] {
        let words = reading::words(author.sees(path).await.text());
        assert!(!words.contains("28 March 2021 at 9am") && !words.contains("Publish version"), "{path}: {words}");
        let words = reading::words(editor.sees(path).await.text());
        assert!(words.contains("Publish version 2"), "whoever reads the draft: {path}: {words}");
    }
    // What comes down is no draft: whoever links to the page should know.
    let words = reading::words(author.sees("/admin/schedule").await.text());
    assert!(words.contains("Unpublish") && words.contains("29 March 2021 at 9am"), "{words}");

    // Once it was done, everybody reads it.
    site.clock_reads("2021-03-28T08:00:00Z");
    do_what_is_due(&site).await;
    let author = site.author().await;
    let words = reading::words(author.sees("/admin/schedule").await.text());
    assert!(words.contains("Assessed in spring") && words.contains("Publish version 2"), "{words}");
    site.ends_well().await;
}

#[tokio::test]
async fn readers_are_told_when_a_change_goes_live_at_its_time() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "With a new fee").await;
    let screen = ben.sees(SCREEN).await;
    let form = form_with(&screen, "when.day").set("work", "publish").set("telling", "readers");
    let form = form.set("when.day", "16").set("when.month", "3").set("when.year", "2021").set("when.time", "9am");
    let untold = form.clone().press("Set the time").await;
    assert_eq!(untold.status(), 422, "what is told must be written");
    let form = form_with(&untold, "told").set("told", "The fee is new").set("note", "Agreed with finance");
    let answer = form.press("Set the time").await;
    assert!(reading::words(answer.follow().await.text()).contains("Readers are told: The fee is new"));
    site.clock_reads("2021-03-16T09:00:00Z");
    do_what_is_due(&site).await;
    let page = site.reads(SEED_PAGE).await;
    assert!(page.contains("The fee is new") && page.contains("16 March 2021"), "{page}");
    assert!(!page.contains("Agreed with finance"));
    let ben = site.publisher().await;
    assert!(
        ben.sees(&format!("/admin/nodes/{}/history", ids::ASSESSMENT_ONLY))
            .await
            .text()
            .contains("Agreed with finance")
    );
    site.ends_well().await;
}
