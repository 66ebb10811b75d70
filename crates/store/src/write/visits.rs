use accounts::Actor;
use content::redirect::unknown::IgnoreRule;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

use crate::{
    Effect, StoreError, Tx,
    entities::{ignored_addresses, redirects, unknown_addresses},
    unknown::rules_of,
    visits::{Asked, Waiting},
};

/// How many unknown addresses are kept; those with the fewest visits make way.
const MOST_KEPT: u64 = 1_000;

impl Tx {
    /// Adds up visits that were counted in memory.
    pub(crate) async fn add_visits(&self, waiting: &Waiting) -> Result<(), StoreError> {
        for (source, hits) in &waiting.redirects {
            self.later(
                redirects::Entity::update_many()
                    .col_expr(redirects::Column::Hits, Expr::col(redirects::Column::Hits).add(hits.times))
                    .col_expr(redirects::Column::LastHitAt, Expr::value(hits.last))
                    .filter(redirects::Column::Path.eq(source)),
            )
            .await?;
        }
        let rules = rules_of(self.connection()).await?;
        for (path, asked) in &waiting.unknown {
            if !rules.iter().any(|rule| rule.hides(path)) {
                self.add_unknown(path, asked).await?;
            }
        }
        self.drop_the_least_visited().await
    }

    async fn add_unknown(&self, path: &str, asked: &Asked) -> Result<(), StoreError> {
        let before = unknown_addresses::Entity::find_by_id(path).one(self.connection()).await?;
        let row = unknown_addresses::ActiveModel {
            path: Set(path.into()),
            visits: Set(before.as_ref().map_or(0, |row| row.visits) + asked.times),
            own_visits: Set(before.as_ref().map_or(0, |row| row.own_visits) + asked.own),
            linked_from: Set(asked
                .linked_from
                .clone()
                .or_else(|| before.as_ref().and_then(|row| row.linked_from.clone()))),
            first_at: Set(before.as_ref().map_or(asked.first, |row| row.first_at)),
            last_at: Set(asked.last),
        };
        let columns = [
            unknown_addresses::Column::Visits,
            unknown_addresses::Column::OwnVisits,
            unknown_addresses::Column::LinkedFrom,
            unknown_addresses::Column::LastAt,
        ];
        self.later(
            unknown_addresses::Entity::insert(row)
                .on_conflict(OnConflict::column(unknown_addresses::Column::Path).update_columns(columns).to_owned()),
        )
        .await?;
        Ok(())
    }

    async fn drop_the_least_visited(&self) -> Result<(), StoreError> {
        let kept = unknown_addresses::Entity::find().count(self.connection()).await?;
        let Some(too_many) = kept.checked_sub(MOST_KEPT).filter(|many| *many > 0) else { return Ok(()) };
        let least: Vec<String> = unknown_addresses::Entity::find()
            .select_only()
            .column(unknown_addresses::Column::Path)
            .order_by_asc(unknown_addresses::Column::OwnVisits)
            .order_by_asc(unknown_addresses::Column::Visits)
            .order_by_asc(unknown_addresses::Column::LastAt)
            .limit(too_many)
            .into_tuple()
            .all(self.connection())
            .await?;
        for some in least.chunks(500) {
            self.later(unknown_addresses::Entity::delete_many().filter(unknown_addresses::Column::Path.is_in(some)))
                .await?;
        }
        Ok(())
    }

    /// Whether a rule for unknown addresses holds.
    pub async fn is_ignored(&self, rule: &IgnoreRule) -> Result<bool, StoreError> {
        Ok(ignored_addresses::Entity::find_by_id(rule.as_str()).one(self.connection()).await?.is_some())
    }

    /// How many rules for unknown addresses there are.
    pub async fn ignore_rules(&self) -> Result<u64, StoreError> {
        Ok(ignored_addresses::Entity::find().count(self.connection()).await?)
    }

    /// Lets a rule for unknown addresses hold, or not.
    pub async fn set_ignored(&self, rule: &IgnoreRule, holds: bool, actor: &Actor) -> Result<(), StoreError> {
        if holds == self.is_ignored(rule).await? {
            return Ok(());
        }
        if holds {
            let row = ignored_addresses::ActiveModel {
                rule: Set(rule.as_str().into()),
                made_at: Set(self.now()),
                made_by_name: Set(actor.label().into()),
            };
            self.later(ignored_addresses::Entity::insert(row)).await?;
        } else {
            self.later(ignored_addresses::Entity::delete_by_id(rule.as_str())).await?;
        }
        self.record(Effect::Ignoring { rule: rule.as_str().into(), holds });
        Ok(())
    }
}
