//! Where links lead, and what is wrong with them.

use std::collections::{HashMap, HashSet};

use content::NodeId;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait as _, Select,
    sea_query::{Expr, SelectStatement},
};

use crate::{
    Store, StoreError,
    entities::{links, live_anchors, live_nodes, nodes, redirects},
    rights::Permit,
    together::{self, Answer},
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
    faults: Faults,
}

/// What there is of that, whoever asks: as much as tells which links lead nowhere.
pub(super) struct Faults {
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
            return Ok(Self { rows: HashMap::new(), faults: Faults::load(store, links).await? });
        }
        let query = nodes::Entity::find().filter(nodes::Column::Id.is_in(ids));
        let (rows, faults) = tokio::try_join!(tree::rows(reader, query, permit), Faults::load(store, links))?;
        Ok(Self { rows: rows.into_iter().map(|row| (row.id.0, row)).collect(), faults })
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
        self.faults.of(link)
    }
}

impl Faults {
    pub(super) async fn load(store: &Store, links: &[links::Model]) -> Result<Self, StoreError> {
        let nodes: HashSet<i64> = links.iter().filter_map(|row| row.target_node).collect();
        let rest = Rest::of(links);
        if nodes.is_empty() && rest.is_nothing() {
            return Ok(Self { states: HashMap::new(), anchors: HashSet::new(), known_paths: HashSet::new() });
        }
        let [anchors, live, led] = rest.questions();
        let [states, anchors, live, led] = together::ask(store.readers(), [states(nodes), anchors, live, led]).await?;
        rest.read(&states, &[anchors, live, led])
    }

    /// The links of one text, with what there is of that. Most texts have links to pages alone, which are asked along with their links.
    pub(super) async fn of_text(
        store: &Store,
        text: Select<links::Entity>,
    ) -> Result<(Vec<links::Model>, Self), StoreError> {
        let targets = text.clone().select_only().column(links::Column::TargetNode).into_query();
        let [rows, states] = together::ask(store.readers(), [text.into_query(), states_in(targets)]).await?;
        let rows: Vec<links::Model> = rows.rows()?;
        let rest = Rest::of(&rows);
        let answers = if rest.is_nothing() {
            std::array::from_fn(|_| Answer::default())
        } else {
            together::ask(store.readers(), rest.questions()).await?
        };
        let faults = rest.read(&states, &answers)?;
        Ok((rows, faults))
    }

    pub(super) fn of(&self, link: &links::Model) -> Option<Fault> {
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

/// What some links lead to besides pages.
struct Rest<'a> {
    /// The pages at a heading of which a link leads.
    headed: HashSet<i64>,
    /// The addresses of this site.
    paths: Vec<(&'a str, &'a str)>,
}

impl<'a> Rest<'a> {
    fn of(links: &'a [links::Model]) -> Self {
        let with_heading = links.iter().filter(|row| row.fragment.is_some());
        let headed = with_heading.filter_map(|row| row.target_node).collect();
        Self { headed, paths: links.iter().filter_map(own_address).collect() }
    }

    fn is_nothing(&self) -> bool {
        self.headed.is_empty() && self.paths.is_empty()
    }

    fn questions(&self) -> [SelectStatement; 3] {
        [anchors(self.headed.clone()), live_paths(&self.paths), redirected(&self.paths)]
    }

    fn read(&self, states: &Answer, [anchors, live, led]: &[Answer; 3]) -> Result<Faults, StoreError> {
        let found: HashSet<String> = live.values("path")?.into_iter().chain(led.values("path")?).collect();
        let known = self.paths.iter().filter(|(path, typed)| found.contains(*path) || found.contains(*typed));
        Ok(Faults {
            states: states.rows::<State>()?.into_iter().map(State::of_node).collect(),
            anchors: anchors.rows::<Anchor>()?.into_iter().map(|anchor| (anchor.node, anchor.anchor)).collect(),
            known_paths: known.map(|(path, _)| (*path).to_owned()).collect(),
        })
    }
}

/// Whether a node is live, and whether it lies in the trash.
#[derive(FromQueryResult)]
struct State {
    id: i64,
    live_revision: Option<i64>,
    trashing: Option<i64>,
}

impl State {
    fn of_node(self) -> (i64, (bool, bool)) {
        (self.id, (self.live_revision.is_some(), self.trashing.is_some()))
    }
}

/// A heading of a live node.
#[derive(FromQueryResult)]
struct Anchor {
    node: i64,
    anchor: String,
}

fn states(nodes: HashSet<i64>) -> SelectStatement {
    states_where(nodes::Column::Id.is_in(nodes))
}

/// The same of the nodes that another question names.
fn states_in(nodes: SelectStatement) -> SelectStatement {
    states_where(nodes::Column::Id.in_subquery(nodes))
}

fn states_where(condition: Expr) -> SelectStatement {
    nodes::Entity::find()
        .select_only()
        .columns([nodes::Column::Id, nodes::Column::LiveRevision, nodes::Column::Trashing])
        .filter(condition)
        .into_query()
}

fn anchors(nodes: HashSet<i64>) -> SelectStatement {
    live_anchors::Entity::find()
        .select_only()
        .columns([live_anchors::Column::Node, live_anchors::Column::Anchor])
        .filter(live_anchors::Column::Node.is_in(nodes))
        .into_query()
}

/// A link's own path, and what was typed before its query.
fn own_address(link: &links::Model) -> Option<(&str, &str)> {
    Some((link.own_path.as_deref()?, before_query(link.target_address.as_deref()?)))
}

/// Those of the own paths at which something is public.
fn live_paths(asked: &[(&str, &str)]) -> SelectStatement {
    live_nodes::Entity::find()
        .select_only()
        .column(live_nodes::Column::Path)
        .filter(live_nodes::Column::Path.is_in(asked.iter().map(|(path, _)| *path)))
        .into_query()
}

/// Those of the own paths, or of what was typed, that lead on.
fn redirected(asked: &[(&str, &str)]) -> SelectStatement {
    redirects::Entity::find()
        .select_only()
        .column(redirects::Column::Path)
        .filter(redirects::Column::Path.is_in(asked.iter().flat_map(|(path, typed)| [*path, *typed])))
        .into_query()
}

fn before_query(address: &str) -> &str {
    &address[..address.find(['?', '#']).unwrap_or(address.len())]
}
