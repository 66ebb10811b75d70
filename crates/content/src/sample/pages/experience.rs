use super::super::{
    build::{Page, block_id},
    ids,
};
use crate::{Block, BlockContent, FootBlocks, LinkTarget, UpcomingEvents};

/// Get school experience.
pub(super) fn pages() -> Vec<Page> {
    let events = UpcomingEvents {
        heading: "Open days and evenings".into(),
        category: Some(ids::SCHOOL_EVENTS),
        count: 3,
        view_all: Some(LinkTarget::Node(ids::SCHOOL_EVENTS)),
        view_all_label: "View school and university events".into(),
    };
    let foot = vec![Block { id: block_id("visits"), content: BlockContent::UpcomingEvents(events) }];
    vec![
        Page::new(ids::EXPERIENCE, ids::HOME, "get-school-experience", "Get school experience")
            .summary("Spend a day or more in a school before you decide. How to find one and what to expect.")
            .text("text", include_str!("experience.md"))
            .next_step("Prepare for your visit", ids::SCHOOL_VISIT, "A short list for the day before.")
            .foot(FootBlocks::Own(foot)),
        Page::new(ids::SCHOOL_VISIT, ids::EXPERIENCE, "prepare-for-a-school-visit", "Prepare for a school visit")
            .summary("What to bring, what to ask, and how to make the most of a day in a classroom.")
            .text("text", include_str!("school-visit.md"))
            .note("Keeping children safe", "The school will ask who you are. Bring a document with your photograph."),
    ]
}
