//! Many people write at once, and no text is overwritten unseen.

use content::sample::ids;

use crate::support::{SEED_PAGE, Site};

const WRITERS: usize = 16;
const SAVES: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_writers_on_one_page_lose_nothing() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let before = site.revisions(ids::ASSESSMENT_ONLY).await;
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let editor = editor.clone();
        writers.spawn(async move {
            for save in 0..SAVES {
                loop {
                    let form = editor.opens(ids::ASSESSMENT_ONLY).await;
                    let text = form.value("block.body.markdown").expect("the text");
                    let line = format!("{text}\n\nline {writer} of {save}.");
                    let answer = form.set("block.body.markdown", &line).press("Save draft").await;
                    match answer.status().as_u16() {
                        303 => break,
                        409 => {}
                        other => panic!("{other}: {}", answer.text()),
                    }
                }
            }
        });
    }
    while let Some(writer) = writers.join_next().await {
        writer.expect("a writer finishes");
    }
    let open = site.open(ids::ASSESSMENT_ONLY).await;
    let text = open.draft.body[0].content.markdown().expect("the text");
    for writer in 0..WRITERS {
        for save in 0..SAVES {
            assert_eq!(
                text.matches(&format!("\n\nline {writer} of {save}.")).count(),
                1,
                "writer {writer}, save {save}"
            );
        }
    }
    assert_eq!(site.revisions(ids::ASSESSMENT_ONLY).await, before + WRITERS * SAVES, "one version for each save");
    assert!(!site.reads(SEED_PAGE).await.contains("line 0 of 0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_see_each_publication_whole() {
    let site = std::sync::Arc::new(Site::sample().await);
    let writing = std::sync::Arc::clone(&site);
    let writer = tokio::spawn(async move {
        for round in 0..20 {
            let words = format!("round{round}");
            writing
                .rewrite(ids::ASSESSMENT_ONLY, |draft| {
                    draft.title.clone_from(&words);
                    draft.summary.clone_from(&words);
                })
                .await;
            writing.publish(ids::ASSESSMENT_ONLY).await.expect("a valid draft");
            assert!(writing.reads(SEED_PAGE).await.contains(&format!("<h1>{words}</h1>")), "the very next request");
        }
    });
    while !writer.is_finished() {
        let page = site.reads(SEED_PAGE).await;
        let title = crate::support::reading::between(&page, "<h1>", "</h1>");
        assert!(
            title == "Assessment Only" || page.contains(&format!("content=\"{title}\"")),
            "title and summary belong together"
        );
    }
    writer.await.expect("the writer finishes");
}
