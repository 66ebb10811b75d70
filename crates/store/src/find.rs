//! Finding nodes: by words, by address, as choices in forms.

use std::collections::{HashMap, HashSet};

use content::{NodeId, UrlPath};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Statement,
    sea_query::{Expr, ExprTrait, Func, LikeExpr},
};

use crate::{
    Store, StoreError, dialect,
    entities::{live_events, nodes, redirects, revisions},
    rights::Permit,
    tree::{self, TreeRow, visible, with_shown_revision},
};

/// How many choices a form offers.
const CHOICES: u64 = 200;
/// Words that are looked for.
const MOST_WORDS: usize = 10;
/// How many nodes may have a rare word, or stand below one that has it in its address.
const MOST_FOUND: i64 = 5_000;

/// Nodes with all of these words in their title or address, drafts included. A title is looked through as the permit's
/// holder reads it: to be found by a word of a draft would tell what stands in it.
pub async fn nodes(store: &Store, permit: &Permit, text: &str, limit: u64) -> Result<Vec<TreeRow>, StoreError> {
    let query = with_words(store, nodes::Entity::find(), permit, text).await?.limit(limit);
    tree::rows(store.readers(), query, permit).await
}

/// The node that an address leads to: its own, an old one, `/node/463`, `node:463`, with or without the site in front. A node of which the permit's
/// holder may not know is not found, as if there were none.
pub async fn by_address(store: &Store, permit: &Permit, typed: &str) -> Result<Option<NodeId>, StoreError> {
    Ok(by_addresses(store, permit, &[typed]).await?.remove(typed))
}

/// The nodes that addresses lead to, told like [`by_address`]: three statements whatever their number.
pub async fn by_addresses(
    store: &Store,
    permit: &Permit,
    typed: &[&str],
) -> Result<HashMap<String, NodeId>, StoreError> {
    let asked: Vec<Address<'_>> = typed.iter().map(|typed| Address::read(typed)).collect();
    let numbers: Vec<i64> = asked.iter().filter_map(|address| address.number).collect();
    let paths: HashSet<&str> = asked.iter().filter_map(|address| address.path).collect();
    let lower: Vec<&str> = asked.iter().filter_map(|address| address.lower.as_ref()).map(UrlPath::as_str).collect();
    let redirects = redirects_at(store, paths.into_iter().chain(lower.iter().copied()));
    let (redirects, standing) = tokio::try_join!(redirects, standing_at(store, lower.clone()))?;
    let led_to = redirects.values().flatten().chain(standing.values()).copied();
    let known = existing(store, permit, numbers.into_iter().chain(led_to).collect()).await?;
    let is_known = |node: &i64| known.contains(node);
    let leads = |address: &Address<'_>| {
        if let Some(number) = address.number.filter(is_known) {
            return Some(number);
        }
        if let Some(target) = address.path.and_then(|path| redirects.get(path)) {
            return target.filter(is_known);
        }
        let lower = address.lower.as_ref()?.as_str();
        let there = standing.get(lower).copied().filter(is_known);
        there.or_else(|| redirects.get(lower)?.filter(is_known))
    };
    let found =
        typed.iter().zip(&asked).filter_map(|(typed, address)| Some(((*typed).to_owned(), NodeId(leads(address)?))));
    Ok(found.collect())
}

/// What was typed as an address.
struct Address<'a> {
    /// The node that it names by number.
    number: Option<i64>,
    /// Its path as typed, by which redirects are found; `None` where it is no path.
    path: Option<&'a str>,
    /// The address of a node that the path stands for.
    lower: Option<UrlPath>,
}

impl<'a> Address<'a> {
    fn read(typed: &'a str) -> Self {
        let typed = typed.trim();
        if let Some(id) = typed.strip_prefix("node:") {
            return Self { number: number(id), path: None, lower: None };
        }
        let path = path_of(typed);
        Self {
            number: path.and_then(|path| path.strip_prefix("/node/")).and_then(number),
            path,
            lower: path.and_then(UrlPath::from_request),
        }
    }
}

fn number(id: &str) -> Option<i64> {
    id.trim_end_matches('/').parse().ok()
}

/// Which of these numbers are nodes of which the permit's holder may know.
async fn existing(store: &Store, permit: &Permit, numbers: Vec<i64>) -> Result<HashSet<i64>, StoreError> {
    if numbers.is_empty() {
        return Ok(HashSet::new());
    }
    let query = visible(nodes::Entity::find(), permit).select_only().column(nodes::Column::Id);
    let found: Vec<i64> = query.filter(nodes::Column::Id.is_in(numbers)).into_tuple().all(store.readers()).await?;
    Ok(found.into_iter().collect())
}

/// The redirects at some paths, with the nodes to which they lead, if they lead to nodes.
async fn redirects_at(
    store: &Store,
    paths: impl Iterator<Item = &str>,
) -> Result<HashMap<String, Option<i64>>, StoreError> {
    let paths: Vec<&str> = paths.collect();
    if paths.is_empty() {
        return Ok(HashMap::new());
    }
    let query = redirects::Entity::find()
        .select_only()
        .columns([redirects::Column::Path, redirects::Column::TargetNode])
        .filter(redirects::Column::Path.is_in(paths));
    let found: Vec<(String, Option<i64>)> = query.into_tuple().all(store.readers()).await?;
    Ok(found.into_iter().collect())
}

