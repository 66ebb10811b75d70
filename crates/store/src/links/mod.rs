//! Who refers to whom: the pages that lead to a node, what a node leads to, and the links that lead nowhere.
//!
//! People who may not read others' drafts see what the public reads, and their own drafts.

mod broken;
mod targets;

use std::collections::BTreeMap;

use content::NodeId;
use media::FileId;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    Select,
    sea_query::{Expr, ExprTrait as _, Func},
};

use crate::{
    Store, StoreError,
    entities::{links, nodes, redirects},
    library,
    lists::Page,
    projection::{BlockSpot, LinkPlace, fact_address},
    rights::{Permit, Reach},
    tree::{self, TreeRow},
    write::{Side, links_of, place},
};

pub use broken::{Broken, Kind, broken, count};
pub use targets::{Fault, Leads};

/// Pages of one screen.
const PER_PAGE: u64 = 50;
/// Links of one page that are shown. No page that we studied has a tenth of it.
const MOST: u64 = 2_000;

/// A link as it stands in the texts of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words of the link.
    pub text: String,
    /// What kind of reference it is.
    pub place: LinkPlace,
    /// The block that holds it.
    pub block: Option<BlockSpot>,
    /// Whether the draft has it.
    pub draft: bool,
    /// Whether the public reads it.
    pub live: bool,
}

/// A page that refers to a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbound {
    /// The page.
    pub page: TreeRow,
    /// Its references.
    pub mentions: Vec<Mention>,
}

/// A link of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbound {
    /// Where it stands.
    pub mention: Mention,
    /// Where it leads.
    pub leads: Leads,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// The pages that refer to the permit's node, in the order of their numbers. Index `links_by_target_and_node` holds all
/// that the list of pages needs.
pub async fn inbound(store: &Store, permit: &Permit, page: u64) -> Result<Page<Inbound>, StoreError> {
    to(store, permit, &Target::Node(permit.node().unwrap_or(NodeId::HOME)), page).await
}

/// The pages that show or link to a file, in the order of their numbers.
pub async fn with_file(store: &Store, permit: &Permit, file: FileId, page: u64) -> Result<Page<Inbound>, StoreError> {
    to(store, permit, &Target::File(file), page).await
}

/// The pages that show a fact, in the order of their numbers.
pub async fn with_fact(store: &Store, permit: &Permit, name: &str, page: u64) -> Result<Page<Inbound>, StoreError> {
    to(store, permit, &Target::Fact(fact_address(name)), page).await
}

async fn to(store: &Store, permit: &Permit, target: &Target, page: u64) -> Result<Page<Inbound>, StoreError> {
    let page = Ord::max(page, 1);
    let sources = sources(permit, target);
    let total = sources.clone().count(store.readers()).await?;
    let ids: Vec<i64> = sources
        .order_by_asc(links::Column::Node)
        .offset((page - 1).saturating_mul(PER_PAGE))
        .limit(PER_PAGE)
        .into_tuple()
        .all(store.readers())
        .await?;
    let rows = seen(permit, links::Entity::find())
        .filter(target.is_meant())
        .filter(links::Column::Node.is_in(ids.iter().copied()))
        .order_by_asc(links::Column::Id)
        .limit(PER_PAGE * MOST)
        .all(store.readers())
        .await?;
    let mut mentions: BTreeMap<i64, Vec<Mention>> = BTreeMap::new();
    for row in rows {
        let of_page = mentions.entry(row.node).or_default();
        add(of_page, mention(&row)?);
    }
    let pages = tree::rows(store.readers(), nodes::Entity::find().filter(nodes::Column::Id.is_in(ids)), permit).await?;
    let items = pages
        .into_iter()
        .map(|page| Inbound { mentions: mentions.remove(&page.id.0).unwrap_or_default(), page })
        .collect();
    Ok(Page { items, total, page, pages: Ord::max(total.div_ceil(PER_PAGE), 1) })
}

/// How many pages refer to the permit's node, counted up to `most`: every page of a large site may refer to one.
pub async fn inbound_count(store: &Store, permit: &Permit, most: u64) -> Result<u64, StoreError> {
    let sources = sources(permit, &Target::Node(permit.node().unwrap_or(NodeId::HOME))).limit(most);
    let found: Vec<i64> = sources.into_tuple().all(store.readers()).await?;
    Ok(found.len() as u64)
}

/// The addresses that lead to the permit's node by a redirect, at most 200.
pub async fn redirects(store: &Store, permit: &Permit) -> Result<Vec<String>, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    Ok(redirects::Entity::find()
        .select_only()
        .column(redirects::Column::Path)
        .filter(redirects::Column::TargetNode.eq(node.0))
        .order_by_asc(redirects::Column::Path)
        .limit(200)
        .into_tuple()
        .all(store.readers())
        .await?)
}

