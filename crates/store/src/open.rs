use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::{DateTime, Utc};
use content::Clock;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder, QuerySelect, QueryTrait as _, sea_query::SelectStatement};
use thiserror::Error;

use crate::{
    StoreError,
    asked::Asked,
    dialect::{self, Connections, Transaction},
    entities::changes,
    settings::Secrets,
    texts::Texts,
};

/// The database: cheap to clone, shared by every request.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) writer: Connections,
    pub(crate) readers: Connections,
    pub(crate) clock: Clock,
    file: PathBuf,
    pub(crate) generation: AtomicI64,
    pub(crate) schedule_changed: tokio::sync::Notify,
    pub(crate) secrets: Secrets,
    pub(crate) site_name: std::sync::RwLock<String>,
    pub(crate) visits: crate::visits::Visits,
    pub(crate) asked: Arc<Asked>,
    pub(crate) texts: Arc<Texts>,
    /// Held as long as this process serves: a second server on the same file is refused.
    _lock: Option<File>,
}

/// Who opens the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The one server on this file: takes the lock and brings the schema up to date.
    Server,
    /// A one-shot command beside a running server.
    Command,
}

/// Why the database cannot be opened, as one line for the operator.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder cannot be made or written.
    #[error("the data folder {folder} cannot be used: {source}")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another server holds the lock.
    #[error(
        "another Waymark serves this data folder (it holds the lock {0}). Stop it first, or choose another folder with --data"
    )]
    Locked(PathBuf),
    /// The file belongs to another program.
    #[error("{0} is not a Waymark database. Choose another folder with --data")]
    Foreign(PathBuf),
    /// The file was written by a newer version.
    #[error(
        "{file} was written by a newer Waymark (schema {found}; this one knows {known}). Start the newer version; nothing was changed"
    )]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its schema's number.
        found: i64,
        /// The newest that this version knows.
        known: i64,
    },
    /// SQLite finds its file damaged.
    #[error("the database is damaged: {0}. Restore the last backup; nothing was changed")]
    Damaged(String),
    /// The schema is older than this command needs.
    #[error(
        "the database has schema {found} and this version needs {known}. Start the server once, or run `waymark migrate`"
    )]
    Older {
        /// The file's schema.
        found: i64,
        /// The needed one.
        known: i64,
    },
    /// Anything else.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// The database's file in a data folder.
    pub fn file(folder: &Path) -> PathBuf {
        folder.join("waymark.db")
    }

    /// Opens the database in `folder`, making both when they are missing.
    pub async fn open(folder: &Path, clock: Clock, opening: Opening) -> Result<Self, OpenError> {
        prepare_folder(folder)?;
        let lock = match opening {
            Opening::Server => Some(take_lock(folder)?),
            Opening::Command => None,
        };
        let file = Self::file(folder);
        let first = dialect::open_first(&file).await.map_err(|error| unreadable(&error))?;
        restrict(&file)?;
        bring_up_to_date(&first, folder, &file, opening).await?;
        let asked = Arc::new(Asked::default());
        let writer = dialect::open_writer(&file, asked.clone()).await.map_err(StoreError::from)?;
        let readers = dialect::open_readers(&file, asked.clone()).await.map_err(StoreError::from)?;
        let secrets = Secrets::load(&first).await?;
        first.close().await.map_err(StoreError::from)?;
        let site_name = crate::settings::load_site_name(&readers).await?;
        let generation = last_change(&readers).await.map_err(StoreError::from)?;
        let inner = Inner {
            writer,
            readers,
            clock,
            file,
            generation: AtomicI64::new(generation),
            schedule_changed: tokio::sync::Notify::new(),
            secrets,
            site_name: std::sync::RwLock::new(site_name),
            visits: crate::visits::Visits::default(),
            asked,
            texts: Arc::default(),
            _lock: lock,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The site's clock.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The present moment on the site's clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }

    /// The number of the last change of what the public sees, as far as this process knows. It only grows.
    pub fn generation(&self) -> i64 {
        self.inner.generation.load(Ordering::Acquire)
    }

    /// Looks up the last change in the database, for what other processes wrote.
    pub async fn refresh_generation(&self) -> Result<i64, StoreError> {
        let last = last_change(&self.inner.readers).await?;
        self.inner.generation.fetch_max(last, Ordering::AcqRel);
        Ok(last)
    }

    /// Whether the database answers.
    pub async fn ready(&self) -> Result<(), StoreError> {
        last_change(&self.inner.readers).await?;
        Ok(())
    }

    /// Copies the database into a new file while the site goes on.
    pub async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        let copier = dialect::open_copier(&self.inner.file).await?;
        dialect::copy_into(&copier, file).await?;
        Ok(copier.close().await?)
    }

    /// What SQLite finds wrong with its file; empty when all is well.
    pub async fn integrity(&self) -> Result<Vec<String>, StoreError> {
        Ok(dialect::integrity(&self.inner.readers).await?)
    }

    /// What SQLite finds wrong with a copy of a database; empty when all is well.
    pub async fn check_file(file: &Path) -> Result<Vec<String>, StoreError> {
        let copy = dialect::open_readers(file, Arc::default()).await?;
        let findings = dialect::integrity(&copy).await?;
        copy.close().await?;
        Ok(findings)
    }

    /// Ends cleanly: everything stands in the one file.
    pub async fn close(&self) -> Result<(), StoreError> {
        dialect::checkpoint(&self.inner.writer).await?;
        self.inner.readers.close().await?;
        self.inner.writer.close().await?;
        Ok(())
    }

    pub(crate) fn readers(&self) -> &Connections {
        &self.inner.readers
    }

    /// One moment of the database: everything read through it belongs together.
    pub(crate) async fn snapshot(&self) -> Result<Transaction, StoreError> {
        Ok(self.inner.readers.begin(dialect::BEGIN_READ).await?)
    }
}

