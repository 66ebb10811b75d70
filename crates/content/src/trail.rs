use serde::{Deserialize, Serialize};

use crate::{NodeId, UrlPath};

/// One step of a trail (the breadcrumb), from the home page down to the node itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailStep {
    /// The node.
    pub id: NodeId,
    /// Its navigation title, else its title.
    pub title: String,
    /// Its address.
    pub path: UrlPath,
}
