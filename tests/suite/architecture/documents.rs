//! What the documents say is there.

use super::{read, root};

/// The documents that name paths.
const DOCUMENTS: [&str; 2] = ["README.md", "crates/README.md"];
/// How a path begins.
const BEGINNINGS: [&str; 8] =
    ["crates/", "migrations/", "tests/", "admin-templates/", "public-templates/", ".ci/", ".cargo/", "./"];

/// Everything between backticks that looks like a path of the project, and every address of a link or picture that is one.
fn named_paths(text: &str) -> Vec<String> {
    let quoted = text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2)).map(str::to_owned);
    let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned);
    let quoted = quoted.filter(|name| BEGINNINGS.iter().any(|start| name.starts_with(start)));
    let linked = linked.filter(|name| !name.contains("://") && !name.starts_with('#') && !name.starts_with("mailto:"));
    quoted.chain(linked).filter(|name| !name.contains([' ', '*', '{', '…', '<'])).collect()
}

#[test]
fn every_path_that_a_document_names_exists() {
    for document in DOCUMENTS {
        let file = root().join(document);
        if !file.exists() {
            continue;
        }
        let beside = file.parent().expect("it lies in a folder").to_owned();
        for named in named_paths(&read(&file)) {
            let path = named.split('#').next().unwrap_or_default();
            let made = path.starts_with("tests/browser/shots") || path.starts_with("target/");
            assert!(
                made || root().join(path).exists() || beside.join(path).exists(),
                "{document} names {named}, which is not there"
            );
        }
    }
}

#[test]
fn paths_are_found_in_prose_and_links_and_not_in_examples() {
    let text = "See `crates/store` and [the map](crates/README.md), `cargo run`.\n```\n`tests/nothing`\n```\nand `tests/suite`.";
    assert_eq!(named_paths(text), ["crates/store", "tests/suite", "crates/README.md"]);
}
