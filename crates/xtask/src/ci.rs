//! What CI runs, as a list one can read aloud.

use crate::process::{self, Outcome};
use crate::test;
use std::process::Command;

/// The version of cargo-deny that `deny.toml` is written for.
const CARGO_DENY: &str = "0.20.2";

type Check = fn() -> Outcome;

/// Checks everything, then runs every test. All checks run even when an early one fails, so that one run tells all.
pub(crate) fn run() -> Outcome {
    let checks: [(&str, Check); 4] =
        [("format", format), ("lints", lints), ("licences and sources", licences), ("docs", docs)];
    let mut problems = Vec::new();
    for (name, check) in checks {
        if let Err(trouble) = check() {
            println!("{trouble}");
            problems.push(format!("The check of {name} failed: {trouble}"));
        }
    }
    test::everything(test::Browser::Included, problems)
}

fn format() -> Outcome {
    process::run(cargo().args(["fmt", "--all", "--check"]))
}

fn lints() -> Outcome {
    process::run(cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
}

fn licences() -> Outcome {
    if process::answer_of(cargo().args(["deny", "--version"])).is_none() {
        // Unoptimised: it runs for a second and would take minutes longer to build.
        process::run(cargo().args(["install", "--locked", "--debug", "cargo-deny", "--version", CARGO_DENY]))?;
    }
    process::run(cargo().args(["deny", "--workspace", "--locked", "check", "bans", "licenses", "sources"]))
}

fn docs() -> Outcome {
    let mut command = cargo();
    command.env("RUSTDOCFLAGS", "-D warnings");
    process::run(command.args(["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"]))
}

fn cargo() -> Command {
    process::cargo()
}
