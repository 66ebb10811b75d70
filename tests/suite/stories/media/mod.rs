//! The library of files: pictures and documents come in, stand in pages, are replaced, and go only when nobody needs them.

mod in_pages;
mod library;

use std::io::Cursor;

use content::{Block, BlockContent, BlockId, DocumentLink, FileNumber, Image, NodeId};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use media::FileId;
use web::client::{Answer, FilledForm};

use crate::support::{Person, Site, reading};

/// A picture of this size, of which no two pixels need be alike.
pub(in crate::stories) fn picture(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Png)
}

pub(super) fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let shade = |at: u32| u8::try_from(at % 256).expect("below 256");
    let pixels = RgbImage::from_fn(width, height, |x, y| Rgb([shade(x), shade(y), 128]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, format).expect("memory is long enough");
    bytes.into_inner()
}

/// A PDF whose text is this.
pub(super) fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n").into_bytes()
}

/// Chooses files on the upload screen and sends them.
pub(super) async fn uploads(person: &Person, files: &[(&str, &[u8])]) -> Answer {
    person.sees("/admin/media/upload").await.form("/admin/media/upload").send_files("file", files).await
}

/// The number of the file to whose screen a redirect leads.
pub(super) fn number(answer: &Answer) -> i64 {
    assert_eq!(answer.status(), 303, "{}", answer.text());
    answer.location().strip_prefix("/admin/media/").expect("a file's screen").parse().expect("a number")
}

/// Sends a form with the button of that value.
pub(super) async fn presses(person: &Person, form: &FilledForm, value: &str) -> Answer {
    let mut fields = form.fields();
    fields.push(("action".to_owned(), value.to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.browser().post_form(form.action(), &fields).await
}

/// A live page whose body is this one block.
pub(super) async fn page_with(site: &Site, title: &str, content: BlockContent) -> NodeId {
    let node = site.new_page(NodeId::HOME, title).await;
    let block = Block { id: BlockId::parse("only").expect("plain letters"), content };
    site.rewrite(node, |draft| draft.body = vec![block]).await;
    site.publish(node).await.expect("a valid page");
    node
}

pub(super) fn shown(file: FileId) -> BlockContent {
    BlockContent::Image(Image { file: Some(FileNumber(file.0)), alt: "Pupils at a table".into(), ..Image::default() })
}

pub(super) fn linked(file: FileId) -> BlockContent {
    BlockContent::Document(DocumentLink { file: Some(FileNumber(file.0)), label: "Term dates".into() })
}

/// The addresses and widths of a `srcset`.
pub(super) fn srcset(page: &str) -> Vec<(String, u32)> {
    let lists = reading::all_between(page, "srcset=\"", "\"").into_iter().map(reading::decoded);
    let offers: Vec<String> = lists.flat_map(|list| list.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect();
    let offer = |offer: &String| {
        let (address, width) = offer.split_once(' ').expect("an address and a width");
        (address.to_owned(), width.strip_suffix('w').expect("a width").parse().expect("a number"))
    };
    offers.iter().map(offer).collect()
}
