use accounts::{Actor, Display, Role, UserId, password::PasswordHash};
use chrono::{DateTime, Utc};
use content::NodeId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

use crate::{
    StoreError, Tx,
    entities::{grants, one_time_links, sessions, users},
    people::{self, Person, Purpose},
};

/// A person to be added.
#[derive(Clone, Debug)]
pub struct NewUserRow<'a> {
    /// The name that the admin shows.
    pub name: &'a str,
    /// The e-mail address as typed.
    pub email: &'a str,
    /// The form of it that must be unique.
    pub email_key: &'a str,
    /// The password, once one is chosen.
    pub password: Option<&'a PasswordHash>,
}

impl Tx {
    /// A person by number.
    pub async fn person(&self, user: UserId) -> Result<Option<Person>, StoreError> {
        people::load(self.connection(), user).await
    }

    /// Whether an e-mail address is taken.
    pub async fn email_taken(&self, email_key: &str) -> Result<bool, StoreError> {
        let found =
            users::Entity::find().filter(users::Column::EmailKey.eq(email_key)).count(self.connection()).await?;
        Ok(found > 0)
    }

    /// Whether anybody has an account.
    pub async fn anybody(&self) -> Result<bool, StoreError> {
        Ok(users::Entity::find().count(self.connection()).await? > 0)
    }

    /// Adds a person without any role.
    pub async fn insert_user(&self, new: NewUserRow<'_>) -> Result<UserId, StoreError> {
        let row = users::ActiveModel {
            name: Set(new.name.into()),
            email: Set(new.email.into()),
            email_key: Set(new.email_key.into()),
            password: Set(new.password.map(|hash| hash.as_str().to_owned())),
            created_at: Set(self.now()),
            ..Default::default()
        };
        Ok(UserId(users::Entity::insert(row).exec(self.connection()).await?.last_insert_id))
    }

    /// Gives a person one role on the whole site, in place of the one before.
    pub async fn set_site_role(&self, user: UserId, role: Role, by: &Actor) -> Result<(), StoreError> {
        self.later(
            grants::Entity::delete_many()
                .filter(grants::Column::User.eq(user.0))
                .filter(grants::Column::Node.is_null()),
        )
        .await?;
        let row = grants::ActiveModel {
            user: Set(user.0),
            role: Set(role.as_str().into()),
            node: Set(None),
            made_at: Set(self.now()),
            made_by_name: Set(by.label().into()),
            ..Default::default()
        };
        self.later(grants::Entity::insert(row)).await?;
        Ok(())
    }

    /// Gives a person a role below a node, in place of the one that they held exactly there.
    pub async fn put_grant(&self, user: UserId, role: Role, node: NodeId, by: &Actor) -> Result<(), StoreError> {
        self.later(
            grants::Entity::delete_many()
                .filter(grants::Column::User.eq(user.0))
                .filter(grants::Column::Node.eq(node.0)),
        )
        .await?;
        let row = grants::ActiveModel {
            user: Set(user.0),
            role: Set(role.as_str().into()),
            node: Set(Some(node.0)),
            made_at: Set(self.now()),
            made_by_name: Set(by.label().into()),
            ..Default::default()
        };
        self.later(grants::Entity::insert(row)).await?;
        Ok(())
    }

    /// How many roles below nodes a person holds.
    pub async fn grants_below(&self, user: UserId) -> Result<u64, StoreError> {
        let below =
            grants::Entity::find().filter(grants::Column::User.eq(user.0)).filter(grants::Column::Node.is_not_null());
        Ok(below.count(self.connection()).await?)
    }

    /// Takes back a role below a node: whose it was, which one and where; `None` when there is no such one.
    pub async fn remove_grant(&self, grant: i64) -> Result<Option<(UserId, Role, NodeId)>, StoreError> {
        let Some(row) = grants::Entity::find_by_id(grant).one(self.connection()).await? else { return Ok(None) };
        let Some(node) = row.node else { return Ok(None) };
        let role = row.role.parse().map_err(|_| StoreError::corrupt("grants", row.id, "role", &row.role))?;
        self.later(grants::Entity::delete_by_id(grant)).await?;
        Ok(Some((UserId(row.user), role, NodeId(node))))
    }

    /// The people who may administer the site and are not disabled.
    pub async fn administrators(&self) -> Result<Vec<UserId>, StoreError> {
        let everyone = people::all(self.connection()).await?;
        let able = everyone.into_iter().filter(|person| !person.disabled && person.role == Role::Administrator);
        Ok(able.map(|person| person.id).collect())
    }

    /// Closes an account, or opens it again.
    pub async fn set_disabled(&self, user: UserId, disabled: bool) -> Result<(), StoreError> {
        let at = disabled.then(|| self.now());
        let row = users::ActiveModel { id: Set(user.0), disabled_at: Set(at), ..Default::default() };
        users::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// Stores a password.
    pub async fn set_password(&self, user: UserId, password: &PasswordHash) -> Result<(), StoreError> {
        let hash = Some(password.as_str().to_owned());
        let row = users::ActiveModel { id: Set(user.0), password: Set(hash), ..Default::default() };
        users::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// How a person wants the admin to look.
    pub async fn set_display(&self, user: UserId, display: Display) -> Result<(), StoreError> {
        let row = users::ActiveModel {
            id: Set(user.0),
            theme: Set(display.theme.as_str().to_owned()),
            text_size: Set(display.text_size.as_str().to_owned()),
            shortcuts: Set(display.shortcuts),
            ..Default::default()
        };
        users::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// Notes that a person signed in.
    pub async fn set_signed_in(&self, user: UserId) -> Result<(), StoreError> {
        let row =
            users::ActiveModel { id: Set(user.0), last_signed_in_at: Set(Some(self.now())), ..Default::default() };
        users::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// Ends every session of a person.
    pub async fn end_sessions(&self, user: UserId) -> Result<(), StoreError> {
        self.later(sessions::Entity::delete_many().filter(sessions::Column::User.eq(user.0))).await?;
        Ok(())
    }

    /// Keeps the fingerprint of a one-time link; earlier unused ones of the same purpose and person end.
    pub async fn put_one_time_link(
        &self,
        fingerprint: &str,
        purpose: Purpose,
        user: Option<UserId>,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let user = user.map(|user| user.0);
        let same_person = match user {
            Some(user) => one_time_links::Column::User.eq(user),
            None => one_time_links::Column::User.is_null(),
        };
        self.later(
            one_time_links::Entity::delete_many()
                .filter(one_time_links::Column::Purpose.eq(purpose.as_str()))
                .filter(same_person),
        )
        .await?;
        let row = one_time_links::ActiveModel {
            fingerprint: Set(fingerprint.into()),
            purpose: Set(purpose.as_str().into()),
            user: Set(user),
            made_at: Set(self.now()),
            expires_at: Set(expires_at),
            used_at: Set(None),
        };
        self.later(one_time_links::Entity::insert(row)).await?;
        Ok(())
    }

    /// Uses up a one-time link: `None` when there is none, or it was used, or is too old; else whose it is.
    pub async fn use_one_time_link(
        &self,
        fingerprint: &str,
        purpose: Purpose,
    ) -> Result<Option<Option<UserId>>, StoreError> {
        let Some(link) = people::open_link(self.connection(), fingerprint, purpose, self.now()).await? else {
            return Ok(None);
        };
        self.later(
            one_time_links::Entity::update_many()
                .col_expr(one_time_links::Column::UsedAt, Expr::value(Some(self.now())))
                .filter(one_time_links::Column::Fingerprint.eq(fingerprint)),
        )
        .await?;
        Ok(Some(link.user.map(UserId)))
    }
}
