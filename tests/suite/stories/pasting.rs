//! Texts that were written elsewhere: pasted from a word processor, or a page that starts from a document.

mod packing;

use axum::body::Body;
use content::{NodeId, sample::ids};
use http::Request;
use web::client::Answer;

use super::media::picture;
use crate::support::{Person, SITE_URL, Site, form_with, reading};
use packing::{bomb, docx_of, liar, packed};

const WORD: &str = include_str!("../../documents/word.html");
const WORD_AS_MARKDOWN: &str = include_str!("../../documents/word.md");
const DOCX: &[u8] = include_bytes!("../../documents/guidance.docx");
const ODT: &[u8] = include_bytes!("../../documents/guidance.odt");
/// What both documents say.
const GUIDANCE: &str = include_str!("../../documents/guidance.md");

/// Sends HTML as the editor's script does.
async fn pastes(person: &Person, kind: &str, html: impl Into<Body>) -> Answer {
    let request = Request::post("/admin/convert/paste")
        .header("content-type", kind)
        .header("accept", "application/json")
        .header("sec-fetch-site", "same-origin");
    person.browser().send(request.body(html.into()).expect("a valid request")).await
}

fn said(answer: &Answer, name: &str) -> String {
    let json: serde_json::Value = serde_json::from_str(answer.text()).expect("JSON");
    json[name].as_str().expect("text").to_owned()
}

#[tokio::test]
async fn what_word_puts_on_the_clipboard_becomes_markdown() {
    let site = Site::sample().await;
    let author = site.author().await;
    let answer = pastes(&author, "text/html", WORD).await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    assert_eq!(said(&answer, "markdown"), WORD_AS_MARKDOWN);
    let sentence = said(&answer, "sentence");
    assert!(
        sentence.starts_with("Pasted with 2 headings, 2 lists with 6 items, a table and a link. Left out: a picture"),
        "{sentence}"
    );
}

#[tokio::test]
async fn links_to_pages_of_the_site_are_pasted_as_pages() {
    let site = Site::sample().await;
    let path = site.path(ids::PROVIDERS).await.expect("it is live");
    let html = format!(
        "<p><a href='{SITE_URL}{path}#north'>North</a>, <a href='{path}'>all</a>, <a href='{SITE_URL}/nothing'>nothing</a>.</p>"
    );
    let answer = pastes(&site.author().await, "text/html; charset=utf-8", html).await;
    let expected = format!("[North](node:463#north), [all](node:463), [nothing]({SITE_URL}/nothing).\n");
    assert_eq!(said(&answer, "markdown"), expected);
}

#[tokio::test]
async fn too_much_is_refused_in_a_sentence() {
    let site = Site::sample().await;
    let author = site.author().await;
    let long = pastes(&author, "text/html", "x".repeat((1 << 20) + 1)).await;
    assert_eq!(long.status(), 413);
    assert!(said(&long, "sentence").starts_with("More than 1 MB was copied"));
    let tables = "<table><tr><td>".repeat((5 << 20) / 15);
    assert_eq!(pastes(&author, "text/html", tables).await.status(), 413);
    let tangled = pastes(&author, "text/html", "<br>".repeat((1 << 20) / 4)).await;
    assert_eq!(tangled.status(), 200, "a million letters of line breaks are read");
    let nested = pastes(&author, "text/html", "<table><tr><td>x".repeat((1 << 20) / 16)).await;
    assert!([200, 422].contains(&nested.status().as_u16()), "{}", nested.status());
    assert_eq!(pastes(&author, "text/html", vec![0xff_u8, 0xfe]).await.status(), 422);
    assert_eq!(pastes(&author, "application/x-www-form-urlencoded", "html=a").await.status(), 415);
}

#[tokio::test]
async fn no_other_site_and_no_stranger_has_anything_converted() {
    let site = Site::sample().await;
    let request =
        |builder: http::request::Builder| builder.header("content-type", "text/html").body(Body::from("<b>a</b>"));
    let author = site.author().await;
    let foreign = Request::post("/admin/convert/paste").header("origin", "https://evil.example");
    assert_eq!(author.browser().send(request(foreign).expect("a request")).await.status(), 403);
    let stranger = Request::post("/admin/convert/paste").header("sec-fetch-site", "same-origin");
    let answer = site.visitor().send(request(stranger).expect("a request")).await;
    assert!([303, 401].contains(&answer.status().as_u16()), "{}", answer.status());
}

/// Chooses a document and a place on the screen, and sends it.
async fn starts_from(person: &Person, parent: NodeId, name: &str, bytes: &[u8]) -> Answer {
    let screen = person.sees(&format!("/admin/new/document?parent={parent}")).await;
    form_with(&screen, "parent").send_files("file", &[(name, bytes)]).await
}

fn number(answer: &Answer) -> NodeId {
    assert_eq!(answer.status(), 303, "{}", reading::words(answer.text()));
    NodeId(answer.location().strip_prefix("/admin/nodes/").expect("the editor opens").parse().expect("a number"))
}

/// The title and the text of a draft with one block.
async fn draft_of(site: &Site, node: NodeId) -> (String, String) {
    let draft = site.open(node).await.draft;
    let [block] = draft.body.as_slice() else { panic!("one block of text") };
    (draft.title.clone(), block.content.markdown().expect("text").to_owned())
}

