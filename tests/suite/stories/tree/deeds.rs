//! What people do.

use accounts::{Action, Role, UserId};
use content::{NodeId, RevisionId};

use super::model::{Address, Target};

/// The text of a page: a title, and a link in its body to another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) title: String,
    pub(super) link: NodeId,
}

/// Where a node goes among its new neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Among {
    First,
    After(NodeId),
    Last,
}

/// One verb of a plan.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Rename { node: NodeId, slug: String },
    Move { node: NodeId, parent: NodeId, among: Among },
    Copy { node: NodeId, parent: NodeId },
    Publish { node: NodeId, revision: RevisionId },
    Unpublish { node: NodeId, instead: Option<NodeId> },
    Trash { node: NodeId },
    Restore { node: NodeId },
}

impl Step {
    pub(super) fn node(&self) -> NodeId {
        match self {
            Self::Rename { node, .. }
            | Self::Move { node, .. }
            | Self::Copy { node, .. }
            | Self::Publish { node, .. }
            | Self::Unpublish { node, .. }
            | Self::Trash { node }
            | Self::Restore { node } => *node,
        }
    }
}

/// Each kind of deed, as [`Deed::kind`] names it.
pub(super) const KINDS: [&str; 28] = [
    "bulk",
    "cancel",
    "change a redirect",
    "copy",
    "create",
    "decide",
    "discard",
    "give a role",
    "make a redirect",
    "make a wildcard",
    "move",
    "publish",
    "publish and tell",
    "publish by plan",
    "remove a redirect",
    "rename",
    "restore",
    "revert",
    "rule of reviews",
    "save",
    "schedule",
    "submit",
    "take a role",
    "trash",
    "undo",
    "unpublish",
    "unpublish for another",
    "wait",
];

/// One thing that somebody does.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    Create {
        parent: NodeId,
        slug: String,
        text: Text,
    },
    Save {
        node: NodeId,
        text: Text,
    },
    Publish {
        node: NodeId,
        revision: RevisionId,
        told: Option<String>,
        takes: bool,
    },
    /// One verb or many, planned and then confirmed.
    Plan {
        steps: Vec<Step>,
        takes: bool,
    },
    /// Takes back an action by its name in the audit.
    Undo {
        group: String,
    },
    /// Makes a redirect, or changes the one at `before`.
    Redirect {
        before: Option<Address>,
        from: Address,
        target: Target,
    },
    RemoveRedirect {
        from: Address,
    },
    /// Sets a time at which a revision goes live, or, with `None`, the page comes down.
    Schedule {
        node: NodeId,
        revision: Option<RevisionId>,
        minutes: i64,
    },
    /// Takes back a time that was set for a node.
    Cancel {
        node: NodeId,
        publishing: bool,
    },
    /// Time passes, and what is due is done.
    Wait {
        minutes: i64,
    },
    Discard {
        node: NodeId,
    },
    Revert {
        node: NodeId,
        revision: RevisionId,
    },
    Submit {
        node: NodeId,
    },
    /// Approves what waits for a review on a node, or sends it back.
    Decide {
        node: NodeId,
        approves: bool,
    },
    Rule {
        node: NodeId,
        needed: Option<bool>,
    },
    Give {
        user: UserId,
        role: Role,
        node: NodeId,
    },
    Take {
        user: UserId,
        node: NodeId,
    },
}

impl Deed {
    /// What the person must be allowed, in the order in which it is asked; `None` stands for the site.
    pub(super) fn needs(&self) -> Vec<(Action, Option<NodeId>)> {
        let one = |action, node: &NodeId| vec![(action, Some(*node))];
        let up_or_down = |up: bool| if up { Action::Publish } else { Action::Unpublish };
        match self {
            Self::Create { parent, .. } => one(Action::Create, parent),
            Self::Save { node, .. } | Self::Discard { node } | Self::Revert { node, .. } => one(Action::Save, node),
            Self::Publish { node, .. } => one(Action::Publish, node),
            Self::Plan { steps, .. } => steps.iter().flat_map(needs).collect(),
            Self::Undo { .. } => vec![(Action::ReadDraft, None)],
            Self::Redirect { .. } | Self::RemoveRedirect { .. } => vec![(Action::Publish, None)],
            Self::Schedule { node, revision, .. } => one(up_or_down(revision.is_some()), node),
            Self::Cancel { node, publishing } => one(up_or_down(*publishing), node),
            Self::Wait { .. } => Vec::new(),
            Self::Submit { node } => one(Action::Submit, node),
            Self::Decide { node, .. } | Self::Rule { node, .. } => one(Action::Approve, node),
            Self::Give { .. } | Self::Take { .. } => vec![(Action::ManageUsers, None)],
        }
    }

    /// How many verbs it is.
    pub(super) fn verbs(&self) -> usize {
        match self {
            Self::Plan { steps, .. } => steps.len(),
            _ => 1,
        }
    }

    /// Its kind, for the count at the end.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Save { .. } => "save",
            Self::Publish { told: Some(_), .. } => "publish and tell",
            Self::Publish { .. } => "publish",
            Self::Plan { steps, .. } if steps.len() > 1 => "bulk",
            Self::Plan { steps, .. } => match steps.first() {
                Some(Step::Rename { .. }) => "rename",
                Some(Step::Move { .. }) => "move",
                Some(Step::Copy { .. }) => "copy",
                Some(Step::Unpublish { instead: Some(_), .. }) => "unpublish for another",
                Some(Step::Unpublish { .. }) => "unpublish",
                Some(Step::Trash { .. }) => "trash",
                Some(Step::Restore { .. }) => "restore",
                Some(Step::Publish { .. }) | None => "publish by plan",
            },
            Self::Undo { .. } => "undo",
            Self::Redirect { before: None, from, .. } if from.ends_with("/*") => "make a wildcard",
            Self::Redirect { before: None, .. } => "make a redirect",
            Self::Redirect { .. } => "change a redirect",
            Self::RemoveRedirect { .. } => "remove a redirect",
            Self::Schedule { .. } => "schedule",
            Self::Cancel { .. } => "cancel",
            Self::Wait { .. } => "wait",
            Self::Discard { .. } => "discard",
            Self::Revert { .. } => "revert",
            Self::Submit { .. } => "submit",
            Self::Decide { .. } => "decide",
            Self::Rule { .. } => "rule of reviews",
            Self::Give { .. } => "give a role",
            Self::Take { .. } => "take a role",
        }
    }
}

fn needs(step: &Step) -> Vec<(Action, Option<NodeId>)> {
    let one = |action| vec![(action, Some(step.node()))];
    match step {
        Step::Rename { .. } => one(Action::Rename),
        Step::Move { node, parent, .. } => vec![(Action::Move, Some(*node)), (Action::Move, Some(*parent))],
        Step::Copy { node, parent } => vec![(Action::ReadDraft, Some(*node)), (Action::Create, Some(*parent))],
        Step::Publish { .. } => one(Action::Publish),
        Step::Unpublish { .. } => one(Action::Unpublish),
        Step::Trash { .. } => one(Action::Trash),
        Step::Restore { .. } => one(Action::Restore),
    }
}
