//! Documents are known by their structure and kept byte for byte.

use super::{
    refusal,
    samples::{archive, docx, odt, office, pdf},
    storage, upload,
};
use crate::FileKind;

#[tokio::test]
async fn each_document_is_known_by_its_content_and_kept_as_it_is() {
    let (_folder, storage) = storage();
    for (bytes, kind) in [
        (pdf(), FileKind::Pdf),
        (docx(b"<w:document/>"), FileKind::Docx),
        (office("spreadsheetml.sheet", "xl/workbook.xml", b"<workbook/>"), FileKind::Xlsx),
        (odt(&[]), FileKind::Odt),
        (b"Region,Provider\nLeeds,\"One, Two\"\n".to_vec(), FileKind::Csv),
        ("\u{feff}Région;Nom\r\nLeeds;Ève\r\n".into(), FileKind::Csv),
    ] {
        let taken = upload(&storage, &bytes).await.unwrap();
        assert_eq!((taken.kind, taken.length), (kind, bytes.len() as u64));
        assert_eq!(taken.hash, taken.sent);
        assert!(taken.size.is_none() && storage.has(taken.hash).await.unwrap());
    }
    assert_eq!(storage.all().await.unwrap().len(), 6);
}

#[tokio::test]
async fn what_only_begins_like_a_document_is_refused() {
    assert!(refusal(b"%PDF-1.4\n<script>alert(1)</script>").await.starts_with("This PDF file is damaged"));
    let mut behind = b"#!/bin/sh\n".to_vec();
    behind.extend(docx(b"<w:document/>"));
    assert!(refusal(&behind).await.starts_with("This is not a file that can be uploaded"));
    let mut before = docx(b"<w:document/>");
    before.extend(b"<script>alert(1)</script>");
    assert!(refusal(&before).await.starts_with("This Office file is damaged"));
    assert!(refusal(&archive(&[("a.txt", b"hello")], None)).await.contains("Pictures can be JPEG"));
    let jar = archive(&[("META-INF/MANIFEST.MF", b"Main-Class: x"), ("x.class", b"\xca\xfe\xba\xbe")], None);
    assert!(refusal(&jar).await.contains("Pictures can be JPEG"));
}

#[tokio::test]
async fn macros_are_refused_by_name() {
    let macros = "This document holds macros";
    let enabled = office("wordprocessingml.document", "word/document.xml", b"x");
    assert!(upload(&storage().1, &enabled).await.is_ok(), "the same document without them is taken");
    let types = b"<Types>\"application/vnd.ms-word.document.macroEnabled.main+xml\"</Types>";
    let docm = archive(&[("[Content_Types].xml", types), ("_rels/.rels", b"x"), ("word/document.xml", b"x")], None);
    assert!(refusal(&docm).await.starts_with(macros));
    assert!(refusal(&odt(&[("Basic/Standard/Module1.xml", b"Sub Main")])).await.starts_with(macros));
}

#[tokio::test]
async fn text_that_is_no_table_is_refused_with_a_way_out() {
    for text in ["just a letter\nof two lines\n", "a,b\n1,2,3\n", "a,b\n1,\u{7}\n"] {
        assert!(refusal(text.as_bytes()).await.contains("not a"), "{text}");
    }
    assert!(refusal(b"a,b\n\xe9,1\n").await.contains("CSV UTF-8"), "Latin letters of another coding");
    assert!(refusal(b"a,b\n1,\x00\n").await.contains("not a file that can be uploaded"), "a NUL is never text");
}
