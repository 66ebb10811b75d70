//! Pages seen before they are public: at a later time, and by people without an account.

use accounts::Action;
use content::{Block, BlockContent, BlockId, NodeId, UpcomingEvents, sample::ids};
use web::client::Answer;

use crate::support::{Person, SEED_PAGE, Site, form_with, people::PUBLISHER, reading};

const SCREEN: &str = "/admin/nodes/5/preview";

/// The screen of the preview at a later time.
async fn at(person: &Person, day: &str, time: &str) -> Answer {
    let query = format!("on.day={day}&on.month=3&on.year=2021&on.time={time}");
    person.browser().get(&format!("{SCREEN}?{query}")).await
}

/// What stands in the frame of a preview's screen.
pub(super) async fn framed(site: &Site, screen: &Answer) -> Answer {
    assert_eq!(screen.status(), 200, "{}", screen.text());
    let start = screen.text().find("src=\"/-/preview/").expect("a frame") + "src=\"".len();
    let address = screen.text()[start..].split('"').next().expect("an address");
    site.visitor().get(&reading::decoded(address)).await
}

async fn schedules(person: &Person, node: NodeId, work: &str, day: &str) {
    let screen = person.sees(&format!("/admin/nodes/{node}/schedule")).await;
    let form = form_with(&screen, "when.day").set("work", work).set("when.time", "9am");
    let form = form.set("when.day", day).set("when.month", "3").set("when.year", "2021");
    assert_eq!(form.press("Set the time").await.status(), 303);
}

#[tokio::test]
async fn ben_sees_the_page_as_it_will_be_when_schedules_and_events_have_moved_on() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Assessed in spring").await;
    schedules(&ben, ids::ASSESSMENT_ONLY, "publish", "24").await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Not yet ready").await;
    ben.sees("/admin").await;
    let (audit, live) = (ben.sees("/admin/history").await, site.reads(SEED_PAGE).await);

    let before = framed(&site, &at(&ben, "23", "9am").await).await;
    assert!(before.text().contains("<h1>Not yet ready</h1>"), "nothing is due by then: the draft");
    assert!(before.text().contains("How this page will look on 23 March 2021 at 9am – not published"));
    assert!(reading::section(before.text(), "Upcoming events").contains("Newcastle"));

    let after = framed(&site, &at(&ben, "24", "9am").await).await;
    assert!(after.text().contains("<h1>Assessed in spring</h1>"), "the version that is live by then");
    assert!(!reading::section(after.text(), "Upcoming events").contains("Newcastle"), "that event is over");
    assert!(reading::section(after.text(), "Upcoming events").contains("York"));

    assert_eq!(site.reads(SEED_PAGE).await, live, "nothing was done");
    assert_eq!(reading::words(ben.sees("/admin/history").await.text()), reading::words(audit.text()));
    assert!(reading::words(ben.sees("/admin/schedule").await.text()).contains("24 March 2021 at 9am"), "still due");
    site.ends_well().await;
}

#[tokio::test]
async fn a_page_that_is_down_by_then_says_so_and_what_will_fail_is_left_out() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    schedules(&ben, ids::ASSESSMENT_ONLY, "unpublish", "20").await;
    let down = framed(&site, &at(&ben, "21", "9am").await).await;
    assert_eq!(down.status(), 404);
    assert!(down.text().contains("This page is not public then"));
    let asker = site.actor(&PUBLISHER).await;
    site.becomes(&asker, accounts::Role::Author).await;
    let asha = site.administrator().await;
    let screen = asha.browser().get(&format!("{SCREEN}?on.day=21&on.month=3&on.year=2021&on.time=9am")).await;
    assert!(framed(&site, &screen).await.text().contains("<h1>Assessment Only</h1>"), "he may no longer unpublish");
    site.reads(SEED_PAGE).await;
    site.ends_well().await;
}

/// Creates a node on its screen and gives its number.
async fn creates(person: &Person, screen: &str, button: &str, fields: &[(&str, &str)]) -> NodeId {
    let form = form_with(&person.sees(screen).await, "title");
    let form = fields.iter().fold(form, |form, (name, value)| form.set(name, value));
    let made = form.press(button).await;
    NodeId(made.location().trim_start_matches("/admin/nodes/").parse().expect("the editor opens"))
}

#[tokio::test]
async fn dan_does_not_learn_from_a_preview_what_others_have_due() {
    let site = Site::sample().await;
    let (ben, dan) = (site.publisher().await, site.author().await);
    let start = [("start.day", "25"), ("start.month", "3"), ("start.year", "2021"), ("start.time", "5pm")];
    let event = [&[("title", "Train to Teach in secret"), ("place", "Leeds")][..], &start].concat();
    let event = creates(&ben, "/admin/new?kind=event&parent=7", "Create event", &event).await;
    schedules(&ben, event, "publish", "20").await;
    let own = creates(&dan, "/admin/new?kind=page&parent=80", "Create page", &[("title", "What is on")]).await;
    site.rewrite(own, |draft| {
        let events = UpcomingEvents { count: 24, ..UpcomingEvents::default() };
        draft.body = vec![Block { id: BlockId::from_number(1), content: BlockContent::UpcomingEvents(events) }];
    })
    .await;
    let screen = format!("/admin/nodes/{own}/preview?on.day=21&on.month=3&on.year=2021&on.time=9am");
    let his = framed(&site, &dan.browser().get(&screen).await).await;
    assert!(his.text().contains("Train to Teach York virtual event"), "what is public stands there");
    assert!(!his.text().contains("in secret"), "a draft that he may not know of");
    let hers = framed(&site, &ben.browser().get(&screen).await).await;
    assert!(hers.text().contains("Train to Teach in secret"), "who may read it sees it go live");
    site.ends_well().await;
}

