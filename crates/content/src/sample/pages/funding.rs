use super::super::{build::Page, ids};

const SAMPLE_FIGURES: &str =
    "This is a sample site. The amounts on this page are made up to show what a table looks like.";

/// Funding and salaries.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::new(ids::FUNDING, ids::HOME, "funding-and-salaries", "Funding and salaries")
            .summary("How to pay for your training, what help there is, and what teachers earn.")
            .text("intro", include_str!("funding.md"))
            .children("Money, step by step")
            .in_menu(),
        Page::new(ids::BURSARIES, ids::FUNDING, "bursaries-and-scholarships", "Bursaries and scholarships")
            .summary("Money for trainees of some subjects that you do not have to pay back.")
            .warning("Made-up figures", SAMPLE_FIGURES)
            .text("text", include_str!("bursaries.md")),
        Page::new(ids::STUDENT_FINANCE, ids::FUNDING, "student-finance", "Student finance")
            .summary("Loans for tuition and for living, who can have them, and when you pay them back.")
            .text("text", include_str!("student-finance.md"))
            .expander(
                "What you need to apply for a loan",
                "- your passport, or another proof of who you are\n- the name and the code of your course\n- the income of \
                 your household in the last tax year",
            ),
        Page::new(ids::SALARIES, ids::FUNDING, "teacher-salaries", "Teacher salaries")
            .summary("How teachers’ pay is built up, from the first year in the classroom to headship.")
            .warning("Made-up figures", SAMPLE_FIGURES)
            .text("text", include_str!("salaries.md")),
        Page::new(ids::EXTRA_SUPPORT, ids::FUNDING, "extra-support", "Help for parents, carers and disabled trainees")
            .called("Extra support")
            .summary("Extra money and practical help if you look after somebody or have a disability.")
            .text("text", include_str!("extra-support.md")),
    ]
}
