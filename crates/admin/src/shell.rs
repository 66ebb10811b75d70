//! What stands around every screen: title, navigation, search, the person, the trail, the message.

use accounts::{Display, Role, TextSize, Theme};
use serde::Serialize;
use store::sessions::IDLE_MINUTES;

use crate::help::{self, Screen};
use crate::lists::SavedFilters;
use crate::notice::Notice;
use crate::signed_in::SignedIn;
use crate::{Admin, Settings};

/// The frame of a screen. Every view has it as its field `shell`, and `layout.html` shows it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Shell {
    /// The heading, and the first part of the browser's title.
    title: String,
    /// Whether the screen shows problems: the browser's title then begins with `Error: `.
    problem: bool,
    site_name: String,
    environment: String,
    /// The name of the person; empty on the screens before signing in.
    person: String,
    /// How many notices the person has not seen.
    unread: u64,
    navigation: Vec<NavigationLink>,
    account_is_current: bool,
    /// What is in the search box.
    searched: String,
    /// The way from the top of the tree to this screen; empty where there is none.
    trail: Vec<TrailLink>,
    notice: Option<Notice>,
    /// What stands above a list that can be narrowed down.
    saved: Option<SavedFilters>,
    look: Look,
    /// For how many seconds a session lasts without a request, and at most; zero before signing in.
    session_idle: i64,
    session_left: i64,
    /// What others did to this person’s work since the last screen: “Ben Okafor has taken over …”.
    told: Vec<String>,
}

/// How the screen looks, as attributes of the document.
#[derive(Clone, Debug, Serialize)]
struct Look {
    /// The colours that the person chose; empty where the device decides.
    theme: &'static str,
    /// The size of text that the person chose; empty for the browser's.
    text_size: &'static str,
    /// Which of light and dark the browser draws its own pieces in.
    scheme: &'static str,
    /// Whether keyboard shortcuts work.
    shortcuts: bool,
}

impl Look {
    fn new(display: Display) -> Self {
        Self {
            theme: if display.theme == Theme::System { "" } else { display.theme.as_str() },
            text_size: if display.text_size == TextSize::Standard { "" } else { display.text_size.as_str() },
            scheme: match display.theme {
                Theme::System | Theme::Contrast => "light dark",
                Theme::Light => "light",
                Theme::Dark => "dark",
            },
            shortcuts: display.shortcuts,
        }
    }
}

/// One link of the navigation.
#[derive(Clone, Debug, Serialize)]
struct NavigationLink {
    label: &'static str,
    href: String,
    current: bool,
}

/// One step of the trail above the heading.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TrailLink {
    /// The step's title.
    pub(crate) label: String,
    /// Its address; empty for the screen itself, which stands last.
    pub(crate) href: String,
}

/// The part of the admin that a screen belongs to, marked in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Home,
    Pages,
    Events,
    Providers,
    Media,
    Facts,
    Find,
    Schedule,
    Reviews,
    Redirects,
    Reports,
    Trash,
    Users,
    Account,
    Help,
    None,
}

/// The links of the navigation in their order.
const NAVIGATION: &[(Section, &str, &str)] = &[
    (Section::Home, "Home", "/admin"),
    (Section::Pages, "Pages", "/admin/pages"),
    (Section::Events, "Events", "/admin/events"),
    (Section::Providers, "Providers", "/admin/providers"),
    (Section::Media, "Media", "/admin/media"),
    (Section::Facts, "Facts", "/admin/facts"),
    (Section::Find, "Find in all content", "/admin/find"),
    (Section::Schedule, "Schedule", "/admin/schedule"),
    (Section::Reviews, "Reviews", "/admin/reviews"),
    (Section::Redirects, "Redirects", "/admin/redirects"),
    (Section::Reports, "Reports", "/admin/reports"),
    (Section::Trash, "Trash", "/admin/trash"),
    (Section::Users, "Users", "/admin/users"),
    // Leads to the topic of the screen.
    (Section::Help, HELP, help::ADDRESS),
];
/// The label of the last link, which stands at the same place of every screen.
const HELP: &str = "Help";

