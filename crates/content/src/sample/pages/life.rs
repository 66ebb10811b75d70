use super::super::{build::Page, ids};

/// Life as a teacher, with stories.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::new(ids::LIFE, ids::HOME, "life-as-a-teacher", "Life as a teacher")
            .summary("What the days are like, how the first years go, and what teachers say about them.")
            .text("intro", include_str!("life.md"))
            .quote(
                "I liked the precision of the laboratory. What I missed was somebody to explain it to.",
                "Imogen",
                "chemistry teacher",
            )
            .children("Take a look")
            .in_menu(),
        Page::new(ids::WEEK, ids::LIFE, "a-week-in-the-classroom", "A week in the classroom")
            .summary("The timetable of a secondary teacher, lesson by lesson, with the work around it.")
            .text("text", include_str!("week.md")),
        Page::new(ids::FIRST_YEARS, ids::LIFE, "your-first-two-years", "Your first two years")
            .summary("The support that new teachers get: a mentor, time to learn, and fewer lessons.")
            .text("text", include_str!("first-years.md")),
        Page::new(ids::STORIES, ids::LIFE, "stories", "Teachers’ stories")
            .summary("Three invented teachers tell how they came into the classroom.")
            .text("intro", include_str!("stories.md"))
            .children("Stories"),
        Page::new(ids::STORY_SCIENCE, ids::STORIES, "from-the-laboratory", "From the laboratory to the lab bench")
            .called("From the laboratory")
            .summary("Imogen tested water for eleven years. Now she teaches chemistry.")
            .text("text", include_str!("story-science.md"))
            .next_step("Read about school-led training", ids::SCHOOL_LED, ""),
        Page::new(ids::STORY_PRIMARY, ids::STORIES, "thirty-first-days", "Thirty first days of school")
            .summary("Tobias has taught the youngest children of one primary school for years, and would not swap.")
            .text("text", include_str!("story-primary.md")),
        Page::new(ids::STORY_ASSESSED, ids::STORIES, "qualified-after-nine-years", "Qualified after nine years")
            .summary("Ravinder had taught for nine years when she showed that she met every standard.")
            .text("text", include_str!("story-assessed.md"))
            .next_step("Read about Assessment Only", ids::ASSESSMENT_ONLY, "For experienced teachers with a degree."),
    ]
}
