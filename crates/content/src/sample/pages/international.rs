use super::super::{build::Page, ids};

/// International candidates.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::new(ids::INTERNATIONAL, ids::HOME, "international-candidates", "International candidates")
            .summary("How to train or teach in England if you come from another country.")
            .text("intro", include_str!("international.md"))
            .children("What to sort out first")
            .next_step("Find an event for international candidates", ids::INTERNATIONAL_EVENTS, ""),
        Page::new(
            ids::OVERSEAS_QUALIFICATIONS,
            ids::INTERNATIONAL,
            "qualifications-from-other-countries",
            "Qualifications from other countries",
        )
        .called("Your qualifications")
        .summary("How to find out what your degree and school certificates count for in England.")
        .text("text", include_str!("overseas-qualifications.md")),
        Page::new(ids::MOVING, ids::INTERNATIONAL, "visas-and-moving", "Visas and moving to England")
            .summary("What to ask about visas, and what to plan before you move.")
            .text("text", include_str!("moving.md"))
            .warning("Rules change", "Always read the [official guidance on visas](https://www.gov.uk/browse/visas-immigration) before you apply or pay for anything."),
    ]
}
