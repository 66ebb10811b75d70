use std::sync::atomic::{AtomicI64, Ordering};

use sea_orm::{
    ConnectionTrait as _,
    sea_query::{Expr, ExprTrait as _, Func, Query, SelectStatement},
};

use crate::{
    StoreError, Tx,
    entities::{audit, revisions},
};

/// The numbers that the next rows get. Nobody else writes during a transaction, so they can be told beforehand, and what is written needs no answer.
#[derive(Debug)]
pub(crate) struct Numbers {
    /// Of the next line of the audit, by which the whole action is named.
    audit: i64,
    /// Of the next revision.
    revision: AtomicI64,
}

impl Tx {
    /// Says that the numbers will be needed.
    pub(crate) fn foresee_numbers(&self) {
        if self.numbers.get().is_none() {
            self.foresee(&[question()]);
        }
    }

    /// Learns the numbers, unless they are known. Nothing may have been written whose rows they number.
    pub(crate) async fn learn_numbers(&self) -> Result<&Numbers, StoreError> {
        if let Some(numbers) = self.numbers.get() {
            return Ok(numbers);
        }
        let row = self.connection().query_one(&question()).await?;
        let (audit, revision) = match row {
            Some(row) => (row.try_get_by_index(0)?, row.try_get_by_index(1)?),
            None => (1, 1),
        };
        Ok(self.numbers.get_or_init(|| Numbers { audit, revision: AtomicI64::new(revision) }))
    }

    /// The name of this transaction's action in the audit.
    pub(crate) async fn foretold_group(&self) -> Result<String, StoreError> {
        Ok(format!("g{}", self.learn_numbers().await?.audit))
    }

    /// The first of the numbers of so many new revisions, which are theirs from now on.
    pub(crate) async fn next_revisions(&self, count: usize) -> Result<i64, StoreError> {
        let numbers = self.learn_numbers().await?;
        Ok(numbers.revision.fetch_add(i64::try_from(count).unwrap_or(i64::MAX), Ordering::AcqRel))
    }
}

/// The question after both. Neither table ever loses a row.
fn question() -> SelectStatement {
    let mut question = Query::select();
    question.expr(after(Expr::col(audit::Column::Id).max(), audit::Entity));
    question.expr(after(Expr::col(revisions::Column::Id).max(), revisions::Entity));
    question
}

fn after(newest: Expr, table: impl sea_orm::sea_query::IntoTableRef) -> Expr {
    let mut last = Query::select();
    last.expr(newest).from(table);
    let last = Func::coalesce([Expr::SubQuery(None, Box::new(last.into())), Expr::value(0)]);
    Expr::expr(last).add(1)
}
