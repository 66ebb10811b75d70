//! Documents that are zip archives: DOCX, XLSX and ODT.
//!
//! A document is taken only if the archive is all there is: it begins with its first file, its table of contents stands right before its end, no
//! two files share bytes, and every file unpacks to the length that it declares, below a cap for all of them. The table is read here rather than by
//! a library, because libraries keep all of it in memory, and a few megabytes can declare hundreds of thousands of files.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::read::DeflateDecoder;

use crate::{FileKind, Refusal, UploadError};

/// The most files in a document; a thesis with a thousand pictures has fewer.
const MOST_FILES: u64 = 5_000;
/// The most bytes to which all files of a document may unpack.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// How many times its own length a document may unpack to; text in XML reaches thirty. Small ones are not asked.
const MOST_RATIO: u64 = 150;
/// Up to here nobody asks for the ratio.
const SMALL: u64 = 8 * 1024 * 1024;
/// The most bytes of the file that says what the others are.
const MOST_TYPES: u64 = 1024 * 1024;
/// Bytes of the record at the end, without its comment.
const END: u64 = 22;

/// The files of an archive that was checked.
#[derive(Debug)]
pub(crate) struct Archive(Vec<Entry>);

impl Archive {
    /// The unpacked bytes of the file of this name, if it is there and has `most` bytes at most.
    pub(crate) fn part(&self, file: &mut (impl Read + Seek), name: &str, most: u64) -> Option<Vec<u8>> {
        let entry = self.0.iter().find(|entry| entry.name == name.as_bytes() && entry.unpacked <= most)?;
        unpack(file, entry, most).ok()
    }
}

/// One file in the archive.
#[derive(Debug)]
struct Entry {
    name: Vec<u8>,
    method: u16,
    packed: u64,
    unpacked: u64,
    starts: u64,
}

/// What document an archive is, or why it is not taken.
pub(super) fn recognise(file: &mut (impl Read + Seek)) -> Result<FileKind, UploadError> {
    Ok(open(file)?.0)
}

/// What document an archive is, with its table of contents.
pub(super) fn open(file: &mut (impl Read + Seek)) -> Result<(FileKind, Archive), UploadError> {
    let entries = contents(file)?;
    let has = |name: &str| entries.iter().any(|entry| entry.name == name.as_bytes());
    let begins = |start: &str| entries.iter().any(|entry| entry.name.starts_with(start.as_bytes()));
    let kind = if entries[0].name == b"mimetype" {
        let declared = unpack(file, &entries[0], MOST_TYPES)?;
        if declared != FileKind::Odt.media_type().as_bytes() || !has("content.xml") || !has("META-INF/manifest.xml") {
            return Err(Refusal::Unknown.into());
        }
        if begins("Basic/") || begins("Scripts/") {
            return Err(Refusal::Macros.into());
        }
        FileKind::Odt
    } else {
        let Some(types) = entries.iter().find(|entry| entry.name == b"[Content_Types].xml") else {
            return Err(Refusal::Unknown.into());
        };
        let types = String::from_utf8(unpack(file, types, MOST_TYPES)?).map_err(|_| damaged())?;
        let is_macro = |entry: &Entry| entry.name.to_ascii_lowercase().ends_with(b"vbaproject.bin");
        if types.contains("macroEnabled") || entries.iter().any(is_macro) {
            return Err(Refusal::Macros.into());
        }
        let named = |kind: FileKind| types.contains(&format!("\"{}.main+xml\"", kind.media_type()));
        if !has("_rels/.rels") {
            return Err(Refusal::Unknown.into());
        }
        if named(FileKind::Docx) && has("word/document.xml") {
            FileKind::Docx
        } else if named(FileKind::Xlsx) && has("xl/workbook.xml") {
            FileKind::Xlsx
        } else {
            return Err(Refusal::Unknown.into());
        }
    };
    unpack_all(file, &entries)?;
    Ok((kind, Archive(entries)))
}

fn damaged() -> Refusal {
    Refusal::Damaged { kind: "Office" }
}

