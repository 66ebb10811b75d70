//! The browsers that are signed in. Only fingerprints of their ids are kept, and the site's own clock ends them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use accounts::{UserId, token};
use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect as _, QueryTrait as _,
    sea_query::{Expr, OnConflict},
};
use serde_json::Value;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store,
};

use crate::{
    Store, StoreError,
    entities::sessions,
    people::{Visiting, read_visiting, visiting_questions},
    together,
};

/// The key under which a session holds its person's number.
pub const USER: &str = "user";

/// The key under which a session holds what is shown once, on the next screen. It lies in memory alone: a message that work was done is not worth a
/// second write to the disk beside the work itself, and what it says stands in the history.
pub const PASSING: &str = "passing";

/// The key under which a session carries the person who signed in with it, as [`Visiting`]. It is asked anew with each request and never kept.
pub const VISITING: &str = "visiting";

/// The key under which a session carries its row as it was read, so that saving it knows whether there is anything to write.
const AS_READ: &str = "as_read";

/// The key under which a session, once loaded, says at which second it ends whatever happens (Unix time). It is told, never stored.
pub const ENDS: &str = "ends";

/// How many sessions have something that waits to be shown. Who comes back follows within a moment; beyond this number it is forgotten.
const MOST_PASSING: usize = 1_000;

/// A session ends after this long without a request (OWASP session management: 15 to 30 minutes for high risk, longer
/// for low; an editor thinks for longer than that over a page).
pub const IDLE_MINUTES: i64 = 60;

/// A session ends this long after signing in, whatever happens (NIST SP 800-63B, AAL2: 12 hours).
pub const ABSOLUTE_HOURS: i64 = 12;

/// How stale `last_seen_at` may become before a request writes it anew: else each page view would be a write.
const TOUCH_SECONDS: i64 = 60;

/// The sessions of this site, for tower-sessions.
#[derive(Clone, Debug)]
pub struct Sessions {
    store: Store,
    /// What is shown once, by the fingerprint of its session.
    passing: Arc<Mutex<HashMap<String, Value>>>,
}

impl Sessions {
    /// The sessions in this database.
    pub fn new(store: Store) -> Self {
        Self { store, passing: Arc::default() }
    }

