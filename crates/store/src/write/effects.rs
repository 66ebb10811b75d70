//! What an action changed, fact by fact: the ground for its plan and for undoing it.
//!
//! The methods of [`Tx`] write these down themselves, so that no verb can forget to. A draft that is merely saved is no effect that is kept: its
//! history is the list of revisions.

use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use content::{NodeId, RedirectTarget, RevisionId, Slug, UrlPath};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _,
    sea_query::{Condition, Expr, SelectStatement},
};
use serde::{Deserialize, Serialize};

use super::{live::PublicChange, redirects::target_of_row};
use crate::{
    NodeRow, StoreError, Tx,
    entities::{audit, effects, live_bodies, live_nodes, nodes, redirects},
    facts::{FactChangeId, FactId, FactText},
    together,
};

/// Effects of one row of the table: a large action takes few rows, and each stays small enough to read.
const CHUNK: usize = 500;

/// One fact that an action changed, with what it was and what it became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Effect {
    /// A node stands elsewhere; everything below it came along.
    Placed {
        /// The node.
        node: NodeId,
        /// Where it stood.
        old: Spot,
        /// Where it stands.
        new: Spot,
    },
    /// The public reads another revision of a node, or none.
    Live {
        /// The node.
        node: NodeId,
        /// What it read.
        old: Option<LiveFacts>,
        /// What it reads.
        new: Option<LiveFacts>,
    },
    /// A node and what was below it went to the trash.
    Trashed {
        /// The uppermost node.
        node: NodeId,
        /// The act.
        trashing: i64,
    },
    /// A node and what went to the trash with it came back.
    Untrashed {
        /// The uppermost node.
        node: NodeId,
        /// Every node that came back.
        nodes: Vec<NodeId>,
        /// The act that had put them there; 0 where an older version did not say.
        #[serde(default)]
        trashing: i64,
    },
    /// What was due for a node is not done any more, because the action did it.
    Unscheduled {
        /// The node.
        node: NodeId,
        /// The number in the schedule.
        schedule: i64,
    },
    /// Reviews of a node have nothing left to decide, because the action published.
    ReviewsClosed {
        /// The node.
        node: NodeId,
        /// Their numbers.
        reviews: Vec<i64>,
    },
    /// An address leads elsewhere.
    Redirected {
        /// The address.
        path: String,
        /// Where it led.
        old: Option<RedirectTarget>,
        /// Where it leads.
        new: Option<RedirectTarget>,
    },
    /// Another page stands in for a withdrawn one, or none.
    StoodIn {
        /// The withdrawn page.
        node: NodeId,
        /// Which page stood in for it.
        old: Option<NodeId>,
        /// Which page does now.
        new: Option<NodeId>,
    },
    /// A rule for unknown addresses was made or ended.
    Ignoring {
        /// The rule.
        rule: String,
        /// Whether it holds now.
        holds: bool,
    },
    /// A fact says something else, or is new.
    Fact {
        /// The fact.
        fact: FactId,
        /// What it said; `None` for a new one.
        old: Option<FactText>,
        /// What it says; `None` for one that is gone.
        new: Option<FactText>,
    },
    /// A fact gets a value at a time.
    FactDue {
        /// The fact.
        fact: FactId,
        /// The number of what is due.
        change: FactChangeId,
        /// The value.
        value: String,
        /// When.
        due_at: DateTime<Utc>,
    },
    /// A node's draft is another revision.
    Drafted {
        /// The node.
        node: NodeId,
        /// What it was; `None` for a new node.
        old: Option<RevisionId>,
        /// What it is.
        new: RevisionId,
    },
    /// The action changed each of its nodes by itself: undoing it leaves out those that were changed since, and drafts that it saved go back too.
    EachByItself,
}

/// A place in the tree as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The parent.
    pub parent: NodeId,
    /// The last part of the address.
    pub slug: Slug,
    /// The neighbour before it; `None` for the first.
    pub after: Option<NodeId>,
    /// The address.
    pub path: UrlPath,
}

/// What the live tables say of a node besides its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveFacts {
    /// The revision.
    pub revision: RevisionId,
    /// When it was first published.
    pub first_published: DateTime<Utc>,
    /// The date that readers see.
    pub last_published: DateTime<Utc>,
    /// The list of changes that they see, oldest first.
    #[serde(default)]
    pub changes: Vec<PublicChange>,
}

/// An action of the past that may be undone.
#[derive(Clone, Debug)]
pub struct Journal {
    /// What it changed, in the order in which it did.
    pub effects: Vec<Effect>,
    /// The action that undid it.
    pub undone_by: Option<String>,
    /// Who acted, by number; `None` for a part of Waymark.
    pub actor: Option<i64>,
    /// What was done, in the past tense, and to what: for the line of the undoing.
    pub sentence: String,
}

/// The row of [`LiveFacts`].
#[derive(Debug, FromQueryResult)]
pub(crate) struct LiveRow {
    node: i64,
    revision: i64,
    first_published: DateTime<Utc>,
    last_published: DateTime<Utc>,
    /// As JSON; `None` for what was published before there was a list.
    changes: Option<String>,
}

impl LiveRow {
    pub(crate) fn question(node: NodeId) -> SelectStatement {
        let body = live_nodes::Entity::belongs_to(live_bodies::Entity)
            .from(live_nodes::Column::Node)
            .to(live_bodies::Column::Node);
        live_nodes::Entity::find_by_id(node.0)
            .join(JoinType::LeftJoin, body.into())
            .select_only()
            .columns([
                live_nodes::Column::Node,
                live_nodes::Column::Revision,
                live_nodes::Column::FirstPublished,
                live_nodes::Column::LastPublished,
            ])
            .column(live_bodies::Column::Changes)
            .into_query()
    }

