//! Pages that go live together under a name: all of them at their time, or none.

use content::{Kind, NodeId, sample::ids};
use web::client::Answer;

use crate::support::{Person, Site, form_with, people::PUBLISHER, reading, verbs};

/// Ticks pages in the explorer and presses “Schedule”.
async fn ticks(person: &Person, nodes: &[NodeId]) -> Answer {
    let explorer = person.sees(&format!("/admin/pages?open={}", ids::LIFE)).await;
    let mut form = explorer.form("/admin/bulk");
    for node in nodes {
        form = form.check("node", &node.to_string());
    }
    form.press("Schedule").await
}

/// Fills in the screen that asks for the name and the time, in March 2021.
async fn groups(screen: &Answer, work: &str, name: &str, day: &str, time: &str) -> Answer {
    let form = form_with(screen, "when.day").set("work", work).set("name", name);
    let form = form.set("when.day", day).set("when.month", "3").set("when.year", "2021").set("when.time", time);
    form.press("Set the time").await
}

async fn do_what_is_due(site: &Site) {
    editorial::schedule::do_what_is_due(site.store()).await.expect("the database answers");
}

async fn two_drafts(site: &Site) -> [NodeId; 2] {
    let spring = site.new_page(NodeId::HOME, "Spring").await;
    [spring, site.create(spring, verbs::page("Offers")).await.expect("a valid page")]
}

#[tokio::test]
async fn a_campaign_goes_live_on_its_second_all_at_once_and_one_press_takes_it_back() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let [spring, offers] = two_drafts(&site).await;
    ben.retitles(ids::WEEK, "A week in spring").await;
    let week = site.path(ids::WEEK).await.expect("it is live");
    let before = site.reads(week.as_str()).await;
    let explorer = ben.sees(&format!("/admin/pages?open={spring}")).await;
    let form = explorer.form("/admin/bulk").check("node", &offers.to_string()).check("node", &spring.to_string());
    let screen = form.press("Schedule").await;
    assert_eq!(screen.status(), 200, "{}", screen.text());
    let words = reading::words(screen.text());
    assert!(words.contains("Schedule 2 pages") && words.contains("Offers"), "{words}");
    let made = groups(&screen, "publish", "  Spring   campaign ", "28", "9am").await;
    assert_eq!(made.status(), 303, "{}", made.text());
    let group = made.location().to_owned();
    let words = reading::words(made.follow().await.text());
    assert!(words.contains("2 pages go live together on 28 March 2021 at 9am."), "{words}");

    // One more page joins the group that is due.
    let screen = ticks(&ben, &[ids::WEEK]).await;
    let form = form_with(&screen, "group").set("work", "publish").set("telling", "readers").set("told", "It is spring");
    let id = group.rsplit('/').next().expect("a number").to_owned();
    let joined = form.set("group", &id).press("Set the time").await;
    assert_eq!((joined.status().as_u16(), joined.location()), (303, group.as_str()), "{}", joined.text());
    for path in ["/admin", "/admin/schedule", "/admin/schedule?month=2021-03"] {
        let words = reading::words(ben.sees(path).await.text());
        assert!(words.contains("Spring campaign") && words.contains("Publish 3 pages"), "{path}: {words}");
    }
    let words = reading::words(ben.sees(&format!("/admin/nodes/{}", ids::WEEK)).await.text());
    assert!(
        words.contains("Goes live on 28 March 2021 at 9am (version 2) with the group “Spring campaign”"),
        "{words}"
    );

    site.clock_reads("2021-03-28T07:59:59.999Z");
    do_what_is_due(&site).await;
    assert_eq!(site.visitor().get("/spring").await.status(), 404);
    site.clock_reads("2021-03-28T08:00:00Z");
    do_what_is_due(&site).await;
    for path in ["/spring", "/spring/offers"] {
        site.reads(path).await;
    }
    let page = site.reads(week.as_str()).await;
    assert!(page.contains("A week in spring") && page.contains("It is spring"), "{page}");
    let ben = site.publisher().await;
    let words = reading::words(ben.sees(&group).await.text());
    assert!(words.contains("Done") && words.contains("Publish 3 pages on 28 March 2021 at 9am"), "{words}");
    let history = ben.sees("/admin/history").await;
    let words = reading::words(history.text());
    assert!(words.contains("as Ben Okafor scheduled with “Spring campaign”"), "{words}");
    let undone = pressed(&history, "Undo: Scheduler").await;
    assert_eq!(undone.status(), 303, "{}", undone.text());
    assert_eq!(site.reads(week.as_str()).await, before, "byte for byte");
    assert_eq!(site.visitor().get("/spring/offers").await.status(), 410);
    site.ends_well().await;
}

