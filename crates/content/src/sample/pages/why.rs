use super::super::{build::Page, ids};

/// Why teach.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::new(ids::WHY_TEACH, ids::HOME, "why-teach", "Why teach")
            .summary(
                "What teachers like about their work, what is hard about it, and how to find out if it is for you.",
            )
            .text("intro", include_str!("why-teach.md"))
            .children("Read more")
            .in_menu(),
        Page::new(ids::TEACHERS_WORK, ids::WHY_TEACH, "what-teachers-do", "What teachers do")
            .summary("Planning, teaching, marking and everything between: the work of a teacher in plain words.")
            .text("text", include_str!("what-teachers-do.md"))
            .next_step("See a week in the classroom", ids::WEEK, ""),
        Page::new(ids::CAREER, ids::WHY_TEACH, "your-career", "Your career as a teacher")
            .summary("Lead a subject, a year group or a school, or become the best teacher in your corridor.")
            .text("text", include_str!("career.md")),
        Page::new(ids::CAREER_CHANGE, ids::WHY_TEACH, "changing-career", "Changing career")
            .summary("How to bring what you know from another job into the classroom.")
            .text("text", include_str!("career-change.md"))
            .unpublished(),
    ]
}
