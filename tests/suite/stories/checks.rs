//! What a reader would stumble over is found before it is published, and stays on the report where it is not mended.

use accounts::{Action, Actor};
use content::{Block, BlockId, Details, Draft, Kind, NodeId, sample::ids};
use editorial::{Refusal, publish::Telling};
use store::rights::{Subject, may};
use web::client::{Answer, FilledForm};

use crate::support::{NEWCASTLE, Person, SEED_PAGE, Site, form_with, reading};

const EDITOR: &str = "/admin/nodes/5";
const TEXT: &str = "block.body.markdown";

/// The panel of the checks, as words.
fn panel(screen: &Answer) -> String {
    reading::words(reading::between(screen.text(), "id=\"checks\"", "</section>\n      <section"))
}

/// The value of the first button whose visible words begin so.
fn button(screen: &Answer, begins: &str) -> String {
    let buttons = reading::all_between(
        screen.text(),
        "<button class=\"button small\" type=\"submit\" name=\"action\"",
        "</button>",
    );
    let found = buttons.into_iter().find(|button| button.contains(&format!("\">{begins}")));
    reading::between(found.unwrap_or_else(|| panic!("no button {begins:?}")), "value=\"", "\"").to_owned()
}

/// Sends a form with the button of that value.
async fn presses(person: &Person, form: &FilledForm, value: &str) -> Answer {
    let mut fields = form.fields();
    fields.push(("action".to_owned(), value.to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.browser().post_form(form.action(), &fields).await
}

/// Publishes a page's draft through the verb, with a reason or without.
async fn publishes(site: &Site, node: NodeId, despite: &str) -> Result<(), Refusal> {
    let permit = site.permit(Action::Publish, node).await;
    let telling = Telling { despite: despite.into(), takes_address: true, ..Telling::default() };
    let revision = site.open(node).await.revision;
    editorial::publish::telling(site.store(), &permit, revision, telling).await.map(drop)
}

async fn writes(site: &Site, node: NodeId, markdown: &str) {
    let block = Block::prose(BlockId::parse("body").expect("plain letters"), markdown);
    site.rewrite(node, |draft| draft.body = vec![block]).await;
}

#[tokio::test]
async fn the_panel_names_the_line_and_a_fix_changes_that_and_nothing_else() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let before = site.revisions(ids::ASSESSMENT_ONLY).await;
    let text = "## Fees\n\nThere is a fee.  \nSee [](node:463) here.\n\n#### Who pays\n\nYou do.\n";
    let form = editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "Assessed").set(TEXT, text);
    let screen = form.press("Check again").await;
    assert_eq!(screen.status(), 200);
    let words = panel(&screen);
    assert!(words.contains("2 errors"), "{words}");
    assert!(words.contains("Block 1, line 4. A link to node:463 has no words."), "{words}");
    assert!(words.contains("Nobody can see or hear a link without words. Go to line 4"), "{words}");
    assert!(
        words.contains("Block 1, line 6. The heading “Who pays” is of level 4 and follows one of level 2."),
        "{words}"
    );
    assert!(screen.text().contains("href=\"#block-body-markdown\""), "each leads to its text");

    let fix = button(&screen, "Fix: correct the level");
    let mended = presses(&editor, &form_with(&screen, "title"), &fix).await;
    assert_eq!(mended.status(), 200, "{}", mended.text());
    let form = form_with(&mended, "title");
    assert_eq!(form.value(TEXT).as_deref(), Some(text.replace("####", "###").as_str()), "every other byte stays");
    assert_eq!(form.value("title").as_deref(), Some("Assessed"), "and everything else that was typed");
    assert!(panel(&mended).contains("1 error"));
    assert_eq!(site.revisions(ids::ASSESSMENT_ONLY).await, before, "nothing is saved");

    let again = presses(&editor, &form, &fix).await;
    assert_eq!(again.status(), 422);
    assert!(reading::words(again.text()).contains("this is not found in it any more"));
    assert_eq!(form_with(&again, "title").value(TEXT), form.value(TEXT), "and changes nothing");
}

#[tokio::test]
async fn a_page_without_findings_is_to_be_read_aloud() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let form = editor.opens(ids::ASSESSMENT_ONLY).await.set(TEXT, "All is well here.").set("summary", "All is well.");
    let screen = form.press("Check again").await;
    assert!(panel(&screen).contains("No problems found by automatic checks. Read the page aloud before you publish."));
}

