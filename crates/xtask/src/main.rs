//! The project's own chores, run as `cargo xtask …`.
//!
//! - `cargo xtask test` installs what the tests need and is missing, runs every test and says how many of each kind ran.
//! - `cargo xtask browser` runs the real-browser suite alone.
//! - `cargo xtask ci` is what CI runs: format, lints, licences, docs, then every test.
//! - `cargo xtask bench public` compares the hot seed page with nginx.
//! - `cargo xtask bench editorial` times the editors' work on a small site and on a large one.
//!
//! To add a chore: write a module with a `run` function that returns [`process::Outcome`], and give it a line in `main` and
//! in [`HELP`]. This crate knows none of the product's crates and, besides JSON, only the standard library, so it builds in
//! seconds.

#![expect(
    clippy::disallowed_methods,
    reason = "chores read and write the checkout and wait on real time; nothing here runs in the product"
)]

mod bench;
mod browser;
mod ci;
mod http;
mod install;
mod process;
mod tally;
mod test;

use process::{Outcome, Trouble};
use std::process::ExitCode;

/// What `cargo xtask` says when it is asked for nothing, or for something it does not know.
const HELP: &str = "\
cargo xtask test [--without-browser]   every test: unit, story, template, architecture, real browser
cargo xtask browser [--keep] [--readme] [--only TEXT] [FILE …]
                                       the real-browser suite; --keep leaves its data and pages on disk,
                                       --readme renews the two pictures of README.md
cargo xtask ci                         format, lints, licences, docs, then every test
cargo xtask bench public               the hot seed page beside nginx and a bare axum handler
cargo xtask bench editorial            what editors wait for, at 1,000 and at 100,000 pages";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test", options @ ..] => test::run(options),
        ["browser", options @ ..] => browser::run(options),
        ["ci"] => ci::run(),
        ["bench", "public"] => bench::run(),
        ["bench", "editorial"] => bench::editorial::run(),
        [] | ["help" | "--help" | "-h"] => help(),
        _ => Err(Trouble::new(format!("There is no chore “{}”. These exist:\n{HELP}", words.join(" ")))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            if !trouble.is_told() {
                eprintln!("{trouble}");
            }
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "every chore answers with an outcome")]
fn help() -> Outcome {
    println!("{HELP}");
    Ok(())
}
