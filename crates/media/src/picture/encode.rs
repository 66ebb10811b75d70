//! Writing pictures. The same pixels always give the same bytes.

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder as _,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};

use crate::FileKind;

/// How much is kept of what the eye does not see, from 0 to 100.
#[derive(Clone, Copy)]
pub(crate) struct Quality {
    jpeg: u8,
    webp: f32,
}

/// For the picture that is kept and from which others are made.
pub(crate) const KEPT: Quality = Quality { jpeg: 92, webp: 92.0 };
/// For what is shown in a page.
pub(crate) const SHOWN: Quality = Quality { jpeg: 80, webp: 80.0 };

/// Writes a picture of eight bits with three or four channels.
pub(crate) fn encode(picture: &DynamicImage, kind: FileKind, quality: Quality) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    let (colour, layout) = match picture {
        DynamicImage::ImageRgba8(_) => (ExtendedColorType::Rgba8, webp::PixelLayout::Rgba),
        _ => (ExtendedColorType::Rgb8, webp::PixelLayout::Rgb),
    };
    let mut bytes = Vec::new();
    let fits = "pixels of eight bits in memory, within the sizes of every format";
    match kind {
        FileKind::Jpeg => {
            let flat;
            let pixels = if colour == ExtendedColorType::Rgba8 {
                flat = picture.to_rgb8();
                flat.as_raw().as_slice()
            } else {
                picture.as_bytes()
            };
            JpegEncoder::new_with_quality(&mut bytes, quality.jpeg)
                .write_image(pixels, width, height, ExtendedColorType::Rgb8)
                .expect(fits);
        }
        FileKind::WebP => {
            bytes = webp::Encoder::new(picture.as_bytes(), layout, width, height).encode(quality.webp).to_vec();
        }
        _ => PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
            .write_image(picture.as_bytes(), width, height, colour)
            .expect(fits),
    }
    bytes
}
