//! Blocks of every type: added, filled in, moved, copied and read.

use content::{BlockContent, NodeId, Quote, Table, Video, sample::ids};
use web::client::{Answer, FilledForm};

use super::media::{page_with, presses};
use crate::support::{Person, Site, editing_form, reading};

/// The ids of the blocks of a form's body, in their order.
fn blocks(form: &FilledForm) -> Vec<String> {
    let fields = form.fields();
    let kinds = fields.iter().filter_map(|(name, _)| name.strip_prefix("block.")?.strip_suffix(".type"));
    kinds.map(str::to_owned).collect()
}

/// What was said of the pressed button.
fn said(answer: &Answer) -> String {
    reading::words(reading::between(answer.text(), "id=\"said-of-blocks\" role=\"status\">", "</p>"))
}

/// The id of the element that has the keyboard.
fn focused(answer: &Answer) -> String {
    let before = answer.text().split(" autofocus").next().unwrap_or_default();
    let tag = before.rsplit_once('<').map(|(_, tag)| tag).unwrap_or_default();
    reading::between(tag, "id=\"", "\"").to_owned()
}

async fn press(person: &Person, form: &FilledForm, value: &str) -> (Answer, FilledForm) {
    let answer = presses(person, form, value).await;
    assert_eq!(answer.status(), 200, "{value}: {}", reading::words(answer.text()));
    let form = editing_form(&answer);
    (answer, form)
}

#[tokio::test]
async fn steps_are_written_moved_and_read_as_an_ordered_list() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let node = site.new_live_page(NodeId::HOME, "Apply").await;
    let (added, form) = press(&ben, &ben.opens(node).await, "add-block:steps:-body").await;
    assert_eq!(said(&added), "Steps block added. It is block 1 of 2.");
    let block = blocks(&form)[0].clone();
    let field = |name: &str| format!("block.{block}.{name}");
    let form = form
        .set(&field("heading"), "How to apply")
        .set(&field("heading-1"), "Send it")
        .set(&field("markdown-1"), "With [the form](/teaching-events).")
        .set(&field("heading-2"), "Find a form");
    let (longer, form) = press(&ben, &form, &format!("item-add:{block}")).await;
    assert_eq!(said(&longer), "Step added. There are 3 steps.");
    assert_eq!(focused(&longer), format!("block-{block}-heading-3"));
    let (moved, form) = press(&ben, &form, &format!("item-up:{block}:2")).await;
    assert_eq!(
        (said(&moved).as_str(), form.value(&field("heading-1")).as_deref()),
        ("Step moved. There are 3 steps.", Some("Find a form"))
    );
    let (_, form) = press(&ben, &form, &format!("item-remove:{block}:3")).await;
    assert_eq!(form.press("Publish").await.status(), 303);

    let page = site.reads("/apply").await;
    let list = reading::between(&page, "<div class=\"steps\">", "</ol>");
    let words = reading::words(list);
    assert_eq!(words, "How to apply Find a form Send it With the form.");
    assert!(list.contains("<h2>How to apply</h2>") && list.contains("<h3>Find a form</h3>"), "{list}");
    assert!(list.contains("<a href=\"/teaching-events\">the form</a>"), "{list}");
    assert_eq!(list.matches("<li>").count(), 2);
    let data = site.data("/api/v1/resolve?path=/apply").await;
    assert_eq!(data["blocks"][0]["value"]["steps"][0]["heading"], "Find a form", "{data}");
    site.ends_well().await;
}

