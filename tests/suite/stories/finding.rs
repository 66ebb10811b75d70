//! Find in all content and replace: what is found, for whom, and what replacing changes, leaves and takes back.

use accounts::Role;
use content::{Block, BlockId, NodeId, sample::ids};
use web::client::Answer;

use crate::support::{Person, Site, form_with, people::BRANCH_EDITOR, reading};

const OLD: &str = "0800 389 2500";
const NEW: &str = "0800 111 2222";

/// What the screen says of a text that is looked for.
async fn finds(person: &Person, query: &str) -> String {
    reading::words(reading::main_part(person.sees(&format!("/admin/find?{query}")).await.text()))
}

/// Pages below another whose text names the old number, published.
async fn pages_with_the_number(site: &Site, parent: NodeId, count: usize) -> Vec<NodeId> {
    let mut pages = Vec::new();
    for number in 1..=count {
        let page = site.new_page(parent, &format!("Number page {number}")).await;
        says(site, page, &format!("Call **{OLD}** today, [or {OLD} later](node:463).")).await;
        site.publish(page).await.expect("fit to be published");
        pages.push(page);
    }
    pages
}

async fn says(site: &Site, page: NodeId, markdown: &str) {
    let block = Block::prose(BlockId::from_number(7), markdown);
    site.rewrite(page, |draft| draft.body = vec![block]).await;
}

/// The screen on which the change is shown, with all ticks as they stand.
async fn preview(person: &Person, what: &str) -> Answer {
    let found = person.sees("/admin/find?q=0800+389+2500").await;
    let form = found.form("/admin/find/replace").set("with", NEW);
    let form = if what.is_empty() { form } else { form.set("do", what) };
    let preview = form.press("Show what changes").await;
    assert_eq!(preview.status(), 200, "{}", preview.text());
    preview
}

async fn confirm(preview: &Answer) -> Answer {
    let form = preview.form("/admin/find/replace");
    let button = form.buttons().into_iter().find(|button| button.starts_with("Replace")).expect("a button");
    let done = form.press(&button).await;
    assert_eq!(done.status(), 303, "{}", done.text());
    done.follow().await
}

async fn undo(after: &Answer) -> String {
    let undone = after.form("/admin/undo").press("Undo").await;
    assert_eq!(undone.status(), 303, "{}", undone.text());
    reading::words(undone.follow().await.text())
}

#[tokio::test]
async fn a_publisher_replaces_a_phone_number_on_nine_pages_and_takes_it_back() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let pages = pages_with_the_number(&site, ids::HELP, 9).await;
    let address = site.path(pages[4]).await.expect("it is live");
    let before = site.reads(address.as_str()).await;
    let words = finds(&publisher, "q=0800+389+2500").await;
    assert!(words.contains(&format!("“{OLD}”: 18 places on 9 pages")), "{words}");
    let shown = preview(&publisher, "publish").await;
    let words = reading::words(shown.text());
    assert!(words.contains("18 places on 9 pages") && words.contains("Goes live at once"), "{words}");
    assert!(shown.text().contains("<del>") && shown.text().contains("<ins>"));
    assert_eq!(site.reads(address.as_str()).await, before, "nothing is done yet");
    let after = confirm(&shown).await;
    let words = reading::words(after.text());
    assert!(words.contains("Replaced 18 places on 9 pages: published."), "{words}");
    let now = site.reads(address.as_str()).await;
    assert!(now.contains(NEW) && !now.contains(OLD), "{now}");
    assert_eq!(
        site.open(pages[4]).await.draft.body[0].content.markdown().expect("prose").matches("node:463").count(),
        1
    );
    assert!(finds(&publisher, "q=0800+389+2500").await.contains("was not found"));
    let history = reading::words(publisher.sees("/admin/history").await.text());
    assert!(history.contains("replaced text on 9 pages"), "{history}");
    let said = undo(&after).await;
    assert!(said.contains("Undone. Everything is as it was before."), "{said}");
    assert_eq!(site.reads(address.as_str()).await, before, "byte for byte");
    assert!(finds(&publisher, "q=0800+389+2500").await.contains("18 places on 9 pages"));
    site.ends_well().await;
}