impl Shell {
    /// The frame of a screen for a signed-in person.
    pub(crate) fn new(admin: &Admin, signed_in: &SignedIn, section: Section, title: &str) -> Self {
        let frame = Self::made(&admin.settings, &signed_in.person.name, signed_in.person.role, section, title);
        let told = admin.presence.take_told(signed_in.person.id);
        Self {
            unread: signed_in.unread,
            told,
            saved: signed_in.saved.clone(),
            look: Look::new(signed_in.person.display),
            session_idle: IDLE_MINUTES * 60,
            session_left: signed_in.session_left,
            ..frame
        }
    }

    /// The frame of the screens before signing in: no navigation, no search.
    pub(crate) fn outside(admin: &Admin, title: &str) -> Self {
        let frame = Self::made(&admin.settings, "", Role::Author, Section::None, title);
        Self { navigation: Vec::new(), ..frame }
    }

    /// The same frame with the message that the last request left, if any.
    #[must_use]
    pub(crate) fn with_notice(self, notice: Option<Notice>) -> Self {
        Self { notice, ..self }
    }

    /// The same frame with the way to this screen, from the top; the last step may be the screen itself, without an
    /// address.
    #[must_use]
    pub(crate) fn with_trail(self, trail: Vec<TrailLink>) -> Self {
        Self { trail, ..self }
    }

    /// The same frame with this in its search box.
    #[must_use]
    pub(crate) fn with_searched(self, text: &str) -> Self {
        Self { searched: text.to_owned(), ..self }
    }

    /// The same frame for a screen that shows problems.
    #[must_use]
    pub(crate) fn with_problem(self, problem: bool) -> Self {
        Self { problem, ..self }
    }

    /// The same frame for a screen whose help is not that of its section.
    #[must_use]
    pub(crate) fn with_help(mut self, screen: Screen<'_>) -> Self {
        for link in self.navigation.iter_mut().filter(|link| link.label == HELP) {
            link.href = help::address_of(screen);
        }
        self
    }

    /// A frame for samples.
    pub(crate) fn sample(title: &str) -> Self {
        let settings = Settings {
            site_name: "Waymark".to_owned(),
            site_url: "https://www.example.org".to_owned(),
            https: true,
            environment: Some("Demonstration".to_owned()),
            mail: false,
        };
        let frame = Self::made(&settings, "Asha Patel", Role::Administrator, Section::Pages, title);
        Self { unread: 3, ..frame }
    }

    /// A frame before signing in, for samples.
    pub(crate) fn sample_outside(title: &str) -> Self {
        Self { person: String::new(), navigation: Vec::new(), ..Self::sample(title) }
    }

    fn made(settings: &Settings, person: &str, role: Role, section: Section, title: &str) -> Self {
        let shown = |section: Section| section != Section::Users || role == Role::Administrator;
        let links = NAVIGATION.iter().filter(|(of, ..)| shown(*of));
        let frame = Self {
            title: title.to_owned(),
            problem: false,
            site_name: settings.site_name.clone(),
            environment: settings.environment.clone().unwrap_or_default(),
            person: person.to_owned(),
            unread: 0,
            navigation: links
                .map(|(of, label, href)| NavigationLink { label, href: (*href).to_owned(), current: *of == section })
                .collect(),
            account_is_current: section == Section::Account,
            searched: String::new(),
            trail: Vec::new(),
            notice: None,
            saved: None,
            look: Look::new(Display::default()),
            session_idle: 0,
            session_left: 0,
            told: Vec::new(),
        };
        frame.with_help(Screen::Of(section))
    }
}

impl TrailLink {
    /// A step that leads somewhere; with an empty address the screen itself.
    pub(crate) fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}
