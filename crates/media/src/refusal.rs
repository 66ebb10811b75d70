//! Why a file is not taken, and what can go wrong on the disk.

use std::{error::Error, io};

/// Why a file cannot be uploaded, as a sentence that says what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing was sent.
    #[error("The file is empty. Choose another one.")]
    Empty,
    /// More bytes than any file may have.
    #[error("The file is too large. It must be smaller than {} MB.", megabytes(*limit))]
    TooLarge {
        /// The most bytes that a file of its kind may have.
        limit: u64,
    },
    /// No kind that we know.
    #[error(
        "This is not a file that can be uploaded. Pictures can be JPEG, PNG, GIF or WebP; documents can be PDF, Word (.docx), Excel (.xlsx), \
         OpenDocument text (.odt) or CSV."
    )]
    Unknown,
    /// Nothing that a page can start from.
    #[error(
        "A page cannot start from this file. Choose a Word document (.docx), an OpenDocument text (.odt), a web page (.html) or Markdown (.md)."
    )]
    NotADocument,
    /// Scripts can hide in it.
    #[error("SVG and HTML files can hold programs and are not taken. Save the picture as PNG or WebP and upload that.")]
    Markup,
    /// A kind for which there is no decoder that we may use.
    #[error("AVIF and HEIC pictures cannot be read yet. Save the picture as JPEG or WebP and upload that.")]
    Avif,
    /// The old binary formats of Office.
    #[error("Old Word and Excel files (.doc, .xls) are not taken. Save it as .docx, .xlsx or PDF and upload that.")]
    OldOffice,
    /// A document that runs something when it is opened.
    #[error("This document holds macros, which can harm whoever opens it. Save it without macros and upload that.")]
    Macros,
    /// A document that would fill a reader's disk.
    #[error(
        "This document unpacks to far more than it should and was not taken. Open it, save it again and upload that."
    )]
    Bomb,
    /// It begins like one kind but is not built like it.
    #[error("This {kind} file is damaged or is something else in disguise. Open it, save it again and upload that.")]
    Damaged {
        /// What it begins like: `PDF`.
        kind: &'static str,
    },
    /// Text that is no table, or not in UTF-8.
    #[error(
        "This text is not a table that can be read. A CSV file has the same number of columns in each row and is saved as “CSV UTF-8”."
    )]
    NotATable,
    /// More pixels than may be decoded.
    #[error(
        "This picture is {width} × {height} pixels, which is too large to open. Make it smaller, for example 4,000 pixels wide, and upload that."
    )]
    TooManyPixels {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
    },
}

/// Bytes as the megabytes that an editor reads.
fn megabytes(bytes: u64) -> u64 {
    bytes / (1024 * 1024)
}

/// Why bytes could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// No room is left.
    #[error(
        "The server’s disk is full. Nothing was kept; ask whoever looks after the server to make room, and upload the file again."
    )]
    Full,
    /// Nothing is kept under that hash.
    #[error("The file {0} is not in the storage.")]
    Missing(String),
    /// The disk or the store failed.
    #[error("The storage of files failed: {0}")]
    Failed(String),
    /// The sender went away.
    #[error("The upload broke off before its end. Nothing was kept; upload the file again.")]
    BrokenOff,
}

impl StorageError {
    /// What an error of the disk or the store means, wherever in its chain it says so.
    pub(crate) fn of(error: &(dyn Error + 'static)) -> Self {
        let mut next = Some(error);
        while let Some(current) = next {
            if let Some(io) = current.downcast_ref::<io::Error>()
                && [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded].contains(&io.kind())
            {
                return Self::Full;
            }
            next = current.source();
        }
        Self::Failed(error.to_string())
    }
}

impl From<io::Error> for StorageError {
    fn from(error: io::Error) -> Self {
        Self::of(&error)
    }
}

impl From<object_store::Error> for StorageError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { path, .. } => Self::Missing(path),
            error => Self::of(&error),
        }
    }
}

/// Why an upload did not end with a file in the storage.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The file is not taken.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The file could not be kept.
    #[error(transparent)]
    Failed(#[from] StorageError),
}

impl From<io::Error> for UploadError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.into())
    }
}
