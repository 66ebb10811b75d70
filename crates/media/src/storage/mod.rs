//! Where bytes are kept: a folder on the local disk, or any object store behind the same trait.
//!
//! Below the folder stand `files/ab/cdef…` (kept files by their hash), `shown/ab/cdef…` (renditions by the hash of their source and how they were
//! made, which can be thrown away at any time), and `incoming`, where uploads have no names and vanish with their handles.

mod document;
mod incoming;

use std::{collections::HashSet, io::BufReader, ops::Range, path::PathBuf, sync::Arc};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{StreamExt as _, TryStreamExt as _, stream::BoxStream};
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload, WriteMultipart, local::LocalFileSystem, path::Path};
use tokio::sync::Semaphore;

pub use document::{Document, Office};
#[cfg(test)]
pub(crate) use incoming::copy;
pub use incoming::{Incoming, MOST_BYTES};

use crate::{FileKind, Hash, Refusal, Rendition, StorageError, UploadError, hash::Running, picture, recognise};

/// The most bytes of a picture's file.
const MOST_PICTURE_BYTES: u64 = 20 * 1024 * 1024;
/// Bytes that are read from the disk and given to the store at a time.
const PIECE: usize = 1024 * 1024;

/// The kept files. Clones are the same storage.
#[derive(Clone, Debug)]
pub struct Storage {
    objects: Arc<dyn ObjectStore>,
    /// A folder on this machine's disk, for uploads on their way.
    incoming: PathBuf,
    /// Pictures are opened one at a time: each may take as much memory as all else together.
    at_work: Arc<Semaphore>,
}

/// What a person should hear about what became of their file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It was larger than it needs to be.
    Shrunk,
    /// It moved; its first picture is kept.
    FirstPictureOnly,
}

impl Note {
    /// The sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Shrunk => "The picture was made smaller, to 4,096 pixels on its longest side.",
            Self::FirstPictureOnly => {
                "The picture moved, which readers could not stop. Its first frame is kept as a still picture."
            }
        }
    }
}

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// Where it is kept.
    pub hash: Hash,
    /// The hash of the bytes that were sent, by which the same upload is known again.
    pub sent: Hash,
    /// What it is.
    pub kind: FileKind,
    /// Its length in bytes.
    pub length: u64,
    /// Its width and height in pixels, if it is a picture.
    pub size: Option<(u32, u32)>,
    /// What was changed.
    pub notes: Vec<Note>,
}

