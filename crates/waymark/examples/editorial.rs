//! Times the editors' work on the site in a data folder, without a network: `cargo xtask bench editorial` runs it.
//!
//! Prints one line for each measure, parted by tabs: name, median in microseconds, number of runs, statements that the database was asked in the last
//! run, ways to it and back that they took, commits that the first run made. With the name of a measure behind the folder it tells the statements of that measure, each with its time and plan.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the machine's clock and writes to the disk itself")]

use std::{
    fs::File,
    future::Future,
    io::Write as _,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use accounts::{
    Action, Actor, Role,
    password::{Hasher, NewPassword},
};
use content::{Clock, NodeId, Place, Position};
use editorial::{
    people::{self, NewPerson},
    plan::{self, Proposal, Step},
};
use store::{
    Opening, Store,
    rights::{Permit, Subject, may},
};
use waymark::{App, Settings};
use web::client::{Answer, Client, FilledForm};

/// Runs of each screen; the median of an odd number is one of them.
const RUNS: usize = 101;
/// Runs of what takes longer.
const FEW: usize = 5;
const EMAIL: &str = "bench@example.org";
const PASSWORD: &str = "marble-otter-seventeen-kettles";

/// The work is done by the threads that serve requests, as in the server: the first thread of a program only waits for them.
#[tokio::main]
async fn main() {
    tokio::spawn(watch()).await.expect("the measures do not fail");
}

async fn watch() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("usage: editorial DATA [MEASURE]"));
    let store = Store::open(&folder, Clock::System, Opening::Server).await.expect("the database opens");
    let hasher = Hasher::fast_for_tests();
    add_person(&store, &hasher).await;
    let settings =
        Settings { site_url: "https://www.example.org".into(), https: false, environment: None, mail: false };
    let storage = media::Storage::local(&folder.join("media")).expect("the folder can be written to");
    let browser = Client::new(App::new(store.clone(), storage, hasher, settings).router());
    let screen = browser.get("/admin/login").await;
    let signed_in = screen.form("/admin/login").set("email", EMAIL).set("password", PASSWORD).press("Sign in").await;
    assert_eq!(signed_in.status(), 303, "{}", signed_in.text());

    println!("fdatasync of 8 KB, for comparison\t{}\t{RUNS}\t0\t0\t0", median(&raw_fdatasync(&folder)).as_micros());
    let journal = folder.join("waymark.db-wal");
    let watch = Watch { store: &store, browser: &browser, journal, told: std::env::args().nth(2) };
    // Pages of the middle of the tree: each has ten below it, at 1,000 pages as at 100,000.
    let nodes: Vec<i64> = (12..92).cycle().take(RUNS).collect();
    let open = |node: &i64| format!("/admin/pages?open={}&open={node}", above(*node));
    watch.screens("explorer, two levels open", nodes.iter().map(open).collect()).await;
    watch.of_nodes("edit form", &nodes, "").await;
    watch.saves(&nodes).await;
    for (name, screen) in [("history", "/history"), ("where-used", "/links"), ("who may", "/access")] {
        watch.of_nodes(name, &nodes, screen).await;
    }
    watch.comparisons(&nodes).await;
    watch.screens("search", nodes.iter().map(|node| format!("/admin/search?q=placements+{node}")).collect()).await;
    watch
        .screens("search, few found", nodes.iter().map(|node| format!("/admin/search?q=retitled+{node}")).collect())
        .await;
    watch
        .screens("search, nothing found", nodes.iter().map(|node| format!("/admin/search?q=unicorns+{node}")).collect())
        .await;
    watch.screens("events", vec!["/admin/events".to_owned(); RUNS]).await;
    watch.screens("events, past", vec!["/admin/events?shown=past&page=2".to_owned(); RUNS]).await;
    watch.screens("providers", vec!["/admin/providers".to_owned(); RUNS]).await;
    watch.long_text().await;
    watch.bulk().await;
    watch.moves().await;
    store.close().await.expect("the database closes");
}

/// The page above a page of the middle of the tree.
fn above(node: i64) -> i64 {
    2 + (node - 12) / 10
}

async fn add_person(store: &Store, hasher: &Hasher) {
    if store::people::signing_in(store, EMAIL).await.expect("the database answers").is_some() {
        return;
    }
    let password = NewPassword::check(PASSWORD, &[]).expect("it is long");
    let hash = hasher.hash(password).await.expect("there is room");
    let person = NewPerson { name: "Asha Patel".into(), email: EMAIL.into(), role: Role::Administrator };
    people::add_with_password(store, Actor::CommandLine, person, hash).await.expect("nobody has the address");
}

