//! The block that a person copied last: private, one for each person, replaced by the next.

use accounts::UserId;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use crate::{Store, StoreError, Tx, entities::copied_blocks, rights::Permit};

/// What the permit's person copied last, as the editor wrote it. There is no way to ask for somebody else's.
pub async fn mine(store: &Store, permit: &Permit) -> Result<Option<String>, StoreError> {
    let Some(user) = permit.actor().user() else { return Ok(None) };
    let row = copied_blocks::Entity::find_by_id(user.0).one(store.readers()).await?;
    Ok(row.map(|row| row.content))
}

impl Tx {
    /// Keeps a block in the place of what the person copied before.
    pub async fn keep_copied(&self, user: UserId, content: &str) -> Result<(), StoreError> {
        let row = copied_blocks::ActiveModel {
            user: Set(user.0),
            content: Set(content.to_owned()),
            made_at: Set(self.now()),
        };
        let again = OnConflict::column(copied_blocks::Column::User)
            .update_columns([copied_blocks::Column::Content, copied_blocks::Column::MadeAt])
            .to_owned();
        self.later(copied_blocks::Entity::insert(row).on_conflict(again)).await
    }
}
