//! Two people open one page. What they changed apart is joined; what they changed both is decided; nobody's text is lost.

use content::{Block, BlockId, NodeId, sample::ids};

use crate::support::{SEED_PAGE, Site, editing_form, form_with, reading};

/// A live page with two blocks of text.
async fn page_of_two_blocks(site: &Site) -> NodeId {
    let node = site.new_page(ids::HELP, "Fees").await;
    site.rewrite(node, |draft| draft.body.push(Block::prose(second(), "The fee is about £2,500."))).await;
    site.publish(node).await.expect("a valid page");
    node
}

fn second() -> BlockId {
    BlockId::parse("second").expect("plain letters")
}

fn first_name() -> String {
    format!("block.{}.markdown", BlockId::from_number(1))
}

async fn said(answer: &web::client::Answer) -> String {
    reading::words(answer.follow().await.text())
}

#[tokio::test]
async fn changes_of_different_blocks_are_joined_and_the_screen_says_so() {
    let site = Site::sample().await;
    let node = page_of_two_blocks(&site).await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let his = publisher.opens(node).await.set("block.second.markdown", "The fee is £2,700.");
    site.clock_reads("2021-03-15T09:40:00Z");
    let hers = editor.opens(node).await.set(&first_name(), "Read this first.").press("Save draft").await;
    assert_eq!(hers.status(), 303);
    assert!(said(&hers).await.contains("Draft saved."));

    let saved = his.press("Save draft").await;
    assert_eq!(saved.status(), 303, "{}", saved.text());
    let words = said(&saved).await;
    let sentence = "Draft saved. Your changes and Cerys Morgan’s from 9:40am were joined: theirs in Text block 1; yours in Text block 2.";
    assert!(words.contains(sentence), "{words}");
    let draft = site.open(node).await.draft;
    let texts: Vec<_> = draft.body.iter().filter_map(|block| block.content.markdown()).collect();
    assert_eq!(texts, ["Read this first.", "The fee is £2,700."]);
    let history = publisher.sees(&format!("/admin/nodes/{node}/history")).await;
    assert!(
        history.text().contains("Cerys Morgan") && history.text().contains("Ben Okafor"),
        "both are in the history"
    );
}

#[tokio::test]
async fn one_field_that_both_changed_is_decided_and_nothing_is_saved_before() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let hers = editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "Assessment without training");
    let his = publisher.opens(ids::ASSESSMENT_ONLY).await;
    let his = his.set("title", "Assessment by a school").set("summary", "One summary.");
    assert_eq!(hers.press("Save draft").await.status(), 303);

    let asks = his.press("Save draft").await;
    assert_eq!(asks.status(), 409);
    let text = reading::words(asks.text());
    assert!(text.contains("Decide what to keep: Assessment without training"), "{text}");
    assert!(text.contains("Cerys Morgan saved today at 9am"), "{text}");
    assert!(text.contains("without training") && text.contains("by a school"), "{text}");
    assert!(text.contains("Yours, without a conflict Summary"), "{text}");
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Assessment without training");

    // Nothing chosen: the screen says where, and still holds everything.
    let again = editing_form(&asks).press("Save draft").await;
    assert_eq!(again.status(), 409);
    assert!(reading::words(again.text()).contains("Choose what to keep of “Title”"));
    let form = editing_form(&again);
    assert_eq!(form.value("title").as_deref(), Some("Assessment by a school"), "what was typed is still there");

    let saved = form.set("decide.title", "mine").press("Save draft").await;
    assert_eq!(saved.status(), 303, "{}", saved.text());
    let draft = site.open(ids::ASSESSMENT_ONLY).await.draft;
    assert_eq!((draft.title.as_str(), draft.summary.as_str()), ("Assessment by a school", "One summary."));
    assert_eq!(site.revisions(ids::ASSESSMENT_ONLY).await, 3, "hers stays in the history");
}

#[tokio::test]
async fn two_texts_of_one_block_can_both_be_kept() {
    let site = Site::sample().await;
    let node = page_of_two_blocks(&site).await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let his = publisher.opens(node).await.set("block.second.markdown", "The fee is £2,700.");
    let hers = editor.opens(node).await.set("block.second.markdown", "The fee is £2,600.");
    assert_eq!(hers.press("Save draft").await.status(), 303);
    let asks = his.press("Save draft").await;
    assert_eq!(asks.status(), 409);
    assert_eq!(editing_form(&asks).set("decide.block.second", "both").press("Save draft").await.status(), 303);
    let draft = site.open(node).await.draft;
    assert_eq!(draft.body[1].content.markdown(), Some("The fee is £2,600.\n\nThe fee is £2,700."));
}

