//! The kinds of files that can be uploaded.

use std::{fmt, str::FromStr};

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    /// A photograph.
    Jpeg,
    /// A drawing or a screenshot.
    Png,
    /// A picture of up to 256 colours; kept as PNG.
    Gif,
    /// A picture of either sort.
    WebP,
    /// A document to read and print.
    Pdf,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A text of `LibreOffice`.
    Odt,
    /// A table as text.
    Csv,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 9] =
        [Self::Jpeg, Self::Png, Self::Gif, Self::WebP, Self::Pdf, Self::Docx, Self::Xlsx, Self::Odt, Self::Csv];

    /// The name in tables and addresses, which is also how a file of this kind ends: `jpg`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Csv => "csv",
        }
    }

    /// The name on screen, beside a link: `PDF`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Pdf => "PDF",
            Self::Docx => "Word",
            Self::Xlsx => "Excel",
            Self::Odt => "OpenDocument",
            Self::Csv => "CSV",
        }
    }

    /// The `Content-Type` under which it is served.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Whether it is shown in a page; what is not is linked to.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif | Self::WebP)
    }

    /// The kind under which a picture of this kind is kept and shown.
    pub(crate) fn kept_as(self) -> Self {
        if self == Self::Gif { Self::Png } else { self }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for FileKind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or(())
    }
}

/// The number of a file in the library. It never changes, whatever the file is replaced with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub i64);

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
