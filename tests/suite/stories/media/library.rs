//! The library itself: what comes in, what does not, and how it is found again.

use content::{BlockContent, FileNumber, Image};
use media::FileId;

use super::{number, page_with, pdf, picture, uploads};
use crate::support::{Site, form_with, people::AUTHOR, reading};

#[tokio::test]
async fn a_picture_is_uploaded_by_a_plain_form_and_is_nobody_elses_business_yet() {
    let site = Site::sample().await;
    let dan = site.author().await;
    let answer = uploads(&dan, &[("../Holiday\u{202e} photo.PNG", &picture(700, 500))]).await;
    let id = number(&answer);
    let screen = dan.sees(answer.location()).await;
    let words = reading::words(screen.text());
    assert!(words.contains("1 file is in the library now."), "{words}");
    assert!(words.contains("Holiday photo.png") && words.contains("PNG, 700 × 500"), "{words}");
    assert!(words.contains("No page uses this file."), "{words}");
    assert!(!words.contains("Replace") && !words.contains("Delete"), "an author may do neither: {words}");
    let thumbnail = dan.browser().get(&format!("/admin/media/{id}/thumbnail")).await;
    assert_eq!(thumbnail.header("content-type"), Some("image/webp"));
    let small = image::load_from_memory(thumbnail.bytes()).expect("a picture");
    assert_eq!((small.width(), small.height()), (320, 180));
    for address in [format!("/media/{id}/holiday-photo.png"), format!("/media/{id}/0123456789abcdef/320.webp")] {
        assert_eq!(site.visitor().get(&address).await.status(), 404, "{address}");
        assert_eq!(dan.browser().get(&address).await.status(), 404, "whoever asks");
    }
    assert_eq!(site.visitor().get(&format!("/admin/media/{id}/file")).await.status(), 303, "to the sign-in");
    let history = reading::words(site.administrator().await.sees("/admin/history").await.text());
    assert!(history.contains("uploaded Holiday photo.png"), "{history}");
}

