//! The database row by row, read beside the product and not by it: what it says of itself is held against this.

use std::path::Path;

use chrono::{DateTime, Utc};
use content::{NodeId, RevisionId};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, QueryResult, Statement, TryGetable};

/// A node in the tree or in the trash.
#[derive(Clone, Debug)]
pub(crate) struct StoredNode {
    pub(crate) id: NodeId,
    pub(crate) parent: Option<NodeId>,
    pub(crate) slug: String,
    pub(crate) position: i64,
    pub(crate) path: Option<String>,
    pub(crate) draft: Option<RevisionId>,
    pub(crate) live: Option<RevisionId>,
    pub(crate) trashing: Option<i64>,
    pub(crate) stand_in: Option<NodeId>,
}

/// A page that visitors read.
#[derive(Clone, Debug)]
pub(crate) struct StoredPage {
    pub(crate) node: NodeId,
    pub(crate) parent: Option<NodeId>,
    pub(crate) path: String,
    pub(crate) position: i64,
    pub(crate) revision: RevisionId,
    pub(crate) first_published: DateTime<Utc>,
    pub(crate) last_published: DateTime<Utc>,
}

/// An address that leads elsewhere; with neither page nor address it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredRedirect {
    pub(crate) path: String,
    pub(crate) page: Option<NodeId>,
    pub(crate) address: Option<String>,
}

/// All of it at one moment, each list in the order of its key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whole {
    pub(crate) nodes: Vec<StoredNode>,
    pub(crate) public: Vec<StoredPage>,
    pub(crate) redirects: Vec<StoredRedirect>,
    /// The number of the last line of the audit.
    pub(crate) last_line: i64,
}

/// Somebody who looks into the file.
#[derive(Debug)]
pub(crate) struct Eyes(DatabaseConnection);

impl Eyes {
    pub(crate) async fn open(file: &Path) -> Self {
        let address = format!("sqlite://{}?mode=ro", file.display());
        Self(Database::connect(address).await.expect("the file is there"))
    }

    /// Reads all that the tree and the addresses consist of. Nobody may write meanwhile.
    pub(crate) async fn read(&self) -> Whole {
        let nodes = "SELECT id, parent, slug, position, path, draft_revision, live_revision, trashing, stand_in \
            FROM nodes ORDER BY id";
        let public = "SELECT node, parent, path, position, revision, first_published, last_published \
            FROM live_nodes ORDER BY node";
        let redirects = "SELECT path, target_node, target_address FROM redirects ORDER BY path";
        let lines = self.rows("SELECT COALESCE(MAX(id), 0) FROM audit").await;
        Whole {
            nodes: self.rows(nodes).await.iter().map(node).collect(),
            public: self.rows(public).await.iter().map(page).collect(),
            redirects: self.rows(redirects).await.iter().map(redirect).collect(),
            last_line: lines.first().map_or(0, |row| at(row, 0)),
        }
    }

    async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let statement = Statement::from_string(self.0.get_database_backend(), sql);
        self.0.query_all_raw(statement).await.expect("the database answers")
    }
}

fn at<T: TryGetable>(row: &QueryResult, index: usize) -> T {
    row.try_get_by_index(index).expect("the column is of its type")
}

fn node(row: &QueryResult) -> StoredNode {
    StoredNode {
        id: NodeId(at(row, 0)),
        parent: at::<Option<i64>>(row, 1).map(NodeId),
        slug: at(row, 2),
        position: at(row, 3),
        path: at(row, 4),
        draft: at::<Option<i64>>(row, 5).map(RevisionId),
        live: at::<Option<i64>>(row, 6).map(RevisionId),
        trashing: at(row, 7),
        stand_in: at::<Option<i64>>(row, 8).map(NodeId),
    }
}

fn page(row: &QueryResult) -> StoredPage {
    StoredPage {
        node: NodeId(at(row, 0)),
        parent: at::<Option<i64>>(row, 1).map(NodeId),
        path: at(row, 2),
        position: at(row, 3),
        revision: RevisionId(at(row, 4)),
        first_published: at(row, 5),
        last_published: at(row, 6),
    }
}

fn redirect(row: &QueryResult) -> StoredRedirect {
    StoredRedirect { path: at(row, 0), page: at::<Option<i64>>(row, 1).map(NodeId), address: at(row, 2) }
}