#[tokio::test]
async fn one_page_that_cannot_go_keeps_them_all_and_the_reason_is_told() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let [spring, _] = two_drafts(&site).await;
    let other = site.new_page(NodeId::HOME, "Another").await;
    let screen = ticks(&ben, &[spring, other]).await;
    let made = groups(&screen, "publish", "Spring campaign", "16", "9am").await;
    let group = made.location().to_owned();
    // Somebody leaves a redirect at the address, so that the page would take it silently.
    site.rewrite(other, |draft| draft.title = "Another, later".into()).await;
    let clash = site.new_live_page(NodeId::HOME, "Clash").await;
    site.rename(other, "elsewhere").await.expect("a free address");
    site.rename(clash, "another").await.expect("a free address");
    site.rename(clash, "clash").await.expect("a free address");
    site.rename(other, "another").await.expect("a free address");

    site.clock_reads("2021-03-16T09:00:00Z");
    do_what_is_due(&site).await;
    assert_eq!(site.visitor().get("/spring").await.status(), 404, "not one of them");
    let ben = site.publisher().await;
    let reason = "Nothing was done, because of “Another, later”: /another leads elsewhere today";
    for path in [group.clone(), "/admin/schedule".into(), "/admin/history".into()] {
        let words = reading::words(ben.sees(&path).await.text());
        assert!(words.contains(reason), "{path}: {words}");
    }
    let words = reading::words(ben.sees("/admin/notices").await.text());
    assert!(words.contains("What was scheduled for the group “Spring campaign” could not be done"), "{words}");

    // The same pages are set to another time, once what stood in the way is gone.
    let again = form_with(&ben.sees(&group).await, "name").press("Set another time for these pages").await;
    assert_eq!(form_with(&again, "when.day").value("name").as_deref(), Some("Spring campaign"));
    site.rename(other, "elsewhere").await.expect("a free address");
    let made = groups(&again, "publish", "Spring campaign", "17", "9am").await;
    assert_eq!(made.status(), 303, "{}", made.text());
    site.clock_reads("2021-03-17T09:00:00Z");
    do_what_is_due(&site).await;
    site.reads("/spring").await;
    site.reads("/elsewhere").await;
    site.ends_well().await;
}

#[tokio::test]
async fn a_group_is_renamed_moved_emptied_and_cancelled() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let [spring, offers] = two_drafts(&site).await;
    let (one, other) = (spring.to_string(), offers.to_string());
    let fields = [("node", one.as_str()), ("node", other.as_str()), ("node", "7x")];
    let screen = ben.browser().post_form("/admin/schedule/group", &fields).await;
    let made = groups(&screen, "publish", "Spring campaign", "16", "9am").await;
    let group = made.location().to_owned();
    let screen = ben.sees(&group).await;
    assert_eq!(form_with(&screen, "when.day").value("when.time").as_deref(), Some("9am"));
    let form = form_with(&screen, "when.day").set("name", "Summer").set("when.day", "20").set("when.time", "10:30am");
    let changed = form.press("Save the name and the time").await;
    assert_eq!(changed.status(), 303, "{}", changed.text());
    let words = reading::words(changed.follow().await.text());
    assert!(words.contains("Summer") && words.contains("20 March 2021 at 10:30am"), "{words}");

    site.rewrite(spring, |draft| draft.title = "Spring and summer".into()).await;
    let screen = ben.sees(&group).await;
    assert!(reading::words(screen.text()).contains("A newer draft exists"));
    let newer = pressed(&screen, "Use the newer draft").await;
    assert!(reading::words(newer.follow().await.text()).contains("The newer draft of “Spring and summer” goes live"));
    // From the page's own screen it is taken out.
    let screen = ben.sees(&format!("/admin/nodes/{offers}/schedule")).await;
    assert_eq!(pressed(&screen, "Take out of the group").await.status(), 303);
    let words = reading::words(ben.sees(&group).await.text());
    assert!(words.contains("Publish 1 page on") && !words.contains("Offers"), "{words}");
    site.clock_reads("2021-03-16T09:00:00Z");
    do_what_is_due(&site).await;
    assert_eq!(site.visitor().get("/spring").await.status(), 404, "the first time is over");

    let ben = site.publisher().await;
    let cancelled = pressed(&ben.sees(&group).await, "Cancel the whole group").await;
    assert_eq!((cancelled.status().as_u16(), cancelled.location()), (303, "/admin/schedule"));
    assert!(reading::words(cancelled.follow().await.text()).contains("Nothing is due"));
    site.clock_reads("2021-03-21T09:00:00Z");
    do_what_is_due(&site).await;
    assert_eq!(site.visitor().get("/spring").await.status(), 404);
    let ben = site.publisher().await;
    let words = reading::words(ben.sees("/admin/history").await.text());
    assert!(
        words.contains("cancelled Spring and summer publishing on 20 March 2021 at 10:30am with “Summer”"),
        "{words}"
    );
}

