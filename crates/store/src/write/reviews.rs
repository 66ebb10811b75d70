use std::collections::BTreeMap;

use accounts::{Actor, UserId};
use content::{NodeId, RevisionId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _, Select,
    sea_query::{Expr, OnConflict, SelectStatement},
};

use crate::{
    Effect, StoreError, Tx,
    entities::{review_rules, reviews, revisions, urgent_publications},
    reviews::{Review, ReviewState, Rule, Urgent, nearest_rule, read_rule},
    together,
};

/// Numbers of one `IN` list, well below SQLite's 32,766 parameters.
const CHUNK: usize = 10_000;

impl Tx {
    /// All reviews of a node, newest first.
    pub async fn reviews(&self, node: NodeId) -> Result<Vec<Review>, StoreError> {
        crate::reviews::reviews_of(self.connection(), node).await
    }

    /// A review of a node by its number.
    pub async fn review(&self, node: NodeId, id: i64) -> Result<Option<Review>, StoreError> {
        let row =
            reviews::Entity::find_by_id(id).filter(reviews::Column::Node.eq(node.0)).one(self.connection()).await?;
        row.map(Review::read).transpose()
    }

    /// Whether a node needs a second pair of eyes.
    pub async fn review_rule(&self, node: NodeId) -> Result<Rule, StoreError> {
        crate::reviews::rule_at(self.connection(), node).await
    }

    /// Who saved a revision, and its number within the node.
    pub async fn author_of(&self, revision: RevisionId) -> Result<Option<(Option<UserId>, i64)>, StoreError> {
        let found: Option<(Option<i64>, i64)> = revisions::Entity::find_by_id(revision.0)
            .select_only()
            .columns([revisions::Column::Author, revisions::Column::Number])
            .into_tuple()
            .one(self.connection())
            .await?;
        Ok(found.map(|(author, number)| (author.map(UserId), number)))
    }

    /// Opens a review of a revision.
    pub async fn open_review(
        &self,
        node: NodeId,
        revision: RevisionId,
        by: &Actor,
        message: &str,
    ) -> Result<(), StoreError> {
        let row = reviews::ActiveModel {
            node: Set(node.0),
            revision: Set(revision.0),
            state: Set(ReviewState::Open.as_str().into()),
            submitted_at: Set(self.now()),
            submitted_by: Set(by.user().map(|user| user.0)),
            submitted_by_name: Set(by.label().into()),
            message: Set(message.into()),
            reasons: Set(String::new()),
            ..Default::default()
        };
        self.later(reviews::Entity::insert(row)).await?;
        Ok(())
    }

    /// Writes what was decided about a review.
    pub async fn decide_review(
        &self,
        id: i64,
        state: ReviewState,
        by: &Actor,
        reasons: &str,
    ) -> Result<(), StoreError> {
        let row = reviews::ActiveModel {
            id: Set(id),
            state: Set(state.as_str().into()),
            decided_at: Set(Some(self.now())),
            decided_by: Set(by.user().map(|user| user.0)),
            decided_by_name: Set(Some(by.label().into())),
            reasons: Set(reasons.into()),
            ..Default::default()
        };
        reviews::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// Whether a node needs a second pair of eyes, and its reviews up to a revision that nobody has decided.
    pub async fn review_rule_and_open(&self, node: NodeId, up_to: RevisionId) -> Result<(Rule, Vec<i64>), StoreError> {
        let [rule, open] = together::ask(self.connection(), rule_and_open(node, up_to)).await?;
        Ok((read_rule(&rule)?, open.values("id")?))
    }

    /// Ends the open reviews of a node up to a revision: there is nothing to decide about them any more.
    pub async fn close_reviews(&self, node: NodeId, up_to: RevisionId) -> Result<(), StoreError> {
        let open: Vec<i64> = open_reviews(node, up_to).into_tuple().all(self.connection()).await?;
        self.set_state(&open, ReviewState::Closed).await
    }

    /// Ends these reviews of a node because a revision is published, which is undone together with the publication.
    pub async fn close_reviews_by_publishing(&self, node: NodeId, reviews: Vec<i64>) -> Result<(), StoreError> {
        self.set_state(&reviews, ReviewState::Closed).await?;
        if !reviews.is_empty() {
            self.record(Effect::ReviewsClosed { node, reviews });
        }
        Ok(())
    }

    /// Opens reviews again that were closed, unless a newer one of their node waits.
    pub async fn reopen_reviews(&self, node: NodeId, ids: &[i64]) -> Result<(), StoreError> {
        let newest = ids.iter().max().copied().unwrap_or_default();
        let waits = self.reviews(node).await?.iter().any(|review| review.id > newest);
        if waits { Ok(()) } else { self.set_state(ids, ReviewState::Open).await }
    }

    /// The newest review of each of some nodes, however it stands.
    pub async fn newest_reviews(&self, nodes: &[NodeId]) -> Result<Vec<Review>, StoreError> {
        let mut newest: BTreeMap<i64, reviews::Model> = BTreeMap::new();
        for chunk in nodes.chunks(CHUNK) {
            let rows = reviews::Entity::find()
                .filter(reviews::Column::Node.is_in(chunk.iter().map(|node| node.0)))
                .order_by_asc(reviews::Column::Id)
                .all(self.connection())
                .await?;
            newest.extend(rows.into_iter().map(|row| (row.node, row)));
        }
        newest.into_values().map(Review::read).collect()
    }

    async fn set_state(&self, ids: &[i64], state: ReviewState) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        self.later(
            reviews::Entity::update_many()
                .col_expr(reviews::Column::State, Expr::value(state.as_str()))
                .filter(reviews::Column::Id.is_in(ids.iter().copied())),
        )
        .await?;
        Ok(())
    }