#[tokio::test]
async fn drafts_alone_are_saved_by_an_editor_and_go_back_except_those_changed_since() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let pages = pages_with_the_number(&site, ids::HELP, 3).await;
    let found = editor.sees("/admin/find?q=0800+389+2500").await;
    assert!(!found.text().contains("Save and publish"), "an editor does not publish");
    let after = confirm(&preview(&editor, "").await).await;
    let words = reading::words(after.text());
    assert!(words.contains("Replaced 6 places on 3 pages: saved as drafts."), "{words}");
    let address = site.path(pages[0]).await.expect("it is live");
    assert!(site.reads(address.as_str()).await.contains(OLD), "the public sees nothing of it");
    says(&site, pages[1], "Something else").await;
    let said = undo(&after).await;
    assert!(said.contains("not everywhere: “Number page 2” was changed since"), "{said}");
    assert!(site.open(pages[0]).await.draft.body[0].content.markdown().expect("prose").contains(OLD));
    assert_eq!(site.open(pages[1]).await.draft.body[0].content.markdown(), Some("Something else"));
    site.ends_well().await;
}

#[tokio::test]
async fn only_what_is_ticked_changes_and_a_draft_with_other_changes_is_never_published() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let pages = pages_with_the_number(&site, ids::HELP, 3).await;
    site.rewrite(pages[0], |draft| draft.summary = "Not for the public yet".into()).await;
    let found = publisher.sees("/admin/find?q=0800+389+2500").await;
    let form = found.form("/admin/find/replace").set("with", NEW).set("do", "publish");
    let ticks = form.values("hit");
    assert_eq!(ticks.len(), 6, "the published text of the page with another draft cannot be ticked");
    let last = ticks.last().expect("six").clone();
    let shown = form.uncheck("hit", &last).press("Show what changes").await;
    let words = reading::words(shown.text());
    assert!(
        words.contains("5 places on 3 pages") && words.contains("other changes that nobody has published"),
        "{words}"
    );
    // Between the screen and the yes somebody saves one of the pages.
    says(&site, pages[1], "Somebody was faster").await;
    let after = confirm(&shown).await;
    let words = reading::words(after.text());
    assert!(words.contains("Replaced 3 places on 2 pages: 1 published, 1 saved as drafts."), "{words}");
    assert!(words.contains("“Number page 2”: Its draft was changed since you looked"), "{words}");
    let public = site.reads(site.path(pages[0]).await.expect("live").as_str()).await;
    assert!(public.contains(OLD) && !public.contains("Not for the public yet"), "{public}");
    assert!(site.open(pages[0]).await.draft.body[0].content.markdown().expect("prose").contains(NEW));
    assert_eq!(site.open(pages[1]).await.draft.body[0].content.markdown(), Some("Somebody was faster"));
    let third = site.reads(site.path(pages[2]).await.expect("live").as_str()).await;
    assert!(third.contains(NEW) && third.contains(OLD), "one tick was taken away");
    site.ends_well().await;
}

#[tokio::test]
async fn a_page_that_would_be_invalid_is_left_and_the_others_go_through() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let named = site.new_page(ids::HELP, "Zebrafish").await;
    let other = site.new_page(ids::HELP, "Aquarium").await;
    says(&site, other, "See the Zebrafish.").await;
    let found = editor.sees("/admin/find?q=Zebrafish").await;
    let shown = found.form("/admin/find/replace").set("with", "").press("Show what changes").await;
    let words = reading::words(shown.text());
    assert!(words.contains("1 place on 1 page") && words.contains("Stay as they are “Zebrafish”:"), "{words}");
    confirm(&shown).await;
    assert_eq!(site.open(named).await.draft.title, "Zebrafish");
    assert_eq!(site.open(other).await.draft.body[0].content.markdown(), Some("See the ."));
}

#[tokio::test]
async fn a_second_pair_of_eyes_is_not_passed_by() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let pages = pages_with_the_number(&site, ids::HELP, 1).await;
    let rule = [("action", "rule"), ("rule", "needed")];
    let review = format!("/admin/nodes/{}/review", ids::HELP);
    let set = site.administrator().await.browser().post_form(&review, &rule).await;
    assert_eq!(set.status(), 303, "{}", set.text());
    let address = site.path(pages[0]).await.expect("it is live");
    let after = confirm(&preview(&publisher, "publish").await).await;
    let words = reading::words(after.text());
    assert!(words.contains("1 page: saved as drafts.") && words.contains("second pair of eyes"), "{words}");
    assert!(site.reads(address.as_str()).await.contains(OLD));
    assert!(site.open(pages[0]).await.draft.body[0].content.markdown().expect("prose").contains(NEW));
}

