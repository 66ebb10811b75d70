//! May I? The one function that answers, and the permit it gives.
//!
//! Everything that is said about rights comes from one verdict: [`may`] turns it into a permit, [`explain()`] into a
//! sentence, [`who_may`] asks it for everybody.

mod explain;
mod reach;

use std::collections::HashSet;

use accounts::{Action, Actor, Own, Role, UserId, allows};
use content::NodeId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::SelectStatement,
};
use thiserror::Error;

pub use explain::{Explanation, Holding, explain, explain_each, held_at, held_by, who_may};
pub(crate) use reach::Reach;

use crate::{
    NodeRow, Store, StoreError, Tx,
    entities::{grants, nodes, users},
    together::{self, Answer, Asking},
    tree::upwards,
};

/// What an action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The site as a whole.
    Site,
    /// The library of files. It belongs to no branch of the tree: whoever holds a role anywhere holds it here.
    Files,
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
            Subject::Site | Subject::Files => None,
            Subject::Node(node) => Some(node),
        }
    }

    /// Whether the person holds a role that counts below some nodes only: lists then ask for each row.
    pub fn differs_by_place(&self) -> bool {
        matches!(&self.reach, Reach::Own(own) if own.has_branches())
    }

    /// Whether the person reads every draft of the site.
    pub fn reads_everything(&self) -> bool {
        self.reach == Reach::Everybodys
    }

    pub(crate) fn reach(&self) -> &Reach {
        &self.reach
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

    /// The same for a permit for a node, which it returns as it stands.
    pub async fn still_for_node(&self, permit: &Permit) -> Result<NodeRow, Refused> {
        self.foresee_numbers();
        let standing = Standing::load(self.connection(), &permit.actor, permit.subject).await?;
        self.learn_numbers().await?;
        standing.may(permit.action)?;
        let node = standing.place.node.ok_or(Refused::Missing)?;
        Ok(NodeRow::read(node)?)
    }

    /// Of which of these nodes `actor` may read the draft. For those who may everywhere it is asked once.
    pub async fn readable(&self, actor: &Actor, nodes: &[NodeId]) -> Result<HashSet<NodeId>, StoreError> {
        let everywhere = match actor.user() {
            Some(user) => {
                let reads = |held: &Held| held.node.is_none() && allows(held.role, Action::ReadDraft, Own::Others);
                all_held(self.connection(), user).await?.iter().any(reads)
            }
            None => true,
        };
        if everywhere {
            return Ok(nodes.iter().copied().collect());
        }
        let mut readable = HashSet::new();
        for node in nodes {
            match self.may(actor, Action::ReadDraft, Subject::Node(*node)).await {
                Ok(_) => {
                    readable.insert(*node);
                }
                Err(Refused::Denied | Refused::Missing) => {}
                Err(Refused::Store(error)) => return Err(error),
            }
        }
        Ok(readable)
    }
}

async fn decide<C: Asking>(connection: &C, actor: &Actor, action: Action, subject: Subject) -> Result<Permit, Refused> {
    Standing::load(connection, actor, subject).await?.may(action)
}

/// What somebody may do at one place, asked once from the database and answered for every action.
#[derive(Clone, Debug)]
pub struct Standing {
    actor: Actor,
    subject: Subject,
    place: Place,
    held: Vec<Held>,
    reach: Reach,
}

impl Standing {
    /// How `actor` stands to `subject` now. [`Refused::Missing`] when there is no such node.
    pub async fn of(store: &Store, actor: &Actor, subject: Subject) -> Result<Self, Refused> {
        Self::load(store.readers(), actor, subject).await
    }

    async fn load<C: Asking>(connection: &C, actor: &Actor, subject: Subject) -> Result<Self, Refused> {
        let (place, held) = match (subject, actor.user()) {
            (Subject::Node(id), Some(user)) => {
                let answers = together::ask(connection, Self::questions(id, user)).await?;
                return Self::read(connection, actor, subject, &answers).await;
            }
            (Subject::Site | Subject::Files, Some(user)) => {
                (Place::load(connection, subject).await?, all_held(connection, user).await?)
            }
            (subject, None) => (Place::load(connection, subject).await?, Vec::new()),
        };
        Self::at(connection, actor, subject, place, held).await
    }

    /// The questions after a node, the way up from it and what a person holds.
    pub(crate) fn questions(node: NodeId, user: UserId) -> [SelectStatement; 3] {
        [node_row(node), upwards(node), held(user).into_query()]
    }

    /// How a person stands, by the answers.
    pub(crate) async fn read<C: ConnectionTrait>(
        connection: &C,
        actor: &Actor,
        subject: Subject,
        [node, above, held]: &[Answer; 3],
    ) -> Result<Self, Refused> {
        let held = held.rows()?.iter().map(read).collect::<Result<_, _>>()?;
        Self::at(connection, actor, subject, Place::read(node, above)?, held).await
    }