#[tokio::test]
async fn an_author_starts_a_page_from_a_word_document_and_a_publisher_publishes_it() {
    let site = Site::sample().await;
    let author = site.author().await;
    let screen = author.sees(&format!("/admin/new?kind=page&parent={}", ids::HELP)).await;
    assert!(reading::links(screen.text()).contains(&format!("/admin/new/document?parent={}", ids::HELP)));
    let made = starts_from(&author, ids::HELP, "overseas experience.docx", DOCX).await;
    let node = number(&made);
    let title = "Getting your overseas teaching experience recognised";
    assert_eq!(draft_of(&site, node).await, (title.to_owned(), GUIDANCE.to_owned()));
    let editor = author.sees(made.location()).await;
    let told = reading::words(editor.text());
    assert!(told.contains("Draft created from overseas experience.docx. It has 5 headings"), "{told}");
    let address = "/help-and-support/getting-your-overseas-teaching-experience-recognised";
    assert_eq!(site.visitor().get(address).await.status(), 404, "nothing is published");
    site.publisher().await.publishes(node).await;
    let page = site.reads(address).await;
    for part in [
        "<th scope=\"col\">Fee</th>",
        "<blockquote>",
        "href=\"https://www.example.org/english\"",
        "snake_case, a | b and 1 &lt; 2",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    site.ends_well().await;
}

#[tokio::test]
async fn other_documents_are_read_by_their_content_whatever_they_are_called() {
    let site = Site::sample().await;
    let author = site.author().await;
    let odt = number(&starts_from(&author, ids::HELP, "a.docx", ODT).await);
    assert_eq!(draft_of(&site, odt).await.1, GUIDANCE);
    let html = include_bytes!("../../documents/web-document.html");
    let html = number(&starts_from(&author, ids::HELP, "page.txt", html).await);
    let expected = include_str!("../../documents/web-document.md").to_owned();
    assert_eq!(draft_of(&site, html).await, ("Become a mentor".to_owned(), expected));
    let markdown = number(&starts_from(&author, ids::HELP, "notes.md", "# Fees\n\n- *one*\n".as_bytes()).await);
    assert_eq!(draft_of(&site, markdown).await, ("Fees".to_owned(), "- *one*\n".to_owned()));
    let unnamed = number(&starts_from(&author, ids::HELP, "Term dates.md", b"Soon.").await);
    assert_eq!(draft_of(&site, unnamed).await.0, "Term dates");
}

#[tokio::test]
async fn habits_of_word_documents_are_understood() {
    let site = Site::sample().await;
    let author = site.author().await;
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Letters</w:t></w:r></w:p>\
        <w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Contents 2</w:t></w:r></w:p></w:sdtContent></w:sdt>\
        <w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space=\"preserve\">new </w:t></w:r></w:ins>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://www.example.com/a\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>link</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r><w:r><w:drawing><wp:docPr descr=\"Two trees\"/></w:drawing></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>Both</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>";
    let made = starts_from(&author, ids::HELP, "x.docx", &docx_of(body)).await;
    let (title, text) = draft_of(&site, number(&made)).await;
    assert_eq!(title, "Letters");
    let expected = "new [link](https://www.example.com/a)<sup>2</sup>(Picture: Two trees)\n\n| Both   |     |\n| ------ | --- |\n| a<br>b | c   |\n";
    assert_eq!(text, expected);
    let told = reading::words(author.sees(made.location()).await.text());
    assert!(told.contains("Left out: a picture, a tracked deletion and the table of contents."), "{told}");
}

#[tokio::test]
async fn what_is_no_document_is_refused_at_the_field() {
    let site = Site::sample().await;
    let author = site.author().await;
    let deep = docx_of(&format!("{}{}", "<w:sdt>".repeat(50_000), "</w:sdt>".repeat(50_000)));
    let archive = packed(&[("a.txt", b"x", None)]);
    for (name, bytes, sentence) in [
        ("a.docx", b"%PDF-1.4 ...".to_vec(), "A page cannot start from this file."),
        ("a.docx", picture(4, 4), "A page cannot start from this file."),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec(), "Old Word and Excel files"),
        ("a.docx", Vec::new(), "The file is empty."),
        ("a.md", b" \n".to_vec(), "A page cannot start from this document. It holds no text."),
        ("a.docx", DOCX[..4_000].to_vec(), "damaged"),
        ("a.docx", bomb(), "unpacks to far more than it should"),
        ("a.docx", liar(), "unpacks to far more than it should"),
        ("a.docx", deep, "far more elements than words"),
        ("a.docx", archive, "not a file that can be uploaded"),
    ] {
        let refused = starts_from(&author, ids::HELP, name, &bytes).await;
        assert_eq!(refused.status(), 422, "{sentence}");
        let screen = refused.text();
        let field = reading::between(screen, "id=\"file-error\"", "</div>");
        assert!(field.contains(sentence), "{sentence}: {field}");
    }
    let screen = author.sees("/admin/new/document").await;
    let nothing = form_with(&screen, "parent").send_files("file", &[]).await;
    assert_eq!(nothing.status(), 422);
    let words = reading::words(nothing.text());
    assert!(words.contains("Choose a document") && words.contains("Choose where it goes"), "{words}");
    assert_eq!(site.visitor().get("/help-and-support/a").await.status(), 404);
}