    pub(crate) fn read(self) -> Result<LiveFacts, StoreError> {
        let Self { node, revision, first_published, last_published, changes } = self;
        let text = changes.unwrap_or_else(|| "[]".to_owned());
        let changes =
            serde_json::from_str(&text).map_err(|_| StoreError::corrupt("live_bodies", node, "changes", &text))?;
        Ok(LiveFacts { revision: RevisionId(revision), first_published, last_published, changes })
    }
}

impl Tx {
    /// What this transaction changed so far.
    pub fn effects(&self) -> Vec<Effect> {
        self.effects.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Says that this action is not one to undo: what it changed is not kept.
    pub fn forget_effects(&self) {
        self.effects.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Says that the action did early what was due for a node.
    pub fn note_unscheduled(&self, node: NodeId, schedule: crate::schedule::ScheduleId) {
        self.record(Effect::Unscheduled { node, schedule: schedule.0 });
    }

    pub(crate) fn record(&self, effect: Effect) {
        self.effects.lock().unwrap_or_else(PoisonError::into_inner).push(effect);
    }

    /// Where a node stands, with the neighbour before it.
    pub async fn spot(&self, node: &NodeRow) -> Result<Option<Spot>, StoreError> {
        let (Some(parent), Some(slug), Some(path)) = (node.parent, node.slug.clone(), node.path.clone()) else {
            return Ok(None);
        };
        let before = Condition::any()
            .add(nodes::Column::Position.lt(node.position))
            .add(Condition::all().add(nodes::Column::Position.eq(node.position)).add(nodes::Column::Id.lt(node.id.0)));
        let after: Option<i64> = nodes::Entity::find()
            .select_only()
            .column(nodes::Column::Id)
            .filter(nodes::Column::Parent.eq(parent.0))
            .filter(nodes::Column::Trashing.is_null())
            .filter(before)
            .order_by_desc(nodes::Column::Position)
            .order_by_desc(nodes::Column::Id)
            .limit(1)
            .into_tuple()
            .one(self.connection())
            .await?;
        Ok(Some(Spot { parent, slug, after: after.map(NodeId), path }))
    }

    /// What the public reads of a node now.
    pub async fn live_facts(&self, node: NodeId) -> Result<Option<LiveFacts>, StoreError> {
        let [found] = together::ask(self.connection(), [LiveRow::question(node)]).await?;
        found.first()?.map(LiveRow::read).transpose()
    }

    /// Where an address leads by a redirect now.
    pub async fn redirect_at(&self, path: &str) -> Result<Option<RedirectTarget>, StoreError> {
        Ok(redirects::Entity::find_by_id(path).one(self.connection()).await?.map(target_of_row))
    }

    /// What an action of the past changed; `None` when it changed nothing that can be undone.
    pub async fn journal(&self, group: &str) -> Result<Option<Journal>, StoreError> {
        let rows = effects::Entity::find()
            .filter(effects::Column::ActionGroup.eq(group))
            .order_by_asc(effects::Column::Id)
            .all(self.connection())
            .await?;
        // The last line names the action; those before it are what it brought along.
        let line = audit::Entity::find()
            .filter(audit::Column::ActionGroup.eq(group))
            .order_by_desc(audit::Column::Id)
            .one(self.connection())
            .await?;
        let (Some(first), Some(line)) = (rows.first(), line) else { return Ok(None) };
        let undone_by = first.undone_by.clone();
        let mut found = Vec::new();
        for row in rows {
            let chunk: Vec<Effect> = serde_json::from_str(&row.effects)
                .map_err(|error| StoreError::corrupt("effects", row.id, "effects", &error.to_string()))?;
            found.extend(chunk);
        }
        let sentence = if line.title.is_empty() { line.action } else { format!("{} {}", line.action, line.title) };
        Ok(Some(Journal { effects: found, undone_by, actor: line.actor, sentence }))
    }

    /// Says that this action undid another.
    pub async fn mark_undone(&self, group: &str) -> Result<(), StoreError> {
        let by = self.group().await?;
        self.later(
            effects::Entity::update_many()
                .col_expr(effects::Column::UndoneBy, Expr::value(Some(by)))
                .filter(effects::Column::ActionGroup.eq(group)),
        )
        .await?;
        Ok(())
    }

    /// Says that this action changes each of its nodes by itself.
    pub fn each_by_itself(&self) {
        self.record(Effect::EachByItself);
    }

    /// Keeps what the transaction changed, when there is more to it than a saved draft. Called before each commit.
    pub(crate) async fn keep_effects(&self) -> Result<(), StoreError> {
        let found = self.effects();
        if found.iter().all(|effect| matches!(effect, Effect::Drafted { old: Some(_), .. })) {
            return Ok(());
        }
        // Without a line of the audit nobody can find the action, so nobody can undo it either.
        let Some(group) = self.action_group() else { return Ok(()) };
        for chunk in found.chunks(CHUNK) {
            let row = effects::ActiveModel {
                action_group: Set(group.clone()),
                effects: Set(serde_json::to_string(chunk).expect("effects have only text keys")),
                ..Default::default()
            };
            self.later(effects::Entity::insert(row)).await?;
        }
        Ok(())
    }
}
