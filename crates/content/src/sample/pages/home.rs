use super::super::{build::Page, ids};

/// The home page.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::home("Find your way into teaching")
            .called("Home")
            .summary("Explore the ways to become a teacher in England, meet providers, and find the support you need.")
            .text("intro", include_str!("home.md"))
            .next_step(
                "Explore my options",
                ids::EXPLORE,
                "Whether you are at school, at work or already teaching, there is a route for you.",
            )
            .children("Where would you like to start?"),
    ]
}
