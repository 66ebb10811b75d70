use super::super::{build::Page, ids};

/// What to do, and how.
const APPLYING: &[(&str, &str)] = &[
    ("Choose", "Choose up to four courses. Look at the place, the schools and the costs."),
    ("Find your certificates", "Providers ask for your degree and for your school examinations."),
    ("Ask for references", "Ask two people who know your work."),
    ("Write your personal statement", "Say why you, why teaching, and why now."),
    ("Send the application", "You can send it when some of it is still to come, such as a result."),
    ("Go to interviews", "You may have to teach for ten minutes."),
    ("Decide", "You have some days, once all providers have answered."),
];

/// Help and support.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::new(ids::HELP, ids::HOME, "help-and-support", "Help and support")
            .summary("People who answer your questions, and answers to the ones that most people have.")
            .text("intro", include_str!("help.md"))
            .children("Ways to get help"),
        Page::new(ids::ADVISER, ids::HELP, "talk-to-an-adviser", "Talk to an adviser")
            .summary("An adviser who has been a teacher helps you from the first question to the first day.")
            .text("text", include_str!("adviser.md"))
            .next_step("Find an online Q&A event", ids::ONLINE_EVENTS, "Advisers answer there too."),
        Page::new(ids::QUESTIONS, ids::HELP, "questions-people-ask", "Questions that people ask")
            .called("Questions and answers")
            .summary("Short answers about age, degrees, money, time and changing your mind.")
            .text("text", include_str!("questions.md")),
        Page::new(ids::APPLYING, ids::HELP, "how-to-apply", "How to apply, step by step")
            .called("How to apply")
            .summary("From choosing a course to accepting an offer, in seven steps.")
            .text(
                "intro",
                "You apply once and can choose several courses. Begin early: popular courses fill up in the winter.",
            )
            .steps("Seven steps", APPLYING)
            .text("text", include_str!("applying.md"))
            .note("Applying for Assessment Only?", "You apply [directly to a provider](node:463) instead."),
    ]
}
