//! Whether a GIF moves.

use std::io::{self, BufRead, Read as _};

/// Whether the file holds a second picture. Walks over its blocks without unpacking any; where it breaks off, what was seen counts.
pub(super) fn moves(file: &mut impl BufRead) -> io::Result<bool> {
    let mut head = [0; 13];
    if file.read_exact(&mut head).is_err() {
        return Ok(false);
    }
    skip(file, palette(head[10]))?;
    let mut pictures = 0;
    loop {
        let mut kind = [0];
        if file.read_exact(&mut kind).is_err() {
            return Ok(false);
        }
        match kind[0] {
            b'!' => skip(file, 1)?,
            b',' => {
                pictures += 1;
                let mut place = [0; 9];
                if pictures > 1 || file.read_exact(&mut place).is_err() {
                    return Ok(pictures > 1);
                }
                skip(file, palette(place[8]) + 1)?;
            }
            _ => return Ok(false),
        }
        loop {
            let mut length = [0];
            if file.read_exact(&mut length).is_err() || length[0] == 0 {
                break;
            }
            skip(file, u64::from(length[0]))?;
        }
    }
}

/// The bytes of the palette that a field of flags announces.
fn palette(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn skip(file: &mut impl BufRead, bytes: u64) -> io::Result<()> {
    io::copy(&mut file.by_ref().take(bytes), &mut io::sink()).map(drop)
}