#[tokio::test]
async fn what_one_removed_and_the_other_changed_is_decided() {
    let site = Site::sample().await;
    let node = page_of_two_blocks(&site).await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let shorter = publisher.opens(node).await.press("Remove text block 2").await;
    assert_eq!(shorter.status(), 200);
    let hers = editor.opens(node).await.set("block.second.markdown", "The fee is £2,600.");
    assert_eq!(hers.press("Save draft").await.status(), 303);
    let asks = editing_form(&shorter).press("Save draft").await;
    assert_eq!(asks.status(), 409);
    assert!(reading::words(asks.text()).contains("Mine: remove it"), "{}", asks.text());
    assert_eq!(editing_form(&asks).set("decide.block.second", "theirs").press("Save draft").await.status(), 303);
    assert_eq!(site.open(node).await.draft.body[1].content.markdown(), Some("The fee is £2,600."));
}

#[tokio::test]
async fn a_decision_that_is_overtaken_is_joined_anew() {
    let site = Site::sample().await;
    let node = page_of_two_blocks(&site).await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let his = publisher.opens(node).await.set("block.second.markdown", "The fee is £2,700.");
    let hers = editor.opens(node).await.set("block.second.markdown", "The fee is £2,600.");
    assert_eq!(hers.press("Save draft").await.status(), 303);
    let first = editing_form(&his.press("Save draft").await);
    // She saves once more, elsewhere and at the same place.
    let more = editor.opens(node).await.set("title", "All fees").set("block.second.markdown", "The fee is £2,650.");
    assert_eq!(more.press("Save draft").await.status(), 303);

    let asks = first.set("decide.block.second", "mine").press("Save draft").await;
    assert_eq!(asks.status(), 409, "what he chose was chosen against another text");
    let text = reading::words(asks.text());
    assert!(text.contains("£2,650") && text.contains("£2,700"), "{text}");
    assert_eq!(editing_form(&asks).set("decide.block.second", "mine").press("Save draft").await.status(), 303);
    let draft = site.open(node).await.draft;
    assert_eq!((draft.title.as_str(), draft.body[1].content.markdown()), ("All fees", Some("The fee is £2,700.")));
}

#[tokio::test]
async fn publishing_from_an_old_screen_joins_and_asks_to_publish_again() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let his = publisher.opens(ids::ASSESSMENT_ONLY).await.set("summary", "Typed long ago.");
    editor.retitles(ids::ASSESSMENT_ONLY, "Not looked at by Ben").await;
    let answer = his.press("Publish").await;
    assert_eq!(answer.status(), 303);
    let words = said(&answer).await;
    assert!(words.contains("Not published yet. Draft saved. Your changes and Cerys Morgan’s"), "{words}");
    assert!(words.contains("then publish again"), "{words}");
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Assessment Only</h1>"), "the public sees neither");
    publisher.publishes(ids::ASSESSMENT_ONLY).await;
    let public = site.reads(SEED_PAGE).await;
    assert!(public.contains("<h1>Not looked at by Ben</h1>") && public.contains("Typed long ago."));
}

#[tokio::test]
async fn an_untouched_old_screen_publishes_nothing_that_its_person_has_not_seen() {
    let site = Site::sample().await;
    let (editor, publisher) = (site.editor().await, site.publisher().await);
    let his = publisher.opens(ids::ASSESSMENT_ONLY).await;
    editor.retitles(ids::ASSESSMENT_ONLY, "Not looked at by Ben").await;
    let answer = his.press("Publish").await;
    assert_eq!(answer.status(), 303);
    assert!(said(&answer).await.contains("You had changed nothing. Cerys Morgan’s newer version is shown."));
    assert!(site.reads(SEED_PAGE).await.contains("<h1>Assessment Only</h1>"));
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Not looked at by Ben", "her draft stands");
}

#[tokio::test]
async fn a_form_that_stands_on_a_version_of_another_page_changes_nothing() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let other = site.open(ids::HELP).await.revision;
    let before = site.revisions(ids::ASSESSMENT_ONLY).await;
    let form = editor.opens(ids::ASSESSMENT_ONLY).await.set("title", "Typed here");
    let refused = form.set("base", &other.to_string()).press("Save draft").await;
    assert_eq!(refused.status(), 409);
    let text = reading::words(refused.text());
    assert!(text.contains("This form was not made from a version of this page, so nothing was saved."), "{text}");
    assert_eq!(form_with(&refused, "base").value("title").as_deref(), Some("Typed here"), "the text is still there");
    let decided = editing_form(&refused).set("base", &site.open(ids::ASSESSMENT_ONLY).await.revision.to_string());
    let fields: Vec<(String, String)> = decided.fields();
    let mut pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let against = other.to_string();
    pairs.extend([("against", against.as_str()), ("decide.title", "mine"), ("action", "save")]);
    let answer = editor.browser().post_form(&format!("/admin/nodes/{}", ids::ASSESSMENT_ONLY), &pairs).await;
    assert_eq!(answer.status(), 409, "nor does a decision against such a version");
    assert_eq!(site.revisions(ids::ASSESSMENT_ONLY).await, before);
}