    async fn at<C: ConnectionTrait>(
        connection: &C,
        actor: &Actor,
        subject: Subject,
        place: Place,
        held: Vec<Held>,
    ) -> Result<Self, Refused> {
        let reach = match actor.user() {
            Some(user) => Reach::load(connection, user, &held).await?,
            // The parts of Waymark that act without a person are named in the audit and may do everything.
            None => Reach::Everybodys,
        };
        Ok(Self { actor: actor.clone(), subject, place, held, reach })
    }

    /// The place itself and every node above it, the home page last; none for the site as a whole.
    pub fn upwards(&self) -> Vec<NodeId> {
        self.place.above.iter().copied().map(NodeId).collect()
    }

    /// May they do `action`?
    pub fn may(&self, action: Action) -> Result<Permit, Refused> {
        let permit = || Permit { actor: self.actor.clone(), action, subject: self.subject, reach: self.reach.clone() };
        let Some(user) = self.actor.user() else { return Ok(permit()) };
        match self.place.verdict(user, &self.held, action) {
            Verdict::Allowed(_) => Ok(permit()),
            Verdict::Denied(_) => Err(Refused::Denied),
            Verdict::Missing => Err(Refused::Missing),
        }
    }
}

/// A role that somebody holds: for the whole site, or for a node and everything below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Held {
    grant: i64,
    role: Role,
    node: Option<i64>,
}

/// Where somebody wants to act.
#[derive(Clone, Debug, Default)]
struct Place {
    /// Whether a role counts here wherever it is held.
    everywhere: bool,
    /// The node; `None` for the site as a whole.
    node: Option<nodes::Model>,
    /// The node and all above it.
    above: Vec<i64>,
}

/// The answer, before anybody puts it into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Allowed, by this role.
    Allowed(Held),
    /// Not allowed, though they may know of the node; the strongest role that they hold there.
    Denied(Option<Held>),
    /// They may not even know of it.
    Missing,
}

impl Place {
    async fn load<C: Asking>(connection: &C, subject: Subject) -> Result<Self, Refused> {
        let Subject::Node(id) = subject else {
            return Ok(Self { everywhere: subject == Subject::Files, ..Self::default() });
        };
        let [node, above] = together::ask(connection, [node_row(id), upwards(id)]).await?;
        Self::read(&node, &above)
    }

    fn read(node: &Answer, above: &Answer) -> Result<Self, Refused> {
        let node = Some(node.first()?.ok_or(Refused::Missing)?);
        Ok(Self { everywhere: false, node, above: above.values("id")? })
    }

    fn verdict(&self, user: UserId, held: &[Held], action: Action) -> Verdict {
        let counts = |held: &&Held| self.everywhere || held.node.is_none_or(|node| self.above.contains(&node));
        let here = || held.iter().filter(counts);
        let own = match &self.node {
            None => Own::Mine,
            Some(row) if row.created_by == Some(user.0) && row.live_revision.is_none() => Own::Mine,
            Some(_) => Own::Others,
        };
        // Of several roles the strongest is the one to speak of.
        let strongest = |action| here().filter(|held| allows(held.role, action, own)).max_by_key(|held| held.role);
        let is_live = self.node.as_ref().is_none_or(|row| row.live_revision.is_some());
        // Asked before anything else: who may not know of a node can do nothing to it, not even add a page below it.
        if !is_live && strongest(Action::ReadDraft).is_none() {
            return Verdict::Missing;
        }
        match strongest(action) {
            Some(by) => Verdict::Allowed(*by),
            None => Verdict::Denied(here().max_by_key(|held| held.role).copied()),
        }
    }
}

/// Every role that a person holds; none while their account is closed.
async fn all_held<C: ConnectionTrait>(connection: &C, user: UserId) -> Result<Vec<Held>, StoreError> {
    held(user).all(connection).await?.iter().map(read).collect()
}

/// The question after them.
fn held(user: UserId) -> Select<grants::Entity> {
    let holder = grants::Entity::belongs_to(users::Entity).from(grants::Column::User).to(users::Column::Id).into();
    grants::Entity::find()
        .join(JoinType::InnerJoin, holder)
        .filter(grants::Column::User.eq(user.0))
        .filter(users::Column::DisabledAt.is_null())
}

fn read(row: &grants::Model) -> Result<Held, StoreError> {
    let role = row.role.parse().map_err(|_| StoreError::corrupt("grants", row.id, "role", &row.role))?;
    Ok(Held { grant: row.id, role, node: row.node })
}

fn node_row(id: NodeId) -> SelectStatement {
    nodes::Entity::find_by_id(id.0).into_query()
}
