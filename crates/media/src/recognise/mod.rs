//! What a file is, by its first bytes and its structure. Names and declared types are never asked.

mod office;
mod table;

use std::io::{self, BufRead, BufReader, Read as _, Seek, SeekFrom};

pub(crate) use office::Archive;

use crate::{FileKind, Refusal, UploadError};

/// The end of a PDF stands somewhere in its last bytes; some programs write a line or two after it.
const PDF_TAIL: u64 = 2048;
/// Bytes of its beginning by which a file shows what it is.
const HEAD: u64 = 512;

/// What a file is, or why it is not taken. Reads from the beginning; where the reader stands afterwards is not said.
pub(crate) fn recognise(file: &mut (impl io::Read + Seek)) -> Result<FileKind, UploadError> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let kind = match head.as_slice() {
        [] => return Err(Refusal::Empty.into()),
        [0xff, 0xd8, 0xff, ..] => FileKind::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => FileKind::Png,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => FileKind::Gif,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => FileKind::WebP,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_avif(brand) => return Err(Refusal::Avif.into()),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => return Err(Refusal::OldOffice.into()),
        [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', b'0'..=b'9', ..] => pdf(file)?,
        [b'P', b'K', 3, 4, ..] => office::recognise(file)?,
        head if is_markup(head) => return Err(Refusal::Markup.into()),
        head if looks_like_text(head) => table::recognise(file)?,
        _ => return Err(Refusal::Unknown.into()),
    };
    Ok(kind)
}

/// What document an archive is, with its table of contents.
pub(crate) fn office(file: &mut (impl io::Read + Seek)) -> Result<(FileKind, Archive), UploadError> {
    office::open(file)
}

/// AVIF and HEIC name their brand behind `ftyp`; MP4 films, which begin alike, name others.
fn is_avif(brand: &[u8]) -> bool {
    brand
        .get(..4)
        .is_some_and(|brand| [b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1"].iter().any(|known| brand == *known))
}

/// Text that begins with a tag, after a byte-order mark and spaces.
fn is_markup(head: &[u8]) -> bool {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().starts_with(b"<")
}

/// Whether the beginning may be text at all, so that a table that is wrong hears of tables and a film does not.
fn looks_like_text(head: &[u8]) -> bool {
    head.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\r' | b'\n'))
}

/// A PDF is one if it also ends like one.
fn pdf(file: &mut (impl io::Read + Seek)) -> Result<FileKind, UploadError> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(PDF_TAIL)))?;
    let mut tail = Vec::new();
    file.take(PDF_TAIL).read_to_end(&mut tail)?;
    let ends = tail.windows(5).any(|window| window == b"%%EOF");
    if ends { Ok(FileKind::Pdf) } else { Err(Refusal::Damaged { kind: "PDF" }.into()) }
}

/// Reads a whole file line by line or record by record from its beginning.
fn from_start<R: io::Read + Seek>(file: &mut R) -> io::Result<impl BufRead + use<'_, R>> {
    file.seek(SeekFrom::Start(0))?;
    Ok(BufReader::new(file))
}
