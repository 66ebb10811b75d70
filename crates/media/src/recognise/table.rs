//! Tables as text.

use std::io::{self, Seek, SeekFrom};

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::from_start;
use crate::{FileKind, Refusal, UploadError};

/// The most bytes of a table: one open quotation mark makes the whole of it one field, which is read into memory.
const MOST_BYTES: u64 = 10 * 1024 * 1024;
/// What separates columns, as spreadsheets write it.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// A table has at least two columns, the same number in every row, and no characters that only machines read.
pub(super) fn recognise(file: &mut (impl io::Read + Seek)) -> Result<FileKind, UploadError> {
    if file.seek(SeekFrom::End(0))? > MOST_BYTES {
        return Err(Refusal::TooLarge { limit: MOST_BYTES }.into());
    }
    for separator in SEPARATORS {
        if is_table(file, separator)? {
            return Ok(FileKind::Csv);
        }
    }
    Err(Refusal::NotATable.into())
}

/// Whether all of the file is rows of one length with this separator.
fn is_table(file: &mut (impl io::Read + Seek), separator: u8) -> Result<bool, UploadError> {
    let mut reader = ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(from_start(file)?);
    let mut record = StringRecord::new();
    let mut rows = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(rows > 0),
            Ok(true) if record.len() < 2 || record.as_slice().contains(is_for_machines) => return Ok(false),
            Ok(true) => rows += 1,
            Err(error) => match error.into_kind() {
                ErrorKind::Io(error) => return Err(error.into()),
                _ => return Ok(false),
            },
        }
    }
}

fn is_for_machines(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\r' | '\n')
}
