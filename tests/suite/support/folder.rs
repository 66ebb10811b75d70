use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder of its own below the build's folder, gone when the story ends.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A fresh, empty folder.
    pub(crate) fn fresh() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("story-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&path).expect("the build's folder can be written");
        Self(path)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file into it.
    #[expect(clippy::disallowed_methods, reason = "a story's own folder is its own affair")]
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.0.join(name), bytes).expect("the story's folder can be written");
    }

    /// Reads a file in it.
    #[expect(clippy::disallowed_methods, reason = "a story's own folder is its own affair")]
    pub(crate) fn get(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.join(name)).expect("the file was written before")
    }
}

impl Drop for Folder {
    #[expect(clippy::disallowed_methods, reason = "a story's own folder is its own affair")]
    fn drop(&mut self) {
        // What cannot be removed lies in the build's folder and goes with it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