/// The number of the last change in the database.
pub(crate) async fn last_change<C: sea_orm::ConnectionTrait>(connection: &C) -> Result<i64, sea_orm::DbErr> {
    let row = connection.query_one(&last_change_question()).await?;
    row.map_or(Ok(0), |row| row.try_get_by_index(0))
}

/// The question after it.
pub(crate) fn last_change_question() -> SelectStatement {
    changes::Entity::find()
        .select_only()
        .column(changes::Column::Id)
        .order_by_desc(changes::Column::Id)
        .limit(1)
        .into_query()
}

async fn bring_up_to_date(
    writer: &DatabaseConnection,
    folder: &Path,
    file: &Path,
    opening: Opening,
) -> Result<(), OpenError> {
    let known = i64::try_from(Migrator::migrations().len()).unwrap_or(i64::MAX);
    let (owner, found) = dialect::header(writer).await.map_err(|error| unreadable(&error))?;
    let is_new = owner == 0 && found == 0;
    if owner != dialect::APPLICATION_ID && !is_new {
        return Err(OpenError::Foreign(file.to_owned()));
    }
    if found > known {
        return Err(OpenError::Newer { file: file.to_owned(), found, known });
    }
    if let Some(finding) = dialect::integrity(writer).await.map_err(|error| unreadable(&error))?.into_iter().next() {
        return Err(OpenError::Damaged(finding));
    }
    if found == known {
        return Ok(());
    }
    if opening == Opening::Command && !is_new {
        return Err(OpenError::Older { found, known });
    }
    if !is_new {
        keep_copy(writer, folder, found).await?;
    }
    Migrator::up(writer, None).await.map_err(StoreError::from)?;
    if !is_new {
        crate::write::fill_in_facts(writer).await?;
        crate::write::fill_in_review_days(writer).await?;
        crate::write::fill_in_findings(writer).await?;
    }
    dialect::make_search(writer).await.map_err(StoreError::from)?;
    dialect::set_header(writer, known).await.map_err(StoreError::from)?;
    Ok(())
}

/// Before the schema grows, the database as it was is kept in `backups/`.
async fn keep_copy(writer: &DatabaseConnection, folder: &Path, version: i64) -> Result<(), OpenError> {
    let backups = folder.join("backups");
    make_private_folder(&backups)?;
    let copy = backups.join(format!("pre-{version}.db"));
    if !copy.exists() {
        dialect::copy_into(writer, &copy).await.map_err(StoreError::from)?;
        restrict(&copy)?;
    }
    Ok(())
}

/// What SQLite says of a file that is none of its own, or a damaged one.
fn unreadable(error: &sea_orm::DbErr) -> OpenError {
    OpenError::Damaged(error.to_string())
}

fn prepare_folder(folder: &Path) -> Result<(), OpenError> {
    make_private_folder(folder)
}

fn take_lock(folder: &Path) -> Result<File, OpenError> {
    let path = folder.join("waymark.lock");
    let wrap = |source| OpenError::Folder { folder: folder.to_owned(), source };
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(wrap)?;
    restrict(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked(path)),
        Err(TryLockError::Error(source)) => Err(wrap(source)),
    }
}

/// Folders and files hold drafts and hashes: they are for the owner alone.
fn make_private_folder(folder: &Path) -> Result<(), OpenError> {
    let wrap = |source| OpenError::Folder { folder: folder.to_owned(), source };
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).map_err(wrap)?;
    set_mode(folder, 0o700).map_err(wrap)
}

fn restrict(file: &Path) -> Result<(), OpenError> {
    set_mode(file, 0o600).map_err(|source| OpenError::Folder { folder: file.to_owned(), source })
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> std::io::Result<()> {
    Ok(())
}