#[tokio::test]
async fn times_that_cannot_be_shown_are_refused_at_the_field() {
    let site = Site::sample().await;
    let ben = site.editor().await;
    for (day, time, sentence) in [
        ("14", "9am", "This time has passed"),
        ("31", "", "Enter the time"),
        ("40", "9am", "Enter"),
        ("28", "1:30am", "The clocks go forward"),
    ] {
        let refused = at(&ben, day, time).await;
        assert_eq!(refused.status(), 422, "{day} {time}");
        assert!(reading::words(refused.text()).contains(sentence), "{day} {time}: {}", reading::words(refused.text()));
        assert!(refused.text().contains("<iframe"), "the draft stands there all the same");
    }
}

/// The addresses of the links on the screen.
fn links(screen: &Answer) -> Vec<String> {
    let parts = screen.text().split("readonly value=\"").skip(1);
    parts.map(|part| reading::decoded(part.split('"').next().expect("an address"))).collect()
}

#[tokio::test]
async fn cerys_shows_her_draft_to_a_head_teacher_until_she_ends_the_link() {
    let site = Site::sample().await;
    let (editor, head_teacher) = (site.editor().await, site.visitor());
    editor.retitles(ids::ASSESSMENT_ONLY, "Assessed in your own school").await;
    let form = form_with(&editor.sees(SCREEN).await, "days").set("days", "7");
    let made = form.press("Make a link").await.follow().await;
    let words = reading::words(made.text());
    assert!(words.contains("Link made.") && words.contains("works until 22 March 2021 at 9am"), "{words}");
    let address = links(&made).pop().expect("one link");
    let path = address.strip_prefix(crate::support::SITE_URL).expect("the site's own address").to_owned();

    let seen = head_teacher.get(&path).await;
    assert!(seen.text().contains("<h1>Assessed in your own school</h1>") && seen.text().contains("Draft preview"));
    assert_eq!(seen.header("cache-control"), Some("no-store"));
    editor.retitles(ids::ASSESSMENT_ONLY, "Assessed where you teach").await;
    assert!(head_teacher.get(&path).await.text().contains("<h1>Assessed where you teach</h1>"), "as it stands now");
    for forged in ["/-/preview/shared.2", "/-/preview/shared.1.AAAA", &format!("{path}A")] {
        assert_eq!(head_teacher.get(forged).await.status(), 404, "{forged}");
    }

    let screen = editor.sees(SCREEN).await;
    let form = screen.forms().into_iter().find(|form| form.buttons().iter().any(|name| name.starts_with("End")));
    let form = form.expect("a form to end it");
    let button = form.buttons().pop().expect("its button");
    assert!(form.press(&button).await.follow().await.text().contains("The link opens nothing any more."));
    assert_eq!(head_teacher.get(&path).await.status(), 404);
    let words = reading::words(site.administrator().await.sees("/admin/history").await.text());
    assert!(words.contains("shared the draft of Assessed in your own school for 7 days"), "{words}");
    assert!(words.contains("ended a link to the draft of"), "{words}");
}

#[tokio::test]
async fn a_link_ends_with_its_days_and_with_its_page() {
    let site = Site::sample().await;
    let permit = site.permit(Action::Save, ids::ASSESSMENT_ONLY).await;
    for days in [1, 30] {
        editorial::sharing::share(site.store(), &permit, days).await.expect("a link");
    }
    let read = site.permit(Action::ReadDraft, ids::ASSESSMENT_ONLY).await;
    let links = store::sharing::of_node(site.store(), &read).await.expect("links");
    let path = |at: usize| format!("/-/preview/{}", links[at].token);
    assert_eq!(site.visitor().get(&path(1)).await.status(), 200);
    site.minutes_pass(24 * 60);
    assert_eq!(site.visitor().get(&path(1)).await.status(), 404, "its day is over");
    assert_eq!(site.visitor().get(&path(0)).await.status(), 200);
    site.trash(ids::ASSESSMENT_ONLY).await.expect("it goes");
    assert_eq!(site.visitor().get(&path(0)).await.status(), 404, "in the trash");
}

#[tokio::test]
async fn links_without_a_known_length_and_more_than_twenty_are_refused() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let refused = editor.browser().post_form(SCREEN, &[("days", "3650")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("Choose for how long the link works"));
    let permit = site.permit(Action::Save, ids::ASSESSMENT_ONLY).await;
    for _ in 0..20 {
        editorial::sharing::share(site.store(), &permit, 1).await.expect("a link");
    }
    let refused = editor.browser().post_form(SCREEN, &[("days", "1")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("20 links open this draft already"));
}
