//! Files that pages show and link to.

use accounts::Action;
use content::{Block, BlockContent, BlockId, FileNumber, Image, NodeId};
use image::ImageFormat;
use store::rights::{Subject, may};

use super::{encoded, linked, number, page_with, pdf, picture, presses, shown, srcset, uploads};
use crate::support::{Site, editing_form, reading};

#[tokio::test]
async fn a_picture_gets_into_a_page_without_scripts_and_waits_for_its_text() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let id = number(&uploads(&ben, &[("Classroom.jpg", &encoded(1000, 600, ImageFormat::Jpeg))]).await);
    let node = site.new_live_page(NodeId::HOME, "Open day").await;
    let form = ben.opens(node).await.set("summary", "Typed before choosing");
    let added = presses(&ben, &form, "add-block:image:-body").await;
    let form = editing_form(&added);
    let fields = form.fields();
    let (name, _) = fields
        .iter()
        .find(|(name, _)| name.split('.').next_back() == Some("alt"))
        .expect("the block asks for its text");
    let block = name.split('.').nth(1).expect("a block's field").to_owned();
    let field = |part: &str| format!("block.{block}.{part}");

    let to_library = presses(&ben, &form, &format!("choose:{block}")).await;
    assert_eq!(to_library.status(), 303, "{}", to_library.text());
    let library = to_library.follow().await;
    let links = reading::links(library.text());
    let choice = links.iter().find(|link| link.contains(&format!("file={id}"))).expect("the picture can be chosen");
    let chosen = ben.sees(choice.split('#').next().expect("an address")).await;
    let form = editing_form(&chosen);
    assert_eq!(form.value(&field("file")), Some(id.to_string()));
    assert_eq!(form.value("summary").as_deref(), Some("Typed before choosing"), "nothing typed is lost");
    assert!(chosen.text().contains(&format!("/admin/media/{id}/thumbnail")), "and the picture is shown");

    let refused = form.press("Publish").await;
    assert_eq!(refused.status(), 422);
    let summary = reading::words(reading::between(refused.text(), "There is a problem", "</ul>"));
    assert!(
        summary.contains("Write what the picture says, for people who cannot see it, or tick that it is decorative"),
        "{summary}"
    );
    assert!(!site.reads("/open-day").await.contains("<img"), "nothing went live");
    let form = editing_form(&refused).set(&field("alt"), "Pupils at a table").set(&field("caption"), "Year 7 & 8");
    assert_eq!(form.press("Publish").await.status(), 303);

    let page = site.reads("/open-day").await;
    let figure = reading::between(&page, "<figure class=\"picture\">", "</figure>");
    assert!(
        figure.contains("alt=\"Pupils at a table\"") && figure.contains("width=\"1000\" height=\"600\""),
        "{figure}"
    );
    assert!(figure.contains("<figcaption>Year 7 &amp; 8</figcaption>"), "{figure}");
    let offers = srcset(figure);
    assert_eq!(offers.iter().map(|(_, width)| *width).collect::<Vec<_>>(), [320, 640, 960, 1000, 320, 640, 960, 1000]);
    for (address, width) in offers {
        let answer = site.visitor().get(&address).await;
        assert_eq!(answer.status(), 200, "{address}");
        let kind = if address.contains(".webp") { "image/webp" } else { "image/jpeg" };
        assert_eq!(answer.header("content-type"), Some(kind));
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(image::load_from_memory(answer.bytes()).expect("a picture").width(), width, "{address}");
    }
    site.ends_well().await;
}

#[tokio::test]
async fn a_decoration_is_an_explicit_choice_and_a_text_for_it_is_not_read_out() {
    let site = Site::sample().await;
    let file = site.uploads("Border.png", &picture(400, 400)).await;
    let image = Image {
        file: Some(FileNumber(file.0)),
        alt: "Old words".into(),
        decorative: true,
        wide: true,
        ..Image::default()
    };
    page_with(&site, "Decorated", BlockContent::Image(image)).await;
    let page = site.reads("/decorated").await;
    let figure = reading::between(&page, "<figure class=\"picture\">", "</figure>");
    assert!(figure.contains("alt=\"\"") && figure.contains("width=\"400\" height=\"225\""), "{figure}");
    let data = site.data("/api/v1/resolve?path=/decorated").await;
    let value = &data["blocks"][0]["value"];
    assert_eq!(
        (&value["decorative"], &value["alt"], &value["width"]),
        (&true.into(), &"".into(), &400.into()),
        "{data}"
    );
    assert_eq!(value["renditions"][0]["media_type"], "image/webp", "{data}");
}

