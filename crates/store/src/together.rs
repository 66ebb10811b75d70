//! Questions that do not depend on each other, asked in one go: each way to the database and back lasts longer than most answers take to be found.

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DbErr, FromQueryResult, QueryResult, Statement, TryGetable, sea_query::SelectStatement,
};

use crate::StoreError;

/// A connection that can be asked several questions in one go.
#[async_trait]
pub(crate) trait Asking: ConnectionTrait {
    /// The rows that answer each question, in the order of the questions.
    async fn ask_each(&self, questions: Vec<Statement>) -> Result<Vec<Vec<QueryResult>>, DbErr>;
}

/// The answer to one of the questions.
#[derive(Debug, Default)]
pub(crate) struct Answer(Vec<QueryResult>);

/// Asks the questions and gives the answers in their order.
pub(crate) async fn ask<C: Asking, const N: usize>(
    connection: &C,
    questions: [SelectStatement; N],
) -> Result<[Answer; N], StoreError> {
    let backend = connection.get_database_backend();
    let questions = questions.iter().map(|question| backend.build(question)).collect();
    let mut answers = connection.ask_each(questions).await?.into_iter();
    Ok(std::array::from_fn(|_| Answer(answers.next().unwrap_or_default())))
}

impl Answer {
    /// Its rows.
    pub(crate) fn rows<M: FromQueryResult>(&self) -> Result<Vec<M>, StoreError> {
        Ok(self.0.iter().map(|row| M::from_query_result(row, "")).collect::<Result<_, _>>()?)
    }

    /// Its first row.
    pub(crate) fn first<M: FromQueryResult>(&self) -> Result<Option<M>, StoreError> {
        Ok(self.0.first().map(|row| M::from_query_result(row, "")).transpose()?)
    }

    /// One column of its rows.
    pub(crate) fn values<T: TryGetable>(&self, column: &str) -> Result<Vec<T>, StoreError> {
        Ok(self.0.iter().map(|row| row.try_get("", column)).collect::<Result<_, _>>()?)
    }

    /// One column of its first row.
    pub(crate) fn value<T: TryGetable>(&self, column: &str) -> Result<Option<T>, StoreError> {
        Ok(self.0.first().map(|row| row.try_get("", column)).transpose()?)
    }

    /// Whether there is any row.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
