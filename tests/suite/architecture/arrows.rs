//! Who knows whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{all_sources, code, packages, read};

/// Each crate and the crates that it knows. A new arrow is a decision: it begins with this table.
const ARROWS: [(&str, &[&str]); 14] = [
    ("accounts", &[]),
    ("admin", &["accounts", "content", "editorial", "markup", "media", "store", "web"]),
    ("api", &["content", "markup", "store", "web"]),
    ("content", &[]),
    ("editorial", &["accounts", "content", "markup", "media", "store"]),
    ("markup", &[]),
    ("media", &[]),
    ("migrations", &[]),
    ("public", &["content", "markup", "media", "store", "web"]),
    ("store", &["accounts", "content", "markup", "media", "migrations"]),
    ("waymark", &["accounts", "admin", "api", "content", "editorial", "media", "public", "store", "web"]),
    ("web", &[]),
    ("xtask", &[]),
    ("tests", &["accounts", "content", "editorial", "media", "store", "waymark", "web"]),
];

/// The names of everything that a manifest depends on, for tests too.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.trim_end_matches(']').ends_with("dependencies");
            if let Some(name) = section.trim_end_matches(']').rsplit_once("dependencies.").map(|(_, name)| name) {
                names.insert(name.to_owned());
            }
        } else if inside && !line.starts_with('#') {
            names.extend(line.split(['.', ' ', '=']).next().filter(|name| !name.is_empty()).map(str::to_owned));
        }
    }
    names
}

#[test]
fn each_crate_knows_those_that_the_table_names_and_no_others() {
    let expected: BTreeMap<&str, BTreeSet<String>> =
        ARROWS.iter().map(|(name, knows)| (*name, knows.iter().map(|known| (*known).to_owned()).collect())).collect();
    let mut packages = packages();
    packages.insert("tests".into(), super::root().join("tests"));
    let ours: BTreeSet<String> = packages.keys().cloned().collect();
    assert_eq!(ours, expected.keys().map(|name| (*name).to_owned()).collect(), "every crate stands in the table");
    for (name, folder) in &packages {
        let all = dependencies(&read(&folder.join("Cargo.toml")));
        let known: BTreeSet<String> = all.intersection(&ours).cloned().collect();
        assert_eq!(known, expected[name.as_str()], "{name}");
    }
}

#[test]
fn sea_orm_is_known_in_store_and_migrations_only() {
    for (name, folder) in packages() {
        let knows = dependencies(&read(&folder.join("Cargo.toml"))).iter().any(|dependency| {
            dependency.starts_with("sea-orm") || dependency.starts_with("sqlx") || dependency.contains("sqlite")
        });
        assert_eq!(knows, ["store", "migrations"].contains(&name.as_str()), "{name}");
    }
}

#[test]
fn only_the_dialect_says_what_only_sqlite_says() {
    let mut found = 0;
    for (path, source) in all_sources() {
        let home = path == "crates/store/src/dialect.rs" || path.starts_with("crates/store/src/dialect/");
        for line in code(&source) {
            let lower = line.to_lowercase();
            // Texts that people read and the names of tests may name the product.
            let says =
                ["pragma ", "vacuum", "sqlite_", "sqlitejournal", "sqliteconnect", "dbbackend::sqlite", "sqlx::"]
                    .iter()
                    .any(|word| lower.contains(word));
            found += usize::from(says && home);
            assert!(!says || home || path.starts_with("crates/xtask/"), "{path}: {line}");
        }
    }
    assert!(found > 5, "the dialect was read");
}

#[test]
fn public_reads_what_is_live_and_writes_nothing() {
    for (path, source) in all_sources() {
        let visitor = path.starts_with("crates/public/src") || path.starts_with("crates/api/src");
        for line in code(&source).filter(|_| visitor) {
            for door in [
                "store::drafts",
                "store::tree",
                "store::lists",
                "store::find",
                "store::people",
                "store::rights",
                ".write(",
            ] {
                assert!(!line.contains(door), "{path}: {line}");
            }
        }
        if path.starts_with("crates/store/src/published") {
            for table in ["entities::nodes", "nodes::Entity", "autosaves"] {
                let reads = code(&source).any(|line| line.contains(table) && !line.contains("live_nodes"));
                let allowed =
                    path.ends_with("/preview.rs") || (path.ends_with("/elsewhere.rs") && table != "autosaves");
                assert!(
                    !reads || allowed,
                    "{path} reads {table}; only previews, and the way onward from an address, may"
                );
            }
        }
    }
}