#[tokio::test]
async fn a_table_is_filled_in_cell_by_cell_and_names_its_columns() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let node = site.new_live_page(NodeId::HOME, "Fees").await;
    let (_, form) = press(&ben, &ben.opens(node).await, "add-block:table:-body").await;
    let block = blocks(&form)[0].clone();
    let field = |name: &str| format!("block.{block}.{name}");
    let (_, form) = press(&ben, &form, &format!("column-add:{block}")).await;
    let (told, form) = press(&ben, &form, &format!("column-remove:{block}:3")).await;
    assert_eq!(said(&told), "Column removed. There are 2 rows and 2 columns.");
    let (_, form) = press(&ben, &form, &format!("item-remove:{block}:2")).await;
    let form = form
        .check(&field("row_headings"), "yes")
        .set(&field("cell-1-1"), "Home | EU")
        .set(&field("cell-1-2"), "**£9,250** [more](/funding-and-salaries)");
    let refused = form.press("Publish").await;
    assert_eq!(refused.status(), 422);
    let words = reading::words(refused.text());
    assert!(words.contains("Column 2 of the table has no name."), "{words}");
    let form = editing_form(&refused).set(&field("cell-0-2"), "A year").set(&field("caption"), "Tuition fees");
    assert_eq!(form.press("Publish").await.status(), 303);

    let page = site.reads("/fees").await;
    let table = reading::between(&page, "<table>", "</table>");
    for part in [
        "<caption>Tuition fees</caption>",
        "<tr><td></td><th scope=\"col\">A year</th></tr>",
        "<th scope=\"row\">Home | EU</th><td><strong>£9,250</strong> <a href=\"/funding-and-salaries\">more</a></td>",
    ] {
        assert!(table.contains(part), "{part}: {table}");
    }
    // The page that a cell links to knows of it, and its links follow when it moves.
    let words = reading::words(ben.sees(&format!("/admin/nodes/{}/links", ids::FUNDING)).await.text());
    assert!(words.contains("Fees"), "{words}");
    site.ends_well().await;
}

#[tokio::test]
async fn a_video_waits_for_its_transcript_and_asks_nobody_else_for_anything() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let node = site.new_live_page(NodeId::HOME, "Watch").await;
    let (_, form) = press(&ben, &ben.opens(node).await, "add-block:video:-body").await;
    let block = blocks(&form)[0].clone();
    let field = |name: &str| format!("block.{block}.{name}");
    let form = form
        .set(&field("title"), "A day in a school")
        .set(&field("target"), "https://video.example.org/watch?v=7")
        .set(&field("length"), "two minutes");
    let refused = form.press("Publish").await;
    assert!(reading::words(refused.text()).contains("Enter minutes and seconds such as 2:30"), "{}", refused.text());
    let refused = editing_form(&refused).set(&field("length"), "2:30").press("Publish").await;
    assert_eq!(refused.status(), 422);
    let words = reading::words(refused.text());
    assert!(words.contains("The video has no transcript. Write what is said and shown in it."), "{words}");
    let form = editing_form(&refused).set(&field("markdown"), "“Good morning.”");
    assert_eq!(form.press("Publish").await.status(), 303);
    let page = site.reads("/watch").await;
    let card = reading::between(&page, "<div class=\"video\">", "</details>");
    assert_eq!(
        reading::words(card),
        "A day in a school (video, 2 minutes 30 seconds) Plays on video.example.org Transcript “Good morning.”"
    );
    for foreign in ["<iframe", "<script src", "<video", "<img"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
}

#[tokio::test]
async fn quotes_and_expanders_are_what_they_are_for_those_who_hear_them() {
    let site = Site::sample().await;
    let quote = Quote { markdown: "I stayed.".into(), name: "Amira".into(), role: "teacher".into() };
    page_with(&site, "Said", BlockContent::Quote(quote)).await;
    let page = site.reads("/said").await;
    let figure = reading::between(&page, "<figure class=\"quote\">", "</figure>");
    assert!(
        figure.contains("<blockquote>") && figure.contains("<figcaption><strong>Amira</strong>, teacher"),
        "{figure}"
    );
    let page = site.reads("/funding-and-salaries/student-finance").await;
    let details = reading::between(&page, "<details class=\"expander\">", "</details>");
    assert!(details.contains("<summary>What you need to apply for a loan</summary>"), "{details}");
}

