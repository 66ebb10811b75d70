use crate::NodeId;

/// Where a node stands among its siblings, as forms say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before all others.
    First,
    /// Directly behind this sibling.
    After(NodeId),
    /// Behind all others.
    Last,
}

/// A place in the tree: below which parent, and where among its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The parent.
    pub parent: NodeId,
    /// The place among the parent's children.
    pub position: Position,
}