#[tokio::test]
async fn an_error_that_the_edit_brings_in_waits_for_a_reason() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let before = site.reads(SEED_PAGE).await;
    let text = "## Fees\n\nThe fee is [here](#gone).\n\n<iframe src=\"https://example.com\"></iframe>\n";
    let refused = ben.opens(ids::ASSESSMENT_ONLY).await.set(TEXT, text).press("Publish").await;
    assert_eq!(refused.status(), 422);
    let summary = reading::words(reading::between(refused.text(), "There is a problem", "</ul>"));
    assert!(summary.contains("Block 1, line 3: The link “here” leads to #gone."), "{summary}");
    assert!(summary.contains("Block 1, line 5: <iframe> is left out of the page"), "{summary}");
    assert!(summary.contains("This text brings in 2 errors."), "{summary}");
    let links = reading::links(reading::between(refused.text(), "There is a problem", "</ul>"));
    assert_eq!(links, ["#block-body-markdown", "#block-body-markdown", "#despite"]);
    assert_eq!(site.reads(SEED_PAGE).await, before, "nothing went live");

    let form = form_with(&refused, "title");
    assert_eq!(form.value(TEXT).as_deref(), Some(text), "nothing typed is lost");
    let blank = form_with(&refused, "title").set("despite", "  ").press("Publish").await;
    assert_eq!(blank.status(), 422, "spaces are no reason");
    let done = form.set("despite", "The map follows at noon").press("Publish").await;
    assert_eq!(done.status(), 303, "{}", done.text());
    assert!(site.reads(SEED_PAGE).await.contains("The fee is"));
    let history = reading::words(ben.sees("/admin/history").await.text());
    assert!(history.contains("published despite errors Assessment Only The map follows at noon"), "{history}");
    let report = reading::words(ben.sees("/admin/reports/accessibility").await.text());
    assert!(report.contains("Published despite errors") && report.contains("The map follows at noon"), "{report}");
    assert!(report.contains("Block 1, line 5 <iframe> is left out"), "{report}");
}

#[tokio::test]
async fn what_was_live_stays_fit_to_be_published() {
    let site = Site::sample().await;
    writes(&site, ids::ASSESSMENT_ONLY, "See [](node:463).\n").await;
    publishes(&site, ids::ASSESSMENT_ONLY, "It is urgent").await.expect("there is a reason");
    let ben = site.publisher().await;
    let moved =
        ben.opens(ids::ASSESSMENT_ONLY).await.set(TEXT, "A new line.\n\nSee [](node:463).\n").press("Publish").await;
    assert_eq!(moved.status(), 303, "the older error does not block: {}", moved.text());
    assert!(panel(&moved.follow().await).contains("1 error"), "but it is shown");
    site.unpublish(ids::ASSESSMENT_ONLY, None).await.expect("it is live");
    site.publish(ids::ASSESSMENT_ONLY).await.expect("it was live like this");
    let twice =
        ben.opens(ids::ASSESSMENT_ONLY).await.set(TEXT, "See [](node:463) and [](node:463).\n").press("Publish").await;
    assert_eq!(twice.status(), 422, "once more is new");
    assert!(reading::words(twice.text()).contains("This text brings in an error."));
    site.ends_well().await;
}

#[tokio::test]
async fn the_first_publication_has_no_older_errors() {
    let site = Site::sample().await;
    let node = site.new_page(NodeId::HOME, "New").await;
    writes(&site, node, "See [](node:463).\n").await;
    let Err(Refusal::Invalid(problems)) = publishes(&site, node, "").await else { panic!("it went live") };
    let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["block.body.markdown", "despite"]);
    writes(&site, node, "See [the providers](node:463), [later](node:99999).\n").await;
    let Err(Refusal::Invalid(problems)) = publishes(&site, node, "").await else { panic!("it went live") };
    assert_eq!(
        problems[0].sentence,
        "Block 1: The link “later” leads to page number 99999, and there is no such page."
    );
    writes(&site, node, &format!("See [a draft](node:{}).\n", ids::CAREER_CHANGE)).await;
    publishes(&site, node, "").await.expect("a link to a draft is a warning");
}