impl Storage {
    /// The storage in a folder of the local disk, which is made where it is missing.
    pub fn local(folder: &std::path::Path) -> Result<Self, StorageError> {
        let incoming = folder.join("incoming");
        std::fs::create_dir_all(&incoming)?;
        // Without this, a file that was acknowledged could be empty after a power cut.
        let objects = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self::over(Arc::new(objects), incoming))
    }

    /// The storage in any object store. `incoming` is a folder on this machine's disk.
    pub fn over(objects: Arc<dyn ObjectStore>, incoming: PathBuf) -> Self {
        Self { objects, incoming, at_work: Arc::new(Semaphore::new(1)) }
    }

    /// Looks at what came in and keeps it, pictures written anew. A file that is kept already takes no more room, but counts as kept now, so
    /// that [`Storage::sweep`] leaves it alone until its row is written.
    pub async fn take_in(&self, incoming: Incoming) -> Result<TakenIn, UploadError> {
        let sent = incoming.hash();
        let length = incoming.length();
        let mut file = incoming.into_file();
        let (kind, mut file) = blocking(move || Ok((recognise::recognise(&mut file)?, file))).await?;
        if !kind.is_picture() {
            self.keep_file(&mut file, sent, length).await?;
            return Ok(TakenIn { hash: sent, sent, kind, length, size: None, notes: Vec::new() });
        }
        if length > MOST_PICTURE_BYTES {
            return Err(Refusal::TooLarge { limit: MOST_PICTURE_BYTES }.into());
        }
        let turn = self.at_work.acquire().await.expect("nobody closes it");
        let made = blocking(move || picture::rewrite(BufReader::new(file), kind)).await?;
        drop(turn);
        let hash = Hash::of(&made.bytes);
        let length = made.bytes.len() as u64;
        self.keep_bytes(&of_file(hash), made.bytes.into()).await?;
        let notes = [(made.shrunk, Note::Shrunk), (made.moved, Note::FirstPictureOnly)];
        let notes = notes.into_iter().filter_map(|(so, note)| so.then_some(note)).collect();
        Ok(TakenIn { hash, sent, kind: made.kind, length, size: Some((made.width, made.height)), notes })
    }

    /// The bytes of a rendition, made now if nobody has asked for it before.
    pub async fn rendition(&self, rendition: Rendition) -> Result<Bytes, StorageError> {
        let path = of_rendition(&rendition);
        if let Some(kept) = self.kept(&path).await? {
            return Ok(kept);
        }
        let _turn = self.at_work.acquire().await.expect("nobody closes it");
        if let Some(kept) = self.kept(&path).await? {
            return Ok(kept);
        }
        let (hash, kind) = rendition.source();
        let source = self.objects.get(&of_file(hash)).await?.bytes().await?;
        let ((width, _), shape) = (rendition.size(), rendition.shape());
        let part = move |own_width, own_height| shape.part(own_width, own_height);
        let made = blocking(move || picture::render(&source, kind, part, width, rendition.written())).await;
        let made: Bytes = made.map_err(|error| StorageError::Failed(format!("{rendition}: {error}")))?.into();
        match self.keep_bytes(&path, made.clone()).await {
            // Readers get the picture all the same; it is kept once there is room again.
            Ok(()) | Err(StorageError::Full) => Ok(made),
            Err(error) => Err(error),
        }
    }

    /// A kept file's bytes: all, or those in a range that must lie inside it.
    pub async fn read(
        &self,
        hash: Hash,
        range: Option<Range<u64>>,
    ) -> Result<BoxStream<'static, Result<Bytes, StorageError>>, StorageError> {
        let options = object_store::GetOptions { range: range.map(Into::into), ..Default::default() };
        let found = self.objects.get_opts(&of_file(hash), options).await?;
        Ok(found.into_stream().map_err(StorageError::from).boxed())
    }

    /// Whether a file is kept.
    pub async fn has(&self, hash: Hash) -> Result<bool, StorageError> {
        match self.objects.head(&of_file(hash)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes the files that nobody knows any more and that have been kept for longer than `grace`, with everything that was made of them, and
    /// says how many they were. A file is written before the row that knows it, so `grace` must leave an upload time to end.
    pub async fn sweep(&self, known: &HashSet<Hash>, grace: TimeDelta) -> Result<usize, StorageError> {
        let before = machine_time() - grace;
        let mut swept = HashSet::new();
        for root in ["files", "shown"] {
            let kept: Vec<_> = self.objects.list(Some(&Path::from(root))).try_collect().await?;
            for object in kept.into_iter().filter(|object| object.last_modified <= before) {
                let hash = object.location.filename().and_then(|name| name.get(..64)?.parse::<Hash>().ok());
                let Some(hash) = hash.filter(|hash| !known.contains(hash)) else { continue };
                match self.objects.delete(&object.location).await {
                    Ok(()) | Err(object_store::Error::NotFound { .. }) => swept.insert(hash),
                    Err(error) => return Err(error.into()),
                };
            }
        }
        Ok(swept.len())
    }

    /// The hash of every kept file, in no order.
    pub async fn all(&self) -> Result<Vec<Hash>, StorageError> {
        let objects: Vec<_> = self.objects.list(Some(&Path::from("files"))).try_collect().await?;
        Ok(objects.iter().filter_map(|object| object.location.filename()?.parse().ok()).collect())
    }

    /// Gives a file to the store piece by piece, so that a long document never stands in memory.
    async fn keep_file(&self, file: &mut std::fs::File, hash: Hash, length: u64) -> Result<(), UploadError> {
        let path = of_file(hash);
        let upload = self.objects.put_multipart(&path).await.map_err(StorageError::from)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PIECE);
        let mut file = file.try_clone()?;
        let mut at = 0;
        let mut running = Running::default();
        while at < length {
            let piece;
            (file, piece) = blocking(move || piece_of(file, at)).await?;
            if piece.is_empty() {
                break;
            }
            at += piece.len() as u64;
            running.add(&piece);
            upload.wait_for_capacity(2).await.map_err(StorageError::from)?;
            upload.put(piece);
        }
        // What was checked is what is kept, or nothing is.
        if running.finish() != hash {
            upload.abort().await.map_err(StorageError::from)?;
            return Err(StorageError::BrokenOff.into());
        }
        upload.finish().await.map_err(StorageError::from)?;
        Ok(())
    }

    async fn keep_bytes(&self, path: &Path, bytes: Bytes) -> Result<(), StorageError> {
        self.objects.put(path, PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }

    async fn kept(&self, path: &Path) -> Result<Option<Bytes>, StorageError> {
        match self.objects.get(path).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "stores date their files by the machine's clock, so their age is told by it"
)]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}

/// The next piece of a file.
fn piece_of(mut file: std::fs::File, at: u64) -> Result<(std::fs::File, Bytes), UploadError> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let mut piece = Vec::with_capacity(PIECE);
    file.seek(SeekFrom::Start(at))?;
    (&mut file).take(PIECE as u64).read_to_end(&mut piece)?;
    Ok((file, piece.into()))
}

/// Runs what takes long away from the threads that answer. A decoder that panics has met a file that nobody foresaw.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, UploadError> + Send + 'static,
) -> Result<T, UploadError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Refusal::Damaged { kind: "picture" }.into()))
}

fn folder(root: &str, hash: Hash) -> Path {
    Path::from(format!("{root}/{}", &hash.to_string()[..2]))
}

/// Where a file is kept; the whole hash is its name, so that a listing tells it.
fn of_file(hash: Hash) -> Path {
    Path::from(format!("{}/{hash}", folder("files", hash)))
}

fn of_rendition(rendition: &Rendition) -> Path {
    Path::from(format!("{}/{rendition}", folder("shown", rendition.source().0)))
}
