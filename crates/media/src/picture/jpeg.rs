//! How much memory a JPEG needs beside its pixels.

use std::io::{self, BufRead, Read as _};

/// The bytes of the coefficients that a decoder keeps: none for a picture whose lines come one after the other, and two for each sample of one
/// that grows sharper (progressive), where nothing is known before the last line. `None` where no picture begins.
pub(super) fn coefficients(file: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut start = [0; 2];
    if file.read_exact(&mut start).is_err() {
        return Ok(None);
    }
    loop {
        let mut marker = [0; 4];
        if file.read_exact(&mut marker).is_err() || marker[0] != 0xff {
            return Ok(None);
        }
        if marker[1] == 0xff {
            // Any number of these bytes may stand before a marker; a file that fills itself with them is none of ours.
            return Ok(None);
        }
        let length = u16::from_be_bytes([marker[2], marker[3]]).saturating_sub(2);
        let mut segment = Vec::new();
        file.take(u64::from(length)).read_to_end(&mut segment)?;
        match marker[1] {
            0xc0 | 0xc1 => return Ok(Some(0)),
            0xc2 => return Ok(progressive(&segment)),
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xd8..=0xda => return Ok(None),
            _ => {}
        }
    }
}

/// Two bytes for each sample of each component, which may have fewer samples than the picture has pixels.
fn progressive(segment: &[u8]) -> Option<u64> {
    let number = |at: usize| Some(u64::from(u16::from_be_bytes([*segment.get(at)?, *segment.get(at + 1)?])));
    let (height, width) = (number(1)?, number(3)?);
    let factors: Vec<(u64, u64)> =
        segment.get(6..)?.chunks_exact(3).map(|of| (u64::from(of[1] >> 4), u64::from(of[1] & 15))).collect();
    let most = factors.iter().map(|(across, down)| across * down).max().filter(|most| *most > 0)?;
    let samples: u64 = factors.iter().map(|(across, down)| across * down).sum();
    Some(width * height * 2 * samples / most)
}