#[tokio::test]
async fn no_door_is_left_open() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    writes(&site, ids::ASSESSMENT_ONLY, "See [](node:463).\n").await;
    let bulk = ben.browser().post_form("/admin/bulk", &[("node", "5"), ("action", "publish")]).await;
    assert_eq!(bulk.status(), 422);
    assert!(reading::words(bulk.text()).contains("A link to node:463 has no words."), "{}", bulk.text());
    let review = ben.sees("/admin/nodes/5/review").await;
    let revision = site.open(ids::ASSESSMENT_ONLY).await.revision.to_string();
    let fields = [("action", "publish"), ("revision", revision.as_str())];
    assert_ne!(ben.browser().post_form(review.path(), &fields).await.status(), 303);

    let form = form_with(&ben.sees("/admin/nodes/5/schedule").await, "when.day").set("work", "publish");
    let form = form.set("when.day", "16").set("when.month", "3").set("when.year", "2021").set("when.time", "9am");
    let refused = form.press("Set the time").await;
    assert_eq!(refused.status(), 422);
    assert!(reading::words(refused.text()).contains("A link to node:463 has no words."));
    let set = form_with(&refused, "when.day").set("despite", "Mended by hand at nine").press("Set the time").await;
    assert_eq!(set.status(), 303, "{}", set.text());
    site.clock_reads("2021-03-16T09:00:00Z");
    editorial::schedule::do_what_is_due(site.store()).await.expect("the database answers");
    assert!(site.reads(SEED_PAGE).await.contains("<p>See .</p>"), "it goes live: somebody said why");
}

#[tokio::test]
async fn an_accepted_warning_is_quiet_until_its_text_changes() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let text = "To apply, [click here](node:463).";
    let form = editor.opens(ids::ASSESSMENT_ONLY).await.set(TEXT, text).set("summary", "How to apply.");
    let screen = form.press("Check again").await;
    assert!(panel(&screen).contains("1 warning"), "{}", panel(&screen));
    let accepted = presses(&editor, &form_with(&screen, "title"), &button(&screen, "Accept")).await;
    assert_eq!(accepted.status(), 200);
    assert!(panel(&accepted).contains("No problems found"), "{}", panel(&accepted));
    assert!(panel(&accepted).contains("1 warning is accepted until the text changes."));
    let form = form_with(&accepted, "title");
    assert_eq!(form.value(TEXT).as_deref(), Some(text), "what was typed is still there");
    let moved = form.set(TEXT, &format!("First of all.\n\n{text}")).press("Save draft").await.follow().await;
    assert!(panel(&moved).contains("No problems found"), "it stays accepted where it moves");
    let history = reading::words(editor.sees("/admin/history").await.text());
    assert!(history.contains("accepted a warning on Assessment Only"), "{history}");
    let report = editor.sees("/admin/reports/accessibility?in=draft&kind=warnings").await;
    assert!(!report.text().contains("click here"), "nor is it on the report");
    let changed = form_with(&moved, "title").set(TEXT, "To apply, [click here](node:80).").press("Check again").await;
    assert!(panel(&changed).contains("1 warning"), "{}", panel(&changed));
}

#[tokio::test]
async fn an_error_is_not_accepted() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let screen = editor.opens(ids::ASSESSMENT_ONLY).await.set(TEXT, "See [](node:463).").press("Check again").await;
    let value = button(&screen, "Fix: remove the link").replace("fix:", "accept:");
    let answer = presses(&editor, &form_with(&screen, "title"), &value).await;
    assert_eq!(answer.status(), 422);
    assert!(reading::words(answer.text()).contains("An error cannot be accepted."));
}

#[tokio::test]
async fn five_warnings_are_open_and_the_rest_is_counted() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let lines = (463..=470).map(|number| format!("[click here](node:{number})")).collect::<Vec<_>>().join("\n\n");
    let screen = editor.opens(ids::ASSESSMENT_ONLY).await.set(TEXT, &lines).press("Check again").await;
    let warnings = reading::between(screen.text(), "id=\"checks-warnings\"", "</section>");
    let (open, more) = warnings.split_once("<details>").expect("the rest is folded away");
    assert_eq!(open.matches("<li class=\"finding\"").count(), 5);
    let all = 5 + more.matches("<li class=\"finding\"").count();
    assert!(more.contains(&format!("<summary>{} more warnings</summary>", all - 5)) && all >= 8, "{all}");
}

