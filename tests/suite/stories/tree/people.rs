//! The people of the run, and who may do what, written down once more from the promise and not from the product's code.

use accounts::{Action, Actor, Role, UserId};
use content::NodeId;

use super::model::Model;

/// Somebody who does things.
#[derive(Clone, Debug)]
pub(super) struct Someone {
    pub(super) actor: Actor,
    pub(super) user: UserId,
    /// The role for the whole site. Roles below nodes come and go; the model knows them.
    pub(super) role: Role,
}

/// What a person is told who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    /// They may know of the page, but not do this.
    Denied,
    /// They may not even know of it.
    Missing,
}

/// Authors write drafts of their own, editors work on every draft and on the tree, publishers decide what the public sees, administrators do all.
fn trusted(role: Role, action: Action, own: bool) -> bool {
    match action {
        Action::Create | Action::ViewAdmin | Action::Upload => true,
        Action::ReadDraft | Action::Save | Action::Submit => own || role != Role::Author,
        Action::Rename | Action::Move | Action::Trash | Action::Restore | Action::ChangeFiles => role != Role::Author,
        Action::Publish | Action::Unpublish | Action::Approve => role == Role::Publisher || role == Role::Administrator,
        Action::ManageUsers | Action::ManageSite => role == Role::Administrator,
    }
}

impl Model {
    /// May somebody do this to a node, or, with `None`, to the site?
    pub(super) fn may(&self, user: UserId, role: Role, action: Action, node: Option<NodeId>) -> Answer {
        let Some(node) = node else {
            return if trusted(role, action, true) { Answer::Yes } else { Answer::Denied };
        };
        let Some(page) = self.nodes.get(&node) else { return Answer::Missing };
        let above = self.lineage(node);
        let held = self.grants.iter().filter(|(who, _, top)| *who == user && above.contains(top));
        let roles: Vec<Role> = held.map(|(_, role, _)| *role).chain([role]).collect();
        let own = page.made_by == Some(user) && page.public.is_none();
        let any = |action| roles.iter().any(|role| trusted(*role, action, own));
        match (page.public.is_some() || any(Action::ReadDraft), any(action)) {
            (false, _) => Answer::Missing,
            (true, false) => Answer::Denied,
            (true, true) => Answer::Yes,
        }
    }
}
