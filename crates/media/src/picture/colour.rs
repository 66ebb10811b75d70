//! Colours as the web understands them.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The same picture in sRGB with three channels, or four where something shines through, so that its profile can be dropped without turning a
/// photograph from a phone pale. A profile that cannot be read or is not for red, green and blue changes nothing.
pub(super) fn to_web(picture: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let mut picture = match picture {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().all(|pixel| pixel[3] == 255) => {
            DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels).into_rgb8())
        }
        DynamicImage::ImageLumaA8(_) => return to_web(DynamicImage::ImageRgba8(picture.into_rgba8()), profile),
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => picture,
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    };
    let profile = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    if let Some(profile) = profile.filter(|profile| profile.color_space == DataColorSpace::Rgb) {
        match &mut picture {
            DynamicImage::ImageRgb8(pixels) => {
                let line = pixels.width() as usize * 3;
                convert(&profile, Layout::Rgb, pixels, line);
            }
            DynamicImage::ImageRgba8(pixels) => {
                let line = pixels.width() as usize * 4;
                convert(&profile, Layout::Rgba, pixels, line);
            }
            _ => {}
        }
    }
    picture
}

/// Converts line by line, so that no second picture stands in memory.
fn convert(profile: &ColorProfile, layout: Layout, samples: &mut [u8], line: usize) {
    let Ok(transform) =
        profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default())
    else {
        return;
    };
    let mut before = vec![0; line];
    for samples in samples.chunks_exact_mut(line) {
        before.copy_from_slice(samples);
        if transform.transform(&before, samples).is_err() {
            samples.copy_from_slice(&before);
        }
    }
}
