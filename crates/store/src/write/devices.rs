use accounts::UserId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use crate::{StoreError, Tx, devices::PER_PERSON, entities::devices};

impl Tx {
    /// Keeps the fingerprint of a browser's new secret for a person who signed in there. `earlier` is the fingerprint of the secret that it had
    /// before, which ends; other people who share the browser are known there by the new one.
    pub async fn remember_device(
        &self,
        user: UserId,
        fingerprint: &str,
        earlier: Option<&str>,
    ) -> Result<(), StoreError> {
        if let Some(earlier) = earlier {
            self.later(
                devices::Entity::delete_many()
                    .filter(devices::Column::Fingerprint.eq(earlier))
                    .filter(devices::Column::User.eq(user.0)),
            )
            .await?;
            self.later(
                devices::Entity::update_many()
                    .col_expr(devices::Column::Fingerprint, Expr::value(fingerprint))
                    .filter(devices::Column::Fingerprint.eq(earlier)),
            )
            .await?;
        }
        let row = devices::ActiveModel {
            user: Set(user.0),
            fingerprint: Set(fingerprint.into()),
            made_at: Set(self.now()),
            ..Default::default()
        };
        self.later(devices::Entity::insert(row)).await?;
        self.keep_the_newest_devices(user).await
    }

    /// Forgets every browser of a person.
    pub async fn forget_devices(&self, user: UserId) -> Result<(), StoreError> {
        self.later(devices::Entity::delete_many().filter(devices::Column::User.eq(user.0))).await?;
        Ok(())
    }

    async fn keep_the_newest_devices(&self, user: UserId) -> Result<(), StoreError> {
        let kept: Vec<i64> = devices::Entity::find()
            .select_only()
            .column(devices::Column::Id)
            .filter(devices::Column::User.eq(user.0))
            .order_by_desc(devices::Column::Id)
            .limit(PER_PERSON)
            .into_tuple()
            .all(self.connection())
            .await?;
        self.later(
            devices::Entity::delete_many()
                .filter(devices::Column::User.eq(user.0))
                .filter(devices::Column::Id.is_not_in(kept)),
        )
        .await?;
        Ok(())
    }
}
