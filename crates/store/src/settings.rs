//! The site's own settings: its name, the key of its signatures, where it came from.

use std::sync::PoisonError;

use accounts::token::Secret;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use crate::{Store, StoreError, Tx, entities::settings};

/// The site's name until somebody chooses one.
pub const DEFAULT_SITE_NAME: &str = "Waymark";

const SITE_NAME: &str = "site_name";
const SIGNING_KEY: &str = "signing_key";
/// The day on which the work of once a day was done last.
const LAST_DAILY: &str = "last_daily";
const DEMONSTRATION: &str = "demonstration";

/// What signs the site's own addresses. Made at the first start, never shown.
pub(crate) struct Secrets {
    pub(crate) signing_key: String,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secrets(hidden)")
    }
}

impl Secrets {
    pub(crate) async fn load<C: ConnectionTrait>(writer: &C) -> Result<Self, StoreError> {
        if let Some(signing_key) = get(writer, SIGNING_KEY).await? {
            return Ok(Self { signing_key });
        }
        let signing_key = Secret::generate().to_string();
        put(writer, SIGNING_KEY, &signing_key).await?;
        Ok(Self { signing_key })
    }
}

impl Store {
    /// What the site calls itself.
    pub fn site_name(&self) -> String {
        self.inner.site_name.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether this database was made by a demonstration.
    pub async fn is_demonstration(&self) -> Result<bool, StoreError> {
        Ok(get(self.readers(), DEMONSTRATION).await?.is_some())
    }

    /// The day on which the work of once a day was done last, as `2021-03-15`.
    pub async fn last_daily(&self) -> Result<Option<String>, StoreError> {
        get(self.readers(), LAST_DAILY).await
    }

    /// Takes over a name that was just written.
    pub fn refresh_site_name(&self, name: &str) {
        name.clone_into(&mut self.inner.site_name.write().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Tx {
    /// Names the site; readers of this process see it after [`Store::refresh_site_name`].
    pub async fn set_site_name(&self, name: &str) -> Result<(), StoreError> {
        put(self.connection(), SITE_NAME, name).await
    }

    /// Writes down the day on which the work of once a day was done.
    pub async fn set_last_daily(&self, day: &str) -> Result<(), StoreError> {
        put(self.connection(), LAST_DAILY, day).await
    }

    /// Marks this database as one that a demonstration made.
    pub async fn mark_demonstration(&self) -> Result<(), StoreError> {
        put(self.connection(), DEMONSTRATION, "yes").await
    }
}

pub(crate) async fn load_site_name<C: ConnectionTrait>(readers: &C) -> Result<String, StoreError> {
    Ok(get(readers, SITE_NAME).await?.unwrap_or_else(|| DEFAULT_SITE_NAME.into()))
}

async fn get<C: ConnectionTrait>(connection: &C, name: &str) -> Result<Option<String>, StoreError> {
    Ok(settings::Entity::find_by_id(name).one(connection).await?.map(|row| row.value))
}

async fn put<C: ConnectionTrait>(connection: &C, name: &str, value: &str) -> Result<(), StoreError> {
    let row = settings::ActiveModel { name: Set(name.into()), value: Set(value.into()) };
    settings::Entity::insert(row)
        .on_conflict(OnConflict::column(settings::Column::Name).update_column(settings::Column::Value).to_owned())
        .exec_without_returning(connection)
        .await?;
    Ok(())
}
