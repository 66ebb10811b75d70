//! Takes in one file as an upload would, in a folder of its own, and prints what became of it: for measuring time and memory.
//!
//! `cargo run --release -p media --example take_in -- PHOTO.jpg` below `/usr/bin/time -v`; `--shown` also makes every rendition of it.

use bytes::Bytes;
use futures_util::stream;
use media::{FileKind, Rendition, Shape, Storage, widths};

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::disallowed_methods, reason = "the file to measure stands on the command line")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a file")?;
    let folder = tempfile::tempdir()?;
    let storage = Storage::local(folder.path())?;
    let file = std::fs::File::open(path)?;
    let pieces = stream::iter(std::iter::from_fn(move || {
        let mut piece = vec![0; 64 * 1024];
        match std::io::Read::read(&mut &file, &mut piece) {
            Ok(0) => None,
            Ok(length) => {
                piece.truncate(length);
                Some(Ok(Bytes::from(piece)))
            }
            Err(error) => Some(Err(error)),
        }
    }));
    let taken = match storage.take_in(storage.receive(pieces).await?).await {
        Ok(taken) => taken,
        Err(refused) => {
            println!("{refused}");
            return Ok(());
        }
    };
    println!("{taken:?}");
    if let (Some(size), Some("--shown")) = (taken.size, arguments.next().as_deref()) {
        for width in widths(size.0) {
            for written in [FileKind::WebP, taken.kind] {
                let rendition = Rendition::new(taken.hash, taken.kind, size, Shape::Whole, width, written);
                let made = storage.rendition(rendition.ok_or("a width that is offered")?).await?;
                println!("{width} {written}: {} bytes", made.len());
            }
        }
    }
    Ok(())
}
