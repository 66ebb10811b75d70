//! The lists that can be narrowed down, and what of them a person saved.
//!
//! A screen needs nothing for it but its line in [`LISTS`]: the guard asks for the person's filters of the list ([`SavedFilters::of_request`]), and the
//! frame shows them above it. What is saved is a part of an address, so that a list reads it as if it had been chosen anew.

use accounts::Action;
use editorial::filters::LONGEST_QUERY;
use http::{Method, Uri};
use serde::Serialize;
use store::rights::Subject;
use web::form::query_pairs;

use crate::Admin;
use crate::refusal::failed;
use crate::shell::Section;
use crate::signed_in::SignedIn;
use crate::words;

/// The screen on which filters are renamed and removed.
pub(crate) const FILTERS: &str = "/admin/filters";

/// A list whose address says what of it is shown.
#[derive(Debug)]
pub(crate) struct List {
    /// The name under which its filters are kept.
    pub(crate) name: &'static str,
    /// What people call it.
    pub(crate) label: &'static str,
    pub(crate) section: Section,
    path: &'static str,
    /// The parameters that narrow it down, in the order in which they are kept.
    filters: &'static [&'static str],
    /// The parameters that say which part of it is on the screen, which nobody wants to keep.
    place: &'static [&'static str],
}

const LISTS: &[List] = &[
    list("events", "Events", Section::Events, "/admin/events", &["shown"], &["page"]),
    list("providers", "Providers", Section::Providers, "/admin/providers", &["q"], &["page"]),
    list("media", "Media", Section::Media, "/admin/media", &["q", "kind", "collection"], &["page"]),
    list("redirects", "Redirects", Section::Redirects, "/admin/redirects", &["shown", "q"], &["page"]),
    list("search", "Search", Section::None, "/admin/search", &["q"], &[]),
    list(
        "find",
        "Find in all content",
        Section::Find,
        "/admin/find",
        &["q", "case", "words", "in", "below", "kind"],
        &["after", "page"],
    ),
    list(
        "history",
        "Site history",
        Section::None,
        "/admin/history",
        &["person", "kind", "page", "from", "to"],
        &["before"],
    ),
    list(
        "accessibility",
        "Accessibility",
        Section::Reports,
        "/admin/reports/accessibility",
        &["in", "kind"],
        &["page"],
    ),
    list("links", "Broken links", Section::Reports, "/admin/reports/links", &["kind"], &["page"]),
    list("ageing", "Ageing pages", Section::Reports, "/admin/reports/ageing", &["kind"], &["page"]),
];

const fn list(
    name: &'static str,
    label: &'static str,
    section: Section,
    path: &'static str,
    filters: &'static [&'static str],
    place: &'static [&'static str],
) -> List {
    List { name, label, section, path, filters, place }
}

impl List {
    /// All lists, in the order in which their filters are shown.
    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        LISTS.iter()
    }

    /// The list under whose name filters are kept.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        LISTS.iter().find(|list| list.name == name)
    }

    /// The filter that a query asks for, in one spelling; empty for the whole list. `None` where it asks for anything else, such as a file for a block.
    pub(crate) fn filter_of(&self, query: &str) -> Option<String> {
        let pairs = query_pairs(query)?;
        if pairs.iter().any(|(name, _)| !self.filters.contains(&name.as_str()) && !self.place.contains(&name.as_str()))
        {
            return None;
        }
        let parts = self.filters.iter().filter_map(|name| {
            let (_, value) = pairs.iter().find(|(given, value)| given == name && !value.trim().is_empty())?;
            Some(format!("{name}={}", words::in_query(value.trim())))
        });
        Some(parts.collect::<Vec<_>>().join("&"))
    }

    /// The address of the list with a filter.
    pub(crate) fn address(&self, filter: &str) -> String {
        if filter.is_empty() { self.path.to_owned() } else { format!("{}?{filter}", self.path) }
    }

    /// The address of the form that saves a filter of the list.
    pub(crate) fn save_address(&self, filter: &str) -> String {
        format!("{FILTERS}/new?list={}&filter={}", self.name, words::in_query(filter))
    }
}

