use accounts::Actor;
use content::{NodeId, RevisionId};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{StoreError, Tx, comments::Comment, entities::comments};

/// A comment to be written.
#[derive(Clone, Debug)]
pub struct NewComment<'a> {
    /// On which node.
    pub node: NodeId,
    /// On which revision.
    pub revision: RevisionId,
    /// On which field or block; empty for the whole.
    pub place: &'a str,
    /// What the place is called.
    pub place_label: &'a str,
    /// Which comment it answers.
    pub answers: Option<i64>,
    /// The words.
    pub text: &'a str,
    /// By whom.
    pub by: &'a Actor,
}

impl Tx {
    /// All comments on a node and their answers, oldest first.
    pub async fn comments(&self, node: NodeId) -> Result<Vec<Comment>, StoreError> {
        crate::comments::comments_of(self.connection(), node).await
    }

    /// Writes a comment.
    pub async fn add_comment(&self, new: NewComment<'_>) -> Result<(), StoreError> {
        let row = comments::ActiveModel {
            node: Set(new.node.0),
            revision: Set(new.revision.0),
            place: Set(new.place.into()),
            place_label: Set(new.place_label.into()),
            answers: Set(new.answers),
            text: Set(new.text.into()),
            made_at: Set(self.now()),
            made_by: Set(new.by.user().map(|user| user.0)),
            made_by_name: Set(new.by.label().into()),
            ..Default::default()
        };
        self.later(comments::Entity::insert(row)).await?;
        Ok(())
    }

    /// Writes that a comment is resolved, or open again.
    pub async fn set_resolved(&self, id: i64, by: Option<&Actor>) -> Result<(), StoreError> {
        let row = comments::ActiveModel {
            id: Set(id),
            resolved_at: Set(by.map(|_| self.now())),
            resolved_by_name: Set(by.map(|by| by.label().to_owned())),
            ..Default::default()
        };
        comments::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }
}