    /// Says for a node and what lies below it whether a second pair of eyes is needed; `None` leaves it to the pages above.
    pub async fn set_review_rule(&self, node: NodeId, needed: Option<bool>, by: &Actor) -> Result<(), StoreError> {
        let Some(needed) = needed else {
            self.later(review_rules::Entity::delete_by_id(node.0)).await?;
            return Ok(());
        };
        let row = review_rules::ActiveModel {
            node: Set(node.0),
            needed: Set(needed),
            made_at: Set(self.now()),
            made_by_name: Set(by.label().into()),
        };
        let all = [review_rules::Column::Needed, review_rules::Column::MadeAt, review_rules::Column::MadeByName];
        self.later(
            review_rules::Entity::insert(row)
                .on_conflict(OnConflict::column(review_rules::Column::Node).update_columns(all).to_owned()),
        )
        .await?;
        Ok(())
    }

    /// Flags a revision as one that goes live without a second pair of eyes.
    pub async fn flag_urgent(
        &self,
        node: NodeId,
        revision: RevisionId,
        by: &Actor,
        reason: &str,
    ) -> Result<(), StoreError> {
        let row = urgent_publications::ActiveModel {
            node: Set(node.0),
            revision: Set(revision.0),
            reason: Set(reason.into()),
            made_at: Set(self.now()),
            made_by: Set(by.user().map(|user| user.0)),
            made_by_name: Set(by.label().into()),
            ..Default::default()
        };
        self.later(urgent_publications::Entity::insert(row)).await?;
        Ok(())
    }

    /// Whether a revision was flagged as urgent.
    pub async fn is_flagged(&self, node: NodeId, revision: RevisionId) -> Result<bool, StoreError> {
        let flags = urgent_publications::Entity::find()
            .filter(urgent_publications::Column::Node.eq(node.0))
            .filter(urgent_publications::Column::Revision.eq(revision.0));
        Ok(flags.count(self.connection()).await? > 0)
    }

    /// An urgent publication of a node by its number.
    pub async fn urgent(&self, node: NodeId, id: i64) -> Result<Option<Urgent>, StoreError> {
        let row = urgent_publications::Entity::find_by_id(id)
            .filter(urgent_publications::Column::Node.eq(node.0))
            .one(self.connection())
            .await?;
        Ok(row.map(Urgent::read))
    }

    /// Writes that somebody has looked at an urgent publication.
    pub async fn set_looked_at(&self, id: i64, by: &Actor) -> Result<(), StoreError> {
        let row = urgent_publications::ActiveModel {
            id: Set(id),
            looked_at: Set(Some(self.now())),
            looked_by_name: Set(Some(by.label().into())),
            ..Default::default()
        };
        urgent_publications::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }
}

/// The questions after both.
pub(super) fn rule_and_open(node: NodeId, up_to: RevisionId) -> [SelectStatement; 2] {
    [nearest_rule(node), open_reviews(node, up_to).into_query()]
}

/// The numbers of the reviews of a node up to a revision that nobody has decided.
fn open_reviews(node: NodeId, up_to: RevisionId) -> Select<reviews::Entity> {
    reviews::Entity::find()
        .select_only()
        .column(reviews::Column::Id)
        .filter(reviews::Column::Node.eq(node.0))
        .filter(reviews::Column::State.eq(ReviewState::Open.as_str()))
        .filter(reviews::Column::Revision.lte(up_to.0))
}
