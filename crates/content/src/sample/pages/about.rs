use super::super::{build::Page, ids};

/// About this site.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::new(ids::ABOUT, ids::HOME, "about-this-site", "About this site")
            .summary("What this sample site is, what is real in it, and what is invented.")
            .text("intro", include_str!("about.md"))
            .children(""),
        Page::new(ids::ACCESSIBILITY, ids::ABOUT, "accessibility-statement", "Accessibility statement")
            .called("Accessibility")
            .summary("How this site is made so that everybody can use it, and whom to tell when it fails.")
            .text("text", include_str!("accessibility.md")),
        Page::new(ids::COOKIES, ids::ABOUT, "cookies", "Cookies")
            .summary("The public pages of this site set no cookies.")
            .text("text", include_str!("cookies.md")),
        Page::new(ids::PRIVACY, ids::ABOUT, "privacy", "Privacy")
            .summary("What this site knows about you when you read it: next to nothing.")
            .text("text", include_str!("privacy.md")),
        Page::new(ids::CONTACT, ids::ABOUT, "contact", "Contact")
            .summary("How to reach the people who look after this site.")
            .text("text", include_str!("contact.md")),
    ]
}