/// Presses the first button whose words begin so.
async fn pressed(screen: &Answer, words: &str) -> Answer {
    let mut buttons = screen.forms().into_iter().filter_map(|form| {
        let named = form.buttons().into_iter().find(|button| button.starts_with(words));
        named.map(|button| (form, button))
    });
    let (form, button) = buttons.next().unwrap_or_else(|| panic!("no button {words:?} on\n{}", screen.text()));
    form.press(&button).await
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_everything_typed_kept() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let [spring, offers] = two_drafts(&site).await;
    for (name, day, time, sentence) in [
        ("", "16", "9am", "Enter a name for the group"),
        ("Spring", "14", "9am", "This time has passed"),
        ("Spring", "28", "1:30am", "skip this time. The next time that there is: 2am"),
        ("Spring", "", "9am", "Enter the day as a number"),
        (&"x".repeat(101), "16", "9am", "Shorten the name to 100 letters at most"),
    ] {
        let screen = ticks(&ben, &[spring]).await;
        let answer = groups(&screen, "publish", name, day, time).await;
        assert_eq!(answer.status(), 422, "{sentence}");
        assert!(reading::words(answer.text()).contains(sentence), "{sentence}: {}", reading::words(answer.text()));
        let form = form_with(&answer, "when.day");
        assert_eq!((form.value("name").as_deref(), form.value("when.time").as_deref()), (Some(name), Some(time)));
    }
    assert_eq!(groups(&ticks(&ben, &[spring]).await, "publish", "Spring", "16", "9am").await.status(), 303);
    let taken = groups(&ticks(&ben, &[ids::WEEK]).await, "publish", "Spring", "17", "9am").await;
    assert!(reading::words(taken.text()).contains("A group with this name is due already"));
    let twice = groups(&ticks(&ben, &[spring]).await, "publish", "Summer", "17", "9am").await;
    let words = reading::words(twice.text());
    assert!(
        words.contains("with the group “Spring” on 16 March 2021 at 9am. Take it out of that group first"),
        "{words}"
    );
    let alone = form_with(&ben.sees(&format!("/admin/nodes/{spring}/schedule")).await, "when.day");
    let alone = alone.set("when.day", "17").set("when.month", "3").set("when.year", "2021").set("when.time", "9am");
    assert!(reading::words(alone.press("Set the time").await.text()).contains("Take it out of that group first"));
    let mut dateless = content::Draft::empty(Kind::Event);
    dateless.title = "Nobody has said when".into();
    let dateless = site.create(ids::TRAIN_TO_TEACH, dateless).await.expect("a valid draft");
    let fields = [("node", dateless.to_string()), ("node", offers.to_string())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let screen = ben.browser().post_form("/admin/schedule/group", &fields).await;
    let unfit = groups(&screen, "publish", "Autumn", "17", "9am").await;
    assert!(reading::words(unfit.text()).contains("because of “Nobody has said when”"), "{}", unfit.text());
    let words = reading::words(ben.sees("/admin/schedule").await.text());
    assert!(!words.contains("Autumn"), "nothing half-done: {words}");

    for odd in ["0", "-1", "99999999999999999999", "x"] {
        assert_eq!(ben.browser().get(&format!("/admin/schedule/groups/{odd}")).await.status(), 404, "{odd}");
    }
    let nothing = ben.browser().post_form("/admin/schedule/group", &[]).await;
    assert!(reading::words(nothing.text()).contains("Nothing is selected"));
    let many: Vec<String> = (1..=10_000).map(|number| number.to_string()).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|number| ("node", number.as_str())).collect();
    let many = ben.browser().post_form("/admin/schedule/group", &many).await;
    assert!(reading::words(many.text()).contains("Too many pages are selected"));
}

