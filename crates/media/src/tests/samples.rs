//! Small files of every kind, and archives built by hand.

use flate2::{Compression, Crc, write::DeflateEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder as _, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use std::io::{Cursor, Write as _};

/// A picture in which left and right, top and bottom can be told apart.
pub(super) fn pixels(width: u32, height: u32) -> RgbImage {
    let shade = |at: u32, of: u32| u8::try_from(at * 255 / of).unwrap();
    RgbImage::from_fn(width, height, |x, y| Rgb([shade(x, width), shade(y, height), 128]))
}

pub(super) fn encoded(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels(width, height)).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A photograph with EXIF that says who took it and how the camera was held.
pub(super) fn photograph(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"SECRET PLACE 53.8 N 1.5 W");
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.write_image(pixels(width, height).as_raw(), width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

pub(super) fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec()
}

/// A zip archive of files with their bytes; `declared` overrides the unpacked length that the table tells.
pub(super) fn archive(files: &[(&str, &[u8])], declared: Option<u32>) -> Vec<u8> {
    let (mut bytes, mut table) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let stored = *name == "mimetype";
        let packed = if stored {
            content.to_vec()
        } else {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(content).unwrap();
            encoder.finish().unwrap()
        };
        let mut crc = Crc::new();
        crc.update(content);
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap();
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0, if stored { 0 } else { 8 }, 0, 0, 0, 0, 0]);
        common.extend(crc.sum().to_le_bytes());
        common.extend(length(&packed).to_le_bytes());
        common.extend(declared.unwrap_or(length(content)).to_le_bytes());
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        let starts = length(&bytes);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(&packed);
        table.extend(b"PK\x01\x02\x14\0");
        table.extend(&common);
        table.extend([0; 10]);
        table.extend(starts.to_le_bytes());
        table.extend(name.as_bytes());
    }
    let starts = u32::try_from(bytes.len()).unwrap();
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    bytes.extend(&table);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count);
    bytes.extend(count);
    bytes.extend(u32::try_from(table.len()).unwrap().to_le_bytes());
    bytes.extend(starts.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// The files of a Word or Excel document whose one long part is `text`.
pub(super) fn office(main: &str, part: &str, text: &[u8]) -> Vec<u8> {
    let types = format!(
        "<Types><Override PartName=\"/{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.{main}.main+xml\"/></Types>"
    );
    archive(&[("[Content_Types].xml", types.as_bytes()), ("_rels/.rels", b"<Relationships/>"), (part, text)], None)
}

pub(super) fn docx(text: &[u8]) -> Vec<u8> {
    office("wordprocessingml.document", "word/document.xml", text)
}

pub(super) fn odt(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut files: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<office:document-content/>"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
    ];
    files.extend(more);
    archive(&files, None)
}

/// A PNG of these many pixels across and down whose data is missing: its header alone says how large it would be.
pub(super) fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8], content: &[u8]| {
        bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        let mut crc = Crc::new();
        crc.update(kind);
        crc.update(content);
        bytes.extend(kind);
        bytes.extend(content);
        bytes.extend(crc.sum().to_be_bytes());
    };
    let header: Vec<u8> = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    chunk(b"IHDR", &header);
    chunk(b"IDAT", &[0x78, 0x9c, 1, 0, 0, 0xff, 0xff, 0, 0, 0, 1]);
    chunk(b"IEND", b"");
    bytes
}
