//! What happened on the site: who looks, finds it, takes it along, and takes it back.

use content::sample::ids;

use crate::support::{SEED_PAGE, Site, reading};

/// The list of the history's screen as words.
fn listed(text: &str) -> String {
    reading::words(text.split("aria-label=\"Changes, newest first\"").nth(1).unwrap_or_default())
}

#[tokio::test]
async fn the_history_is_narrowed_down_by_person_kind_page_and_day() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Assessed by Ben").await;
    site.clock_reads("2021-03-16T12:00:00Z");
    let cerys = site.editor().await;
    cerys.retitles(ids::HELP, "Help by Cerys").await;
    site.rename(ids::HELP, "help").await.expect("a free address");

    let all = listed(cerys.sees("/admin/history").await.text());
    assert!(all.contains("Assessed by Ben") && all.contains("Help by Cerys"), "{all}");
    let screen = cerys.sees("/admin/history?kind=addresses").await;
    let moved = listed(screen.text());
    assert!(moved.contains("renamed") && !moved.contains("saved a draft of"), "{moved}");
    let first = listed(cerys.sees("/admin/history?from=2021-03-15&to=2021-03-15").await.text());
    assert!(first.contains("Assessed by Ben") && !first.contains("Help by Cerys"), "{first}");
    let page = listed(cerys.sees(&format!("/admin/history?page={SEED_PAGE}")).await.text());
    assert!(page.contains("Assessed by Ben") && !page.contains("Help by Cerys"), "{page}");
    let people = store::people::everybody(site.store()).await.expect("people");
    let ben = people.iter().find(|person| person.name == "Ben Okafor").expect("a person").id;
    let of_ben = listed(cerys.sees(&format!("/admin/history?person={}", ben.0)).await.text());
    assert!(of_ben.contains("Assessed by Ben") && !of_ben.contains("Help by Cerys"), "{of_ben}");

    for (query, sentence) in [
        ("from=2021-02-30", "Enter a day of the calendar"),
        ("to=soon", "Enter a day of the calendar"),
        ("from=2021-03-16&to=2021-03-15", "Enter a later day"),
        ("page=%2Fnowhere", "There is no page at this address"),
    ] {
        let answer = cerys.browser().get(&format!("/admin/history?{query}")).await;
        assert_eq!(answer.status(), 422, "{query}");
        assert!(answer.text().contains(sentence), "{query}");
        assert_eq!(cerys.browser().get(&format!("/admin/history.csv?{query}")).await.status(), 400, "{query}");
    }
    assert!(cerys.sees("/admin/history?kind=nonsense&before=x&person=-").await.text().contains("Help by Cerys"));
}

#[tokio::test]
async fn what_was_moved_trashed_and_published_is_taken_back_from_the_history() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let before = site.reads(SEED_PAGE).await;
    let form = ben.opens(ids::ASSESSMENT_ONLY).await.set("title", "Too early");
    assert_eq!(form.press("Publish").await.status(), 303);
    assert!(site.reads(SEED_PAGE).await.contains("Too early"));
    let history = ben.sees("/admin/history?kind=publishing").await;
    let undone = history.form("/admin/undo").press("Undo").await;
    assert_eq!(undone.status(), 303, "{}", undone.text());
    assert_eq!(site.reads(SEED_PAGE).await, before, "the previous live version, byte for byte");
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Too early", "the draft is kept");
    let after = ben.sees("/admin/history?kind=publishing").await;
    assert!(listed(after.text()).contains("Undone"), "{}", listed(after.text()));
    site.ends_well().await;
}

#[tokio::test]
async fn a_spreadsheet_gets_the_history_and_no_formula() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "=HYPERLINK(\"https://evil.example\")").await;
    let file = ben.browser().get("/admin/history.csv?kind=drafts").await;
    assert_eq!(file.status(), 200);
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = file.text();
    assert!(text.contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\""), "{text}");
    assert!(text.lines().all(|line| line.starts_with('"') && !line.contains("\"=")), "{text}");

    let author = site.author().await;
    assert!(
        !author.browser().get("/admin/history.csv").await.text().contains("HYPERLINK"),
        "drafts of others stay theirs"
    );
}
