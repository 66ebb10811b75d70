//! The help: topics in our own words, embedded with the templates, and which of them belongs to which screen.
//!
//! A topic is a file `admin-templates/help/{slug}.md`: a line `# Title`, a first paragraph that says what it is about, and sections of the second level.
//! To add one, write the file and name it in [`GROUPS`]; a new screen gets its topic in [`topic_of`].

mod search;
mod shortcuts;
#[cfg(test)]
mod tests;

use markup::{Heading, HeadingIds, SafeHtml};

pub(crate) use search::{Found, find};

use crate::shell::Section;
use crate::state::Embedded;

/// The index of the help.
pub(crate) const ADDRESS: &str = "/admin/help";

/// The topics by group, in the order in which they are read.
pub(crate) const GROUPS: &[(&str, &[&str])] = &[
    ("Begin", &["your-first-page", "accessible-pages"]),
    ("Write", &["text", "tables", "blocks", "pictures", "events", "checks", "markdown"]),
    ("Publish", &["publishing", "reviews", "schedule", "history"]),
    ("Look after the site", &["tree", "find-and-replace", "redirects", "links", "people"]),
    ("The admin itself", &["keyboard-shortcuts", "settings", "accessibility"]),
];

/// Where the list of shortcuts stands in a topic.
const SHORTCUTS: &str = "{shortcuts}";

/// Ids that the frame of every screen has, and the screen of a topic: no heading gets one of them.
const IDS_OF_THE_SCREEN: [&str; 4] = ["content", "find", "on-this-page", "more-help"];

/// A screen that asks which topic belongs to it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Screen<'a> {
    /// A list, or another screen of a part of the admin.
    Of(Section),
    /// The editor of a page, an event or a provider.
    Editor,
    /// A screen beside the editor or below a list, by its title, such as `History`.
    Called(&'a str),
}

/// The topic that belongs to a screen; none for screens that have no topic of their own, which lead to the index.
pub(crate) fn topic_of(screen: Screen<'_>) -> Option<&'static str> {
    let topic = match screen {
        Screen::Of(Section::Home) | Screen::Called("Create") => "your-first-page",
        Screen::Of(Section::Pages) | Screen::Called("Move or rename" | "Reorder" | "Copy") => "tree",
        Screen::Of(Section::Events | Section::Providers) | Screen::Called("Duplicate") => "events",
        Screen::Of(Section::Media) => "pictures",
        Screen::Of(Section::Schedule) | Screen::Called("Schedule") => "schedule",
        Screen::Of(Section::Reviews) | Screen::Called("Review" | "Comments") => "reviews",
        Screen::Of(Section::Redirects) => "redirects",
        Screen::Of(Section::Find) | Screen::Called("Find in all content" | "Replace text") => "find-and-replace",
        Screen::Of(Section::Facts) | Screen::Called("Start from a document") => "text",
        Screen::Of(Section::Reports) => "checks",
        Screen::Called("Links" | "Mend a link" | "Broken links") => "links",
        Screen::Of(Section::Users) | Screen::Called("Who can edit and publish") => "people",
        Screen::Of(Section::Account) | Screen::Called("Notices" | "Saved filters" | "Save this filter") => "settings",
        Screen::Editor | Screen::Called("Preview" | "Decide what to keep" | "Unpublish") => "publishing",
        Screen::Of(Section::Trash)
        | Screen::Called(
            "Site history" | "History" | "Compare versions" | "Discard draft" | "Move to the trash" | "Restore",
        ) => "history",
        Screen::Called(version) if version.starts_with("Version ") => "history",
        Screen::Of(Section::Help | Section::None) | Screen::Called(_) => return None,
    };
    Some(topic)
}

/// Where the link “Help” of a screen leads.
pub(crate) fn address_of(screen: Screen<'_>) -> String {
    topic_of(screen).map_or_else(|| ADDRESS.to_owned(), address)
}

/// The address of a topic.
pub(crate) fn address(slug: &str) -> String {
    format!("{ADDRESS}/{slug}")
}

/// One topic, as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// The last part of its address, and the name of its file.
    pub(crate) slug: &'static str,
    /// The heading.
    pub(crate) title: String,
    /// The Markdown below the heading.
    pub(crate) text: String,
}

impl Topic {
    /// The topic with the name in an address, if there is one.
    pub(crate) fn named(name: &str) -> Option<Self> {
        slugs().find(|slug| *slug == name).map(Self::read)
    }

    /// All topics in their order.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        slugs().map(Self::read)
    }

    fn read(slug: &'static str) -> Self {
        let file = Embedded::get(&format!("help/{slug}.md")).expect("each topic has a file: a test opens all of them");
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let (heading, body) = text.split_once('\n').unwrap_or((&text, ""));
        Self {
            slug,
            title: heading.trim_start_matches('#').trim().to_owned(),
            text: body.trim().replace(SHORTCUTS, &shortcuts::in_markdown()),
        }
    }

    /// Its address.
    pub(crate) fn address(&self) -> String {
        address(self.slug)
    }

    /// The first paragraph, which says what it is about.
    pub(crate) fn about(&self) -> String {
        markup::plain_text(self.text.split("\n\n").next().unwrap_or_default())
    }

    /// What is shown below the heading, and its headings.
    pub(crate) fn rendered(&self) -> (SafeHtml, Vec<Heading>) {
        let mut ids = HeadingIds::default();
        for id in IDS_OF_THE_SCREEN {
            ids.reserve(id);
        }
        let rendered = markup::render(&self.text, &mut ids);
        (rendered.html, rendered.headings)
    }
}

/// The topic before this one and the one after it.
pub(crate) fn neighbours(slug: &str) -> (Option<Topic>, Option<Topic>) {
    let before = slugs().take_while(|other| *other != slug).last();
    let after = slugs().skip_while(|other| *other != slug).nth(1);
    (before.map(Topic::read), after.map(Topic::read))
}

fn slugs() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|(_, slugs)| slugs.iter().copied())
}
