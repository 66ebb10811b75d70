//! Lists of redirects from elsewhere, in the admin and on the command line.

use content::sample::ids;
use tokio::process::Command;

use crate::support::{Folder, SEED_PAGE, Site, form_with, reading, server::binary};

/// A list as other systems keep it: a comment, sections, addresses given twice and against each other, a chain, a circle, a shape of their own.
const LIST: &str = "redirects:\n  # Guidance\n  \"/old-help\": \"/help-and-support\"\n  \"/older-help\": \"/old-help\"\n\n  # Again\n  \
                    \"/old-help\": \"/help-and-support\"\n  \"/torn\": \"/help-and-support\"\n  \"/torn\": \"/teaching-events\"\n  \
                    \"/round\": \"/and-round\"\n  \"/and-round\": \"/round\"\n  \"/stories/(*story)\": \"/why-teach\"\n  \
                    \"/later\": \"/nothing-yet\"\n  \"/help-and-support\": \"/teaching-events\"\n";

#[tokio::test]
async fn a_list_is_looked_at_before_it_is_taken_in_and_nothing_is_chosen_silently() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let help = site.path(ids::HELP).await.expect("it is live").to_string();
    let screen = publisher.sees("/admin/redirects/import").await;
    let report = form_with(&screen, "list").set("list", LIST).press("Show what would be taken in").await;
    assert_eq!(report.status(), 200, "{}", report.text());
    let words = reading::words(report.text());
    for said in [
        "10 lines with 8 addresses. 2 addresses are given more than once, one of them with different targets.",
        "Given with different targets (2)",
        "8 lines 8, 9",
        "Lead back to where they begin (2)",
        "Cannot be read (1)",
        "A public page has the address (1)",
        "Given twice (1)",
        "as on line 3",
        "Lead to an address where nothing is (1)",
        "New (2)",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert_eq!(site.visitor().get("/old-help").await.status(), 404, "nothing is done yet");
    let done = form_with(&report, "seen").press("Take in 3 redirects").await;
    assert_eq!(done.status(), 303, "{}", done.text());
    for old in ["/old-help", "/older-help"] {
        assert_eq!(site.visitor().get(old).await.location(), help, "{old}");
    }
    for left_out in ["/torn", "/round", "/and-round"] {
        assert_eq!(site.visitor().get(left_out).await.status(), 404, "{left_out}");
    }
    let list = publisher.sees("/admin/redirects").await;
    assert!(reading::words(list.text()).contains("3 redirects are taken in."));
    let again = form_with(&screen, "list").set("list", LIST).press("Show what would be taken in").await;
    assert!(reading::words(again.text()).contains("There already (3)"), "{}", reading::words(again.text()));
    assert!(again.forms().iter().all(|form| form.value("seen").is_none()), "there is nothing left to take in");
    assert_eq!(list.form("/admin/undo").press("Undo").await.status(), 303);
    assert_eq!(site.visitor().get("/old-help").await.status(), 404, "all of them are gone again");
}

#[tokio::test]
async fn a_list_that_the_site_has_overtaken_is_shown_again() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let screen = publisher.sees("/admin/redirects/import").await;
    let table = format!("Old,New\n/old-help,/help-and-support\n/seed,{SEED_PAGE}\n/brand-new,/help-and-support\n");
    let report = form_with(&screen, "list").set("list", &table).press("Show what would be taken in").await;
    site.new_live_page(content::NodeId::HOME, "Brand new").await;
    let again = form_with(&report, "seen").press("Take in 3 redirects").await;
    assert_eq!(again.status(), 409);
    let words = reading::words(again.text());
    assert!(words.contains("has changed since you looked") && words.contains("A public page has the address (1)"));
    assert_eq!(site.visitor().get("/seed").await.status(), 404, "nothing half-done");
    assert_eq!(form_with(&again, "seen").press("Take in 2 redirects").await.status(), 303);
    assert_eq!(site.visitor().get("/seed").await.location(), SEED_PAGE);
}

#[tokio::test]
async fn another_shape_is_refused_in_one_sentence_and_stays_in_the_field() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let screen = publisher.sees("/admin/redirects/import").await;
    for (list, sentence) in [
        ("", "The list holds no redirects"),
        ("/a,/b\n/c,/d,301\n", "Line 2 has 3 instead of two columns"),
        ("redirects:\n  - /a\n", "Line 2 is not a pair of addresses"),
        ("redirects:\n  \"/a: /b\n", "cannot be read"),
    ] {
        let answer = form_with(&screen, "list").set("list", list).press("Show what would be taken in").await;
        assert_eq!(answer.status(), 422, "{list}");
        assert!(reading::words(answer.text()).contains(sentence), "{list}: {}", reading::words(answer.text()));
        let kept = form_with(&answer, "list").value("list").unwrap_or_default().replace("\r\n", "\n");
        assert_eq!(kept, list);
    }
}

#[tokio::test]
async fn the_command_line_says_the_same_and_takes_in_the_same() {
    let site = Site::sample().await;
    let folder = Folder::fresh();
    site.store().backup(&folder.path().join("waymark.db")).await.expect("a copy");
    folder.put("list.yml", LIST.as_bytes());
    folder.put("wrong.csv", b"/a,/b,/c\n");
    let run = |file: &'static str, dry: bool| {
        let mut command = Command::new(binary());
        command.args(["import", "redirects"]).arg(folder.path().join(file)).arg("--data").arg(folder.path());
        if dry {
            command.arg("--dry-run");
        }
        async move {
            let output = command.output().await.expect("the binary runs");
            let said = [output.stdout, output.stderr].concat();
            (output.status.success(), String::from_utf8(said).expect("it says text"))
        }
    };
    let (fine, said) = run("list.yml", true).await;
    assert!(fine && said.contains("this was a dry run"), "{said}");
    for line in [
        "Given with different targets (2).",
        "line 8: /torn → /help-and-support  (lines 8, 9)",
        "10 lines, 8 addresses, 2 of them given more than once, 1 with different targets. 3 taken in.",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let (fine, said) = run("list.yml", false).await;
    assert!(fine && said.contains("Done."), "{said}");
    let (fine, said) = run("list.yml", true).await;
    assert!(fine && said.contains("There already (3)"), "{said}");
    let (fine, said) = run("wrong.csv", false).await;
    assert!(!fine && said.contains("Line 1 has 3 instead of two columns") && said.lines().count() == 1, "{said}");
    let (fine, said) = run("missing.csv", false).await;
    assert!(!fine && said.lines().count() == 1, "{said}");
}