/// The table of contents, within its caps.
fn contents(file: &mut (impl Read + Seek)) -> Result<Vec<Entry>, UploadError> {
    let length = file.seek(SeekFrom::End(0))?;
    let (count, size, start) = end(file, length)?;
    if count == 0 || count > MOST_FILES || size > length || start.checked_add(size).is_none_or(|end| end > length) {
        return Err(damaged().into());
    }
    file.seek(SeekFrom::Start(start))?;
    let mut table = io::BufReader::new(file.take(size));
    let mut entries = Vec::new();
    for _ in 0..count {
        entries.push(entry(&mut table)?);
    }
    let mut rest = [0];
    if table.read(&mut rest)? != 0 || entries.iter().all(|entry| entry.starts != 0) {
        return Err(damaged().into());
    }
    let packed: u64 = entries.iter().map(|entry| entry.packed).sum();
    let unpacked: u64 = entries.iter().map(|entry| entry.unpacked).sum();
    if packed > start || unpacked > MOST_UNPACKED || (unpacked > SMALL && unpacked > length * MOST_RATIO) {
        return Err(Refusal::Bomb.into());
    }
    Ok(entries)
}

/// How many files there are, and the length and place of their table, from the record with which the archive must end.
fn end(file: &mut (impl Read + Seek), length: u64) -> Result<(u64, u64, u64), UploadError> {
    let longest = END + u64::from(u16::MAX);
    let from = length.saturating_sub(longest);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.by_ref().take(longest).read_to_end(&mut tail)?;
    let record =
        tail.windows(22).enumerate().rev().find(|(at, record)| {
            record.starts_with(b"PK\x05\x06") && at + 22 + usize::from(two(record, 20)) == tail.len()
        });
    let (at, record) = record.ok_or_else(damaged)?;
    let (count, size, start) = (u64::from(two(record, 10)), four(record, 12), four(record, 16));
    let alone = two(record, 4) == 0 && two(record, 6) == 0 && two(record, 8) == two(record, 10);
    // Where the table of contents does not end here, something is hidden between, or the numbers are of the format for huge archives.
    if !alone || start + size != from + at as u64 {
        return Err(damaged().into());
    }
    Ok((count, size, start))
}

/// One row of the table.
fn entry(table: &mut impl Read) -> Result<Entry, UploadError> {
    let mut row = [0; 46];
    exactly(table, &mut row)?;
    let encrypted = two(&row, 8) & 1 != 0;
    if !row.starts_with(b"PK\x01\x02") || encrypted {
        return Err(damaged().into());
    }
    let mut name = vec![0; usize::from(two(&row, 28))];
    exactly(table, &mut name)?;
    let mut more = vec![0; usize::from(two(&row, 30)) + usize::from(two(&row, 32))];
    exactly(table, &mut more)?;
    Ok(Entry { name, method: two(&row, 10), packed: four(&row, 20), unpacked: four(&row, 24), starts: four(&row, 42) })
}

/// Unpacks every file once without keeping it, so that no declared length is believed.
fn unpack_all(file: &mut (impl Read + Seek), entries: &[Entry]) -> Result<(), UploadError> {
    for entry in entries {
        let found = io::copy(&mut opened(file, entry)?.take(entry.unpacked + 1), &mut io::sink());
        if broken(found)? != entry.unpacked {
            return Err(Refusal::Bomb.into());
        }
    }
    Ok(())
}

/// One file's bytes, up to a cap.
fn unpack(file: &mut (impl Read + Seek), entry: &Entry, most: u64) -> Result<Vec<u8>, UploadError> {
    let mut bytes = Vec::new();
    broken(opened(file, entry)?.take(most).read_to_end(&mut bytes))?;
    Ok(bytes)
}

/// A reader of one file's unpacked bytes.
fn opened<'a>(file: &'a mut (impl Read + Seek), entry: &Entry) -> Result<Box<dyn Read + 'a>, UploadError> {
    file.seek(SeekFrom::Start(entry.starts))?;
    let mut header = [0; 30];
    exactly(file, &mut header)?;
    if !header.starts_with(b"PK\x03\x04") {
        return Err(damaged().into());
    }
    file.seek_relative(i64::from(two(&header, 26)) + i64::from(two(&header, 28)))?;
    let packed = io::BufReader::new(file.take(entry.packed));
    match entry.method {
        0 => Ok(Box::new(packed)),
        8 => Ok(Box::new(DeflateDecoder::new(packed))),
        _ => Err(damaged().into()),
    }
}

/// Bytes that must be there.
fn exactly(reader: &mut impl Read, bytes: &mut [u8]) -> Result<(), UploadError> {
    broken(reader.read_exact(bytes))
}

/// What reading says of the file and not of the disk: it ends too early, or does not unpack.
fn broken<T>(result: io::Result<T>) -> Result<T, UploadError> {
    result.map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => damaged().into(),
        _ => error.into(),
    })
}

fn two(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn four(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]))
}