#[tokio::test]
async fn what_is_not_taken_is_told_file_by_file_and_the_others_come_in() {
    let site = Site::sample().await;
    let dan = site.author().await;
    let mut pixels = picture(2, 2);
    // The header alone says how many pixels there are: 25,000 by 20,000.
    pixels[16..24].copy_from_slice(&[0, 0, 0x61, 0xa8, 0, 0, 0x4e, 0x20]);
    let mut crc = flate2::Crc::new();
    crc.update(&pixels[12..29]);
    pixels[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    let polyglot = [b"GIF89a/*".as_slice(), &[0; 40], b"*/=1;alert(1)//"].concat();
    let large = vec![b'x'; 51 * 1024 * 1024];
    let answer = uploads(
        &dan,
        &[
            ("drawing.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
            ("huge.png", &pixels),
            ("tune.gif", &polyglot),
            ("empty.pdf", b""),
            ("film.pdf", &large),
            ("a\u{85}\u{202e}fdp.exe", b"\x7fELF\x02\x01\x01\0"),
            ("Classroom.png", &picture(40, 30)),
        ],
    )
    .await;
    assert_eq!(answer.status(), 422);
    let words = reading::words(reading::between(answer.text(), "There is a problem", "</ul>"));
    for said in [
        "drawing.svg: SVG and HTML files can hold programs",
        "huge.png: This picture is 25000 × 20000 pixels, which is too large to open.",
        "tune.gif: This GIF file is damaged or is something else in disguise.",
        "empty.pdf: The file is empty.",
        "film.pdf: The file is too large. It must be smaller than 50 MB.",
        "afdp.exe: This is not a file that can be uploaded.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let odd = uploads(&dan, &[("a\u{0}b\u{1b}[31m.png", &picture(40, 30))]).await;
    assert_eq!(odd.status(), 400, "such a name cannot be sent");
    assert!(odd.report().is_some_and(|report| report.sentence.contains("rename the file")), "{:?}", odd.report());
    let page = reading::words(answer.text());
    assert!(page.contains("In the library now Classroom.png"), "{page}");
    let library = reading::words(dan.sees("/admin/media").await.text());
    assert!(library.contains("1 file") && library.contains("Classroom.png"), "{library}");
    assert_eq!(site.storage().all().await.expect("the disk answers").len(), 1, "no half file is left");

    let nothing = uploads(&dan, &[]).await;
    assert_eq!(nothing.status(), 422);
    assert!(reading::words(nothing.text()).contains("Choose a file to upload"));
}

#[tokio::test]
async fn the_same_file_is_known_again() {
    let site = Site::sample().await;
    let cerys = site.editor().await;
    let first = number(&uploads(&cerys, &[("Classroom.png", &picture(64, 48))]).await);
    let second = uploads(&cerys, &[("again.png", &picture(64, 48))]).await;
    let screen = cerys.sees(second.location()).await;
    let words = reading::words(screen.text());
    assert!(words.contains("The same file is in the library already Classroom.png"), "{words}");
    assert!(reading::links(screen.text()).contains(&format!("/admin/media/{first}")));
    assert!(reading::links(screen.text()).contains(&format!("{}/delete", second.location())), "one of them can go");
    assert_eq!(site.storage().all().await.expect("the disk answers").len(), 1, "its bytes are kept once");
}

#[tokio::test]
async fn files_are_described_sorted_and_found() {
    let site = Site::sample().await;
    let cerys = site.editor().await;
    let made = cerys
        .sees("/admin/media/collections")
        .await
        .form("collections")
        .set("name", "Schools")
        .press("Make the collection")
        .await;
    assert_eq!(made.status(), 303, "{}", made.text());
    let twice = form_with(&cerys.sees("/admin/media/collections").await, "name")
        .set("name", " Schools ")
        .press("Make the collection")
        .await;
    assert_eq!(twice.status(), 422, "{}", twice.text());
    let id = number(&uploads(&cerys, &[("img_0071.png", &picture(700, 500))]).await);
    number(&uploads(&cerys, &[("Dates.pdf", &pdf("x"))]).await);
    let screen = cerys.sees(&format!("/admin/media/{id}")).await;
    let form = form_with(&screen, "description").set("description", "Pupils  at a\ntable").set("credit", "Sam Rivers");
    let wrong = form.clone().set("focal_x", "120").press("Save").await;
    assert_eq!(wrong.status(), 422);
    assert!(reading::words(wrong.text()).contains("Enter a number from 0 to 100"));
    assert_eq!(
        form_with(&wrong, "description").value("credit").as_deref(),
        Some("Sam Rivers"),
        "nothing typed is lost"
    );
    let saved = form.set("focal_x", "0").set("focal_y", "100").set("collection", "1").press("Save").await;
    assert_eq!(saved.status(), 303, "{}", saved.text());
    let form = form_with(&saved.follow().await, "description");
    assert_eq!(form.value("description").as_deref(), Some("Pupils at a table"));
    for (query, found) in [
        ("q=pupils", vec!["img_0071.png"]),
        ("q=RIVERS", vec!["img_0071.png"]),
        ("collection=1", vec!["img_0071.png"]),
        ("kind=documents", vec!["Dates.pdf"]),
        ("", vec!["Dates.pdf", "img_0071.png"]),
        ("q=unicorn", vec![]),
    ] {
        let list = cerys.sees(&format!("/admin/media?{query}")).await;
        let names: Vec<String> = reading::all_between(list.text(), "<li class=\"file\">", "</li>")
            .into_iter()
            .map(|file| {
                reading::words(reading::between(file, "<a class=\"title\"", "</a>").split_once('>').expect("a link").1)
            })
            .collect();
        assert_eq!(names, found, "{query}");
    }
    let file = FileId(id);
    let image = Image { wide: true, file: Some(FileNumber(id)), alt: "Pupils".into(), ..Image::default() };
    page_with(&site, "Open day", BlockContent::Image(image)).await;
    let page = site.reads("/open-day").await;
    assert!(page.contains(&format!("/media/{file}/")) && page.contains("/card-0-100-320.webp 320w"), "{page}");
    assert!(reading::words(&page).contains("Picture: Sam Rivers"));

    let gone = form_with(&cerys.sees("/admin/media/collections").await, "name");
    let removed = cerys.browser().post_form(gone.action(), &[("delete", "1")]).await;
    assert_eq!(removed.status(), 303);
    assert_eq!(cerys.sees(&format!("/admin/media/{id}")).await.status(), 200, "its files stay");

    let dan = site.signed_in(&AUTHOR).await;
    let form = form_with(&dan.sees(&format!("/admin/media/{id}")).await, "description");
    assert!(form.value("collection").is_none(), "authors describe and do not sort");
    assert_eq!(form.set("description", "Pupils").press("Save").await.status(), 303);
}

#[tokio::test]
async fn scripts_upload_and_choose_by_the_same_addresses() {
    let site = Site::sample().await;
    let dan = site.author().await;
    let script = dan.browser().clone().with_header("accept", "application/json");
    let classroom = picture(64, 48);
    let files: [(&str, &str, &[u8]); 2] = [("file", "Classroom.png", &classroom), ("file", "x.svg", b"<svg/>")];
    let answer = script.post_files("/admin/media/upload", &[("quiet", "yes")], &files).await;
    assert_eq!(answer.status(), 422);
    let data: serde_json::Value = serde_json::from_str(answer.text()).expect("JSON");
    assert_eq!(data["files"][0]["name"], "Classroom.png", "{data}");
    assert!(data["problems"][0].as_str().is_some_and(|problem| problem.starts_with("x.svg: SVG")), "{data}");
    let list = script.get("/admin/media?kind=pictures&q=class").await;
    let data: serde_json::Value = serde_json::from_str(list.text()).expect("JSON");
    assert_eq!(data["files"].as_array().map(Vec::len), Some(1), "{data}");
    assert!(data["files"][0]["thumbnail"].as_str().is_some_and(|address| address.contains("/thumbnail?v=")), "{data}");
}
