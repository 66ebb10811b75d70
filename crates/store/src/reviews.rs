//! Reviews: which revisions wait for somebody's eyes, what was decided, and where a second pair of eyes is needed.

use accounts::{Action, UserId};
use chrono::{DateTime, Utc};
use content::{NodeId, RevisionId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait as _, SelectStatement},
};

use crate::{
    Store, StoreError,
    entities::{nodes, review_rules, reviews, revisions, urgent_publications},
    rights::{self, Permit, Refused, Subject},
    together::{self, Answer, Asking},
    tree::{WAY, upwards},
};

/// How many rows a list of reviews looks at.
const MOST: u64 = 200;

/// How a review stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewState {
    /// Nobody has decided yet.
    Open,
    /// Somebody approved exactly this revision.
    Approved,
    /// Somebody sent it back, with reasons.
    SentBack,
    /// A newer revision was submitted, or the revision was published before anybody decided.
    Closed,
}

impl ReviewState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::SentBack => "sent_back",
            Self::Closed => "closed",
        }
    }

    fn read(row: &reviews::Model) -> Result<Self, StoreError> {
        [Self::Open, Self::Approved, Self::SentBack, Self::Closed]
            .into_iter()
            .find(|state| state.as_str() == row.state)
            .ok_or_else(|| StoreError::corrupt("reviews", row.id, "state", &row.state))
    }
}

/// One revision that was submitted, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Its number.
    pub id: i64,
    /// The node.
    pub node: NodeId,
    /// Exactly what was submitted.
    pub revision: RevisionId,
    /// How it stands.
    pub state: ReviewState,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// By whom; `None` for a part of Waymark.
    pub submitted_by: Option<UserId>,
    /// Their name.
    pub submitted_by_name: String,
    /// What they wrote to the reviewers; may be empty.
    pub message: String,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// By whom.
    pub decided_by: Option<UserId>,
    /// Their name; empty before.
    pub decided_by_name: String,
    /// Why it was sent back, or what the approver noted; may be empty.
    pub reasons: String,
}

impl Review {
    pub(crate) fn read(row: reviews::Model) -> Result<Self, StoreError> {
        Ok(Self {
            state: ReviewState::read(&row)?,
            id: row.id,
            node: NodeId(row.node),
            revision: RevisionId(row.revision),
            submitted_at: row.submitted_at,
            submitted_by: row.submitted_by.map(UserId),
            submitted_by_name: row.submitted_by_name,
            message: row.message,
            decided_at: row.decided_at,
            decided_by: row.decided_by.map(UserId),
            decided_by_name: row.decided_by_name.unwrap_or_default(),
            reasons: row.reasons,
        })
    }
}

/// A revision that went live without a second pair of eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urgent {
    /// Its number.
    pub id: i64,
    /// The node.
    pub node: NodeId,
    /// What went live.
    pub revision: RevisionId,
    /// Why it could not wait.
    pub reason: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// By whom; `None` for a part of Waymark.
    pub made_by: Option<UserId>,
    /// Their name.
    pub made_by_name: String,
    /// When another person looked at it.
    pub looked_at: Option<DateTime<Utc>>,
    /// Who looked; empty before.
    pub looked_by_name: String,
}

impl Urgent {
    pub(crate) fn read(row: urgent_publications::Model) -> Self {
        Self {
            id: row.id,
            node: NodeId(row.node),
            revision: RevisionId(row.revision),
            reason: row.reason,
            made_at: row.made_at,
            made_by: row.made_by.map(UserId),
            made_by_name: row.made_by_name,
            looked_at: row.looked_at,
            looked_by_name: row.looked_by_name.unwrap_or_default(),
        }
    }
}

/// Whether a node needs a second pair of eyes, and which node says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Whether it does.
    pub needed: bool,
    /// The node that decides: this one or the nearest above that says anything; `None` when none does.
    pub from: Option<NodeId>,
}

/// A review or an urgent publication in a list, with what its node is called.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The row.
    pub row: T,
    /// The title of the revision.
    pub title: String,
}

/// What awaits one person.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// For this person to decide.
    pub to_decide: Vec<Listed<Review>>,
    /// What this person submitted and got back, and has not submitted again.
    pub sent_back: Vec<Listed<Review>>,
    /// What went live without a second pair of eyes, for this person to look at.
    pub to_look_at: Vec<Listed<Urgent>>,
}

/// All reviews of the permit's node, newest first.
pub async fn of_node(store: &Store, permit: &Permit) -> Result<Vec<Review>, StoreError> {
    reviews_of(store.readers(), permit.node().unwrap_or(NodeId::HOME)).await
}

/// The urgent publications of the permit's node at which nobody else has looked yet, and those looked at; newest first.
pub async fn urgent_of_node(store: &Store, permit: &Permit) -> Result<Vec<Urgent>, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let rows = urgent_publications::Entity::find()
        .filter(urgent_publications::Column::Node.eq(node.0))
        .order_by_desc(urgent_publications::Column::Id)
        .limit(MOST);
    Ok(rows.all(store.readers()).await?.into_iter().map(Urgent::read).collect())
}

/// Whether the permit's node needs a second pair of eyes.
pub async fn rule(store: &Store, permit: &Permit) -> Result<Rule, StoreError> {
    rule_at(store.readers(), permit.node().unwrap_or(NodeId::HOME)).await
}

