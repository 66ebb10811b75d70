//! The people who sign in, and the links that let somebody do one thing once.

use std::collections::HashMap;

use accounts::{Display, Role, TextSize, Theme, UserId, password::PasswordHash, token};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QueryTrait as _,
    sea_query::{Expr, ExprTrait as _, SelectStatement},
};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    entities::{grants, one_time_links, users},
    notices,
    rights::Permit,
    together::{self, Answer, Asking},
};

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The account's number.
    pub id: UserId,
    /// The name that the admin shows.
    pub name: String,
    /// The e-mail address, as typed.
    pub email: String,
    /// The role that the person holds on the whole site; below some nodes they may hold stronger ones.
    pub role: Role,
    /// Whether the account is closed.
    pub disabled: bool,
    /// When the person last signed in.
    pub last_signed_in: Option<DateTime<Utc>>,
    /// How the person wants the admin to look.
    pub display: Display,
}

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To make the first administrator.
    SetUp,
    /// To choose a password.
    Password,
}

impl Purpose {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Password => "password",
        }
    }
}

/// The person who signs in with this address, and the password to check against; `None` while no password is chosen.
pub async fn signing_in(store: &Store, email_key: &str) -> Result<Option<(Person, PasswordHash)>, StoreError> {
    let row = users::Entity::find().filter(users::Column::EmailKey.eq(email_key)).one(store.readers()).await?;
    let Some((row, Some(hash))) = row.map(|row| (row.clone(), row.password)) else {
        return Ok(None);
    };
    let held = grants_of(store.readers(), Some(row.id)).await?;
    Ok(Some((person(row, &held), PasswordHash(hash))))
}

/// A person by number.
pub async fn by_id(store: &Store, user: UserId) -> Result<Option<Person>, StoreError> {
    load(store.readers(), user).await
}

/// The person behind a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visiting {
    /// Who it is.
    pub person: Person,
    /// How many notices they have not seen.
    pub unread: u64,
}

/// The same, of a person by number.
pub async fn visiting(store: &Store, user: UserId) -> Result<Option<Visiting>, StoreError> {
    let answers = together::ask(store.readers(), visiting_questions(&Expr::value(user.0))).await?;
    read_visiting(&answers)
}

/// The questions after that, of a person by a number that may itself be asked for.
pub(crate) fn visiting_questions(user: &Expr) -> [SelectStatement; 3] {
    let [row, held] = questions(user.clone());
    [row, held, notices::unread_question(user.clone())]
}

pub(crate) fn read_visiting([row, held, unread]: &[Answer; 3]) -> Result<Option<Visiting>, StoreError> {
    let unread = unread.value::<i64>("unread")?.and_then(|unread| u64::try_from(unread).ok()).unwrap_or(0);
    Ok(read(row, held)?.map(|person| Visiting { person, unread }))
}

/// The stored password of a person.
pub async fn password_hash(store: &Store, user: UserId) -> Result<Option<PasswordHash>, StoreError> {
    let row = users::Entity::find_by_id(user.0).one(store.readers()).await?;
    Ok(row.and_then(|row| row.password).map(PasswordHash))
}

/// Everybody, in the order of their names.
pub async fn list(store: &Store, _permit: &Permit) -> Result<Vec<Person>, StoreError> {
    all(store.readers()).await
}

/// Everybody, for the operator at the command line.
pub async fn everybody(store: &Store) -> Result<Vec<Person>, StoreError> {
    all(store.readers()).await
}

/// Whether anybody has an account yet.
pub async fn any(store: &Store) -> Result<bool, StoreError> {
    Ok(users::Entity::find().count(store.readers()).await? > 0)
}

/// Whose one-time link to choose a password this is; `None` when it was used or is too old.
pub async fn reset_person(store: &Store, secret: &str) -> Result<Option<Person>, StoreError> {
    let fingerprint = token::fingerprint(secret);
    let link = open_link(store.readers(), &fingerprint, Purpose::Password, store.now()).await?;
    match link.and_then(|link| link.user) {
        Some(user) => load(store.readers(), UserId(user)).await,
        None => Ok(None),
    }
}

/// Whether this is the open one-time link of the first set-up.
pub async fn set_up_open(store: &Store, secret: &str) -> Result<bool, StoreError> {
    let fingerprint = token::fingerprint(secret);
    Ok(open_link(store.readers(), &fingerprint, Purpose::SetUp, store.now()).await?.is_some())
}

pub(crate) async fn open_link<C: ConnectionTrait>(
    connection: &C,
    fingerprint: &str,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<one_time_links::Model>, StoreError> {
    let link = one_time_links::Entity::find_by_id(fingerprint).one(connection).await?;
    Ok(link.filter(|link| link.purpose == purpose.as_str() && link.used_at.is_none() && now < link.expires_at))
}

pub(crate) async fn load<C: Asking>(connection: &C, user: UserId) -> Result<Option<Person>, StoreError> {
    let [row, held] = together::ask(connection, questions(Expr::value(user.0))).await?;
    read(&row, &held)
}

/// The questions after a person and after their roles on the whole site.
fn questions(user: Expr) -> [SelectStatement; 2] {
    let held = grants::Entity::find()
        .filter(grants::Column::Node.is_null())
        .filter(Expr::col((grants::Entity, grants::Column::User)).eq(user.clone()));
    let row = users::Entity::find().filter(Expr::col((users::Entity, users::Column::Id)).eq(user));
    [row.into_query(), held.into_query()]
}

fn read(row: &Answer, held: &Answer) -> Result<Option<Person>, StoreError> {
    let held = strongest(held.rows()?.iter())?;
    Ok(row.first()?.map(|row| person(row, &held)))
}

pub(crate) async fn all<C: ConnectionTrait>(connection: &C) -> Result<Vec<Person>, StoreError> {
    let held = grants_of(connection, None).await?;
    let rows = users::Entity::find().order_by_asc(users::Column::Name).order_by_asc(users::Column::Id);
    Ok(rows.all(connection).await?.into_iter().map(|row| person(row, &held)).collect())
}

/// The strongest role of each person on the whole site; of one person, or of all.
async fn grants_of<C: ConnectionTrait>(connection: &C, user: Option<i64>) -> Result<HashMap<i64, Role>, StoreError> {
    let mut query = grants::Entity::find().filter(grants::Column::Node.is_null());
    if let Some(user) = user {
        query = query.filter(grants::Column::User.eq(user));
    }
    strongest(query.all(connection).await?.iter())
}

fn strongest<'a>(grants: impl Iterator<Item = &'a grants::Model>) -> Result<HashMap<i64, Role>, StoreError> {
    let mut strongest = HashMap::new();
    for grant in grants {
        let role: Role =
            grant.role.parse().map_err(|_| StoreError::corrupt("grants", grant.id, "role", &grant.role))?;
        strongest.entry(grant.user).and_modify(|held: &mut Role| *held = role.max(*held)).or_insert(role);
    }
    Ok(strongest)
}

fn person(row: users::Model, strongest: &HashMap<i64, Role>) -> Person {
    Person {
        id: UserId(row.id),
        role: strongest.get(&row.id).copied().unwrap_or(Role::Author),
        name: row.name,
        email: row.email,
        disabled: row.disabled_at.is_some(),
        last_signed_in: row.last_signed_in_at,
        // A name that this version does not know is shown as a device shows it: nobody is shut out by a colour.
        display: Display {
            theme: Theme::parse(&row.theme).unwrap_or_default(),
            text_size: TextSize::parse(&row.text_size).unwrap_or_default(),
            shortcuts: row.shortcuts,
        },
    }
}
