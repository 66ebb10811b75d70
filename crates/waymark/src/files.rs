//! The storage of files in the data folder, and its housekeeping.

use std::{path::Path, time::Duration};

use accounts::{Action, Actor};
use chrono::TimeDelta;
use media::Storage;
use store::{
    Store,
    rights::{Refused, Subject, may},
};

/// How often files that nobody knows any more are looked for.
const EVERY: Duration = Duration::from_hours(24);
/// How old they are at least: an upload writes its file before its row, and a copy of the folder may come after that of the database.
const GRACE: TimeDelta = TimeDelta::days(7);

/// Opens the storage, `media` in the data folder.
pub(crate) fn open(data: &Path) -> Result<Storage, String> {
    let folder = data.join("media");
    Storage::local(&folder).map_err(|error| format!("the folder {} cannot be used: {error}", folder.display()))
}

/// Removes what no file of the library and no earlier version of one refers to, once a day.
pub(crate) async fn sweep_daily(store: Store, storage: Storage) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        match sweep(&store, &storage).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "files that nobody knows any more are removed"),
            Err(error) => tracing::error!(error, "the storage of files cannot be swept"),
        }
    }
}

async fn sweep(store: &Store, storage: &Storage) -> Result<usize, String> {
    let permit = may(store, &Actor::CommandLine, Action::ChangeFiles, Subject::Files).await;
    let permit = permit.map_err(|refused: Refused| refused.to_string())?;
    let known = store::library::kept_hashes(store, &permit).await.map_err(|error| error.to_string())?;
    storage.sweep(&known, GRACE).await.map_err(|error| error.to_string())
}