/// What is watched, and how.
struct Watch<'a> {
    store: &'a Store,
    browser: &'a Client,
    /// The file in which the database notes each commit.
    journal: PathBuf,
    /// The measure of which the statements are told.
    told: Option<String>,
}

/// The runs of one measure.
#[derive(Default)]
struct Runs {
    times: Vec<Duration>,
    statements: u64,
    ways: u64,
    commits: usize,
    heard: Vec<store::Statement>,
}

impl Watch<'_> {
    async fn run<T>(&self, runs: &mut Runs, work: impl Future<Output = T>) -> T {
        // The first run alone: to read the journal between all of them would empty the processor's caches, which no server does.
        let commits = runs.times.is_empty().then(|| self.commits());
        let (asked, ways) = (self.store.statements(), self.store.ways());
        if self.told.is_some() {
            self.store.listen();
        }
        let begun = Instant::now();
        let value = work.await;
        runs.times.push(begun.elapsed());
        runs.heard = self.store.heard();
        runs.statements = self.store.statements() - asked;
        runs.ways = self.store.ways() - ways;
        if let Some(before) = commits {
            // A journal that began anew in between holds those alone that came after.
            let after = self.commits();
            runs.commits = after.checked_sub(before).unwrap_or(after);
        }
        value
    }

    async fn tell(&self, name: &str, runs: &Runs) {
        let Runs { times, statements, ways, commits, heard } = runs;
        println!("{name}\t{}\t{}\t{statements}\t{ways}\t{commits}", median(times).as_micros(), times.len());
        if self.told.as_deref() != Some(name) {
            return;
        }
        for statement in heard {
            eprintln!("{:>6} µs  {}", statement.took.as_micros(), statement.sql);
            for step in self.store.plan(&statement.sql).await.unwrap_or_default() {
                eprintln!("           {step}");
            }
        }
    }

    async fn screens(&self, name: &str, paths: Vec<String>) {
        let mut runs = Runs::default();
        for path in paths {
            let answer = self.run(&mut runs, self.browser.get(&path)).await;
            assert_eq!(answer.status(), 200, "{path}: {}", answer.status());
        }
        self.tell(name, &runs).await;
    }

    async fn of_nodes(&self, name: &str, nodes: &[i64], screen: &str) {
        self.screens(name, nodes.iter().map(|node| format!("/admin/nodes/{node}{screen}")).collect()).await;
    }

    /// Saving a draft, and publishing it: the form is opened and filled in before the watch runs.
    async fn saves(&self, nodes: &[i64]) {
        let (mut drafts, mut publications) = (Runs::default(), Runs::default());
        for (run, node) in nodes.iter().enumerate() {
            let form = self.editor(*node).await.set("title", &format!("Retitled in run {run}"));
            let saved = self.run(&mut drafts, form.press("Save draft")).await;
            assert_eq!(saved.status(), 303, "{}", saved.text());
            let form = self.editor(*node).await;
            let published = self.run(&mut publications, form.press("Publish")).await;
            assert_eq!(published.status(), 303, "{}", published.text());
        }
        self.tell("save a draft", &drafts).await;
        self.tell("publish", &publications).await;
    }

    async fn editor(&self, node: i64) -> FilledForm {
        let answer = self.browser.get(&format!("/admin/nodes/{node}")).await;
        let mut forms = answer.forms().into_iter();
        forms.find(|form| form.value("title").is_some()).expect("the editor has a title")
    }

    /// The oldest version of each page against the newest, as its history lists them.
    async fn comparisons(&self, nodes: &[i64]) {
        let mut paths = Vec::new();
        for node in nodes {
            let history = self.browser.get(&format!("/admin/nodes/{node}/history")).await;
            let versions = versions(&history, *node);
            let (newest, oldest) = (versions.first().expect("one was saved"), versions.last().expect("one was made"));
            assert_ne!(newest, oldest, "page {node} was saved by this benchmark");
            paths.push(format!("/admin/nodes/{node}/compare?from={oldest}&to={newest}"));
        }
        self.screens("compare", paths).await;
    }

    /// A text of 5,000 words: kept while it is written, and shown beside the form as the public would see it.
    async fn long_text(&self) {
        let (mut keeps, mut previews) = (Runs::default(), Runs::default());
        let node = 95;
        for run in 0..RUNS {
            let form = self.editor(node).await;
            let prose = form.fields().into_iter().map(|(name, _)| name).find(|name| name.ends_with(".markdown"));
            let form = form.set(&prose.expect("a page has text"), &words(5_000, run));
            let kept = self.run(&mut keeps, form.press("Keep for later")).await;
            assert_eq!(kept.status(), 303, "{}", kept.text());
            let screen = self.browser.get(&format!("/admin/nodes/{node}")).await;
            let preview = screen.text().split("data-preview=\"").nth(1).and_then(|rest| rest.split('"').next());
            let preview = preview.expect("a preview stands beside the form").to_owned();
            let shown = self.run(&mut previews, self.browser.get(&preview)).await;
            assert_eq!(shown.status(), 200, "{preview}: {}", shown.status());
        }
        self.tell("keep 5,000 words", &keeps).await;
        self.tell("preview of 5,000 words", &previews).await;
    }

    /// A hundred drafts, ticked in the explorer: the plan, then the yes to it.
    async fn bulk(&self) {
        let (mut plans, mut publications) = (Runs::default(), Runs::default());
        let chosen: Vec<i64> = (112..212).collect();
        let mut open: Vec<i64> = chosen.iter().map(|node| above(*node)).collect();
        open.dedup();
        let open: Vec<String> =
            open.iter().flat_map(|node| [above(*node), *node]).map(|node| format!("open={node}")).collect();
        let explorer = format!("/admin/pages?{}", open.join("&"));
        for run in 0..FEW {
            for node in &chosen {
                let form = self.editor(*node).await.set("title", &format!("One of many in run {run}"));
                assert_eq!(form.press("Save draft").await.status(), 303);
            }
            let mut form = self.browser.get(&explorer).await.form("/admin/bulk");
            for node in &chosen {
                form = form.check("node", &node.to_string());
            }
            let planned = self.run(&mut plans, form.press("Publish")).await;
            let form = planned.form("/admin/bulk");
            let published = self.run(&mut publications, form.press("Publish 100 pages")).await;
            assert_eq!(published.status(), 303, "{}", published.text());
        }
        self.tell("plan of publishing 100", &plans).await;
        self.tell("publish 100 at once", &publications).await;
    }

    /// The first branch of the site, which holds a tenth of it, to another place and back.
    async fn moves(&self) {
        let (store, branch, other) = (self.store, NodeId(2), NodeId(3));
        let reader = may(store, &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.expect("it may");
        let count = store::tree::below(store, &reader, branch).await.expect("the database answers") + 1;
        let (mut plans, mut moves) = (Runs::default(), Runs::default());
        for parent in [other, NodeId::HOME, other, NodeId::HOME, other] {
            let (permit, target) = (self.may_move(branch).await, self.may_move(parent).await);
            let place = Place { parent, position: Position::Last };
            let step = Step::Move { permit: permit.clone(), target: target.clone(), place, slug: None };
            let proposal = Proposal::one(step);
            let planned = plan::make(store, &reader, &proposal);
            self.run(&mut plans, planned).await.expect("a free place");
            let done = editorial::structure::move_to(store, &permit, &target, place, None);
            self.run(&mut moves, done).await.expect("a free place");
        }
        self.tell(&format!("plan of moving {count} nodes"), &plans).await;
        self.tell(&format!("move {count} nodes"), &moves).await;
    }

    async fn may_move(&self, node: NodeId) -> Permit {
        may(self.store, &Actor::CommandLine, Action::Move, Subject::Node(node)).await.expect("it may")
    }

    fn commits(&self) -> usize {
        store::commits(&std::fs::read(&self.journal).unwrap_or_default())
    }
}

