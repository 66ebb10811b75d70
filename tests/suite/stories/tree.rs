//! Whatever people do to the tree, in whatever order, it stays a tree, and no address that was ever public is forgotten.

use std::collections::{HashMap, HashSet};

use accounts::Action;
use content::{NodeId, UrlPath};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use store::published::{Resolved, Slice};

use crate::support::{Site, verbs};

/// One thing that somebody does, to nodes picked from those there are.
#[derive(Clone, Debug)]
enum Step {
    Create(prop::sample::Index, u8),
    Publish(prop::sample::Index),
    Unpublish(prop::sample::Index),
    Rename(prop::sample::Index, u8),
    Move(prop::sample::Index, prop::sample::Index),
    Trash(prop::sample::Index),
    Restore(prop::sample::Index),
    /// Takes back one of the last things that were done.
    Undo(prop::sample::Index),
}

fn step() -> impl Strategy<Value = Step> {
    let any = any::<prop::sample::Index>;
    // Few names, so that they meet.
    let name = 0..6_u8;
    prop_oneof![
        4 => (any(), name.clone()).prop_map(|(below, name)| Step::Create(below, name)),
        5 => any().prop_map(Step::Publish),
        1 => any().prop_map(Step::Unpublish),
        3 => (any(), name).prop_map(|(node, name)| Step::Rename(node, name)),
        4 => (any(), any()).prop_map(|(node, below)| Step::Move(node, below)),
        1 => any().prop_map(Step::Trash),
        2 => any().prop_map(Step::Restore),
        4 => any().prop_map(Step::Undo),
    ]
}

/// The site and what we remember of it.
struct History {
    site: Site,
    nodes: Vec<NodeId>,
    /// Which node was the last that the public read at an address.
    public: HashMap<UrlPath, NodeId>,
    /// Every node that the public ever read at an address.
    ever: HashMap<UrlPath, HashSet<NodeId>>,
}

impl History {
    async fn begins() -> Self {
        Self { site: Site::new().await, nodes: vec![NodeId::HOME], public: HashMap::new(), ever: HashMap::new() }
    }

    /// Does it, or is told why not.
    async fn does(&mut self, step: &Step) {
        let nodes = self.nodes.clone();
        let pick = |index: &prop::sample::Index| nodes[index.index(nodes.len())];
        let (site, name) = (&self.site, |name: u8| format!("name{name}"));
        match step {
            Step::Create(below, number) => {
                if let Ok(node) = site.create(pick(below), verbs::page(&name(*number))).await {
                    self.nodes.push(node);
                }
            }
            Step::Publish(node) => drop(site.publish(pick(node)).await),
            Step::Unpublish(node) => drop(site.unpublish(pick(node), None).await),
            Step::Rename(node, number) => drop(site.rename(pick(node), &name(*number)).await),
            Step::Move(node, below) => drop(site.move_below(pick(node), pick(below)).await),
            Step::Trash(node) => drop(site.trash(pick(node)).await),
            Step::Restore(node) => drop(site.restore(pick(node)).await),
            Step::Undo(which) => {
                if site.undo_one_of_the_last(8, *which).await.is_ok() {
                    self.accepts_what_was_undone().await;
                }
            }
        }
        let all = Slice { limit: 100_000, offset: 0 };
        let live = store::published::pages(self.site.store(), all).await.expect("the database answers");
        for page in live.items {
            self.ever.entry(page.path.clone()).or_default().insert(page.id);
            self.public.insert(page.path, page.id);
        }
    }

    /// Undoing may give an address back to a page that had it before: then that one is the last.
    async fn accepts_what_was_undone(&mut self) {
        let mut undecided = Vec::new();
        for (path, node) in &mut self.public {
            let shown = match self.site.resolve(path.as_str()).await {
                Resolved::Moved(target) => match self.site.resolve(&target).await {
                    Resolved::Live(live) => live.id,
                    _ => continue,
                },
                Resolved::Live(live) => live.id,
                // It may be another page's again, which is not public now: nobody can tell which from outside.
                Resolved::Gone if self.ever.get(path).is_some_and(|nodes| nodes.len() > 1) => {
                    undecided.push(path.clone());
                    continue;
                }
                Resolved::Gone | Resolved::Missing => continue,
            };
            if self.ever.get(path).is_some_and(|nodes| nodes.contains(&shown)) {
                *node = shown;
            }
        }
        for path in undecided {
            self.public.remove(&path);
        }
    }

    /// From the home page down: each node once, below its parent, at its own address.
    async fn is_a_tree(&self) -> Result<(), TestCaseError> {
        let permit = self.site.permit(Action::ReadDraft, NodeId::HOME).await;
        let mut waiting = vec![(NodeId::HOME, UrlPath::root())];
        let (mut seen, mut paths) = (HashSet::new(), HashSet::new());
        while let Some((node, path)) = waiting.pop() {
            prop_assert!(seen.insert(node), "node {node} stands in two places");
            prop_assert!(paths.insert(path.clone()), "{path} is the address of two nodes");
            for child in store::tree::children(self.site.store(), &permit, node).await.expect("the database answers") {
                let slug = child.slug.clone().expect("only the home page has none");
                let expected = path.join(&slug).expect("it was accepted");
                prop_assert_eq!(child.path.as_ref(), Some(&expected), "the address follows from the tree");
                if child.state.is_live() {
                    let found = self.site.resolve(expected.as_str()).await;
                    prop_assert!(
                        matches!(&found, Resolved::Live(live) if live.id == child.id),
                        "{expected} is live: {found:?}"
                    );
                }
                waiting.push((child.id, expected));
            }
        }
        for node in &self.nodes {
            let trashed = self.site.path(*node).await.is_none();
            prop_assert!(seen.contains(node) != trashed, "node {node} is in the tree or in the trash");
        }
        Ok(())
    }

    /// Every address that was ever public shows its node, leads to it in one step, or says that it is gone.
    async fn forgets_nothing(&self) -> Result<(), TestCaseError> {
        for (path, node) in &self.public {
            match self.site.resolve(path.as_str()).await {
                Resolved::Live(live) => prop_assert_eq!(live.id, *node, "{} shows another page", path),
                Resolved::Moved(target) => {
                    let there = self.site.resolve(&target).await;
                    prop_assert!(
                        matches!(&there, Resolved::Live(live) if live.id == *node),
                        "{path} leads to {target}: {there:?}"
                    );
                }
                Resolved::Gone => {
                    let open = self.site.open(*node).await;
                    prop_assert!(open.live_revision.is_none(), "{path} says gone, and node {node} is live");
                }
                Resolved::Missing => prop_assert!(false, "{path} was public once and is forgotten"),
            }
        }
        Ok(())
    }
}

#[test]
fn hundreds_of_random_steps_leave_it_a_tree_that_forgets_no_address() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let config = Config { cases: 6, failure_persistence: None, max_shrink_iters: 40, ..Config::default() };
    // The same steps in each run, so that a failure is seen again; another number tries others.
    let seed: u8 = std::env::var("WAYMARK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]));
    let result = runner.run(&proptest::collection::vec(step(), 50..200), |steps| {
        runtime.block_on(async {
            let mut history = History::begins().await;
            for (done, step) in steps.iter().enumerate() {
                history.does(step).await;
                if done % 25 == 24 {
                    history.is_a_tree().await?;
                }
            }
            history.is_a_tree().await?;
            history.forgets_nothing().await?;
            history.site.ends_well().await;
            Ok(())
        })
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
}
