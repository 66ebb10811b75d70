use accounts::{Actor, UserId};
use content::NodeId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait as _},
};

use crate::{
    StoreError, Tx,
    entities::{links, nodes, revisions, tasks, users},
};

/// Something that somebody should do about a page.
#[derive(Clone, Debug)]
pub struct NewTask<'a> {
    /// The page.
    pub node: NodeId,
    /// The page to which its links lead; the task is done when none does any more.
    pub about: NodeId,
    /// What is to be done, as a sentence.
    pub words: &'a str,
    /// For whom; `None` for whoever may.
    pub person: Option<UserId>,
}

impl Tx {
    /// Leaves a task, unless the same one is open already.
    pub async fn add_task(&self, task: NewTask<'_>, actor: &Actor) -> Result<(), StoreError> {
        let open = tasks::Entity::find()
            .filter(tasks::Column::Node.eq(task.node.0))
            .filter(tasks::Column::DoneAt.is_null())
            .filter(tasks::Column::About.eq(task.about.0))
            .one(self.connection())
            .await?;
        if open.is_some() {
            return Ok(());
        }
        let row = tasks::ActiveModel {
            node: Set(task.node.0),
            about: Set(task.about.0),
            words: Set(task.words.into()),
            person: Set(task.person.map(|person| person.0)),
            made_at: Set(self.now()),
            made_by_name: Set(actor.label().into()),
            ..Default::default()
        };
        self.later(tasks::Entity::insert(row)).await?;
        Ok(())
    }

    /// Says that an open task of a node is done. Returns whether there was one.
    pub async fn finish_task(&self, node: NodeId, task: i64, actor: &Actor) -> Result<bool, StoreError> {
        let done = tasks::Entity::update_many()
            .col_expr(tasks::Column::DoneAt, Expr::value(Some(self.now())))
            .col_expr(tasks::Column::DoneByName, Expr::value(Some(actor.label().to_owned())))
            .filter(tasks::Column::Id.eq(task))
            .filter(tasks::Column::Node.eq(node.0))
            .filter(tasks::Column::DoneAt.is_null())
            .exec(self.connection())
            .await?;
        Ok(done.rows_affected > 0)
    }

    /// A task is done by itself when no text of its node leads to what it is about any more.
    pub(crate) async fn finish_tasks_without_links(&self, node: NodeId) -> Result<(), StoreError> {
        let targets = links::Entity::find()
            .select_only()
            .column(links::Column::TargetNode)
            .filter(links::Column::Node.eq(node.0))
            .filter(links::Column::TargetNode.is_not_null())
            .into_query();
        self.later(
            tasks::Entity::update_many()
                .col_expr(tasks::Column::DoneAt, Expr::value(Some(self.now())))
                .filter(tasks::Column::Node.eq(node.0))
                .filter(tasks::Column::DoneAt.is_null())
                .filter(Expr::col(tasks::Column::About).not_in_subquery(targets)),
        )
        .await?;
        Ok(())
    }

    /// Who wrote a node's draft last, if the account is still open: the one to ask about it.
    pub async fn last_author(&self, node: NodeId) -> Result<Option<UserId>, StoreError> {
        let Some(row) = nodes::Entity::find_by_id(node.0).one(self.connection()).await? else { return Ok(None) };
        let Some(draft) = row.draft_revision else { return Ok(None) };
        let author: Option<Option<i64>> = revisions::Entity::find_by_id(draft)
            .select_only()
            .column(revisions::Column::Author)
            .into_tuple()
            .one(self.connection())
            .await?;
        let Some(author) = author.flatten() else { return Ok(None) };
        let open = users::Entity::find_by_id(author)
            .filter(users::Column::DisabledAt.is_null())
            .one(self.connection())
            .await?;
        Ok(open.map(|user| UserId(user.id)))
    }
}
