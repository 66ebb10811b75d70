//! Opening a page and saving it untouched changes nothing, not one byte, in a browser without JavaScript.

mod constructs;

use content::{Block, BlockContent, BlockId, Details, FootBlocks, sample::ids};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::support::{Person, Site};

#[tokio::test]
async fn the_seed_page_survives() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let before = site.open(ids::ASSESSMENT_ONLY).await;
    let form = editor.opens(ids::ASSESSMENT_ONLY).await;
    let words = before.draft.body[0].content.markdown().expect("text");
    assert!(words.contains("you’re") && words.contains("QTS.\u{a0}\n"), "the bytes that editors lose first are there");
    assert_eq!(form.value("block.body.markdown").as_deref(), Some(words));
    assert_eq!(form.press("Save draft").await.status(), 303);
    let after = site.open(ids::ASSESSMENT_ONLY).await;
    assert_eq!((after.revision, &after.draft), (before.revision, &before.draft));
}

#[tokio::test]
async fn so_does_every_page_event_and_provider_of_the_sample_site() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    for node in content::sample::site(site.store().now()) {
        is_unchanged(&site, &publisher, node.id, "Save draft").await;
    }
    is_unchanged(&site, &publisher, ids::ASSESSMENT_ONLY, "Publish").await;
}

async fn is_unchanged(site: &Site, person: &Person, node: content::NodeId, button: &str) {
    let before = site.open(node).await;
    let answer = person.opens(node).await.press(button).await;
    assert_eq!(answer.status(), 303, "node {node}: {}", answer.text());
    let after = site.open(node).await;
    assert_eq!(after.draft, before.draft, "node {node}");
    assert_eq!(after.revision, before.revision, "node {node} got a new version although nothing changed");
}

#[tokio::test]
async fn so_does_every_construct_of_markdown() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let node = ids::ASSESSMENT_ONLY;
    for texts in constructs::CONSTRUCTS.chunks(8) {
        let numbered = (1..).zip(texts);
        let blocks: Vec<Block> =
            numbered.map(|(number, (_, text))| Block::prose(BlockId::from_number(number), *text)).collect();
        site.rewrite(node, |draft| draft.body = blocks).await;
        let form = editor.opens(node).await;
        let typed: Vec<String> =
            form.fields().into_iter().filter(|(name, _)| name.ends_with(".markdown")).map(|(_, text)| text).collect();
        assert_eq!(typed.len(), texts.len());
        for ((what, text), typed) in texts.iter().zip(&typed) {
            assert_eq!(typed, text, "{what}, in the form");
        }
        is_unchanged(&site, &editor, node, "Save draft").await;
        for ((what, text), block) in texts.iter().zip(&site.open(node).await.draft.body) {
            assert_eq!(block.content.markdown(), Some(*text), "{what}, saved");
        }
    }
}

/// Text as people and clipboards make it, and what HTML and forms like to lose of it.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,30}",
        "[a-z’“”–… ]{0,30}",
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("  \n".to_owned()),
        Just("\\\n".to_owned()),
        Just("\t".to_owned()),
        Just("\u{a0}".to_owned()),
        Just("</textarea><b>&amp;&lt;&nbsp;".to_owned()),
        Just("{{ title }}{% raw %}".to_owned()),
        Just("é e\u{301} \u{200d} 👩‍🏫 \u{2028} \u{feff}".to_owned()),
        Just("[approved provider](node:463 \"Providers\")".to_owned()),
        Just("[out](https://www.gov.uk/a?b=1&c=2#d)".to_owned()),
        Just("## How to apply\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".to_owned()),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_text_survives() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (site, editor) = runtime.block_on(async {
        let site = Site::sample().await;
        let editor = site.editor().await;
        (site, editor)
    });
    let mut runner = TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
    let texts = (markdown(), markdown());
    let result = runner.run(&texts, |(body, foot)| {
        runtime.block_on(async {
            let node = ids::ASSESSMENT_ONLY;
            site.rewrite(node, |draft| {
                draft.body = vec![content::Block::prose(content::BlockId::from_number(7), body.clone())];
                let Details::Page(page) = &mut draft.details else { unreachable!("it is a page") };
                let mut block = content::Block::prose(content::BlockId::from_number(8), foot.clone());
                if foot.len() % 2 == 0 {
                    let call_out =
                        content::CallOut { heading: "Note".into(), markdown: foot.clone(), ..Default::default() };
                    block.content = BlockContent::CallOut(call_out);
                }
                page.foot = FootBlocks::Own(vec![block]);
            })
            .await;
            is_unchanged(&site, &editor, node, "Save draft").await;
        });
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
}
