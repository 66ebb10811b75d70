//! What the dialog that chooses a page is told: latest pages, and the tree a level at a time.

use content::{NodeId, sample::ids};
use serde_json::Value;

use crate::support::{Person, Site, people::EDITOR, verbs};

/// A level of the tree as a script gets it.
async fn level(person: &Person, query: &str) -> Value {
    let script = person.browser().clone().with_header("accept", "application/json");
    let answer = script.get(&format!("/admin/pages{query}")).await;
    assert_eq!(answer.status(), 200);
    serde_json::from_str(answer.text()).expect("JSON")
}

fn titles(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|page| page["title"].as_str().expect("a title")).collect()
}

#[tokio::test]
async fn the_tree_is_told_a_level_at_a_time_with_what_somebody_saved_last_above_it() {
    let site = Site::sample().await;
    let (ben, cerys) = (site.editor().await, site.author().await);
    let actor = site.actor(&EDITOR).await;
    for title in ["First page", "Second page"] {
        site.creates(&actor, ids::HELP, verbs::page(title)).await;
    }
    let top = level(&ben, "").await;
    assert_eq!(titles(&top["latest"]), ["Second page", "First page"], "the latest first");
    let pages = top["pages"].as_array().expect("a list");
    assert_eq!((&pages[0]["address"], &pages[0]["below"]), (&Value::from("/"), &Value::from("")), "the home page");
    let help = pages.iter().find(|page| page["id"] == ids::HELP.0).expect("a page of the top level");
    assert!(help["below"].as_str().is_some_and(|words| words.ends_with(" pages")) && help["live"] == true, "{help}");
    let below = level(&ben, &format!("?under={}", ids::HELP)).await;
    assert!(titles(&below["pages"]).contains(&"First page") && titles(&below["latest"]).is_empty());
    let drafts =
        |level: &Value| level["pages"].as_array().expect("a list").iter().filter(|page| page["live"] == false).count();
    assert_eq!(drafts(&below), 2);
    let hers = level(&cerys, &format!("?under={}", ids::HELP)).await;
    assert_eq!(drafts(&hers), 0, "who may not know of a draft is not told of it");
    assert!(titles(&level(&cerys, "").await["latest"]).is_empty(), "nobody is told what others did");
    assert!(titles(&level(&ben, &format!("?under={}", NodeId(99_999_999))).await["pages"]).is_empty());
}
