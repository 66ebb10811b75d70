use std::collections::{BTreeMap, HashSet};

use accounts::Actor;
use content::{NodeId, RedirectTarget, UrlPath};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};

use super::Relocated;
use crate::{
    Effect, StoreError, Tx,
    entities::{live_nodes, redirects},
};

/// Rows of one statement, well below the limit of bound values.
const CHUNK: usize = 1_000;

impl Tx {
    /// Says where an address leads from now on. A redirect to a node follows it wherever it goes, so chains never form.
    pub async fn put_redirect(&self, path: &str, target: &RedirectTarget, actor: &Actor) -> Result<(), StoreError> {
        let before = self.redirect_at(path).await?;
        if before.as_ref() != Some(target) {
            self.record(changed(path, before, Some(target.clone())));
        }
        redirects::Entity::insert(self.row(path, target, actor))
            .on_conflict(latest())
            .exec_without_returning(self.connection())
            .await?;
        Ok(())
    }

    /// Says of every address that live nodes have left that it leads to its node, unless another live node stands there now, and takes away the
    /// redirects at their new ones. It is [`Self::put_redirect`] and [`Self::free_address`] for thousands at once.
    pub async fn leave_behind(&self, moved: &[Relocated], actor: &Actor) -> Result<(), StoreError> {
        for chunk in moved.chunks(CHUNK) {
            let taken = self.redirects_at(chunk.iter().map(|moved| moved.new.as_str())).await?;
            redirects::Entity::delete_many()
                .filter(redirects::Column::Path.is_in(taken.keys().map(String::as_str)))
                .exec(self.connection())
                .await?;
            for (path, old) in taken {
                self.record(changed(&path, Some(old), None));
            }
        }
        for chunk in moved.chunks(CHUNK) {
            let standing: Vec<String> = live_nodes::Entity::find()
                .select_only()
                .column(live_nodes::Column::Path)
                .filter(live_nodes::Column::Path.is_in(chunk.iter().map(|moved| moved.old.as_str())))
                .into_tuple()
                .all(self.connection())
                .await?;
            let standing: HashSet<&str> = standing.iter().map(String::as_str).collect();
            let left = || chunk.iter().filter(|moved| !standing.contains(moved.old.as_str()));
            let before = self.redirects_at(left().map(|moved| moved.old.as_str())).await?;
            let mut rows = Vec::new();
            for moved in left() {
                let (path, target) = (moved.old.as_str(), RedirectTarget::Node(moved.node));
                let old = before.get(path).cloned();
                if old.as_ref() != Some(&target) {
                    self.record(changed(path, old, Some(target.clone())));
                }
                rows.push(self.row(path, &target, actor));
            }
            if !rows.is_empty() {
                redirects::Entity::insert_many(rows)
                    .on_conflict(latest())
                    .exec_without_returning(self.connection())
                    .await?;
            }
        }
        Ok(())
    }

    async fn redirects_at<'a>(
        &self,
        paths: impl Iterator<Item = &'a str>,
    ) -> Result<BTreeMap<String, RedirectTarget>, StoreError> {
        let rows =
            redirects::Entity::find().filter(redirects::Column::Path.is_in(paths)).all(self.connection()).await?;
        Ok(rows.into_iter().map(|row| (row.path, target_of(row.target_node, row.target_address))).collect())
    }

    fn row(&self, path: &str, target: &RedirectTarget, actor: &Actor) -> redirects::ActiveModel {
        let (node, address) = match target {
            RedirectTarget::Node(node) => (Some(node.0), None),
            RedirectTarget::Address(address) => (None, Some(address.clone())),
            RedirectTarget::Gone => (None, None),
        };
        redirects::ActiveModel {
            path: Set(path.into()),
            target_node: Set(node),
            target_address: Set(address),
            made_at: Set(self.now()),
            made_by_name: Set(actor.label().into()),
            ..Default::default()
        }
    }

    /// Takes away the redirect at an address that a node needs again. Returns whether there was one.
    pub async fn free_address(&self, path: &UrlPath) -> Result<bool, StoreError> {
        self.remove_redirect(path.as_str()).await
    }

    /// Takes a redirect away. Returns whether there was one.
    pub async fn remove_redirect(&self, path: &str) -> Result<bool, StoreError> {
        let before = self.redirect_at(path).await?;
        let was_there = before.is_some();
        if was_there {
            redirects::Entity::delete_by_id(path).exec(self.connection()).await?;
            self.record(changed(path, before, None));
        }
        Ok(was_there)
    }

    /// Sends every redirect that leads to one node to another target.
    pub async fn repoint_redirects(&self, from: NodeId, to: &RedirectTarget, actor: &Actor) -> Result<(), StoreError> {
        let rows =
            redirects::Entity::find().filter(redirects::Column::TargetNode.eq(from.0)).all(self.connection()).await?;
        for row in rows {
            self.put_redirect(&row.path, to, actor).await?;
        }
        Ok(())
    }

    /// Sends every redirect that leads to exactly this address of the site to another target, so that none leads to another redirect. Returns how many.
    pub async fn lead_on(&self, from: &str, to: &RedirectTarget, actor: &Actor) -> Result<usize, StoreError> {
        let leading = redirects::Entity::find().filter(redirects::Column::TargetAddress.eq(from));
        let rows = leading.all(self.connection()).await?;
        for row in &rows {
            self.put_redirect(&row.path, to, actor).await?;
        }
        Ok(rows.len())
    }
}

fn changed(path: &str, old: Option<RedirectTarget>, new: Option<RedirectTarget>) -> Effect {
    Effect::Redirected { path: path.into(), old, new }
}

/// The newest redirect at an address is the one that counts.
fn latest() -> OnConflict {
    let columns = [
        redirects::Column::TargetNode,
        redirects::Column::TargetAddress,
        redirects::Column::MadeAt,
        redirects::Column::MadeByName,
    ];
    OnConflict::column(redirects::Column::Path).update_columns(columns).to_owned()
}

/// A redirect's target as its row says it.
pub(crate) fn target_of(node: Option<i64>, address: Option<String>) -> RedirectTarget {
    match (node, address) {
        (Some(node), _) => RedirectTarget::Node(NodeId(node)),
        (None, Some(address)) => RedirectTarget::Address(address),
        (None, None) => RedirectTarget::Gone,
    }
}
