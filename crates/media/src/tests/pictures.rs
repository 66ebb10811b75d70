//! Pictures are written anew, and smaller ones are made of them.

use image::{GenericImageView as _, ImageFormat, Rgba};
use proptest::prelude::*;

use super::{
    samples::{encoded, photograph, png_header},
    storage, upload,
};
use crate::{FileKind, Focal, Note, Rendition, Shape, Storage, TakenIn};
use futures_util::TryStreamExt as _;

pub(super) async fn kept(storage: &Storage, taken: &TakenIn) -> Vec<u8> {
    let pieces: Vec<_> = storage.read(taken.hash, None).await.unwrap().try_collect().await.unwrap();
    pieces.concat()
}

async fn shown(storage: &Storage, taken: &TakenIn, shape: Shape, width: u32, kind: FileKind) -> image::DynamicImage {
    let rendition = Rendition::new(taken.hash, taken.kind, taken.size.unwrap(), shape, width, kind).unwrap();
    let picture = image::load_from_memory(&storage.rendition(rendition).await.unwrap()).unwrap();
    assert_eq!(picture.dimensions(), rendition.size(), "what a page says of it before it is there");
    picture
}

#[tokio::test]
async fn each_picture_is_known_by_its_content_and_keeps_its_format() {
    let (_folder, storage) = storage();
    for (format, kind) in
        [(ImageFormat::Jpeg, FileKind::Jpeg), (ImageFormat::Png, FileKind::Png), (ImageFormat::WebP, FileKind::WebP)]
    {
        let taken = upload(&storage, &encoded(40, 30, format)).await.unwrap();
        assert_eq!((taken.kind, taken.size), (kind, Some((40, 30))));
        assert_eq!(image::guess_format(&kept(&storage, &taken).await).unwrap(), format);
        assert_eq!(taken.notes, []);
    }
}

#[tokio::test]
async fn a_photograph_is_turned_upright_and_says_no_longer_where_it_was_taken() {
    let (_folder, storage) = storage();
    let sent = photograph(80, 40, 6);
    assert!(sent.windows(6).any(|window| window == b"SECRET"), "it is in what was sent");
    let taken = upload(&storage, &sent).await.unwrap();
    let bytes = kept(&storage, &taken).await;
    assert_eq!(taken.size, Some((40, 80)), "the camera was held on its side");
    assert!(!bytes.windows(6).any(|window| window == b"SECRET") && !bytes.windows(4).any(|window| window == b"Exif"));
    let upright = image::load_from_memory(&bytes).unwrap();
    let Rgba([red_above, ..]) = upright.get_pixel(20, 2);
    let Rgba([red_below, ..]) = upright.get_pixel(20, 77);
    assert!(red_above < 40 && red_below > 210, "what was left is above: {red_above}, {red_below}");
}

#[tokio::test]
async fn what_hides_behind_or_inside_a_picture_is_gone() {
    let (_folder, storage) = storage();
    let mut sent = encoded(40, 30, ImageFormat::Png);
    sent.extend(b"<script>alert(1)</script>");
    let taken = upload(&storage, &sent).await.unwrap();
    assert!(!kept(&storage, &taken).await.windows(8).any(|window| window == b"<script>"));
}

#[tokio::test]
async fn a_picture_larger_than_needed_is_made_smaller() {
    let (_folder, storage) = storage();
    let taken = upload(&storage, &encoded(5000, 100, ImageFormat::Png)).await.unwrap();
    assert_eq!((taken.size, taken.notes.as_slice()), (Some((4096, 82)), &[Note::Shrunk][..]));
}

#[tokio::test]
async fn of_a_gif_that_moves_the_first_picture_is_kept_as_png() {
    let (_folder, storage) = storage();
    let mut sent = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut sent);
    for shade in [0_u8, 255] {
        let frame = image::RgbaImage::from_pixel(20, 10, Rgba([shade, 0, 0, 255]));
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    let taken = upload(&storage, &sent).await.unwrap();
    assert_eq!((taken.kind, taken.notes.as_slice()), (FileKind::Png, &[Note::FirstPictureOnly][..]));
    let still = upload(&storage, &encoded(20, 10, ImageFormat::Gif)).await.unwrap();
    assert_eq!(still.notes, [], "one that stands still is nothing to speak of");
}

#[tokio::test]
async fn renditions_have_the_width_asked_for_in_both_formats_and_are_made_once() {
    let (folder, storage) = storage();
    let taken = upload(&storage, &encoded(1000, 500, ImageFormat::Jpeg)).await.unwrap();
    for (width, kind) in [(320, FileKind::WebP), (320, FileKind::Jpeg), (1000, FileKind::WebP)] {
        assert_eq!(shown(&storage, &taken, Shape::Whole, width, kind).await.dimensions(), (width, width / 2));
    }
    let made = super::files_below(folder.path());
    let again = shown(&storage, &taken, Shape::Whole, 320, FileKind::WebP).await;
    assert_eq!((again.width(), super::files_below(folder.path())), (320, made));
}

#[tokio::test]
async fn a_card_shows_what_stands_around_the_focal_point() {
    let (_folder, storage) = storage();
    let taken = upload(&storage, &encoded(1200, 400, ImageFormat::Png)).await.unwrap();
    for (x, least, most) in [(0, 0, 30), (100, 100, 130)] {
        let card = Shape::Card(Focal::new(x, 50).unwrap());
        let picture = shown(&storage, &taken, card, 320, FileKind::WebP).await;
        assert_eq!(picture.dimensions(), (320, 180));
        let Rgba([red, ..]) = picture.get_pixel(2, 90);
        assert!((least..=most).contains(&red), "{x}: {red}");
    }
}

#[tokio::test]
async fn the_same_picture_gives_the_same_bytes() {
    let sent = photograph(700, 500, 3);
    let mut all = Vec::new();
    for _ in 0..2 {
        let (_folder, storage) = storage();
        let taken = upload(&storage, &sent).await.unwrap();
        let rendition = Rendition::new(taken.hash, taken.kind, (700, 500), Shape::Whole, 320, FileKind::WebP).unwrap();
        all.push((taken, storage.rendition(rendition).await.unwrap()));
    }
    assert_eq!(all[0], all[1]);
}

#[test]
fn only_what_templates_ask_for_is_ever_made() {
    let hash = crate::Hash::of(b"x");
    let asked = |width, kind| Rendition::new(hash, FileKind::Jpeg, (1000, 500), Shape::Whole, width, kind).is_some();
    assert!(asked(320, FileKind::WebP) && asked(1000, FileKind::Jpeg));
    assert!(!asked(321, FileKind::WebP) && !asked(1280, FileKind::WebP) && !asked(320, FileKind::Png));
    assert!(Rendition::new(hash, FileKind::Pdf, (1000, 500), Shape::Whole, 320, FileKind::Pdf).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn no_size_in_a_header_makes_a_picture_that_is_not_there(width in 1_u32.., height in 1_u32..) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let refused = runtime.block_on(super::refusal(&png_header(width, height)));
        prop_assert!(refused.contains("too large to open") || refused.contains("damaged"));
    }
}
