use std::sync::{PoisonError, atomic::Ordering};

use accounts::Actor;
use content::{NodeId, UrlPath};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{
    StoreError, Tx,
    entities::{audit, changes},
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
        let row = audit::ActiveModel {
            action_group: Set(self.group().await?),
            made_at: Set(self.now()),
            actor: Set(line.actor.user().map(|user| user.0)),
            actor_name: Set(line.actor.label().into()),
            action: Set(line.action.into()),
            node: Set(line.node.map(|id| id.0)),
            title: Set(line.title.into()),
            detail: Set(line.detail.into()),
            ..Default::default()
        };
        self.later(audit::Entity::insert(row)).await
    }

    /// The name of this transaction's action in the audit; `None` before its first line.
    pub fn action_group(&self) -> Option<String> {
        self.group.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The name, also before the first line: it is the number of that line.
    pub(crate) async fn group(&self) -> Result<String, StoreError> {
        if let Some(group) = self.action_group() {
            return Ok(group);
        }
        let group = self.foretold_group().await?;
        *self.group.lock().unwrap_or_else(PoisonError::into_inner) = Some(group.clone());
        Ok(group)
    }
}
