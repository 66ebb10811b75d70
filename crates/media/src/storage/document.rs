//! Documents that are read and not kept.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use super::{Incoming, Storage, blocking};
use crate::recognise::{self, Archive};
use crate::{FileKind, Refusal, UploadError};

/// The most bytes of a document that is text; one of a word processor may be as long as any file.
const MOST_TEXT: u64 = 8 * 1024 * 1024;

/// A document that came in, by its content.
#[derive(Debug)]
pub enum Document {
    /// One of Word or `OpenDocument`.
    Office(Office),
    /// Something that may be text: HTML, Markdown.
    Text(Vec<u8>),
}

/// A document in the archive of a word processor, checked like one that is kept. Its bytes lie in a nameless file.
#[derive(Debug)]
pub struct Office {
    kind: FileKind,
    archive: Archive,
    file: File,
}

impl Office {
    /// Word or `OpenDocument` text.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The unpacked bytes of one file in the archive; `None` if there is none of this name, or it has more than `most` bytes.
    pub fn part(&mut self, name: &str, most: u64) -> Option<Vec<u8>> {
        self.archive.part(&mut self.file, name, most)
    }
}

impl Storage {
    /// Looks at what came in, to be read and let go of: what is neither a document of a word processor nor text is refused.
    pub async fn open_document(&self, incoming: Incoming) -> Result<Document, UploadError> {
        let length = incoming.length();
        let mut file = incoming.into_file();
        blocking(move || {
            file.seek(SeekFrom::Start(0))?;
            let mut head = Vec::new();
            (&mut file).take(8).read_to_end(&mut head)?;
            match head.as_slice() {
                [] => Err(Refusal::Empty.into()),
                [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(Refusal::OldOffice.into()),
                [b'P', b'K', 3, 4, ..] => {
                    let (kind, archive) = recognise::office(&mut file)?;
                    if !matches!(kind, FileKind::Docx | FileKind::Odt) {
                        return Err(Refusal::NotADocument.into());
                    }
                    Ok(Document::Office(Office { kind, archive, file }))
                }
                [b'%', b'P', b'D', b'F', ..] | [b'{', b'\\', b'r', b't', b'f', ..] => Err(Refusal::NotADocument.into()),
                _ => {
                    if length > MOST_TEXT {
                        return Err(Refusal::TooLarge { limit: MOST_TEXT }.into());
                    }
                    let mut bytes = Vec::new();
                    file.seek(SeekFrom::Start(0))?;
                    file.take(MOST_TEXT).read_to_end(&mut bytes)?;
                    // Text of two bytes a letter begins with a mark that says so.
                    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
                    if bytes.contains(&0) && !is_wide {
                        return Err(Refusal::NotADocument.into());
                    }
                    Ok(Document::Text(bytes))
                }
            }
        })
        .await
    }
}
