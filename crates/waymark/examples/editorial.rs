//! Times the editors' work on the site in a data folder, without a network: `cargo xtask bench editorial` runs it.
//!
//! Prints one line for each measure: name, median in microseconds, number of runs. A screen that answers 404 is left out.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the machine's clock and writes to the disk itself")]

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use accounts::{
    Action, Actor, Role,
    password::{Hasher, NewPassword},
};
use content::{Clock, NodeId, Place, Position};
use editorial::people::{self, NewPerson};
use store::{
    Opening, Store,
    rights::{Subject, may},
};
use waymark::{App, Settings};
use web::client::{Client, FilledForm};

/// Runs of each screen; the median of an odd number is one of them.
const RUNS: usize = 101;
const EMAIL: &str = "bench@example.org";
const PASSWORD: &str = "marble-otter-seventeen-kettles";

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("usage: editorial DATA"));
    let store = Store::open(&folder, Clock::System, Opening::Server).await.expect("the database opens");
    let hasher = Hasher::fast_for_tests();
    add_person(&store, &hasher).await;
    let settings =
        Settings { site_url: "https://www.example.org".into(), https: false, environment: None, mail: false };
    let browser = Client::new(App::new(store.clone(), hasher, settings).router());
    let screen = browser.get("/admin/login").await;
    let signed_in = screen.form("/admin/login").set("email", EMAIL).set("password", PASSWORD).press("Sign in").await;
    assert_eq!(signed_in.status(), 303, "{}", signed_in.text());

    told("fdatasync of 8 KB, for comparison", &raw_fdatasync(&folder));
    // Pages of the middle of the tree: each has ten below it, at 1,000 pages as at 100,000.
    let nodes: Vec<i64> = (0..RUNS).map(|run| 12 + i64::try_from(run % 80).unwrap_or(0)).collect();
    screens(&browser, "explorer, one level open", nodes.iter().map(|node| format!("/admin/pages?open={node}"))).await;
    screens(&browser, "edit form", nodes.iter().map(|node| format!("/admin/nodes/{node}"))).await;
    saves(&browser, &nodes).await;
    for (name, screen) in
        [("history", "history"), ("where-used", "links"), ("compare", "compare?from=1&to=2"), ("who may", "access")]
    {
        screens(&browser, name, nodes.iter().map(|node| format!("/admin/nodes/{node}/{screen}"))).await;
    }
    screens(&browser, "search", nodes.iter().map(|node| format!("/admin/search?q=placements+{node}"))).await;
    screens(&browser, "events", nodes.iter().map(|_| "/admin/events".to_owned())).await;
    moves(&store).await;
    store.close().await.expect("the database closes");
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

async fn screens(browser: &Client, name: &str, paths: impl Iterator<Item = String>) {
    let mut times = Vec::new();
    for path in paths {
        let begun = Instant::now();
        let answer = browser.get(&path).await;
        times.push(begun.elapsed());
        if answer.status() == 404 {
            return;
        }
        assert_eq!(answer.status(), 200, "{path}: {}", answer.status());
    }
    told(name, &times);
}

/// Saving a draft, and publishing it: the form is opened and filled in before the watch runs.
async fn saves(browser: &Client, nodes: &[i64]) {
    let (mut drafts, mut publications) = (Vec::new(), Vec::new());
    for (run, node) in nodes.iter().enumerate() {
        let form = editor(browser, *node).await.set("title", &format!("Retitled in run {run}"));
        let begun = Instant::now();
        let saved = form.press("Save draft").await;
        drafts.push(begun.elapsed());
        assert_eq!(saved.status(), 303, "{}", saved.text());
        let form = editor(browser, *node).await;
        let begun = Instant::now();
        let published = form.press("Publish").await;
        publications.push(begun.elapsed());
        assert_eq!(published.status(), 303, "{}", published.text());
    }
    told("save a draft", &drafts);
    told("publish", &publications);
}

async fn editor(browser: &Client, node: i64) -> FilledForm {
    let answer = browser.get(&format!("/admin/nodes/{node}")).await;
    let mut forms = answer.forms().into_iter();
    forms.find(|form| form.value("title").is_some()).expect("the editor has a title")
}

/// The first branch of the site, which holds a tenth of it, to another place and back.
async fn moves(store: &Store) {
    let (branch, other) = (NodeId(2), NodeId(3));
    let permit = |node| may(store, &Actor::CommandLine, Action::Move, Subject::Node(node));
    let count = {
        let reader = may(store, &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.expect("it may");
        store::tree::below(store, &reader, branch).await.expect("the database answers") + 1
    };
    let mut times = Vec::new();
    for parent in [other, NodeId::HOME, other, NodeId::HOME, other] {
        let (permit, target) = (permit(branch).await.expect("it may"), permit(parent).await.expect("it may"));
        let place = Place { parent, position: Position::Last };
        let begun = Instant::now();
        editorial::structure::move_to(store, &permit, &target, place, None).await.expect("a free place");
        times.push(begun.elapsed());
    }
    told(&format!("move {count} nodes"), &times);
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

fn told(name: &str, times: &[Duration]) {
    let mut sorted = times.to_vec();
    sorted.sort();
    println!("{name}\t{}\t{}", sorted[sorted.len() / 2].as_micros(), sorted.len());
}
