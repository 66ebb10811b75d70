use accounts::Actor;
use chrono::{DateTime, Utc};
use content::{NodeId, due::Due};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use crate::{
    Side, StoreError, Tx,
    entities::{fact_changes, facts as rows, links},
    facts::{FactChange, FactChangeId, FactId, FactRow, FactText, FactUse, change, open, row},
    projection::fact_address,
    schedule::Outcome,
    write::{Effect, schedules::asked_by},
};

impl Tx {
    /// A fact by its number.
    pub async fn fact(&self, id: FactId) -> Result<Option<FactRow>, StoreError> {
        Ok(rows::Entity::find_by_id(id.0).one(self.connection()).await?.map(row))
    }

    /// A fact by its name.
    pub async fn fact_named(&self, name: &str) -> Result<Option<FactRow>, StoreError> {
        Ok(rows::Entity::find().filter(rows::Column::Name.eq(name)).one(self.connection()).await?.map(row))
    }

    /// How many facts there are.
    pub async fn count_facts(&self) -> Result<u64, StoreError> {
        Ok(rows::Entity::find().count(self.connection()).await?)
    }

    /// Keeps a new fact.
    pub async fn add_fact(&self, name: &str, text: &FactText, actor: &Actor) -> Result<FactId, StoreError> {
        let new = rows::ActiveModel {
            name: Set(name.into()),
            label: Set(text.label.clone()),
            value: Set(text.value.clone()),
            changed_at: Set(self.now()),
            changed_by_name: Set(actor.label().into()),
            ..Default::default()
        };
        let id = FactId(rows::Entity::insert(new).exec(self.connection()).await?.last_insert_id);
        self.record(Effect::Fact { fact: id, old: None, new: Some(text.clone()) });
        self.change(None, "fact", None, None).await?;
        Ok(id)
    }

    /// Says something else of a fact; every page that shows it shows that from the next request on.
    pub async fn set_fact(&self, before: &FactRow, text: &FactText, actor: &Actor) -> Result<(), StoreError> {
        let new = rows::ActiveModel {
            label: Set(text.label.clone()),
            value: Set(text.value.clone()),
            changed_at: Set(self.now()),
            changed_by_name: Set(actor.label().into()),
            ..Default::default()
        };
        self.later(rows::Entity::update_many().set(new).filter(rows::Column::Id.eq(before.id.0))).await?;
        self.record(Effect::Fact { fact: before.id, old: Some(before.text.clone()), new: Some(text.clone()) });
        self.change(None, "fact", None, None).await
    }

    /// Takes a fact away for good, with what was due for it.
    pub async fn remove_fact(&self, fact: &FactRow) -> Result<(), StoreError> {
        self.later(fact_changes::Entity::delete_many().filter(fact_changes::Column::Fact.eq(fact.id.0))).await?;
        self.later(rows::Entity::delete_many().filter(rows::Column::Id.eq(fact.id.0))).await?;
        self.change(None, "fact", None, None).await
    }

    /// The pages that show a fact, each once or twice: in public, and in the draft. Those in the trash are among them.
    pub async fn fact_uses(&self, name: &str) -> Result<Vec<FactUse>, StoreError> {
        let found: Vec<(i64, String)> = links::Entity::find()
            .select_only()
            .columns([links::Column::Node, links::Column::Side])
            .distinct()
            .filter(links::Column::TargetAddress.eq(fact_address(name)))
            .order_by_asc(links::Column::Node)
            .order_by_asc(links::Column::Side)
            .into_tuple()
            .all(self.connection())
            .await?;
        let used = |(node, side): (i64, String)| FactUse { node: NodeId(node), live: side == Side::Live.as_str() };
        Ok(found.into_iter().map(used).collect())
    }

    /// Which of these names are facts.
    pub async fn known_facts(&self, names: Vec<String>) -> Result<Vec<String>, StoreError> {
        crate::facts::known(self.connection(), names).await
    }

    /// Keeps that a fact gets a value at a time.
    pub async fn add_fact_change(
        &self,
        fact: FactId,
        value: &str,
        due: Due,
        actor: &Actor,
    ) -> Result<FactChangeId, StoreError> {
        let new = fact_changes::ActiveModel {
            fact: Set(fact.0),
            value: Set(value.into()),
            due_at: Set(due.at),
            made_at: Set(self.now()),
            made_by: Set(actor.user().map(|user| user.0)),
            made_by_name: Set(actor.label().into()),
            reason: Set(String::new()),
            ..Default::default()
        };
        let id = FactChangeId(fact_changes::Entity::insert(new).exec(self.connection()).await?.last_insert_id);
        self.record(Effect::FactDue { fact, change: id, value: value.into(), due_at: due.at });
        Ok(id)
    }

    /// The last change of a fact that is due at this moment or before.
    pub async fn fact_due_before(&self, fact: FactId, moment: DateTime<Utc>) -> Result<Option<FactChange>, StoreError> {
        let due = open().filter(fact_changes::Column::Fact.eq(fact.0)).filter(fact_changes::Column::DueAt.lte(moment));
        Ok(due.all(self.connection()).await?.pop().map(change))
    }

    /// A change that is still due, with who asked for it.
    pub async fn pending_fact_change(&self, id: FactChangeId) -> Result<Option<(FactChange, Actor)>, StoreError> {
        let found = open().filter(fact_changes::Column::Id.eq(id.0)).one(self.connection()).await?;
        Ok(found.map(|row| {
            let actor = asked_by(row.made_by, &row.made_by_name);
            (change(row), actor)
        }))
    }

    /// Ends a change that is due; `false` when somebody else did.
    pub async fn end_fact_change(&self, id: FactChangeId, how: Outcome, reason: &str) -> Result<bool, StoreError> {
        let ended = fact_changes::Entity::update_many()
            .col_expr(fact_changes::Column::DoneAt, Expr::value(Some(self.now())))
            .col_expr(fact_changes::Column::Outcome, Expr::value(Some(how.as_str())))
            .col_expr(fact_changes::Column::Reason, Expr::value(reason))
            .filter(fact_changes::Column::Id.eq(id.0))
            .filter(fact_changes::Column::DoneAt.is_null())
            .exec(self.connection())
            .await?;
        Ok(ended.rows_affected == 1)
    }
}