#[tokio::test]
async fn a_group_asks_for_the_right_at_each_page_and_again_when_the_time_comes() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let [spring, offers] = two_drafts(&site).await;
    let node = spring.to_string();
    for person in [site.editor().await, site.author().await] {
        let status = person.browser().post_form("/admin/schedule/group", &[("node", node.as_str())]).await.status();
        assert!(status == 403 || status == 404, "{status}");
    }
    let screen = ticks(&ben, &[spring]).await;
    let made = groups(&screen, "publish", "Spring", "16", "9am").await;
    let group = made.location().to_owned();
    let author = site.author().await;
    assert_eq!(author.browser().get(&group).await.status(), 404, "a draft of others is a secret, and its group too");
    assert!(!author.sees("/admin/schedule").await.text().contains("Spring"));
    let editor = site.editor().await;
    let words = reading::words(editor.sees(&group).await.text());
    assert!(words.contains("You cannot change this group") && !words.contains("Cancel the whole group"), "{words}");
    assert_eq!(editor.browser().post_form(&group, &[("action", "cancel")]).await.status(), 403);

    let asha = site.administrator().await;
    let joined = asha.browser().post_form("/admin/schedule/group", &[("node", &offers.to_string())]).await;
    let id = group.rsplit('/').next().expect("a number").to_owned();
    let joined = form_with(&joined, "group").set("work", "publish").set("group", &id).press("Set the time").await;
    assert_eq!(joined.status(), 303, "{}", joined.text());
    let everybody = store::people::everybody(site.store()).await.expect("people");
    let gone = everybody.iter().find(|person| person.email == PUBLISHER.email).expect("he was there").id;
    assert_eq!(asha.browser().post_form(&format!("/admin/users/{}/disable", gone.0), &[]).await.status(), 303);
    site.clock_reads("2021-03-16T09:00:00Z");
    do_what_is_due(&site).await;
    assert_eq!(site.visitor().get("/spring").await.status(), 404);
    let asha = site.administrator().await;
    let words = reading::words(asha.sees(&group).await.text());
    assert!(words.contains("because of “Spring”: Ben Okafor may no longer publish this page"), "{words}");
}

#[tokio::test]
async fn a_group_says_of_each_page_what_visitors_read_until_then() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let [spring, _] = two_drafts(&site).await;
    ben.retitles(ids::WEEK, "A week in spring").await;
    let made = groups(&ticks(&ben, &[spring, ids::WEEK]).await, "publish", "Spring", "16", "9am").await;
    let group = made.location().to_owned();
    let words = reading::words(ben.sees(&group).await.text());
    assert!(words.contains("It is not public until then.") && words.contains("Visitors read version 1"), "{words}");
    assert!(!words.contains("read this version already"), "{words}");

    // Somebody publishes one of them by hand meanwhile.
    ben.publishes(ids::WEEK).await;
    let words = reading::words(ben.sees(&group).await.text());
    assert!(words.contains("Visitors read this version already, so nothing changes for them."), "{words}");
    assert!(words.contains("It is not public until then."), "the other page still waits: {words}");
    site.clock_reads("2021-03-16T09:00:00Z");
    do_what_is_due(&site).await;
    site.reads("/spring").await;
    let words = reading::words(site.publisher().await.sees(&group).await.text());
    assert!(words.contains("Done") && !words.contains("until then"), "{words}");
    site.ends_well().await;
}

#[tokio::test]
async fn a_draft_of_a_live_page_is_a_secret_and_so_is_its_group() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::WEEK, "A week in spring").await;
    let made = groups(&ticks(&ben, &[ids::WEEK]).await, "publish", "Spring", "16", "9am").await;
    let (group, author) = (made.location().to_owned(), site.author().await);
    assert_eq!(author.browser().get(&group).await.status(), 404, "the page is public, its draft is not");
    assert!(!reading::words(author.sees("/admin/schedule").await.text()).contains("Publish 1 page"));
    let made = groups(&ticks(&ben, &[ids::FIRST_YEARS]).await, "unpublish", "Clear out", "17", "9am").await;
    let words = reading::words(author.sees(made.location()).await.text());
    assert!(words.contains("Unpublish 1 page") && words.contains("Visitors read version 1 until then."), "{words}");
}

#[tokio::test]
async fn two_processes_do_a_group_once() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let screen = ticks(&ben, &[ids::WEEK, ids::FIRST_YEARS]).await;
    assert_eq!(groups(&screen, "unpublish", "Clear out", "16", "9am").await.status(), 303);
    site.clock_reads("2021-03-16T09:00:00Z");
    let other = site.another_process().await;
    let (one, two) =
        tokio::join!(editorial::schedule::do_what_is_due(site.store()), editorial::schedule::do_what_is_due(&other));
    assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    let permit = site.permit(accounts::Action::ReadDraft, NodeId::HOME).await;
    let lines = store::lists::recent(site.store(), &permit, 50).await.expect("the audit");
    let done: Vec<&str> =
        lines.iter().filter(|line| line.action == "unpublished").map(|line| line.group.as_str()).collect();
    assert_eq!(done.len(), 2, "each once");
    assert_eq!(done[0], done[1], "in one action");
}
