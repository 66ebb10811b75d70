//! Archives as word processors and attackers pack them.

use std::io::Write as _;

use flate2::{Compression, write::DeflateEncoder};

const TYPES: &str = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
const STYLES: &str = "<w:styles><w:style w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style></w:styles>";

/// An archive of files, each with its name, its bytes, and the length that it claims to unpack to where that is a lie.
pub(super) fn packed(files: &[(&str, &[u8], Option<u32>)]) -> Vec<u8> {
    let (mut archive, mut table) = (Vec::new(), Vec::new());
    for (name, bytes, claimed) in files {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("memory is long enough");
        let packed = encoder.finish().expect("memory is long enough");
        let length = |number: usize| u32::try_from(number).expect("a small file").to_le_bytes();
        let unpacked = claimed.map_or(length(bytes.len()), u32::to_le_bytes);
        let name_length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
        let start = length(archive.len());
        // Version, flags, method 8, time, date and a checksum that nobody asks for.
        let common =
            [&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &length(packed.len()), &unpacked, &name_length].concat();
        archive.extend([&b"PK\x03\x04"[..], common.as_slice(), &[0, 0], name.as_bytes(), &packed].concat());
        table.extend([&b"PK\x01\x02\x14\x00"[..], common.as_slice(), &[0; 12], &start, name.as_bytes()].concat());
    }
    let number = u16::try_from(files.len()).expect("few files").to_le_bytes();
    let length = |number: usize| u32::try_from(number).expect("a small file").to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0"[..], &number[..], &number, &length(table.len()), &length(archive.len()), &[0, 0]]
        .concat();
    [archive, table, end].concat()
}

fn with_text(document: &[u8], claimed: Option<u32>) -> Vec<u8> {
    packed(&[
        ("[Content_Types].xml", TYPES.as_bytes(), None),
        ("_rels/.rels", b"<Relationships/>", None),
        ("word/styles.xml", STYLES.as_bytes(), None),
        ("word/document.xml", document, claimed),
    ])
}

/// A document of Word with this body.
pub(super) fn docx_of(body: &str) -> Vec<u8> {
    with_text(format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes(), None)
}

/// A document that says itself that it unpacks to a thousand times its length.
pub(super) fn bomb() -> Vec<u8> {
    with_text(&vec![b' '; 30 << 20], None)
}

/// A document that says it is small, and is not.
pub(super) fn liar() -> Vec<u8> {
    with_text(&vec![b' '; 4 << 20], Some(1_000))
}
