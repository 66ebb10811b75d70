//! Pictures: opened within limits, written anew without anything but their pixels.

mod colour;
mod encode;
mod gif;
mod jpeg;
mod open;
mod shrink;

pub(crate) use encode::{KEPT, SHOWN, encode};
pub(crate) use open::open;
pub(crate) use shrink::{fit, shrink};

use image::metadata::Orientation;

use crate::{
    FileKind, UploadError,
    fit::{Part, height_at},
};

/// The longest side of a picture that is kept; what is larger is made smaller.
pub(crate) const LONGEST_SIDE: u32 = 4096;

/// A picture written anew.
pub(crate) struct Rewritten {
    /// As what it is kept.
    pub(crate) kind: FileKind,
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Whether it was larger.
    pub(crate) shrunk: bool,
    /// Whether it moved, of which the first picture is kept.
    pub(crate) moved: bool,
}

/// A picture that came in, as it is kept: upright, in the colours of the web, no larger than the longest side, and nothing beside its pixels.
pub(crate) fn rewrite(file: impl std::io::BufRead + std::io::Seek, kind: FileKind) -> Result<Rewritten, UploadError> {
    let opened = open(file, kind)?;
    let (width, height) = fit(opened.picture.width(), opened.picture.height(), LONGEST_SIDE);
    let shrunk = width < opened.picture.width();
    let mut picture = if shrunk { shrink(opened.picture, None, width, height) } else { opened.picture };
    picture = colour::to_web(picture, opened.profile.as_deref());
    if opened.orientation != Orientation::NoTransforms {
        picture.apply_orientation(opened.orientation);
    }
    let (width, height) = (picture.width(), picture.height());
    let kind = kind.kept_as();
    let bytes = encode(&picture, kind, KEPT);
    Ok(Rewritten { kind, bytes, width, height, shrunk, moved: opened.moves })
}

/// A kept picture in another size and format. `part` is what is shown of it; `None` is all.
pub(crate) fn render(
    bytes: &[u8],
    kept: FileKind,
    part: impl FnOnce(u32, u32) -> Option<Part>,
    width: u32,
    written: FileKind,
) -> Result<Vec<u8>, UploadError> {
    let picture = open(std::io::Cursor::new(bytes), kept)?.picture;
    let part = part(picture.width(), picture.height());
    let (own_width, own_height) = part.map_or((picture.width(), picture.height()), |part| (part.width, part.height));
    let width = width.min(own_width);
    let height = height_at(width, own_width, own_height);
    let picture = if (width, height) == (picture.width(), picture.height()) {
        picture
    } else {
        shrink(picture, part, width, height)
    };
    Ok(encode(&colour::to_web(picture, None), written, SHOWN))
}
