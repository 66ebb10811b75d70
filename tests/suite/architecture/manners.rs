//! Manners which the lints leave to us.

use super::{all_sources, code, packages, read, root, sources};

/// Lines after which a file wants to be a folder.
const MOST_LINES: usize = 400;

#[test]
fn no_file_is_longer_than_a_thought() {
    let mut long = Vec::new();
    for (path, source) in all_sources().into_iter().chain(sources(&root().join("tests/suite"))) {
        let lines = source.lines().count();
        if lines > MOST_LINES {
            long.push(format!("{path}: {lines} lines"));
        }
    }
    assert_eq!(long, Vec::<String>::new(), "past {MOST_LINES} lines a file wants to be a folder");
}

#[test]
fn every_crate_follows_the_lints_of_the_workspace_and_says_what_it_is() {
    for (name, folder) in packages() {
        let manifest = read(&folder.join("Cargo.toml"));
        assert!(manifest.contains("[lints]\nworkspace = true"), "{name}");
        assert!(manifest.contains("\ndescription = \""), "{name}");
        let root = ["src/lib.rs", "src/main.rs"].map(|file| folder.join(file)).into_iter().find(|file| file.exists());
        assert!(read(&root.expect("a root")).starts_with("//!"), "{name} does not begin with what it is");
    }
}

#[test]
fn exceptions_to_lints_carry_their_reason() {
    for (path, source) in all_sources() {
        let flat: String = code(&source).collect::<Vec<_>>().join(" ");
        assert!(
            !flat.contains("#[allow(") && !flat.contains("#![allow("),
            "{path}: write #[expect(…, reason = \"…\")]"
        );
        for exception in flat.split("#[expect(").skip(1) {
            let inside = exception.split(")]").next().unwrap_or_default();
            assert!(inside.contains("reason = \""), "{path}: {inside}");
        }
    }
}

#[test]
fn every_dependency_says_why_we_have_it() {
    let manifest = read(&root().join("Cargo.toml"));
    let (_, section) = manifest.split_once("[workspace.dependencies]").expect("the one list of dependencies");
    let section = section.split("\n[").next().unwrap_or_default();
    let mut before = "";
    for line in section.lines() {
        let ours = line.contains("path = \"");
        let is_dependency = !line.starts_with('#') && line.contains(" = ");
        assert!(!is_dependency || ours || before.starts_with('#'), "{line}: say above it why we have it");
        before = line;
    }
}

#[test]
fn nothing_waits_by_the_clock_in_a_test() {
    for (path, source) in sources(&root().join("tests/suite")) {
        if path.ends_with("manners.rs") {
            continue;
        }
        for word in ["thread::sleep(", "time::sleep(", "#[ignore"] {
            assert!(!code(&source).any(|line| line.contains(word)), "{path}: {word}");
        }
    }
}