#[tokio::test]
async fn a_script_gets_the_findings_with_their_lines() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let form = editor.opens(ids::ASSESSMENT_ONLY).await.set(TEXT, "Fine.\n\né [](node:463)");
    let fields = form.fields();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let path = format!("{EDITOR}/checks");
    let answer = editor.browser().post_form(&path, &fields).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.text().contains("A link to node:463 has no words.") && !answer.text().contains("<html"));
    let script = editor.browser().clone().with_header("accept", "application/json");
    let answer = script.post_form(&path, &fields).await;
    let data: serde_json::Value = serde_json::from_str(answer.text()).expect("JSON");
    let found = &data["findings"][0];
    assert_eq!((found["rule"].as_str(), found["severity"].as_str()), (Some("empty-link"), Some("error")));
    assert_eq!((found["line"].as_u64(), found["column"].as_u64()), (Some(3), Some(3)));
    assert_eq!(found["element"].as_str(), Some("block-body-markdown"));
    assert_eq!(site.revisions(ids::ASSESSMENT_ONLY).await, 1, "nothing is saved");
}

#[tokio::test]
async fn what_a_text_refers_to_is_told_as_it_is_typed() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let draft = site.new_page(NodeId::HOME, "Fees of next year").await;
    let typed = format!(
        "[fees](node:{draft}) [ask](/teaching-events#york) [gone](node:99999) [law](https://www.gov.uk) [none](/nothing) \
         ![A class](media:99999)"
    );
    let form = editor.opens(ids::ASSESSMENT_ONLY).await.set(TEXT, &typed);
    let fields = form.fields();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = editor.browser().post_form(&format!("{EDITOR}/checks"), &fields).await;
    let list = reading::between(answer.text(), "id=\"block-body-references\"", "</ul>");
    let items: Vec<String> =
        reading::all_between(list, "<li", "</li>").iter().map(|item| reading::words(item)).collect();
    let expected = [
        "fees → Fees of next year Draft",
        "ask → Teaching events Published",
        "gone → a page that is not there. Check this link",
        "A class → a file that is not there. Check this picture",
    ];
    assert_eq!(items.len(), expected.len(), "a link to another site, or to nothing, is no reference: {items:?}");
    for (item, expected) in items.iter().zip(expected) {
        assert!(item.ends_with(expected), "{item} / {expected}");
    }
}

#[tokio::test]
async fn the_report_follows_each_text_and_its_file_is_safe() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let errors = async |side: &str| {
        let screen = ben.sees(&format!("/admin/reports/accessibility?in={side}&kind=errors")).await;
        reading::words(reading::main_part(screen.text()))
    };
    assert!(errors("live").await.contains("There are none."), "the sample site has no errors");
    let node = site.new_page(NodeId::HOME, "=SUM(A1)").await;
    writes(&site, node, "See [](node:463).\n").await;
    assert!(errors("draft").await.contains("=SUM(A1) Block 1, line 1 A link to node:463 has no words."));
    assert!(errors("live").await.contains("There are none."));
    publishes(&site, node, "A trial").await.expect("there is a reason");
    assert!(errors("live").await.contains("A link to node:463 has no words."));
    let file = ben.sees("/admin/reports/accessibility.csv").await;
    assert!(
        file.text()
            .contains("\"'=SUM(A1)\",\"/sum-a1\",\"What visitors read\",\"Errors\",\"empty-link\",\"Block 1, line 1\""),
        "{}",
        file.text()
    );
    writes(&site, node, "See [the providers](node:463).\n").await;
    assert!(errors("draft").await.contains("There are none."));
    site.trash(node).await.expect("it may go");
    assert!(errors("live").await.contains("There are none."), "the trash is not reported");
    let index = reading::words(reading::main_part(ben.sees("/admin/reports").await.text()));
    assert!(index.contains("Accessibility 0 errors"), "{index}");
    assert_eq!(ben.browser().get("/admin/reports/accessibility?kind=nothing").await.status(), 404);
    assert_eq!(ben.browser().get("/admin/reports/accessibility?page=99").await.status(), 404);
}

