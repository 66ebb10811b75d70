//! Drafts are for editors. Whatever stands in them, no public answer holds a word of it.

use std::collections::BTreeSet;

use content::{Block, BlockContent, BlockId, Cards, CardsSource, NodeId};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::support::{Site, verbs};

/// What one random page is like.
#[expect(clippy::struct_excessive_bools, reason = "each says whether a step of the plan is taken")]
#[derive(Clone, Debug)]
struct Plan {
    below: prop::sample::Index,
    published: bool,
    edited_since: bool,
    trashed: bool,
    unpublished: bool,
    in_menu: bool,
}

fn plan() -> impl Strategy<Value = Plan> {
    (
        any::<prop::sample::Index>(),
        any::<bool>(),
        any::<bool>(),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.2),
        any::<bool>(),
    )
        .prop_map(|(below, published, edited_since, trashed, unpublished, in_menu)| Plan {
            below,
            published,
            edited_since,
            trashed,
            unpublished,
            in_menu,
        })
}

/// Grows a tree as planned. Every word of a draft that is not public begins with `secret`.
async fn grows(site: &Site, plans: &[Plan]) {
    let mut nodes = vec![NodeId::HOME];
    for (number, plan) in plans.iter().enumerate() {
        let parent = nodes[plan.below.index(nodes.len())];
        let word = if plan.published { "open" } else { "secret" };
        let mut draft = verbs::page(&format!("{word}{number}"));
        draft.summary = format!("{word}{number} in short");
        draft.body.push(Block {
            id: BlockId::from_number(2),
            content: BlockContent::Cards(Cards { heading: String::new(), source: CardsSource::Children }),
        });
        let chosen = Cards { heading: String::new(), source: CardsSource::Chosen(nodes.clone()) };
        draft.body.push(Block { id: BlockId::from_number(3), content: BlockContent::Cards(chosen) });
        let links = nodes.iter().fold(String::new(), |text, node| text + &format!("[to {node}](node:{node}) "));
        draft.body.push(Block::prose(BlockId::from_number(4), links));
        if let content::Details::Page(page) = &mut draft.details {
            page.in_menu = plan.in_menu;
        }
        let Ok(node) = site.create(parent, draft).await else { continue };
        nodes.push(node);
        if plan.published {
            site.publish(node).await.expect("a valid draft");
        }
        if plan.edited_since {
            site.rewrite(node, |draft| {
                draft.title = format!("secret{number}");
                draft.navigation_title = format!("secret{number}");
                draft.summary = format!("secret{number}");
                draft.body.truncate(1);
                draft.body.push(Block::prose(BlockId::from_number(5), format!("secret{number}")));
            })
            .await;
        }
        if plan.unpublished && plan.published {
            site.rewrite(node, |draft| draft.title = format!("secret{number}")).await;
            site.unpublish(node, None).await.expect("it is live");
        } else if plan.trashed {
            site.trash(node).await.expect("no home page");
            nodes.pop();
        }
    }
}

#[test]
fn no_draft_is_ever_public() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut runner = TestRunner::new(Config { cases: 8, failure_persistence: None, ..Config::default() });
    let result = runner.run(&proptest::collection::vec(plan(), 5..25), |plans| {
        runtime.block_on(async {
            let site = Site::new().await;
            grows(&site, &plans).await;
            site.ends_well().await;
            let live = site.addresses_of_the_sitemap().await;
            for (path, text) in everything_public(&site, &live).await {
                // Words in addresses are structure, which a redirect of a page that was public may show; words in texts are not.
                let shown = text.replace("/secret", "/address");
                prop_assert!(!shown.contains("secret"), "{path}:\n{text}");
            }
            Ok(())
        })
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Every public answer: pages, lists, API, and the ways onward from pages that are missing.
async fn everything_public(site: &Site, live: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut asked: Vec<String> = live.iter().cloned().collect();
    asked.extend(live.iter().map(|path| format!("{}/nothing-here", path.trim_end_matches('/'))));
    asked.extend(live.iter().map(|path| format!("/api/v1/resolve?path={path}")));
    asked.extend((1..40).map(|node| format!("/node/{node}")));
    asked.extend((0..25).map(|number| format!("/secret{number}")));
    asked.extend((0..25).map(|number| format!("/api/v1/resolve?path=/secret{number}")));
    asked.extend(["/sitemap.xml", "/api/v1/pages?limit=100", "/api/v1/events", "/api/v1/providers"].map(str::to_owned));
    let visitor = site.visitor();
    let mut answers = Vec::new();
    for path in asked {
        let answer = visitor.get(&path).await;
        assert!(!answer.status().is_server_error(), "{path}");
        let asked = path.trim_start_matches("/api/v1/resolve?path=");
        let text = if asked.contains("secret") { answer.text().replace(asked, "") } else { answer.text().to_owned() };
        answers.push((path, text));
    }
    answers
}

#[tokio::test]
async fn a_draft_and_nothing_answer_alike() {
    let site = Site::sample().await;
    let draft = site.path(content::sample::ids::CAREER_CHANGE).await.expect("an address");
    let of_draft = site.visitor().get(draft.as_str()).await;
    let nowhere = format!("{}x", draft.as_str());
    let of_nothing = site.visitor().get(&nowhere).await;
    assert_eq!(of_draft.status(), of_nothing.status());
    assert_eq!(of_draft.text(), of_nothing.text());
    let numbers = [site.visitor().get("/node/33").await, site.visitor().get("/node/999999").await];
    assert_eq!(numbers[0].status(), numbers[1].status());
    let resolved = format!("/api/v1/resolve?path={draft}");
    assert_eq!(site.visitor().get(&resolved).await.text(), site.visitor().get(&format!("{resolved}x")).await.text());
}
