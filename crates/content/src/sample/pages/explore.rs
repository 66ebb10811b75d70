use super::super::{
    build::{Page, block_id},
    ids,
};
use crate::{Block, BlockContent, FootBlocks, Grouping, LinkTarget, ProviderList, UpcomingEvents};

/// Explore my options and everything below it.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::new(ids::EXPLORE, ids::HOME, "explore-my-options", "Explore my options")
            .summary("The routes into teaching, what you need for each, and how to choose between them.")
            .text("intro", include_str!("explore.md"))
            .children("Your options")
            .foot(FootBlocks::Own(vec![upcoming_events()]))
            .in_menu(),
        Page::new(ids::ROUTES, ids::EXPLORE, "teacher-training-routes", "Teacher training routes")
            .summary("Compare the routes to qualified teacher status (QTS): in a school, at a university, or both.")
            .text("intro", include_str!("routes.md"))
            .children("Routes in detail"),
        Page::new(ids::SPECIALIST, ids::ROUTES, "specialist-training-options", "Specialist training options")
            .summary("Routes for people with teaching experience, for early years, and for special educational needs.")
            .text("intro", include_str!("specialist.md"))
            .children("Choose an option"),
        Page::new(ids::ASSESSMENT_ONLY, ids::SPECIALIST, "assessment-only", "Assessment Only")
            .summary("How experienced teachers with a degree can achieve qualified teacher status (QTS) without further training.")
            .text("body", include_str!("assessment-only.md")),
        providers(),
        Page::new(ids::EARLY_YEARS, ids::SPECIALIST, "early-years-training", "Early years training")
            .summary("Train to teach children from birth to the age of five.")
            .text("text", include_str!("early-years.md"))
            .next_step("Get school experience", ids::EXPERIENCE, "Many nurseries welcome visitors too."),
        Page::new(
            ids::SPECIAL_NEEDS,
            ids::SPECIALIST,
            "special-educational-needs",
            "Teach children with special educational needs",
        )
        .called("Special educational needs")
        .summary("How to work with children who have special educational needs or disabilities (SEND).")
        .text("text", include_str!("special-needs.md")),
        Page::new(ids::RETURNING, ids::SPECIALIST, "returning-to-teaching", "Returning to teaching")
            .summary("If you have taught before, you can return without training again. Find out what has changed.")
            .text("text", include_str!("returning.md"))
            .next_step("Talk to an adviser", ids::ADVISER, "")
            .foot(FootBlocks::Off),
        Page::new(ids::SCHOOL_LED, ids::ROUTES, "school-led-training", "School-led training")
            .summary("Learn mostly in the classroom, in a group of schools that train teachers together.")
            .text("text", include_str!("school-led.md"))
            .next_step("Find a teaching event", ids::TEACHING_EVENTS, "Meet the people who would train you."),
        Page::new(ids::UNIVERSITY_LED, ids::ROUTES, "university-led-training", "University-led training")
            .summary("Study the theory of teaching at a university and practise it in at least two schools.")
            .text("text", include_str!("university-led.md")),
        Page::new(ids::UNDERGRADUATE, ids::ROUTES, "undergraduate-routes", "Undergraduate routes")
            .summary("Take a degree and become a qualified teacher at the same time.")
            .text("text", include_str!("undergraduate.md")),
        Page::new(ids::PART_TIME, ids::ROUTES, "part-time-training", "Part-time training")
            .summary("Spread your training over a longer time, beside work or family.")
            .text("text", include_str!("part-time.md"))
            .related("Other help", &[ids::EXTRA_SUPPORT, ids::ADVISER]),
        Page::new(ids::QUALIFICATIONS, ids::EXPLORE, "check-your-qualifications", "Check your qualifications")
            .summary("The qualifications that you need before you can train to teach, and what to do if you lack one.")
            .text("text", include_str!("qualifications.md"))
            .note("Studied in another country?", "Read how to [compare your qualifications](node:71) first."),
        Page::new(ids::SUBJECTS, ids::EXPLORE, "choose-what-to-teach", "Choose what to teach")
            .summary("Primary or secondary, one subject or many: how to find the age group and subject that suit you.")
            .text("text", include_str!("subjects.md")),
    ]
}

/// The list that keeps the number of the old site.
fn providers() -> Page {
    let list = ProviderList {
        heading: "Approved providers".into(),
        grouping: Grouping::Region,
        route: super::super::providers::ASSESSMENT_ONLY.into(),
    };
    Page::new(
        ids::PROVIDERS,
        ids::SPECIALIST,
        "assessment-only-providers",
        "Providers of the Assessment Only route to QTS",
    )
    .called("Assessment Only providers")
    .summary("The universities, colleges, schools and SCITTs that offer the Assessment Only route, region by region.")
    .text("intro", include_str!("providers.md"))
    .block("providers", BlockContent::ProviderList(list))
}

fn upcoming_events() -> Block {
    let events = UpcomingEvents {
        heading: "Upcoming events".into(),
        category: Some(ids::TRAIN_TO_TEACH),
        count: 4,
        view_all: Some(LinkTarget::Node(ids::TEACHING_EVENTS)),
        view_all_label: "View all events".into(),
    };
    Block { id: block_id("events"), content: BlockContent::UpcomingEvents(events) }
}