#[tokio::test]
async fn a_block_is_copied_to_another_page_and_stays_the_persons_own() {
    let site = Site::sample().await;
    let (ben, cerys) = (site.publisher().await, site.editor().await);
    let table = Table { caption: "Fees".into(), ..Table::default() };
    let from = page_with(&site, "From", BlockContent::Table(table)).await;
    let to = site.new_page(NodeId::HOME, "To").await;
    assert!(!ben.sees(&format!("/admin/nodes/{to}")).await.text().contains("paste-block:"), "nothing is copied yet");

    let (copied, _) = press(&ben, &ben.opens(from).await, "copy-block:only").await;
    assert!(said(&copied).starts_with("Table block copied."), "{}", said(&copied));
    let there = ben.sees(&format!("/admin/nodes/{to}")).await;
    assert!(reading::words(there.text()).contains("Paste Table: Fees"), "the menu says what is pasted");
    assert!(!cerys.sees(&format!("/admin/nodes/{to}")).await.text().contains("paste-block:"), "it is Ben’s alone");
    let first = blocks(&editing_form(&there))[0].clone();
    let (pasted, form) = press(&ben, &editing_form(&there), &format!("paste-block:{first}")).await;
    assert_eq!(said(&pasted), "Table block pasted. It is block 2 of 2.");
    let new = blocks(&form)[1].clone();
    assert!(new != "only" && form.value(&format!("block.{new}.caption")).as_deref() == Some("Fees"));
    assert_eq!(form.press("Save draft").await.status(), 303);
    assert_eq!(site.open(to).await.draft.body.len(), 2);
    let none = presses(&cerys, &cerys.opens(to).await, "paste-block:-body").await;
    assert_eq!(none.status(), 422);
    assert!(reading::words(none.text()).contains("You have copied no block"), "{}", none.text());
}

#[tokio::test]
async fn a_block_is_duplicated_and_moved_and_the_keyboard_stays_with_it() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let form = ben.opens(ids::APPLYING).await;
    let order = blocks(&form);
    assert_eq!(order, ["intro", "steps", "text", "note"], "the sample’s own");
    let (moved, form) = press(&ben, &form, "move-block:note:intro").await;
    assert_eq!(blocks(&form), ["intro", "note", "steps", "text"]);
    assert_eq!(
        (focused(&moved).as_str(), said(&moved).as_str()),
        ("handle-note", "Call-out block moved. It is block 2 of 4.")
    );
    let (copied, form) = press(&ben, &form, "duplicate-block:steps").await;
    assert_eq!(said(&copied), "Steps block duplicated. The copy is block 4 of 5.");
    let copy = blocks(&form)[3].clone();
    assert_eq!(form.value(&format!("block.{copy}.heading-7")), form.value("block.steps.heading-7"));
    assert_eq!(form.press("Save draft").await.status(), 303);
    assert_eq!(site.open(ids::APPLYING).await.draft.body.len(), 5);
}

#[tokio::test]
async fn two_versions_of_steps_and_tables_are_compared_word_by_word() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let form =
        ben.opens(ids::APPLYING).await.set("block.steps.markdown-6", "You may have to teach for twenty minutes.");
    assert_eq!(form.press("Save draft").await.status(), 303);
    let screen = ben.sees(&format!("/admin/nodes/{}/compare", ids::APPLYING)).await;
    let removed = reading::all_between(screen.text(), "<del>", "</del>").join(" ");
    let added = reading::all_between(screen.text(), "<ins>", "</ins>").join(" ");
    assert!(removed.contains("ten") && added.contains("twenty"), "{removed} / {added}");
    assert!(!added.contains("interviews"), "only the word that differs: {added}");
}

#[tokio::test]
async fn what_says_nothing_is_left_out_of_the_public_page() {
    let site = Site::sample().await;
    page_with(&site, "Nothing", BlockContent::Table(Table::default())).await;
    assert!(!site.reads("/nothing").await.contains("<table"));
    page_with(&site, "No link", BlockContent::Video(Video { title: "A day".into(), ..Video::default() })).await;
    assert!(!site.reads("/no-link").await.contains("class=\"video\""));
}

#[tokio::test]
async fn each_type_of_block_has_its_schema() {
    let site = Site::sample().await;
    let listed = site.data("/api/v1/schemas/blocks").await;
    let items = listed["items"].as_array().expect("a list");
    assert_eq!(items.len(), content::BlockType::ALL.len());
    for item in items {
        let address = item["schema"].as_str().expect("an address");
        let path = address.strip_prefix(crate::support::SITE_URL).expect("absolute addresses are the site’s own");
        let schema = site.data(path).await;
        assert_eq!((&schema["$id"], &schema["title"]), (&item["schema"], &item["label"]), "{schema}");
    }
    assert_eq!(site.visitor().get("/api/v1/schemas/blocks/carousel").await.status(), 404);
}
