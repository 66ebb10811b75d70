//! The pages, one part of the tree in each file, parents before their children.

mod about;
mod events;
mod experience;
mod explore;
mod funding;
mod help;
mod home;
mod international;
mod life;
mod why;

use super::{SampleNode, build::Page};

/// Every page.
pub(super) fn all() -> Vec<SampleNode> {
    let parts = [
        home::pages(),
        explore::pages(),
        why::pages(),
        funding::pages(),
        events::pages(),
        life::pages(),
        experience::pages(),
        international::pages(),
        help::pages(),
        about::pages(),
    ];
    parts.into_iter().flatten().map(Page::node).collect()
}
