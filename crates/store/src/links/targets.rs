//! Where links lead, and what is wrong with them.

use std::collections::{HashMap, HashSet};

use content::NodeId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, Select};

use crate::{
    Store, StoreError,
    entities::{links, live_anchors, live_nodes, nodes, redirects},
    rights::Permit,
    tree::{self, TreeRow},
};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To a page.
    Node(Box<TreeRow>, Option<String>),
    /// To a page of which the reader may not know, or which there is not.
    Unknown(NodeId),
    /// To an address.
    Address(String),
}

/// What is wrong with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such page.
    Missing,
    /// The page lies in the trash.
    Trashed,
    /// The public cannot read the page.
    NotPublic,
    /// Nothing stands at this address of the site.
    UnknownAddress,
    /// The page has no such heading.
    NoHeading(String),
}

/// Everything that some links lead to.
pub(super) struct Targets {
    rows: HashMap<i64, TreeRow>,
    /// Live or not, of every target there is; `true` for what lies in the trash.
    states: HashMap<i64, (bool, bool)>,
    anchors: HashSet<(i64, String)>,
    known_paths: HashSet<String>,
}

impl Targets {
    pub(super) async fn load(store: &Store, permit: &Permit, links: &[links::Model]) -> Result<Self, StoreError> {
        let reader = store.readers();
        let ids: HashSet<i64> = links.iter().filter_map(|row| row.target_node).collect();
        if ids.is_empty() {
            let known_paths = known_paths(store, links).await?;
            return Ok(Self { rows: HashMap::new(), states: HashMap::new(), anchors: HashSet::new(), known_paths });
        }
        let query = nodes::Entity::find().filter(nodes::Column::Id.is_in(ids));
        let (rows, states, anchors, known_paths) = tokio::try_join!(
            tree::rows(reader, query.clone(), permit),
            states(store, query),
            anchors(store, links),
            known_paths(store, links),
        )?;
        Ok(Self { rows: rows.into_iter().map(|row| (row.id.0, row)).collect(), states, anchors, known_paths })
    }

    pub(super) fn leads(&self, link: &links::Model) -> Leads {
        match (link.target_node, &link.target_address) {
            (Some(id), _) => match self.rows.get(&id) {
                Some(row) => Leads::Node(Box::new(row.clone()), link.fragment.clone()),
                None => Leads::Unknown(NodeId(id)),
            },
            (None, address) => Leads::Address(address.clone().unwrap_or_default()),
        }
    }

    pub(super) fn fault(&self, link: &links::Model) -> Option<Fault> {
        let heading = || link.fragment.clone().map(Fault::NoHeading);
        if !link.here {
            return heading();
        }
        if let Some(path) = &link.own_path {
            return (!self.known_paths.contains(path)).then_some(Fault::UnknownAddress);
        }
        let id = link.target_node.filter(|id| *id != link.node)?;
        match (self.states.get(&id), &link.fragment) {
            (None, _) => Some(Fault::Missing),
            (Some((_, true)), _) => Some(Fault::Trashed),
            (Some((false, _)), _) => Some(Fault::NotPublic),
            (Some(_), Some(fragment)) if !self.has_heading(id, fragment) => heading(),
            (Some(_), _) => None,
        }
    }

    fn has_heading(&self, id: i64, fragment: &str) -> bool {
        crate::projection::TEMPLATE_ANCHORS.contains(&fragment) || self.anchors.contains(&(id, fragment.to_owned()))
    }
}

/// Whether the nodes of a query are live, and whether they lie in the trash.
async fn states(store: &Store, query: Select<nodes::Entity>) -> Result<HashMap<i64, (bool, bool)>, StoreError> {
    let found: Vec<(i64, Option<i64>, Option<i64>)> = query
        .select_only()
        .columns([nodes::Column::Id, nodes::Column::LiveRevision, nodes::Column::Trashing])
        .into_tuple()
        .all(store.readers())
        .await?;
    Ok(found.into_iter().map(|(id, live, trashing)| (id, (live.is_some(), trashing.is_some()))).collect())
}

/// The headings of the nodes to whose headings some links lead.
async fn anchors(store: &Store, links: &[links::Model]) -> Result<HashSet<(i64, String)>, StoreError> {
    let with_heading = links.iter().filter(|row| row.fragment.is_some());
    let targets: HashSet<i64> = with_heading.filter_map(|row| row.target_node).collect();
    if targets.is_empty() {
        return Ok(HashSet::new());
    }
    let query = live_anchors::Entity::find()
        .select_only()
        .columns([live_anchors::Column::Node, live_anchors::Column::Anchor])
        .filter(live_anchors::Column::Node.is_in(targets));
    let found: Vec<(i64, String)> = query.into_tuple().all(store.readers()).await?;
    Ok(found.into_iter().collect())
}

/// The own paths of some links at which visitors find something.
async fn known_paths(store: &Store, links: &[links::Model]) -> Result<HashSet<String>, StoreError> {
    let asked: Vec<(&String, &str)> = links
        .iter()
        .filter_map(|row| Some((row.own_path.as_ref()?, before_query(row.target_address.as_deref()?))))
        .collect();
    if asked.is_empty() {
        return Ok(HashSet::new());
    }
    let paths = || asked.iter().map(|(path, _)| path.as_str());
    let live: Vec<String> = live_nodes::Entity::find()
        .select_only()
        .column(live_nodes::Column::Path)
        .filter(live_nodes::Column::Path.is_in(paths()))
        .into_tuple()
        .all(store.readers())
        .await?;
    let typed = asked.iter().map(|(_, typed)| *typed);
    let led: Vec<String> = redirects::Entity::find()
        .select_only()
        .column(redirects::Column::Path)
        .filter(Condition::any().add(redirects::Column::Path.is_in(paths())).add(redirects::Column::Path.is_in(typed)))
        .into_tuple()
        .all(store.readers())
        .await?;
    let found: HashSet<String> = live.into_iter().chain(led).collect();
    let known = asked.iter().filter(|(path, typed)| found.contains(*path) || found.contains(*typed));
    Ok(known.map(|(path, _)| (*path).clone()).collect())
}

fn before_query(address: &str) -> &str {
    &address[..address.find(['?', '#']).unwrap_or(address.len())]
}