/// A text of so many words, with headings, lists, links and strong words as editors write them; another one in each run.
fn words(count: usize, run: usize) -> String {
    let part = format!(
        "## What a school offers in year {run}\n\nEach **placement** follows [the plan of the school](node:12) and is agreed with \
         the people who teach there.\n\n- a mentor for each trainee\n- time to watch other lessons\n\n"
    );
    part.repeat(count / part.split_whitespace().count() + 1)
}

/// The numbers of the versions that a history lists, newest first.
fn versions(history: &Answer, node: i64) -> Vec<i64> {
    let begin = format!("/admin/nodes/{node}/history/");
    let numbers = history.text().split(&begin).skip(1);
    let mut versions: Vec<i64> = numbers.filter_map(|rest| rest.split(['"', '/']).next()?.parse().ok()).collect();
    versions.sort_unstable();
    versions.dedup();
    versions.reverse();
    versions
}

/// What the disk itself takes to keep two pages of the database.
fn raw_fdatasync(folder: &Path) -> Vec<Duration> {
    let path = folder.join("fdatasync-probe");
    let mut file = File::create(&path).expect("the folder can be written");
    let times = (0..RUNS)
        .map(|_| {
            file.write_all(&[7; 8_192]).expect("there is room");
            let begun = Instant::now();
            file.sync_data().expect("the disk answers");
            begun.elapsed()
        })
        .collect();
    let _ = std::fs::remove_file(path);
    times
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted[sorted.len() / 2]
}
