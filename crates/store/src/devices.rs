//! The browsers in which people have signed in before. They open nothing; they only keep guesses of strangers from making an account's
//! owner wait.

use accounts::token;
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::{
    Store, StoreError,
    entities::{devices, users},
};

/// How long a browser is known after the last sign-in there.
pub const LIFETIME: TimeDelta = TimeDelta::days(365);

/// How many browsers of a person are known; the one without a sign-in for longest makes way.
pub(crate) const PER_PERSON: u64 = 20;

/// Whether the account with this e-mail address has signed in before in the browser that holds this secret. One question to the database,
/// whether or not there is such an account.
pub async fn knows(store: &Store, email_key: &str, secret: &str) -> Result<bool, StoreError> {
    let account =
        users::Entity::find().select_only().column(users::Column::Id).filter(users::Column::EmailKey.eq(email_key));
    let found = devices::Entity::find()
        .filter(devices::Column::Fingerprint.eq(token::fingerprint(secret)))
        .filter(devices::Column::MadeAt.gt(store.now() - LIFETIME))
        .filter(devices::Column::User.in_subquery(account.into_query()))
        .count(store.readers())
        .await?;
    Ok(found > 0)
}