#[tokio::test]
async fn an_address_is_found_and_stays_and_case_and_whole_words_count_where_asked() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let page = site.new_page(ids::HELP, "Quagga").await;
    says(&site, page, "A quagga, QUAGGAS [here](https://quagga.example/).").await;
    let words = finds(&editor, "q=quagga").await;
    assert!(words.contains("4 places on 1 page") && words.contains("Part of an address or a mark"), "{words}");
    assert!(words.contains("› Help and support"), "{words}");
    let words = finds(&editor, "q=quagga&case=yes").await;
    assert!(words.contains("2 places on 1 page"), "{words}");
    let words = finds(&editor, "q=quagga&words=yes").await;
    assert!(words.contains("3 places on 1 page"), "{words}");
    let form = editor.sees("/admin/find?q=quagga").await.form("/admin/find/replace").set("with", "zebra");
    confirm(&form.press("Show what changes").await).await;
    let draft = site.open(page).await.draft;
    assert_eq!(draft.title, "zebra");
    assert_eq!(draft.body[0].content.markdown(), Some("A zebra, zebraS [here](https://quagga.example/)."));
}

#[tokio::test]
async fn it_is_looked_below_a_page_in_a_kind_in_drafts_or_in_what_is_published() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let page = site.new_page(ids::HELP, "Okapi").await;
    let elsewhere = site.new_page(NodeId::HOME, "Okapi elsewhere").await;
    for page in [page, elsewhere] {
        says(&site, page, "Of an animal.").await;
    }
    assert!(finds(&editor, "q=okapi").await.contains("2 places on 2 pages"));
    let below = site.path(ids::HELP).await.expect("it is live");
    let words = finds(&editor, &format!("q=okapi&below={}", below.as_str())).await;
    assert!(words.contains("1 place on 1 page") && !words.contains("Okapi elsewhere"), "{words}");
    assert!(finds(&editor, "q=okapi&kind=event").await.contains("was not found"));
    assert!(finds(&editor, "q=okapi&in=published").await.contains("was not found in published texts"));
    site.publish(page).await.expect("fit to be published");
    assert!(finds(&editor, "q=okapi&in=published").await.contains("1 place on 1 page"));
    site.rewrite(page, |draft| draft.title = "Giraffe".into()).await;
    let words = finds(&editor, "q=okapi&in=published").await;
    assert!(words.contains("1 place on 1 page") && words.contains("The draft says something else here"), "{words}");
    let short = editor.browser().get("/admin/find?q=o").await;
    assert_eq!(short.status(), 422);
    assert!(reading::words(short.text()).contains("Enter 2 to 200 letters"));
    assert_eq!(editor.browser().get("/admin/find?q=okapi&below=/no-such-page").await.status(), 422);
    assert_eq!(editor.browser().get("/admin/find?q=okapi&page=9").await.status(), 404);
    assert_eq!(editor.browser().get("/admin/find").await.status(), 200);
    let search = editor.sees("/admin/search?q=okapi").await;
    assert!(reading::links(search.text()).contains(&"/admin/find?q=okapi".to_owned()));
}

#[tokio::test]
async fn an_author_finds_their_drafts_and_what_is_public_and_nothing_of_others() {
    let site = Site::sample().await;
    let author = site.author().await;
    let hidden = site.new_page(ids::HELP, "Secret tapir").await;
    let public = site.new_live_page(NodeId::HOME, "Public tapir").await;
    site.rewrite(public, |draft| draft.summary = "A tapir that nobody may know of".into()).await;
    let words = finds(&author, "q=tapir").await;
    assert!(words.contains("2 places on 1 page") && words.contains("Public tapir"), "{words}");
    assert!(!words.contains("Secret") && !words.contains("nobody may know"), "{words}");
    assert!(!words.contains("Replace what is ticked"), "{words}");
    // Ticks that were made up change nothing and tell nothing.
    for (node, told) in [(hidden, "You may not change this page"), (public, "You may not change this page")] {
        let tick = format!("{node}-{}-0", site.open(node).await.revision);
        let fields = [("q", "tapir"), ("with", "ant"), ("hit", tick.as_str()), ("confirmed", "yes")];
        let answer = author.browser().post_form("/admin/find/replace", &fields).await;
        assert_eq!(answer.status(), 303, "{}", answer.text());
        let words = reading::words(answer.follow().await.text());
        assert!(words.contains("Nothing was replaced") && words.contains(told), "{words}");
        assert!(!words.contains("Secret"), "{words}");
    }
    assert_eq!(site.open(hidden).await.draft.title, "Secret tapir");
    let eve = site.joins_with_role(&BRANCH_EDITOR, Role::Editor, ids::HELP).await;
    let words = finds(&eve, "q=tapir").await;
    assert!(words.contains("4 places on 2 pages") && words.contains("Secret tapir"), "{words}");
    let form = eve.sees("/admin/find?q=tapir").await.form("/admin/find/replace");
    assert_eq!(form.values("hit").len(), 2, "only in the branch");
    confirm(&form.set("with", "ant").press("Show what changes").await).await;
    assert_eq!(site.open(hidden).await.draft.title, "Secret ant");
    assert_eq!(site.open(public).await.draft.title, "Public tapir");
}