#[tokio::test]
async fn a_replaced_file_keeps_its_address_and_is_seen_at_the_next_request() {
    let site = Site::sample().await;
    let cerys = site.editor().await;
    let file = site.uploads("Classroom.png", &picture(700, 500)).await;
    let document = site.uploads("Term dates.pdf", &pdf("2021")).await;
    page_with(&site, "Open day", shown(file)).await;
    page_with(&site, "Dates", linked(document)).await;
    let before = srcset(&site.reads("/open-day").await);
    let address = format!("/media/{document}/term-dates.pdf");
    let old = site.visitor().get(&address).await;
    assert_eq!(old.bytes().as_ref(), pdf("2021"));

    let form = cerys.sees(&format!("/admin/media/{file}/replace")).await.form("replace");
    let answer = form.send_files("file", &[("other name.png", &picture(640, 360))]).await;
    assert_eq!(number(&answer), file.0);
    let after = srcset(&site.reads("/open-day").await);
    assert!(before[0].0 != after[0].0 && after.iter().all(|(_, width)| *width <= 640), "{after:?}");
    let lost = site.visitor().get(&before[0].0).await;
    assert_eq!((lost.status().as_u16(), lost.location()), (303, format!("/media/{file}/classroom.png").as_str()));
    assert_eq!(lost.follow().await.status(), 200, "a page that was open before still shows a picture");

    let form = cerys.sees(&format!("/admin/media/{document}/replace")).await.form("replace");
    assert_eq!(form.send_files("file", &[("new.pdf", &pdf("2022, and longer"))]).await.status(), 303);
    let tag = old.header("etag").expect("a file has a tag").to_owned();
    let new = site.visitor().with_header("if-none-match", &tag).get(&address).await;
    assert_eq!((new.status().as_u16(), new.bytes().as_ref()), (200, pdf("2022, and longer").as_slice()));
    let screen = reading::words(cerys.sees(&format!("/admin/media/{document}")).await.text());
    assert!(screen.contains("Replaced Term dates.pdf, 1 KB Today at 9am by Cerys Morgan"), "{screen}");

    let wrong = cerys.sees(&format!("/admin/media/{file}/replace")).await.form("replace");
    let refused = wrong.send_files("file", &[("new.pdf", &pdf("x"))]).await;
    assert_eq!(refused.status(), 422);
    assert!(reading::words(refused.text()).contains("only a picture can take its place"), "{}", refused.text());
    let same = cerys.sees(&format!("/admin/media/{document}/replace")).await.form("replace");
    assert_eq!(
        same.send_files("file", &[("new.pdf", &pdf("2022, and longer"))]).await.status(),
        422,
        "it is there already"
    );
    site.ends_well().await;
}

#[tokio::test]
async fn documents_say_what_they_are_and_can_do_nothing() {
    let site = Site::sample().await;
    let document = site.uploads("Term dates.pdf", &pdf("2021")).await;
    let table = site.uploads("Fees.csv", b"course,fee\nmaths,9250\nphysics,9250\n").await;
    page_with(&site, "Dates", linked(document)).await;
    let node = site.new_page(NodeId::HOME, "Fees").await;
    let text = Block::prose(BlockId::parse("text").expect("plain letters"), format!("See [our fees](media:{table})."));
    site.rewrite(node, |draft| draft.body = vec![text]).await;
    site.publish(node).await.expect("a valid page");
    assert!(reading::words(&site.reads("/dates").await).contains("Term dates (PDF, 1 KB)"));
    let page = site.reads("/fees").await;
    assert!(page.contains(&format!("<a href=\"/media/{table}/fees.csv\">our fees (CSV, 1 KB)</a>")), "{page}");

    let address = format!("/media/{document}/term-dates.pdf");
    let answer = site.visitor().get(&address).await;
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert!(
        answer
            .header("content-disposition")
            .is_some_and(|shown| shown.starts_with("inline; filename=\"Term dates.pdf\""))
    );
    assert!(
        answer
            .header("content-security-policy")
            .is_some_and(|policy| policy.contains("default-src 'none'") && policy.ends_with("sandbox"))
    );
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    assert!(answer.header("set-cookie").is_none());
    let tag = answer.header("etag").expect("a file has a tag").to_owned();
    let again = site.visitor().with_header("if-none-match", &tag).get(&address).await;
    assert_eq!((again.status().as_u16(), again.bytes().len()), (304, 0));
    let part = site.visitor().with_header("range", "bytes=1-3").get(&address).await;
    assert_eq!((part.status().as_u16(), part.bytes().as_ref()), (206, b"PDF".as_slice()));
    let saved = site.visitor().get(&format!("/media/{table}/fees.csv")).await;
    assert!(saved.header("content-disposition").is_some_and(|saved| saved.starts_with("attachment; ")), "{saved:?}");
    let renamed = site.visitor().get(&format!("/media/{document}/any-other-name.pdf")).await;
    assert_eq!((renamed.status().as_u16(), renamed.location()), (308, address.as_str()));
    let data = site.data("/api/v1/resolve?path=/dates").await;
    let value = &data["blocks"][0]["value"];
    assert_eq!((&value["href"], &value["media_type"]), (&address.as_str().into(), &"application/pdf".into()), "{data}");
    site.unpublish(site_node(&site, "/dates").await, None).await.expect("it is live");
    assert_eq!(site.visitor().get(&address).await.status(), 404, "what no public page links to is not public");
    site.ends_well().await;
}