    async fn put(&self, record: &Record) -> Result<(), StoreError> {
        let fingerprint = fingerprint(&record.id);
        let mut data = record.data.clone();
        self.put_passing(&fingerprint, data.remove(PASSING));
        data.remove(ENDS);
        data.remove(VISITING);
        let as_read = data.remove(AS_READ);
        if as_read.is_some_and(|kept| kept.as_str().and_then(read).is_some_and(|kept| kept == data)) {
            return Ok(());
        }
        let user = data.get(USER).and_then(Value::as_i64);
        let data = serde_json::to_string(&data).expect("session data has only text keys");
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let row = sessions::ActiveModel {
                        fingerprint: Set(fingerprint),
                        user: Set(user),
                        data: Set(data),
                        created_at: Set(tx.now()),
                        last_seen_at: Set(tx.now()),
                    };
                    let columns = [sessions::Column::User, sessions::Column::Data, sessions::Column::LastSeenAt];
                    sessions::Entity::insert(row)
                        .on_conflict(
                            OnConflict::column(sessions::Column::Fingerprint).update_columns(columns).to_owned(),
                        )
                        .exec_without_returning(tx.connection())
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    /// A session's row, and the person who signed in with it.
    async fn read(&self, fingerprint: &str) -> Result<Option<(sessions::Model, Option<Visiting>)>, StoreError> {
        let session = sessions::Entity::find_by_id(fingerprint);
        let person = session.clone().select_only().column(sessions::Column::User).into_query();
        let [row, held, unread] = visiting_questions(&Expr::SubQuery(None, Box::new(person.into())));
        let questions = [session.into_query(), row, held, unread];
        let [session, row, held, unread] = together::ask(self.store.readers(), questions).await?;
        let Some(session) = session.first()? else { return Ok(None) };
        Ok(Some((session, read_visiting(&[row, held, unread])?)))
    }

    async fn get(&self, id: &Id) -> Result<Option<Record>, StoreError> {
        let fingerprint = fingerprint(id);
        let Some((row, visiting)) = self.read(&fingerprint).await? else { return Ok(None) };
        let now = self.store.now();
        let idle = now - row.last_seen_at;
        // A clock that was set back must not make a session immortal: a start in the future ends it too.
        let lives = now - row.created_at < TimeDelta::hours(ABSOLUTE_HOURS)
            && idle < TimeDelta::minutes(IDLE_MINUTES)
            && row.created_at - now < TimeDelta::minutes(IDLE_MINUTES);
        if !lives {
            self.remove(fingerprint).await?;
            return Ok(None);
        }
        if idle >= TimeDelta::seconds(TOUCH_SECONDS) {
            self.touch(fingerprint.clone()).await?;
        }
        let mut data = read(&row.data)
            .ok_or_else(|| StoreError::corrupt("sessions", &fingerprint[..8], "data", "not readable"))?;
        data.insert(AS_READ.to_owned(), Value::String(row.data));
        data.insert(ENDS.to_owned(), Value::from((row.created_at + TimeDelta::hours(ABSOLUTE_HOURS)).timestamp()));
        if let Some(visiting) = visiting {
            data.insert(VISITING.to_owned(), serde_json::to_value(visiting).expect("a person has only text keys"));
        }
        if let Some(passing) = self.passing().get(&fingerprint) {
            data.insert(PASSING.to_owned(), passing.clone());
        }
        // tower-sessions compares this with the machine's clock; ours has already decided.
        let expiry_date = tower_sessions::cookie::time::OffsetDateTime::from_unix_timestamp(253_402_300_799)
            .expect("the last second of the year 9999 is in range");
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    fn put_passing(&self, fingerprint: &str, passing: Option<Value>) {
        let mut waiting = self.passing();
        match passing {
            Some(passing) => {
                if waiting.len() >= MOST_PASSING {
                    waiting.clear();
                }
                waiting.insert(fingerprint.to_owned(), passing);
            }
            None => {
                waiting.remove(fingerprint);
            }
        }
    }

    fn passing(&self) -> MutexGuard<'_, HashMap<String, Value>> {
        self.passing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn touch(&self, fingerprint: String) -> Result<(), StoreError> {
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    sessions::Entity::update_many()
                        .col_expr(sessions::Column::LastSeenAt, Expr::value(tx.now()))
                        .filter(sessions::Column::Fingerprint.eq(fingerprint))
                        .exec(tx.connection())
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn remove(&self, fingerprint: String) -> Result<(), StoreError> {
        self.put_passing(&fingerprint, None);
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    sessions::Entity::delete_by_id(fingerprint).exec(tx.connection()).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// Ends the sessions of a person, but for the one in use.
pub async fn end_all_of(store: &Store, user: UserId, except: Option<&Id>) -> Result<(), StoreError> {
    let kept = except.map(fingerprint).unwrap_or_default();
    store
        .write(move |tx| {
            Box::pin(async move {
                sessions::Entity::delete_many()
                    .filter(sessions::Column::User.eq(user.0))
                    .filter(sessions::Column::Fingerprint.ne(kept))
                    .exec(tx.connection())
                    .await?;
                Ok(())
            })
        })
        .await
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        // Ids are 128 random bits; a row that is there already would be another browser's.
        while self.get(&record.id).await.map_err(backend)?.is_some() {
            record.id = Id::default();
        }
        // A new session is written, whatever was read under another id.
        record.data.remove(AS_READ);
        self.put(record).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.put(record).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        self.get(id).await.map_err(backend)
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.remove(fingerprint(id)).await.map_err(backend)
    }
}

fn read(data: &str) -> Option<HashMap<String, Value>> {
    serde_json::from_str(data).ok()
}

fn fingerprint(id: &Id) -> String {
    token::fingerprint(&id.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands over the error")]
fn backend(error: StoreError) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