/// What stands above a list: the filters that the person saved for it, and the way to save the one in force.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SavedFilters {
    links: Vec<SavedLink>,
    /// Empty where nothing is chosen that is not saved, and where it is too long to be saved.
    save_href: String,
}

/// One saved filter.
#[derive(Clone, Debug, Serialize)]
struct SavedLink {
    name: String,
    href: String,
    /// Whether the list shows it now.
    current: bool,
}

impl SavedFilters {
    /// What a request for a list gets; `None` for every other screen, and where nothing is saved and nothing chosen.
    pub(crate) async fn of_request(
        admin: &Admin,
        signed_in: &SignedIn,
        method: &Method,
        uri: &Uri,
    ) -> Result<Option<Self>, web::Error> {
        let list = LISTS.iter().find(|list| *method == Method::GET && list.path == uri.path());
        let asked = list.and_then(|list| Some((list, list.filter_of(uri.query().unwrap_or_default())?)));
        let Some((list, asked)) = asked else { return Ok(None) };
        let permit = signed_in.may(admin, Action::ViewAdmin, Subject::Site).await?;
        let saved = store::filters::mine(&admin.store, &permit).await.map_err(failed)?;
        let links = saved.into_iter().filter(|filter| filter.list == list.name).map(|filter| SavedLink {
            href: list.address(&filter.query),
            current: filter.query == asked,
            name: filter.name,
        });
        Ok(Self::new(list, &asked, links.collect()))
    }

    fn new(list: &List, asked: &str, links: Vec<SavedLink>) -> Option<Self> {
        let is_new = !asked.is_empty() && asked.len() <= LONGEST_QUERY && !links.iter().any(|link| link.current);
        let save_href = if is_new { list.save_address(asked) } else { String::new() };
        (is_new || !links.is_empty()).then_some(Self { links, save_href })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_has_one_spelling_and_no_place() {
        let media = List::named("media").unwrap();
        let one = media.filter_of("page=2&kind=pictures&q=+caf%C3%A9+%26+co+&collection=").unwrap();
        assert_eq!(one, "q=caf%C3%A9%20%26%20co&kind=pictures");
        assert_eq!(media.filter_of(&one).as_deref(), Some(one.as_str()), "and keeps it");
        assert_eq!(media.filter_of("page=3").as_deref(), Some(""));
        for other in ["for=5&block=b1", "kind=pictures&secret=yes", "q=%", "q=%FF"] {
            assert_eq!(media.filter_of(other), None, "{other}");
        }
    }

    #[test]
    fn every_list_has_a_name_and_an_address_of_its_own() {
        for (at, list) in LISTS.iter().enumerate() {
            assert!(!list.filters.is_empty() && list.path.starts_with("/admin/"), "{list:?}");
            assert!(LISTS[..at].iter().all(|other| other.name != list.name && other.path != list.path), "{list:?}");
        }
    }

    #[test]
    fn the_filter_in_force_is_offered_until_it_is_saved() {
        let events = List::named("events").unwrap();
        assert!(SavedFilters::new(events, "", Vec::new()).is_none(), "nothing is chosen, nothing saved");
        assert!(
            SavedFilters::new(events, &"x".repeat(LONGEST_QUERY + 1), Vec::new()).is_none(),
            "too long to be saved"
        );
        let offered = SavedFilters::new(events, "shown=past", Vec::new()).unwrap();
        assert_eq!(offered.save_href, "/admin/filters/new?list=events&filter=shown%3Dpast");
        let link = SavedLink { name: "Past".to_owned(), href: events.address("shown=past"), current: true };
        let saved = SavedFilters::new(events, "shown=past", vec![link]).unwrap();
        assert_eq!((saved.save_href.as_str(), saved.links[0].href.as_str()), ("", "/admin/events?shown=past"));
    }
}