#[tokio::test]
async fn nothing_ticked_and_words_that_do_not_fit_are_said() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let page = site.new_page(ids::HELP, "Numbat").await;
    let tick = format!("{page}-{}-0", site.open(page).await.revision);
    let long = "x".repeat(501);
    let refusals = [
        (vec![("q", "numbat"), ("with", "a")], "Tick what is to be replaced"),
        (vec![("q", "numbat"), ("with", long.as_str()), ("hit", tick.as_str())], "Shorten the new words"),
        (
            vec![("q", "Numbat"), ("case", "yes"), ("with", "Numbat"), ("hit", tick.as_str())],
            "The new words are the old ones",
        ),
        (vec![("q", "numbat"), ("with", "{{fact:fee}}"), ("hit", tick.as_str())], "Write words here"),
    ];
    for (fields, sentence) in refusals {
        let answer = editor.browser().post_form("/admin/find/replace", &fields).await;
        assert_eq!(answer.status(), 422);
        assert!(reading::words(answer.text()).contains(sentence), "{sentence}");
    }
    assert_eq!(editor.browser().post_form("/admin/find/replace", &[]).await.status(), 400);
}

#[tokio::test]
async fn capitals_are_put_right_where_they_are_wrong_and_a_page_that_says_so_already_gets_no_version() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let (wrong, right) = (site.new_page(ids::HELP, "Wrong").await, site.new_page(ids::HELP, "Right").await);
    says(&site, wrong, "Get qkz, a Qkz or the QKZ.").await;
    site.rewrite(right, |draft| draft.title = "The QKZ".into()).await;
    site.publish(wrong).await.expect("a valid page");
    site.publish(right).await.expect("a valid page");
    let versions = site.revisions(right).await;
    let form = publisher.sees("/admin/find?q=qkz&below=/help-and-support").await.form("/admin/find/replace");
    assert_eq!(form.values("hit").len(), 4);
    let shown = form.set("with", "QKZ").set("do", "publish").press("Show what changes").await;
    let words = reading::words(shown.text());
    assert!(words.contains("2 places on 1 page") && words.contains("“The QKZ”: It says so already."), "{words}");
    confirm(&shown).await;
    assert_eq!(site.open(wrong).await.draft.body[0].content.markdown(), Some("Get QKZ, a QKZ or the QKZ."));
    assert_eq!(site.revisions(right).await, versions, "nothing of it was published again");
}

#[tokio::test]
async fn an_older_version_that_is_due_with_the_old_words_is_named() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let page = pages_with_the_number(&site, ids::HELP, 1).await[0];
    assert!(!reading::words(preview(&publisher, "publish").await.text()).contains("is due on"));
    let form = form_with(&publisher.sees(&format!("/admin/nodes/{page}/schedule")).await, "when.day");
    let form = form.set("work", "publish").set("when.day", "16").set("when.month", "3").set("when.year", "2021");
    form.set("when.time", "9am").press("Set the time").await;
    let words = reading::words(preview(&publisher, "publish").await.text());
    assert!(words.contains("A version without the new words is due on Tuesday 16 March 2021, 9am."), "{words}");
}

#[tokio::test]
async fn what_providers_offer_is_looked_through_too() {
    let site = Site::sample().await;
    let words = finds(&site.editor().await, "q=Modern+languages&kind=provider").await;
    assert!(words.contains("Subjects: Modern languages") && !words.contains("was not found"), "{words}");
}

#[tokio::test]
async fn a_heading_that_gets_other_words_is_told_because_links_to_it_find_it_no_more() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let page = site.new_page(ids::HELP, "Glossary").await;
    says(&site, page, "## Quokka fees\n\nA quokka.\n\n## Other").await;
    let shown = async |with: &str| {
        let form = editor.sees("/admin/find?q=quokka").await.form("/admin/find/replace").set("with", with);
        reading::words(form.press("Show what changes").await.text())
    };
    let words = shown("wombat").await;
    assert!(words.contains("Links to #quokka-fees open the page at its top then"), "{words}");
    let words = shown("QUOKKA").await;
    assert!(!words.contains("Links to #"), "its name is the same: {words}");
}
