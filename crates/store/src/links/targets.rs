//! Where links lead, and what is wrong with them.

use std::collections::{HashMap, HashSet};

use content::NodeId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

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
        let known_paths = known_paths(store, links).await?;
        let ids: HashSet<i64> = links.iter().filter_map(|row| row.target_node).collect();
        if ids.is_empty() {
            return Ok(Self { rows: HashMap::new(), states: HashMap::new(), anchors: HashSet::new(), known_paths });
        }
        let query = nodes::Entity::find().filter(nodes::Column::Id.is_in(ids.iter().copied()));
        let found: Vec<(i64, Option<i64>, Option<i64>)> = query
            .clone()
            .select_only()
            .columns([nodes::Column::Id, nodes::Column::LiveRevision, nodes::Column::Trashing])
            .into_tuple()
            .all(reader)
            .await?;
        let rows = tree::rows(reader, query, permit).await?;
        let of_others = links.iter().filter(|row| row.fragment.is_some()).filter_map(|row| row.target_node);
        let of_others: Vec<i64> = of_others.collect();
        let anchors: Vec<(i64, String)> = if of_others.is_empty() {
            Vec::new()
        } else {
            let anchors = live_anchors::Entity::find().filter(live_anchors::Column::Node.is_in(of_others));
            anchors.into_tuple().all(reader).await?
        };
        Ok(Self {
            rows: rows.into_iter().map(|row| (row.id.0, row)).collect(),
            states: found.into_iter().map(|(id, live, trashing)| (id, (live.is_some(), trashing.is_some()))).collect(),
            anchors: anchors.into_iter().collect(),
            known_paths,
        })
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
