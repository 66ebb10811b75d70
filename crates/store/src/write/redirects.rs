use accounts::Actor;
use content::{NodeId, RedirectTarget, UrlPath};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use crate::{Effect, StoreError, Tx, entities::redirects};

impl Tx {
    /// Says where an address leads from now on. A redirect to a node follows it wherever it goes, so chains never form.
    pub async fn put_redirect(&self, path: &str, target: &RedirectTarget, actor: &Actor) -> Result<(), StoreError> {
        let before = self.redirect_at(path).await?;
        if before.as_ref() != Some(target) {
            self.record(Effect::Redirected { path: path.into(), old: before, new: Some(target.clone()) });
        }
        let (node, address) = match target {
            RedirectTarget::Node(node) => (Some(node.0), None),
            RedirectTarget::Address(address) => (None, Some(address.clone())),
            RedirectTarget::Gone => (None, None),
        };
        let row = redirects::ActiveModel {
            path: Set(path.into()),
            target_node: Set(node),
            target_address: Set(address),
            made_at: Set(self.now()),
            made_by_name: Set(actor.label().into()),
            ..Default::default()
        };
        let columns = [
            redirects::Column::TargetNode,
            redirects::Column::TargetAddress,
            redirects::Column::MadeAt,
            redirects::Column::MadeByName,
        ];
        redirects::Entity::insert(row)
            .on_conflict(OnConflict::column(redirects::Column::Path).update_columns(columns).to_owned())
            .exec_without_returning(self.connection())
            .await?;
        Ok(())
    }

    /// Takes away the redirect at an address that a node needs again. Returns whether there was one.
    pub async fn free_address(&self, path: &UrlPath) -> Result<bool, StoreError> {
        self.remove_redirect(path.as_str()).await
    }

    /// Takes a redirect away. Returns whether there was one.
    pub async fn remove_redirect(&self, path: &str) -> Result<bool, StoreError> {
        let before = self.redirect_at(path).await?;
        redirects::Entity::delete_by_id(path).exec(self.connection()).await?;
        let was_there = before.is_some();
        if was_there {
            self.record(Effect::Redirected { path: path.into(), old: before, new: None });
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

/// A redirect's target as its row says it.
pub(crate) fn target_of(node: Option<i64>, address: Option<String>) -> RedirectTarget {
    match (node, address) {
        (Some(node), _) => RedirectTarget::Node(NodeId(node)),
        (None, Some(address)) => RedirectTarget::Address(address),
        (None, None) => RedirectTarget::Gone,
    }
}
