use std::sync::{PoisonError, atomic::Ordering};

use accounts::Actor;
use content::{NodeId, UrlPath};
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait as _, EntityTrait, IdenStatic as _, QueryResult,
    sea_query::{BinOper, Expr, ExprTrait as _, Func, Query},
};

use crate::{
    StoreError, Tx,
    entities::{audit, changes},
    open::last_change,
};

/// One line of the audit: who did what to which node.
#[derive(Clone, Debug)]
pub struct AuditLine<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The verb in the past tense, as the history shows it: "published".
    pub action: &'a str,
    /// Which node, if one.
    pub node: Option<NodeId>,
    /// What the node or person was called.
    pub title: &'a str,
    /// The rest of the sentence; may be empty.
    pub detail: &'a str,
}

impl Tx {
    /// Writes that the public sees something new: caches drop what is older than this.
    pub async fn change(
        &self,
        node: Option<NodeId>,
        what: &str,
        old: Option<&UrlPath>,
        new: Option<&UrlPath>,
    ) -> Result<(), StoreError> {
        let row = changes::ActiveModel {
            node: Set(node.map(|id| id.0)),
            what: Set(what.into()),
            old_path: Set(old.map(ToString::to_string)),
            new_path: Set(new.map(ToString::to_string)),
            made_at: Set(self.now()),
            ..Default::default()
        };
        self.changed.store(true, Ordering::Release);
        self.later(changes::Entity::insert(row)).await
    }

    /// Writes a line of the audit. All lines of one transaction share a group.
    pub async fn audit(&self, line: AuditLine<'_>) -> Result<(), StoreError> {
        let group = self.action_group();
        let values: [(audit::Column, Expr); 8] = [
            (audit::Column::ActionGroup, group.clone().map_or_else(next_group, Expr::from)),
            (audit::Column::MadeAt, self.now().into()),
            (audit::Column::Actor, line.actor.user().map(|user| user.0).into()),
            (audit::Column::ActorName, line.actor.label().into()),
            (audit::Column::Action, line.action.into()),
            (audit::Column::Node, line.node.map(|id| id.0).into()),
            (audit::Column::Title, line.title.into()),
            (audit::Column::Detail, line.detail.into()),
        ];
        let (columns, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        let mut insert = Query::insert();
        insert.into_table(audit::Entity).columns(columns).values_panic(values);
        if group.is_some() {
            return self.statement_later(&insert).await;
        }
        insert.returning_col(audit::Column::ActionGroup);
        let group = self.connection().query_one(&insert).await?;
        self.set_group(group)
    }

    /// The name of this transaction's action in the audit; `None` before its first line.
    pub fn action_group(&self) -> Option<String> {
        self.group.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The name, also before the first line, which the one writer can foretell.
    pub(crate) async fn group(&self) -> Result<String, StoreError> {
        if self.action_group().is_none() {
            let mut question = Query::select();
            question.expr_as(next_group(), audit::Column::ActionGroup.as_str());
            let group = self.connection().query_one(&question).await?;
            self.set_group(group)?;
        }
        Ok(self.action_group().unwrap_or_default())
    }

    fn set_group(&self, found: Option<QueryResult>) -> Result<(), StoreError> {
        let group = found.map(|row| row.try_get("", audit::Column::ActionGroup.as_str())).transpose()?;
        *self.group.lock().unwrap_or_else(PoisonError::into_inner) = group;
        Ok(())
    }

    /// The number of the newest change, when this transaction made one. Asked before the commit.
    pub(crate) async fn last_change(&self) -> Result<Option<i64>, StoreError> {
        if !self.changed.load(Ordering::Acquire) {
            return Ok(None);
        }
        Ok(Some(last_change(self.connection()).await?))
    }
}

/// The name of an action is the number of its first line, asked while that one is still to come.
fn next_group() -> Expr {
    let mut last = Query::select();
    last.expr(Expr::col(audit::Column::Id).max()).from(audit::Entity);
    let last = Func::coalesce([Expr::SubQuery(None, Box::new(last.into())), Expr::value(0)]);
    Expr::value("g").binary(BinOper::Custom("||"), Expr::expr(last).add(1))
}