#[tokio::test]
async fn pages_age_and_descriptions_are_missed() {
    let site = Site::sample().await;
    let read_by = |day: &str| {
        let day = day.parse().ok();
        move |draft: &mut Draft| {
            if let Details::Page(page) = &mut draft.details {
                page.review_by = day;
                page.owner = "Admissions".into();
            }
        }
    };
    site.rewrite(ids::ASSESSMENT_ONLY, read_by("2021-03-01")).await;
    site.rewrite(ids::WEEK, read_by("2021-04-14")).await;
    site.rewrite(ids::HELP, read_by("2021-04-15")).await;
    let ben = site.publisher().await;
    let screen = ben.sees("/admin/reports/ageing").await;
    let words = reading::words(reading::main_part(screen.text()));
    assert!(
        words.contains("Assessment Only 1 March 2021 Overdue Today") && words.contains("14 April 2021 Soon"),
        "{words}"
    );
    assert!(words.contains("2 pages") && !words.contains("15 April 2021"), "{words}");
    let file = ben.sees("/admin/reports/ageing.csv").await;
    assert!(file.text().contains("\"2021-03-15\",\"2021-03-01\",\"Admissions\""), "{}", file.text());

    let bare = site.new_live_page(NodeId::HOME, "Bare").await;
    site.rewrite(bare, |draft| draft.summary = " ".into()).await;
    let mut event = Draft::empty(Kind::Event);
    event.title = "Bare event".into();
    site.create(ids::TRAIN_TO_TEACH, event).await.expect("a valid draft");
    let words = async || reading::words(reading::main_part(ben.sees("/admin/reports/descriptions").await.text()));
    let missing = words().await;
    assert!(missing.contains("Bare Page") && missing.contains("Bare event Event Draft"), "{missing}");
    site.rewrite(bare, |draft| draft.summary = "Not so bare.".into()).await;
    assert!(!words().await.contains("Bare Page"));
    assert!(ben.sees("/admin/reports/descriptions.csv").await.text().contains("\"Bare event\""));

    site.clock_reads("2023-03-15T08:00:00Z");
    let ben = site.publisher().await;
    let not_updated =
        async || reading::words(reading::main_part(ben.sees("/admin/reports/ageing?kind=not-updated").await.text()));
    assert!(not_updated().await.contains("Every page was updated within the last two years."));
    site.clock_reads("2023-03-15T10:00:00Z");
    site.rewrite(ids::HELP, |draft| draft.summary = "Written anew.".into()).await;
    let ben = site.publisher().await;
    let words = reading::words(reading::main_part(ben.sees("/admin/reports/ageing?kind=not-updated").await.text()));
    assert!(words.contains("Not updated for two years") && words.contains("Assessment Only"), "{words}");
    let file = ben.sees("/admin/reports/ageing.csv").await;
    let old: Vec<&str> = file.text().lines().filter(|line| line.contains("Not updated for two years")).collect();
    assert!(old.len() > 50, "{}", old.len());
    let help = format!("\"{}\"", site.path(ids::HELP).await.expect("it is live"));
    assert!(!old.iter().any(|line| line.contains(&help)), "what was written anew is not old");
    assert!(!old.iter().any(|line| line.contains("/train-to-teach-events/")), "events age by their date");
}

#[tokio::test]
async fn a_copy_has_the_findings_of_its_original_and_an_author_sees_no_others() {
    let site = Site::sample().await;
    writes(&site, NEWCASTLE, "See [](node:463).\n").await;
    let author = site.author().await;
    let report = "/admin/reports/accessibility?in=draft&kind=errors";
    assert!(!author.sees(report).await.text().contains("has no words"), "a draft of others");
    let reader = may(site.store(), &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.expect("it may");
    let count = async || {
        let (drafts, errors) = (store::Side::Draft, store::checks::Severity::Error);
        store::checks::count(site.store(), &reader, drafts, errors).await.expect("the database answers")
    };
    assert_eq!(count().await, 1);
    let (permit, target) =
        (site.permit(Action::ReadDraft, NEWCASTLE).await, site.permit(Action::Create, ids::TRAIN_TO_TEACH).await);
    let place = content::Place { parent: ids::TRAIN_TO_TEACH, position: content::Position::Last };
    let step = editorial::plan::Step::Copy { permit, target, place, slug: String::new(), title: "Copy".into() };
    let proposal = editorial::plan::Proposal::one(step);
    let plan = editorial::plan::make(site.store(), &reader, &proposal).await.expect("a plan");
    let confirmed = editorial::plan::Confirmation { fingerprint: plan.fingerprint, takes_addresses: false };
    editorial::plan::carry_out(site.store(), &reader, &proposal, &confirmed).await.expect("it is done");
    assert_eq!(count().await, 2);
}
