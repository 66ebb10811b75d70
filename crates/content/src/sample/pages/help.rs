use super::super::{build::Page, ids};

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
            .text("text", include_str!("applying.md"))
            .note("Applying for Assessment Only?", "You apply [directly to a provider](node:463) instead."),
    ]
}
