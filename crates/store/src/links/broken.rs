//! The links of the whole site that lead nowhere.
//!
//! Each kind is found from its small side: links to pages that are not public from the index of those pages
//! (`nodes_not_live`, then `links_by_target_and_node`), the others from indexes that hold only the few links that could be
//! wrong (`links_astray`, `links_by_own_path`, `links_by_fragment`). None reads all links.

use content::NodeId;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait as _},
};

use super::{Fault, Leads, Mention, seen, targets::Targets};
use crate::{
    Store, StoreError,
    entities::{links, live_anchors, live_nodes, nodes, redirects},
    lists::Page,
    projection::{BlockSpot, TEMPLATE_ANCHORS},
    rights::Permit,
    tree::{self, TreeRow},
    write::place,
};

/// Why links lead nowhere: the parts of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To a page that the public cannot read, or that lies in the trash.
    NotPublic,
    /// To a page that there is not.
    Missing,
    /// To an address of this site at which nothing stands.
    UnknownAddress,
    /// To a heading that the page does not have.
    NoHeading,
}

impl Kind {
    /// Every kind, in the order of the report.
    pub const ALL: [Self; 4] = [Self::NotPublic, Self::Missing, Self::UnknownAddress, Self::NoHeading];
}

/// A link that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its number.
    pub id: i64,
    /// The page that holds it.
    pub page: TreeRow,
    /// Where it stands.
    pub mention: Mention,
    /// Where it was to lead.
    pub leads: Leads,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// The broken links of one kind, by page.
pub async fn broken(
    store: &Store,
    permit: &Permit,
    kind: Kind,
    page: u64,
    per_page: u64,
) -> Result<Page<Broken>, StoreError> {
    let page = Ord::max(page, 1);
    let total = count(store, permit, kind).await?;
    let found: Vec<(i64, String, String)> = grouped(permit, kind)
        .order_by_asc(links::Column::Node)
        .order_by_asc(Expr::col((links::Entity, links::Column::Id)).min())
        .offset((page - 1).saturating_mul(per_page))
        .limit(per_page)
        .into_tuple()
        .all(store.readers())
        .await?;
    let rows = links::Entity::find()
        .filter(links::Column::Id.is_in(found.iter().map(|(id, ..)| *id)))
        .order_by_asc(links::Column::Node)
        .order_by_asc(links::Column::Id)
        .all(store.readers())
        .await?;
    let sources = nodes::Entity::find().filter(nodes::Column::Id.is_in(rows.iter().map(|row| row.node)));
    let sources = tree::rows(store.readers(), sources, permit).await?;
    let targets = Targets::load(store, permit, &rows).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        let Some(source) = sources.iter().find(|source| source.id == NodeId(row.node)) else { continue };
        let Some((_, first, last)) = found.iter().find(|(id, ..)| *id == row.id) else { continue };
        items.push(Broken {
            id: row.id,
            page: source.clone(),
            mention: Mention {
                text: row.text.clone(),
                place: place(row)?,
                block: row.block.as_deref().and_then(BlockSpot::parse),
                draft: first == "draft",
                live: last == "live",
            },
            leads: targets.leads(row),
            fault: targets.fault(row),
        });
    }
    Ok(Page { items, total, page, pages: Ord::max(total.div_ceil(per_page), 1) })
}

/// How many links of one kind are broken.
pub async fn count(store: &Store, permit: &Permit, kind: Kind) -> Result<u64, StoreError> {
    Ok(grouped(permit, kind).count(store.readers()).await?)
}

/// One row for each link, whether the draft has it or the live text or both: its number and the two texts.
fn grouped(permit: &Permit, kind: Kind) -> Select<links::Entity> {
    let side = || Expr::col((links::Entity, links::Column::Side));
    seen(permit, links::Entity::find())
        .filter(of_kind(kind))
        .select_only()
        .expr_as(Expr::col((links::Entity, links::Column::Id)).min(), "first")
        .expr_as(side().min(), "earlier")
        .expr_as(side().max(), "later")
        .group_by(links::Column::Node)
        .group_by(links::Column::TargetNode)
        .group_by(links::Column::TargetAddress)
        .group_by(links::Column::Fragment)
        .group_by(links::Column::Text)
        .group_by(links::Column::Place)
        .group_by(links::Column::Block)
}

fn of_kind(kind: Kind) -> Condition {
    let column = |column: links::Column| Expr::col((links::Entity, column));
    match kind {
        Kind::NotPublic => {
            let not_live = nodes::Entity::find()
                .select_only()
                .column(nodes::Column::Id)
                .filter(nodes::Column::LiveRevision.is_null())
                .into_query();
            Condition::all()
                .add(links::Column::TargetNode.in_subquery(not_live))
                .add(column(links::Column::TargetNode).not_equals((links::Entity, links::Column::Node)))
        }
        Kind::Missing => {
            let there = nodes::Entity::find().select_only().column(nodes::Column::Id).into_query();
            Condition::all().add(links::Column::Stray.is_not_null()).add(links::Column::Stray.not_in_subquery(there))
        }
        Kind::UnknownAddress => {
            let live = live_nodes::Entity::find().select_only().column(live_nodes::Column::Path).into_query();
            let led = || redirects::Entity::find().select_only().column(redirects::Column::Path).into_query();
            Condition::all()
                .add(links::Column::OwnPath.is_not_null())
                .add(links::Column::OwnPath.not_in_subquery(live))
                .add(links::Column::OwnPath.not_in_subquery(led()))
                .add(links::Column::TargetAddress.not_in_subquery(led()))
        }
        Kind::NoHeading => {
            let live = live_nodes::Entity::find().select_only().column(live_nodes::Column::Node).into_query();
            let heading = live_anchors::Entity::find()
                .select_only()
                .column(live_anchors::Column::Node)
                .filter(
                    Expr::col((live_anchors::Entity, live_anchors::Column::Node))
                        .equals((links::Entity, links::Column::TargetNode)),
                )
                .filter(
                    Expr::col((live_anchors::Entity, live_anchors::Column::Anchor))
                        .equals((links::Entity, links::Column::Fragment)),
                )
                .into_query();
            let elsewhere = Condition::all()
                .add(links::Column::TargetNode.in_subquery(live))
                .add(column(links::Column::TargetNode).not_equals((links::Entity, links::Column::Node)))
                .add(links::Column::Fragment.is_not_in(TEMPLATE_ANCHORS))
                .add(Expr::exists(heading).not());
            Condition::all()
                .add(links::Column::Fragment.is_not_null())
                .add(Condition::any().add(links::Column::Here.eq(false)).add(elsewhere))
        }
    }
}
