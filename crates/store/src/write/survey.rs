use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use content::{
    NodeId,
    redirect::{Ground, RedirectTarget},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::redirects::target_of;
use crate::{
    Store, StoreError, Tx,
    entities::{nodes, redirects},
    rights::Permit,
};

/// How many addresses are looked up by one question.
const CHUNK: usize = 500;

/// What stands at some addresses. It begins empty, notes what it is asked, and learns that when it may look: whoever asks, asks again until there is
/// nothing more to learn. So pure thinking about redirects needs no database in its hands, and each round costs two questions.
#[derive(Debug, Default)]
pub struct Survey {
    known: HashMap<String, Found>,
    asked: RefCell<BTreeSet<String>>,
}

#[derive(Clone, Debug, Default)]
struct Found {
    node: Option<(NodeId, bool)>,
    redirect: Option<RedirectTarget>,
}

impl Survey {
    /// Whether a public page stands at this address.
    pub fn is_live(&self, path: &str) -> bool {
        self.look(path).and_then(|found| found.node).is_some_and(|(_, live)| live)
    }

    /// Looks up what was asked since the last time, as a transaction sees it. Returns whether there was anything.
    pub async fn learn_in(&mut self, tx: &Tx) -> Result<bool, StoreError> {
        self.learn(tx.connection()).await
    }

    /// The same from outside of a transaction, for whoever may read the site's lists.
    pub async fn learn_from(&mut self, store: &Store, _permit: &Permit) -> Result<bool, StoreError> {
        self.learn(store.readers()).await
    }

    fn look(&self, path: &str) -> Option<&Found> {
        let found = self.known.get(path);
        if found.is_none() {
            self.asked.borrow_mut().insert(path.to_owned());
        }
        found
    }

    async fn learn<C: ConnectionTrait>(&mut self, connection: &C) -> Result<bool, StoreError> {
        let asked: Vec<String> = std::mem::take(self.asked.get_mut()).into_iter().collect();
        for some in asked.chunks(CHUNK) {
            self.known.extend(some.iter().map(|path| (path.clone(), Found::default())));
            let found: Vec<(i64, String, Option<i64>)> = nodes::Entity::find()
                .select_only()
                .columns([nodes::Column::Id, nodes::Column::Path, nodes::Column::LiveRevision])
                .filter(nodes::Column::Path.is_in(some))
                .into_tuple()
                .all(connection)
                .await?;
            for (id, path, live) in found {
                self.known.entry(path).or_default().node = Some((NodeId(id), live.is_some()));
            }
            let found = redirects::Entity::find().filter(redirects::Column::Path.is_in(some)).all(connection).await?;
            for row in found {
                let target = target_of(row.target_node, row.target_address);
                self.known.entry(row.path).or_default().redirect = Some(target);
            }
        }
        Ok(!asked.is_empty())
    }
}

impl Ground for Survey {
    fn node(&self, path: &str) -> Option<NodeId> {
        self.look(path)?.node.map(|(node, _)| node)
    }

    fn redirect(&self, source: &str) -> Option<RedirectTarget> {
        self.look(source)?.redirect.clone()
    }
}
