//! A file on its way in.

use std::fs::File;

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::Storage;
use crate::{Hash, Refusal, StorageError, UploadError, hash::Running};

/// The most bytes of any file.
pub const MOST_BYTES: u64 = 50 * 1024 * 1024;

/// A file that has come in whole and has no name yet. Dropping it, or ending the process in any way, leaves nothing on the disk.
#[derive(Debug)]
pub struct Incoming {
    file: File,
    hash: Hash,
    length: u64,
}

impl Incoming {
    /// The hash of its bytes.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Its length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn into_file(self) -> File {
        self.file
    }
}

impl Storage {
    /// Takes in a stream of bytes, up to [`MOST_BYTES`]; after one more the stream is dropped.
    pub async fn receive<E>(
        &self,
        stream: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<Incoming, UploadError> {
        let folder = self.incoming.clone();
        let file = super::blocking(move || Ok(tempfile::tempfile_in(folder)?)).await?;
        let mut writer = tokio::fs::File::from_std(file);
        let (hash, length) = copy(stream, &mut writer, MOST_BYTES).await?;
        Ok(Incoming { file: writer.into_std().await, hash, length })
    }
}

/// Copies a stream with its hash and its length, up to a limit.
pub(crate) async fn copy<E>(
    mut stream: impl Stream<Item = Result<Bytes, E>> + Unpin,
    writer: &mut (impl AsyncWrite + Unpin),
    limit: u64,
) -> Result<(Hash, u64), UploadError> {
    let mut running = Running::default();
    let mut length = 0_u64;
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|_| StorageError::BrokenOff)?;
        length += piece.len() as u64;
        if length > limit {
            return Err(Refusal::TooLarge { limit }.into());
        }
        running.add(&piece);
        writer.write_all(&piece).await?;
    }
    writer.flush().await?;
    Ok((running.finish(), length))
}