async fn site_node(site: &Site, path: &str) -> NodeId {
    let data = site.data(&format!("/api/v1/resolve?path={path}")).await;
    NodeId(data["id"].as_i64().expect("a page"))
}

#[tokio::test]
async fn a_preview_shows_the_files_of_its_draft_and_no_others() {
    let site = Site::sample().await;
    let cerys = site.editor().await;
    let file = site.uploads("Classroom.png", &picture(700, 500)).await;
    let other = site.uploads("Secret.png", &picture(300, 300)).await;
    let node = site.new_page(NodeId::HOME, "Tomorrow").await;
    let block = Block { id: BlockId::parse("only").expect("plain letters"), content: shown(file) };
    site.rewrite(node, |draft| draft.body = vec![block]).await;
    let editor = cerys.sees(&format!("/admin/nodes/{node}")).await;
    let preview = reading::between(editor.text(), "data-preview=\"", "\"").to_owned();
    let page = site.visitor().get(&preview).await;
    let offers = srcset(page.text());
    assert!(!offers.is_empty(), "{}", page.text());
    let (address, _) = &offers[0];
    let answer = site.visitor().get(address).await;
    assert_eq!((answer.status().as_u16(), answer.header("cache-control")), (200, Some("private, no-store")));
    let bare = address.split('?').next().expect("an address");
    assert_eq!(site.visitor().get(bare).await.status(), 404, "not without the token");
    let token = address.split_once('?').expect("a token").1;
    assert_eq!(site.visitor().get(&format!("/media/{other}/secret.png?{token}")).await.status(), 404);
    assert_eq!(site.visitor().get(&format!("/media/{file}/classroom.png?preview=1.2.3.4")).await.status(), 404);
    site.minutes_pass(61);
    assert_eq!(site.visitor().get(address).await.status(), 404, "the hour is over");
}

#[tokio::test]
async fn a_file_that_a_page_uses_cannot_be_deleted_and_another_goes_with_its_bytes() {
    let site = Site::sample().await;
    let cerys = site.editor().await;
    let file = site.uploads("Classroom.png", &picture(700, 500)).await;
    let node = page_with(&site, "Open day", shown(file)).await;
    let screen = cerys.sees(&format!("/admin/media/{file}")).await;
    let words = reading::words(screen.text());
    assert!(words.contains("1 page uses this file. Pages that use this file Page State Where Open day"), "{words}");
    assert!(words.contains("Picture, block 1. Draft and live."), "{words}");
    let question = cerys.sees(&format!("/admin/media/{file}/delete")).await;
    assert!(reading::words(question.text()).contains("Classroom.png cannot be deleted 1 page uses this file."));
    let sent = cerys.browser().post_form(&format!("/admin/media/{file}/delete"), &[]).await;
    assert_eq!(sent.status(), 409, "{}", sent.text());

    site.rewrite(node, |draft| draft.body.clear()).await;
    assert_eq!(
        cerys.browser().post_form(&format!("/admin/media/{file}/delete"), &[]).await.status(),
        409,
        "the public reads it"
    );
    site.publish(node).await.expect("a valid page");
    let question = cerys.sees(&format!("/admin/media/{file}/delete")).await;
    let done = question.form("delete").press("Delete Classroom.png").await;
    assert_eq!((done.status().as_u16(), done.location()), (303, "/admin/media"));
    assert_eq!(cerys.browser().get(&format!("/admin/media/{file}")).await.status(), 404);
    let permit =
        may(site.store(), &accounts::Actor::CommandLine, Action::ChangeFiles, Subject::Files).await.expect("it may");
    let known = store::library::kept_hashes(site.store(), &permit).await.expect("the database answers");
    assert_eq!(site.storage().sweep(&known, chrono::TimeDelta::zero()).await.expect("the disk answers"), 1);
    assert!(site.storage().all().await.expect("the disk answers").is_empty());
    site.ends_well().await;
}

#[tokio::test]
async fn a_file_that_there_is_not_keeps_a_text_from_going_live() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    let node = site.new_live_page(NodeId::HOME, "Open day").await;
    let text = Block::prose(BlockId::parse("text").expect("plain letters"), "![A classroom](media:99)");
    site.rewrite(node, |draft| draft.body = vec![text]).await;
    let refused = ben.opens(node).await.press("Publish").await;
    assert_eq!(refused.status(), 422);
    assert!(reading::words(refused.text()).contains("File number 99 is not in the library. Choose another one."));
    let image = Image { file: Some(FileNumber(99)), alt: "A classroom".into(), ..Image::default() };
    let block = Block { id: BlockId::parse("only").expect("plain letters"), content: BlockContent::Image(image) };
    site.rewrite(node, |draft| draft.body = vec![block]).await;
    let refused = ben.opens(node).await.press("Save draft").await;
    assert_eq!(refused.status(), 422, "the form knows as much");
    assert!(reading::words(refused.text()).contains("There is no file 99 in the library. Choose one"));
}
