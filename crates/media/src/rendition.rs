//! A picture as a page shows it.

use std::fmt;

use crate::{
    FileKind, Focal, Hash, card,
    fit::{Part, height_at},
    widths,
};

/// What is shown of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// All of it.
    Whole,
    /// What a card shows, around the point that must stay in sight.
    Card(Focal),
}

impl Shape {
    /// How wide what is shown is of a picture of this size, in pixels.
    pub fn width_of(self, size: (u32, u32)) -> u32 {
        self.part(size.0, size.1).map_or(size.0, |part| part.width)
    }

    /// The part of a picture of this size that is shown; `None` is all.
    pub(crate) fn part(self, width: u32, height: u32) -> Option<Part> {
        match self {
            Self::Whole => None,
            Self::Card(focal) => Some(card(width, height, focal)),
        }
    }
}

/// One of the pictures that are made from a kept one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rendition {
    hash: Hash,
    kept: FileKind,
    shape: Shape,
    width: u32,
    height: u32,
    written: FileKind,
}

impl Rendition {
    /// A rendition of the picture `hash`, kept as `kept` with `size` pixels across and down, if templates ask for it: one of the widths of [`widths`],
    /// written as WebP or as the picture itself is.
    pub fn new(
        hash: Hash,
        kept: FileKind,
        size: (u32, u32),
        shape: Shape,
        width: u32,
        written: FileKind,
    ) -> Option<Self> {
        let own = shape.part(size.0, size.1).map_or(size, |part| (part.width, part.height));
        let asked =
            kept.is_picture() && (written == FileKind::WebP || written == kept) && widths(own.0).contains(&width);
        let height = height_at(width, own.0, own.1);
        asked.then_some(Self { hash, kept, shape, width, height, written })
    }

    /// Its width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// What is shown.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// How it is written.
    pub fn written(&self) -> FileKind {
        self.written
    }

    /// The picture from which it is made.
    pub(crate) fn source(&self) -> (Hash, FileKind) {
        (self.hash, self.kept)
    }
}

impl fmt::Display for Rendition {
    /// The name under which it is kept: all that decides its bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hash, shape, width, written, .. } = self;
        match shape {
            Shape::Whole => write!(f, "{hash}-{width}.{written}"),
            Shape::Card(focal) => write!(f, "{hash}-card-{}-{}-{width}.{written}", focal.x(), focal.y()),
        }
    }
}
