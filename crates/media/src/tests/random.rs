//! Any bytes at all: never a panic, never more than the caps.

use std::io::Cursor;

use image::ImageFormat;
use proptest::prelude::*;

use super::samples::{docx, encoded, odt, pdf, photograph};
use crate::{
    FileKind::{Csv, Docx, Gif, Jpeg, Odt, Pdf, Png, WebP},
    picture,
    recognise::recognise,
};

/// Takes in bytes as the storage does, without the storage.
fn take(bytes: &[u8]) {
    if let Ok(kind) = recognise(&mut Cursor::new(bytes))
        && kind.is_picture()
        && let Ok(made) = picture::rewrite(Cursor::new(bytes), kind)
    {
        assert!(made.width.max(made.height) <= picture::LONGEST_SIDE);
        assert_eq!(recognise(&mut Cursor::new(&made.bytes)).unwrap(), made.kind, "what was written is what it says");
    }
}

fn samples() -> Vec<Vec<u8>> {
    let mut all = vec![pdf(), docx(b"<w:document/>"), odt(&[]), b"a,b\n1,2\n".to_vec(), photograph(32, 24, 8)];
    all.extend(
        [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Jpeg]
            .map(|format| encoded(32, 24, format)),
    );
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_are_refused_or_taken_and_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        take(&bytes);
    }

    #[test]
    fn random_bytes_behind_every_beginning_never_panic(
        which in 0..9_usize,
        keep in 0..60_usize,
        rest in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let mut bytes = samples()[which].clone();
        bytes.truncate(keep);
        bytes.extend(rest);
        take(&bytes);
    }

    #[test]
    fn files_with_a_few_changed_bytes_never_panic(
        which in 0..9_usize,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<proptest::sample::Index>(),
        cuts in proptest::bool::weighted(0.3),
    ) {
        let mut bytes = samples()[which].clone();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        take(&bytes);
    }
}

#[test]
fn the_samples_are_what_they_claim() {
    let kinds: Vec<_> = samples().iter().map(|bytes| recognise(&mut Cursor::new(bytes)).unwrap()).collect();
    assert_eq!(kinds, [Pdf, Docx, Odt, Csv, Jpeg, Png, Gif, WebP, Jpeg]);
}
