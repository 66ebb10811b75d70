//! Making pictures smaller.

use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer, images::Image, images::ImageRef};
use image::DynamicImage;

use crate::fit::Part;

/// Lines of the smaller picture that are made at a time. The resizer keeps all lines of the larger one in the width of the smaller, which for a
/// whole photograph would be as much again as the photograph.
const BAND: u32 = 256;
/// Lines above and below a band that its own lines look at.
const MARGIN: u32 = 4;

/// The size of a picture with its longest side cut to `most`, in proportion, at least one pixel each way.
pub(crate) fn fit(width: u32, height: u32, most: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= most {
        return (width, height);
    }
    let side = |own: u32| {
        let scaled = (u64::from(own) * u64::from(most) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(scaled).expect("no longer than before").max(1)
    };
    (side(width), side(height))
}

/// A picture, or a part of it, in a smaller size, by the same filter everywhere, so that the same picture gives the same bytes.
pub(crate) fn shrink(picture: DynamicImage, part: Option<Part>, width: u32, height: u32) -> DynamicImage {
    let part = part.unwrap_or(Part { left: 0, top: 0, width: picture.width(), height: picture.height() });
    let (kind, channels) = match &picture {
        DynamicImage::ImageLuma8(_) => (PixelType::U8, 1),
        DynamicImage::ImageLumaA8(_) => (PixelType::U8x2, 2),
        DynamicImage::ImageRgb8(_) => (PixelType::U8x3, 3),
        DynamicImage::ImageRgba8(_) => (PixelType::U8x4, 4),
        _ => return shrink(DynamicImage::ImageRgba8(picture.into_rgba8()), Some(part), width, height),
    };
    let source = ImageRef::new(picture.width(), picture.height(), picture.as_bytes(), kind)
        .expect("a picture has as many bytes as its size and channels say");
    let line = width as usize * channels;
    let mut made = Vec::with_capacity(line * height as usize);
    let mut resizer = Resizer::new();
    let scale = f64::from(part.height) / f64::from(height);
    let mut from = 0;
    while from < height {
        let until = (from + BAND).min(height);
        let (above, below) = (from.min(MARGIN), (height - until).min(MARGIN));
        let lines = above + until - from + below;
        let top = f64::from(part.top) + f64::from(from - above) * scale;
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(
            f64::from(part.left),
            top,
            f64::from(part.width),
            (f64::from(lines) * scale).min(f64::from(picture.height()) - top),
        );
        let mut band = Image::new(width, lines, kind);
        resizer
            .resize(&source, &mut band, &options)
            .expect("a part lies inside its picture, and both have one kind of pixel");
        let first = above as usize * line;
        made.extend_from_slice(&band.buffer()[first..first + (until - from) as usize * line]);
        from = until;
    }
    drop(picture);
    let whole = "as many bytes as were made";
    match channels {
        1 => DynamicImage::ImageLuma8(image::ImageBuffer::from_raw(width, height, made).expect(whole)),
        2 => DynamicImage::ImageLumaA8(image::ImageBuffer::from_raw(width, height, made).expect(whole)),
        3 => DynamicImage::ImageRgb8(image::ImageBuffer::from_raw(width, height, made).expect(whole)),
        _ => DynamicImage::ImageRgba8(image::ImageBuffer::from_raw(width, height, made).expect(whole)),
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, Rgb, RgbImage};

    use super::{fit, shrink};
    use crate::fit::Part;

    /// A picture whose colours change smoothly, so that a seam between bands would show.
    fn gradient(width: u32, height: u32) -> DynamicImage {
        let shade = |at: u32, of: u32| u8::try_from(at * 255 / of).unwrap();
        RgbImage::from_fn(width, height, |x, y| Rgb([shade(x, width), shade(y, height), shade((x + y) % 97, 97)]))
            .into()
    }

    #[test]
    fn the_longest_side_is_cut_in_proportion() {
        assert_eq!(fit(8000, 6000, 4096), (4096, 3072));
        assert_eq!(fit(30_000, 1, 4096), (4096, 1));
        assert_eq!(fit(4096, 10, 4096), (4096, 10));
    }

    #[test]
    fn bands_leave_no_seam() {
        let small = shrink(gradient(900, 1800), None, 450, 900).into_rgb8();
        for y in 1..900 {
            let step = |channel: usize| small.get_pixel(200, y)[channel].abs_diff(small.get_pixel(200, y - 1)[channel]);
            assert!(step(1) <= 1, "line {y}");
        }
    }

    #[test]
    fn a_part_is_what_is_shown() {
        let part = Part { left: 450, top: 0, width: 450, height: 253 };
        let small = shrink(gradient(900, 900), Some(part), 45, 25).into_rgb8();
        assert!(small.get_pixel(0, 0)[0] > 120 && small.get_pixel(44, 0)[0] > 245);
        assert!(small.get_pixel(0, 24)[1] < 75);
    }
}
