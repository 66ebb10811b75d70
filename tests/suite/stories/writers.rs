//! Many people write at once, and no text is overwritten unseen.

use accounts::{
    Actor, Role,
    password::{Hasher, NewPassword},
};
use content::{Block, BlockId, sample::ids};
use editorial::people::NewPerson;
use web::client::Answer;

use crate::support::{PASSWORD, Person, SEED_PAGE, Site, editing_form};

const WRITERS: usize = 16;
const SAVES: usize = 3;

impl Site {
    /// One more editor, signed in.
    async fn another_editor(&self, number: usize) -> Person {
        let email = format!("editor{number}@example.org");
        let new = NewPerson { name: format!("Editor {number}"), email: email.clone(), role: Role::Editor };
        let hash = Hasher::fast_for_tests().hash(NewPassword::check(PASSWORD, &[]).expect("a strong password")).await;
        let hash = hash.expect("nobody else hashes");
        editorial::people::add_with_password(self.store(), Actor::SetUp, new, hash).await.expect("a new person");
        Person::signs_in(self.visitor(), &email, PASSWORD).await
    }
}

impl Person {
    /// Decides for the other text until nothing is left to decide.
    async fn takes_theirs(&self, mut asks: Answer) {
        while asks.status() == 409 {
            asks = editing_form(&asks).set("decide.block.body", "theirs").press("Save draft").await;
        }
        assert_eq!(asks.status(), 303, "{}", asks.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_writers_on_one_page_lose_nothing() {
    let site = Site::sample().await;
    let before = site.revisions(ids::ASSESSMENT_ONLY).await;
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let editor = site.another_editor(writer).await;
        writers.spawn(async move {
            for save in 0..SAVES {
                loop {
                    let form = editor.opens(ids::ASSESSMENT_ONLY).await;
                    let text = form.value("block.body.markdown").expect("the text");
                    let line = format!("{text}\n\nline {writer} of {save}.");
                    let answer = form.set("block.body.markdown", &line).press("Save draft").await;
                    match answer.status().as_u16() {
                        303 => break,
                        // One of the others was quicker: their text stands, and the line is typed again below it.
                        409 => editor.takes_theirs(answer).await,
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
async fn sixteen_writers_of_sixteen_blocks_are_joined_without_being_asked() {
    let site = Site::sample().await;
    let node = site.new_page(ids::HELP, "Sixteen parts").await;
    let name = |writer: usize| format!("part{writer}");
    site.rewrite(node, |draft| {
        let block = |writer| Block::prose(BlockId::parse(&name(writer)).expect("plain letters"), "Nothing yet.");
        draft.body = (0..WRITERS).map(block).collect();
    })
    .await;
    let before = site.revisions(node).await;
    let mut people = Vec::new();
    for writer in 0..WRITERS {
        people.push(site.another_editor(writer).await.opens(node).await);
    }
    let mut writers = tokio::task::JoinSet::new();
    for (writer, form) in people.into_iter().enumerate() {
        let field = format!("block.{}.markdown", name(writer));
        writers.spawn(async move {
            let answer = form.set(&field, &format!("By writer {writer}.")).press("Save draft").await;
            assert_eq!(answer.status(), 303, "{}", answer.text());
        });
    }
    while let Some(writer) = writers.join_next().await {
        writer.expect("a writer finishes");
    }
    let draft = site.open(node).await.draft;
    let texts: Vec<_> = draft.body.iter().filter_map(|block| block.content.markdown()).collect();
    assert_eq!(texts, (0..WRITERS).map(|writer| format!("By writer {writer}.")).collect::<Vec<_>>());
    assert_eq!(site.revisions(node).await, before + WRITERS, "one version for each save");
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
