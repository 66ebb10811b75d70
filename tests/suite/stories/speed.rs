//! What keeps the editors' work fast on a large site, told without a clock: how many statements a request asks, how many commits it makes, and that no
//! statement reads a whole table that grows with the site.

use content::{NodeId, sample::ids::ASSESSMENT_ONLY, synthetic::Size};

use crate::support::{Person, SEED_PAGE, Site};

/// Tables with a row for each node, text, link, publication or deed.
const LARGE: [&str; 17] = [
    "audit",
    "changes",
    "effects",
    "event_times",
    "links",
    "live_anchors",
    "live_bodies",
    "live_events",
    "live_nodes",
    "live_pages",
    "live_providers",
    "nodes",
    "notices",
    "publications",
    "redirects",
    "revisions",
    "trashings",
];

/// Indexes that hold a few rows of a large table; to read one of them from end to end is no matter.
const SMALL: [&str; 6] = [
    "links_astray",
    "links_by_fragment",
    "links_by_own_path",
    "nodes_not_live",
    "revisions_listing_events",
    "urgent_publications_by_look",
];

/// What a piece of work asked.
struct Asked {
    statements: u64,
    /// Ways to the database and back; statements that are sent together take one.
    ways: u64,
    /// Commits that had to reach the disk.
    commits: usize,
}

async fn asked<T>(site: &Site, work: impl Future<Output = T>) -> Asked {
    let store = site.store();
    let (statements, ways, commits) = (store.statements(), store.ways(), site.commits());
    work.await;
    Asked { statements: store.statements() - statements, ways: store.ways() - ways, commits: site.commits() - commits }
}

impl Asked {
    fn at_most(&self, what: &str, statements: u64, ways: u64) {
        assert!(self.statements <= statements, "{what} asks {} statements", self.statements);
        assert!(self.ways <= ways, "{what} goes {} ways", self.ways);
    }
}

#[tokio::test]
async fn saving_and_publishing_make_one_commit_each_and_ask_little() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    // The session is there, and the database has been opened by every reader.
    publisher.retitles(ASSESSMENT_ONLY, "Assessment Only, begun").await;

    let opening = asked(&site, publisher.opens(ASSESSMENT_ONLY)).await;
    opening.at_most("the edit form", 25, 13);
    assert_eq!(opening.commits, 0, "opening a page writes nothing, though a message was shown once");

    let form = publisher.opens(ASSESSMENT_ONLY).await.set("title", "Assessment Only, again");
    let saving = asked(&site, form.press("Save draft")).await;
    saving.at_most("saving", 27, 5);
    assert_eq!(saving.commits, 1, "saving is one commit");

    let form = publisher.opens(ASSESSMENT_ONLY).await;
    let publishing = asked(&site, form.press("Publish")).await;
    publishing.at_most("publishing", 43, 7);
    assert_eq!(publishing.commits, 1, "publishing is one commit");
    assert!(site.reads(SEED_PAGE).await.contains("Assessment Only, again"));
}

#[tokio::test]
async fn no_screen_of_the_editors_reads_a_whole_table_that_grows_with_the_site() {
    let site = Site::invented(Size { pages: 150, events: 120, providers: 10, seed: 7 }).await;
    let administrator = site.administrator().await;
    site.store().listen();
    works(&administrator).await;
    let heard = site.store().heard();
    assert!(heard.len() > 300, "only {} statements were heard", heard.len());

    let mut wrong = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for statement in heard.iter().filter(|statement| seen.insert(statement.sql.clone())) {
        let plan = site.store().plan(&statement.sql).await.expect("the database explains itself");
        wrong.extend(
            plan.iter()
                .filter(|step| reads_too_much(step, &statement.sql, &plan))
                .map(|step| format!("{step}\n    {}", statement.sql)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What editors do all day, on the first branch of an invented site.
async fn works(person: &Person) {
    let page = NodeId(12);
    person.retitles(page, "Retitled").await;
    person.publishes(page).await;
    for path in [
        "/admin/pages?open=2&open=12".to_owned(),
        format!("/admin/nodes/{page}"),
        format!("/admin/nodes/{page}/history"),
        format!("/admin/nodes/{page}/links"),
        format!("/admin/nodes/{page}/access"),
        format!("/admin/nodes/{page}/move"),
        format!("/admin/nodes/{page}/move?parent=3&slug=elsewhere&position=last"),
        format!("/admin/nodes/{page}/trash"),
        "/admin/search?q=retitled".to_owned(),
        "/admin/search?q=a".to_owned(),
        "/admin/find?q=retitled".to_owned(),
        "/admin/find?q=retitled&kind=page&below=/node/2&in=drafts".to_owned(),
        "/admin/new?kind=page&parent=2&q=retitled".to_owned(),
        "/admin/events".to_owned(),
        "/admin/events?shown=past".to_owned(),
        "/admin/events?shown=drafts".to_owned(),
        "/admin/events?shown=all".to_owned(),
        "/admin/redirects".to_owned(),
        "/admin/trash".to_owned(),
    ] {
        person.sees(&path).await;
    }
}

/// Whether a step reads a large table from end to end. It may where the answer comes in the order of an index and ends after some rows.
fn reads_too_much(step: &str, sql: &str, plan: &[String]) -> bool {
    let mut words = step.split_whitespace();
    let (verb, table) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // What is asked of an empty list is answered without a look: `WHERE 1 = 2`. A new row is checked against those that refer to it only while a
    // transaction has promised some.
    if !LARGE.contains(&table) || sql.contains("WHERE ? = ?") || sql.starts_with("INSERT") {
        return false;
    }
    // Nearly every node lies outside of the trash: found by that alone, all are read.
    let by_trash_alone = step.contains("nodes_by_trashing (trashing=?)") && sql.contains("\"trashing\" IS NULL");
    let by_small_index = SMALL.iter().any(|index| step.contains(index));
    let ends_early = sql.contains("LIMIT") && !plan.iter().any(|step| step.contains("USE TEMP B-TREE FOR ORDER BY"));
    // The list of redirects says how many there are.
    let counts_redirects = step.contains("redirects USING COVERING INDEX") && sql.starts_with("SELECT COUNT(*)");
    by_trash_alone || (verb == "SCAN" && !by_small_index && !ends_early && !counts_redirects)
}

#[test]
fn a_scan_is_told_from_a_search() {
    let plan = |steps: &[&str]| steps.iter().map(|step| (*step).to_owned()).collect::<Vec<_>>();
    let sorted = plan(&["SCAN nodes", "USE TEMP B-TREE FOR ORDER BY"]);
    assert!(reads_too_much(&sorted[0], "SELECT … LIMIT ?", &sorted));
    assert!(!reads_too_much(
        "SCAN nodes USING INDEX nodes_of_path",
        "SELECT … ORDER BY path LIMIT ?",
        &plan(&["SCAN nodes"])
    ));
    assert!(reads_too_much("SCAN nodes", "SELECT COUNT(*)", &plan(&["SCAN nodes"])));
    assert!(!reads_too_much("SEARCH nodes USING INTEGER PRIMARY KEY (rowid=?)", "SELECT …", &plan(&[])));
    assert!(!reads_too_much("SCAN users", "SELECT …", &plan(&["SCAN users"])));
}