/// What the draft and the live text of the permit's node lead to, each link with what is wrong with it.
pub async fn outbound(store: &Store, permit: &Permit) -> Result<Vec<Outbound>, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let rows = links::Entity::find()
        .filter(links::Column::Node.eq(node.0))
        .order_by_asc(links::Column::Id)
        .limit(MOST)
        .all(store.readers())
        .await?;
    let targets = targets::Targets::load(store, permit, &rows).await?;
    let mut found: Vec<Outbound> = Vec::new();
    for row in &rows {
        let new = Outbound { mention: mention(row)?, leads: targets.leads(row), fault: targets.fault(row) };
        let same = found.iter_mut().find(|known| {
            known.mention.is_same_link(&new.mention) && known.leads == new.leads && known.fault == new.fault
        });
        match same {
            Some(known) => known.mention.join(&new.mention),
            None => found.push(new),
        }
    }
    Ok(found)
}

/// The links of the permit's node's draft that lead nowhere, each with what is wrong with it. What its other links lead to is not read.
pub async fn faulty(store: &Store, permit: &Permit) -> Result<Vec<(Mention, Fault)>, StoreError> {
    let node = permit.node().unwrap_or(NodeId::HOME);
    let (rows, faults) = targets::Faults::of_text(store, links_of(node, Side::Draft).limit(MOST)).await?;
    let mut found: Vec<(Mention, Fault)> = Vec::new();
    for row in &rows {
        let Some(fault) = faults.of(row) else { continue };
        let new = mention(row)?;
        if !found.iter().any(|(known, why)| known.is_same_link(&new) && *why == fault) {
            found.push((new, fault));
        }
    }
    Ok(found)
}

impl Mention {
    fn is_same_link(&self, other: &Self) -> bool {
        (&self.text, self.place, self.block) == (&other.text, other.place, other.block)
    }

    fn join(&mut self, other: &Self) {
        self.draft |= other.draft;
        self.live |= other.live;
    }
}

fn add(mentions: &mut Vec<Mention>, new: Mention) {
    match mentions.iter_mut().find(|known| known.is_same_link(&new)) {
        Some(known) => known.join(&new),
        None => mentions.push(new),
    }
}

fn mention(row: &links::Model) -> Result<Mention, StoreError> {
    let live = row.side == Side::Live.as_str();
    let block = row.block.as_deref().and_then(BlockSpot::parse);
    Ok(Mention { text: row.text.clone(), place: place(row)?, block, draft: !live, live })
}

/// What some links lead to.
enum Target {
    Node(NodeId),
    File(FileId),
    /// By its address among the links.
    Fact(String),
}

impl Target {
    fn is_meant(&self) -> Condition {
        match self {
            // A page that refers to itself says nothing to those who look for its readers.
            Self::Node(node) => {
                Condition::all().add(links::Column::TargetNode.eq(node.0)).add(links::Column::Node.ne(node.0))
            }
            Self::File(file) => Condition::all().add(links::Column::TargetAddress.eq(library::address(*file))),
            Self::Fact(address) => Condition::all().add(links::Column::TargetAddress.eq(address.as_str())),
        }
    }
}

/// The pages outside of the trash that refer to something, each once.
fn sources(permit: &Permit, target: &Target) -> Select<links::Entity> {
    seen(permit, links::Entity::find().select_only().column(links::Column::Node).distinct()).filter(target.is_meant())
}

/// The links that the permit's holder may know of, outside of the trash.
fn seen(permit: &Permit, query: Select<links::Entity>) -> Select<links::Entity> {
    // Written so that no index of `nodes` answers it: the few links come first, their pages after them.
    let kept = Func::coalesce([Expr::col((nodes::Entity, nodes::Column::Trashing)), Expr::value(0)]).eq(0);
    let query = query.join(JoinType::InnerJoin, source_relation()).filter(kept);
    match permit.reach() {
        Reach::Everybodys => query,
        Reach::Own(own) => {
            let unpublished = Condition::all()
                .add(nodes::Column::LiveRevision.is_null())
                .add(nodes::Column::CreatedBy.eq(own.user.0));
            let known = Condition::any().add(links::Column::Side.eq(Side::Live.as_str())).add(unpublished);
            query.filter(match own.branches() {
                Some(branches) => known.add(branches),
                None => known,
            })
        }
    }
}

/// From a link to the page that holds it.
fn source_relation() -> RelationDef {
    links::Entity::belongs_to(nodes::Entity).from(links::Column::Node).to(nodes::Column::Id).into()
}
