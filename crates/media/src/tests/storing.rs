//! Bytes are kept once, whole, and found again.

use std::{
    collections::HashSet,
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use chrono::TimeDelta;
use futures_util::{TryStreamExt as _, stream};
use tokio::io::AsyncWrite;

use super::{
    files_below,
    samples::{encoded, pdf},
    storage, upload,
};
use crate::{FileKind, Hash, Rendition, Shape, StorageError, UploadError, storage::copy};

/// A disk on which only so many bytes have room.
struct FullDisk(usize);

impl AsyncWrite for FullDisk {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let room = self.0.min(bytes.len());
        self.0 -= room;
        Poll::Ready(if room == 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(room) })
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_full_disk_says_so_in_a_sentence() {
    let pieces = stream::iter(vec![Ok::<_, ()>(Bytes::from(vec![0; 4096])); 3]);
    let failed = copy(pieces, &mut FullDisk(10_000), u64::MAX).await.unwrap_err();
    assert!(matches!(failed, UploadError::Failed(StorageError::Full)));
    assert!(failed.to_string().starts_with("The server’s disk is full. Nothing was kept"));
}

#[test]
fn a_full_disk_is_known_however_deep_it_is_said() {
    let source = Box::new(io::Error::from(io::ErrorKind::StorageFull));
    let failed = StorageError::from(object_store::Error::Generic { store: "any", source });
    assert!(matches!(failed, StorageError::Full));
}

#[tokio::test]
async fn the_same_file_is_kept_once() {
    let (folder, storage) = storage();
    let first = upload(&storage, &pdf()).await.unwrap();
    let second = upload(&storage, &pdf()).await.unwrap();
    assert_eq!(first, second);
    let digits = first.hash.to_string();
    assert_eq!(files_below(folder.path()), [format!("files/{}/{digits}", &digits[..2])]);
    assert_eq!(digits.parse(), Ok(first.hash));
    assert_eq!(first.hash, Hash::of(&pdf()));
}

#[tokio::test]
async fn a_long_document_is_kept_whole_and_read_by_range() {
    let (_folder, storage) = storage();
    let mut long = pdf();
    long.splice(10..10, (0..3_000_000_u32).map(|number| b'0' + u8::try_from(number % 10).unwrap()));
    let taken = upload(&storage, &long).await.unwrap();
    let read = async |range| {
        let pieces: Vec<_> = storage.read(taken.hash, range).await.unwrap().try_collect().await.unwrap();
        pieces.concat()
    };
    assert!(read(None).await == long, "every byte comes back");
    assert_eq!(read(Some(1_999_990..2_000_010)).await, long[1_999_990..2_000_010]);
}

#[tokio::test]
async fn what_nobody_knows_any_more_is_swept_with_all_that_was_made_of_it() {
    let (folder, storage) = storage();
    let taken = upload(&storage, &encoded(400, 400, image::ImageFormat::Png)).await.unwrap();
    let other = upload(&storage, &pdf()).await.unwrap();
    let rendition = Rendition::new(taken.hash, taken.kind, (400, 400), Shape::Whole, 320, FileKind::WebP).unwrap();
    storage.rendition(rendition).await.unwrap();
    assert_eq!(files_below(folder.path()).len(), 3);
    let known = HashSet::from([other.hash]);
    assert_eq!(storage.sweep(&known, TimeDelta::days(1)).await.unwrap(), 0, "what came in just now is left alone");
    assert_eq!(storage.sweep(&known, TimeDelta::zero()).await.unwrap(), 1);
    assert_eq!(storage.all().await.unwrap(), [other.hash]);
    assert_eq!(files_below(folder.path()).len(), 1);
    assert!(matches!(storage.rendition(rendition).await, Err(StorageError::Missing(_))));
}
