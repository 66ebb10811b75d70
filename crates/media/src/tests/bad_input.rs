//! What people send by mistake or on purpose.

use bytes::Bytes;
use futures_util::stream;

use super::{
    files_below, refusal,
    samples::{archive, docx, pdf, png_header},
    storage,
};
use crate::{StorageError, UploadError};

#[tokio::test]
async fn a_picture_of_500_megapixels_is_refused_by_its_header() {
    let refused = refusal(&png_header(25_000, 20_000)).await;
    assert_eq!(
        refused,
        "This picture is 25000 × 20000 pixels, which is too large to open. Make it smaller, for example 4,000 pixels wide, and upload that."
    );
    assert!(refusal(&png_header(40_000, 10)).await.contains("too large to open"), "a very long line");
    assert!(refusal(&png_header(100, 100)).await.contains("damaged"), "a small one without pixels");
}

#[tokio::test]
async fn pictures_that_hold_programs_are_refused() {
    for markup in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "\u{feff}\n <?xml version=\"1.0\"?><svg/>",
        "<!DOCTYPE html><p>a,b",
    ] {
        assert!(refusal(markup.as_bytes()).await.starts_with("SVG and HTML files can hold programs"), "{markup}");
    }
}

#[tokio::test]
async fn kinds_that_are_not_read_say_what_to_save_instead() {
    assert!(refusal(b"\0\0\0\x1cftypavif\0\0\0\0mif1").await.starts_with("AVIF and HEIC"));
    assert!(refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0").await.starts_with("Old Word and Excel"));
    assert!(refusal(b"\x7fELF\x02\x01\x01\0").await.contains("Pictures can be JPEG, PNG, GIF or WebP"));
    assert!(refusal(b"\0\0\0\x18ftypmp42").await.contains("Pictures can be"));
    assert_eq!(refusal(b"").await, "The file is empty. Choose another one.");
}

#[tokio::test]
async fn a_document_that_unpacks_to_far_too_much_is_refused() {
    let bomb = "This document unpacks to far more";
    assert!(refusal(&docx(&vec![b' '; 20 * 1024 * 1024])).await.starts_with(bomb), "it says so itself");
    let types = b"<Types>\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"</Types>";
    let text = vec![b' '; 20 * 1024 * 1024];
    let files: [(&str, &[u8]); 3] =
        [("[Content_Types].xml", types), ("_rels/.rels", b"x"), ("word/document.xml", &text)];
    assert!(refusal(&archive(&files, Some(100))).await.starts_with(bomb), "it says that it is small");
}

#[tokio::test]
async fn an_archive_that_declares_more_files_than_any_document_has_is_refused() {
    let names: Vec<String> = (0..6_000).map(|number| number.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(refusal(&archive(&files, None)).await.starts_with("This Office file is damaged"));
}

#[tokio::test]
async fn an_upload_of_two_gigabytes_ends_after_fifty_megabytes() {
    let (folder, storage) = storage();
    let piece = Bytes::from(vec![b'x'; 1024 * 1024]);
    let mut sent = 0;
    let endless = stream::repeat_with(|| {
        sent += 1;
        Ok::<_, ()>(piece.clone())
    });
    let refused = storage.receive(endless).await.unwrap_err();
    assert_eq!(refused.to_string(), "The file is too large. It must be smaller than 50 MB.");
    assert_eq!(sent, 51);
    assert_eq!(files_below(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let (folder, storage) = storage();
    let pieces = vec![Ok(Bytes::from(pdf())), Err(())];
    let refused = storage.receive(stream::iter(pieces)).await.unwrap_err();
    assert!(matches!(refused, UploadError::Failed(StorageError::BrokenOff)));
    assert_eq!(files_below(folder.path()), Vec::<String>::new());
}
