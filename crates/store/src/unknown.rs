//! The addresses that visitors asked for and nobody knows, as editors see them.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use content::{
    NodeId,
    redirect::unknown::{IgnoreRule, last_part, nearest},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{Expr, ExprTrait as _, LikeExpr},
};

use crate::{
    Store, StoreError,
    entities::{ignored_addresses, live_nodes, nodes, redirects, unknown_addresses},
    find::escaped,
    lists::{PER_PAGE, Page},
    rights::Permit,
};

/// How many neighbours and namesakes are looked at for the suggestions of one screen.
const MOST_CANDIDATES: u64 = 5_000;

/// An address that nobody knows.
#[derive(Clone, Debug)]
pub struct UnknownRow {
    /// The address.
    pub path: String,
    /// How often it was asked for.
    pub visits: i64,
    /// How often from a page of the site itself.
    pub own_visits: i64,
    /// The page of the site from which somebody came last.
    pub linked_from: Option<String>,
    /// When it was asked for last.
    pub last_at: DateTime<Utc>,
    /// The public page that was probably meant.
    pub suggestion: Option<Suggestion>,
}

/// A public page that was probably meant.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The page.
    pub node: NodeId,
    /// Its public title.
    pub title: String,
    /// Its address.
    pub path: String,
}

/// A rule by which addresses are not shown.
#[derive(Clone, Debug)]
pub struct RuleRow {
    /// The rule.
    pub rule: String,
    /// Since when.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: String,
}

/// The addresses that nobody knows, those with links on the site itself first, then by visits. Left out is what a rule hides, and what leads
/// somewhere by now.
pub async fn list(store: &Store, _permit: &Permit, page: u64) -> Result<Page<UnknownRow>, StoreError> {
    let page = Ord::max(page, 1);
    let per_page = PER_PAGE as u64;
    let rules = rules_of(store.readers()).await?;
    let live = live_nodes::Entity::find().select_only().column(live_nodes::Column::Path).into_query();
    let redirected = redirects::Entity::find().select_only().column(redirects::Column::Path).into_query();
    let mut query = unknown_addresses::Entity::find()
        .filter(unknown_addresses::Column::Path.not_in_subquery(live))
        .filter(unknown_addresses::Column::Path.not_in_subquery(redirected));
    for rule in &rules {
        query = without(query, rule);
    }
    let query = query
        .order_by_desc(unknown_addresses::Column::OwnVisits)
        .order_by_desc(unknown_addresses::Column::Visits)
        .order_by_asc(unknown_addresses::Column::Path);
    let total = query.clone().count(store.readers()).await?;
    let rows = query.offset((page - 1).saturating_mul(per_page)).limit(per_page).all(store.readers()).await?;
    let asked: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
    let mut suggestions = suggestions(store.readers(), &asked).await?;
    let items = rows.into_iter().map(|row| UnknownRow {
        suggestion: suggestions.remove(&row.path),
        path: row.path,
        visits: row.visits,
        own_visits: row.own_visits,
        linked_from: row.linked_from,
        last_at: row.last_at,
    });
    Ok(Page { items: items.collect(), total, page, pages: Ord::max(total.div_ceil(per_page), 1) })
}

/// The rules, in alphabetical order.
pub async fn rules(store: &Store, _permit: &Permit) -> Result<Vec<RuleRow>, StoreError> {
    let rows =
        ignored_addresses::Entity::find().order_by_asc(ignored_addresses::Column::Rule).all(store.readers()).await?;
    let rule =
        |row: ignored_addresses::Model| RuleRow { rule: row.rule, made_at: row.made_at, made_by: row.made_by_name };
    Ok(rows.into_iter().map(rule).collect())
}

pub(crate) async fn rules_of<C: ConnectionTrait>(connection: &C) -> Result<Vec<IgnoreRule>, StoreError> {
    let rows = ignored_addresses::Entity::find().all(connection).await?;
    Ok(rows.iter().filter_map(|row| IgnoreRule::parse(&row.rule).ok()).collect())
}

fn without(query: Select<unknown_addresses::Entity>, rule: &IgnoreRule) -> Select<unknown_addresses::Entity> {
    match rule.beginning() {
        None => query.filter(unknown_addresses::Column::Path.ne(rule.as_str())),
        Some(beginning) => {
            let like = LikeExpr::new(format!("{}%", escaped(beginning))).escape('\\');
            query.filter(Expr::col((unknown_addresses::Entity, unknown_addresses::Column::Path)).not_like(like))
        }
    }
}

/// For each address the public page that was probably meant: one that has the same last part, or had it once, or stands beside it and is spelled alike.
async fn suggestions<C: ConnectionTrait>(
    connection: &C,
    asked: &[&str],
) -> Result<HashMap<String, Suggestion>, StoreError> {
    if asked.is_empty() {
        return Ok(HashMap::new());
    }
    let known = candidates(connection, asked).await?;
    let mut found = HashMap::new();
    for path in asked {
        if let Some(node) = nearest(path, known.iter().map(|(path, node)| (path.as_str(), *node))) {
            found.insert((*path).to_owned(), node);
        }
    }
    let ids: BTreeSet<i64> = found.values().copied().collect();
    let live = live_nodes::Entity::find().filter(live_nodes::Column::Node.is_in(ids)).all(connection).await?;
    let live: HashMap<i64, &live_nodes::Model> = live.iter().map(|row| (row.node, row)).collect();
    let suggestion = |(path, node): (String, i64)| {
        let row = live.get(&node)?;
        let suggestion = Suggestion { node: NodeId(node), title: row.title.clone(), path: row.path.clone() };
        Some((path, suggestion))
    };
    Ok(found.into_iter().filter_map(suggestion).collect())
}

/// Addresses of today and of the past with the public nodes that they lead to.
async fn candidates<C: ConnectionTrait>(connection: &C, asked: &[&str]) -> Result<Vec<(String, i64)>, StoreError> {
    let last: BTreeSet<&str> = asked.iter().map(|path| last_part(path)).collect();
    let above: BTreeSet<&str> =
        asked.iter().filter_map(|path| path.rfind('/').map(|at| if at == 0 { "/" } else { &path[..at] })).collect();
    let parents = nodes::Entity::find()
        .select_only()
        .column(nodes::Column::Id)
        .filter(nodes::Column::Path.is_in(above))
        .into_query();
    let near = Condition::any()
        .add(nodes::Column::Slug.is_in(last.iter().copied()))
        .add(nodes::Column::Parent.in_subquery(parents));
    let mut known: Vec<(String, i64)> = nodes::Entity::find()
        .select_only()
        .columns([nodes::Column::Path, nodes::Column::Id])
        .filter(nodes::Column::LiveRevision.is_not_null())
        .filter(near)
        .limit(MOST_CANDIDATES)
        .into_tuple()
        .all(connection)
        .await?;
    let ends = last.iter().filter(|part| !part.is_empty()).fold(Condition::any(), |any, part| {
        let like = LikeExpr::new(format!("%/{}", escaped(part))).escape('\\');
        any.add(Expr::col(redirects::Column::Path).like(like))
    });
    let past: Vec<(String, i64)> = redirects::Entity::find()
        .select_only()
        .columns([redirects::Column::Path, redirects::Column::TargetNode])
        .filter(redirects::Column::TargetNode.is_not_null())
        .filter(ends)
        .limit(MOST_CANDIDATES)
        .into_tuple()
        .all(connection)
        .await?;
    known.extend(past);
    Ok(known)
}
