//! Opening a picture: its size is known and judged before a pixel is decoded.

use std::io::{BufRead, ErrorKind, Seek, SeekFrom};

use image::{
    DynamicImage, ImageDecoder, ImageError, Limits,
    codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};

use super::{gif, jpeg};
use crate::{FileKind, Refusal, UploadError};

/// The most pixels of a picture.
const MOST_PIXELS: u64 = 100_000_000;
/// The longest side of a picture before it is made smaller.
const MOST_SIDE: u32 = 30_000;
/// The most memory in bytes that decoding may need: a photograph of 40 megapixels, or a drawing of 32 with transparency.
const MOST_MEMORY: u64 = 128 * 1024 * 1024;
/// The most bytes of a colour profile or of EXIF that are looked at.
const MOST_METADATA: usize = 4 * 1024 * 1024;

/// A decoded picture and what else of it matters.
pub(crate) struct Opened {
    pub(crate) picture: DynamicImage,
    pub(crate) orientation: Orientation,
    /// The ICC profile of its colours.
    pub(crate) profile: Option<Vec<u8>>,
    /// Whether it is the first of several pictures.
    pub(crate) moves: bool,
}

/// Decodes a picture, if that is possible within the limits.
pub(crate) fn open(mut file: impl BufRead + Seek, kind: FileKind) -> Result<Opened, UploadError> {
    let explain = |error| explained(error, kind);
    file.seek(SeekFrom::Start(0))?;
    match kind {
        FileKind::Jpeg => {
            let extra = jpeg::coefficients(&mut file)?.ok_or(Refusal::Damaged { kind: kind.label() })?;
            file.seek(SeekFrom::Start(0))?;
            decode(JpegDecoder::new(file).map_err(explain)?, kind, extra, false)
        }
        FileKind::Png => {
            let decoder = PngDecoder::with_limits(file, limits()).map_err(explain)?;
            let moves = decoder.is_apng().unwrap_or_default();
            decode(decoder, kind, 0, moves)
        }
        FileKind::Gif => {
            let moves = gif::moves(&mut file)?;
            file.seek(SeekFrom::Start(0))?;
            decode(GifDecoder::new(file).map_err(explain)?, kind, 0, moves)
        }
        FileKind::WebP => {
            let decoder = WebPDecoder::new(file).map_err(explain)?;
            let moves = decoder.has_animation();
            decode(decoder, kind, 0, moves)
        }
        _ => Err(Refusal::Unknown.into()),
    }
}

/// What decoders may allocate beside the pixels themselves.
fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// Judges the size, then decodes. `extra` is the memory in bytes that this decoder needs beside the pixels.
fn decode(mut decoder: impl ImageDecoder, kind: FileKind, extra: u64, moves: bool) -> Result<Opened, UploadError> {
    let (width, height) = decoder.dimensions();
    let too_large = Refusal::TooManyPixels { width, height };
    // Colours of sixteen bits are cut to eight, for which both stand in memory.
    let deep = decoder.color_type().bytes_per_pixel() > decoder.color_type().channel_count();
    let pixels = decoder.total_bytes().saturating_mul(if deep { 3 } else { 2 }) / 2;
    let all = u64::from(width) * u64::from(height);
    if width.max(height) > MOST_SIDE || all > MOST_PIXELS || pixels.saturating_add(extra) > MOST_MEMORY {
        return Err(too_large.into());
    }
    decoder.set_limits(limits()).map_err(|_| too_large)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| profile.len() <= MOST_METADATA);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| explained(error, kind))?;
    let picture = match picture {
        DynamicImage::ImageLuma16(_) => DynamicImage::ImageLuma8(picture.into_luma8()),
        DynamicImage::ImageLumaA16(_) => DynamicImage::ImageLumaA8(picture.into_luma_alpha8()),
        DynamicImage::ImageRgb16(_) => DynamicImage::ImageRgb8(picture.into_rgb8()),
        DynamicImage::ImageRgba16(_) => DynamicImage::ImageRgba8(picture.into_rgba8()),
        eight => eight,
    };
    Ok(Opened { picture, orientation, profile, moves })
}

/// What a decoder's error says to the person who uploaded the file.
fn explained(error: ImageError, kind: FileKind) -> UploadError {
    match error {
        ImageError::IoError(error)
            if !matches!(
                error.kind(),
                ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::Other
            ) =>
        {
            error.into()
        }
        _ => Refusal::Damaged { kind: kind.label() }.into(),
    }
}
