//! What of a list a person wants to see again: private, under names of their own. A saved filter is a part of an address and no result: what it shows
//! is read anew each time, with the rights of that moment.

use accounts::UserId;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{Store, StoreError, Tx, entities::saved_filters, rights::Permit};

/// One saved filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its number.
    pub id: i64,
    /// The list that it is for, by the name that the screens give it.
    pub list: String,
    /// What its person calls it.
    pub name: String,
    /// The filter as the query of an address, without `?`.
    pub query: String,
}

/// All saved filters of the permit's person, in the order of their names. There is no way to ask for somebody else's.
pub async fn mine(store: &Store, permit: &Permit) -> Result<Vec<SavedFilter>, StoreError> {
    let Some(user) = permit.actor().user() else { return Ok(Vec::new()) };
    of(store.readers(), user).await
}

async fn of<C: ConnectionTrait>(connection: &C, user: UserId) -> Result<Vec<SavedFilter>, StoreError> {
    let rows = saved_filters::Entity::find().filter(saved_filters::Column::User.eq(user.0)).all(connection).await?;
    let filter =
        |row: saved_filters::Model| SavedFilter { id: row.id, list: row.list, name: row.name, query: row.query };
    let mut filters: Vec<SavedFilter> = rows.into_iter().map(filter).collect();
    // Databases differ in how they order capital letters.
    filters.sort_by_cached_key(|filter| (filter.name.to_lowercase(), filter.id));
    Ok(filters)
}

impl Tx {
    /// All saved filters of a person, in the order of their names.
    pub async fn saved_filters(&self, user: UserId) -> Result<Vec<SavedFilter>, StoreError> {
        of(self.connection(), user).await
    }

    /// Saves what of a list a person wants to see again.
    pub async fn save_filter(&self, user: UserId, list: &str, name: &str, query: &str) -> Result<(), StoreError> {
        let row = saved_filters::ActiveModel {
            user: Set(user.0),
            list: Set(list.into()),
            name: Set(name.into()),
            query: Set(query.into()),
            made_at: Set(self.now()),
            ..Default::default()
        };
        self.later(saved_filters::Entity::insert(row)).await
    }

    /// Gives a filter of a person another name.
    pub async fn rename_filter(&self, user: UserId, id: i64, name: &str) -> Result<(), StoreError> {
        let renamed = saved_filters::Entity::update_many()
            .col_expr(saved_filters::Column::Name, Expr::value(name))
            .filter(saved_filters::Column::Id.eq(id))
            .filter(saved_filters::Column::User.eq(user.0));
        self.later(renamed).await
    }

    /// Removes a filter of a person.
    pub async fn remove_filter(&self, user: UserId, id: i64) -> Result<(), StoreError> {
        let removed = saved_filters::Entity::delete_many()
            .filter(saved_filters::Column::Id.eq(id))
            .filter(saved_filters::Column::User.eq(user.0));
        self.later(removed).await
    }
}
