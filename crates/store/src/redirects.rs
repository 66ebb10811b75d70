//! The redirects as editors see them.

use std::collections::HashMap;

use chrono::{DateTime, Months, Utc};
use content::{
    NodeId,
    redirect::{RedirectTarget, own_page},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait as _, LikeExpr},
};

use crate::{
    Store, StoreError,
    entities::{live_nodes, nodes, redirects},
    find::escaped,
    lists::{PER_PAGE, Page},
    rights::{Permit, Reach},
    write::target_of,
};

/// After so many months without a visitor a redirect counts as unused.
pub const UNUSED_MONTHS: u32 = 12;

/// Which redirects a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Every one.
    #[default]
    All,
    /// Those that nobody used for [`UNUSED_MONTHS`], and that were made before.
    Unused,
}

/// An address that leads elsewhere.
#[derive(Clone, Debug)]
pub struct RedirectRow {
    /// The address.
    pub path: String,
    /// Where it leads, in words: a path, a web address, or that it is gone.
    pub target: String,
    /// The node, where it leads to one.
    pub node: Option<NodeId>,
    /// Since when.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: String,
    /// How many visitors used it.
    pub hits: i64,
    /// When the last of them did.
    pub last_hit_at: Option<DateTime<Utc>>,
    /// Whether it leads to an address of the site at which nothing stands.
    pub nowhere: bool,
}

/// The redirects with these words in their address or target, newest first; unused ones oldest first.
pub async fn list(
    store: &Store,
    permit: &Permit,
    shown: Shown,
    text: &str,
    page: u64,
) -> Result<Page<RedirectRow>, StoreError> {
    let page = Ord::max(page, 1);
    let per_page = PER_PAGE as u64;
    let query = with_words(redirects::Entity::find(), text);
    let query = match shown {
        Shown::All => query.order_by_desc(redirects::Column::MadeAt),
        Shown::Unused => unused(query, store.now()).order_by_asc(redirects::Column::MadeAt),
    };
    let query = query.order_by_asc(redirects::Column::Path);
    let total = query.clone().count(store.readers()).await?;
    let rows = query.offset((page - 1).saturating_mul(per_page)).limit(per_page).all(store.readers()).await?;
    let items = in_words(store, permit, rows).await?;
    Ok(Page { items, total, page, pages: Ord::max(total.div_ceil(per_page), 1) })
}

/// The redirects whose address begins like this, in the order of their addresses. The primary key holds them side by side.
pub async fn beginning(
    store: &Store,
    permit: &Permit,
    start: &str,
    limit: u64,
) -> Result<Vec<RedirectRow>, StoreError> {
    let after = format!("{start}{}", char::MAX);
    let query = redirects::Entity::find()
        .filter(redirects::Column::Path.gte(start))
        .filter(redirects::Column::Path.lt(after))
        .order_by_asc(redirects::Column::Path)
        .limit(limit);
    in_words(store, permit, query.all(store.readers()).await?).await
}

/// How many redirects nobody uses.
pub async fn unused_count(store: &Store, _permit: &Permit) -> Result<u64, StoreError> {
    Ok(unused(redirects::Entity::find(), store.now()).count(store.readers()).await?)
}

/// One redirect and where it leads.
pub async fn one(
    store: &Store,
    permit: &Permit,
    source: &str,
) -> Result<Option<(RedirectRow, RedirectTarget)>, StoreError> {
    let Some(row) = redirects::Entity::find_by_id(source).one(store.readers()).await? else { return Ok(None) };
    let target = target_of(row.target_node, row.target_address.clone());
    Ok(in_words(store, permit, vec![row]).await?.pop().map(|row| (row, target)))
}

fn unused(query: Select<redirects::Entity>, now: DateTime<Utc>) -> Select<redirects::Entity> {
    let since = now.checked_sub_months(Months::new(UNUSED_MONTHS)).unwrap_or(DateTime::UNIX_EPOCH);
    let quiet =
        Condition::any().add(redirects::Column::LastHitAt.is_null()).add(redirects::Column::LastHitAt.lt(since));
    query.filter(redirects::Column::MadeAt.lt(since)).filter(quiet)
}

fn with_words(mut query: Select<redirects::Entity>, text: &str) -> Select<redirects::Entity> {
    for word in text.split_whitespace().take(10) {
        let like = || LikeExpr::new(format!("%{}%", escaped(&word.to_lowercase()))).escape('\\');
        let fits =
            [redirects::Column::Path, redirects::Column::TargetAddress].map(|column| Expr::col(column).like(like()));
        query = query.filter(fits.into_iter().fold(Condition::any(), Condition::add));
    }
    query
}

async fn in_words(store: &Store, permit: &Permit, rows: Vec<redirects::Model>) -> Result<Vec<RedirectRow>, StoreError> {
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.target_node).collect();
    let found: Vec<(i64, Option<String>, Option<i64>)> = nodes::Entity::find()
        .select_only()
        .columns([nodes::Column::Id, nodes::Column::Path, nodes::Column::LiveRevision])
        .filter(nodes::Column::Id.is_in(ids))
        .into_tuple()
        .all(store.readers())
        .await?;
    let targets: HashMap<i64, (Option<String>, bool)> =
        found.into_iter().map(|(id, path, live)| (id, (path, live.is_some()))).collect();
    let own: Vec<&str> = rows.iter().filter_map(|row| plain_own(row.target_address.as_deref()?)).collect();
    let live: Vec<String> = live_nodes::Entity::find()
        .select_only()
        .column(live_nodes::Column::Path)
        .filter(live_nodes::Column::Path.is_in(own))
        .into_tuple()
        .all(store.readers())
        .await?;
    let sees_all = *permit.reach() == Reach::Everybodys;
    let target = |row: &redirects::Model| match (row.target_node, &row.target_address) {
        (Some(node), _) => match targets.get(&node) {
            // Where the draft of a withdrawn page lies by now is not for everybody.
            Some((Some(path), live)) if *path == row.path || (!live && !sees_all) => {
                "Gone until this page is published again".into()
            }
            Some((Some(path), _)) => path.clone(),
            Some((None, _)) | None => "Gone: the page is in the trash".into(),
        },
        (None, Some(address)) => address.clone(),
        (None, None) => "Gone for good".into(),
    };
    let nowhere = |row: &redirects::Model| {
        let path = row.target_address.as_deref().and_then(plain_own);
        path.is_some_and(|path| !live.iter().any(|live| live == path))
    };
    let shown = rows.iter().map(|row| RedirectRow {
        target: target(row),
        nowhere: nowhere(row),
        path: row.path.clone(),
        node: row.target_node.map(NodeId),
        made_at: row.made_at,
        made_by: row.made_by_name.clone(),
        hits: row.hits,
        last_hit_at: row.last_hit_at,
    });
    Ok(shown.collect())
}

/// The path of an address of this site at which a page could stand; what a wildcard keeps of an address is not known beforehand.
fn plain_own(address: &str) -> Option<&str> {
    own_page(address).map(|(path, _)| path).filter(|path| !path.ends_with("/*"))
}

/// Where an address leads by a redirect today; `None` for nowhere.
pub async fn target_at(store: &Store, _permit: &Permit, path: &str) -> Result<Option<RedirectTarget>, StoreError> {
    let row = redirects::Entity::find_by_id(path).one(store.readers()).await?;
    Ok(row.map(|row| target_of(row.target_node, row.target_address)))
}
