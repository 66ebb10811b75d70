//! May I? The one function that answers, and the permit it gives.

use accounts::{Action, Actor, Own, Role, UserId, allows};
use content::{NodeId, UrlPath};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use thiserror::Error;

use crate::{
    Store, StoreError, Tx,
    entities::{grants, nodes, users},
};

/// What an action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The site as a whole.
    Site,
    /// One node.
    Node(NodeId),
}

/// The proof that somebody may do something. Only [`may`] makes one; every read of a draft and every verb takes one.
#[derive(Clone, Debug)]
pub struct Permit {
    actor: Actor,
    action: Action,
    subject: Subject,
    reach: Reach,
}

/// Whose drafts a person sees in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Everybodys,
    Own(UserId),
}

impl Permit {
    /// Who may.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What they may do.
    pub fn action(&self) -> Action {
        self.action
    }

    /// To which node; `None` for the site as a whole.
    pub fn node(&self) -> Option<NodeId> {
        match self.subject {
            Subject::Site => None,
            Subject::Node(node) => Some(node),
        }
    }

    pub(crate) fn reach(&self) -> Reach {
        self.reach
    }
}

/// Why somebody may not.
#[derive(Debug, Error)]
pub enum Refused {
    /// They may know the node, but not do this to it.
    #[error("this is not allowed")]
    Denied,
    /// There is no such node, or they may not know of it: both look the same.
    #[error("there is no such page")]
    Missing,
    /// The question could not be answered.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// May `actor` do `action` to `subject`?
pub async fn may(store: &Store, actor: &Actor, action: Action, subject: Subject) -> Result<Permit, Refused> {
    decide(store.readers(), actor, action, subject).await
}

impl Tx {
    /// May `actor` do `action` to `subject`, as things stand inside this transaction?
    pub async fn may(&self, actor: &Actor, action: Action, subject: Subject) -> Result<Permit, Refused> {
        decide(self.connection(), actor, action, subject).await
    }

    /// Asks again inside the transaction: what was allowed when the page was drawn may be so no longer.
    pub async fn still(&self, permit: &Permit) -> Result<(), Refused> {
        decide(self.connection(), &permit.actor, permit.action, permit.subject).await.map(|_| ())
    }
}

async fn decide<C: ConnectionTrait>(
    connection: &C,
    actor: &Actor,
    action: Action,
    subject: Subject,
) -> Result<Permit, Refused> {
    let node = match subject {
        Subject::Site => None,
        Subject::Node(id) => Some(node_row(connection, id).await?.ok_or(Refused::Missing)?),
    };
    let permit = |reach| Permit { actor: actor.clone(), action, subject, reach };
    let Some(user) = actor.user() else {
        // The parts of Waymark that act without a person are named in the audit and may do everything.
        return Ok(permit(Reach::Everybodys));
    };
    let roles = roles_at(connection, user, node.as_ref()).await?;
    let own = match &node {
        None => Own::Mine,
        Some(row) if row.created_by == Some(user.0) && row.live_revision.is_none() => Own::Mine,
        Some(_) => Own::Others,
    };
    if roles.iter().any(|role| allows(*role, action, own)) {
        let sees_all = roles.iter().any(|role| allows(*role, Action::ReadDraft, Own::Others));
        return Ok(permit(if sees_all { Reach::Everybodys } else { Reach::Own(user) }));
    }
    let may_know = node.as_ref().is_none_or(|row| row.live_revision.is_some())
        || roles.iter().any(|role| allows(*role, Action::ReadDraft, own));
    Err(if may_know { Refused::Denied } else { Refused::Missing })
}

/// The roles that a person holds at a node: those for the whole site, and those for it or a node above it.
async fn roles_at<C: ConnectionTrait>(
    connection: &C,
    user: UserId,
    node: Option<&nodes::Model>,
) -> Result<Vec<Role>, StoreError> {
    let able = users::Entity::find_by_id(user.0).filter(users::Column::DisabledAt.is_null()).one(connection).await?;
    if able.is_none() {
        return Ok(Vec::new());
    }
    let held = grants::Entity::find().filter(grants::Column::User.eq(user.0)).all(connection).await?;
    let above =
        if held.iter().any(|grant| grant.node.is_some()) { lineage(connection, node).await? } else { Vec::new() };
    held.into_iter()
        .filter(|grant| grant.node.is_none_or(|node| above.contains(&node)))
        .map(|grant| grant.role.parse().map_err(|_| StoreError::corrupt("grants", grant.id, "role", &grant.role)))
        .collect()
}

/// The numbers of a node and of all nodes above it, in the trash too.
async fn lineage<C: ConnectionTrait>(connection: &C, node: Option<&nodes::Model>) -> Result<Vec<i64>, StoreError> {
    let mut numbers = Vec::new();
    let mut current = node.cloned();
    while let Some(row) = current.take() {
        numbers.push(row.id);
        if let Some(parent) = row.parent
            && numbers.len() <= UrlPath::MAX_DEPTH
        {
            current = node_row(connection, NodeId(parent)).await?;
        }
    }
    Ok(numbers)
}

async fn node_row<C: ConnectionTrait>(connection: &C, id: NodeId) -> Result<Option<nodes::Model>, StoreError> {
    Ok(nodes::Entity::find_by_id(id.0).one(connection).await?)
}
