//! Whatever people do, in whatever order, the tree stays a tree, no address that was ever public is forgotten, nobody does what they may not, the audit
//! tells of everything, and undoing brings back what was, byte by byte, without losing what somebody did since.
//!
//! People drawn by chance do what is drawn by chance on sites that begin empty. A model written from the promises says beforehand what each deed must do or
//! why it must be refused; after each one the database is held against it, row by row, and so is each address whose answer may have changed.

mod addresses;
mod chance;
mod checks;
mod choosing;
mod deeds;
mod doing;
mod model;
mod pages;
mod people;
mod promises;
mod run;
mod undoing;

use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use run::Run;

/// So many sites, each with people of its own.
const SITES: u64 = 20;
/// So many verbs are done on each.
const VERBS: usize = 500;

/// Does it on one site. Returns how often each kind of deed was done.
fn one_site(seed: u64) -> Result<BTreeMap<&'static str, usize>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut run = Run::begins(seed).await;
        while run.verbs < VERBS {
            run.goes_on().await.map_err(|wrong| format!("With WAYMARK_SEED={seed}, {wrong}"))?;
        }
        run.ends().await.map_err(|wrong| format!("With WAYMARK_SEED={seed}, in the end {wrong}"))
    })
}

#[test]
fn ten_thousand_random_verbs_break_nothing() {
    // The same deeds in each run, so that a failure is seen again. A number given by hand is tried alone.
    let chosen = std::env::var("WAYMARK_SEED").ok().and_then(|seed| seed.parse::<u64>().ok());
    let seeds = chosen.map_or(0..SITES, |seed| seed..seed + 1);
    let (next, done) = (AtomicU64::new(seeds.start), Mutex::new(BTreeMap::new()));
    let at_once = std::thread::available_parallelism().map_or(1, NonZero::get);
    let failed = Mutex::new(Vec::new());
    let works = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if !seeds.contains(&seed) {
                break;
            }
            match one_site(seed) {
                Err(wrong) => failed.lock().expect("nobody panics with it").push(wrong),
                Ok(kinds) => {
                    let mut done = done.lock().expect("nobody panics with it");
                    for (kind, many) in kinds {
                        *done.entry(kind).or_insert(0) += many;
                    }
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(works);
        }
    });
    let failed = failed.into_inner().expect("nobody panics with it");
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
    let done = done.into_inner().expect("nobody panics with it");
    eprintln!("{done:?}");
    if chosen.is_none() {
        for kind in deeds::KINDS {
            assert!(done.contains_key(kind), "nobody did this: {kind}");
        }
    }
}
