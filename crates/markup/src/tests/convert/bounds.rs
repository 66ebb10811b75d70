//! HTML made to exhaust the stack, the memory or the clock.

use crate::convert::{Converted, MOST_PASTED, Unreadable, from_docx, from_html, from_html_document};

/// Bytes of each text: enough that a square would be noticed.
const LONG: usize = 1 << 16;

#[test]
fn hostile_html_ends_and_stays_in_proportion() {
    let numbered: Vec<String> = (0..LONG / 20).map(|number| format!("<b a={number}><p>x")).collect();
    let fonts: Vec<String> = (0..LONG / 24).map(|number| format!("<font c={number}><div>x")).collect();
    let (numbered, fonts) = (numbered.concat(), fonts.concat());
    let texts = [
        "<table><tr><td>".repeat(LONG / 15),
        "<table>x".repeat(LONG / 8),
        "<table><td>x".repeat(LONG / 12),
        "<div>".repeat(LONG / 5),
        "<ul><li>".repeat(LONG / 8),
        "<li>".repeat(LONG / 4),
        "<blockquote>x".repeat(LONG / 13),
        "<b>".repeat(LONG / 3),
        "<b><p></b>".repeat(LONG / 10),
        "<a href=/x><b>".repeat(LONG / 14),
        "<a href=/x>a</a> ".repeat(LONG / 17),
        "<b>a</b><i>b</i>".repeat(LONG / 16),
        "<b>a</b>b".repeat(LONG / 9),
        "<p>1. ".repeat(LONG / 6),
        "- x<br>".repeat(LONG / 7) + "y",
        "• x<br>".repeat(LONG / 8),
        "<br>".repeat(LONG / 4),
        "*_[`<|#".repeat(LONG / 7),
        "&".repeat(LONG),
        "\u{a0}".repeat(LONG / 2),
        "<table><tr><th>a<td rowspan=999999 colspan=999999>b<tr>".repeat(LONG / 56),
        "<p style='mso-list:l0 level9 lfo1'><span style='mso-list:Ignore'>1.</span>x".repeat(LONG / 75),
        "<svg><math><select><template>".repeat(LONG / 29),
        "<dl><dt>a<dd>b".repeat(LONG / 14),
        "<object><p>".repeat(LONG / 11),
        format!("<b>{}{}", "y".repeat(LONG / 2), "<i>x</i> ".repeat(LONG / 18)),
        format!("<b{}>{}", " a".repeat(400), "<p>x".repeat(LONG / 8)),
        numbered,
        fonts,
    ];
    for text in texts {
        let start: String = text.chars().take(40).collect();
        match from_html(&text) {
            Ok(converted) => {
                assert!(converted.markdown.len() <= 40 * LONG, "{start} grew to {}", converted.markdown.len());
            }
            Err(refused) => assert_eq!(refused, Unreadable::TooTangled, "{start}"),
        }
    }
}

#[test]
fn what_lies_too_deep_keeps_its_words() {
    let deep = format!("{}deep{}<p>after</p>", "<div><blockquote>".repeat(5_000), "</blockquote></div>".repeat(5_000));
    let markdown = from_html(&deep).unwrap().markdown;
    assert!(markdown.contains("deep") && markdown.ends_with("\nafter\n"), "{markdown}");
    let lists = format!("{}deep{}<ul><li>after</ul>", "<ul><li>".repeat(2_000), "</li></ul>".repeat(2_000));
    let markdown = from_html(&lists).unwrap().markdown;
    assert!(markdown.contains("- deep") && markdown.ends_with("after\n"), "{markdown}");
}

#[test]
fn megabytes_of_nested_tables_are_refused_or_read() {
    let tables = "<table><tr><td>x";
    assert_eq!(from_html(&tables.repeat((5 << 20) / tables.len())), Err(Unreadable::TooLong));
    assert!(from_html(&tables.repeat(MOST_PASTED / tables.len())).is_ok());
    let whole = from_html_document(&tables.repeat((2 << 20) / tables.len()));
    assert!(whole.is_ok_and(|converted| converted.markdown.len() < 1 << 20));
}

#[test]
fn a_tag_of_attributes_past_counting_is_refused_and_a_comment_is_no_tag() {
    let attributes: Vec<String> = (0..100_000).map(|number| format!(" a{number}")).collect();
    let attributes = attributes.concat();
    for tag in ["<b", "</b", "x<p><a href='<'", "<!-- --><b"] {
        assert_eq!(from_html(&format!("{tag}{attributes}>x")), Err(Unreadable::TooTangled), "{tag}");
    }
    for words in ["<!-- b", "<p title='", "< b"] {
        assert!(from_html(&format!("{words}{attributes}'-->x")).is_ok(), "{words}");
    }
}

/// A document of Word with this body, and these other parts.
fn docx(body: &str, parts: &[(&str, &str)]) -> Result<Converted, Unreadable> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    from_docx(|name| {
        let part = parts.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_bytes().to_vec());
        part.or_else(|| (name == "word/document.xml").then(|| document.clone().into_bytes()))
    })
}

#[test]
fn rows_that_are_filled_up_are_counted() {
    let head = "<td>Thirty letters stand in a cell".repeat(50);
    let html = format!("<table><tr>{head}{}", "<tr><td>x".repeat(3_000));
    assert_eq!(from_html(&html), Err(Unreadable::TooMuchText));
    let cell = "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>";
    let rows = format!("<w:tr>{}</w:tr>{}", cell.repeat(50), format!("<w:tr>{cell}</w:tr>").repeat(3_000));
    assert_eq!(docx(&format!("<w:tbl>{rows}</w:tbl>"), &[]), Err(Unreadable::TooMuchText));
}

#[test]
fn an_address_longer_than_any_is_no_link() {
    let long = format!("https://a.example/{}", "a".repeat(100_000));
    let links = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"x/hyperlink\" Target=\"{long}\"/><Relationship Id=\"b\" Type=\"x/hyperlink\" Target=\"https://b.example/\"/></Relationships>"
    );
    let link = |id: &str| format!("<w:hyperlink r:id=\"{id}\"><w:r><w:t>{id} </w:t></w:r></w:hyperlink>");
    let body = format!("<w:p>{}</w:p>", format!("{}{}", link("a"), link("b")).repeat(2));
    let markdown = docx(&body, &[("word/_rels/document.xml.rels", &links)]).unwrap().markdown;
    assert_eq!(markdown, "a [b](https://b.example/) a [b](https://b.example/)\n");
    assert_eq!(from_html(&format!("<a href='{long}'>a</a>")).unwrap().markdown, "a\n");
}

#[test]
fn a_foot_note_is_read_once_however_often_it_is_named() {
    let notes =
        "<w:footnotes><w:footnote w:id=\"1\"><w:p><w:r><w:t>The note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let reference = "<w:r><w:t>x</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let body = format!("<w:p>{}</w:p>", reference.repeat(3));
    let markdown = docx(&body, &[("word/footnotes.xml", notes)]).unwrap().markdown;
    assert_eq!(markdown.matches("The note.").count(), 1, "{markdown}");
    assert_eq!(markdown.lines().next().unwrap().matches("\\[1]").count(), 3, "{markdown}");
}