/// The nodes that stand at some paths.
async fn standing_at(store: &Store, paths: Vec<&str>) -> Result<HashMap<String, i64>, StoreError> {
    if paths.is_empty() {
        return Ok(HashMap::new());
    }
    let query = nodes::Entity::find()
        .select_only()
        .columns([nodes::Column::Path, nodes::Column::Id])
        .filter(nodes::Column::Path.is_in(paths));
    let found: Vec<(String, i64)> = query.into_tuple().all(store.readers()).await?;
    Ok(found.into_iter().collect())
}

/// Pages as choices for a parent or a link.
pub async fn pages(store: &Store, permit: &Permit, text: &str) -> Result<Vec<TreeRow>, StoreError> {
    let kind = Func::coalesce([Expr::col((nodes::Entity, nodes::Column::Kind)), Expr::value("")]);
    let query = with_words(store, nodes::Entity::find(), permit, text).await?.filter(kind.eq("page")).limit(CHOICES);
    tree::rows(store.readers(), query, permit).await
}

/// The pages below which events are filed: those that hold an event, and those that show an event list.
pub async fn event_categories(store: &Store, permit: &Permit) -> Result<Vec<TreeRow>, StoreError> {
    let mut found = holding_events(store).await?;
    let listing = with_shown_revision(nodes::Entity::find(), permit)
        .select_only()
        .column(nodes::Column::Id)
        .filter(revisions::Column::ListsEvents.is_not_null())
        // Says the same once more, so that the few texts come first and each leads to its node.
        .filter(Expr::col((revisions::Entity, revisions::Column::Node)).equals((nodes::Entity, nodes::Column::Id)));
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

/// The nodes that hold an event outside of the trash. From each, index `nodes_by_kind` leads to the next one: what is read are the nodes that hold
/// events, not the events.
async fn holding_events(store: &Store) -> Result<Vec<i64>, StoreError> {
    const HOLDING: &str = "WITH RECURSIVE holding(parent) AS ( \
        SELECT MIN(parent) FROM nodes WHERE kind = 'event' AND trashing IS NULL \
        UNION ALL \
        SELECT (SELECT MIN(parent) FROM nodes WHERE kind = 'event' AND trashing IS NULL AND parent > holding.parent) \
        FROM holding WHERE holding.parent IS NOT NULL \
        ) SELECT parent FROM holding WHERE parent IS NOT NULL";
    let rows =
        store.readers().query_all_raw(Statement::from_string(store.readers().get_database_backend(), HOLDING)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// How many live events are still to come, for the home screen.
pub async fn upcoming_events(store: &Store, _permit: &Permit) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    let upcoming = live_events::Entity::find().filter(live_events::Column::StartsAt.gt(store.now()));
    Ok(upcoming.count(store.readers()).await?)
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

/// The nodes outside of the trash with all of these words, in the order of their addresses.
///
/// Words that few nodes have are looked up in the index of the search, and only those nodes are read. Without such a word the nodes are read in the
/// order of their addresses until the list is full, which then is soon. What counts is asked of each node here: the index knows every title and no right.
/// The conditions are written so that no other index of `nodes` answers them.
async fn with_words(
    store: &Store,
    query: Select<nodes::Entity>,
    permit: &Permit,
    text: &str,
) -> Result<Select<nodes::Entity>, StoreError> {
    let words: Vec<String> = text.split_whitespace().take(MOST_WORDS).map(str::to_lowercase).collect();
    let kept = Func::coalesce([Expr::col((nodes::Entity, nodes::Column::Trashing)), Expr::value(0)]);
    let mut query = with_shown_revision(query, permit).filter(kept.eq(0));
    query = match rarest(store, &words).await?.and_then(dialect::found) {
        Some(found) => {
            let path = Func::coalesce([Expr::col((nodes::Entity, nodes::Column::Path)), Expr::value("")]);
            query.filter(found).order_by_asc(Expr::expr(path))
        }
        None => query.order_by_asc(nodes::Column::Path),
    };
    for word in &words {
        let pattern = || LikeExpr::new(format!("%{}%", escaped(word))).escape('\\');
        let title = Func::lower(Expr::col((revisions::Entity, revisions::Column::Title)));
        query = query.filter(
            Condition::any()
                .add(Expr::expr(title).like(pattern()))
                .add(Expr::col((nodes::Entity, nodes::Column::Path)).like(pattern())),
        );
    }
    Ok(query)
}

/// The word that fewest nodes may have; `None` where no word is rare.
async fn rarest<'a>(store: &Store, words: &'a [String]) -> Result<Option<&'a str>, StoreError> {
    let mut rarest: Option<(i64, &str)> = None;
    for word in words {
        let Some(count) = dialect::count_found(store.readers(), word, MOST_FOUND + 1).await? else { continue };
        if count <= MOST_FOUND && rarest.is_none_or(|(least, _)| count < least) {
            rarest = Some((count, word));
        }
    }
    Ok(rarest.map(|(_, word)| word))
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
