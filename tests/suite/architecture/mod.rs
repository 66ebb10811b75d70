//! The rules of the house that a compiler does not know.

mod arrows;
mod atag;
mod documents;
mod gates;
mod manners;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The folder of the whole project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies in the project").to_owned()
}

/// Reads a file of the project.
#[expect(clippy::disallowed_methods, reason = "the project's own files are what these tests read")]
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The folders of all packages but this one, by name.
fn packages() -> BTreeMap<String, PathBuf> {
    let mut packages = BTreeMap::from([("migrations".to_owned(), root().join("migrations"))]);
    for entry in fs::read_dir(root().join("crates")).expect("the crates are there") {
        let path = entry.expect("a readable folder").path();
        if path.join("Cargo.toml").exists() {
            packages.insert(path.file_name().expect("a name").to_string_lossy().into_owned(), path);
        }
    }
    packages
}

/// All Rust sources below a folder, by path from the project's.
fn sources(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).expect("the folder is there") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).expect("it lies in the project").to_string_lossy().into_owned();
                found.insert(name, read(&path));
            }
        }
    }
    found
}

/// All Rust sources of the product.
fn all_sources() -> BTreeMap<String, String> {
    packages().values().flat_map(|folder| sources(&folder.join("src"))).collect()
}

/// The code of a source without its comments.
fn code(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter(|line| !line.trim_start().starts_with("//"))
}
