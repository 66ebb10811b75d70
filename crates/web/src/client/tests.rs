//! The browser opens the editor and saves.

use axum::response::Html;
use axum::routing::{get, post};

use super::*;
use crate::form::RawForm;

/// What an editor's text may hold: line ends first and last, quotes, references, an end tag that is none.
const TEXT: &str = "\n\n# Fees & \"costs\"\n\n<b>£9,250</b> &amp; '&#39;' </textare> \\ \t “é” 🎓\n\n";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

fn editor() -> String {
    format!(
        r#"<!DOCTYPE html><title>Edit <form></title><!-- <form action="/no"> --><script>"<form action='/no'>"</script>
<form action="/search"><input name=q type=search value="a b"><button>Search</button></form>
<form method=post action='/admin/nodes/12?tab=body#top' id="editor">
  <input type="hidden" name="base" value="7"><INPUT NAME="title" VALUE="{title}" required>
  <textarea name="blocks[0].markdown" rows=9>
{text}</textarea>
  <input type="checkbox" name="in_menu" checked> <input type="checkbox" name="noindex" value="yes">
  <input type="radio" name="format" value="online"> <input type="radio" name="format" value="both" checked />
  <select name="zone"><option>Europe/London<option value="UTC">Universal</select>
  <select name="regions" multiple><option selected>London</option><option value="SW" selected>South West</option><option>Wales</select>
  <fieldset disabled><input name="locked" value="1"></fieldset> <input name="off" disabled value="1"> <input value="nameless">
  <input type="email" name="contact" value=" a@example.org
"> <button type="button" name="js" value="1">Bold</button>
  <button name="do" value="save">Save
    <span>draft</span></button>
  <button name="do" value="publish" formaction="/admin/nodes/12/publish">Publish</button>
</form><input form="editor" name="note" value="from afar">"#,
        title = escape("Bed & \"Breakfast\" <'/>"),
        text = escape(TEXT),
    )
}

fn site() -> Client {
    let show = |RawForm(pairs): RawForm| async move { format!("{pairs:?}") };
    let router = Router::new()
        .route("/admin/nodes/12", get(|| async { Html(editor()) }).post(show))
        .route("/admin/nodes/12/publish", post(|| async { "published" }))
        .route("/admin/echo", post(|body: String| async move { body }))
        .route("/search", get(|uri: http::Uri| async move { uri.to_string() }))
        .route(
            "/sign-in",
            post(|| async {
                ([(header::SET_COOKIE, "session=s3; Path=/; HttpOnly")], crate::redirect::see_other("/me"))
            }),
        )
        .route("/sign-out", post(|| async { ([(header::SET_COOKIE, "session=; Path=/; Max-Age=0")], "bye") }))
        .route("/me", get(|headers: HeaderMap| async move { format!("{:?}", headers.get(header::COOKIE)) }));
    Client::new(router)
}

#[tokio::test]
async fn opening_and_saving_keeps_every_byte() {
    let answer = site().get("/admin/nodes/12").await.form("/admin/nodes/12").press("Save draft").await;
    let expected = [
        ("base", "7"),
        ("title", "Bed & \"Breakfast\" <'/>"),
        ("blocks[0].markdown", TEXT),
        ("in_menu", "on"),
        ("format", "both"),
        ("zone", "Europe/London"),
        ("regions", "London"),
        ("regions", "SW"),
        ("contact", "a@example.org"),
        ("do", "save"),
        ("note", "from afar"),
    ];
    assert_eq!(answer.text(), format!("{expected:?}"));
    assert_eq!(answer.path(), "/admin/nodes/12?tab=body");
}

#[tokio::test]
async fn a_person_types_ticks_and_chooses() {
    let form = site().get("/admin/nodes/12").await.form("/admin");
    assert_eq!(form.buttons(), ["Save draft", "Publish"]);
    let form = form
        .set("title", "New\ntitle")
        .set("format", "online")
        .set("zone", "UTC")
        .select("regions", &["Wales"])
        .check("noindex", "yes")
        .uncheck("in_menu", "on");
    for (name, values) in [
        ("title", vec!["Newtitle"]),
        ("format", vec!["online"]),
        ("zone", vec!["UTC"]),
        ("regions", vec!["Wales"]),
        ("noindex", vec!["yes"]),
        ("in_menu", vec![]),
    ] {
        assert_eq!(form.values(name), values, "{name}");
    }
    assert_eq!(form.value("locked"), None);
    assert_eq!(form.press("Publish").await.text(), "published");
}

#[tokio::test]
async fn line_ends_go_out_as_browsers_send_them() {
    assert_eq!(site().post_form("/admin/echo", &[("a b", "1\n2\r\n3")]).await.text(), "a+b=1%0D%0A2%0D%0A3");
}

#[tokio::test]
async fn a_search_is_an_address() {
    let answer =
        site().get("/admin/nodes/12").await.form("/search").set("q", "assessment & only").press("Search").await;
    assert_eq!(answer.text(), "/search?q=assessment+%26+only");
}

#[tokio::test]
async fn cookies_are_kept_and_given_back() {
    let client = site();
    let answer = client.post_form("/sign-in", &[]).await;
    assert_eq!((answer.location(), answer.follow().await.text()), ("/me", "Some(\"session=s3\")"));
    assert_eq!(client.cookie("session").as_deref(), Some("s3"));
    client.post_form("/sign-out", &[]).await;
    assert_eq!(client.get("/me").await.text(), "None");
}

#[tokio::test]
#[should_panic(expected = "has no button \"Delete\", only [\"Save draft\", \"Publish\"]")]
async fn a_button_that_is_not_there_ends_the_story() {
    site().get("/admin/nodes/12").await.form("/admin").press("Delete").await;
}