/// What awaits the permit's person, oldest first.
pub async fn waiting(store: &Store, permit: &Permit) -> Result<Waiting, StoreError> {
    let Some(user) = permit.actor().user() else { return Ok(Waiting::default()) };
    let open = reviews::Entity::find()
        .filter(reviews::Column::State.eq(ReviewState::Open.as_str()))
        .filter(
            Condition::any().add(reviews::Column::SubmittedBy.is_null()).add(reviews::Column::SubmittedBy.ne(user.0)),
        )
        .order_by_asc(reviews::Column::Id)
        .limit(MOST);
    let mut found = Waiting::default();
    for row in open.all(store.readers()).await? {
        if may(store, permit, Action::Approve, row.node).await? {
            found.to_decide.extend(listed_review(store, row).await?);
        }
    }
    let back = reviews::Entity::find()
        .filter(reviews::Column::State.eq(ReviewState::SentBack.as_str()))
        .filter(reviews::Column::SubmittedBy.eq(user.0))
        .order_by_asc(reviews::Column::Id)
        .limit(MOST);
    for row in back.all(store.readers()).await? {
        let newest = reviews_of(store.readers(), NodeId(row.node)).await?.into_iter().next();
        let is_live = node(store, row.node).await?.is_none_or(|node| node.live_revision == node.draft_revision);
        let waits = newest.is_some_and(|newest| newest.id == row.id) && !is_live;
        if waits && may(store, permit, Action::ReadDraft, row.node).await? {
            found.sent_back.extend(listed_review(store, row).await?);
        }
    }
    let flagged = urgent_publications::Entity::find()
        .filter(urgent_publications::Column::LookedAt.is_null())
        .order_by_asc(urgent_publications::Column::Id)
        .limit(MOST);
    for row in flagged.all(store.readers()).await? {
        if row.made_by != Some(user.0) && may(store, permit, Action::Approve, row.node).await? {
            let (node, revision) = (row.node, row.revision);
            let row = Urgent::read(row);
            found.to_look_at.extend(title_of(store, node, revision).await?.map(|title| Listed { row, title }));
        }
    }
    Ok(found)
}

/// What the permit's person submitted and nobody has decided yet, oldest first; of nodes that they may still read.
pub async fn submitted(store: &Store, permit: &Permit) -> Result<Vec<Listed<Review>>, StoreError> {
    let Some(user) = permit.actor().user() else { return Ok(Vec::new()) };
    let mine = reviews::Entity::find()
        .filter(reviews::Column::State.eq(ReviewState::Open.as_str()))
        .filter(reviews::Column::SubmittedBy.eq(user.0))
        .order_by_asc(reviews::Column::Id)
        .limit(MOST);
    let mut found = Vec::new();
    for row in mine.all(store.readers()).await? {
        if may(store, permit, Action::ReadDraft, row.node).await? {
            found.extend(listed_review(store, row).await?);
        }
    }
    Ok(found)
}

async fn may(store: &Store, permit: &Permit, action: Action, node: i64) -> Result<bool, StoreError> {
    match rights::may(store, permit.actor(), action, Subject::Node(NodeId(node))).await {
        Ok(_) => Ok(true),
        Err(Refused::Denied | Refused::Missing) => Ok(false),
        Err(Refused::Store(error)) => Err(error),
    }
}

async fn node(store: &Store, id: i64) -> Result<Option<nodes::Model>, StoreError> {
    Ok(nodes::Entity::find_by_id(id).filter(nodes::Column::Trashing.is_null()).one(store.readers()).await?)
}

async fn listed_review(store: &Store, row: reviews::Model) -> Result<Option<Listed<Review>>, StoreError> {
    let title = title_of(store, row.node, row.revision).await?;
    let row = Review::read(row)?;
    Ok(title.map(|title| Listed { row, title }))
}

/// The title of a revision; `None` while its node lies in the trash, where nothing waits.
async fn title_of(store: &Store, node_id: i64, revision: i64) -> Result<Option<String>, StoreError> {
    if node(store, node_id).await?.is_none() {
        return Ok(None);
    }
    let title: Option<String> = revisions::Entity::find_by_id(revision)
        .select_only()
        .column(revisions::Column::Title)
        .into_tuple()
        .one(store.readers())
        .await?;
    Ok(Some(title.unwrap_or_default()))
}

pub(crate) async fn reviews_of<C: ConnectionTrait>(connection: &C, node: NodeId) -> Result<Vec<Review>, StoreError> {
    let rows = reviews::Entity::find()
        .filter(reviews::Column::Node.eq(node.0))
        .order_by_desc(reviews::Column::Id)
        .limit(MOST)
        .all(connection)
        .await?;
    rows.into_iter().map(Review::read).collect()
}

/// What the nearest of a node and those above it says that says whether a second pair of eyes is needed.
pub(crate) async fn rule_at<C: Asking>(connection: &C, node: NodeId) -> Result<Rule, StoreError> {
    let [nearest] = together::ask(connection, [nearest_rule(node)]).await?;
    read_rule(&nearest)
}

/// The question after it.
pub(crate) fn nearest_rule(node: NodeId) -> SelectStatement {
    let on_way = Expr::col((Alias::new(WAY), Alias::new("id")));
    let mut question = upwards(node);
    question
        .clear_selects()
        .columns(
            [review_rules::Column::Node, review_rules::Column::Needed].map(|column| (review_rules::Entity, column)),
        )
        .inner_join(review_rules::Entity, Expr::col((review_rules::Entity, review_rules::Column::Node)).eq(on_way))
        .limit(1);
    question
}

pub(crate) fn read_rule(nearest: &Answer) -> Result<Rule, StoreError> {
    let needed = nearest.value("needed")?.unwrap_or_default();
    Ok(Rule { needed, from: nearest.value("node")?.map(NodeId) })
}
