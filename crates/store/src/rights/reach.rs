//! Whose drafts somebody sees in lists.

use accounts::{Action, Own, UserId, allows};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, RelationDef,
    sea_query::{Expr, ExprTrait as _},
};

use super::Held;
use crate::{
    StoreError,
    entities::{audit, nodes, trashings},
    write::NodeRow,
};

/// How many acts of trashing are looked through for somebody whose role holds below some nodes only; beyond it, what was
/// trashed is shown to those with a role for the whole site. One list of numbers in a query, well below its limit.
const TRASHINGS: usize = 10_000;

/// Whose drafts a person sees in lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Everybody's.
    Everybodys,
    /// Their own, and those in some branches of the tree.
    Own(Branches),
}

/// The drafts of somebody who does not see all: their own, and those below some nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Branches {
    pub(crate) user: UserId,
    /// Each top of a branch: its path, and the range of the paths below it.
    ranges: Vec<(String, String, String)>,
    /// The acts that moved something from these branches to the trash. Of a branch whose own top went along with a page
    /// above it nothing is listed: the act is about that page.
    trashings: Vec<i64>,
}

impl Reach {
    pub(super) async fn load<C: ConnectionTrait>(
        connection: &C,
        user: UserId,
        held: &[Held],
    ) -> Result<Self, StoreError> {
        let reads = |held: &&Held| allows(held.role, Action::ReadDraft, Own::Others);
        if held.iter().filter(reads).any(|held| held.node.is_none()) {
            return Ok(Self::Everybodys);
        }
        let tops: Vec<i64> = held.iter().filter(reads).filter_map(|held| held.node).collect();
        let mut own = Branches { user, ranges: Vec::new(), trashings: Vec::new() };
        if tops.is_empty() {
            return Ok(Self::Own(own));
        }
        for row in nodes::Entity::find().filter(nodes::Column::Id.is_in(tops.iter().copied())).all(connection).await? {
            if let Some(path) = NodeRow::read(row)?.path {
                let (start, end) = path.below();
                own.ranges.push((path.as_str().to_owned(), start, end));
            }
        }
        own.trashings = own.trashed(connection, &tops).await?;
        Ok(Self::Own(own))
    }

    /// Which lines of the audit somebody reads; `None` for all. In the other lines stand the titles of drafts that they
    /// may not know of.
    pub(crate) fn audit_lines(&self) -> Option<Condition> {
        let Self::Own(own) = self else { return None };
        let nodes =
            nodes::Entity::find().select_only().column(nodes::Column::Id).filter(own.drafts_read()).into_query();
        let lines = Condition::any().add(audit::Column::Actor.eq(own.user.0));
        Some(lines.add(audit::Column::Node.in_subquery(nodes)))
    }
}

impl Branches {
    pub(crate) fn has_branches(&self) -> bool {
        !self.ranges.is_empty() || !self.trashings.is_empty()
    }

    /// The nodes in the branches; `None` where there is no branch.
    pub(crate) fn branches(&self) -> Option<Condition> {
        if !self.has_branches() {
            return None;
        }
        let mut inside = Condition::any();
        for (top, start, end) in &self.ranges {
            let below = nodes::Column::Path.gte(start.as_str()).and(nodes::Column::Path.lt(end.as_str()));
            inside = inside.add(nodes::Column::Path.eq(top.as_str())).add(below);
        }
        if !self.trashings.is_empty() {
            inside = inside.add(nodes::Column::Trashing.is_in(self.trashings.iter().copied()));
        }
        Some(inside)
    }

    /// The nodes whose drafts this person reads, whatever the public reads of them. What is public belongs to the whole team, also what the person created.
    pub(crate) fn drafts_read(&self) -> Condition {
        let private =
            Condition::all().add(nodes::Column::CreatedBy.eq(self.user.0)).add(nodes::Column::LiveRevision.is_null());
        let read = Condition::any().add(private);
        match self.branches() {
            Some(branches) => read.add(branches),
            None => read,
        }
    }

    /// The nodes that this person may know of without their being public.
    pub(crate) fn drafts(&self) -> Condition {
        let own = Condition::any().add(nodes::Column::CreatedBy.eq(self.user.0));
        match self.branches() {
            Some(branches) => own.add(branches),
            None => own,
        }
    }

    /// Whether a loaded node is in one of the branches.
    pub(crate) fn in_branches(&self, row: &nodes::Model) -> bool {
        let lies = |path: &str| {
            self.ranges.iter().any(|(top, start, end)| path == top || (start.as_str() <= path && path < end.as_str()))
        };
        row.path.as_deref().is_some_and(lies) || row.trashing.is_some_and(|act| self.trashings.contains(&act))
    }

    /// The acts whose node stood in a branch, or below something that an earlier found act took along.
    async fn trashed<C: ConnectionTrait>(&self, connection: &C, tops: &[i64]) -> Result<Vec<i64>, StoreError> {
        let acts = || {
            trashings::Entity::find()
                .select_only()
                .column(trashings::Column::Id)
                .join(JoinType::InnerJoin, trashed_node())
                // What was restored left its act.
                .filter(
                    Expr::col((nodes::Entity, nodes::Column::Trashing))
                        .equals((trashings::Entity, trashings::Column::Id)),
                )
        };
        let inside = |condition: Condition| {
            nodes::Entity::find().select_only().column(nodes::Column::Id).filter(condition).into_query()
        };
        let mut found: Vec<i64> =
            acts().filter(nodes::Column::Id.is_in(tops.iter().copied())).into_tuple().all(connection).await?;
        if let Some(branches) = self.branches() {
            let below = acts().filter(nodes::Column::Parent.in_subquery(inside(branches)));
            let below: Vec<i64> = below.into_tuple().all(connection).await?;
            found.extend(below);
        }
        let mut fresh = found.clone();
        while !fresh.is_empty() && found.len() < TRASHINGS {
            let along = inside(Condition::all().add(nodes::Column::Trashing.is_in(fresh)));
            let next: Vec<i64> =
                acts().filter(nodes::Column::Parent.in_subquery(along)).into_tuple().all(connection).await?;
            fresh = next.into_iter().filter(|act| !found.contains(act)).collect();
            found.extend(&fresh);
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(TRASHINGS);
        Ok(found)
    }
}

fn trashed_node() -> RelationDef {
    trashings::Entity::belongs_to(nodes::Entity).from(trashings::Column::Node).to(nodes::Column::Id).into()
}
