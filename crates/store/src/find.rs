//! Finding nodes: by words, by address, as choices in forms.

use content::{NodeId, UrlPath};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func, LikeExpr},
};

use crate::{
    Store, StoreError,
    entities::{live_events, nodes, redirects, revisions},
    rights::Permit,
    tree::{self, TreeRow, visible, with_shown_revision},
};

/// How many choices a form offers.
const CHOICES: u64 = 200;

/// Nodes with all of these words in their title or address, drafts included. A title is looked through as the permit's
/// holder reads it: to be found by a word of a draft would tell what stands in it.
pub async fn nodes(store: &Store, permit: &Permit, text: &str, limit: u64) -> Result<Vec<TreeRow>, StoreError> {
    let query = with_words(nodes::Entity::find(), permit, text).limit(limit);
    tree::rows(store.readers(), query, permit).await
}

/// The node that an address leads to: its own, an old one, `/node/463`, `node:463`, with or without the site in front.
/// A node of which the permit's holder may not know is not found, as if there were none.
pub async fn by_address(store: &Store, permit: &Permit, typed: &str) -> Result<Option<NodeId>, StoreError> {
    let typed = typed.trim();
    if let Some(id) = typed.strip_prefix("node:") {
        return numbered(store, permit, id).await;
    }
    let Some(path) = path_of(typed) else { return Ok(None) };
    if let Some(id) = path.strip_prefix("/node/")
        && let Some(node) = numbered(store, permit, id).await?
    {
        return Ok(Some(node));
    }
    if let Some(redirect) = redirects::Entity::find_by_id(path).one(store.readers()).await? {
        return led_to(store, permit, &redirect).await;
    }
    let Some(path) = UrlPath::from_request(path) else { return Ok(None) };
    let there = nodes::Entity::find().filter(nodes::Column::Path.eq(path.as_str()));
    if let Some(node) = known(store, permit, there).await? {
        return Ok(Some(node));
    }
    match redirects::Entity::find_by_id(path.as_str()).one(store.readers()).await? {
        Some(redirect) => led_to(store, permit, &redirect).await,
        None => Ok(None),
    }
}

/// Pages as choices for a parent or a link.
pub async fn pages(store: &Store, permit: &Permit, text: &str) -> Result<Vec<TreeRow>, StoreError> {
    let query = with_words(nodes::Entity::find(), permit, text).filter(nodes::Column::Kind.eq("page")).limit(CHOICES);
    tree::rows(store.readers(), query, permit).await
}

/// The pages below which events are filed: those that hold an event, and those that show an event list.
pub async fn event_categories(store: &Store, permit: &Permit) -> Result<Vec<TreeRow>, StoreError> {
    let holding = nodes::Entity::find()
        .select_only()
        .column(nodes::Column::Parent)
        .distinct()
        .filter(nodes::Column::Kind.eq("event"))
        .filter(nodes::Column::Trashing.is_null());
    let mut found: Vec<i64> = holding.into_tuple().all(store.readers()).await?;
    let listing = with_shown_revision(nodes::Entity::find(), permit)
        .select_only()
        .column(nodes::Column::Id)
        .filter(revisions::Column::ListsEvents.is_not_null());
    let listing: Vec<i64> = listing.into_tuple().all(store.readers()).await?;
    found.extend(listing);
    let query = nodes::Entity::find()
        .filter(nodes::Column::Id.is_in(found))
        .filter(nodes::Column::Kind.eq("page"))
        .filter(nodes::Column::Trashing.is_null())
        .order_by_asc(nodes::Column::Path)
        .limit(CHOICES);
    tree::rows(store.readers(), query, permit).await
}

/// How many live events are still to come, for the home screen.
pub async fn upcoming_events(store: &Store, _permit: &Permit) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    let upcoming = live_events::Entity::find().filter(live_events::Column::StartsAt.gt(store.now()));
    Ok(upcoming.count(store.readers()).await?)
}

async fn numbered(store: &Store, permit: &Permit, id: &str) -> Result<Option<NodeId>, StoreError> {
    let Ok(id) = id.trim_end_matches('/').parse::<i64>() else { return Ok(None) };
    known(store, permit, nodes::Entity::find_by_id(id)).await
}

async fn led_to(store: &Store, permit: &Permit, redirect: &redirects::Model) -> Result<Option<NodeId>, StoreError> {
    match redirect.target_node {
        Some(id) => known(store, permit, nodes::Entity::find_by_id(id)).await,
        None => Ok(None),
    }
}

async fn known(store: &Store, permit: &Permit, one: Select<nodes::Entity>) -> Result<Option<NodeId>, StoreError> {
    let row: Option<i64> =
        visible(one, permit).select_only().column(nodes::Column::Id).into_tuple().one(store.readers()).await?;
    Ok(row.map(NodeId))
}

/// The path of what was typed, without site, query and fragment.
fn path_of(typed: &str) -> Option<&str> {
    let path = match typed.split_once("://") {
        Some((_, rest)) => &rest[rest.find('/')?..],
        None => typed,
    };
    let end = path.find(['?', '#']).unwrap_or(path.len());
    path.starts_with('/').then(|| &path[..end])
}

fn with_words(query: Select<nodes::Entity>, permit: &Permit, text: &str) -> Select<nodes::Entity> {
    let mut query =
        with_shown_revision(query, permit).filter(nodes::Column::Trashing.is_null()).order_by_asc(nodes::Column::Path);
    for word in text.split_whitespace().take(10) {
        let pattern = || LikeExpr::new(format!("%{}%", escaped(&word.to_lowercase()))).escape('\\');
        let title = Func::lower(Expr::col((revisions::Entity, revisions::Column::Title)));
        query = query.filter(
            Condition::any()
                .add(Expr::expr(title).like(pattern()))
                .add(Expr::col((nodes::Entity, nodes::Column::Path)).like(pattern())),
        );
    }
    query
}

/// A word as LIKE takes it literally.
pub(crate) fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn an_address_is_found_however_it_was_copied() {
        assert_eq!(path_of("https://example.org/a/b?utm=1#top"), Some("/a/b"));
        assert_eq!(path_of("/a/b"), Some("/a/b"));
        assert_eq!(path_of("https://example.org"), None);
        assert_eq!(path_of("assessment only"), None);
    }
}
