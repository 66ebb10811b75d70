//! Files come in, are judged by what they hold, and are kept or leave nothing.

mod bad_input;
mod documents;
mod pictures;
mod random;
mod samples;
mod storing;

use bytes::Bytes;
use futures_util::stream;

use crate::{Storage, TakenIn, UploadError};

/// A storage in a folder that goes with its guard.
pub(crate) fn storage() -> (tempfile::TempDir, Storage) {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::local(folder.path()).unwrap();
    (folder, storage)
}

/// Sends bytes in pieces, as a browser does, and takes them in.
pub(crate) async fn upload(storage: &Storage, bytes: &[u8]) -> Result<TakenIn, UploadError> {
    let pieces: Vec<Result<Bytes, ()>> = bytes.chunks(10_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let incoming = storage.receive(stream::iter(pieces)).await?;
    storage.take_in(incoming).await
}

/// What a person reads who uploads these bytes in vain.
pub(crate) async fn refusal(bytes: &[u8]) -> String {
    let (folder, storage) = storage();
    let refused = upload(&storage, bytes).await.expect_err("it is refused");
    assert!(matches!(refused, UploadError::Refused(_)), "{refused}");
    assert_eq!(files_below(folder.path()), Vec::<String>::new(), "nothing is left of it");
    refused.to_string()
}

/// The names of all files below a folder.
pub(crate) fn files_below(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}
