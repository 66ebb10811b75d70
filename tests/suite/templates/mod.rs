//! Every template has a typed door. That each view's samples render in strict mode, the crates test themselves, beside the views.

mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use content::BlockType;

/// A crate that renders, and its templates.
const RENDERING: [(&str, &str); 2] = [("admin", "admin-templates"), ("public", "public-templates")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[expect(clippy::disallowed_methods, reason = "templates and sources are what these tests read")]
fn files(folder: &Path, ends: &[&str]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).expect("the folder is there") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                waiting.push(path);
            } else if ends.iter().any(|end| path.extension().is_some_and(|extension| extension == *end)) {
                let name = path.strip_prefix(folder).expect("it lies below").to_string_lossy().into_owned();
                found.insert(name, fs::read_to_string(&path).expect("it is text"));
            }
        }
    }
    found
}

fn templates_of(folder: &str) -> BTreeMap<String, String> {
    let mut found = files(&root().join(folder), &["html", "txt", "xml"]);
    found.retain(|name, _| !name.starts_with("assets/"));
    found
}

fn sources_of(name: &str) -> BTreeMap<String, String> {
    files(&root().join("crates").join(name).join("src"), &["rs"])
}

/// The views of a crate: their type and the template that each names.
fn views(sources: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let mut views = Vec::new();
    for text in sources.values() {
        for part in text.split("View for ").skip(1) {
            let kind = part.split([' ', '{', '<']).next().unwrap_or_default();
            if let Some((_, rest)) = part.split_once("const TEMPLATE: &'static str = \"") {
                views.push((kind.to_owned(), rest.split('"').next().unwrap_or_default().to_owned()));
            }
        }
    }
    views
}

/// Whether other templates take it in: `{% include "x" %}`, also with a name made of parts, `{% extends %}`, `{% import %}` and `{% from %}`.
fn is_taken_in(name: &str, templates: &BTreeMap<String, String>) -> bool {
    let folder = name.split_once('/').map(|(folder, _)| format!("include \"{folder}/\" ~"));
    templates.iter().any(|(other, text)| {
        let named =
            ["include", "extends", "import", "from"].iter().any(|word| text.contains(&format!("{word} \"{name}\"")));
        // The editor takes in the partial that its block's view names: `blocks/{type}.html`.
        let by_view = name.starts_with("blocks/") && text.contains("{% include block.partial %}");
        (named && other != name) || by_view || folder.as_ref().is_some_and(|folder| text.contains(folder))
    })
}

#[test]
fn each_template_is_a_views_own_or_part_of_another() {
    for (name, folder) in RENDERING {
        let (templates, views) = (templates_of(folder), views(&sources_of(name)));
        assert!(templates.len() > 5 && views.len() > 5, "{name}: they were found");
        for template in templates.keys() {
            let owners = views.iter().filter(|(_, named)| named == template).count();
            let part = is_taken_in(template, &templates);
            assert!(owners > 0 || part, "{folder}/{template} has no view and is part of no other template");
            assert!(owners <= 1, "{folder}/{template} has {owners} views");
        }
        for (view, template) in &views {
            assert!(templates.contains_key(template), "{view} of {name} names {template}, which is not there");
        }
    }
}

#[test]
fn each_view_is_rendered_with_its_samples_by_its_crates_tests() {
    for (name, _) in RENDERING {
        let sources = sources_of(name);
        let all: String =
            sources.values().flat_map(|text| text.chars().filter(|letter| !letter.is_whitespace())).collect();
        for (view, _) in views(&sources) {
            assert!(
                all.contains(&format!("check::<{view}>()")) || all.contains(&format!("check::<super::{view}>()")),
                "no test of {name} renders the samples of {view}"
            );
        }
    }
}

#[test]
fn each_block_type_has_one_public_template_and_one_form() {
    let expected: BTreeSet<String> = BlockType::ALL.iter().map(|block| format!("{}.html", block.as_str())).collect();
    for (_, folder) in RENDERING {
        let found: BTreeSet<String> = files(&root().join(folder).join("blocks"), &["html"]).into_keys().collect();
        assert_eq!(found, expected, "{folder}/blocks");
    }
}

#[test]
fn no_template_holds_what_the_content_policy_forbids_or_builds_an_address() {
    for (_, folder) in RENDERING {
        for (name, text) in templates_of(folder) {
            for forbidden in
                [" style=\"", "<style", " onclick=", "javascript:", "|safe", "| safe", "<script>", "autoescape false"]
            {
                assert!(!text.contains(forbidden), "{folder}/{name} holds {forbidden}");
            }
        }
    }
}
